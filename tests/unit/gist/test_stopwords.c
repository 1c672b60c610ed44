/* SPDX-License-Identifier: MIT */
#include "gist/stopwords.h"

#include <string.h>

#include "suites.h"
#include "support.h"

static const struct {
  const char *word;
  guint languages;
} find_rows[] = {
  { "the", 1u << LANGUAGE_EN },
  { "und", 1u << LANGUAGE_DE },
  { "die", 1u << LANGUAGE_DE | 1u << LANGUAGE_NL },
  { "monday", 1u << LANGUAGE_ANY },
  { "bridge", 0 },
  { "", 0 },
  { "th", 0 },
  { "\xd0\xb8\xd0\xbb\xd0\xb8", 1u << LANGUAGE_RU },
  { "\xe4\xbb\x8a\xe6\x97\xa5", 1u << LANGUAGE_JA },
};

START_TEST(find)
{
  const Stopwords *stopwords = stopwords_index();

  ck_assert_uint_eq(stopwords_find(stopwords, find_rows[_i].word, strlen(find_rows[_i].word)), find_rows[_i].languages);
}
END_TEST

/* The index must stay sparse, or a look-up of an unknown word becomes long. */
START_TEST(sparse)
{
  const Stopwords *stopwords = stopwords_index();
  guint used = 0;

  for (guint i = 0; i < STOPWORDS_SLOTS; i++)
    used += stopwords->slots[i].word != NULL;
  ck_assert_uint_gt(used, 1500);
  ck_assert_uint_lt(used, STOPWORDS_SLOTS * 3 / 4);
}
END_TEST

Suite *test_stopwords_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("stopwords", &tcase);

  tcase_add_loop_test(tcase, find, 0, G_N_ELEMENTS(find_rows));
  tcase_add_test(tcase, sparse);
  return suite;
}
