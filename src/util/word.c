/* SPDX-License-Identifier: MIT */
#include "util/word.h"

#include <string.h>

#include "util/fold.h"

#define MAX_REFERENCE 10 /* bytes of "&#1114111;" */
#define MAX_ORDINAL 8    /* digits of (L3) */

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

gboolean word_is_alone(const char *word, gsize length)
{
  return length >= 3 && fold_is_alone(g_utf8_get_char_validated(word, (gssize)length));
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

static void append_char(Words *words, gunichar c)
{
  gsize length = (gsize)g_unichar_to_utf8(c, NULL);

  if (words->length + length <= WORD_MAX_BYTES)
    words->length += (gsize)g_unichar_to_utf8(c, words->word + words->length);
}

/* --- characters beyond ASCII -------------------------------------------------------------- */

/* The word that the next letter belongs to. */
static void continue_word(Words *words, gboolean alone, const char *start, const char *stop)
{
  if (alone || words->alone || !words->open) {
    close_word(words);
    open_word(words, start, alone);
  }
  words->stop = stop;
}

static void add_letter(Words *words, gunichar c, const char *start, const char *stop)
{
  gunichar parts[FOLD_MAX_PARTS];
  gsize count = fold_parts(c, parts);

  for (gsize i = 0; i < count && words->result == 0; i++) {
    gboolean alone = fold_is_alone(parts[i]);

    continue_word(words, alone, start, stop);
    if (alone)
      append_char(words, parts[i]);
    else
      words->length += fold_letter(parts[i], words->word + words->length, WORD_MAX_BYTES - words->length);
  }
}

/* What a mark stands on: alone, or behind what leaves no letter, it is no word. */
static inline gboolean has_letter(const Words *words)
{
  return words->open && words->length > 0;
}

static void add_char(Words *words, gunichar c, const char *start, const char *stop)
{
  FoldRole role = fold_role(c);

  if (role == FOLD_LETTER)
    add_letter(words, c, start, stop);
  else if (role == FOLD_BREAK)
    close_word(words);
  else if (role != FOLD_NOTHING && has_letter(words)) {
    words->stop = stop;
    if (role == FOLD_MARK || (role == FOLD_ACCENT && words->alone))
      append_char(words, c);
  }
}

/* The character at p in its plain form. 0 and one byte for what is no UTF-8. */
static gunichar take_char(const char *p, const char *end, const char **next)
{
  gunichar c = g_utf8_get_char_validated(p, end - p);

  if (c == (gunichar)-1 || c == (gunichar)-2) {
    *next = p + 1;
    return 0;
  }
  *next = g_utf8_next_char(p);
  return fold_plain(c);
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

/* --- the same, remembered ----------------------------------------------------------------- */

static inline void add_fold(Words *words, const Fold *fold, const char *start, const char *stop)
{
  if (fold->role == FOLD_LETTER || fold->role == FOLD_ALONE) {
    continue_word(words, fold->role == FOLD_ALONE, start, stop);
  } else if (fold->role == FOLD_BREAK) {
    close_word(words);
    return;
  } else if (fold->role == FOLD_NOTHING || !has_letter(words)) {
    return;
  } else {
    words->stop = stop;
    if (fold->role == FOLD_ACCENT && !words->alone)
      return;
  }
  *(FoldWord *)(words->word + words->length) = fold->word; /* all of it: a move, not a call */
  words->length += fold->length;
}

/* A run of characters beyond ASCII, or one that has to be worked out. */
static void read_wide(Words *words)
{
  const Fold *fold = fold_at(words->p, words->end), *next = NULL;

  if (fold == NULL)
    read_char(words);
  for (; fold != NULL && words->result == 0; fold = next) {
    const char *start = words->p, *stop = start + ((guchar)*start < 0xe0 ? 2 : 3);

    next = fold_at(stop, words->end);
    if (fold->role == FOLD_UNKNOWN || words->length > WORD_MAX_BYTES - FOLD_MAX_BYTES ||
        (next != NULL ? next->joins && fold_join(fold, next) : stop < words->end && (guchar)*stop >= 0xf0)) {
      read_char(words);
      return;
    }
    add_fold(words, fold, start, stop);
    words->p = stop;
  }
}

/* --- what is no text ---------------------------------------------------------------------- */

/* What the bytes of ASCII are; those that stand in local parts are not ASCII_OTHER. */
enum { ASCII_OTHER, ASCII_LOCAL, ASCII_AT /* may stand for '@' */, ASCII_LETTER /* or digit */ };

static const guint8 ascii[0x100] = {
  ['0' ... '9'] = ASCII_LETTER,
  ['A' ... 'Z'] = ASCII_LETTER,
  ['a' ... 'z'] = ASCII_LETTER,
  ['!'] = ASCII_LOCAL,
  ['#'] = ASCII_LOCAL,
  ['$'] = ASCII_LOCAL,
  ['%'] = ASCII_AT,
  ['&'] = ASCII_LOCAL,
  ['\''] = ASCII_LOCAL,
  ['*'] = ASCII_LOCAL,
  ['+'] = ASCII_LOCAL,
  ['-'] = ASCII_LOCAL,
  ['.'] = ASCII_LOCAL,
  ['='] = ASCII_AT,
  ['\\'] = ASCII_LOCAL,
  ['^'] = ASCII_LOCAL,
  ['_'] = ASCII_LOCAL,
  ['`'] = ASCII_LOCAL,
  ['{'] = ASCII_LOCAL,
  ['|'] = ASCII_LOCAL,
  ['}'] = ASCII_LOCAL,
  ['~'] = ASCII_LOCAL,
};

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
  for (guint class; p < end && (class = ascii[(guchar)*p]) != ASCII_OTHER; p++) {
    if (class != ASCII_AT)
      continue;
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

/* Whether what begins here may belong to a local part. */
static inline gboolean is_local(const char *p, const char *end)
{
  return p < end && (ascii[(guchar)*p] != ASCII_OTHER || *p == '@');
}

/* A run of ASCII letters and digits. */
static void read_ascii(Words *words)
{
  const char *p = words->p, *stop = p, *mail;
  gsize room, count;
  char *out;

  while (stop < words->end && ascii[(guchar)*stop] == ASCII_LETTER)
    stop++;
  if (!words->open || words->alone) {
    close_word(words);
    mail = is_local(stop, words->end) ? skip_local(words) : NULL;
    if (mail != NULL) {
      words->p = mail;
      return;
    }
    open_word(words, p, FALSE);
  }
  room = WORD_MAX_BYTES - words->length;
  count = MIN((gsize)(stop - p), room);
  out = words->word + words->length;
  for (gsize i = 0; i < count; i++)
    out[i] = p[i] | 0x20; /* small; digits have that bit */
  words->length += count;
  words->p = words->stop = stop;
}

int word_each(const char *text, gsize length, WordSource source, WordFunc func, gpointer data)
{
  Words words = {
    .text = text, .end = text + length, .p = text, .checked = text, .source = source, .func = func, .data = data
  };

  while (words.p < words.end && words.result == 0) {
    if ((guchar)*words.p >= 0x80)
      read_wide(&words);
    else if (ascii[(guchar)*words.p] == ASCII_LETTER)
      read_ascii(&words);
    else
      read_other(&words);
  }
  if (words.result == 0)
    close_word(&words);
  return words.result;
}
