/* SPDX-License-Identifier: MIT */
#include "util/steady.h"

#include "suites.h"
#include "support.h"

#define YEAR (366 * 86400)

/* Looks, one after the other; a row with the name is the first of a story. */
static const struct {
  const char *story;
  gint64 wall, boot;
  gint64 steady, jump;
} looks[] = {
  { "even", 1000000, 10, 0, 0 },
  { NULL, 1000060, 70, 60, 0 },
  { NULL, 1000660, 670, 660, 0 },
  { "asleep: both clocks go on", 1000000, 10, 0, 0 },
  { NULL, 1000000 + YEAR, 10 + YEAR, YEAR, 0 },
  { "from 1970 to now", 100, 100, 0, 0 },
  { NULL, 1795424400, 160, 0, 1795424400 - 160 },
  { NULL, 1795424460, 220, 60, 0 },
  { "a year ahead and back", 1795424400, 1000, 0, 0 },
  { NULL, 1795424460 + YEAR, 1060, 0, YEAR },
  { NULL, 1795424520 + YEAR, 1120, 60, 0 },
  { NULL, 1795424580, 1180, 0, -YEAR },
  { NULL, 1795424640, 1240, 60, 0 },
  { "a leap second and a little more", 1795424400, 1000, 0, 0 },
  { NULL, 1795424459, 1060, 60, 0 },
  { NULL, 1795424579, 1120, 120, 0 },
  { "a step too far", 1795424400, 1000, 0, 0 },
  { NULL, 1795424521, 1060, 0, 61 },
};

START_TEST(stories)
{
  Steady steady = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS(looks); i++) {
    gint64 jump = 1, age;

    if (looks[i].story != NULL)
      steady = (Steady){ 0 };
    age = steady_look(&steady, looks[i].wall, looks[i].boot, &jump);
    ck_assert_msg(age == looks[i].steady, "look %u: %" G_GINT64_FORMAT, i, age);
    ck_assert_msg(jump == looks[i].jump, "look %u: jump %" G_GINT64_FORMAT, i, jump);
  }
}
END_TEST

START_TEST(the_boot_clock_goes)
{
  gint64 before = steady_boot_clock();

  ck_assert_int_gt(before, 0);
  ck_assert_int_ge(steady_boot_clock(), before);
}
END_TEST

Suite *test_steady_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("steady", &tcase);

  tcase_add_test(tcase, stories);
  tcase_add_test(tcase, the_boot_clock_goes);
  return suite;
}
