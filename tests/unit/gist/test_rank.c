/* SPDX-License-Identifier: MIT */
#include "gist/rank.h"

#include "fixture.h"
#include "suites.h"
#include "support.h"

#define LEAD "The council opened the new steel bridge over the river on Monday."
#define BLURB "Ferries will cross the harbour again from June, the port office said."
#define FILL                                                                                                           \
  "Nothing else of note happened in the town hall during the long week.\n\nSome people went to the market and bought " \
  "apples there.\n\nThe weather stayed as it was before the storm came in.\n\nA dog barked at the postman near the "   \
  "station again.\n\nChildren played football in the park until the evening.\n\nThe baker sold more bread than he "    \
  "had sold in years.\n\n"

/* What the summary has and what it has not; NULL for nothing. */
static const struct {
  const char *markdown, *interests, *has, *has_not;
} choose_rows[] = {
  { "", "", "", "." },
  { LEAD "\n\n" BLURB "\n", "", LEAD, NULL },
  { LEAD "\n\n" LEAD "\n", "", LEAD, LEAD "\n" LEAD },
  { "# " LEAD "\n\n" BLURB "\n", "", BLURB, "steel" },  /* a heading is none */
  { "[" LEAD "](L1)\n\n" BLURB "\n", "", BLURB, NULL }, /* a linked sentence is one */
  { "[Read all of it now.](L1)\n\n" BLURB "\n", "", BLURB, "Read" },
  { "You can unsubscribe from the bridge at any time you want.\n\n" LEAD "\n", "", LEAD, "unsubscribe" },
  { LEAD "\n\nThe rest of this sentence about the new bridge is cut\xe2\x80\xa6\n", "", LEAD, "cut" },
  { LEAD "\n\nGet The Best New Bridge Of The Whole Big River!\n\n" BLURB "\n", "", BLURB, NULL },
  { "CLICK HERE NOW TO BUY THE NEW BRIDGE OF STEEL!!!\n\n" LEAD "\n\n" BLURB "\n", "", LEAD "\n" BLURB, "CLICK" },
  { LEAD "\n\n" FILL BLURB "\n", "ferries", BLURB, NULL }, /* interests reach down */
  { "\xe6\x96\xb0\xe3\x81\x97\xe3\x81\x84\xe6\xa9\x8b\xe3\x81\x8c\xe6\x9c\x88\xe6\x9b\x9c\xe6\x97\xa5\xe3\x81\xab\xe9\x96\x8b\xe9\x80\x9a\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f\xe3\x80\x82\n",
    "", "\xe9\x96\x8b\xe9\x80\x9a\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f\xe3\x80\x82", NULL },
  { "Your code is 12345\n", "", "Your code is 12345", NULL }, /* all there is */
};

static char *summary(const char *markdown, const char *terms)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(markdown, NULL);
  g_autoptr(Outline) outline = outline_new(newsletter);
  g_autoptr(Interests) interests = interests_new(terms);
  g_autoptr(GArray) chosen = rank_sentences(outline, interests);
  GString *out = g_string_new(NULL);

  ck_assert_uint_le(chosen->len, RANK_MAX_SENTENCES);
  for (guint i = 0; i < chosen->len; i++) {
    const OutlineSentence *sentence =
        &g_array_index(outline->sentences, OutlineSentence, g_array_index(chosen, guint, i));

    ck_assert(i == 0 || g_array_index(chosen, guint, i) > g_array_index(chosen, guint, i - 1));
    g_string_append_printf(out, "%s%.*s", i > 0 ? "\n" : "", (int)sentence->length, sentence->text);
  }
  ck_assert_uint_le(g_utf8_strlen(out->str, -1), RANK_MAX_SUMMARY);
  return g_string_free(out, FALSE);
}

START_TEST(choose)
{
  g_autofree char *out = summary(choose_rows[_i].markdown, choose_rows[_i].interests);

  ck_assert_msg(strstr(out, choose_rows[_i].has) != NULL, "missing in: %s", out);
  if (choose_rows[_i].has_not != NULL)
    ck_assert_msg(strstr(out, choose_rows[_i].has_not) == NULL, "found in: %s", out);
}
END_TEST

/* Without the interest the last sentence of the row above would not have been chosen: the row proves something. */
START_TEST(interests_matter)
{
  g_autofree char *out = summary(LEAD "\n\n" FILL BLURB "\n", "");

  ck_assert_ptr_null(strstr(out, BLURB));
}
END_TEST

Suite *test_rank_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("rank", &tcase);

  tcase_add_loop_test(tcase, choose, 0, G_N_ELEMENTS(choose_rows));
  tcase_add_test(tcase, interests_matter);
  return suite;
}
