/* SPDX-License-Identifier: MIT */
#include "model/issue.h"

#include <stdlib.h>
#include <string.h>

#include "suites.h"
#include "support.h"

static gint64 at(const char *text)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, utc);

  ck_assert_msg(time != NULL, "%s", text);
  return g_date_time_to_unix(time);
}

/* Zones are rules, so that the test needs no time zone database. */
#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"
#define MIDNIGHT "<-03>3<-02>,M10.3.0/0,M2.3.0/0" /* clocks change at midnight */

static const struct {
  const char *zone;
  FeedEvery every;
  guint hour;
  const char *when, *since, *until, *day;
} rows[] = {
  { "UTC", FEED_DAILY, 7, "2026-11-23T06:59:59Z", "2026-11-22T07:00:00Z", "2026-11-23T07:00:00Z", "2026-11-23" },
  { "UTC", FEED_DAILY, 7, "2026-11-23T07:00:00Z", "2026-11-22T07:00:00Z", "2026-11-23T07:00:00Z", "2026-11-23" },
  { "UTC", FEED_DAILY, 7, "2026-11-23T07:00:01Z", "2026-11-23T07:00:00Z", "2026-11-24T07:00:00Z", "2026-11-24" },
  { "UTC", FEED_DAILY, 0, "2026-12-31T23:59:59Z", "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z", "2027-01-01" },
  { "UTC", FEED_DAILY, 7, "2028-02-28T12:00:00Z", "2028-02-28T07:00:00Z", "2028-02-29T07:00:00Z", "2028-02-29" },
  { "UTC", FEED_WEEKLY, 7, "2026-11-23T06:00:00Z", "2026-11-16T07:00:00Z", "2026-11-23T07:00:00Z", "2026-11-23" },
  { "UTC", FEED_WEEKLY, 7, "2026-11-23T07:00:01Z", "2026-11-23T07:00:00Z", "2026-11-30T07:00:00Z", "2026-11-30" },
  { "UTC", FEED_WEEKLY, 7, "2026-11-29T23:00:00Z", "2026-11-23T07:00:00Z", "2026-11-30T07:00:00Z", "2026-11-30" },
  { BERLIN, FEED_DAILY, 7, "2026-11-23T06:30:00Z", "2026-11-23T06:00:00Z", "2026-11-24T06:00:00Z", "2026-11-24" },
  { BERLIN, FEED_WEEKLY, 7, "2026-11-29T23:30:00Z", "2026-11-23T06:00:00Z", "2026-11-30T06:00:00Z", "2026-11-30" },
  /* The night of 29 March has 23 hours, that of 25 October 25. */
  { BERLIN, FEED_DAILY, 7, "2026-03-28T12:00:00Z", "2026-03-28T06:00:00Z", "2026-03-29T05:00:00Z", "2026-03-29" },
  { BERLIN, FEED_DAILY, 7, "2026-10-24T12:00:00Z", "2026-10-24T05:00:00Z", "2026-10-25T06:00:00Z", "2026-10-25" },
  { BERLIN, FEED_WEEKLY, 7, "2026-10-24T12:00:00Z", "2026-10-19T05:00:00Z", "2026-10-26T06:00:00Z", "2026-10-26" },
  { "<+1245>-12:45", FEED_DAILY, 7, "2026-11-22T18:15:01Z", "2026-11-22T18:15:00Z", "2026-11-23T18:15:00Z",
    "2026-11-24" },
};

static void set_zone(const char *zone)
{
  setenv("TZ", zone, 1);
}

START_TEST(periods)
{
  IssuePeriod period;

  set_zone(rows[_i].zone);
  period = issue_period(rows[_i].every, rows[_i].hour, at(rows[_i].when));
  ck_assert_int_eq(period.since, at(rows[_i].since));
  ck_assert_int_eq(period.until, at(rows[_i].until));
  ck_assert_str_eq(period.day, rows[_i].day);
}
END_TEST

/* Through a whole year of any hour in any zone: a period follows each other without gap or overlap, each with a day of its own. */
static const char *const zones[] = { "UTC", BERLIN, MIDNIGHT, "EST5EDT,M3.2.0,M11.1.0",
                                     "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0" };

START_TEST(a_year)
{
  set_zone(zones[_i]);
  for (FeedEvery every = FEED_DAILY; every <= FEED_WEEKLY; every++)
    for (guint hour = 0; hour < 24; hour++) {
      IssuePeriod period = issue_period(every, hour, at("2026-01-01T12:00:00Z"));
      guint count = 0;

      for (; period.until < at("2027-01-01T12:00:00Z"); count++) {
        IssuePeriod next = issue_period(every, hour, period.until + 1);
        IssuePeriod same = issue_period(every, hour, period.until), first = issue_period(every, hour, period.since + 1);

        ck_assert_int_eq(next.since, period.until);
        ck_assert_int_gt(next.until, period.until);
        ck_assert_int_lt(strcmp(period.day, next.day), 0);
        ck_assert_str_eq(same.day, period.day);
        ck_assert_str_eq(first.day, period.day);
        period = next;
      }
      ck_assert_uint_eq(count, every == FEED_DAILY ? 365 : 52);
    }
}
END_TEST

Suite *test_issue_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("issue", &tcase);

  tcase_add_loop_test(tcase, periods, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, a_year, 0, G_N_ELEMENTS(zones));
  return suite;
}
