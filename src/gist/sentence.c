/* SPDX-License-Identifier: MIT */
#include "gist/sentence.h"

#include <stdlib.h>
#include <string.h>

#include "util/chars.h"

#define ABBREVIATION_MAX 10       /* bytes */
#define WRAP_MIN_LINES 3          /* fewer lines are no sign of a text wrapped by hand */
#define WRAP_MIN_COLUMNS 40       /* a line this long goes on in the next, where a block is wrapped */
#define WRAP_SLACK 4u             /* columns that a hand leaves free */
#define RULE_MIN 4                /* signs in a row */
#define SALUTATION_MAX_COLUMNS 50 /* a line this short that ends in a comma stands alone */

/* Words before a full stop that is no end, in the form of chars_fold; sorted for bsearch. */
static const char *const never_ends[] = {
  "abs",   "abzgl", "adv", "art",   "av",    "avda", "avv",  "bijv", "bl.a", "bspw", "bzw",  "c.-à-d", "ca",   "capt",
  "cf",    "col",   "d.h", "d.v.s", "dhr",   "dipl", "dott", "dr",   "dvs",  "e.g",  "env",  "evtl",   "excl", "exkl",
  "f.eks", "fig",   "fr",  "gen",   "ggf",   "gov",  "hon",  "hr",   "i.e",  "im",   "incl", "ing",    "inkl", "inż",
  "kl",    "lic",   "lt",  "m.a.w", "m.b.t", "m.fl", "m.in", "max",  "mevr", "mgr",  "min",  "mio",    "mlle", "mme",
  "mr",    "mrd",   "mrs", "ms",    "mt",    "np",   "o.a",  "p.ex", "pág",  "prof", "rep",  "rev",    "sen",  "sgt",
  "sig",   "sog",   "sr",  "sra",   "srta",  "st",   "t.ex", "tj",   "tzn",  "u.a",  "ud",   "uds",    "ul",   "vgl",
  "viz",   "vs",    "z.b", "z.t",   "zzgl",  "г",    "им",   "млн",  "млрд", "стр",  "т.е",  "т.к",    "тыс",  "ул",
};

/* The same only before a digit: "No. 5", "Sept. 3". */
static const char *const joins_number[] = {
  "apr", "art", "aug", "ch",  "dec", "dez", "feb", "jan", "jul", "jun", "mar", "mär",  "n",   "no",  "nov",
  "nr",  "nro", "num", "núm", "oct", "okt", "p",   "pp",  "s",   "sec", "sep", "sept", "tel", "vol",
};

static int compare_word(const void *key, const void *entry)
{
  return strcmp(key, *(const char *const *)entry);
}

#define CONTAINS(table, word) (bsearch(word, table, G_N_ELEMENTS(table), sizeof *(table), compare_word) != NULL)

static gboolean is_full_stop(gunichar c)
{
  return c == '.' || c == 0x2026;
}

static gboolean is_wide_stop(gunichar c)
{
  return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff61 || c == 0xff0e;
}

static gboolean is_terminator(gunichar c)
{
  return is_full_stop(c) || c == '!' || c == '?' || is_wide_stop(c) || (c >= 0x203c && c <= 0x203d) ||
         (c >= 0x2047 && c <= 0x2049) || c == 0x061f || c == 0x06d4 || c == 0x0964;
}

static gboolean is_closer(gunichar c)
{
  GUnicodeType type;

  if (c == '"' || c == '\'')
    return TRUE;
  type = g_unichar_type(c);
  return type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION || c == 0x201c;
}

/* The end of a line drawn with one sign, or p. */
static const char *rule_end(const char *p)
{
  const char *end = p;

  if (strchr("-=_*#~+|", *p) == NULL)
    return p;
  while (*end == *p)
    end++;
  return end - p >= RULE_MIN ? end : p;
}

/* "[12]" after a full stop belongs to the sentence. */
static const char *skip_footnote(const char *p)
{
  const char *q = p;

  if (*q != '[')
    return p;
  for (q++; g_ascii_isdigit(*q); q++)
    ;
  return *q == ']' && q - p <= 5 ? q + 1 : p;
}

