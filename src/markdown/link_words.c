/* SPDX-License-Identifier: MIT */
#include "markdown/link_words.h"

#include <string.h>

#include "markdown/link_words_table.inc"
#include "util/compiler.h"

#define COPYRIGHT_SIGN 0xa9 /* begins the small print as a word does */
#define LEADING_UNITS 8     /* a sponsor is named in the first words */
#define MIN_LETTERS 4u      /* spaced out: fewer are initials */

/* Scripts that set no spaces between words (Korean does, but hangs particles on them): each character is a unit. */
static gboolean is_alone(gunichar c)
{
  return (c >= 0x0e00 && c <= 0x0e7f) || (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) ||
         (c >= 0xf900 && c <= 0xfaff);
}

static gboolean is_dropped(gunichar c)
{
  return (c >= 0x300 && c <= 0x36f) || c == 0xad || (c >= 0x200b && c <= 0x200f) || c == 0xfeff ||
         (c >= 0xfe00 && c <= 0xfe0f);
}

static const guint8 ascii_separators[0x80] = {
  [':'] = 1, [';'] = 1,  ['|'] = 1, ['('] = 1, [')'] = 1, ['['] = 1, [']'] = 1, ['!'] = 1,
  ['?'] = 1, ['\n'] = 1, ['<'] = 1, ['>'] = 1, ['*'] = 1, ['{'] = 1, ['}'] = 1,
};

/* next: the character after c. */
static gboolean is_separator(gunichar c, char next)
{
  if (c == '.' || c == ',')
    return c == '.' && (next == ' ' || next == '\0' || next == '\n');
  if (c < 0x80)
    return ascii_separators[c] != 0;
  if (c == 0x2018 || c == 0x2019)
    return FALSE; /* an apostrophe */
  return c == 0xb7 || c == 0xab || c == 0xbb || (c >= 0x2013 && c <= 0x2022) || (c >= 0x2190 && c <= 0x21ff) ||
         c == 0x3010 || c == 0x3011 || c == 0xff5c || c == 0x3002;
}

typedef struct {
  char *out;
  gsize length;
  gsize word;     /* where the last word begins */
  guint letters;  /* single ones before it */
  gboolean joins; /* there were enough of them to be a word */
} Fold;

static inline void fold_space(Fold *fold, char space)
{
  char *last = fold->length > 0 ? &fold->out[fold->length - 1] : NULL;

  if (last == NULL || *last == '|')
    return;
  if (*last == ' ') {
    *last = space;
    return;
  }
  fold->letters = fold->length - fold->word == 1 ? fold->letters + 1 : 0;
  fold->joins |= fold->letters + 1 >= MIN_LETTERS; /* and the last one */
  fold->out[fold->length++] = space;
  fold->word = fold->length;
}

static void fold_char(Fold *fold, gunichar c)
{
  if (g_unichar_isalnum(c) || g_unichar_ismark(c) || c == COPYRIGHT_SIGN)
    fold->length += (gsize)g_unichar_to_utf8(c, fold->out + fold->length);
  else
    fold_space(fold, ' ');
}

static void fold_wide(Fold *fold, gunichar c, char next)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  if (is_dropped(c))
    return;
  if (is_separator(c, next)) {
    fold_space(fold, '|');
    return;
  }
  c = g_unichar_tolower(c);
  n = g_unichar_fully_decompose(c, TRUE, parts, G_N_ELEMENTS(parts));
  if (parts[0] >= 0x530) { /* kana and Hangul stay whole */
    fold_char(fold, c);
    return;
  }
  for (gsize i = 0; i < n; i++)
    if (!is_dropped(parts[i]))
      fold_char(fold, parts[i]);
}

/* How many letters stand alone from p on, one space between. */
static gsize count_letters(const char *folded, gsize p, gsize length)
{
  gsize n = 0;

  while (p < length && g_ascii_isalpha(folded[p]) &&
         (p + 1 == length || folded[p + 1] == ' ' || folded[p + 1] == '|')) {
    n++;
    if (p + 1 == length || folded[p + 1] == '|')
      break;
    p += 2;
  }
  return n;
}

/* "S P O N S O R" is one word. Returns the new length. */
static gsize join_letters(char *folded, gsize length)
{
  gsize to = 0, p = 0;

  while (p < length) {
    gboolean is_start = p == 0 || folded[p - 1] == ' ' || folded[p - 1] == '|';
    gsize n = is_start ? count_letters(folded, p, length) : 0;

    if (n >= MIN_LETTERS) {
      for (gsize i = 0; i < n; i++)
        folded[to++] = folded[p + 2 * i];
      p += 2 * n - 1;
    } else {
      folded[to++] = folded[p++];
    }
  }
  return to;
}
/* Letters in lower case and digits, 0 for everything else. */
static const char word_chars[256] = {
  ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8',
  ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h',
  ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q',
  ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z',
  ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i',
  ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r',
  ['s'] = 's', ['t'] = 't', ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'
};

void link_words_fold(const char *text, gsize length, char *folded)
{
  const gsize most =
      LINK_WORDS_MAX - 4 * G_UNICHAR_MAX_DECOMPOSITION_LENGTH - 1; /* a character is at most 4 * 18 bytes */
  Fold fold = { .out = folded };
  const char *end = text + length;

  while (text < end && fold.length < most) {
    guchar c = (guchar)*text;

    if (word_chars[c] != 0) {
      const char *stop = text + MIN((gsize)(end - text), most - fold.length);
      char *out = folded + fold.length;

      do
        *out++ = word_chars[(guchar)*text++];
      while (text < stop && word_chars[(guchar)*text] != 0);
      fold.length = (gsize)(out - folded);
    } else if (c == ' ') {
      text++;
      fold_space(&fold, ' ');
    } else if (c < 0x80) {
      text++;
      fold_space(&fold, is_separator(c, text < end ? *text : '\0') ? '|' : ' ');
    } else {
      gunichar wide = g_utf8_get_char_validated(text, end - text);

      if (wide >= (gunichar)-2)
        break; /* cut within a character */
      text = g_utf8_next_char(text);
      fold_wide(&fold, wide, text < end ? *text : '\0');
    }
  }
  while (fold.length > 0 && (folded[fold.length - 1] == ' ' || folded[fold.length - 1] == '|'))
    fold.length--;
  if (fold.joins)
    fold.length = join_letters(folded, fold.length);
  folded[fold.length] = '\0';
}

