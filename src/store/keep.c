/* SPDX-License-Identifier: MIT */
/* Newsletters, issues of digests, raw bytes and lines of the log that were kept long enough. There is no list of what is to go: each run finds it by its age, so a
 * run that was killed is gone on with by the next one, and one that did not take place is made up for. */
#include "store/store-private.h"
#include "util/date.h"
#include "util/error.h"

#define DAY 86400
#define LOG_ROWS 200       /* looked at in one go */
#define GIVE_BACK_PAGES 16 /* in one go: each of them may be moved from the end of the file */

static gint64 before(const Keep *keep, guint days)
{
  return keep->now - (gint64)days * DAY;
}

/* The next newsletter that came before that time; *row is 0 when there is none. */
static gboolean next_newsletter(Store *store, Keep *keep, gint64 received_before, gint64 *row, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        "SELECT row, received FROM newsletter WHERE (received, row) > (?1, ?2) AND received < ?3 "
                        "ORDER BY received, row LIMIT 1",
                        keep->after_received, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, keep->after_row);
  statement_bind_int(statement, 3, received_before);
  step = statement_step(store, statement, error);
  *row = step == STEP_ROW ? statement_int(statement, 0) : 0;
  if (step == STEP_ROW) {
    keep->after_row = *row;
    keep->after_received = statement_int(statement, 1);
  }
  return step != STEP_ERROR;
}

/* --- feeds that show less ------------------------------------------------------------------ */

static void note_changed(Keep *keep, gint64 feed_row)
{
  gint64 *key = g_new(gint64, 1);

  *key = feed_row;
  if (keep->changed == NULL)
    keep->changed = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add(keep->changed, key);
}

/* Whether so many published items of the feed stand before that one. */
static gboolean is_beyond(Store *store, gint64 feed_row, gint64 item_row, gint64 cap, gboolean *beyond, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT count(*) FROM (SELECT 1 FROM item WHERE feed = ?1 AND state = 'published' AND "
      "(published, row) > (SELECT published, row FROM item WHERE row = ?2) ORDER BY published DESC LIMIT ?3)",
      feed_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, item_row);
  statement_bind_int(statement, 3, cap);
  if (statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *beyond = statement_int(statement, 0) >= cap;
  return TRUE;
}

/* Feeds of articles that are made from that feed: what an old newsletter named may stand in them because a new one names it, too. */
static gboolean note_articles(Store *store, Keep *keep, gint64 feed_row, gint64 item_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store,
                                                     "SELECT row FROM feed WHERE source = ?1 AND kind = 'per-link' "
                                                     "AND EXISTS (SELECT 1 FROM mention WHERE item = ?2)",
                                                     feed_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, item_row);
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    note_changed(keep, statement_int(statement, 0));
  return step == STEP_DONE;
}

/* Feeds that show the newsletter within their caps. Further back only pages do, which are read anew each time. */
static gboolean note_showing(Store *store, Keep *keep, gint64 row, GError **error)
{
  enum { C_FEED, C_ITEM, C_CAP };
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        "SELECT feed, item.row, max_items FROM item JOIN feed ON feed.row = item.feed "
                        "WHERE newsletter = ?1 AND state = 'published'",
                        row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    gint64 feed = statement_int(statement, C_FEED), cap = statement_int(statement, C_CAP);
    gboolean beyond = FALSE;

    cap = cap < 0 ? keep->max_items : cap;
    if (!note_articles(store, keep, feed, statement_int(statement, C_ITEM), error) ||
        (cap > 0 && !is_beyond(store, feed, statement_int(statement, C_ITEM), cap, &beyond, error)))
      return FALSE;
    if (!beyond)
      note_changed(keep, feed);
  }
  return step == STEP_DONE;
}

/* Feeds that say how much mail waits for them. */
static gboolean note_waiting(Store *store, Keep *keep, gint64 row, gboolean *waits, GError **error)
{
  enum { C_FEED, C_STATUS };
  g_autoptr(Statement) statement = statement_get_for(store,
                                                     "SELECT ifnull(feed.row, 0), ifnull(feed.status, 0) FROM waiting "
                                                     "LEFT JOIN feed ON feed.row = waiting.feed WHERE newsletter = ?1",
                                                     row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  *waits = FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    *waits = TRUE;
    if (statement_int(statement, C_STATUS) != 0)
      note_changed(keep, statement_int(statement, C_FEED));
  }
  return step == STEP_DONE;
}

