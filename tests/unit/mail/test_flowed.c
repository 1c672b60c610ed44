/* SPDX-License-Identifier: MIT */
#include "mail/flowed.h"

#include "suites.h"
#include "support.h"

static const struct {
  const char *in;
  gboolean delsp;
  const char *out;
} flowed_rows[] = {
  { "", FALSE, "" },
  { "one \ntwo\nthree", FALSE, "one two\nthree\n" },
  { "one \ntwo", TRUE, "onetwo\n" },
  { "fixed\nlines\n", FALSE, "fixed\nlines\n" },
  { " >not a quote\n From here\n", FALSE, ">not a quote\nFrom here\n" },
  { "> quoted \n> on\nmine\n", FALSE, "> quoted on\nmine\n" },
  { "> a \n>> b\n", FALSE, "> a \n>> b\n" }, /* another depth ends a paragraph */
  { "> a \nb\n", FALSE, "> a \nb\n" },
  { "text \n-- \nName\n", FALSE, "text \n-- \nName\n" },
  { "-- \nName \nstreet\n", FALSE, "-- \nName street\n" },
  { "open \n", FALSE, "open \n" },
  { "open ", FALSE, "open \n" },
  { "\n\n", FALSE, "\n\n" },
  { "para one \nends.\n\npara two\n", FALSE, "para one ends.\n\npara two\n" },
};

START_TEST(flowed)
{
  g_autofree char *out = flowed_join(flowed_rows[_i].in, flowed_rows[_i].delsp);

  ck_assert_str_eq(out, flowed_rows[_i].out);
}
END_TEST

static const struct {
  const char *in, *out;
} enriched_rows[] = {
  { "", "" },
  { "<bold>Now</bold> is\nthe time.\n\nNext", "Now is the time.\nNext" },
  { "<color><param>red</param>blood</color> is <<thick>", "blood is <thick>" },
  { "a < b and <not closed", "a < b and <not closed" },
  { "rich<nl>text", "rich\ntext" },
  { "<param>never closed", "never closed" },
  { "a\n\n\n\nb", "a\n\n\nb" },
};

START_TEST(enriched)
{
  g_autofree char *out = flowed_from_enriched(enriched_rows[_i].in);

  ck_assert_str_eq(out, enriched_rows[_i].out);
}
END_TEST

Suite *test_flowed_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("flowed", &tcase);

  tcase_add_loop_test(tcase, flowed, 0, G_N_ELEMENTS(flowed_rows));
  tcase_add_loop_test(tcase, enriched, 0, G_N_ELEMENTS(enriched_rows));
  return suite;
}
