/* SPDX-License-Identifier: MIT */
#include "gist/lexicon.h"

#include <string.h>

#include "util/chars.h"

/* A longer run of ideographs is a clause, not a word. */
#define HAN_MAX_JAPANESE 6
#define HAN_MAX_CHINESE 4
#define CLAUSE_MAX_WORD 8        /* characters */
#define CLAUSE_MAX_TOKENS 20000u /* beyond, a clause is taken apart into pairs only */

/* Chinese function words of one character; a run of ideographs is cut at them. */
static const char han_function[] = "的了和是在我你您他她它这那有不也就都与與及或吗呢吧啊很把被让讓们們這说說";

/* Korean particles, longest first. */
static const char *const particles[] = { "에서는", "으로", "에서", "에게", "까지", "부터", "은", "는", "이",
                                         "가",     "을",   "를",   "의",   "에",   "로",   "과", "와", "도" };

Lexicon *lexicon_new(void)
{
  Lexicon *lexicon = g_new0(Lexicon, 1);

  lexicon->tokens = g_array_new(FALSE, FALSE, sizeof(Token));
  lexicon->terms = g_array_new(FALSE, FALSE, sizeof(Term));
  lexicon->index = g_hash_table_new(g_str_hash, g_str_equal);
  lexicon->keys = g_string_chunk_new(4096);
  lexicon->fold = g_string_new(NULL);
  lexicon->stopwords = stopwords_index();
  return lexicon;
}

void lexicon_free(Lexicon *lexicon)
{
  if (lexicon == NULL)
    return;
  g_array_unref(lexicon->tokens);
  g_array_unref(lexicon->terms);
  g_hash_table_unref(lexicon->index);
  g_string_chunk_free(lexicon->keys);
  g_string_free(lexicon->fold, TRUE);
  g_free(lexicon);
}

/* One term for "feeds", "feed" and "feed's". */
static void strip_endings(GString *word)
{
  gsize length = word->len;

  if (length > 2 && word->str[length - 2] == '\'' && word->str[length - 1] == 's')
    length -= 2;
  else if (length > 3 && word->str[length - 1] == 's' && strchr("sui'", word->str[length - 2]) == NULL)
    length -= 1;
  g_string_truncate(word, length);
}

static void strip_particle(GString *word)
{
  for (guint i = 0; i < G_N_ELEMENTS(particles); i++)
    if (g_str_has_suffix(word->str, particles[i]) && word->len >= strlen(particles[i]) + 6) { /* two syllables stay */
      g_string_truncate(word, word->len - strlen(particles[i]));
      return;
    }
}

static guint term_of(Lexicon *lexicon, const char *text, gsize length, CharsClass class)
{
  gpointer found;
  guint languages;
  Term term = { 0 };

  g_string_truncate(lexicon->fold, 0);
  chars_fold(lexicon->fold, text, length);
  languages = stopwords_find(lexicon->stopwords, lexicon->fold->str, lexicon->fold->len);
  if (languages == 0 && class == CHARS_WORD)
    strip_endings(lexicon->fold);
  else if (languages == 0 && class == CHARS_HANGUL)
    strip_particle(lexicon->fold);
  if (g_hash_table_lookup_extended(lexicon->index, lexicon->fold->str, NULL, &found))
    return GPOINTER_TO_UINT(found);
  term.key = g_string_chunk_insert(lexicon->keys, lexicon->fold->str);
  term.languages = languages;
  g_array_append_val(lexicon->terms, term);
  g_hash_table_insert(lexicon->index, term.key, GUINT_TO_POINTER(lexicon->terms->len - 1));
  return lexicon->terms->len - 1;
}

static guint8 shape_of(const char *text, gsize length, CharsClass class)
{
  const char *end = text + length;
  gunichar first = chars_at(text);
  guint8 shape = 0;
  guint upper = 0, letters = 0;

  if (class != CHARS_WORD)
    return TOKEN_EAST;
  if (g_unichar_isdigit(first))
    return TOKEN_DIGIT;
  if (!g_unichar_isupper(first) && !g_unichar_istitle(first))
    return 0;
  shape |= TOKEN_CAPITAL;
  for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
    gunichar c = chars_at(p);

    letters += g_unichar_isalpha(c);
    upper += g_unichar_isupper(c);
  }
  return letters >= 2 && upper == letters ? shape | TOKEN_UPPER : shape;
}

