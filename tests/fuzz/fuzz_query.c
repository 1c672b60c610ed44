/* SPDX-License-Identifier: MIT */
/* A query, a NUL, and a text: words are their own words, a query that is fine keeps its limits, what it says again in its own words means the
 * same, and what is marked lies in order within whole characters and has a word of the query in it. */
#include <stdint.h>
#include <string.h>

#include "model/query.h"
#include "util/word.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int collect(const char *word, gsize length, gsize start, gsize end, gpointer words)
{
  g_assert(length > 0 && length <= WORD_MAX_BYTES && start < end);
  g_assert(g_utf8_validate(word, (gssize)length, NULL));
  g_string_append_len(words, word, (gssize)length);
  g_string_append_c(words, ' ');
  return 0;
}

static void check_words(const char *text, gsize length)
{
  g_autoptr(GString) once = g_string_new(""), again = g_string_new(""), markdown = g_string_new("");

  word_each(text, length, WORD_PLAIN, collect, once);
  word_each(once->str, once->len, WORD_PLAIN, collect, again);
  g_assert_cmpstr(once->str, ==, again->str);
  word_each(text, length, WORD_MARKDOWN, collect, markdown);
}

static char *in_own_words(const Query *query)
{
  GString *out = g_string_new("");

  for (guint i = 0; i < query->terms->len; i++) {
    const QueryTerm *term = g_ptr_array_index(query->terms, i);

    g_assert(term->words->len > 0 && term->words->len <= QUERY_MAX_WORDS);
    g_string_append(out, i > 0 ? " \"" : "\"");
    for (guint j = 0; j < term->words->len; j++)
      g_string_append_printf(out, "%s%s", j > 0 ? " " : "", (const char *)g_ptr_array_index(term->words, j));
    g_string_append(out, term->prefix ? "\"*" : "\"");
  }
  return g_string_free(out, FALSE);
}

static void check_excerpt(const Query *query, const char *text)
{
  g_autoptr(QueryExcerpt) excerpt = query_excerpt(query, text, FALSE, 40);
  gsize last = 0;

  g_assert(g_utf8_validate(excerpt->text, -1, NULL));
  for (guint i = 0; i < excerpt->marks->len; i++) {
    const QueryMark *mark = &g_array_index(excerpt->marks, QueryMark, i);

    g_assert(mark->start >= last && mark->end > mark->start && mark->end <= strlen(excerpt->text));
    g_assert(g_utf8_validate(excerpt->text + mark->start, (gssize)(mark->end - mark->start), NULL));
    last = mark->end;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const char *bytes = (const char *)data, *nul = memchr(bytes, '\0', size);
  gsize length = nul != NULL ? (gsize)(nul - bytes) : size;
  g_autofree char *text = nul != NULL ? g_utf8_make_valid(nul + 1, (gssize)(size - length - 1)) : g_strdup("");
  g_autoptr(Query) query = query_parse(bytes, length);

  check_words(bytes, size);
  g_assert(g_utf8_validate(query->text, -1, NULL));
  g_assert((query->problem == QUERY_FINE) == (query->terms->len > 0));
  g_assert((query->problem == QUERY_FINE) == (query_advice(query->problem) == NULL));
  check_excerpt(query, text);
  if (query->problem == QUERY_FINE) {
    g_autofree char *own = in_own_words(query);
    g_autoptr(Query) again = query_parse(own, strlen(own));
    g_autofree char *own_again = in_own_words(again);

    if (again->problem == QUERY_FINE)
      g_assert_cmpstr(own, ==, own_again);
    else
      g_assert(again->problem == QUERY_TOO_LONG);
  }
  return 0;
}
