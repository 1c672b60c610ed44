/* SPDX-License-Identifier: MIT */
/* Issues of digest feeds. */
#include "store/store-private.h"
#include "util/error.h"
#include "util/id.h"

GArray *store_issue_feeds(Store *store, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store, "SELECT row FROM feed WHERE kind = 'digest' AND kind <> 'own' ORDER BY row", error);
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
  Step step;

  if (statement == NULL)
    return NULL;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    gint64 row = statement_int(statement, 0);

    g_array_append_val(rows, row);
  }
  return step == STEP_DONE ? g_steal_pointer(&rows) : NULL;
}

/* --- what is due -------------------------------------------------------------------------- */

/* The period of the last issue that ended by that time, without its day. The clock may have been set back: what lies in the future does not
 * count. */
static gboolean find_last(Store *store, gint64 feed_row, gint64 now, IssuePeriod *period, gboolean *found,
                          GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT since, until FROM digest WHERE feed = ?1 AND until <= ?2 ORDER BY until DESC LIMIT 1", feed_row,
      error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, now);
  step = statement_step(store, statement, error);
  *found = step == STEP_ROW;
  if (*found)
    *period = (IssuePeriod){ .since = statement_int(statement, 0), .until = statement_int(statement, 1) };
  return step != STEP_ERROR;
}

static gboolean has_day(Store *store, gint64 feed_row, const char *day, gboolean *has, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT 1 FROM digest WHERE feed = ?1 AND period = ?2", feed_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, day);
  step = statement_step(store, statement, error);
  *has = step == STEP_ROW;
  return step != STEP_ERROR;
}

/* The first period from that one on whose day has no issue, unless it is not over yet. */
static gboolean skip_taken(Store *store, const Feed *feed, gint64 now, IssuePeriod *period, GError **error)
{
  gboolean taken = TRUE;

  while (period->until <= now) {
    if (!has_day(store, feed->row, period->day, &taken, error))
      return FALSE;
    if (!taken)
      return TRUE;
    *period = issue_period(feed->every, feed->at_hour, period->until + 1);
  }
  return TRUE;
}

/* Where a feed without issues begins. */
static gint64 first_floor(const Feed *feed)
{
  gint64 over = issue_period(feed->every, feed->at_hour, feed->created + 1).since;

  return issue_period(feed->every, feed->at_hour, over).since;
}

gboolean store_issue_due(Store *store, const Feed *feed, gint64 now, IssueDue *due, gboolean *found, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  IssuePeriod last = { 0 };
  gboolean has_last = FALSE;
  gint64 oldest = 0;

  if (snapshot == NULL || !find_last(store, feed->row, now, &last, &has_last, error))
    return FALSE;
  due->floor = has_last ? last.since : first_floor(feed);
  if (!store_issue_oldest(store, feed, due->floor, now, &oldest, error))
    return FALSE;
  *found = FALSE;
  if (oldest == 0)
    return TRUE;
  due->period = issue_period(feed->every, feed->at_hour, MAX(oldest, has_last ? last.until + 1 : 0));
  if (!skip_taken(store, feed, now, &due->period, error))
    return FALSE;
  *found = due->period.until <= now;
  return TRUE;
}

/* --- adding ------------------------------------------------------------------------------- */

static gboolean insert_line(Store *store, gint64 issue_row, guint position, const IssueLine *line, GError **error)
{
  enum { P_POSITION = 2, P_KIND, P_TEXT, P_DETAIL, P_NAMES, P_COUNT, P_HOST, P_LINK, P_ITEM };
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "INSERT INTO digest_line (digest, position, kind, text, detail, names, count, host, link, item) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      issue_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, P_POSITION, position);
  statement_bind_text(statement, P_KIND, issue_line_kind_name(line->kind));
  statement_bind_text(statement, P_TEXT, line->text);
  statement_bind_text(statement, P_DETAIL, line->detail);
  statement_bind_text(statement, P_NAMES, line->names);
  statement_bind_int(statement, P_COUNT, line->count);
  statement_bind_text(statement, P_HOST, line->host);
  statement_bind_text(statement, P_LINK, line->link);
  statement_bind_int(statement, P_ITEM, line->item);
  return statement_run(store, statement, error);
}

