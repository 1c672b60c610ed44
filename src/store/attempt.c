/* SPDX-License-Identifier: MIT */
#include "store/store-private.h"
#include "util/date.h"

gboolean store_attempt_begin(Store *store, const char *spool_name, gboolean alone, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store,
                    "INSERT INTO attempt (spool_name, count, first, last) VALUES (?1, ?2, ?3, ?3) "
                    "ON CONFLICT DO UPDATE SET count = count + ?2, last = ?3",
                    error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, spool_name);
  statement_bind_int(statement, 2, alone ? 1 : 0);
  statement_bind_int(statement, 3, date_now());
  return statement_run(store, statement, error);
}

gboolean store_attempt_end(Store *store, const char *spool_name, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, "DELETE FROM attempt WHERE spool_name = ?1", error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, spool_name);
  return statement_run(store, statement, error);
}

GHashTable *store_attempt_list(Store *store, GError **error)
{
  enum { C_SPOOL_NAME, C_COUNT };
  g_autoptr(Statement) statement = statement_get(store, "SELECT spool_name, count FROM attempt", error);
  g_autoptr(GHashTable) attempts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Step step;

  if (statement == NULL)
    return NULL;
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_hash_table_insert(attempts, statement_text(statement, C_SPOOL_NAME),
                        GUINT_TO_POINTER((guint)statement_int(statement, C_COUNT)));
  return step == STEP_DONE ? g_steal_pointer(&attempts) : NULL;
}
