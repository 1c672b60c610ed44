/* SPDX-License-Identifier: MIT */
/* Digest feeds: which issues are due, and what stands in them. One is made for each period that had newsletters, also for those that went by while
 * nobody was there to make them: what the feed holds does not depend on when the daemon ran. A newsletter that was published after the
 * issue of its time stands in the next one. */
#include "gist/compose.h"
#include "pipeline.h"

typedef struct {
  IssuePeriod period;
  gint64 floor; /* what was published before is of no interest any more */
} Due;

/* The oldest period whose issue is missing and that is over. The clock may have been set back: issues that lie in the future count as
 * little as if they were not there, but for their days. */
static gboolean find_due(Store *store, const Feed *feed, gint64 now, Due *due, gboolean *found, GError **error)
{
  IssuePeriod last = { 0 };
  gboolean has_last = FALSE, taken = TRUE;
  gint64 oldest = 0;

  if (!store_issue_last(store, feed->row, now, &last, &has_last, error))
    return FALSE;
  /* A feed begins with the last period that was over when it was made. */
  due->floor =
      has_last ? last.since
               : issue_period(feed->every, feed->at_hour, issue_period(feed->every, feed->at_hour, feed->created).since)
                     .since;
  if (!store_issue_oldest(store, feed, due->floor, now, &oldest, error))
    return FALSE;
  *found = FALSE;
  if (oldest == 0)
    return TRUE;
  due->period = issue_period(feed->every, feed->at_hour, MAX(oldest, has_last ? last.until + 1 : 0));
  while (due->period.until <= now) {
    if (!store_issue_has(store, feed->row, due->period.day, &taken, error))
      return FALSE;
    if (!taken)
      break;
    due->period = issue_period(feed->every, feed->at_hour, due->period.until + 1);
  }
  *found = due->period.until <= now;
  return TRUE;
}

static gboolean make(Store *store, const Config *config, const Feed *feed, const Due *due, GError **error)
{
  g_autoptr(Feed) source = store_feed_by_row(store, feed->source_row, error);
  g_auto(GStrv) addresses = source != NULL ? pipeline_addresses(source, config) : NULL;
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GPtrArray) articles = NULL;
  g_autoptr(Issue) issue = issue_new();

  if (source == NULL || (items = store_issue_items(store, feed, due->floor, due->period.until, error)) == NULL ||
      (articles = store_article_top(store, feed->source_row, due->period.since, due->period.until,
                                    2 * COMPOSE_MAX_LINKS, error)) == NULL)
    return FALSE;
  issue->feed_row = feed->row;
  issue->period = due->period;
  compose_issue(&(ComposeSource){ .items = items,
                                  .articles = articles,
                                  .addresses = (const char *const *)addresses,
                                  .domains = (const char *const *)config->domains },
                issue);
  return store_issue_add(store, issue, error);
}

gboolean pipeline_digest_feed(Store *store, const Config *config, const Feed *feed, gint64 now, guint *made,
                              GError **error)
{
  gboolean found = TRUE;
  guint count = 0;

  while (found) {
    Due due;

    if (!find_due(store, feed, now, &due, &found, error) || (found && !make(store, config, feed, &due, error)))
      return FALSE;
    count += found;
  }
  *made = count;
  return TRUE;
}

gboolean pipeline_digest(Store *store, const Config *config, gint64 now, guint *made, GError **error)
{
  g_autoptr(GArray) rows = store_issue_feeds(store, error);

  *made = 0;
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    g_autoptr(Feed) feed = store_feed_by_row(store, g_array_index(rows, gint64, i), error);
    guint count;

    if (feed == NULL || !pipeline_digest_feed(store, config, feed, now, &count, error))
      return FALSE;
    *made += count;
  }
  return rows != NULL;
}

gboolean pipeline_digest_due(Store *store, gint64 now, gboolean *due, gint64 *next, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(GArray) rows = snapshot != NULL ? store_issue_feeds(store, error) : NULL;

  *due = FALSE;
  *next = 0;
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    g_autoptr(Feed) feed = store_feed_by_row(store, g_array_index(rows, gint64, i), error);
    gboolean found = FALSE;
    gint64 end;
    Due missing;

    if (feed == NULL || !find_due(store, feed, now, &missing, &found, error))
      return FALSE;
    end = issue_period(feed->every, feed->at_hour, now + 1).until;
    *due |= found;
    *next = *next == 0 ? end : MIN(*next, end);
  }
  return rows != NULL;
}
