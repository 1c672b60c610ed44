/* SPDX-License-Identifier: MIT */
#include "store/store-private.h"
#include "util/date.h"
#include "util/error.h"

static void bind_feed(Statement *statement, int parameter, gint64 feed_row)
{
  if (feed_row != 0)
    statement_bind_int(statement, parameter, feed_row);
}

gboolean store_waiting_add(Store *store, gint64 newsletter_row, gint64 feed_row, const char *recipient,
                           const char *reason, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store,
                                                     "INSERT INTO waiting (newsletter, feed, recipient, reason, since) "
                                                     "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                                                     newsletter_row, error);

  if (statement == NULL)
    return FALSE;
  bind_feed(statement, 2, feed_row);
  statement_bind_text(statement, 3, recipient != NULL ? recipient : "");
  statement_bind_text(statement, 4, reason);
  statement_bind_int(statement, 5, date_now());
  return statement_run(store, statement, error) &&
         (sqlite3_changes(store->db) == 0 || (store_trouble_bump(store, newsletter_row, error) &&
                                              store_derive_hide(store, feed_row, newsletter_row, error)));
}

GPtrArray *store_waiting_list(Store *store, GError **error)
{
  enum { C_FEED = HEADER_COUNT, C_FEED_NAME, C_RECIPIENT, C_REASON, C_SINCE };
  g_autoptr(Statement) statement =
      statement_get(store,
                    "SELECT " NEWSLETTER_HEADERS
                    ", waiting.feed, feed.name, waiting.recipient, waiting.reason, waiting.since FROM waiting "
                    "JOIN newsletter ON newsletter.row = waiting.newsletter "
                    "LEFT JOIN feed ON feed.row = waiting.feed ORDER BY waiting.since, waiting.row",
                    error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)waiting_free);
  Step step;

  if (statement == NULL)
    return NULL;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    Waiting *waiting = g_new0(Waiting, 1);

    g_ptr_array_add(list, waiting);
    waiting->newsletter = newsletter_from_row(statement);
    waiting->feed_row = statement_int(statement, C_FEED);
    waiting->feed_name = statement_text(statement, C_FEED_NAME);
    waiting->recipient = statement_text(statement, C_RECIPIENT);
    waiting->reason = statement_text(statement, C_REASON);
    waiting->since = statement_int(statement, C_SINCE);
  }
  return step == STEP_DONE ? g_steal_pointer(&list) : NULL;
}

gboolean store_waiting_clear(Store *store, gint64 newsletter_row, gint64 feed_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "DELETE FROM waiting WHERE newsletter = ?1 AND (?2 IS NULL OR feed = ?2)", newsletter_row, error);

  if (statement == NULL || !store_trouble_bump(store, newsletter_row, error) ||
      (feed_row == 0 && !store_address_keep_of_waiting(store, newsletter_row, error)))
    return FALSE;
  bind_feed(statement, 2, feed_row);
  return statement_run(store, statement, error);
}