static gboolean changed_this_second(Store *store, gint64 feed_row, gboolean *so, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT 1 FROM feed WHERE row = ?1 AND changed >= ?2", feed_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, date_now());
  step = statement_step(store, statement, error);
  *so = step == STEP_ROW;
  return step != STEP_ERROR;
}

/* The time of a feed's change grows by a second with each, and steps are shorter: while the run lasts (all FALSE) a feed changes once a second, or
 * that time would run ahead of the clock. */
static gboolean tell_changes(Store *store, Keep *keep, gboolean all, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  if (keep->changed == NULL)
    return TRUE;
  g_hash_table_iter_init(&iter, keep->changed);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    gint64 feed_row = *(gint64 *)key;
    gboolean wait = FALSE;

    if (!all && !changed_this_second(store, feed_row, &wait, error))
      return FALSE;
    if (wait)
      continue;
    if (!store_feed_bump(store, feed_row, error))
      return FALSE;
    g_hash_table_iter_remove(&iter);
  }
  return TRUE;
}

/* --- stages: each does a little, and says whether there is more of it ---------------------- */

/* It may have come long ago and have been let out of the waiting room yesterday. */
static gboolean is_young(Store *store, Keep *keep, gint64 row, gboolean *young, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        "SELECT EXISTS (SELECT 1 FROM item WHERE newsletter = ?1 AND published >= ?2) "
                        "OR EXISTS (SELECT 1 FROM waiting WHERE newsletter = ?1 AND since >= ?2)",
                        row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, before(keep, keep->days));
  if (statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *young = statement_int(statement, 0) != 0;
  return TRUE;
}

static gboolean log_expiry(Store *store, Keep *keep, gint64 row, gboolean waited, GError **error)
{
  g_autofree char *detail =
      g_strdup_printf("%s for %u day%s", waited ? "nobody let it out of the waiting room" : "it was kept", keep->days,
                      keep->days == 1 ? "" : "s");
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "INSERT INTO mail_log (time, spool_name, sender, recipients, message_id, from_address, subject, sha256, "
      "newsletter_id, outcome, detail) SELECT ?2, '', '', '', ifnull(message_id, ''), ifnull(from_address, ''), "
      "subject, sha256, id, ?3, ?4 FROM newsletter WHERE row = ?1",
      row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, keep->now);
  statement_bind_text(statement, 3, outcome_name(OUTCOME_EXPIRED));
  statement_bind_text(statement, 4, detail);
  return statement_run(store, statement, error);
}

static gboolean remove_newsletter(Store *store, Keep *keep, gboolean *more, GError **error)
{
  gboolean young = FALSE, waits = FALSE;
  gint64 row = 0;

  if (keep->days > 0 && !next_newsletter(store, keep, before(keep, keep->days), &row, error))
    return FALSE;
  *more = row != 0;
  if (row == 0)
    return TRUE;
  if (!is_young(store, keep, row, &young, error))
    return FALSE;
  if (young)
    return TRUE;
  if (!note_showing(store, keep, row, error) || !note_waiting(store, keep, row, &waits, error) ||
      !log_expiry(store, keep, row, waits, error) || !store_newsletter_delete(store, row, error))
    return FALSE;
  keep->newsletters++;
  return TRUE;
}

/* An issue of a digest feed says what newsletters of its time said. */
static gboolean remove_issue(Store *store, Keep *keep, gboolean *more, GError **error)
{
  enum { C_ROW, C_FEED, C_SHOWN };
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        "SELECT digest.row, feed.row, iif(max_items < 0, ?2, max_items) = 0 OR (SELECT count(*) "
                        "FROM digest AS newer WHERE newer.feed = feed.row AND newer.until > digest.until) < "
                        "iif(max_items < 0, ?2, max_items) FROM digest JOIN feed ON feed.row = digest.feed "
                        "WHERE until < ?1 LIMIT 1",
                        before(keep, keep->days), error);
  Step step = STEP_DONE;

  *more = FALSE;
  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, keep->max_items);
  if (keep->days > 0)
    step = statement_step(store, statement, error);
  if (step != STEP_ROW)
    return step == STEP_DONE && tell_changes(store, keep, TRUE, error);
  *more = TRUE;
  if (statement_int(statement, C_SHOWN) != 0)
    note_changed(keep, statement_int(statement, C_FEED));
  return statement_run_for(store, "DELETE FROM digest WHERE row = ?1", statement_int(statement, C_ROW), error);
}