/* The word that ends at stop, folded into word; FALSE when it is too long to be an abbreviation. */
static gboolean word_before(const char *start, const char *stop, char *word)
{
  const char *p = stop;
  g_autofree char *folded = NULL;

  while (p > start && stop - p <= ABBREVIATION_MAX && !g_ascii_isspace(p[-1]) && strchr("([\"'", p[-1]) == NULL)
    p--;
  while (p < stop && ((guchar)*p & 0xc0) == 0x80) /* the length limit may have cut a character */
    p++;
  if (stop - p > ABBREVIATION_MAX || p == stop)
    return FALSE;
  folded = g_utf8_strdown(p, stop - p);
  return g_strlcpy(word, folded, 2 * ABBREVIATION_MAX) < 2 * ABBREVIATION_MAX;
}

static const char *skip_blank(const char *p)
{
  while (*p != '\0' && *p != '\n' && g_unichar_isspace(chars_at(p)))
    p = g_utf8_next_char(p);
  return p;
}

/* The first letter or digit from p on, looking past quotes and symbols but not past the line. */
static gunichar next_letter(const char *p)
{
  for (guint looked = 0; *p != '\0' && *p != '\n' && looked < 8; p = g_utf8_next_char(p), looked++)
    if (chars_class(chars_at(p)) != CHARS_OTHER)
      return chars_at(p);
  return 0;
}

/* Whether a single full stop after the word before it is part of that word. */
static gboolean is_abbreviation(const char *start, const char *stop, gunichar next, gboolean ordinals)
{
  char word[2 * ABBREVIATION_MAX];
  gsize length;

  if (!word_before(start, stop, word))
    return FALSE;
  length = strlen(word);
  if (strspn(word, "0123456789") == length)
    return length <= 2 && (ordinals || stop - (gssize)length == start) && next != 0;
  if (g_utf8_next_char(word) == word + length) /* an initial: "J. Doe" */
    return g_unichar_isalpha(chars_at(word)) && !chars_is_unspaced(chars_class(chars_at(word)));
  if (CONTAINS(never_ends, word))
    return TRUE;
  if (length == 3 && word[1] == '.' && strcmp(word, "a.m") != 0 && strcmp(word, "p.m") != 0) /* "U.S." */
    return g_ascii_isalpha(word[0]) && g_ascii_isalpha(word[2]);
  return g_unichar_isdigit(next) && CONTAINS(joins_number, word);
}

/* Whether the run of terminators [stop, after) ends the sentence begun at start; rest is what follows its closing quotes. */
static gboolean is_end(const char *start, const char *stop, const char *after, const char *rest, gboolean ordinals)
{
  gunichar first = chars_at(stop);
  gunichar next;

  if (*rest == '\0' || *rest == '\n')
    return TRUE;
  if (is_wide_stop(first))
    return TRUE;
  if (!g_unichar_isspace(chars_at(rest)))
    return !is_full_stop(first) && chars_is_unspaced(chars_class(chars_at(rest)));
  next = next_letter(skip_blank(rest));
  if (g_unichar_islower(next))
    return FALSE;
  return first != '.' || after != stop + 1 || !is_abbreviation(start, stop, next, ordinals);
}

static guint columns_of(const char *line, const char *end)
{
  guint columns = 0;

  for (const char *p = line; p < end; p = g_utf8_next_char(p))
    columns += g_unichar_iswide(chars_at(p)) ? 2 : 1;
  return columns;
}

static const char *line_end(const char *p)
{
  const char *newline = strchr(p, '\n');

  return newline != NULL ? newline : p + strlen(p);
}

/* The longest line of a block whose lines were broken by hand at some column, where breaks mean nothing; else 0. */
static guint wrap_columns(const char *text)
{
  guint lines = 0, long_lines = 0, longest = 0;

  for (const char *line = text; *line != '\0';) {
    const char *end = line_end(line);
    guint columns = columns_of(line, end);

    lines++;
    long_lines += columns >= WRAP_MIN_COLUMNS;
    longest = MAX(longest, columns);
    line = *end == '\n' ? end + 1 : end;
  }
  return lines >= WRAP_MIN_LINES && long_lines * 10 >= (lines - 1) * 6 ? longest : 0;
}

