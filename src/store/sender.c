/* SPDX-License-Identifier: MIT */
#include "store/store-private.h"
#include "util/date.h"
#include "util/error.h"

gboolean store_sender_load(Store *store, Feed *feed, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store, "SELECT entry FROM sender WHERE feed = ?1 ORDER BY entry", error);
  Step step;

  if (statement == NULL)
    return FALSE;
  if (feed->allow == NULL)
    feed->allow = g_ptr_array_new_with_free_func(g_free);
  statement_bind_int(statement, 1, feed->row);
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_ptr_array_add(feed->allow, statement_text(statement, 0));
  return step == STEP_DONE;
}

gboolean store_sender_add(Store *store, gint64 feed_row, const char *entry, const char *by, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "INSERT INTO sender (feed, entry, added, by) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", feed_row,
      error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, entry);
  statement_bind_int(statement, 3, date_now());
  statement_bind_text(statement, 4, by);
  if (!statement_run(store, statement, error))
    return FALSE;
  return sqlite3_changes(store->db) == 1 || error_set(error, ERROR_EXISTS, "'%s' is on the allow list already", entry);
}

gboolean store_sender_remove(Store *store, gint64 feed_row, const char *entry, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "DELETE FROM sender WHERE feed = ?1 AND entry = ?2", feed_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, entry);
  if (!statement_run(store, statement, error))
    return FALSE;
  return sqlite3_changes(store->db) == 1 || error_set(error, ERROR_NOT_FOUND, "'%s' is not on the allow list", entry);
}
