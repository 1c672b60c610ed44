/* SPDX-License-Identifier: MIT */
#include "gist/prompt.h"

#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

static const char *const addresses[] = { "secretfeedaddress@news.example", NULL };
static const FixtureLink links[] = { { LINK_CONTENT, "https://a.example/1", "one" },
                                     { LINK_ACTION, "https://a.example/2", "two" },
                                     { LINK_OTHER, "https://a.example/3", "three" },
                                     { LINK_CONTENT, "https://a.example/4", "four" },
                                     { 0 } };
static const PromptParameters parameters = { "openai", "m", 24000, 2000 };
static const TokensRatio unknown = { 0 };

static Newsletter *newsletter;
static Feed *feed;
static PromptSource source;

static void setup(void)
{
  newsletter = fixture_newsletter("", links);
  feed = feed_new();
  feed->interests = g_strdup("zebras");
  feed->language = g_strdup("");
  source = (PromptSource){ newsletter, "First [one](L1).\n\nThen [two](L2) and [three](L3).\n", feed, addresses };
}

static void teardown(void)
{
  g_clear_pointer(&newsletter, newsletter_free);
  g_clear_pointer(&feed, feed_free);
}

static Prompt *make(const PromptParameters *with, const TokensRatio *ratio, const PromptRepair *repair)
{
  GError *error = NULL;
  Prompt *prompt = prompt_new(&source, with, ratio, repair, &error);

  ck_no_error(error);
  return prompt;
}

static char *key(const PromptParameters *with)
{
  GError *error = NULL;
  char *made = prompt_key(&source, with, &error);

  ck_no_error(error);
  return made;
}

#define HAS(text, part) ck_assert_msg(strstr(text, part) != NULL, "no «%s» in %s", part, text)
#define HASNT(text, part) ck_assert_msg(strstr(text, part) == NULL, "«%s» in %s", part, text)

/* A changed wording is a new version: with the version, this digest is put right. */
START_TEST(the_version_is_that_of_the_words)
{
  g_autofree char *made = key(&parameters);

  ck_assert_uint_eq(PROMPT_VERSION, 1);
  ck_assert_msg(strcmp(made, "a630263466374e8edefc23615ea3a92b090449bf5bcafe5b58d78d532c86eef8") == 0, "the key is %s",
                made);
}
END_TEST

START_TEST(what_is_in_it)
{
  g_autoptr(Prompt) prompt = make(&parameters, &unknown, NULL);
  g_auto(GStrv) lines = g_strsplit(prompt->user, "\n", -1);
  guint boundaries = 0;

  HAS(prompt->system, "The reader's interests: zebras.");
  HAS(prompt->system, "Write in the language of the newsletter.");
  HAS(prompt->system, schema_json(SCHEMA_COMMON)); /* and so no HTML escapes */
  HAS(prompt->user, "From: The Weekly\nSubject: Weekly\n");
  HAS(prompt->user, "First [one](L1).");
  HASNT(prompt->user, "http");
  HASNT(prompt->user, "too long");
  HASNT(prompt->user, "answered before");
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix(lines[i], "=====")) {
      HAS(prompt->system, lines[i]);
      boundaries++;
    }
  ck_assert_uint_eq(boundaries, 2);
  ck_assert_uint_eq(prompt->left_out, 0);
  ck_assert_uint_eq(prompt->tokens, tokens_estimate(prompt->system, -1) + tokens_estimate(prompt->user, -1));
}
END_TEST

START_TEST(language_and_no_interests)
{
  g_autoptr(Prompt) prompt = NULL;

  g_free(feed->language);
  g_free(feed->interests);
  feed->language = g_strdup("Plattdeutsch");
  feed->interests = g_strdup("");
  prompt = make(&parameters, &unknown, NULL);
  HAS(prompt->system, "Write in this language: Plattdeutsch.");
  HAS(prompt->system, "named no interests");
  HASNT(prompt->system, "The reader's interests:");
}
END_TEST

/* Only content and links of no known kind that stand in the text. */
START_TEST(offered_links)
{
  g_autoptr(Prompt) prompt = NULL;

  source.compact = "[one](L1) [two](L2) [three](L3) [x](L9) [x](L0) ](L4 [y](L44444444444444444444) [z](L-1)";
  prompt = make(&parameters, &unknown, NULL);
  ck_assert_uint_eq(prompt->links.count, 5);
  ck_assert(prompt->links.offered[1] && prompt->links.offered[3]);
  ck_assert(!prompt->links.offered[0] && !prompt->links.offered[2] && !prompt->links.offered[4]);
}
END_TEST

START_TEST(own_address_is_masked)
{
  g_autoptr(Prompt) prompt = NULL;

  source.compact =
      "You get this at secretfeedaddress@news.example or secretfeedaddress+x@news.example, dear SecretFeedAddress.";
  g_free(newsletter->subject);
  newsletter->subject = g_strdup("For secretfeedaddress@news.example");
  g_free(newsletter->from_name);
  newsletter->from_name = g_strdup("secretfeedaddress@news.example via Weekly");
  prompt = make(&parameters, &unknown, NULL);
  HASNT(prompt->user, "secretfeedaddress");
  HASNT(prompt->user, "SecretFeedAddress");
  HASNT(prompt->system, "secretfeedaddress");
  HAS(prompt->user, "Subject: For [your address]");
}
END_TEST

