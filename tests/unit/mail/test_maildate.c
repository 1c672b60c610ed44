/* SPDX-License-Identifier: MIT */
#include "mail/maildate.h"

#include "suites.h"
#include "support.h"

#define NOON G_GINT64_CONSTANT(1795435200) /* 2026-11-23 12:00:00 UTC, a Monday */

static const struct {
  const char *in;
  gint64 when;
} rows[] = {
  { "Mon, 23 Nov 2026 12:00:00 +0000", NOON },
  { "Mon, 23 Nov 2026 04:00:00 -0800 (PST)", NOON },
  { "Mon, 23 Nov 2026 14:00:00 +0200", NOON },
  { "23 Nov 2026 12:00 GMT", NOON },
  { "23 Nov 26 07:00 EST", NOON },
  { "Mon, 23 Nov 126 12:00:00 UT", NOON },
  { "Mon, 23 November 2026 12:00:00 Z", NOON },
  { "Mon,23 Nov 2026 12:00:00", NOON },
  { " Mon , 23\tNov 2026 12:00:00 +0000 ", NOON },
  { "(x) Mon, (y (z)) 23 Nov 2026 12:00:00 +0000", NOON },
  { "Mon, 23 Nov 2026 12:00:00 (comment) +0000", NOON },
  { "Mon Nov 23 12:00:00 2026", NOON },
  { "Mon Nov 23 13:00:00 CET 2026", NOON },
  { "23-Nov-2026 12:00:00 +0000", NOON },
  { "2026-11-23 12:00:00 +0000", NOON },
  { "2026-11-23T12:00:00Z", NOON },
  { "2026-11-23T14:00:00+02:00", NOON },
  { "2026-11-23T12:00:00.123Z", NOON },
  { "Mon, 23 Nov 2026 12.00.00 +0000", NOON },
  { "Mon, 23 Nov 2026 12:00:00 PM +0000", NOON },
  { "Mon, 23 Nov 2026 2:00:00 PM GMT+0200", NOON },
  { "Mon, 23 Nov 2026 12:00:00 AM", NOON - 12 * 3600 },
  { "Mon, 23 Nov 2026 12:00:60 +0000", NOON + 59 },
  { "Mon, 23 Nov 2026 12:00:00 +9999", NOON },
  { "Mon, 23 Nov 2026 12:00:00 XYZ", NOON },
  { "Lun, 23 Nov 2026 12:00:00 +0000", NOON },
  { "23 Nov 2026", NOON - 12 * 3600 },
  { NULL, 0 },
  { "", 0 },
  { "garbage", 0 },
  { "Mon, 32 Nov 2026 12:00:00 +0000", 0 },
  { "Sun, 29 Feb 2026 12:00:00 +0000", 0 },
  { "Mon, 23 Foo 2026 12:00:00 +0000", 0 },
  { "Mon, 23 Nov 99999 12:00:00 +0000", 0 },
  { "Mon, 23 Nov 1899 12:00:00 +0000", 0 },
  { "Mon, 23 Nov 2200 12:00:00 +0000", 0 },
  { "Thu, 01 Jan 1970 00:00:00 +0000", 0 },
  { "1 2 3 4 5 6 7 8 9", 0 },
  { "99999999999999999999999999 Nov 2026", 0 },
  { "23-Type: x", 0 },
  { "((((((((((", 0 },
  { "- - - - 23- -Nov-2026", 0 },
};

START_TEST(parse)
{
  ck_assert_int_eq(maildate_parse(rows[_i].in), rows[_i].when);
}
END_TEST

Suite *test_maildate_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("maildate", &tcase);

  tcase_add_loop_test(tcase, parse, 0, G_N_ELEMENTS(rows));
  return suite;
}
