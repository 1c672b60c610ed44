/* SPDX-License-Identifier: MIT */
/* Which addresses what is shown must not tell. */
#include "store/store-private.h"

/* Of a waiting row: the recipient's local part without a suffix, as retired has it. */
#define RECIPIENT "lower(substr(ltrim(recipient, ' <'), 1, instr(ltrim(recipient, ' <'), '@') - 1))"
#define LOCAL_PART "substr(" RECIPIENT ", 1, instr(" RECIPIENT " || '+', '+') - 1)"

static GStrv addresses_for(Store *store, const char *sql, gint64 row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store, sql, row, error);

  return statement != NULL ? statement_texts(store, statement, error) : NULL;
}

GStrv store_newsletter_addresses(Store *store, gint64 row, GError **error)
{
  return addresses_for(store,
                       "WITH held AS (SELECT feed FROM item WHERE newsletter = ?1 "
                       "UNION SELECT feed FROM waiting WHERE newsletter = ?1) "
                       "SELECT address FROM feed WHERE kind = 'own' AND row IN held "
                       "UNION SELECT address FROM retired WHERE feed IN held "
                       "UNION SELECT address FROM came_to WHERE newsletter = ?1 ORDER BY 1",
                       row, error);
}

GStrv store_feed_addresses(Store *store, const Feed *feed, GError **error)
{
  return addresses_for(store,
                       feed->kind == FEED_OWN
                           ? "SELECT address FROM feed WHERE row = ?1 "
                             "UNION SELECT address FROM retired WHERE feed = ?1 ORDER BY 1"
                           : "SELECT address FROM feed WHERE kind = 'own' AND ?1 <> 0 "
                             "UNION SELECT address FROM retired WHERE feed IS NOT NULL "
                             "OR EXISTS (SELECT 1 FROM came_to WHERE came_to.address = retired.address) ORDER BY 1",
                       feed->row, error);
}

gboolean store_feed_mask(Store *store, Feed *feed, gint64 newsletter_row, GError **error)
{
  GStrv addresses = store_newsletter_addresses(store, newsletter_row, error);

  if (addresses == NULL)
    return FALSE;
  g_strfreev(feed->masked);
  feed->masked = addresses;
  return TRUE;
}

gboolean store_address_keep_of_feed(Store *store, gint64 feed_row, GError **error)
{
  return statement_run_for(store,
                           "INSERT OR IGNORE INTO came_to SELECT held.newsletter, retired.address FROM "
                           "(SELECT newsletter FROM item WHERE feed = ?1 "
                           "UNION SELECT newsletter FROM waiting WHERE feed = ?1) AS held "
                           "JOIN retired ON retired.feed = ?1",
                           feed_row, error);
}

gboolean store_address_keep_of_waiting(Store *store, gint64 newsletter_row, GError **error)
{
  return statement_run_for(store,
                           "INSERT OR IGNORE INTO came_to WITH waits AS (SELECT feed FROM waiting "
                           "WHERE newsletter = ?1 EXCEPT SELECT feed FROM item WHERE newsletter = ?1) "
                           "SELECT ?1, address FROM feed WHERE row IN waits "
                           "UNION SELECT ?1, address FROM retired WHERE feed IN waits "
                           "UNION SELECT ?1, address FROM waiting JOIN retired ON address = " LOCAL_PART
                           " WHERE newsletter = ?1 AND waiting.feed IS NULL",
                           newsletter_row, error);
}
