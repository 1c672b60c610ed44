/* SPDX-License-Identifier: MIT */
#include "gist/retry.h"

#include "suites.h"
#include "support.h"

#define NOW 1795435200 /* Mon, 23 Nov 2026 12:00:00 GMT */
#define DAY (24 * 3600)

/* The wait lies from least to most; both 0: none is left. */
static const struct {
  guint attempts;
  gint64 age, retry_after, least, most;
} rows[] = {
  { 1, 0, -1, 30, 45 },
  { 2, 30, -1, 60, 90 },
  { 3, 100, -1, 120, 180 },
  { 4, 300, -1, 240, 360 },
  { 5, 600, -1, 480, 720 },
  { 6, 1000, -1, 0, 0 },
  { 7, 1000, -1, 0, 0 },
  { G_MAXUINT, 0, -1, 0, 0 },
  { 0, 0, -1, 0, 0 },
  { 1, 0, 0, 0, 1 }, /* the server says at once: it knows */
  { 1, 0, 5, 5, 6 },
  { 5, 0, 100, 100, 111 },
  { 1, 0, 3600, 3600, 3961 },
  { 1, 0, 86400, 3600, 3961 }, /* no more than an hour, whatever it says */
  { 1, 0, G_MAXINT64, 3600, 3961 },
  { 1, DAY - 45, -1, 30, 45 },
  { 1, DAY - 29, -1, 0, 0 }, /* would lie beyond a day */
  { 1, DAY - 100, 3600, 0, 0 },
  { 6, 0, 5, 0, 0 },
};

START_TEST(next)
{
  static const guint32 chances[] = { 0, 1, 7, 15, 1000000007, G_MAXUINT32 };
  gint64 first = NOW - rows[_i].age;

  for (guint i = 0; i < G_N_ELEMENTS(chances); i++) {
    gint64 when = retry_next(rows[_i].attempts, first, NOW, rows[_i].retry_after, chances[i]);

    if (rows[_i].most == 0) {
      ck_assert_int_eq(when, 0);
      continue;
    }
    ck_assert_int_ge(when, NOW + rows[_i].least);
    ck_assert_int_le(when, NOW + rows[_i].most);
  }
}
END_TEST

/* Chance spreads what would come back in step. */
START_TEST(spreads)
{
  gboolean seen[16] = { FALSE };

  for (guint32 chance = 0; chance < 16; chance++) {
    gint64 wait = retry_next(1, NOW, NOW, -1, chance) - NOW;

    ck_assert(!seen[wait - 30]);
    seen[wait - 30] = TRUE;
  }
}
END_TEST

static const struct {
  const char *value;
  gint64 seconds;
} after[] = {
  { "0", 0 },
  { "5", 5 },
  { "3600", 3600 },
  { "3601", 3600 },
  { "99999999999999999999", 3600 },
  { "1.5", 2 },
  { "Mon, 23 Nov 2026 12:00:30 GMT", 30 },
  { "Mon, 23 Nov 2026 12:00:00 GMT", 0 },
  { "Mon, 23 Nov 2026 11:00:00 GMT", 0 }, /* passed: now */
  { "Tue, 24 Nov 2026 12:00:00 GMT", 3600 },
  { "Monday, 23-Nov-26 12:01:00 GMT", 60 },
  { "Sunday, 06-Nov-94 08:49:37 GMT", 0 }, /* 1994, not 2094 */
  { "Mon Nov 23 12:02:00 2026", 120 },
  { "Sun Nov  6 08:49:37 1994", 0 },
  { "", -1 },
  { "-5", -1 },
  { "+5", -1 },
  { " 5", -1 },
  { "5s", -1 },
  { "0x10", -1 },
  { "1e3", -1 },
  { "123456789012345678901", -1 },
  { "soon", -1 },
  { "Mon, 23 Nov 2026 12:00:30 CET", -1 },
  { "Mon, 23 Nov 2026 25:00:30 GMT", -1 },
  { "Mon, 31 Feb 2026 12:00:30 GMT", -1 },
  { "Mon, 23 Foo 2026 12:00:30 GMT", -1 },
  { "Mon, 23 Nov 2026 12:00 GMT", -1 },
  { "Mon, 23 Nov 99999 12:00:30 GMT", -1 },
  { "Mon, 23 Nov 2026 12:00:30 GMT GMT", -1 },
  { "Mon, 23 Nov 2026 12:00:30 GMT and a long text behind", -1 },
  { ", , , , , ,", -1 },
};

START_TEST(parse_after)
{
  ck_assert_int_eq(retry_parse_after(after[_i].value, NOW), after[_i].seconds);
}
END_TEST

static const struct {
  const char *value;
  gint64 seconds;
} milliseconds[] = {
  { "0", 0 },
  { "1", 1 },
  { "1000", 1 },
  { "1001", 2 },
  { "2500.5", 3 },
  { "3600001", 3600 },
  { "999999999999999999", 3600 },
  { "", -1 },
  { "-1", -1 },
  { "1s", -1 },
  { "Mon, 23 Nov 2026 12:00:30 GMT", -1 },
};

START_TEST(parse_milliseconds)
{
  ck_assert_int_eq(retry_parse_milliseconds(milliseconds[_i].value), milliseconds[_i].seconds);
}
END_TEST

Suite *test_retry_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("retry", &tcase);

  tcase_add_loop_test(tcase, next, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, spreads);
  tcase_add_loop_test(tcase, parse_after, 0, G_N_ELEMENTS(after));
  tcase_add_loop_test(tcase, parse_milliseconds, 0, G_N_ELEMENTS(milliseconds));
  return suite;
}
