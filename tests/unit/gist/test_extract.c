/* SPDX-License-Identifier: MIT */
#include "gist/extract.h"

#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

#define OF(address) ((const char *const[]){ address, NULL })
#define BOTH ((const char *const[]){ ADDRESS, "k7f3x9@old.example", NULL })
#define LAST ((const char *const[]){ "other@news.example.org", ADDRESS, "k7f3x9@old.example", NULL })
#define ADDRESS "k7f3x9@news.example.org"

static const FixtureLink links[] = { { LINK_CONTENT, "https://example.org/bridge", "The bridge" }, { 0 } };

START_TEST(fields)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(
      "# The bridge\n\nThe council opened the *new* bridge \\[of steel\\] on Monday.\nIt is [long](L1).\n", links);
  g_autoptr(Gist) gist = extract_gist(newsletter, "", NULL);
  g_autofree char *key = extract_key(newsletter, "", NULL);

  ck_assert_str_eq(gist->provider, "extract");
  ck_assert_str_eq(gist->model, "");
  ck_assert_str_eq(gist->why, "");
  ck_assert_uint_eq(gist->prompt_version, EXTRACT_VERSION);
  ck_assert(gist->relevant);
  ck_assert_str_eq(gist->key, key);
  ck_assert_uint_eq(strlen(key), 64);
  ck_assert_ptr_nonnull(strstr(gist->summary, "The council opened the new bridge [of steel] on Monday."));
  ck_assert_uint_eq(gist->links->len, 1);
}
END_TEST

/* Sentences of one block are one paragraph; in East Asian scripts without a space. A lower case after the salutation is a sentence's begin. */
static const struct {
  const char *markdown, *summary;
} summary_rows[] = {
  { "The council opened the bridge. The mayor held a long speech about steel.\n\nFerries will cross the harbour again from June.\n",
    "The council opened the bridge. The mayor held a long speech about steel.\nFerries will cross the harbour again from June." },
  { "\xe6\x96\xb0\xe3\x81\x97\xe3\x81\x84\xe6\xa9\x8b\xe3\x81\x8c\xe6\x9c\x88\xe6\x9b\x9c\xe6\x97\xa5\xe3\x81\xab\xe9\x96\x8b\xe9\x80\x9a\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f\xe3\x80\x82"
    "\xe6\xb8\xaf\xe3\x81\xae\xe8\x88\xb9\xe3\x81\xaf\xe5\x85\xad\xe6\x9c\x88\xe3\x81\x8b\xe3\x82\x89\xe5\x87\xba\xe8\x88\xaa\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x99\xe3\x80\x82\n",
    "\xe6\x96\xb0\xe3\x81\x97\xe3\x81\x84\xe6\xa9\x8b\xe3\x81\x8c\xe6\x9c\x88\xe6\x9b\x9c\xe6\x97\xa5\xe3\x81\xab\xe9\x96\x8b\xe9\x80\x9a\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f\xe3\x80\x82"
    "\xe6\xb8\xaf\xe3\x81\xae\xe8\x88\xb9\xe3\x81\xaf\xe5\x85\xad\xe6\x9c\x88\xe3\x81\x8b\xe3\x82\x89\xe5\x87\xba\xe8\x88\xaa\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x99\xe3\x80\x82" },
  { "Liebe Leserinnen und Leser,\n\nam 3. Mai hat der Rat die neue Br\xc3\xbc"
    "cke in der Stadt er\xc3\xb6"
    "ffnet.\n\n## Hafen\n\nDie F\xc3\xa4hren fahren ab Juni und "
    "auch am Sonntag.\n",
    "am 3. Mai hat der Rat die neue Br\xc3\xbc"
    "cke in der Stadt er\xc3\xb6"
    "ffnet.\nDie F\xc3\xa4hren fahren ab Juni und auch am Sonntag." },
};

/* What has no sentence that could be chosen says something all the same. */
#define ENDLESS                                                                                                        \
  "the committee met on tuesday and spoke of the wall and nobody was against it so they went on to the ferry and then "
#define ENDLESS_3 ENDLESS ENDLESS ENDLESS

static const struct {
  const char *markdown, *begins, *has;
} lead_rows[] = {
  { "Hello with coffee.\n", "Hello with coffee.", "" },
  { "```\n$ make install\n```\n", "$ make install", "" },
  { ENDLESS_3 "\n", "the committee met on tuesday", "\xe2\x80\xa6" },
  { "# The wall\n\n" ENDLESS_3 "\n", "The wall\nthe committee met", "\xe2\x80\xa6" },
  { "to " ADDRESS " and so on " ENDLESS_3 "\n", "to [your address] and so on", "\xe2\x80\xa6" },
  { "# A title that says enough of what this newsletter is about, so that nothing has to go with it\n\n" ENDLESS_3 "\n",
    "A title that says enough", "with it" },
  { "The council opened the bridge, and the mayor held a long speech about steel and iron.\n\n" ENDLESS_3 "\n",
    "The council opened the bridge", "iron." },
};

