/* SPDX-License-Identifier: MIT */
#include "model/query.h"

#include <string.h>

#include "util/text.h"
#include "util/word.h"

#define ELLIPSIS "\xe2\x80\xa6"
#define LEAD_SHARE 4    /* of an excerpt's characters, a quarter may come before what was found */
#define SPACE_WITHIN 12 /* characters to go on for a space to begin behind */

static void term_free(QueryTerm *term)
{
  g_ptr_array_unref(term->words);
  g_free(term);
}

static Query *query_new(char *text)
{
  Query *query = g_new0(Query, 1);

  query->text = text;
  query->terms = g_ptr_array_new_with_free_func((GDestroyNotify)term_free);
  return query;
}

void query_free(Query *query)
{
  if (query == NULL)
    return;
  g_free(query->text);
  g_ptr_array_unref(query->terms);
  g_free(query);
}

const char *query_advice(QueryProblem problem)
{
  static const char *const advice[QUERY_PROBLEMS] = {
    [QUERY_EMPTY] = "there is no word in this search",
    [QUERY_TOO_LONG] = "a search has at most 256 bytes",
    [QUERY_TOO_MANY_WORDS] = "a search has at most 32 words",
    [QUERY_SHORT_PREFIX] = "a star needs at least 3 letters before it",
    [QUERY_MALFORMED] = "this search is not text in UTF-8",
  };

  G_STATIC_ASSERT(QUERY_MAX_BYTES == 256 && QUERY_MAX_WORDS == 32 && QUERY_MIN_PREFIX == 3);
  return advice[problem];
}

/* --- parsing ------------------------------------------------------------------------------ */

static int add_word(const char *word, gsize length, gsize start, gsize end, gpointer data)
{
  GPtrArray *words = data;

  (void)start, (void)end;
  g_ptr_array_add(words, g_strndup(word, length));
  return words->len > QUERY_MAX_WORDS;
}

static gboolean same_term(gconstpointer one, gconstpointer other)
{
  const QueryTerm *a = one, *b = other;

  if (a->words->len != b->words->len || a->prefix != b->prefix)
    return FALSE;
  for (guint i = 0; i < a->words->len; i++)
    if (strcmp(g_ptr_array_index(a->words, i), g_ptr_array_index(b->words, i)) != 0)
      return FALSE;
  return TRUE;
}

/* A piece of the query without its quotes and star. FALSE: that is too much. */
static gboolean add_term(Query *query, const char *piece, gsize length, gboolean prefix, guint *words)
{
  QueryTerm *term = g_new0(QueryTerm, 1);
  const char *last;

  term->words = g_ptr_array_new_with_free_func(g_free);
  word_each(piece, length, WORD_PLAIN, add_word, term->words);
  *words += term->words->len;
  if (term->words->len > 0) {
    last = g_ptr_array_index(term->words, term->words->len - 1);
    term->prefix = prefix && !word_is_alone(last, strlen(last));
    if (term->prefix && g_utf8_strlen(last, -1) < (glong)QUERY_MIN_PREFIX)
      query->problem = QUERY_SHORT_PREFIX;
  }
  if (term->words->len == 0 || g_ptr_array_find_with_equal_func(query->terms, term, same_term, NULL))
    term_free(term);
  else
    g_ptr_array_add(query->terms, term);
  return *words <= QUERY_MAX_WORDS;
}

