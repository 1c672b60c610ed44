/* SPDX-License-Identifier: MIT */
#include "gist/mask.h"

#include <string.h>

#include "util/text.h"

#define RANDOM_LENGTH 16u /* letters and digits; nobody writes such a local part by chance */

static char *mask_with(const char *text, const char *const *addresses, const char *replacement)
{
  char *masked = g_strdup(text);

  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++) {
    g_autofree char *before = masked;

    masked = text_mask_address(before, addresses[i], replacement);
  }
  return masked;
}

char *mask_addresses(const char *text, const char *const *addresses)
{
  return mask_with(text, addresses, MASK_MARK);
}

gboolean mask_found(const char *text, const char *const *addresses)
{
  g_autofree char *masked = mask_with(text, addresses, "");

  return strlen(masked) != strlen(text);
}

char *mask_bare(const char *text, gsize length)
{
  char *out = g_malloc(length + 1), *to = out;

  for (const char *p = text, *end = text + length; p < end; p++) {
    char c = *p;

    if (p[0] == '&' && p[1] == '#') {
      char *after;
      guint64 value = g_ascii_strtoull(p + 2, &after, 10);

      if (after > p + 2 && *after == ';') {
        c = value < 0x80 ? (char)value : ' ';
        p = after;
      }
    }
    if (g_ascii_isalnum(c))
      *to++ = g_ascii_tolower(c);
  }
  *to = '\0';
  return out;
}

/* --- Markdown ----------------------------------------------------------------------------- */

static char *without_escapes(const char *markdown)
{
  char *out = g_malloc(strlen(markdown) + 1), *to = out;

  for (const char *p = markdown; *p != '\0'; p++) {
    if (p[0] == '\\' && g_ascii_ispunct(p[1]))
      p++;
    *to++ = *p;
  }
  *to = '\0';
  return out;
}

/* ASCII case is ignored. */
static char *replace_word(const char *text, const char *word, gsize length)
{
  GString *out = g_string_new(NULL);

  for (const char *p = text; *p != '\0';) {
    if (g_ascii_strncasecmp(p, word, length) == 0) {
      g_string_append(out, MASK_MARK);
      p += length;
    } else {
      g_string_append_c(out, *p++);
    }
  }
  return g_string_free(out, FALSE);
}

static gboolean has_local_part(const char *markdown, const char *const *addresses)
{
  g_autofree char *bare = mask_bare(markdown, strlen(markdown));

  for (guint i = 0; addresses[i] != NULL; i++) {
    g_autofree char *local_part = mask_bare(addresses[i], strcspn(addresses[i], "@"));

    if (strstr(bare, local_part) != NULL)
      return TRUE;
  }
  return FALSE;
}

char *mask_markdown(const char *markdown, const char *const *addresses)
{
  g_autofree char *masked = mask_addresses(markdown, addresses), *plain = NULL;

  if (addresses == NULL || !has_local_part(masked, addresses))
    return g_steal_pointer(&masked);
  plain = without_escapes(masked);
  g_free(masked);
  masked = mask_addresses(plain, addresses);
  for (guint i = 0; addresses[i] != NULL; i++) {
    gsize length = strcspn(addresses[i], "@");
    g_autofree char *local_part = mask_bare(addresses[i], length), *before = masked;

    masked = strlen(local_part) >= RANDOM_LENGTH ? replace_word(before, addresses[i], length) : g_strdup(before);
  }
  return g_steal_pointer(&masked);
}