static gboolean is_space(char c)
{
  return c == ' ' || c == '|' || c == '\0';
}

/* How many of the eight bytes at p are letters and digits of ASCII, up to the first that is not: others of a folded text are below or above. */
static inline guint count_plain(const char *p)
{
  const guint64 ones = 0x0101010101010101u, tops = 0x80 * ones;
  guint64 word, others;

  memcpy(&word, p, sizeof word);
  word = GUINT64_FROM_LE(word);
  others = (word | (word + (0x7f - 'z') * ones) | ~((word | tops) - '0' * ones)) & tops;
  return others == 0 ? (guint)sizeof word : (guint)__builtin_ctzll(others) / 8;
}

/* The length of the unit at p in a folded text, behind which there is room for a word. */
static gsize unit_length(const char *p)
{
  const char *q = p;
  guint plain;

  do {
    plain = count_plain(q);
    q += plain;
  } while (plain == sizeof(guint64));
  if ((guchar)*q < 0x80)
    return (gsize)(q - p);
  for (;;) {
    while (word_chars[(guchar)*q] != 0)
      q++;
    if ((guchar)*q < 0x80)
      return (gsize)(q - p);
    if (is_alone(g_utf8_get_char(q)))
      return q == p ? (gsize)(g_utf8_next_char(q) - p) : (gsize)(q - p);
    q = g_utf8_next_char(q);
  }
}

static guint count_units(const char *p, const char *end)
{
  guint n = 0;

  while (p < end) {
    p += unit_length(p);
    p += *p == ' ';
    n++;
  }
  return n;
}

/* Whether a phrase may end between the character before end and end. */
static gboolean is_boundary(const char *start, const char *end)
{
  return is_space(*end) || is_alone(g_utf8_get_char(end)) ||
         is_alone(g_utf8_get_char(g_utf8_find_prev_char(start, end)));
}

/* The first of the phrases that begin with the unit of length bytes at p; NULL when there is none. */
static const LinkPhrase *find_first(const char *p, gsize length)
{
  guint32 key = (guint32)(guchar)p[0] | (guint32)(guchar)p[length / 2] << 8 | (guint32)(guchar)p[length - 1] << 16 |
                (guint32)length << 24;
  guint32 hash = key * 2654435761u, entry;

  for (guint bucket = hash >> LINK_WORDS_SHIFT; (entry = link_phrase_index[bucket]) != 0;
       bucket = (bucket + 1) % LINK_WORDS_BUCKETS) {
    const LinkPhrase *phrase = &link_phrases[(entry & 0xffff) - 1];

    if (entry >> 16 == (hash & 0xffff) && phrase->first == length && memcmp(phrase->phrase, p, length) == 0)
      return phrase;
  }
  return NULL;
}

/* The longest phrase at p, whose first unit has length bytes; NULL when there is none. */
static const LinkPhrase *find_phrase(const char *p, gsize length)
{
  const LinkPhrase *first = find_first(p, length), *longest = NULL;
  guint8 second = (guint8)(p[length] == ' ' ? p[length + 1] : p[length]);

  if (first == NULL)
    return NULL;
  for (const LinkPhrase *phrase = first; phrase < first + first->group; phrase++)
    if ((phrase->second == 0 || (phrase->second == second && strncmp(phrase->phrase, p, phrase->length) == 0)) &&
        is_boundary(p, p + phrase->length))
      longest = phrase;
  return longest;
}

WordScan link_words_scan_part(const char *text, gsize length)
{
  WordScan scan = { 0 };
  UNINITIALIZED char folded[LINK_WORDS_MAX + sizeof(guint64)];
  const char *p = folded;

  link_words_fold(text, length, folded);
  while (*p != '\0') {
    gsize unit = unit_length(p);
    const LinkPhrase *phrase = find_phrase(p, unit);
    gboolean is_first = p == folded || p[-1] == '|';
    guint units = 1;

    if (phrase != NULL) {
      const char *end = p + phrase->length;

      if (scan.first == 0 && scan.covered == scan.units && (phrase->kind & (WORD_FILL | WORD_GENERIC)) == 0)
        scan.first = phrase->kind;
      units = count_units(p, end);
      scan.covered += units;
      scan.kinds |= phrase->kind;
      scan.is_advert |= (phrase->kind & WORD_SPONSOR) != 0 && (is_first || scan.units < LEADING_UNITS);
      scan.is_advert |= (phrase->kind & WORD_AD) != 0 && is_first && (*end == '|' || *end == '\0');
      scan.ends_advert = (phrase->kind & WORD_AD) != 0 && *end == '\0';
      p = end;
    } else {
      p += unit;
    }
    scan.units += units;
    p += *p == ' ' || *p == '|';
  }
  return scan;
}

WordScan link_words_scan(const char *text)
{
  return link_words_scan_part(text, strlen(text));
}

const LinkPhrase *link_words_phrase(guint i)
{
  return i < G_N_ELEMENTS(link_phrases) ? &link_phrases[i] : NULL;
}
