/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "store/store-private.h"
#include "util/word.h"

/* What a newsletter of this moment is ahead of one of long ago: as much as one more place where the word is found counts. After this time it is
 * half of that. */
#define NEWNESS 1.0
#define NEWNESS_SECONDS (90.0 * 24 * 3600)

typedef struct {
  gint64 item, published;
  double score;
} Candidate;

/* The rows of search come newest first and stop at the limit: however many newsletters have a word, so many are looked at. */
#define FIND(join)                                                                                                     \
  "SELECT item.row, item.published, iif(?4, 0, gistwire_score(search)) FROM search CROSS JOIN item ON " join           \
  " WHERE search MATCH ?1 AND item.state = 'published' ORDER BY search.rowid DESC LIMIT ?3"
#define IN_FEED "item.newsletter = search.rowid AND item.feed = ?2"
/* Its first item, which is not one of a feed that was made from others. */
#define ANYWHERE                                                                                                       \
  "?2 = 0 AND item.row = (SELECT min(row) FROM item WHERE newsletter = search.rowid AND state = 'published')"

/* For FTS5: each word in quotes of its own kind, so that nothing in it has a meaning. Words have no quotes in them. */
static char *expression(const Query *query)
{
  GString *out = g_string_new("");

  for (guint i = 0; i < query->terms->len; i++) {
    const QueryTerm *term = g_ptr_array_index(query->terms, i);

    g_string_append(out, i > 0 ? " AND \"" : "\"");
    for (guint j = 0; j < term->words->len; j++)
      g_string_append_printf(out, "%s%s", j > 0 ? " " : "", (const char *)g_ptr_array_index(term->words, j));
    g_string_append(out, term->prefix ? "\" *" : "\"");
  }
  return g_string_free(out, FALSE);
}

/* At most one more than SEARCH_MAX_FOUND. */
static GArray *find(Store *store, const char *match, const SearchPage *page, GError **error)
{
  enum { P_MATCH = 1, P_FEED, P_LIMIT, P_NEWEST };
  enum { C_ITEM, C_PUBLISHED, C_SCORE };
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_autoptr(Statement) statement = statement_get(store, page->feed_row != 0 ? FIND(IN_FEED) : FIND(ANYWHERE), error);
  Step step;

  if (statement == NULL)
    return NULL;
  statement_bind_text(statement, P_MATCH, match);
  statement_bind_int(statement, P_FEED, page->feed_row);
  statement_bind_int(statement, P_LIMIT, SEARCH_MAX_FOUND + 1);
  statement_bind_int(statement, P_NEWEST, page->newest != 0);
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    Candidate candidate = { statement_int(statement, C_ITEM), statement_int(statement, C_PUBLISHED),
                            sqlite3_column_double(statement, C_SCORE) };

    g_array_append_val(candidates, candidate);
  }
  return step == STEP_DONE ? g_steal_pointer(&candidates) : NULL;
}

static int compare(gconstpointer one, gconstpointer other)
{
  const Candidate *a = one, *b = other;

  if (a->score != b->score)
    return a->score > b->score ? -1 : 1;
  if (a->published != b->published)
    return a->published > b->published ? -1 : 1;
  return a->item > b->item ? -1 : 1;
}

/* Best and newest first. Ages are counted from the newest that was found and not from now: the same state gives the same order. */
static void rank(GArray *candidates, gboolean newest)
{
  gint64 last = G_MININT64;

  for (guint i = 0; i < candidates->len; i++)
    last = MAX(last, g_array_index(candidates, Candidate, i).published);
  for (guint i = 0; i < candidates->len && !newest; i++) {
    Candidate *candidate = &g_array_index(candidates, Candidate, i);
    double age = (double)last - (double)candidate->published;

    candidate->score += NEWNESS / (1 + age / NEWNESS_SECONDS);
  }
  g_array_sort(candidates, compare);
}

gboolean store_search(Store *store, const Query *query, const SearchPage *page, SearchResult *result, GError **error)
{
  g_autofree char *match = expression(query);
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(GArray) candidates = NULL, rows = g_array_new(FALSE, FALSE, sizeof(gint64));
  gboolean more;

  if (snapshot == NULL)
    return FALSE;
  candidates = query->terms->len > 0 ? find(store, match, page, error) : g_array_new(FALSE, FALSE, sizeof(Candidate));
  if (candidates == NULL)
    return FALSE;
  more = candidates->len > SEARCH_MAX_FOUND;
  if (more)
    g_array_set_size(candidates, SEARCH_MAX_FOUND);
  rank(candidates, page->newest);
  for (guint i = page->skip; i < candidates->len && (page->max == 0 || rows->len < page->max); i++)
    g_array_append_val(rows, g_array_index(candidates, Candidate, i).item);
  result->items = store_item_rows(store, rows, page->markdown, error);
  result->found = candidates->len;
  result->more = more;
  return result->items != NULL;
}

/* --- a sample ------------------------------------------------------------------------------ */

#define SAMPLES 100
#define SAMPLE_WORDS 8

static int add_quoted(const char *word, gsize length, gsize start, gsize end, gpointer data)
{
  GPtrArray *words = data;

  (void)start, (void)end;
  g_ptr_array_add(words, g_strdup_printf("\"%.*s\"", (int)length, word));
  return words->len >= SAMPLE_WORDS;
}

/* What finds a newsletter with that subject, as the index has it; NULL when it has no word. */
static char *subject_match(const char *subject)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);

  word_each(subject, strlen(subject), WORD_MARKDOWN, add_quoted, words);
  if (words->len == 0)
    return NULL;
  g_ptr_array_add(words, NULL);
  return g_strjoinv(" AND ", (char **)words->pdata);
}

static gboolean look_for(Store *store, gint64 row, const char *match, SearchSample *sample, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT 1 FROM search WHERE rowid = ?1 AND search MATCH ?2", row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, match);
  step = statement_step(store, statement, error);
  sample->looked++;
  sample->found += step == STEP_ROW;
  return step != STEP_ERROR;
}

/* The first newsletter from *row on, which *row is then; *found is FALSE when there is none. */
static gboolean sample_from(Store *store, gint64 *row, gboolean *found, SearchSample *sample, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT row, subject FROM search_text WHERE row >= ?1 ORDER BY row LIMIT 1", *row, error);
  g_autofree char *match = NULL;
  Step step;

  if (statement == NULL)
    return FALSE;
  step = statement_step(store, statement, error);
  *found = step == STEP_ROW;
  if (step != STEP_ROW)
    return step == STEP_DONE;
  *row = statement_int(statement, 0);
  match = subject_match(statement_name(statement, 1));
  return match == NULL || look_for(store, *row, match, sample, error);
}

gboolean store_search_sample(Store *store, SearchSample *sample, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) range = snapshot != NULL ? statement_get(store, "SELECT max(row) FROM newsletter", error) : NULL;
  gint64 last, row = 0;
  gboolean found = TRUE;

  *sample = (SearchSample){ 0 };
  if (range == NULL || statement_step(store, range, error) != STEP_ROW)
    return FALSE;
  last = statement_int(range, 0);
  for (gint64 i = 0; i < SAMPLES && found; i++) {
    row = MAX(row + 1, last / SAMPLES * i);
    if (!sample_from(store, &row, &found, sample, error))
      return FALSE;
  }
  return TRUE;
}
