/* SPDX-License-Identifier: MIT */
/* What characters beyond ASCII are to words (util/word.h). Pure; what is remembered about them is made once, by the thread that
 * needs it first. */
#pragma once

#include <glib.h>

#define FOLD_MAX_PARTS 18u /* characters that one can stand for (U+FDFA) */
#define FOLD_MAX_BYTES 6u  /* of what is remembered of one */

typedef enum {
  FOLD_BREAK,   /* ends a word */
  FOLD_NOTHING, /* soft hyphens, joiners, direction, what encloses others */
  FOLD_LETTER,
  FOLD_ALONE,    /* a letter that is a word of its own */
  FOLD_MARK,     /* belongs to the word */
  FOLD_ACCENT,   /* belongs to it only in scripts that are taken character by character */
  FOLD_SELECTOR, /* says how what is before it looks */
  FOLD_UNKNOWN   /* several letters, or one that is too long: not remembered */
} FoldRole;

typedef struct {
  char bytes[FOLD_MAX_BYTES];
} FoldWord;

typedef struct {
  guint8 role;      /* FoldRole */
  guint8 joins : 1; /* may make one character with what stands before it: a mark or a part of a Hangul syllable */
  guint8 length : 7;
  FoldWord word; /* what a word gets from a letter or mark, its plain form folded */
} Fold;

/* Forms of other widths and doubled code points as the plain one; others as they are. */
gunichar fold_plain(gunichar c);

/* Of a plain form. Never FOLD_ALONE, which depends on its parts, nor FOLD_UNKNOWN. */
FoldRole fold_role(gunichar c);

/* Whether it is a letter of a script without spaces between words, or Hangul. */
gboolean fold_is_alone(gunichar c);

/* The letters that a letter stands for, and their number: Far Eastern forms may stand for several, as a number in brackets. */
gsize fold_parts(gunichar c, gunichar parts[FOLD_MAX_PARTS]);

/* Writes a letter in the form in which it is compared, UTF-8 without a nul; its length. Of what it consists of, that is left out for which there
 * is no room. */
gsize fold_letter(gunichar c, char *bytes, gsize room);

/* For fold_at only. */
#define FOLD_END 0x10000u
#define FOLD_PAGE 64u /* characters that are remembered together: the same but for their last byte */
extern Fold fold_remembered[FOLD_END];
extern gsize fold_ready[FOLD_END / FOLD_PAGE];
const Fold *fold_make(gunichar c);

static inline gboolean fold_is_continuation(char byte)
{
  return ((guchar)byte & 0xc0) == 0x80;
}

/* Of the valid character of two or three bytes at p; NULL when there is none. It lives for ever. */
static inline const Fold *fold_at(const char *p, const char *end)
{
  gunichar lead = p < end ? (guchar)*p : 0, c;

  if (lead < 0xc2 || lead >= 0xf0 || end - p < 2 || !fold_is_continuation(p[1]))
    return NULL;
  c = (lead & 0x1f) << 6 | ((guchar)p[1] & 0x3f);
  if (lead >= 0xe0) {
    if (end - p < 3 || !fold_is_continuation(p[2]))
      return NULL;
    c = (c << 6 | ((guchar)p[2] & 0x3f)) & 0xffff;
    if (c < 0x800 || (c >= 0xd800 && c <= 0xdfff))
      return NULL;
  }
  return G_LIKELY(g_atomic_pointer_get(&fold_ready[c / FOLD_PAGE]) != 0) ? &fold_remembered[c] : fold_make(c);
}

/* Whether the second may make one character with the first: both from fold_at. */
gboolean fold_join(const Fold *fold, const Fold *next);
