/* SPDX-License-Identifier: MIT */
#include "model/issue.h"

#include <time.h>

#include "model/names.h"

#define MONDAY 1
#define WEEK_DAYS 7

static const char *const kind_names[] = { "topic", "link", "newsletter", NULL };

const char *issue_line_kind_name(IssueLineKind kind)
{
  return kind_names[kind];
}

gboolean issue_line_kind_parse(const char *name, IssueLineKind *kind)
{
  return NAMES_PARSE(kind_names, name, kind);
}

IssueLine *issue_line_new(IssueLineKind kind, const char *text)
{
  IssueLine *line = g_new0(IssueLine, 1);

  line->kind = kind;
  line->text = g_strdup(text);
  line->detail = g_strdup("");
  line->names = g_strdup("");
  line->host = g_strdup("");
  line->link = g_strdup("");
  return line;
}

void issue_line_free(IssueLine *line)
{
  if (line == NULL)
    return;
  g_free(line->text);
  g_free(line->detail);
  g_free(line->names);
  g_free(line->host);
  g_free(line->link);
  g_free(line);
}

Issue *issue_new(void)
{
  Issue *issue = g_new0(Issue, 1);

  issue->lines = g_ptr_array_new_with_free_func((GDestroyNotify)issue_line_free);
  return issue;
}

void issue_free(Issue *issue)
{
  if (issue == NULL)
    return;
  g_free(issue->id);
  g_free(issue->guid);
  g_ptr_array_unref(issue->lines);
  g_free(issue);
}

/* That hour so many days after the day of local; *day is the day's own date. */
static gint64 hour_of_day(const struct tm *local, int days, guint hour, struct tm *day)
{
  struct tm tm = {
    .tm_year = local->tm_year, .tm_mon = local->tm_mon, .tm_mday = local->tm_mday + days, .tm_hour = 12, .tm_isdst = -1
  };

  mktime(&tm); /* noon is left out nowhere: the date in its normal form */
  *day = tm;
  tm.tm_hour = (int)hour;
  tm.tm_isdst = -1;
  return mktime(&tm);
}

IssuePeriod issue_period(FeedEvery every, guint hour, gint64 when)
{
  time_t seconds = (time_t)when;
  struct tm local = { 0 }, day, before;
  IssuePeriod period;
  int days = 0;

  tzset();
  localtime_r(&seconds, &local);
  if (every == FEED_WEEKLY)
    days = (MONDAY - local.tm_wday + WEEK_DAYS) % WEEK_DAYS;
  period.until = hour_of_day(&local, days, hour, &day);
  if (period.until < when) {
    days += every == FEED_WEEKLY ? WEEK_DAYS : 1;
    period.until = hour_of_day(&local, days, hour, &day);
  }
  period.since = hour_of_day(&local, days - (every == FEED_WEEKLY ? WEEK_DAYS : 1), hour, &before);
  g_snprintf(period.day, sizeof period.day, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
  return period;
}
