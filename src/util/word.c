/* SPDX-License-Identifier: MIT */
#include "util/word.h"

#include <string.h>

#define MAX_DECOMPOSED 18 /* characters that one can stand for (U+FDFA) */
#define MAX_REFERENCE 10  /* bytes of "&#1114111;" */
#define MAX_ORDINAL 8     /* digits of (L3) */
#define DROPPED_CLASS                                                                                                  \
  10 /* marks of this combining class and above are accents and vowel points; below are signs of Indic scripts */
#define TATWEEL 0x640
#define FAR_EAST 0x2e80 /* the first of those blocks */

typedef struct {
  const char *text, *end;
  const char *p;       /* the next byte to be read */
  const char *checked; /* no mail address begins between here and p */
  WordSource source;
  WordFunc func;
  gpointer data;
  int result;
  gboolean open, alone; /* a word is; it is one character */
  const char *start, *stop;
  gsize length;
  char word[WORD_MAX_BYTES];
} Words;

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

static gboolean is_alone(gunichar c)
{
  if (c < alone_ranges[0].first)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(alone_ranges); i++)
    if (c <= alone_ranges[i].last)
      return c >= alone_ranges[i].first;
  return FALSE;
}

gboolean word_is_alone(const char *word, gsize length)
{
  return length >= 3 && is_alone(g_utf8_get_char_validated(word, (gssize)length));
}

/* --- words -------------------------------------------------------------------------------- */

static void close_word(Words *words)
{
  if (words->open && words->length > 0)
    words->result = words->func(words->word, words->length, (gsize)(words->start - words->text),
                                (gsize)(words->stop - words->text), words->data);
  words->open = FALSE;
}

static void open_word(Words *words, const char *start, gboolean alone)
{
  words->open = TRUE;
  words->alone = alone;
  words->start = start;
  words->length = 0;
}

static void append(Words *words, const char *bytes, gsize length)
{
  if (words->length + length <= WORD_MAX_BYTES) {
    memcpy(words->word + words->length, bytes, length);
    words->length += length;
  }
}

static void append_char(Words *words, gunichar c)
{
  char bytes[6];

  append(words, bytes, (gsize)g_unichar_to_utf8(c, bytes));
}

/* --- characters beyond ASCII -------------------------------------------------------------- */

static gboolean is_selector(gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

static void add_mark(Words *words, gunichar c, const char *stop)
{
  if (!words->open)
    return;
  words->stop = stop;
  if (!is_selector(c) && (words->alone || g_unichar_combining_class(c) < DROPPED_CLASS))
    append_char(words, c);
}

static void append_plain(Words *words, gunichar c)
{
  if (c == TATWEEL) /* lengthens a word and is no letter */
    return;
  for (guint i = 0; i < G_N_ELEMENTS(letters) && c >= letters[0].c; i++)
    if (letters[i].c == c) {
      append(words, letters[i].word, strlen(letters[i].word));
      return;
    }
  append_char(words, c);
}

/* A letter in the form in which it is compared. In Cyrillic, one with a mark is another letter. */
static void append_letter(Words *words, gunichar c)
{
  gunichar parts[MAX_DECOMPOSED];
  gsize count;

  c = g_unichar_tolower(c);
  if (c >= 0x400 && c <= 0x52f) {
    append_plain(words, c);
    return;
  }
  count = g_unichar_fully_decompose(c, TRUE, parts, MAX_DECOMPOSED);
  for (gsize i = 0; i < count; i++)
    if (g_unichar_isalnum(parts[i]))
      append_plain(words, g_unichar_tolower(parts[i]));
    else if (g_unichar_ismark(parts[i]) && g_unichar_combining_class(parts[i]) < DROPPED_CLASS)
      append_char(words, parts[i]);
}

static void add_part(Words *words, gunichar c, const char *start, const char *stop)
{
  gboolean alone = is_alone(c);

  if (alone || words->alone || !words->open) {
    close_word(words);
    open_word(words, start, alone);
  }
  words->stop = stop;
  if (alone)
    append_char(words, c);
  else
    append_letter(words, c);
}

/* Far Eastern forms may stand for several, as a number in brackets. */
static void add_letter(Words *words, gunichar c, const char *start, const char *stop)
{
  gunichar parts[MAX_DECOMPOSED] = { c };
  gsize count = 1;

  if (c >= FAR_EAST && !is_alone(c))
    count = g_unichar_fully_decompose(c, TRUE, parts, MAX_DECOMPOSED);
  for (gsize i = 0; i < count && words->result == 0; i++)
    if (g_unichar_isalnum(parts[i]))
      add_part(words, parts[i], start, stop);
}

static void add_char(Words *words, gunichar c, const char *start, const char *stop)
{
  switch (g_unichar_type(c)) {
  case G_UNICODE_DECIMAL_NUMBER:
    add_letter(words, '0' + (gunichar)g_unichar_digit_value(c), start, stop);
    break;
  case G_UNICODE_LOWERCASE_LETTER:
  case G_UNICODE_UPPERCASE_LETTER:
  case G_UNICODE_TITLECASE_LETTER:
  case G_UNICODE_MODIFIER_LETTER:
  case G_UNICODE_OTHER_LETTER:
  case G_UNICODE_LETTER_NUMBER:
  case G_UNICODE_OTHER_NUMBER:
    add_letter(words, c, start, stop);
    break;
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_SPACING_MARK:
    add_mark(words, c, stop);
    break;
  case G_UNICODE_ENCLOSING_MARK:
  case G_UNICODE_FORMAT: /* soft hyphens, joiners, direction */
    break;
  default:
    close_word(words);
  }
}

/* The character at p, forms of other widths and doubled code points as the plain one. 0 and one byte for what is no UTF-8. */
static gunichar take_char(const char *p, const char *end, const char **next)
{
  gunichar c = g_utf8_get_char_validated(p, end - p), plain[MAX_DECOMPOSED];

  if (c == (gunichar)-1 || c == (gunichar)-2) {
    *next = p + 1;
    return 0;
  }
  *next = g_utf8_next_char(p);
  if (((c >= 0xff00 && c <= 0xffef) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f)) &&
      g_unichar_fully_decompose(c, TRUE, plain, MAX_DECOMPOSED) == 1)
    return plain[0];
  return c;
}