START_TEST(lead)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(lead_rows[_i].markdown, NULL);
  g_autoptr(Gist) gist = extract_gist(newsletter, "", OF(ADDRESS));

  ck_assert_msg(g_str_has_prefix(gist->summary, lead_rows[_i].begins), "%s", gist->summary);
  ck_assert_msg(g_str_has_suffix(gist->summary, lead_rows[_i].has), "%s", gist->summary);
  ck_assert_int_le(g_utf8_strlen(gist->summary, -1), 300);
}
END_TEST

/* A confirmation mail says what it says, with its code, but for links alone, which the item lists. */
static const struct {
  const char *markdown, *summary;
} notice_rows[] = {
  { "Hello,\n\nthis is your code:\n\n    884 213\n\nIt is valid for one hour.\n",
    "Hello,\nthis is your code:\n884 213\nIt is valid for one hour." },
  { "## 483920\n\n[Confirm](L1)\n\nYou receive this because " ADDRESS " was signed up.\n",
    "483920\nYou receive this because [your address] was signed up." },
  { "[Confirm](L1)\n", "" },
  { "", "" },
};

START_TEST(notice)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(notice_rows[_i].markdown, links);
  g_autoptr(Gist) gist = NULL;

  newsletter->flags |= NEWSLETTER_CONFIRMATION;
  gist = extract_gist(newsletter, "", OF(ADDRESS));
  ck_assert_str_eq(gist->summary, notice_rows[_i].summary);
  ck_assert_uint_eq(gist->topics->len, 0);
}
END_TEST

START_TEST(long_notice)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter("483920\n\n" ENDLESS_3 ENDLESS_3 "\n\nthe end\n", NULL);
  g_autoptr(Gist) gist = NULL;

  newsletter->flags |= NEWSLETTER_CONFIRMATION;
  gist = extract_gist(newsletter, "", OF(ADDRESS));
  ck_assert(g_str_has_prefix(gist->summary, "483920\nthe committee"));
  ck_assert(g_str_has_suffix(gist->summary, "\xe2\x80\xa6"));
  ck_assert_int_le(g_utf8_strlen(gist->summary, -1), 500);
}
END_TEST

START_TEST(summary)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(summary_rows[_i].markdown, NULL);
  g_autoptr(Gist) gist = extract_gist(newsletter, "", NULL);

  ck_assert_str_eq(gist->summary, summary_rows[_i].summary);
}
END_TEST

/* Newsletters without text have an empty gist, whatever else is missing. */
static const char *const empty_rows[] = {
  NULL, "", "\n\n", "---\n", "[ ](L1)\n", "...\n", "[Unsubscribe](L1)\n", "Follow us on social media\n", "```\n```\n"
};

START_TEST(empty)
{
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autoptr(Gist) gist = NULL;

  newsletter->markdown = g_strdup(empty_rows[_i]);
  gist = extract_gist(newsletter, NULL, NULL);
  ck_assert_str_eq(gist->summary, "");
  ck_assert_uint_eq(gist->topics->len, 0);
  ck_assert_uint_eq(gist->links->len, 0);
  ck_assert_uint_eq(strlen(gist->key), 64);
}
END_TEST

static const char *const mask_rows[] = {
  "The mail to " ADDRESS " was opened by the council on Monday.\n",
  "The mail to K7F3X9@News.Example.Org was opened by the council on Monday.\n",
  "The mail to k7f3x9+tag@news.example.org was opened by the council on Monday.\n",
  "The mail to k7f3x9%40news.example.org was opened by the council on Monday.\n",
  "The mail to k7f3x9\\@news.example.org was opened by the council on Monday.\n",
  "The mail to k7f3x9&#64;news.example.org was opened by the council on Monday.\n",
  "The mail to k7f3**x9**@news.example.org was opened by the council on Monday.\n",
  "# " ADDRESS "\n\n[" ADDRESS "](L1)\n",
  "The mail to k7f3x9@old.example was opened by the council on Monday.\n",
  "[This is the one page about the bridge of steel that was opened by the council on Monday, with every detail that one may wish to know about "
  "it, for you, " ADDRESS "](L1)\n",
};

