/* SPDX-License-Identifier: MIT */
/* What characters are to those who read texts. Pure; the argument of fold is valid UTF-8. */
#pragma once

#include <glib.h>

typedef enum {
  CHARS_OTHER, /* punctuation, symbols, emoji, white space */
  CHARS_WORD,  /* letters and digits of scripts that put spaces between words */
  CHARS_HANGUL,
  CHARS_HAN,
  CHARS_HIRAGANA,
  CHARS_KATAKANA
} CharsClass;

CharsClass chars_class_wide(gunichar c); /* of a character beyond ASCII */

static inline CharsClass chars_class(gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum((gchar)c) ? CHARS_WORD : CHARS_OTHER;
  return chars_class_wide(c);
}

/* The character at p; most are ASCII. */
static inline gunichar chars_at(const char *p)
{
  return (guchar)*p < 0x80 ? (gunichar)*p : g_utf8_get_char(p);
}

/* Scripts whose sentences need no space after the full stop. */
gboolean chars_is_unspaced(CharsClass class);

/* Appends text in the form that tables are written in and compared by: lower case, straight apostrophes, each run of white space one space. */
void chars_fold(GString *out, const char *text, gsize length);

/* How much text says: letters and digits, an ideograph counts two. */
gsize chars_weight(const char *text, gsize length);

/* The length of text with at least one letter or digit, or 0; *start is moved past white space, bullets and emoji in front. */
gsize chars_trim(const char **start, gsize length);
