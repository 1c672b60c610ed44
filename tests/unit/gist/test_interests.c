/* SPDX-License-Identifier: MIT */
#include "gist/interests.h"

#include "suites.h"
#include "support.h"

static const struct {
  const char *interests, *folded;
  guint count;
} count_rows[] = {
  { NULL, "anything", 0 },
  { "", "anything", 0 },
  { " , ;\n,", "anything", 0 },
  { "database", "new databases are fast", 1 },
  { "Database, SQL", "an sql database", 2 },
  { "database\nsql\n", "no such thing", 0 },
  { "ai", "rain and air", 0 },
  { "AI", "what ai does", 1 },
  { "go", "gopher goes", 0 },
  { "cat", "cats", 0 }, /* three letters have no endings */
  { "bike", "bikes and e-bikes", 1 },
  { "bike", "bikeshedding", 0 },
  { "datenschutz", "das eu-datenschutzrecht und konzerndatenschutz", 1 },
  { "climate policy", "the climate policy of today", 1 },
  { "climate policy", "policy on climate", 0 },
  { "\xe6\xa9\x9f\xe6\xa2\xb0\xe5\xad\xa6\xe7\xbf\x92\xe3\x80\x81\xe7\x8c\xab",
    "\xe6\x96\xb0\xe3\x81\x97\xe3\x81\x84\xe6\xa9\x9f\xe6\xa2\xb0\xe5\xad\xa6\xe7\xbf\x92\xe3\x81\xae", 1 },
  { "\xd0\xba\xd0\xbe\xd1\x82", "\xd0\xba\xd0\xbe\xd1\x82\xd1\x8b", 1 },
  { "rust.", "rust is here", 1 },
  { "a", "a b", 1 },
};

START_TEST(count)
{
  g_autoptr(Interests) interests = interests_new(count_rows[_i].interests);

  ck_assert_uint_eq(interests_count(interests, count_rows[_i].folded), count_rows[_i].count);
}
END_TEST

START_TEST(limits)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(Interests) interests = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf(
        text,
        "term%u \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
        "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
        "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9,",
        i);
  interests = interests_new(text->str);
  ck_assert_uint_eq(interests->terms->len, INTERESTS_MAX);
  for (guint i = 0; i < interests->terms->len; i++) {
    ck_assert_uint_le(strlen(interests->terms->pdata[i]), INTERESTS_MAX_TERM);
    ck_assert(g_utf8_validate(interests->terms->pdata[i], -1, NULL));
  }
}
END_TEST

Suite *test_interests_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("interests", &tcase);

  tcase_add_loop_test(tcase, count, 0, G_N_ELEMENTS(count_rows));
  tcase_add_test(tcase, limits);
  return suite;
}
