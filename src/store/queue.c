/* SPDX-License-Identifier: MIT */
/* Questions to models, from the first thought of them to the answer. */
#include "store/store-private.h"

void gist_job_free(GistJob *job)
{
  if (job == NULL)
    return;
  g_free(job->key);
  g_free(job);
}

/* --- becoming ----------------------------------------------------------------------------- */

static gboolean insert_question(Store *store, gint64 newsletter_row, const GistRequest *request, gint64 *row,
                                GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "INSERT INTO gist (newsletter, key, provider, model, prompt_version, urgent, state, summary, relevant, why) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'pending', '', 1, '')",
      newsletter_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, request->key);
  statement_bind_text(statement, 3, request->provider);
  statement_bind_text(statement, 4, request->model);
  statement_bind_int(statement, 5, request->prompt_version);
  statement_bind_int(statement, 6, request->urgent != 0);
  if (!statement_run(store, statement, error))
    return FALSE;
  *row = sqlite3_last_insert_rowid(store->db);
  return TRUE;
}

gboolean store_gist_queue(Store *store, gint64 newsletter_row, const GistRequest *request, gint64 *row, GError **error)
{
  g_autoptr(Statement) statement = NULL;
  GistState state;

  if (!store_gist_row(store, newsletter_row, request->key, row, &state, error))
    return FALSE;
  if (*row == 0)
    return insert_question(store, newsletter_row, request, row, error);
  if (state == GIST_FAILED && request->again)
    return statement_run_for(
        store,
        "UPDATE gist SET state = 'pending', attempts = 0, next_attempt = 0, asked = 0, reason = '' "
        "WHERE row = ?1",
        *row, error);
  return !request->urgent || statement_run_for(store, "UPDATE gist SET urgent = 1 WHERE row = ?1", *row, error);
}

/* --- finding ------------------------------------------------------------------------------ */

GPtrArray *store_gist_ready(Store *store, gint64 now, guint max, GError **error)
{
  enum { C_ROW, C_NEWSLETTER, C_KEY, C_ATTEMPTS, C_ASKED };
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        "SELECT row, newsletter, key, attempts, asked FROM gist WHERE state = 'pending' "
                        "AND next_attempt <= ?1 ORDER BY urgent DESC, next_attempt, row LIMIT ?2",
                        now, error);
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func((GDestroyNotify)gist_job_free);
  Step step;

  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, 2, max);
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    GistJob *job = g_new0(GistJob, 1);

    job->row = statement_int(statement, C_ROW);
    job->newsletter_row = statement_int(statement, C_NEWSLETTER);
    job->key = statement_text(statement, C_KEY);
    job->attempts = (guint)statement_int(statement, C_ATTEMPTS);
    job->asked = statement_int(statement, C_ASKED);
    g_ptr_array_add(jobs, job);
  }
  return step == STEP_DONE ? g_steal_pointer(&jobs) : NULL;
}

gboolean store_gist_count(Store *store, guint counts[4], GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store, "SELECT state, count(*) FROM gist WHERE provider <> 'extract' GROUP BY state", error);
  guint found[4] = { 0 };
  GistState state;
  Step step;

  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    if (gist_state_parse(statement_name(statement, 0), &state))
      found[state] = (guint)statement_int(statement, 1);
  for (guint i = 0; step == STEP_DONE && i < 4; i++)
    counts[i] = found[i];
  return step == STEP_DONE;
}

gboolean store_gist_tokens(Store *store, const char *model, gint64 *estimated, gint64 *reported, GError **error)
{
  enum { C_ESTIMATED, C_REPORTED };
  g_autoptr(Statement) statement = statement_get(
      store,
      "SELECT ifnull(sum(tokens_estimated), 0), ifnull(sum(tokens_in), 0) FROM (SELECT tokens_estimated, tokens_in "
      "FROM gist WHERE model = ?1 AND state = 'done' AND rounds = 1 AND tokens_in > 0 ORDER BY row DESC LIMIT 20)",
      error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, model);
  if (statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *estimated = statement_int(statement, C_ESTIMATED);
  *reported = statement_int(statement, C_REPORTED);
  return TRUE;
}

/* --- its way ------------------------------------------------------------------------------ */

gboolean store_gist_claim(Store *store, gint64 row, gint64 now, gboolean *claimed, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "UPDATE gist SET state = 'in flight', attempts = attempts + 1, asked = iif(asked = 0, ?2, asked) "
      "WHERE row = ?1 AND state = 'pending'",
      row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, now);
  if (!statement_run(store, statement, error))
    return FALSE;
  *claimed = sqlite3_changes(store->db) == 1;
  return TRUE;
}

gboolean store_gist_retry(Store *store, gint64 row, gint64 next_attempt, const char *reason, gboolean charge,
                          GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "UPDATE gist SET state = 'pending', next_attempt = ?2, reason = ?3, attempts = max(attempts - ?4, 0) "
      "WHERE row = ?1 AND state = 'in flight'",
      row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, next_attempt);
  statement_bind_text(statement, 3, reason);
  statement_bind_int(statement, 4, charge ? 0 : 1);
  return statement_run(store, statement, error);
}

gboolean store_gist_fail(Store *store, gint64 row, const char *reason, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "UPDATE gist SET state = 'failed', reason = ?2 WHERE row = ?1 AND state <> 'done'", row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, reason);
  return statement_run(store, statement, error) &&
         statement_run_for(
             store, "UPDATE item SET awaits = NULL, state = iif(state = 'held', 'pending', state) WHERE awaits = ?1",
             row, error);
}

/* *newsletter_row is 0 when it is gone. */
static gboolean fill(Store *store, gint64 row, const Gist *gist, gint64 *newsletter_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store,
                                                     "UPDATE gist SET state = 'done', reason = '', (" GIST_ANSWER
                                                     ") = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) "
                                                     "WHERE row = ?1 AND state <> 'done' RETURNING newsletter",
                                                     row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  store_gist_bind(statement, gist);
  step = statement_step(store, statement, error);
  *newsletter_row = step == STEP_ROW ? statement_int(statement, 0) : 0;
  return step == STEP_ROW ? statement_step(store, statement, error) == STEP_DONE : step == STEP_DONE;
}

gboolean store_gist_finish(Store *store, gint64 row, const Gist *gist, GError **error)
{
  gint64 newsletter_row;

  if (!fill(store, row, gist, &newsletter_row, error))
    return FALSE;
  return newsletter_row == 0 ||
         (store_gist_add_lists(store, row, gist, error) && store_item_answered(store, row, gist, error) &&
          store_gist_prune(store, newsletter_row, error));
}

gboolean store_gist_drop(Store *store, gint64 row, GError **error)
{
  return statement_run_for(store,
                           "DELETE FROM gist WHERE row = ?1 AND state <> 'done' "
                           "AND NOT EXISTS (SELECT 1 FROM item WHERE awaits = ?1)",
                           row, error);
}

gboolean store_gist_land_all(Store *store, guint *landed, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store, "UPDATE gist SET state = 'pending' WHERE state = 'in flight'", error);

  if (statement == NULL || !statement_run(store, statement, error))
    return FALSE;
  *landed = (guint)sqlite3_changes(store->db);
  return TRUE;
}
