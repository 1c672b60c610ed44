/* SPDX-License-Identifier: MIT */
/* What is wrong at the moment: mail that waits is counted where it waits, everything else is noted in a table by whoever finds it out. */
#include "store/store-private.h"
#include "util/date.h"

static void add_trouble(GPtrArray *troubles, TroubleKind kind, gint64 since, gint64 count)
{
  Trouble *trouble = g_new0(Trouble, 1);

  trouble->kind = kind;
  trouble->since = since;
  trouble->count = count;
  g_ptr_array_add(troubles, trouble);
}

static gboolean load_waiting(Store *store, Feed *feed, GError **error)
{
  enum { C_COUNT, C_SINCE };
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT count(DISTINCT newsletter), max(since) FROM waiting WHERE feed = ?1", feed->row, error);

  if (statement == NULL || statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  if (statement_int(statement, C_COUNT) > 0)
    add_trouble(feed->troubles, TROUBLE_WAITING, statement_int(statement, C_SINCE), statement_int(statement, C_COUNT));
  return TRUE;
}

static gboolean load_noted(Store *store, Feed *feed, GError **error)
{
  enum { C_NAME, C_SINCE };
  g_autoptr(Statement) statement = statement_get(store, "SELECT name, since FROM trouble ORDER BY name", error);
  Step step;

  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    TroubleKind kind;

    if (trouble_kind_parse(statement_name(statement, C_NAME), &kind)) /* else a newer program's */
      add_trouble(feed->troubles, kind, statement_int(statement, C_SINCE), 1);
  }
  return step == STEP_DONE;
}

gboolean store_trouble_load(Store *store, Feed *feed, GError **error)
{
  g_clear_pointer(&feed->troubles, g_ptr_array_unref);
  feed->troubles = g_ptr_array_new_with_free_func(g_free);
  return !feed->status || (load_waiting(store, feed, error) && load_noted(store, feed, error));
}

gboolean store_trouble_bump(Store *store, gint64 newsletter_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "UPDATE feed SET version = version + 1, changed = max(changed + 1, ?2) WHERE status = 1 AND row IN "
      "(SELECT feed FROM waiting WHERE newsletter = ?1)",
      newsletter_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, date_now());
  return statement_run(store, statement, error);
}

static gboolean bump_all(Store *store, GError **error)
{
  return statement_run_for(store,
                           "UPDATE feed SET version = version + 1, changed = max(changed + 1, ?1) WHERE status = 1",
                           date_now(), error);
}

gboolean store_trouble_set(Store *store, TroubleKind kind, gboolean wrong, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store,
                    wrong ? "INSERT INTO trouble (name, since) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
                          : "DELETE FROM trouble WHERE name = ?1",
                    error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, trouble_kind_name(kind));
  if (wrong)
    statement_bind_int(statement, 2, date_now());
  return statement_run(store, statement, error) && (sqlite3_changes(store->db) == 0 || bump_all(store, error));
}

gboolean store_trouble_known(Store *store, TroubleKind kind, gboolean *wrong, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, "SELECT 1 FROM trouble WHERE name = ?1", error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, trouble_kind_name(kind));
  step = statement_step(store, statement, error);
  *wrong = step == STEP_ROW;
  return step != STEP_ERROR;
}