/* Raw bytes are all there is of a mail that could not be decoded. */
static gboolean remove_raw(Store *store, Keep *keep, gboolean *more, GError **error)
{
  g_autoptr(Statement) statement = NULL;
  gint64 row = 0;

  if (keep->raw_days > 0 && !next_newsletter(store, keep, before(keep, keep->raw_days), &row, error))
    return FALSE;
  *more = row != 0;
  if (row == 0)
    return TRUE;
  statement = statement_get_for(store,
                                "DELETE FROM raw WHERE newsletter = ?1 AND (SELECT flags & ?2 = 0 FROM newsletter "
                                "WHERE newsletter.row = raw.newsletter)",
                                row, error);
  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, NEWSLETTER_UNDECODED);
  if (!statement_run(store, statement, error))
    return FALSE;
  keep->raws += (guint64)sqlite3_changes(store->db);
  return TRUE;
}

/* Rows are in the order of time, but for a clock that was wrong for a while. */
static gboolean remove_log(Store *store, Keep *keep, gboolean *more, GError **error)
{
  g_autoptr(Statement) statement = NULL;

  *more = FALSE;
  if (keep->log_days == 0)
    return TRUE;
  statement = statement_get_for(
      store, "DELETE FROM mail_log WHERE row IN (SELECT row FROM mail_log ORDER BY row LIMIT ?1) AND time < ?2",
      LOG_ROWS, error);
  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, before(keep, keep->log_days));
  if (!statement_run(store, statement, error))
    return FALSE;
  keep->log_rows += (guint64)sqlite3_changes(store->db);
  *more = sqlite3_changes(store->db) > 0;
  return TRUE;
}

static gboolean compact_search(Store *store, Keep *keep, gboolean *more, GError **error)
{
  return store_search_compact(store, &keep->compacting, more, error);
}

static gboolean read_pragma(Store *store, const char *sql, gint64 *value, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, sql, error);

  if (statement == NULL || statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *value = statement_int(statement, 0);
  return TRUE;
}

/* Does nothing in a database that was made before new ones could shrink (gistwire doctor tells). */
static gboolean give_back(Store *store, Keep *keep, gboolean *more, GError **error)
{
  gint64 free_before, free_after, page_size;

  if (!read_pragma(store, "PRAGMA freelist_count", &free_before, error) ||
      !read_pragma(store, "PRAGMA page_size", &page_size, error) ||
      !statement_script(store->db, store->path, "PRAGMA incremental_vacuum(" G_STRINGIFY(GIVE_BACK_PAGES) ")", error) ||
      !read_pragma(store, "PRAGMA freelist_count", &free_after, error))
    return FALSE;
  *more = free_after < free_before && free_after > 0;
  keep->bytes += (guint64)(free_before - free_after) * (guint64)page_size;
  store->shrunk = store->shrunk || (!*more && keep->bytes > 0);
  return TRUE;
}

typedef gboolean (*StageFunc)(Store *store, Keep *keep, gboolean *more, GError **error);

static const StageFunc stages[] = {
  remove_newsletter, remove_issue, remove_raw, remove_log, compact_search, give_back
};

gboolean store_keep_step(Store *store, Keep *keep, gint64 microseconds, gboolean *more, GError **error)
{
  gint64 deadline = g_get_monotonic_time() + microseconds;

  if (!store->writing)
    return error_set(error, ERROR_FAILED, "database %s: there is no transaction", store->path);
  do {
    gboolean again = FALSE;

    if (!stages[keep->stage](store, keep, &again, error))
      return FALSE;
    if (!again) {
      keep->stage++;
      keep->after_received = keep->after_row = 0;
    }
  } while (keep->stage < G_N_ELEMENTS(stages) && g_get_monotonic_time() < deadline);
  *more = keep->stage < G_N_ELEMENTS(stages);
  return tell_changes(store, keep, FALSE, error);
}

void keep_clear(Keep *keep)
{
  g_clear_pointer(&keep->changed, g_hash_table_unref);
}
