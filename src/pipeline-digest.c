/* SPDX-License-Identifier: MIT */
/* Digest feeds: what stands in their issues. */
#include "gist/compose.h"
#include "pipeline.h"

static gboolean make(Store *store, const Config *config, const Feed *feed, const IssueDue *due, GError **error)
{
  g_auto(GStrv) addresses = pipeline_addresses(feed, config);
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GPtrArray) articles = NULL;
  g_autoptr(Issue) issue = issue_new();

  if ((items = store_issue_items(store, feed, due->floor, due->period.until, error)) == NULL ||
      (articles = store_article_top(store, feed->source_row, due->period.since, due->period.until,
                                    2 * COMPOSE_MAX_LINKS, error)) == NULL)
    return FALSE;
  issue->feed_row = feed->row;
  issue->period = due->period;
  compose_issue(&(ComposeSource){ .items = items, .articles = articles, .addresses = (const char *const *)addresses },
                issue);
  return store_issue_add(store, issue, error);
}

gboolean pipeline_digest_feed(Store *store, const Config *config, const Feed *feed, gint64 now, guint *made,
                              GError **error)
{
  gboolean found = TRUE;
  guint count = 0;

  while (found) {
    IssueDue due;

    if (!store_issue_due(store, feed, now, &due, &found, error) || (found && !make(store, config, feed, &due, error)))
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
    IssueDue missing;

    if (feed == NULL || !store_issue_due(store, feed, now, &missing, &found, error))
      return FALSE;
    end = issue_period(feed->every, feed->at_hour, now + 1).until;
    *due |= found;
    *next = *next == 0 ? end : MIN(*next, end);
  }
  return rows != NULL;
}