/* The length of a double quote at p, in the forms that keyboards make; 0 for anything else. */
static gsize quote_length(const char *p)
{
  static const char *const quotes[] = { "\"", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e", "\xef\xbc\x82" };

  for (guint i = 0; i < G_N_ELEMENTS(quotes); i++)
    if (g_str_has_prefix(p, quotes[i]))
      return strlen(quotes[i]);
  return 0;
}

static const char *find_quote(const char *p)
{
  while (*p != '\0' && quote_length(p) == 0)
    p++;
  return *p != '\0' ? p : NULL;
}

static const char *find_end_of_word(const char *p)
{
  while (*p != '\0' && *p != ' ' && quote_length(p) == 0)
    p++;
  return p;
}

/* query->text has single spaces only. A quote without a partner is no quote. */
static void parse_terms(Query *query)
{
  const char *p = query->text;
  guint words = 0;
  gboolean fits = TRUE;

  while (*p != '\0' && fits) {
    gsize quote = quote_length(p);
    const char *start = p + quote, *end = quote > 0 ? find_quote(start) : NULL;

    if (end != NULL) {
      p = end + quote_length(end);
      fits = add_term(query, start, (gsize)(end - start), *p == '*', &words);
    } else {
      p = end = find_end_of_word(start);
      fits = add_term(query, start, (gsize)(end - start), end > start && end[-1] == '*', &words);
      p += *p == ' ';
    }
  }
  if (!fits)
    query->problem = QUERY_TOO_MANY_WORDS;
}

Query *query_parse(const char *text, gsize length)
{
  gboolean valid = g_utf8_validate(text, (gssize)length, NULL); /* a NUL is not */
  Query *query = query_new(text_clean_line(text, (gssize)MIN(length, QUERY_MAX_BYTES)));

  if (!valid)
    query->problem = QUERY_MALFORMED;
  else if (length > QUERY_MAX_BYTES)
    query->problem = QUERY_TOO_LONG;
  else
    parse_terms(query);
  if (query->problem == QUERY_FINE && query->terms->len == 0)
    query->problem = QUERY_EMPTY;
  if (query->problem != QUERY_FINE)
    g_ptr_array_set_size(query->terms, 0);
  return query;
}

/* --- finding ------------------------------------------------------------------------------ */

/* A word of a term. */
typedef struct {
  const char *word;
  gsize length;
  guint term;
  gboolean prefix;
} Piece;

typedef struct {
  QueryMark mark;
  guint term;
  guint token; /* its first word is the text's so many-th */
} Hit;

/* All terms are looked for at once, while the words of the text pass by: each piece has a bit, which is set in reached while the words that came
 * last are those of its term up to there. */
typedef struct {
  Piece pieces[QUERY_MAX_WORDS];
  guint count, terms;
  guint32 firsts, lasts; /* pieces with which terms begin and end */
  guint64 keys;          /* of all pieces */
  guint32 reached;
  guint64 seen;                  /* terms */
  guint tokens;                  /* words that have passed by */
  gsize starts[QUERY_MAX_WORDS]; /* of the last ones */
  GArray *hits;                  /* of Hit; NULL when seen is enough */
} Finder;

/* Tells most words from all pieces, beginnings included. */
static guint64 key_of(const char *word, gsize length)
{
  guint key = (guchar)word[0];

  G_STATIC_ASSERT(QUERY_MIN_PREFIX >= 3);
  if (length > 1)
    key += 3u * (guchar)word[1];
  if (length > 2)
    key += 5u * (guchar)word[2];
  return (guint64)1 << (key & 63);
}

static void add_pieces(Finder *finder, const QueryTerm *term)
{
  for (guint i = 0; i < term->words->len; i++) {
    const char *word = g_ptr_array_index(term->words, i);
    gboolean last = i + 1 == term->words->len;
    guint32 bit = (guint32)1 << finder->count;

    finder->pieces[finder->count++] = (Piece){ word, strlen(word), finder->terms, last && term->prefix };
    finder->firsts |= i == 0 ? bit : 0;
    finder->lasts |= last ? bit : 0;
    finder->keys |= key_of(word, strlen(word));
  }
  finder->terms++;
}

static guint32 match(const Finder *finder, const char *word, gsize length)
{
  guint32 pieces = 0;

  if ((finder->keys & key_of(word, length)) == 0)
    return 0;
  for (guint i = 0; i < finder->count; i++) {
    const Piece *piece = &finder->pieces[i];

    if ((piece->prefix ? length >= piece->length : length == piece->length) &&
        memcmp(word, piece->word, piece->length) == 0)
      pieces |= (guint32)1 << i;
  }
  return pieces;
}

/* Of the terms that end with the word at hand. */
static void add_hits(Finder *finder, guint32 ended, gsize end)
{
  for (guint i = 0, words = 1; i < finder->count; i++, words++) {
    guint first = finder->tokens - words + 1;
    Hit hit = { { finder->starts[first % QUERY_MAX_WORDS], end }, finder->pieces[i].term, first };

    if ((ended >> i & 1) != 0) {
      finder->seen |= (guint64)1 << hit.term;
      if (finder->hits != NULL)
        g_array_append_val(finder->hits, hit);
    }
    if ((finder->lasts >> i & 1) != 0)
      words = 0;
  }
}

static int take_token(const char *word, gsize length, gsize start, gsize end, gpointer data)
{
  Finder *finder = data;
  guint32 ended;

  finder->starts[finder->tokens % QUERY_MAX_WORDS] = start;
  finder->reached = (finder->reached << 1 | finder->firsts) & match(finder, word, length);
  ended = finder->reached & finder->lasts;
  if (ended != 0)
    add_hits(finder, ended, end);
  finder->tokens++;
  return finder->hits == NULL && finder->seen == ((guint64)1 << finder->terms) - 1;
}

static gint compare_hits(gconstpointer one, gconstpointer other)
{
  const Hit *a = one, *b = other;

  return a->token != b->token ? (a->token < b->token ? -1 : 1) : (a->term > b->term) - (a->term < b->term);
}

/* Terms that stand in the text, a bit each; with hits, also where, in order of their beginnings. */
static guint64 find(const Query *query, const char *text, GArray *hits)
{
  Finder finder = { .hits = hits };

  G_STATIC_ASSERT(QUERY_MAX_WORDS <= 32);
  for (guint i = 0; i < query->terms->len; i++)
    add_pieces(&finder, g_ptr_array_index(query->terms, i));
  if (finder.count > 0)
    word_each(text, strlen(text), WORD_PLAIN, take_token, &finder);
  if (hits != NULL && finder.firsts != finder.lasts) /* a phrase was found at its end */
    g_array_sort(hits, compare_hits);
  return finder.seen;
}

static GArray *find_hits(const Query *query, const char *text)
{
  GArray *hits = g_array_new(FALSE, FALSE, sizeof(Hit));

  find(query, text, hits);
  return hits;
}

GArray *query_marks(const Query *query, const char *text)
{
  g_autoptr(GArray) hits = find_hits(query, text);
  GArray *marks = g_array_new(FALSE, FALSE, sizeof(QueryMark));

  for (guint i = 0; i < hits->len; i++) {
    QueryMark mark = g_array_index(hits, Hit, i).mark;
    QueryMark *last = marks->len > 0 ? &g_array_index(marks, QueryMark, marks->len - 1) : NULL;

    if (last == NULL || mark.start >= last->end)
      g_array_append_val(marks, mark);
    else
      last->end = MAX(last->end, mark.end);
  }
  return marks;
}

guint query_count(const Query *query, const char *text)
{
  guint count = 0;

  for (guint64 seen = find(query, text, NULL); seen != 0; seen &= seen - 1)
    count++;
  return count;
}

/* --- excerpts ----------------------------------------------------------------------------- */

/* The hit with which the best window of that many bytes begins: where the most terms are, and of those the first. */
static guint best_hit(const Query *query, const GArray *hits, gsize window)
{
  g_autofree guint *counts = g_new0(guint, query->terms->len + 1);
  guint best = 0, most = 0, terms = 0, end = 0;

  for (guint i = 0; i < hits->len; i++) {
    const Hit *first = &g_array_index(hits, Hit, i);

    for (; end < hits->len && g_array_index(hits, Hit, end).mark.end <= first->mark.start + window; end++)
      terms += counts[g_array_index(hits, Hit, end).term]++ == 0;
    if (terms > most) {
      most = terms;
      best = i;
    }
    if (end > i)
      terms -= --counts[first->term] == 0;
    else
      end = i + 1;
  }
  return best;
}

/* That many characters before p, or the beginning of a word a little later. */
static const char *go_back(const char *text, const char *p, guint chars)
{
  const char *start = p, *space;

  while (start > text && chars-- > 0)
    start = g_utf8_prev_char(start);
  if (start == text)
    return text;
  space = start;
  for (guint i = 0; i < SPACE_WITHIN && space < p; i++, space = g_utf8_next_char(space))
    if (*space == ' ')
      return space + 1;
  while (start < p && g_unichar_ismark(g_utf8_get_char(start)))
    start = g_utf8_next_char(start);
  return start;
}

QueryExcerpt *query_excerpt(const Query *query, const char *text, gboolean text_before, guint max)
{
  QueryExcerpt *excerpt = g_new0(QueryExcerpt, 1);
  g_autofree char *line = text_clean_line(text, -1), *cut = NULL;
  g_autoptr(GArray) hits = find_hits(query, line);
  const char *start = line;

  if (hits->len > 0) {
    const Hit *hit = &g_array_index(hits, Hit, best_hit(query, hits, max));

    start = go_back(line, line + hit->mark.start, max / LEAD_SHARE);
  }
  cut = text_ellipsize(start, max);
  excerpt->text = g_strconcat(start > line || text_before ? ELLIPSIS " " : "", cut, NULL);
  excerpt->marks = query_marks(query, excerpt->text);
  return excerpt;
}

void query_excerpt_free(QueryExcerpt *excerpt)
{
  if (excerpt == NULL)
    return;
  g_free(excerpt->text);
  g_array_unref(excerpt->marks);
  g_free(excerpt);
}
