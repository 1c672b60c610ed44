/* SPDX-License-Identifier: MIT */
#include "markdown/entity.h"

#include <string.h>

#include "suites.h"

static const struct {
  const char *input;
  gboolean in_attribute;
  gsize taken; /* 0: no reference */
  const char *output;
} rows[] = {
  { "&amp;", FALSE, 5, "&" },
  { "&amp", FALSE, 4, "&" },
  { "&AMP;x", FALSE, 5, "&" },
  { "&nbsp;", FALSE, 6, "\xc2\xa0" },
  { "&copy 2024", FALSE, 5, "\xc2\xa9" },
  { "&copy2024", FALSE, 5, "\xc2\xa9" },
  { "&copy2024", TRUE, 0, NULL }, /* ?a=1&copy2024 in a link target */
  { "&copy=1", TRUE, 0, NULL },
  { "&copy;=1", TRUE, 6, "\xc2\xa9" },
  { "&copy\"", TRUE, 5, "\xc2\xa9" },
  { "&notin;", FALSE, 7, "\xe2\x88\x89" },
  { "&notit;", FALSE, 4, "\xc2\xac" }, /* the longest known name is "not" */
  { "&notit;", TRUE, 0, NULL },
  { "&CounterClockwiseContourIntegral;", FALSE, 33, "\xe2\x88\xb3" },
  { "&NotEqualTilde;", FALSE, 15, "\xe2\x89\x82\xcc\xb8" }, /* two code points */
  { "&zwnj;", FALSE, 6, "\xe2\x80\x8c" },
  { "&zwnj", FALSE, 0, NULL }, /* only the legacy ones do without ';' */
  { "&bogus;", FALSE, 0, NULL },
  { "&", FALSE, 0, NULL },
  { "& ", FALSE, 0, NULL },
  { "&;", FALSE, 0, NULL },
  { "&#", FALSE, 0, NULL },
  { "&#;", FALSE, 0, NULL },
  { "&#x;", FALSE, 0, NULL },
  { "&#xg", FALSE, 0, NULL },
  { "&#65;", FALSE, 5, "A" },
  { "&#65", FALSE, 4, "A" },
  { "&#x1F600;", FALSE, 9, "\xf0\x9f\x98\x80" },
  { "&#X41;", FALSE, 6, "A" },
  { "&#150;", FALSE, 6, "\xe2\x80\x93" }, /* windows-1252, as Outlook writes it */
  { "&#x80;", FALSE, 6, "\xe2\x82\xac" },
  { "&#129;", FALSE, 6, "\xc2\x81" }, /* no such byte in windows-1252: the control, dropped later */
  { "&#0;", FALSE, 4, "\xef\xbf\xbd" },
  { "&#xD800;", FALSE, 8, "\xef\xbf\xbd" },
  { "&#x110000;", FALSE, 10, "\xef\xbf\xbd" },
  { "&#99999999999999999999999;", FALSE, 26, "\xef\xbf\xbd" }, /* no overflow to a small number */
  { "&#x10000000041;", FALSE, 15, "\xef\xbf\xbd" },
};

START_TEST(test_decode)
{
  char out[ENTITY_MAX_UTF8];
  gsize length = 0;
  const char *input = rows[_i].input;
  gsize taken = entity_decode(input, input + strlen(input), rows[_i].in_attribute, out, &length);

  ck_assert_msg(taken == rows[_i].taken, "%s: %zu bytes taken", input, taken);
  if (taken > 0) {
    ck_assert_uint_eq(length, strlen(rows[_i].output));
    ck_assert_mem_eq(out, rows[_i].output, length);
  }
}
END_TEST

/* Nothing is read past the end, at whatever byte the input stops. */
START_TEST(test_cut)
{
  const char *name = "&CounterClockwiseContourIntegral;";

  for (gsize length = 1; length < strlen(name); length++) {
    g_autofree char *copy = g_memdup2(name, length);
    char out[ENTITY_MAX_UTF8];
    gsize out_length;

    ck_assert_uint_eq(entity_decode(copy, copy + length, FALSE, out, &out_length), 0);
  }
}
END_TEST

Suite *suite_entity(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/entity", &tcase);

  tcase_add_loop_test(tcase, test_decode, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, test_cut);
  return suite;
}
