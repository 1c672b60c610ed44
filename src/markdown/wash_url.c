/* SPDX-License-Identifier: MIT */
#include "markdown/wash_url.h"

#include <string.h>

#include "markdown/url.h"
#include "model/newsletter.h"

void wash_parts_init(WashParts *parts, const GPtrArray *list)
{
  *parts = (WashParts){ .count = list != NULL ? list->len : 0 };
  if (parts->count == 0)
    return;
  parts->positions = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < list->len; i++) {
    char *content_id = ((Part *)g_ptr_array_index(list, i))->content_id;

    if (content_id != NULL && !g_hash_table_contains(parts->positions, content_id))
      g_hash_table_insert(parts->positions, content_id, GUINT_TO_POINTER(i + 1));
  }
}

void wash_parts_clear(WashParts *parts)
{
  g_clear_pointer(&parts->positions, g_hash_table_unref);
}

static char *part_url(const char *content_id, const WashParts *parts)
{
  g_autofree char *decoded = g_uri_unescape_string(content_id, NULL);
  guint position = 0;

  if (parts->positions != NULL)
    position = GPOINTER_TO_UINT(g_hash_table_lookup(parts->positions, decoded != NULL ? decoded : content_id));
  return position > 0 ? g_strdup_printf("parts/%u", position - 1) : NULL;
}

/* "parts/N" as it is written here: a washed page is washed again when nobody knows that it was. */
static gboolean is_part_url(const char *src, const WashParts *parts)
{
  const char *number = src + strlen("parts/");
  guint64 position;

  return g_str_has_prefix(src, "parts/") && strlen(number) <= 9 && (number[0] != '0' || number[1] == '\0') &&
         g_ascii_string_to_unsigned(number, 10, 0, G_MAXUINT32, &position, NULL) && position < parts->count;
}

/* SVG is a document, not a picture: it is left out on purpose. */
static gboolean is_picture_data(const char *src)
{
  static const char *const heads[] = { "data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,",
                                       "data:image/webp;base64," };

  for (guint i = 0; i < G_N_ELEMENTS(heads); i++) {
    const char *p = src + strlen(heads[i]);

    if (!g_str_has_prefix(src, heads[i]))
      continue;
    while (g_ascii_isalnum(*p) || *p == '+' || *p == '/')
      p++;
    return *p == '\0' || strcmp(p, "=") == 0 || strcmp(p, "==") == 0;
  }
  return FALSE;
}

char *wash_url_image(const char *src, const WashParts *parts)
{
  g_autofree char *url = NULL;

  while (*src != '\0' && (guchar)*src <= 0x20)
    src++;
  if (g_ascii_strncasecmp(src, "cid:", 4) == 0)
    return part_url(src + 4, parts);
  if (is_part_url(src, parts) || is_picture_data(src))
    return g_strdup(src);
  url = url_repair(src);
  if (url == NULL || g_str_has_prefix(url, "mailto:"))
    return NULL;
  return g_steal_pointer(&url);
}
