/* SPDX-License-Identifier: MIT */
#include "util/fold.h"

#include <string.h>

#define DROPPED_CLASS                                                                                                  \
  10 /* marks of this combining class and above are accents and vowel points; below are signs of Indic scripts */
#define TATWEEL 0x640
#define FAR_EAST 0x2e80                      /* the first of those blocks */
#define WORD_ROOM (FOLD_MAX_PARTS * 2u * 6u) /* what a letter stands for fits into it */

/* Letters whose mark is no character of its own, as people without them on their keyboards type them. */
static const struct {
  gunichar c;
  const char *word;
} letters[] = {
  { 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" },  { 0xf8, "o" },   { 0xfe, "th" },        { 0x111, "d" },
  { 0x127, "h" }, { 0x131, "i" }, { 0x142, "l" }, { 0x153, "oe" }, { 0x3c2, "\xcf\x83" }, { 0x451, "\xd0\xb5" },
};

/* Scripts without spaces between words, and Hangul. */
static const struct {
  gunichar first, last;
} alone_ranges[] = {
  { 0xe00, 0xeff },                         /* Thai, Lao */
  { 0x1000, 0x109f },                       /* Myanmar */
  { 0x1780, 0x17ff },                       /* Khmer */
  { 0x3005, 0x3007 },                       /* ideographic iteration mark, closing mark, zero */
  { 0x3021, 0x3029 },                       /* numerals */
  { 0x3041, 0x30ff },                       /* kana with its long mark */
  { 0x3105, 0x312f },                       /* Bopomofo */
  { 0x31a0, 0x31ff },                       /* Bopomofo, strokes, kana of Ainu */
  { 0x3400, 0x4dbf },                       /* ideographs */
  { 0x4e00, 0x9fff },   { 0xa000, 0xa4cf }, /* Yi */
  { 0xac00, 0xd7a3 },                       /* Hangul syllables */
  { 0xf900, 0xfaff },                       /* ideographs */
  { 0x20000, 0x3ffff },
};

gboolean fold_is_alone(gunichar c)
{
  if (c < alone_ranges[0].first)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(alone_ranges); i++)
    if (c <= alone_ranges[i].last)
      return c >= alone_ranges[i].first;
  return FALSE;
}

