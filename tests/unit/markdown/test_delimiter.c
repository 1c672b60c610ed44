/* SPDX-License-Identifier: MIT */
/* The character of each span, and letters that are encoded for it. */
#include "markdown/delimiter.h"

#include "convert.h"
#include "suites.h"

static const ConvertRow delimiters[] = {
  { "<b>a<i>b</i></b>", "**a*b***" },
  { "<b><i>a</i></b>", "***a***" },
  { "<b><i>a</i>b</b>", "***a*b**" },
  { "<i>x</i><b>y</b>", "*x*__y__" }, /* a '*' may not touch a '**' */
  { "a<i>x</i><b>y</b>", "a*x*__y__" },
  { "a<i>x</i><b>y</b>b", "a*x*__y__&#98;" },
  { "<b>\"a\"</b>b", "**\"a\"**&#98;" }, /* punctuation inside, a letter outside */
  { "a<b>\"b\"</b>", "&#97;**\"b\"**" },
  { "a<b>b</b>c", "a**b**c" },
  { "a<b>(b)</b><i>c</i>", "&#97;**(b)**_c_" },
  { "a_b_<b>\"</b>c", "a_b\\_**\"**&#99;" }, /* '_' before a reference is at a word's end */
  { "<i>a<b>b</b>c<b>d</b></i>", "*a**b**c**d***" },
  { "<i><b>a</b>b<b>c</b></i>", "_**a**b**c**_" }, /* the rest of a run of three would be closed too early */
  { "x<i><b>a</b>b<b>c</b></i>y", "&#120;*__a__&#98;**c***y" },
  { "<b>a<i>b</i></b><i>c</i>", "**a*b***_c_" },
  { "+1<b>\xf0\x9f\x98\x80<i>(x)</i></b>", "+&#49;**&#128512;*(x)***" },
};

START_TEST(test_delimiters)
{
  convert_check_html(&delimiters[_i]);
}
END_TEST

Suite *suite_delimiter(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/delimiter", &tcase);

  tcase_add_loop_test(tcase, test_delimiters, 0, G_N_ELEMENTS(delimiters));
  return suite;
}
