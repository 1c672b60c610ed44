/* SPDX-License-Identifier: MIT */
#include "mail/attachment.h"

#include <string.h>

#include "mail/decode.h"
#include "mail/transfer.h"
#include "util/text.h"

/* What a reader of the newsletter has no use for: the invitation in other words, signatures, reports to machines. */
static gboolean is_ignored(const Structure *structure, const Entity *entity)
{
  static const char *const types[] = {
    "text/x-amp-html",
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "message/delivery-status",
    "message/disposition-notification",
  };

  if (strcmp(entity->type->value, "text/calendar") == 0)
    return structure_is_in(structure, entity, "multipart/alternative") &&
           !g_str_has_prefix(entity->disposition->value, "attachment");
  for (guint i = 0; i < G_N_ELEMENTS(types); i++)
    if (strcmp(entity->type->value, types[i]) == 0)
      return !g_str_has_prefix(entity->disposition->value, "attachment") || strstr(types[i], "signature") != NULL;
  return FALSE;
}

/* The last component, never "." or "..", at most ATTACHMENT_MAX_NAME characters with the extension kept; NULL when nothing is left. */
static char *clean_name(const char *name)
{
  const char *base = name, *dot;
  g_autofree char *stem = NULL;
  glong length;

  for (const char *p = name; *p != '\0'; p++)
    if (*p == '/' || *p == '\\')
      base = p + 1;
  while (*base == '.' || *base == ' ')
    base++;
  if (*base == '\0')
    return NULL;
  length = g_utf8_strlen(base, -1);
  if (length <= (glong)ATTACHMENT_MAX_NAME)
    return g_strdup(base);
  dot = strrchr(base, '.');
  if (dot == NULL || strlen(dot) > 10)
    dot = "";
  stem = g_utf8_substring(base, 0, (glong)(ATTACHMENT_MAX_NAME - strlen(dot)));
  return g_strconcat(stem, dot, NULL);
}

static char *part_name(const Entity *entity, guint number)
{
  g_autofree char *name = param_text(entity->disposition, "filename");
  char *clean;

  if (name == NULL || *name == '\0') {
    g_free(name);
    name = param_text(entity->type, "name");
  }
  clean = name != NULL ? clean_name(name) : NULL;
  return clean != NULL ? clean : g_strdup_printf("part-%u", number);
}

gboolean attachment_collect(const Structure *structure, const gboolean *used, GPtrArray *parts)
{
  gsize total = 0;

  for (guint i = 0; i < parts->len; i++)
    total += ((Part *)g_ptr_array_index(parts, i))->size;
  for (guint i = 0; i < structure->entities->len; i++) {
    const Entity *entity = g_ptr_array_index(structure->entities, i);
    GString *bytes;
    Part *part;

    if (used[i] || is_ignored(structure, entity))
      continue;
    if (parts->len >= MAIL_MAX_PARTS)
      return FALSE;
    bytes = transfer_decode(entity->bytes, entity->length, entity->encoding);
    if (bytes->len == 0 || total + bytes->len > ATTACHMENT_MAX_TOTAL) {
      gboolean full = bytes->len > 0;

      g_string_free(bytes, TRUE);
      if (full)
        return FALSE;
      continue;
    }
    total += bytes->len;
    part = g_new0(Part, 1);
    part->content_id = g_strdup(entity->content_id);
    part->type = g_strdup(entity->type->value);
    part->name = part_name(entity, parts->len + 1);
    part->is_inline = !g_str_has_prefix(entity->disposition->value, "attachment") &&
                      (entity->content_id != NULL || g_str_has_prefix(entity->disposition->value, "inline"));
    part->size = bytes->len;
    part->bytes = g_string_free_to_bytes(bytes);
    g_ptr_array_add(parts, part);
  }
  return TRUE;
}
