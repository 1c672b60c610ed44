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
#define MAX_FOLDED 6    /* bytes that a character is remembered as */
#define PAGE 64u        /* characters that are remembered together: the same but for their last byte */

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

/* What a character does. */
typedef enum {
  ROLE_BREAK,
  ROLE_NOTHING, /* soft hyphens, joiners, direction, what encloses others */
  ROLE_LETTER,
  ROLE_ALONE,  /* of a Fold: a letter that is a word of its own */
  ROLE_MARK,   /* belongs to the word */
  ROLE_ACCENT, /* belongs to it in scripts that are taken character by character */
  ROLE_SELECTOR,
  ROLE_UNKNOWN /* of a Fold: to be worked out each time */
} Role;

static gboolean is_selector(gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

static Role role_of(gunichar c)
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
    return ROLE_LETTER;
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_SPACING_MARK:
    return is_selector(c) ? ROLE_SELECTOR : g_unichar_combining_class(c) < DROPPED_CLASS ? ROLE_MARK : ROLE_ACCENT;
  case G_UNICODE_ENCLOSING_MARK:
  case G_UNICODE_FORMAT:
    return ROLE_NOTHING;
  default:
    return ROLE_BREAK;
  }
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

/* The letters that one stands for, up to MAX_DECOMPOSED: Far Eastern forms may stand for several, as a number in brackets. */
static gsize take_apart(gunichar c, gunichar *parts)
{
  gsize count = 1, kept = 0;

  if (g_unichar_isdigit(c))
    c = '0' + (gunichar)g_unichar_digit_value(c);
  parts[0] = c;
  if (c >= FAR_EAST && !is_alone(c))
    count = g_unichar_fully_decompose(c, TRUE, parts, MAX_DECOMPOSED);
  for (gsize i = 0; i < count; i++)
    if (g_unichar_isalnum(parts[i]))
      parts[kept++] = parts[i];
  return kept;
}

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
  gunichar parts[MAX_DECOMPOSED];
  gsize count = take_apart(c, parts);

  for (gsize i = 0; i < count && words->result == 0; i++) {
    gboolean alone = is_alone(parts[i]);

    continue_word(words, alone, start, stop);
    if (alone)
      append_char(words, parts[i]);
    else
      append_letter(words, parts[i]);
  }
}

static void add_char(Words *words, gunichar c, const char *start, const char *stop)
{
  Role role = role_of(c);

  if (role == ROLE_LETTER)
    add_letter(words, c, start, stop);
  else if (role == ROLE_BREAK)
    close_word(words);
  else if (role != ROLE_NOTHING && words->open) {
    words->stop = stop;
    if (role == ROLE_MARK || (role == ROLE_ACCENT && words->alone))
      append_char(words, c);
  }
}

