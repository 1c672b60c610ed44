/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "store/store-private.h"
#include "util/error.h"

/* What the statement's only row says, column by column, into the numbers. */
static gboolean read_numbers(Store *store, const char *sql, gint64 parameter, guint count, gint64 *const *numbers,
                             GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, sql, error);

  if (statement == NULL)
    return FALSE;
  if (strstr(sql, "?1") != NULL)
    statement_bind_int(statement, 1, parameter);
  if (statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  for (guint i = 0; i < count; i++)
    *numbers[i] = statement_int(statement, (int)i);
  return TRUE;
}

static gboolean read_number(Store *store, const char *sql, gint64 parameter, gint64 *number, GError **error)
{
  return read_numbers(store, sql, parameter, 1, &number, error);
}

static void add_outcome(StoreStats *stats, const char *name, gint64 count)
{
  for (guint i = 0; i < OUTCOME_COUNT; i++)
    if (strcmp(name, outcome_name((Outcome)i)) == 0)
      stats->mails[i] += (guint64)count;
}

/* The rows of the log that are new since the last time. */
static gboolean count_mails(Store *store, StoreStats *stats, gint64 last, GError **error)
{
  enum { C_OUTCOME, C_COUNT };
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT outcome, count(*) FROM mail_log WHERE row > ?1 AND row <= ?2 GROUP BY outcome",
                        stats->log_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, last);
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    add_outcome(stats, statement_name(statement, C_OUTCOME), statement_int(statement, C_COUNT));
  stats->log_row = last;
  return step == STEP_DONE;
}

/* Rows of gists that are gone are given out again; where the highest of all went, counting goes on from what is left. */
static gboolean count_gists(Store *store, StoreStats *stats, gint64 last, GError **error)
{
  gint64 made = 0;

  if (last > stats->gist_row && !read_number(store, "SELECT count(*) FROM gist WHERE row > ?1 AND provider = 'extract'",
                                             stats->gist_row, &made, error))
    return FALSE;
  stats->extracts += (guint64)made;
  stats->gist_row = last;
  return TRUE;
}

gboolean store_stats(Store *store, StoreStats *stats, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  StoreStats now = *stats;
  gint64 *const pending[] = { &now.pending, &now.pending_since };
  gint64 *const waiting[] = { &now.waiting, &now.waiting_since };
  gint64 *const spent[] = { &now.calls, &now.tokens_in, &now.tokens_out };
  gint64 log_row, gist_row;

  if (snapshot == NULL || !read_number(store, "SELECT ifnull(max(row), 0) FROM mail_log", 0, &log_row, error) ||
      !read_number(store, "SELECT ifnull(max(row), 0) FROM gist", 0, &gist_row, error) ||
      !read_number(store, "SELECT count(*) FROM feed", 0, &now.feeds, error) ||
      !read_numbers(store,
                    "SELECT count(*), ifnull(min(newsletter.received), 0) FROM item "
                    "JOIN newsletter ON newsletter.row = item.newsletter WHERE item.state = 'pending'",
                    0, 2, pending, error) ||
      !read_numbers(store, "SELECT count(*), ifnull(min(since), 0) FROM waiting", 0, 2, waiting, error) ||
      !read_number(store,
                   "SELECT (SELECT count(*) FROM gist WHERE state = 'pending') + "
                   "(SELECT count(*) FROM gist WHERE state = 'in flight')",
                   0, &now.questions, error) ||
      !read_numbers(store,
                    "SELECT ifnull(sum(calls), 0), ifnull(sum(tokens_in), 0), ifnull(sum(tokens_out), 0) FROM usage", 0,
                    3, spent, error))
    return FALSE;
  if (!now.begun) {
    now.begun = TRUE;
    now.log_row = log_row;
    now.gist_row = gist_row;
  } else if (!count_mails(store, &now, log_row, error) || !count_gists(store, &now, gist_row, error)) {
    return FALSE;
  }
  *stats = now;
  return TRUE;
}