/* Mustache in a newsletter, and "$&" of other template languages, is text. */
START_TEST(templates_in_the_text)
{
  g_autoptr(Prompt) prompt = NULL;

  source.compact = "{{boundary}} {{{schema}}} {{#x}} $& <b>&amp;</b> \"q\"";
  prompt = make(&parameters, &unknown, NULL);
  HAS(prompt->user, source.compact);
}
END_TEST

START_TEST(cut_at_blocks_from_the_end)
{
  PromptParameters small = parameters;
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(Prompt) prompt = NULL;
  const char *last;

  for (guint i = 1; i <= 400; i++)
    g_string_append_printf(text, "Paragraph %u has some words in it, as paragraphs do. End of %u.\n\n", i, i);
  source.compact = text->str;
  small.max_input_tokens = 3000;
  prompt = make(&small, &unknown, NULL);
  ck_assert_uint_le(prompt->tokens, 3000);
  ck_assert_uint_ge(prompt->tokens, 2800);
  HAS(prompt->user, "Paragraph 1 has");
  HASNT(prompt->user, "Paragraph 400 has");
  ck_assert_uint_gt(prompt->left_out, 30);
  HAS(prompt->user, "The newsletter is too long to be read as a whole: its last ");
  last = g_strrstr(prompt->user, "Paragraph ");
  HAS(last, "End of "); /* a whole block */
}
END_TEST

/* What a server counts moves the cut. */
START_TEST(correction_moves_the_cut)
{
  PromptParameters small = parameters;
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(Prompt) plain = NULL, corrected = NULL;
  TokensRatio twice = { 1000, 2000 };

  for (guint i = 1; i <= 400; i++)
    g_string_append_printf(text, "Paragraph %u has some words in it.\n\n", i);
  source.compact = text->str;
  small.max_input_tokens = 3000;
  plain = make(&small, &unknown, NULL);
  corrected = make(&small, &twice, NULL);
  ck_assert_uint_le(corrected->tokens, 1500);
  ck_assert_uint_gt(corrected->left_out, plain->left_out);
}
END_TEST

START_TEST(one_endless_block)
{
  PromptParameters small = parameters;
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(Prompt) prompt = NULL;
  gint64 start = support_cpu_time();

  for (guint i = 0; i < 200000; i++)
    g_string_append(text, "wörter ");
  source.compact = text->str;
  small.max_input_tokens = 2000;
  prompt = make(&small, &unknown, NULL);
  ck_assert_uint_le(prompt->tokens, 2000);
  ck_assert_uint_ge(prompt->tokens, 1500);
  ck_assert(g_utf8_validate(prompt->user, -1, NULL));
  ck_assert_uint_eq(prompt->left_out, 99);
  ck_assert_int_lt(support_cpu_time() - start, 2000000);
}
END_TEST

START_TEST(a_limit_below_everything)
{
  PromptParameters tiny = parameters;
  g_autoptr(Prompt) prompt = NULL;

  tiny.max_input_tokens = 1;
  prompt = make(&tiny, &unknown, NULL);
  HAS(prompt->user, "First [one](L1)."); /* there is always room for a little */
}
END_TEST

START_TEST(repair)
{
  const PromptRepair wrong = { "the key \"why\" is missing", "{\"summary\": \"so\"}" };
  g_autoptr(Prompt) prompt = make(&parameters, &unknown, &wrong);

  HAS(prompt->user, "the key \"why\" is missing");
  HAS(prompt->user, "{\"summary\": \"so\"}");
}
END_TEST

/* Feeds that would ask the same share the key; everything that changes the question changes it. */
START_TEST(keys)
{
  g_autofree char *first = key(&parameters), *again = key(&parameters), *other = NULL;
  PromptParameters changed[] = { parameters, parameters, parameters, parameters };
  static const char *const other_feed[] = { "another@news.example", NULL };

  ck_assert_str_eq(first, again);
  changed[0].model = "n";
  changed[1].provider = "ollama";
  changed[2].max_input_tokens = 2000;
  changed[3].max_output_tokens = 100;
  for (guint i = 0; i < G_N_ELEMENTS(changed); i++) {
    g_autofree char *made = key(&changed[i]);

    ck_assert_str_ne(made, first);
  }
  source.addresses = other_feed;
  other = key(&parameters);
  ck_assert_str_eq(other, first);
  g_free(other);
  source.compact = "First [one](L1).\n";
  other = key(&parameters);
  ck_assert_str_ne(other, first);
  g_free(other);
  g_free(feed->interests);
  feed->interests = g_strdup("apples");
  g_free(first);
  first = key(&parameters);
  g_free(feed->language);
  feed->language = g_strdup("Dutch");
  other = key(&parameters);
  ck_assert_str_ne(other, first);
}
END_TEST

Suite *test_prompt_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("prompt", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, the_version_is_that_of_the_words);
  tcase_add_test(tcase, what_is_in_it);
  tcase_add_test(tcase, language_and_no_interests);
  tcase_add_test(tcase, offered_links);
  tcase_add_test(tcase, own_address_is_masked);
  tcase_add_test(tcase, templates_in_the_text);
  tcase_add_test(tcase, cut_at_blocks_from_the_end);
  tcase_add_test(tcase, correction_moves_the_cut);
  tcase_add_test(tcase, one_endless_block);
  tcase_add_test(tcase, a_limit_below_everything);
  tcase_add_test(tcase, repair);
  tcase_add_test(tcase, keys);
  return suite;
}