/* The character and those that make one with it: accents that stand alone, voiced kana, parts of Hangul syllables. */
static void read_char(Words *words)
{
  const char *start = words->p, *next, *stop;
  gunichar c = take_char(start, words->end, &stop), more, both;

  if (c >= 0x370)
    while (stop < words->end && (guchar)*stop >= 0xcc) {
      more = take_char(stop, words->end, &next);
      if (!g_unichar_compose(c, more, &both))
        break;
      c = both;
      stop = next;
    }
  words->p = stop;
  add_char(words, c, start, stop);
}

/* --- what is no text ---------------------------------------------------------------------- */

static gboolean is_local(char c)
{
  return g_ascii_isalnum(c) || (c != '\0' && strchr("!#$%&'*+-.=\\^_`{|}~", c) != NULL);
}

/* Whether a host with a dot is there. */
static gboolean is_host(const char *p, const char *end)
{
  const char *start = p;

  while (p < end && (g_ascii_isalnum(*p) || *p == '-'))
    p++;
  return p > start && end - p > 1 && *p == '.' && g_ascii_isalnum(p[1]);
}

/* The end of the local part that begins at p, with what stands for its '@'; NULL when none begins there. What it looked at need not be
 * looked at again (checked). */
static const char *skip_local(Words *words)
{
  const char *p = words->p, *end = words->end;

  if (p < words->checked)
    return NULL;
  for (; p < end && is_local(*p); p++) {
    if (*p == '%' && end - p > 3 && p[1] == '4' && p[2] == '0' && g_ascii_isalnum(p[3]))
      return p + 3;
    if (*p == '=' && is_host(p + 1, end))
      return p + 1;
  }
  words->checked = p;
  return end - p > 1 && *p == '@' && g_ascii_isalnum(p[1]) ? p + 1 : NULL;
}

/* The length of "](L3)". */
static gsize link_length(const char *p, const char *end)
{
  gsize digits = 0, room = (gsize)(end - p);

  if (room < 5 || memcmp(p, "](L", 3) != 0)
    return 0;
  while (digits < MAX_ORDINAL && 3 + digits < room && g_ascii_isdigit(p[3 + digits]))
    digits++;
  return digits > 0 && 3 + digits < room && p[3 + digits] == ')' ? digits + 4 : 0;
}

/* The character of "&#233;" and the reference's length; 0 when there is none. */
static gsize reference_length(const char *p, const char *end, gunichar *c)
{
  gsize i = 2, room = MIN((gsize)(end - p), MAX_REFERENCE);

  if (room < 4 || p[1] != '#')
    return 0;
  for (*c = 0; i < room && g_ascii_isdigit(p[i]); i++)
    *c = *c * 10 + (gunichar)(p[i] - '0');
  return i > 2 && i < room && p[i] == ';' && *c < 0x110000 ? i + 1 : 0;
}

/* Stars inside of a word, as where its first letter is bold; 0 when the word ends here. */
static gsize inner_stars(const Words *words)
{
  gsize stars = 0, room = (gsize)(words->end - words->p);

  while (stars < room && words->p[stars] == '*')
    stars++;
  return words->open && !words->alone && words->stop == words->p && stars < room &&
                 ((guchar)words->p[stars] >= 0x80 || g_ascii_isalnum(words->p[stars]))
             ? stars
             : 0;
}

/* Something of ASCII that is no letter or digit. */
static void read_other(Words *words)
{
  gsize length = 0;
  gunichar c;

  if (words->source == WORD_MARKDOWN) {
    if (*words->p == '&' && (length = reference_length(words->p, words->end, &c)) > 0) {
      add_char(words, c, words->p, words->p + length);
      words->p += length;
      return;
    }
    if (*words->p == '*' && (length = inner_stars(words)) > 0) {
      words->p += length;
      return;
    }
    if (*words->p == ']')
      length = link_length(words->p, words->end);
  }
  close_word(words);
  words->p += MAX(length, 1);
}

/* A run of ASCII letters and digits. */
static void read_ascii(Words *words)
{
  const char *p = words->p, *mail;

  if (!words->open || words->alone) {
    close_word(words);
    mail = skip_local(words);
    if (mail != NULL) {
      words->p = mail;
      return;
    }
    open_word(words, p, FALSE);
  }
  for (; p < words->end && g_ascii_isalnum(*p); p++)
    if (words->length < WORD_MAX_BYTES)
      words->word[words->length++] = g_ascii_isupper(*p) ? (char)(*p | 0x20) : *p;
  words->p = words->stop = p;
}

int word_each(const char *text, gsize length, WordSource source, WordFunc func, gpointer data)
{
  Words words = {
    .text = text, .end = text + length, .p = text, .checked = text, .source = source, .func = func, .data = data
  };

  while (words.p < words.end && words.result == 0) {
    if ((guchar)*words.p >= 0x80)
      read_char(&words);
    else if (g_ascii_isalnum(*words.p))
      read_ascii(&words);
    else
      read_other(&words);
  }
  if (words.result == 0)
    close_word(&words);
  return words.result;
}