/* Forms of other widths and doubled code points as the plain one. */
static gunichar plain_form(gunichar c)
{
  gunichar plain[MAX_DECOMPOSED];

  if (c >= 0xf900 && ((c >= 0xff00 && c <= 0xffef) || c <= 0xfaff || (c >= 0x2f800 && c <= 0x2fa1f)) &&
      g_unichar_fully_decompose(c, TRUE, plain, MAX_DECOMPOSED) == 1)
    return plain[0];
  return c;
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
  return plain_form(c);
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

/* What add_char() does with the plain form of a character of two or three bytes. */
typedef struct {
  guint8 role;      /* Role */
  guint8 joins : 1; /* may make one character with what stands before it: a mark or a part of a Hangul syllable */
  guint8 length : 7;
  char word[MAX_FOLDED]; /* what is appended */
} Fold;

G_STATIC_ASSERT(sizeof(Fold) == 8);

/* A cache of what never changes: GLib's answers are the half of the time that search takes. A page is made when a text first needs it, which
 * leaves the memory of the others untouched. */
static Fold folds[0x10000];
static gsize folds_ready[0x10000 / PAGE];

static Fold make_fold(gunichar c)
{
  Words words = { .open = FALSE };
  gunichar plain = plain_form(c), parts[MAX_DECOMPOSED];
  Fold fold = { .joins = g_unichar_ismark(plain) || (plain >= 0x1160 && plain <= 0x11ff) };
  Role role = role_of(plain);

  if (role == ROLE_MARK || role == ROLE_ACCENT) {
    append_char(&words, plain);
  } else if (role == ROLE_LETTER && take_apart(plain, parts) != 1) {
    role = ROLE_UNKNOWN;
  } else if (role == ROLE_LETTER && is_alone(parts[0])) {
    role = ROLE_ALONE;
    append_char(&words, parts[0]);
  } else if (role == ROLE_LETTER) {
    append_letter(&words, parts[0]);
  }
  if (words.length > MAX_FOLDED)
    role = ROLE_UNKNOWN;
  else
    memcpy(fold.word, words.word, words.length);
  fold.role = (guint8)role;
  fold.length = words.length & 0x7f;
  return fold;
}

static void make_page(gunichar c, gsize *ready)
{
  if (!g_once_init_enter(ready))
    return;
  for (gunichar i = c - c % PAGE, end = i + PAGE; i < end; i++)
    folds[i] = make_fold(i);
  g_once_init_leave(ready, 1);
}

static inline gboolean is_continuation(char byte)
{
  return ((guchar)byte & 0xc0) == 0x80;
}

/* Of the character at p; NULL unless it has two or three bytes. */
static inline const Fold *look(const char *p, const char *end)
{
  gunichar lead = p < end ? (guchar)*p : 0, c;
  gsize *ready;

  if (lead < 0xc2 || lead >= 0xf0 || end - p < 2 || !is_continuation(p[1]))
    return NULL;
  c = (lead & 0x1f) << 6 | ((guchar)p[1] & 0x3f);
  if (lead >= 0xe0) {
    if (end - p < 3 || !is_continuation(p[2]))
      return NULL;
    c = (c << 6 | ((guchar)p[2] & 0x3f)) & 0xffff;
    if (c < 0x800 || (c >= 0xd800 && c <= 0xdfff))
      return NULL;
  }
  ready = &folds_ready[c / PAGE];
  if (G_UNLIKELY(g_atomic_pointer_get(ready) == 0))
    make_page(c, ready);
  return &folds[c];
}

/* Whether the character and the one at p may make one; next is that one's. */
static gboolean may_join(const Fold *fold, const Fold *next, const char *p, const char *end)
{
  gunichar c = (gunichar)(fold - folds), more, both;

  if (next == NULL)
    return p < end && (guchar)*p >= 0xf0;
  more = (gunichar)(next - folds);
  return next->joins && (c >= 0xf900 || more >= 0xf900 || g_unichar_compose(c, more, &both));
}

static inline void add_fold(Words *words, const Fold *fold, const char *start, const char *stop)
{
  char *restrict out;

  if (fold->role == ROLE_LETTER || fold->role == ROLE_ALONE) {
    continue_word(words, fold->role == ROLE_ALONE, start, stop);
  } else if (fold->role == ROLE_BREAK) {
    close_word(words);
    return;
  } else if (fold->role == ROLE_NOTHING || !words->open) {
    return;
  } else {
    words->stop = stop;
    if (fold->role == ROLE_ACCENT && !words->alone)
      return;
  }
  out = words->word + words->length;
  words->length += fold->length;
  for (guint i = 0; i < MAX_FOLDED; i++) /* all of it, which is one move */
    out[i] = fold->word[i];
}

/* A run of characters beyond ASCII, or one that has to be worked out. */
static void read_wide(Words *words)
{
  const Fold *fold = look(words->p, words->end), *next = NULL;

  if (fold == NULL)
    read_char(words);
  for (; fold != NULL && words->result == 0; fold = next) {
    const char *start = words->p, *stop = start + ((guchar)*start < 0xe0 ? 2 : 3);

    next = look(stop, words->end);
    if (fold->role == ROLE_UNKNOWN || words->length > WORD_MAX_BYTES - MAX_FOLDED ||
        ((next == NULL || next->joins) && may_join(fold, next, stop, words->end))) {
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
