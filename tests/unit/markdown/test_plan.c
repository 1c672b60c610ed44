/* SPDX-License-Identifier: MIT */
/* Where formats and links begin and end. */
#include "markdown/plan.h"

#include "convert.h"
#include "suites.h"

#define A "<a href=http://x.org/>"

static const ConvertRow spans[] = {
  { "<b>a </b>b<i> c</i>", "**a** b *c*" }, /* white space stands outside */
  { "<b>a</b> <b>b</b>", "**a** **b**" },   /* two words, two formats */
  { "<b>a</b><b> b</b>", "**a b**" },       /* one that an editor cut in two */
  { "<b>a<strong>b</strong></b>", "**ab**" },
  { "<b> </b>a<i><br></i>b", "a\\\nb" },
  { "<b>a<br>b</b>", "**a\\\nb**" },
  { "<b>a " A "b</a> c</b>", "**a [b](L1) c**" },
  { "<b>a " A "b</b> c</a>", "**a** [**b** c](L1)" }, /* formats end at a link's edge, never the link */
  { A "a <b>b</a> c</b>", "[a **b**](L1) **c**" },
  { "<b>" A "a</a></b>b", "[**a**](L1)b" },
  { A "a</a> " A "b</a>", "[a](L1) [b](L1)" },
  { A "a</a>" A "b</a>", "[ab](L1)" },
  { A "a</a><a href=http://x.org/2>b</a>", "[a](L1)[b](L2)" },
  { A " a </a>b", "[a](L1) b" },
  { A "<h1>a</h1></a>", "# [a](L1)" },
  { A "</a>a" A " </a>", "a" },
  { "<a href='#x'>a</a><a name=b>b</a><a href='javascript:x'>c</a>", "abc" },
  { "<a href='mailto:a@b.org'>a@b.org</a>", "[a@b.org](L1)" },
  { A "http://x.org/</a>", "[http://x.org/](L1)" },
};

START_TEST(test_spans)
{
  convert_check_html(&spans[_i]);
}
END_TEST

Suite *suite_plan(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/plan", &tcase);

  tcase_add_loop_test(tcase, test_spans, 0, G_N_ELEMENTS(spans));
  return suite;
}
