/* SPDX-License-Identifier: MIT */
#include "gist/tokens.h"

#include "suites.h"
#include "support.h"

/* Against o200k_base, as gpt-tokenizer counts it; within a quarter. */
static const struct {
  const char *text;
  guint tokens;
} rows[] = {
  { "", 0 },
  { "The sluice gates of the old canal are open again after forty years.", 15 },
  { "Der Rat beschließt den Lückenschluss zwischen Südbahnhof und Volksgarten.", 18 },
  { "Совет решил построить новую велосипедную дорожку в центре города.", 14 },
  { "市議会は新しい自転車道の建設を決めました。", 18 },
  { "시의회는 새로운 자전거 도로를 짓기로 결정했습니다.", 17 },
  { "[how the sluice was rebuilt](L12), then [see the map](L13)", 20 },
};

START_TEST(estimates)
{
  guint estimate = tokens_estimate(rows[_i].text, -1), tokens = rows[_i].tokens;

  ck_assert_msg(estimate <= tokens + tokens / 4 + 1 && estimate + tokens / 4 + 1 >= tokens, "%u for %u", estimate,
                tokens);
}
END_TEST

START_TEST(parts_of_texts)
{
  ck_assert_uint_eq(tokens_estimate("a word or two more", 6), tokens_estimate("a word", -1));
  ck_assert_uint_eq(tokens_estimate("\xf3\xa0\x81\x81", -1), 2); /* a character of no script */
}
END_TEST

START_TEST(keys_cost_more_than_words)
{
  g_autofree char *key = g_strnfill(1000, 'Q');

  ck_assert_uint_ge(tokens_estimate(key, -1), 600);
}
END_TEST

START_TEST(corrections)
{
  TokensRatio ratio = { 0 };

  ck_assert_uint_eq(tokens_correct(&ratio, 1000), 1000);
  ck_assert_uint_eq(tokens_uncorrect(&ratio, 1000), 1000);
  tokens_learn(&ratio, 1000, 1500);
  ck_assert_uint_eq(tokens_correct(&ratio, 1000), 1500);
  ck_assert_uint_eq(tokens_uncorrect(&ratio, 1500), 1000);
  for (guint i = 0; i < 50; i++)
    tokens_learn(&ratio, 1000, 1000);
  ck_assert_uint_le(tokens_correct(&ratio, 1000), 1010); /* what is long ago is forgotten */
  ck_assert_uint_eq(tokens_correct(&ratio, G_MAXUINT), G_MAXINT);
}
END_TEST

/* A server that counts nonsense teaches nothing. */
static const struct {
  gint64 estimated, reported;
} nonsense_rows[] = { { 1000, 0 }, { 1000, -1 }, { 0, 1000 }, { 1000, 10 }, { 1000, G_MAXINT64 }, { -5, -5 } };

START_TEST(nonsense)
{
  TokensRatio ratio = { 0 };

  tokens_learn(&ratio, nonsense_rows[_i].estimated, nonsense_rows[_i].reported);
  ck_assert_uint_eq(tokens_correct(&ratio, 777), 777);
}
END_TEST

Suite *test_tokens_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("tokens", &tcase);

  tcase_add_loop_test(tcase, estimates, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, parts_of_texts);
  tcase_add_test(tcase, keys_cost_more_than_words);
  tcase_add_test(tcase, corrections);
  tcase_add_loop_test(tcase, nonsense, 0, G_N_ELEMENTS(nonsense_rows));
  return suite;
}