START_TEST(mask)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(mask_rows[_i], links);
  g_autoptr(Gist) gist = extract_gist(newsletter, "", BOTH);
  g_autofree char *with = extract_key(newsletter, "", BOTH), *last = extract_key(newsletter, "", LAST);
  g_autofree char *without = extract_key(newsletter, "", OF("other@news.example.org"));
  g_autoptr(GString) all = g_string_new(gist->summary);
  g_autofree char *lines = fixture_lines(gist->topics);

  g_string_append(all, lines);
  for (guint i = 0; i < gist->links->len; i++)
    g_string_append(all, ((GistLink *)gist->links->pdata[i])->text);
  ck_assert_msg(strcasestr(all->str, "k7f3x9") == NULL, "shown in: %s", all->str);
  ck_assert_str_ne(with, without);
  ck_assert_str_eq(with, last); /* others do not count */
}
END_TEST

/* Two newsletters with interests and addresses, and whether their keys are the same. */
static const struct {
  const char *sha[2], *interests[2], *address[2];
  guint decoder[2];
  gboolean same;
} key_rows[] = {
  { { "a", "a" }, { "x", "x" }, { NULL, NULL }, { 1, 1 }, TRUE },
  { { "a", "a" }, { "", NULL }, { NULL, NULL }, { 1, 1 }, TRUE },
  { { "a", "a" }, { "x", "x" }, { "ada@example.org", "bob@example.org" }, { 1, 1 }, TRUE }, /* named nowhere */
  { { "a", "b" }, { "x", "x" }, { NULL, NULL }, { 1, 1 }, FALSE },
  { { "a", "a" }, { "x", "y" }, { NULL, NULL }, { 1, 1 }, FALSE },
  { { "a", "a" }, { "x", "x" }, { NULL, NULL }, { 1, 2 }, FALSE },
  { { "a1:x", "a" }, { "", "x" }, { NULL, NULL }, { 1, 1 }, FALSE }, /* no field runs over into the next */
};

START_TEST(key)
{
  g_autofree char *keys[2] = { NULL, NULL };

  for (guint i = 0; i < 2; i++) {
    g_autoptr(Newsletter) newsletter = fixture_newsletter("A text with an @ sign in it.\n", NULL);

    g_free(newsletter->sha256);
    newsletter->sha256 = g_strdup(key_rows[_i].sha[i]);
    newsletter->decoder_version = key_rows[_i].decoder[i];
    keys[i] = extract_key(newsletter, key_rows[_i].interests[i], OF(key_rows[_i].address[i]));
  }
  ck_assert_int_eq(strcmp(keys[0], keys[1]) == 0, key_rows[_i].same);
  g_free(keys[1]);
}
END_TEST

/* What would be slow if anything looked back without bound; each fills the Markdown's limit. */
static const char *const large_rows[] = {
  "a ",
  "a. ",
  "Word. ",
  "Ada Byron ",
  "x\n\n",
  "# T\n\n",
  "[a](L1) ",
  "[a](L1)\n\n",
  "* [Read more](L1)\n",
  "unsubscribe ",
  "a.b.c.d",
  "\xe6\xbc\xa2",
  "\xe6\xbc\xa2\xe3\x80\x82",
  "A\\\n",
  "!!! ",
  "> q\n\n",
  "Sponsor\n\n",
  "k7f3x9@news.example.org ",
};

START_TEST(large)
{
  g_autoptr(GString) markdown = g_string_new(NULL);
  g_autoptr(Newsletter) newsletter = NULL;
  g_autoptr(Gist) gist = NULL;
  gint64 start;

  while (markdown->len < 500000)
    g_string_append(markdown, large_rows[_i]);
  newsletter = fixture_newsletter(markdown->str, links);
  start = support_cpu_time();
  gist = extract_gist(newsletter, "bridge, ferry", OF(ADDRESS));
  /* Measured in milliseconds without sanitizers; the bound leaves room for them and for a busy machine. */
  ck_assert_int_lt(support_cpu_time() - start, 5 * G_USEC_PER_SEC);
}
END_TEST

Suite *test_extract_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("extract", &tcase);

  tcase_add_test(tcase, fields);
  tcase_add_loop_test(tcase, summary, 0, G_N_ELEMENTS(summary_rows));
  tcase_add_loop_test(tcase, notice, 0, G_N_ELEMENTS(notice_rows));
  tcase_add_test(tcase, long_notice);
  tcase_add_loop_test(tcase, lead, 0, G_N_ELEMENTS(lead_rows));
  tcase_add_loop_test(tcase, empty, 0, G_N_ELEMENTS(empty_rows));
  tcase_add_loop_test(tcase, mask, 0, G_N_ELEMENTS(mask_rows));
  tcase_add_loop_test(tcase, key, 0, G_N_ELEMENTS(key_rows));
  tcase_add_loop_test(tcase, large, 0, G_N_ELEMENTS(large_rows));
  return suite;
}
