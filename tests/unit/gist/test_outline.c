/* SPDX-License-Identifier: MIT */
#include "gist/outline.h"

#include "fixture.h"
#include "suites.h"
#include "support.h"

/* roles: one letter per block: 'x' text, 't' title, '-' boilerplate. */
static const struct {
  const char *markdown, *roles;
} role_rows[] = {
  { "", "" },
  { "# Title\n\nA sentence about the bridge.\n", "tx" },
  { "View this email in your browser\n\n# Title\n\nText of the day is here.\n", "-tx" },
  { "Dear Ada,\n\nthe harbour opens on Monday.\n\nBest regards\n\nThe team", "-x-t" },
  /* a sponsor's section ends at the second title */
  { "Sponsor\n\n## Buy this\n\nIt is good for you.\n\n## The harbour\n\nIt opened.\n", "---tx" },
  { "## Anzeige\n\nKauf das bitte sofort.\n\n## Der Hafen\n\nEr ist offen.\n", "--tx" },
  /* what follows the footer phrase is footer, but only near the end */
  { "The first part of the text is long enough to carry the whole of it, says the harbour office today.\n\n"
    "You can unsubscribe here.\n\nAll of this is footer.\n",
    "x--" },
  { "How to unsubscribe from the sea: a guide.\n\nThe harbour office says that ships may come and go as they please.\n",
    "-x" },
  { "Text about the harbour and the river.\n\nExample Inc., 12 Main Street, Springfield, IL 62701\n", "x-" },
  { "Prices rose to 12345 in 2024, by 3 percent, said the office.\n", "x" },
  { "```\ncode is not text\n```\n", "-" },
};

START_TEST(role)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(role_rows[_i].markdown, NULL);
  g_autoptr(Outline) outline = outline_new(newsletter);
  g_autoptr(GString) roles = g_string_new(NULL);

  for (guint i = 0; i < outline->blocks->len; i++)
    g_string_append_c(roles, "xt-"[g_array_index(outline->blocks, OutlineBlock, i).role]);
  ck_assert_str_eq(roles->str, role_rows[_i].roles);
}
END_TEST

/* Tokens lie within their sentences, sentences within their blocks. */
START_TEST(ranges)
{
  g_autoptr(Newsletter) newsletter =
      fixture_newsletter("# Two words\n\nOne two. Three four!\n\n* five\n* [six](L1) seven.\n", NULL);
  g_autoptr(Outline) outline = outline_new(newsletter);

  ck_assert_uint_eq(outline->sentences->len, 5);
  for (guint i = 0; i < outline->sentences->len; i++) {
    const OutlineSentence *sentence = &g_array_index(outline->sentences, OutlineSentence, i);

    ck_assert_uint_gt(sentence->tokens, 0);
    for (guint t = sentence->first; t < sentence->first + sentence->tokens; t++) {
      const Token *token = &g_array_index(outline->lexicon->tokens, Token, t);

      ck_assert(token->text >= sentence->text && token->text + token->length <= sentence->text + sentence->length);
      ck_assert_int_eq((token->shape & TOKEN_FIRST) != 0, t == sentence->first);
    }
  }
}
END_TEST

Suite *test_outline_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("outline", &tcase);

  tcase_add_loop_test(tcase, role, 0, G_N_ELEMENTS(role_rows));
  tcase_add_test(tcase, ranges);
  return suite;
}
