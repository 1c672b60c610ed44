/* SPDX-License-Identifier: MIT */
/* Feeds whose readers see a difference. */
#include "store/store-private.h"
#include "util/date.h"

gboolean store_feed_bump(Store *store, gint64 feed_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "UPDATE feed SET version = version + 1, changed = max(changed + 1, ?2) WHERE row = ?1", feed_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, date_now());
  return statement_run(store, statement, error);
}

gboolean store_feed_bump_found(Store *store, Statement *statement, GError **error)
{
  g_autoptr(GArray) feeds = g_array_new(FALSE, FALSE, sizeof(gint64));
  Step step;

  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    gint64 feed = statement_int(statement, 0);

    g_array_append_val(feeds, feed);
  }
  for (guint i = 0; step == STEP_DONE && i < feeds->len; i++)
    if (!store_feed_bump(store, g_array_index(feeds, gint64, i), error))
      return FALSE;
  return step == STEP_DONE;
}

gboolean store_feed_bump_all(Store *store, const char *sql, gint64 row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store, sql, row, error);

  return statement != NULL && store_feed_bump_found(store, statement, error);
}