gboolean store_issue_add(Store *store, Issue *issue, GError **error)
{
  enum { P_PERIOD = 2, P_ID, P_GUID, P_SINCE, P_UNTIL };
  g_autofree char *id = id_new(), *guid = id_new_urn();
  g_autoptr(Statement) statement = statement_get_for(
      store, "INSERT INTO digest (feed, period, id, guid, since, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      issue->feed_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, P_PERIOD, issue->period.day);
  statement_bind_text(statement, P_ID, id);
  statement_bind_text(statement, P_GUID, guid);
  statement_bind_int(statement, P_SINCE, issue->period.since);
  statement_bind_int(statement, P_UNTIL, issue->period.until);
  if (!statement_run(store, statement, error))
    return FALSE;
  issue->row = sqlite3_last_insert_rowid(store->db);
  for (guint i = 0; i < issue->lines->len; i++)
    if (!insert_line(store, issue->row, i, g_ptr_array_index(issue->lines, i), error))
      return FALSE;
  g_free(issue->id);
  g_free(issue->guid);
  issue->id = g_steal_pointer(&id);
  issue->guid = g_steal_pointer(&guid);
  return store_feed_bump(store, issue->feed_row, error);
}

/* --- reading ------------------------------------------------------------------------------ */

#define SELECT_ISSUE "SELECT row, id, guid, feed, period, since, until FROM digest WHERE "

static Issue *issue_from_row(Statement *statement)
{
  enum { C_ROW, C_ID, C_GUID, C_FEED, C_PERIOD, C_SINCE, C_UNTIL };
  Issue *issue = issue_new();

  issue->row = statement_int(statement, C_ROW);
  issue->id = statement_text(statement, C_ID);
  issue->guid = statement_text(statement, C_GUID);
  issue->feed_row = statement_int(statement, C_FEED);
  issue->period.since = statement_int(statement, C_SINCE);
  issue->period.until = statement_int(statement, C_UNTIL);
  g_strlcpy(issue->period.day, statement_name(statement, C_PERIOD), sizeof issue->period.day);
  return issue;
}

static gboolean load_lines(Store *store, Issue *issue, GError **error)
{
  enum { C_KIND, C_TEXT, C_DETAIL, C_NAMES, C_COUNT, C_HOST, C_LINK, C_ITEM };
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT kind, text, detail, names, count, host, link, item FROM digest_line WHERE digest = ?1 ORDER BY position",
      issue->row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    IssueLine *line = g_new0(IssueLine, 1);

    issue_line_kind_parse(statement_name(statement, C_KIND), &line->kind);
    line->text = statement_text(statement, C_TEXT);
    line->detail = statement_text(statement, C_DETAIL);
    line->names = statement_text(statement, C_NAMES);
    line->count = (guint)statement_int(statement, C_COUNT);
    line->host = statement_text(statement, C_HOST);
    line->link = statement_text(statement, C_LINK);
    line->item = statement_int(statement, C_ITEM);
    g_ptr_array_add(issue->lines, line);
  }
  return step == STEP_DONE;
}

/* When the issue of that id ended. */
static gboolean find_before(Store *store, gint64 feed_row, const char *id, gint64 *until, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT until FROM digest WHERE feed = ?1 AND id = ?2", feed_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, id);
  step = statement_step(store, statement, error);
  if (step == STEP_DONE)
    return error_set(error, ERROR_NOT_FOUND, "there is no digest '%s' in this feed", id);
  if (step == STEP_ROW)
    *until = statement_int(statement, 0);
  return step == STEP_ROW;
}

GPtrArray *store_issue_list(Store *store, gint64 feed_row, const char *before, guint max, GError **error)
{
  enum { P_MAX = 2, P_UNTIL };
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(GPtrArray) issues = g_ptr_array_new_with_free_func((GDestroyNotify)issue_free);
  g_autoptr(Statement) statement = NULL;
  gint64 until = G_MAXINT64;
  Step step;

  if (snapshot == NULL || (before != NULL && !find_before(store, feed_row, before, &until, error)))
    return NULL;
  statement =
      statement_get_for(store, SELECT_ISSUE "feed = ?1 AND until < ?3 ORDER BY until DESC LIMIT ?2", feed_row, error);
  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, P_MAX, max > 0 ? (gint64)max : -1);
  statement_bind_int(statement, P_UNTIL, until);
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    g_ptr_array_add(issues, issue_from_row(statement));
    if (!load_lines(store, g_ptr_array_index(issues, issues->len - 1), error))
      return NULL;
  }
  return step == STEP_DONE ? g_steal_pointer(&issues) : NULL;
}

gboolean store_issue_by_id(Store *store, const char *id, Issue **issue, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = snapshot != NULL ? statement_get(store, SELECT_ISSUE "id = ?1", error) : NULL;
  g_autoptr(Issue) found = NULL;
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, id);
  step = statement_step(store, statement, error);
  if (step == STEP_ROW) {
    found = issue_from_row(statement);
    if (!load_lines(store, found, error))
      return FALSE;
  }
  *issue = g_steal_pointer(&found);
  return step != STEP_ERROR;
}

gboolean store_issue_count(Store *store, gint64 feed_row, gint64 *count, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT count(*) FROM digest WHERE feed = ?1", feed_row, error);

  if (statement == NULL || statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *count = statement_int(statement, 0);
  return TRUE;
}