typedef struct {
  Lexicon *lexicon;
  const char *last_end; /* of the token before; NULL at the start and after something skipped */
} Walk;

/* Whether only a space, hyphen or ampersand lies between two tokens. */
static gboolean is_joint(const char *from, const char *to)
{
  gsize gap = (gsize)(to - from);

  return gap == 0 || (gap == 1 && strchr(" -", *from) != NULL) || (gap == 2 && memcmp(from, "\xc2\xa0", 2) == 0) ||
         (gap == 3 && memcmp(from, " & ", 3) == 0);
}

static void emit(Walk *walk, const char *text, gsize length, CharsClass class)
{
  Lexicon *lexicon = walk->lexicon;
  Token token = { 0 };
  Term *term;

  if (length == 0 || length > LEXICON_MAX_WORD || lexicon->terms->len >= LEXICON_MAX_TERMS) {
    walk->last_end = NULL;
    return;
  }
  token.term = term_of(lexicon, text, length, class);
  token.text = text;
  token.length = (guint16)length;
  token.shape = shape_of(text, length, class);
  if (walk->last_end != NULL && is_joint(walk->last_end, text))
    token.shape |= TOKEN_JOINED;
  walk->last_end = text + length;
  g_array_append_val(lexicon->tokens, token);
  term = lexicon_term(lexicon, token.term);
  term->count++;
  for (guint language = 0; language < LANGUAGE_ANY; language++)
    lexicon->votes[language] += (term->languages >> language) & 1;
}

static gboolean is_han_function(const char *p)
{
  gsize size = g_utf8_skip[(guchar)*p];

  for (const char *f = han_function; *f != '\0'; f = g_utf8_next_char(f))
    if (strncmp(f, p, size) == 0)
      return TRUE;
  return FALSE;
}

/* Where words end in a clause is not known: any few characters may be one. */
static void emit_clause(Walk *walk, const char *start, const char *end)
{
  guint most = walk->lexicon->tokens->len < CLAUSE_MAX_TOKENS ? CLAUSE_MAX_WORD : 2;

  for (const char *first = start; first < end; first = g_utf8_next_char(first)) {
    const char *last = g_utf8_next_char(first);

    for (guint characters = 2; characters <= most && last < end; characters++) {
      last = g_utf8_next_char(last);
      walk->last_end = NULL;
      emit(walk, first, (gsize)(last - first), CHARS_HAN);
    }
  }
}

/* A run of ideographs: what lies between function words; of a clause, its parts. */
static void emit_han(Walk *walk, const char *start, const char *end)
{
  const char *piece = start;
  guint characters = 0, max = walk->lexicon->has_kana ? HAN_MAX_JAPANESE : HAN_MAX_CHINESE;

  for (const char *p = start; p <= end; p = p < end ? g_utf8_next_char(p) : p + 1) {
    if (p < end && (walk->lexicon->has_kana || !is_han_function(p))) {
      characters++;
      continue;
    }
    if (characters > 1 && characters <= max)
      emit(walk, piece, (gsize)(p - piece), CHARS_HAN);
    if (characters > max)
      emit_clause(walk, piece, p);
    characters = 0;
    piece = p < end ? g_utf8_next_char(p) : p;
    if (p < end)
      walk->last_end = NULL;
  }
}

/* The end of an address or URL that begins at p, or p. */
static const char *skip_address(const char *p, const char *end)
{
  const char *q = p;
  gboolean is_address = FALSE;

  for (; q < end && g_ascii_isgraph(*q); q++)
    if ((*q == '@' && q > p) || (*q == ':' && end - q > 3 && q[1] == '/' && q[2] == '/'))
      is_address = TRUE;
  return is_address || (q - p > 4 && g_ascii_strncasecmp(p, "www.", 4) == 0) ? q : p;
}

/* The end of the word at p: letters and digits, and single signs between them ("node.js", "E-Mail", "don't", "AT&T"). */
static const char *word_end(const char *p, const char *end)
{
  for (;;) {
    const char *after;
    gunichar c;

    while (p < end && chars_class(chars_at(p)) == CHARS_WORD)
      p = g_utf8_next_char(p);
    if (p >= end)
      return p;
    c = chars_at(p);
    after = g_utf8_next_char(p);
    if ((c != '.' && c != '-' && c != '\'' && c != '&' && c != '+' && c != 0x2019) || after >= end ||
        chars_class(chars_at(after)) != CHARS_WORD)
      return p;
    p = after;
  }
}

