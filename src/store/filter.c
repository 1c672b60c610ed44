/* SPDX-License-Identifier: MIT */
#include "store/store-private.h"
#include "util/error.h"

gboolean store_filter_load(Store *store, Feed *feed, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT kind, pattern FROM filter WHERE feed = ?1 ORDER BY kind, pattern", feed->row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  if (feed->filters == NULL)
    feed->filters = g_ptr_array_new_with_free_func((GDestroyNotify)filter_free);
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    FilterKind kind;

    if (filter_kind_parse(statement_name(statement, 0), &kind))
      g_ptr_array_add(feed->filters, filter_new(kind, statement_name(statement, 1)));
  }
  return step == STEP_DONE;
}

/* Runs a statement of feed, kind and pattern; *changed is whether it found something to do. */
static gboolean run(Store *store, const char *sql, gint64 feed_row, const Filter *filter, gboolean *changed,
                    GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store, sql, feed_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, filter_kind_name(filter->kind));
  statement_bind_text(statement, 3, filter->pattern);
  if (!statement_run(store, statement, error))
    return FALSE;
  *changed = sqlite3_changes(store->db) == 1;
  return TRUE;
}

gboolean store_filter_add(Store *store, gint64 feed_row, const Filter *filter, GError **error)
{
  gboolean added = FALSE;

  return run(store, "INSERT INTO filter (feed, kind, pattern) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", feed_row,
             filter, &added, error) &&
         (added || error_set(error, ERROR_EXISTS, "the feed has the filter '%s' already", filter->pattern));
}

gboolean store_filter_remove(Store *store, gint64 feed_row, const Filter *filter, GError **error)
{
  gboolean removed = FALSE;

  return run(store, "DELETE FROM filter WHERE feed = ?1 AND kind = ?2 AND pattern = ?3", feed_row, filter, &removed,
             error) &&
         (removed || error_set(error, ERROR_NOT_FOUND, "the feed has no such filter '%s'", filter->pattern));
}
