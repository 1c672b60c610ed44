/* SPDX-License-Identifier: MIT */
#include "util/date.h"

#include "suites.h"
#include "support.h"

static const struct {
  gint64 when;
  const char *rfc5322, *rfc3339, *readable;
} rows[] = {
  { 0, "Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z", "1 January 1970" },
  { 951782400, "Tue, 29 Feb 2000 00:00:00 +0000", "2000-02-29T00:00:00Z", "29 February 2000" },
  { 1795423920, "Mon, 23 Nov 2026 08:52:00 +0000", "2026-11-23T08:52:00Z", "23 November 2026" },
  { -5, "Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z", "1 January 1970" },
  { G_MAXINT64, "Fri, 31 Dec 9999 23:59:59 +0000", "9999-12-31T23:59:59Z", "31 December 9999" },
};

START_TEST(formats)
{
  g_autofree char *a = date_rfc5322(rows[_i].when);
  g_autofree char *b = date_rfc3339(rows[_i].when);
  g_autofree char *c = date_readable(rows[_i].when);

  ck_assert_str_eq(a, rows[_i].rfc5322);
  ck_assert_str_eq(b, rows[_i].rfc3339);
  ck_assert_str_eq(c, rows[_i].readable);
}
END_TEST

START_TEST(fixed_clock)
{
  date_set_now(42);
  ck_assert_int_eq(date_now(), 42);
  date_set_now(0);
  ck_assert_int_gt(date_now(), 1700000000);
}
END_TEST

#define NOW G_GINT64_CONSTANT(1795424400)
#define WEEK (7 * 24 * 3600)

static const struct {
  gint64 date, received, max_age, believed;
} believe_rows[] = {
  { NOW - 60, NOW, WEEK, NOW - 60 },
  { NOW, NOW, WEEK, NOW },
  { NOW - WEEK, NOW, WEEK, NOW - WEEK },
  { NOW - WEEK - 1, NOW, WEEK, NOW },
  { NOW - 1000 * WEEK, NOW, -1, NOW - 1000 * WEEK },
  { NOW + 3600, NOW, WEEK, NOW + 3600 },
  { NOW + 3601, NOW, WEEK, NOW },
  { NOW + 3601, NOW, -1, NOW },
  { 0, NOW, WEEK, NOW },
  { -1, 10, -1, 10 },
  { G_GINT64_CONSTANT(99999999999), NOW, WEEK, NOW },
};

START_TEST(believe)
{
  ck_assert_int_eq(date_believe(believe_rows[_i].date, believe_rows[_i].received, believe_rows[_i].max_age),
                   believe_rows[_i].believed);
}
END_TEST

Suite *test_date_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("date", &tcase);

  tcase_add_loop_test(tcase, formats, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, fixed_clock);
  tcase_add_loop_test(tcase, believe, 0, G_N_ELEMENTS(believe_rows));
  return suite;
}
