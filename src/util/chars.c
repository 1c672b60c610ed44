/* SPDX-License-Identifier: MIT */
#include "util/chars.h"

#include <string.h>

static const struct {
  gunichar first, last;
  CharsClass class;
} east_asian[] = {
  { 0x1100, 0x11ff, CHARS_HANGUL },   { 0x3005, 0x3007, CHARS_HAN },      { 0x3041, 0x309f, CHARS_HIRAGANA },
  { 0x30a1, 0x30fa, CHARS_KATAKANA }, { 0x30fc, 0x30ff, CHARS_KATAKANA }, { 0x3130, 0x318f, CHARS_HANGUL },
  { 0x31f0, 0x31ff, CHARS_KATAKANA }, { 0x3400, 0x4dbf, CHARS_HAN },      { 0x4e00, 0x9fff, CHARS_HAN },
  { 0xac00, 0xd7af, CHARS_HANGUL },   { 0xf900, 0xfaff, CHARS_HAN },      { 0xff66, 0xff9f, CHARS_KATAKANA },
  { 0x20000, 0x3ffff, CHARS_HAN },
};

CharsClass chars_class_wide(gunichar c)
{
  if (c >= 0x1100)
    for (guint i = 0; i < G_N_ELEMENTS(east_asian); i++)
      if (c >= east_asian[i].first && c <= east_asian[i].last)
        return east_asian[i].class;
  return g_unichar_isalnum(c) || g_unichar_ismark(c) ? CHARS_WORD : CHARS_OTHER;
}

gboolean chars_is_unspaced(CharsClass class)
{
  return class == CHARS_HAN || class == CHARS_HIRAGANA || class == CHARS_KATAKANA;
}

void chars_fold(GString *out, const char *text, gsize length)
{
  const char *end = text + length;
  gboolean space = FALSE;

  for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
    gunichar c = chars_at(p);

    if (c < 0x80 ? g_ascii_isspace((gchar)c) : g_unichar_isspace(c)) {
      space = out->len > 0;
      continue;
    }
    if (space)
      g_string_append_c(out, ' ');
    space = FALSE;
    if (c < 0x80)
      g_string_append_c(out, g_ascii_tolower((gchar)c));
    else if (c == 0x2018 || c == 0x2019 || c == 0x02bc)
      g_string_append_c(out, '\'');
    else
      g_string_append_unichar(out, g_unichar_tolower(c));
  }
}

gsize chars_weight(const char *text, gsize length)
{
  const char *end = text + length;
  gsize weight = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
    CharsClass class = chars_class(chars_at(p));

    if (class != CHARS_OTHER)
      weight += class == CHARS_WORD ? 1 : 2;
  }
  return weight;
}

static gboolean has_weight(const char *text, const char *end)
{
  for (const char *p = text; p < end; p = g_utf8_next_char(p))
    if (chars_class(chars_at(p)) != CHARS_OTHER)
      return TRUE;
  return FALSE;
}

/* What may open a sentence besides letters and digits. */
static gboolean opens(gunichar c)
{
  switch (g_unichar_type(c)) {
  case G_UNICODE_OPEN_PUNCTUATION:
  case G_UNICODE_INITIAL_PUNCTUATION:
  case G_UNICODE_CURRENCY_SYMBOL:
    return TRUE;
  default:
    return strchr("\"'#@+", (int)(c < 0x80 ? c : '?')) != NULL || c == 0xbf || c == 0xa1 || c == 0x201e ||
           c == 0x201c || c == 0x2019;
  }
}

gsize chars_trim(const char **start, gsize length)
{
  const char *end = *start + length;
  const char *p = *start;

  while (p < end) {
    gunichar c = g_utf8_get_char(p);

    if (chars_class(c) != CHARS_OTHER || opens(c))
      break;
    p = g_utf8_next_char(p);
  }
  while (end > p && g_ascii_isspace(end[-1]))
    end--;
  *start = p;
  return has_weight(p, end) ? (gsize)(end - p) : 0;
}