/* Whether the line [line, newline) was broken only because the next word did not fit. */
static gboolean is_full(const char *line, const char *newline, guint longest)
{
  const char *next = newline + 1, *end = next;

  while (*end != '\0' && !g_ascii_isspace(*end) && end - next < (gssize)longest)
    end++;
  return longest > 0 && columns_of(line, newline) + 1 + (guint)(end - next) + WRAP_SLACK > longest;
}

/* Whether the sentence goes on after the line [line, newline). */
static gboolean goes_on(const char *line, const char *newline, guint longest)
{
  const char *next = skip_blank(newline + 1);

  if (newline > line && newline[-1] == ',' && columns_of(line, newline) < SALUTATION_MAX_COLUMNS)
    return FALSE;
  if (chars_class(chars_at(next)) == CHARS_OTHER && next_letter(next) == 0)
    return FALSE;
  if (*next == '-' || *next == '*' || *next == '\n')
    return FALSE;
  return g_unichar_islower(chars_at(next)) || is_full(line, newline, longest);
}

/* What follows "1) " or "[1] ", the number of an item or a note; where numbers are not ordinals also "1. ". */
static const char *skip_number(const char *start, const char *end, gboolean ordinals)
{
  const char *p = start + (*start == '[' || *start == '(');
  gsize digits = strspn(p, "0123456789");

  p += digits;
  if (digits == 0 || digits > 3 || p >= end || strchr(ordinals ? ")]" : ")].", *p) == NULL)
    return start;
  p++;
  /* A note's number may touch the word that it stands for. */
  if (p < end && (*p == ' ' || (p[-1] == ']' && chars_class(chars_at(p)) != CHARS_OTHER)))
    return p;
  return start;
}

static void add(GArray *sentences, const char *text, const char *start, const char *end, SentenceEnd kind,
                gboolean ordinals)
{
  gsize length = chars_trim(&start, (gsize)(end - start));
  const char *first = length > 0 ? skip_number(start, start + length, ordinals) : start;
  Sentence sentence = { 0, 0, kind };

  if (first > start) {
    length -= (gsize)(first - start);
    start = first;
    length = chars_trim(&start, length);
  }
  sentence.start = (gsize)(start - text);
  sentence.length = length;

  if (length > 0)
    g_array_append_val(sentences, sentence);
}

void sentence_split(const char *text, gboolean ordinals, GArray *sentences)
{
  const char *start = text, *line = text;
  const char *p = text;
  guint longest = wrap_columns(text);

  while (*p != '\0') {
    gunichar c = chars_at(p);
    const char *stop = p, *after, *rest;
    gboolean trailing;

    if (c == '\n') {
      if (!goes_on(line, p, longest)) {
        add(sentences, text, start, p, SENTENCE_OPEN, ordinals);
        start = p + 1;
      }
      line = ++p;
      continue;
    }
    after = rule_end(p);
    if (after > p) { /* a line drawn with signs */
      add(sentences, text, start, p, SENTENCE_OPEN, ordinals);
      start = p = after;
      continue;
    }
    if (!is_terminator(c)) {
      p = g_utf8_next_char(p);
      continue;
    }
    for (after = p; is_terminator(chars_at(after)); after = g_utf8_next_char(after))
      ;
    trailing = c == 0x2026 || (c == '.' && after - stop >= 2);
    for (rest = skip_footnote(after); is_closer(chars_at(rest)); rest = g_utf8_next_char(rest))
      ;
    p = rest;
    if (is_end(start, stop, after, rest, ordinals)) {
      add(sentences, text, start, rest, trailing ? SENTENCE_TRAILING : SENTENCE_CLOSED, ordinals);
      start = rest;
    }
  }
  add(sentences, text, start, p, SENTENCE_OPEN, ordinals);
}
