/* SPDX-License-Identifier: MIT */
/* The table "search" has the words of all newsletters that are published in a feed. Triggers note what a transaction changes, whoever does it, and the
 * commit brings the index up to date: all at once, for FTS5 writes a piece of its index at each savepoint. Triggers cannot do it themselves:
 * FTS5 refuses that where the schema is not trusted. */
#include "store/store-private.h"

/* search_touched: newsletters that may have come into the index or gone out of it. search_old: the text that is in the index, of those whose text changed
 * or went. FTS5 has to be told it to forget it. */
/* Not OR IGNORE: within a trigger, an upsert that fires it would have its own way with conflicts. */
#define TOUCH(row)                                                                                                     \
  "INSERT INTO search_touched SELECT " row " WHERE NOT EXISTS (SELECT 1 FROM search_touched WHERE row = " row "); "
#define KEEP_OLD                                                                                                       \
  "INSERT INTO search_old SELECT old.row, old.subject, old.markdown "                                                  \
  "WHERE NOT EXISTS (SELECT 1 FROM search_old WHERE row = old.row); "

#define TOUCH_NEW TOUCH("new.newsletter")
#define TOUCH_OLD TOUCH("old.newsletter")
#define TOUCH_TEXT KEEP_OLD TOUCH("old.row")
#define IN_INDEX "WHEN EXISTS (SELECT 1 FROM search_docsize WHERE id = old.row) "

#define WATCH                                                                                                          \
  "CREATE TEMP TABLE search_touched (row INTEGER PRIMARY KEY); "                                                       \
  "CREATE TEMP TABLE search_old (row INTEGER PRIMARY KEY, subject TEXT, markdown TEXT); "                              \
  "CREATE TEMP TRIGGER search_item_added AFTER INSERT ON main.item "                                                   \
  "WHEN new.state = 'published' BEGIN " TOUCH_NEW "END; "                                                              \
  "CREATE TEMP TRIGGER search_item_changed AFTER UPDATE OF state, newsletter ON main.item "                            \
  "WHEN (old.state = 'published') + (new.state = 'published') = 1 BEGIN " TOUCH_NEW "END; "                            \
  "CREATE TEMP TRIGGER search_item_removed AFTER DELETE ON main.item "                                                 \
  "WHEN old.state = 'published' BEGIN " TOUCH_OLD "END; "                                                              \
  "CREATE TEMP TRIGGER search_text_changed AFTER UPDATE OF subject, markdown ON main.newsletter " IN_INDEX             \
  "BEGIN " TOUCH_TEXT "END; "                                                                                          \
  "CREATE TEMP TRIGGER search_text_removed BEFORE DELETE ON main.newsletter " IN_INDEX "BEGIN " TOUCH_TEXT "END"

#define IS_PUBLISHED "EXISTS (SELECT 1 FROM item WHERE item.newsletter = touched.row AND item.state = 'published') "
#define IS_INDEXED "EXISTS (SELECT 1 FROM search_docsize WHERE id = touched.row) "

/* What is in the index is forgotten as it was. */
#define FORGET                                                                                                         \
  "INSERT INTO search (search, rowid, subject, markdown) "                                                             \
  "SELECT 'delete', touched.row, ifnull(old.subject, newsletter.subject), ifnull(old.markdown, newsletter.markdown) "  \
  "FROM search_touched AS touched LEFT JOIN search_old AS old ON old.row = touched.row "                               \
  "LEFT JOIN newsletter ON newsletter.row = touched.row WHERE " IS_INDEXED
/* What is not to be in it, or not with this text. */
#define FORGET_OLD FORGET "AND (old.row IS NOT NULL OR NOT " IS_PUBLISHED ") ORDER BY touched.row"
#define FORGET_FEED                                                                                                    \
  FORGET "AND touched.row IN (SELECT newsletter FROM item WHERE feed = ?1 AND state = 'published') ORDER BY touched.row"
#define TOUCH_FEED                                                                                                     \
  "INSERT OR IGNORE INTO search_touched SELECT newsletter FROM item WHERE feed = ?1 AND state = 'published'"

/* Together with a deletion the row would be replaced within FTS5's memory: this comes after. */
#define LEARN                                                                                                          \
  "INSERT INTO search (rowid, subject, markdown) "                                                                     \
  "SELECT touched.row, newsletter.subject, newsletter.markdown FROM search_touched AS touched "                        \
  "JOIN newsletter ON newsletter.row = touched.row WHERE NOT " IS_INDEXED "AND " IS_PUBLISHED "ORDER BY touched.row"

gboolean store_search_watch(Store *store, GError **error)
{
  return statement_script(store->db, store->path, WATCH, error);
}

static gboolean run(Store *store, const char *sql, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, sql, error);

  return statement != NULL && statement_run(store, statement, error);
}

static gboolean note_forgotten(Store *store, GError **error)
{
  int count = sqlite3_changes(store->db);

  return count == 0 || statement_run_for(store, "UPDATE search_forgotten SET count = count + ?1", count, error);
}

/* What stays in another feed comes back with the commit. */
gboolean store_search_forget_feed(Store *store, gint64 feed_row, GError **error)
{
  return statement_run_for(store, TOUCH_FEED, feed_row, error) &&
         statement_run_for(store, FORGET_FEED, feed_row, error) && note_forgotten(store, error);
}

gboolean store_search_update(Store *store, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, "SELECT 1 FROM search_touched LIMIT 1", error);
  Step step = statement != NULL ? statement_step(store, statement, error) : STEP_ERROR;

  if (step != STEP_ROW)
    return step == STEP_DONE;
  statement_reset(g_steal_pointer(&statement));
  return run(store, FORGET_OLD, error) && note_forgotten(store, error) && run(store, LEARN, error) &&
         run(store, "DELETE FROM search_touched", error) && run(store, "DELETE FROM search_old", error);
}

/* --- giving back ---------------------------------------------------------------------------- */

#define WORN_SHARE 4   /* worn when a quarter of what is in it was forgotten */
#define MERGE_PAGES 64 /* written in one go, of 4 KB: some milliseconds */

gboolean search_is_worn(guint64 forgotten, guint64 kept)
{
  return forgotten > 0 && forgotten >= (forgotten + kept) / WORN_SHARE;
}

static gboolean is_worn(Store *store, gboolean *worn, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store, "SELECT count, (SELECT count(*) FROM search_docsize) FROM search_forgotten", error);

  if (statement == NULL || statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *worn = search_is_worn((guint64)statement_int(statement, 0), (guint64)statement_int(statement, 1));
  return TRUE;
}

/* The first time a negative number of pages says that all pieces become one; then a positive one goes on, so that what mail adds meanwhile does not
 * begin it anew. */
gboolean store_search_compact(Store *store, gboolean *begun, gboolean *more, GError **error)
{
  static const char merge[] = "INSERT INTO search (search, rank) VALUES ('merge', ?1)";
  sqlite3_int64 before;
  gboolean worn = TRUE;

  *more = FALSE;
  if (!*begun && (!store_search_update(store, error) || !is_worn(store, &worn, error)))
    return FALSE;
  if (!worn)
    return TRUE;
  before = sqlite3_total_changes64(store->db);
  if (!statement_run_for(store, merge, *begun ? MERGE_PAGES : -MERGE_PAGES, error))
    return FALSE;
  *begun = TRUE;
  *more = sqlite3_total_changes64(store->db) - before > 1; /* the statement itself is one */
  return *more || run(store, "UPDATE search_forgotten SET count = 0", error);
}