static const char *run_end(const char *p, const char *end, CharsClass class)
{
  while (p < end && chars_class(chars_at(p)) == class)
    p = g_utf8_next_char(p);
  return p;
}

void lexicon_add(Lexicon *lexicon, const char *text, gsize length)
{
  Walk walk = { lexicon, NULL };
  const char *end = text + length, *p = text;
  const char *checked = text; /* addresses were looked for up to here */

  while (p < end) {
    CharsClass class = chars_class(chars_at(p));
    const char *stop;

    if (class == CHARS_OTHER) {
      p = g_utf8_next_char(p);
      continue;
    }
    if (class == CHARS_WORD && p >= checked) {
      stop = skip_address(p, end);
      if (stop > p) {
        walk.last_end = NULL;
        p = stop;
        continue;
      }
      for (checked = p; checked<end && * checked> ' ' && *checked < 0x7f; checked++)
        ;
    }
    stop = class == CHARS_WORD ? word_end(p, end) : run_end(p, end, class);
    if (class == CHARS_HAN)
      emit_han(&walk, p, stop);
    else if (class == CHARS_HIRAGANA)
      lexicon->has_kana = TRUE;
    else
      emit(&walk, p, (gsize)(stop - p), class);
    p = stop;
  }
}

void lexicon_add_subject(Lexicon *lexicon, const char *subject)
{
  guint first = lexicon->tokens->len;

  lexicon_add(lexicon, subject, strlen(subject));
  for (guint i = first; i < lexicon->tokens->len; i++) {
    Term *term = lexicon_term(lexicon, g_array_index(lexicon->tokens, Token, i).term);

    term->in_subject = TRUE;
    term->count--;
  }
  g_array_set_size(lexicon->tokens, first);
}

void lexicon_settle(Lexicon *lexicon)
{
  guint best = 0;

  lexicon->languages = 1u << LANGUAGE_ANY | 1u << LANGUAGE_EN;
  for (guint language = 0; language < LANGUAGE_ANY; language++)
    best = MAX(best, lexicon->votes[language]);
  if (best == 0)
    return;
  /* A newsletter may mix languages, and short ones leave doubt. */
  for (guint language = 0; language < LANGUAGE_ANY; language++)
    if (lexicon->votes[language] * 4 >= best * 3)
      lexicon->languages |= 1u << language;
}

void lexicon_count_shapes(Lexicon *lexicon)
{
  for (guint i = 0; i < lexicon->tokens->len; i++) {
    Token *token = &g_array_index(lexicon->tokens, Token, i);
    Term *term = lexicon_term(lexicon, token->term);

    if (lexicon_is_stop(lexicon, token->term))
      token->shape |= TOKEN_STOP;
    if ((token->shape & TOKEN_CAPITAL) && !(token->shape & TOKEN_FIRST))
      term->capital++;
    if (!(token->shape & (TOKEN_CAPITAL | TOKEN_EAST)))
      term->lower++;
  }
}

gboolean lexicon_is_stop(const Lexicon *lexicon, guint term)
{
  const Term *entry = lexicon_term(lexicon, term);
  gunichar first = chars_at(entry->key);
  CharsClass class = chars_class(first);

  if (entry->languages & lexicon->languages)
    return TRUE;
  if (g_unichar_isdigit(first))
    return strpbrk(entry->key, "abcdefghijklmnopqrstuvwxyz") == NULL;
  return class == CHARS_WORD ? *g_utf8_next_char(entry->key) == '\0' : FALSE;
}

static guint main_language(const Lexicon *lexicon)
{
  guint best = 0, winner = LANGUAGE_EN;

  for (guint language = 0; language < LANGUAGE_ANY; language++)
    if (lexicon->votes[language] > best) {
      best = lexicon->votes[language];
      winner = language;
    }
  return winner;
}

gboolean lexicon_has_ordinals(const Lexicon *lexicon)
{
  guint language = main_language(lexicon);

  return language == LANGUAGE_DE || language == LANGUAGE_DA || language == LANGUAGE_PL;
}

gboolean lexicon_has_capital_nouns(const Lexicon *lexicon)
{
  return main_language(lexicon) == LANGUAGE_DE;
}
