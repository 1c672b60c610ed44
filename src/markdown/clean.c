/* SPDX-License-Identifier: MIT */
#include "markdown/clean.h"

#include <string.h>

#define MAX_PIXEL 2 /* images up to this size are counters or spacers */
#define MAX_LANGUAGE 32

static gboolean is_tiny(const char *size)
{
  char *end;
  guint64 value;

  if (size == NULL)
    return FALSE;
  value = g_ascii_strtoull(size, &end, 10);
  return end != size && value <= MAX_PIXEL && *end != '%' && *end != '.';
}

/* "header_2x.png", "IMG_2041": what a program put there. */
static gboolean is_file_name(const char *text)
{
  static const char *const endings[] = { ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tiff", NULL };
  g_autofree char *lower = g_ascii_strdown(text, -1);

  if (strchr(lower, ' ') != NULL)
    return FALSE;
  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix(lower, endings[i]))
      return TRUE;
  return g_str_has_prefix(lower, "img_") || g_str_has_prefix(lower, "http://") || g_str_has_prefix(lower, "https://");
}

static gboolean is_empty_word(const char *text)
{
  static const char *const words[] = { "image",  "img",   "picture", "photo",   "pic",  "bild",
                                       "spacer", "pixel", "banner",  "divider", "line", "placeholder",
                                       "blank",  "alt",   "border",  NULL };
  g_autofree char *lower = g_ascii_strdown(text, -1);

  return g_strv_contains(words, lower);
}

static gboolean has_visible(const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);

    if (g_unichar_isgraph(c) && c != 0xad && !g_unichar_iszerowidth(c) && strchr("|_-*.:", (int)MIN(c, 0x7f)) == NULL)
      return TRUE;
  }
  return FALSE;
}

char *clean_alt(const char *alt, const char *src, const char *width, const char *height)
{
  g_autofree char *text = NULL;

  if (alt == NULL || is_tiny(width) || is_tiny(height))
    return NULL;
  text = g_strstrip(g_strdup(alt));
  if (!has_visible(text) || is_file_name(text) || is_empty_word(text))
    return NULL;
  if (src != NULL && strcmp(src, text) == 0)
    return NULL;
  return g_steal_pointer(&text);
}

void clean_append_raw(GString *out, const char *text, gsize length)
{
  const char *p = text, *end = text + length;

  while (p < end) {
    gunichar c = g_utf8_get_char(p);
    gsize size = MIN((gsize)g_utf8_skip[(guchar)*p], (gsize)(end - p));

    if (c == 0xa0)
      g_string_append_c(out, ' ');
    else if (c == '\n' || c == '\t' || (c >= 0x20 && !(c >= 0x7f && c < 0xa0)))
      g_string_append_len(out, p, (gssize)size);
    p += size;
  }
}

gboolean clean_trim_lines(GString *text)
{
  gsize end = text->len;

  while (end > 0 && strchr(" \t\n", text->str[end - 1]) != NULL)
    end--;
  if (end == 0) {
    g_string_truncate(text, 0);
    return FALSE;
  }
  g_string_truncate(text, end + strcspn(text->str + end, "\n"));
  return TRUE;
}

char *clean_language(const char *class_names)
{
  const char *start, *p;

  if (class_names == NULL || (start = strstr(class_names, "language-")) == NULL)
    return NULL;
  start += strlen("language-");
  for (p = start; *p != '\0' && strchr(" \t\n\f\r`<>", *p) == NULL && (guchar)*p >= 0x20 && *p != 0x7f; p++)
    ;
  if (p == start || p - start > MAX_LANGUAGE)
    return NULL;
  return g_strndup(start, (gsize)(p - start));
}

char *clean_primary_language(const char *tag)
{
  gsize length = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

  if (length < 2 || length > 3 || (tag[length] != '\0' && tag[length] != '-' && tag[length] != '_'))
    return NULL;
  return g_ascii_strdown(tag, (gssize)length);
}

guint32 clean_number(const char *value, guint32 fallback)
{
  char *end;
  guint64 number;

  while (g_ascii_isspace(*value))
    value++;
  if (!g_ascii_isdigit(*value))
    return fallback;
  number = g_ascii_strtoull(value, &end, 10);
  return number <= 999999999 ? (guint32)number : fallback;
}