static gboolean is_selector(gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

FoldRole fold_role(gunichar c)
{
  switch (g_unichar_type(c)) {
  case G_UNICODE_DECIMAL_NUMBER:
  case G_UNICODE_LOWERCASE_LETTER:
  case G_UNICODE_UPPERCASE_LETTER:
  case G_UNICODE_TITLECASE_LETTER:
  case G_UNICODE_MODIFIER_LETTER:
  case G_UNICODE_OTHER_LETTER:
  case G_UNICODE_LETTER_NUMBER:
  case G_UNICODE_OTHER_NUMBER:
    return FOLD_LETTER;
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_SPACING_MARK:
    return is_selector(c) ? FOLD_SELECTOR : g_unichar_combining_class(c) < DROPPED_CLASS ? FOLD_MARK : FOLD_ACCENT;
  case G_UNICODE_ENCLOSING_MARK:
  case G_UNICODE_FORMAT:
    return FOLD_NOTHING;
  default:
    return FOLD_BREAK;
  }
}

gunichar fold_plain(gunichar c)
{
  gunichar plain[FOLD_MAX_PARTS];

  if (c >= 0xf900 && ((c >= 0xff00 && c <= 0xffef) || c <= 0xfaff || (c >= 0x2f800 && c <= 0x2fa1f)) &&
      g_unichar_fully_decompose(c, TRUE, plain, FOLD_MAX_PARTS) == 1)
    return plain[0];
  return c;
}

gsize fold_parts(gunichar c, gunichar parts[FOLD_MAX_PARTS])
{
  gsize count = 1, kept = 0;

  if (g_unichar_isdigit(c))
    c = '0' + (gunichar)g_unichar_digit_value(c);
  parts[0] = c;
  if (c >= FAR_EAST && !fold_is_alone(c))
    count = g_unichar_fully_decompose(c, TRUE, parts, FOLD_MAX_PARTS);
  for (gsize i = 0; i < count; i++)
    if (g_unichar_isalnum(parts[i]))
      parts[kept++] = parts[i];
  return kept;
}

/* Bytes with room for some more. */
typedef struct {
  char *bytes;
  gsize length, room;
} Out;

static void append(Out *out, const char *bytes, gsize length)
{
  if (out->length + length <= out->room) {
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
  }
}

static void append_char(Out *out, gunichar c)
{
  char bytes[6];

  append(out, bytes, (gsize)g_unichar_to_utf8(c, bytes));
}

static void append_plain(Out *out, gunichar c)
{
  if (c == TATWEEL) /* lengthens a word and is no letter */
    return;
  for (guint i = 0; i < G_N_ELEMENTS(letters) && c >= letters[0].c; i++)
    if (letters[i].c == c) {
      append(out, letters[i].word, strlen(letters[i].word));
      return;
    }
  append_char(out, c);
}

gsize fold_letter(gunichar c, char *bytes, gsize room)
{
  Out out = { bytes, 0, room };
  gunichar parts[FOLD_MAX_PARTS];
  gsize count;

  c = g_unichar_tolower(c);
  if (c >= 0x400 && c <= 0x52f) { /* in Cyrillic, one with a mark is another letter */
    append_plain(&out, c);
    return out.length;
  }
  count = g_unichar_fully_decompose(c, TRUE, parts, FOLD_MAX_PARTS);
  for (gsize i = 0; i < count; i++)
    if (g_unichar_isalnum(parts[i]))
      append_plain(&out, g_unichar_tolower(parts[i]));
    else if (g_unichar_ismark(parts[i]) && g_unichar_combining_class(parts[i]) < DROPPED_CLASS)
      append_char(&out, parts[i]);
  return out.length;
}

/* --- remembered ---------------------------------------------------------------------------- */

G_STATIC_ASSERT(sizeof(Fold) == 8);

/* A cache of what never changes: asking GLib takes ten times as long as all the rest. A page is made when a text first needs it, which leaves
 * the memory of the others untouched. */
Fold fold_remembered[FOLD_END];
gsize fold_ready[FOLD_END / FOLD_PAGE];

static Fold make_fold(gunichar c)
{
  char word[WORD_ROOM];
  gsize length = 0;
  gunichar plain = fold_plain(c), parts[FOLD_MAX_PARTS];
  Fold fold = { .joins = g_unichar_ismark(plain) || (plain >= 0x1160 && plain <= 0x11ff) };
  FoldRole role = fold_role(plain);

  if (role == FOLD_MARK || role == FOLD_ACCENT) {
    length = (gsize)g_unichar_to_utf8(plain, word);
  } else if (role == FOLD_LETTER && fold_parts(plain, parts) != 1) {
    role = FOLD_UNKNOWN;
  } else if (role == FOLD_LETTER && fold_is_alone(parts[0])) {
    role = FOLD_ALONE;
    length = (gsize)g_unichar_to_utf8(parts[0], word);
  } else if (role == FOLD_LETTER) {
    length = fold_letter(parts[0], word, sizeof word);
  }
  if (length > FOLD_MAX_BYTES)
    role = FOLD_UNKNOWN;
  else
    memcpy(fold.word.bytes, word, length);
  fold.role = (guint8)role;
  fold.length = length & 0x7f;
  return fold;
}

const Fold *fold_make(gunichar c)
{
  gsize *ready = &fold_ready[c / FOLD_PAGE];

  if (g_once_init_enter(ready)) {
    for (gunichar i = c - c % FOLD_PAGE, end = i + FOLD_PAGE; i < end; i++)
      fold_remembered[i] = make_fold(i);
    g_once_init_leave(ready, 1);
  }
  return &fold_remembered[c];
}

gboolean fold_join(const Fold *fold, const Fold *next)
{
  gunichar c = (gunichar)(fold - fold_remembered), more = (gunichar)(next - fold_remembered), both;

  return next->joins && (c >= 0xf900 || more >= 0xf900 || g_unichar_compose(c, more, &both));
}
