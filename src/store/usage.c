/* SPDX-License-Identifier: MIT */
#include "store/store-private.h"

#define DAY "strftime('%Y-%m-%d', ?1, 'unixepoch')"

gboolean store_usage_add(Store *store, gint64 when, const Usage *usage, GError **error)
{
  enum { P_FEED = 2, P_MODEL, P_CALLS, P_TOKENS_IN, P_TOKENS_OUT, P_MILLISECONDS };
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        "INSERT INTO usage (day, feed, model, calls, tokens_in, tokens_out, milliseconds) "
                        "VALUES (" DAY ", ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET calls = calls + ?4, "
                        "tokens_in = tokens_in + ?5, tokens_out = tokens_out + ?6, milliseconds = milliseconds + ?7",
                        when, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, P_FEED, usage->feed_row);
  statement_bind_text(statement, P_MODEL, usage->model);
  statement_bind_int(statement, P_CALLS, usage->calls);
  statement_bind_int(statement, P_TOKENS_IN, usage->tokens_in);
  statement_bind_int(statement, P_TOKENS_OUT, usage->tokens_out);
  statement_bind_int(statement, P_MILLISECONDS, usage->milliseconds);
  return statement_run(store, statement, error);
}

gboolean store_usage_of_day(Store *store, gint64 when, gint64 *tokens, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT ifnull(sum(tokens_in + tokens_out), 0) FROM usage WHERE day = " DAY, when, error);

  if (statement == NULL || statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *tokens = statement_int(statement, 0);
  return TRUE;
}

GPtrArray *store_usage_list(Store *store, gint64 since, GError **error)
{
  enum { C_DAY, C_FEED, C_NAME, C_MODEL, C_CALLS, C_TOKENS_IN, C_TOKENS_OUT, C_MILLISECONDS };
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT day, feed, name, model, calls, tokens_in, tokens_out, milliseconds FROM usage "
      "LEFT JOIN feed ON feed.row = usage.feed WHERE day >= " DAY " ORDER BY day DESC, name, feed, model",
      since, error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)usage_free);
  Step step;

  if (statement == NULL)
    return NULL;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    Usage *usage = g_new0(Usage, 1);

    g_ptr_array_add(list, usage);
    usage->day = statement_text(statement, C_DAY);
    usage->feed_row = statement_int(statement, C_FEED);
    usage->feed_name = statement_text(statement, C_NAME);
    usage->model = statement_text(statement, C_MODEL);
    usage->calls = statement_int(statement, C_CALLS);
    usage->tokens_in = statement_int(statement, C_TOKENS_IN);
    usage->tokens_out = statement_int(statement, C_TOKENS_OUT);
    usage->milliseconds = statement_int(statement, C_MILLISECONDS);
  }
  return step == STEP_DONE ? g_steal_pointer(&list) : NULL;
}

void usage_free(Usage *usage)
{
  if (usage == NULL)
    return;
  g_free(usage->day);
  g_free(usage->feed_name);
  g_free(usage->model);
  g_free(usage);
}
