/* SPDX-License-Identifier: MIT */
#include "gist/picks.h"

#include "fixture.h"
#include "model/gist.h"
#include "suites.h"
#include "support.h"

#define A "https://example.org/a"
#define B "https://example.org/b"
#define C "https://example.org/c"
#define D "https://example.org/d"

/* out: "ordinal text" lines. */
static const struct {
  const char *markdown;
  FixtureLink links[6];
  const char *interests, *out;
} find_rows[] = {
  { "", { { 0 } }, "", "" },
  /* the text, where it says something */
  { "[A new bridge opens](L1)\n", { { LINK_CONTENT, A, "x" } }, "", "1 A new bridge opens\n" },
  /* "Read more" is the title above, the line before it, or the block above */
  { "## A new bridge\n\nIt was opened on Monday by the mayor.\n\n[Read more](L1)\n",
    { { LINK_CONTENT, A, "Read more" } },
    "",
    "1 A new bridge\n" },
  { "It was opened on Monday by the mayor.\n\n[Mehr erfahren](L1)\n",
    { { LINK_CONTENT, A, "Mehr erfahren" } },
    "",
    "1 It was opened on Monday by the mayor.\n" },
  { "The mayor opens the bridge\\\n[https://example.org/a](L1)\n",
    { { LINK_CONTENT, A, A } },
    "",
    "1 The mayor opens the bridge\n" },
  { "## A new bridge\n\nIt was opened on Monday by the mayor. [Read more](L1)\n",
    { { LINK_CONTENT, A, "Read more" } },
    "",
    "1 A new bridge\n" },
  /* a word or two are told by their sentence */
  { "The mayor has opened a [bridge](L1) of steel.\n",
    { { LINK_CONTENT, A, "bridge" } },
    "",
    "1 The mayor has opened a bridge of steel.\n" },
  { "All the details of the opening are at: [https://example.org/a](L1)\n",
    { { LINK_CONTENT, A, A } },
    "",
    "1 All the details of the opening are at\n" },
  /* a sentence that says no more than the link leaves it to the title */
  { "## A new bridge\n\nIt was opened on Monday by the mayor.\n\n[Mehr erfahren](L1) [...](L2)\n",
    { { LINK_SPONSOR, A, "Mehr erfahren" }, { LINK_CONTENT, B, "..." } },
    "",
    "2 A new bridge\n" },
  /* what a text ends in when it goes on */
  { "[The mayor opens the bridge,](L1) and the ferry is back.\n",
    { { LINK_CONTENT, A, "x" } },
    "",
    "1 The mayor opens the bridge\n" },
  { "[The archive of the bridges of steel: ;](L1)\n",
    { { LINK_CONTENT, A, "x" } },
    "",
    "1 The archive of the bridges of steel\n" },
  { "[The mayor opens the bridge (of steel)](L1)\n",
    { { LINK_CONTENT, A, "x" } },
    "",
    "1 The mayor opens the bridge (of steel)\n" },
  /* the same page once, with the better text; the same text once */
  { "## [A new bridge opens](L1)\n\n[Read more](L1)\n",
    { { LINK_CONTENT, A, "A new bridge opens" } },
    "",
    "1 A new bridge opens\n" },
  { "## [A new bridge opens](L1)\n\nText of it.\n\n[Read more](L2)\n",
    { { LINK_CONTENT, A, "x" }, { LINK_CONTENT, B, "y" } },
    "",
    "1 A new bridge opens\n" },
  { "[A new bridge opens](L1) and then [Ferries are back](L2)\n",
    { { LINK_CONTENT, "https://www.example.org/a/#x", "" }, { LINK_CONTENT, "http://example.org/a", "" } },
    "",
    "1 A new bridge opens\n" },
  /* other kinds */
  { "[Unsubscribe me](L1) [The shop of today](L2) [Our home page](L3) [Follow the news](L4) [Write to us now](L5)\n",
    { { LINK_ACTION, A, "" },
      { LINK_SPONSOR, B, "" },
      { LINK_NAV, C, "" },
      { LINK_SOCIAL, D, "" },
      { LINK_MAILTO, "mailto:a@example.org", "" } },
    "",
    "" },
  { "[The bridge of steel](L1)\n\n[Some other page of it](L2)\n",
    { { LINK_CONTENT, A, "" }, { LINK_OTHER, B, "" } },
    "",
    "1 The bridge of steel\n2 Some other page of it\n" },
  { "[First of the pages](L1)\n\n[Second of the pages](L2)\n\n[Third of the pages](L3)\n\n[Another odd page](L4)\n",
    { { LINK_CONTENT, A, "" }, { LINK_CONTENT, B, "" }, { LINK_CONTENT, C, "" }, { LINK_OTHER, D, "" } },
    "",
    "1 First of the pages\n2 Second of the pages\n3 Third of the pages\n" },
  /* sponsors' sections and footers */
  { "Sponsor\n\n## [Buy this very good thing](L1)\n\nBuy it.\n\n## [The harbour opens](L2)\n",
    { { LINK_SPONSOR, A, "" }, { LINK_CONTENT, B, "" } },
    "",
    "2 The harbour opens\n" },
  { "Sponsor\n\n## [Buy this very good thing](L1)\n\nBuy it.\n", { { LINK_CONTENT, A, "" } }, "", "" },
  /* five content links give three at least, however little they say */
  { "[here](L1)\n\n[here](L2)\n\n[here](L3)\n\n[here](L4)\n\n[here](L5)\n",
    { { LINK_CONTENT, A, "" },
      { LINK_CONTENT, B, "" },
      { LINK_CONTENT, C, "" },
      { LINK_CONTENT, D, "" },
      { LINK_CONTENT, A "/e", "" } },
    "",
    "1 here\n2 here\n3 here\n" },
  /* a text that is boilerplate is never shown, whatever the link was taken for */
  { "[Unsubscribe from this](L1)\n\n[Cookie policy of ours](L2)\n",
    { { LINK_CONTENT, A, "" }, { LINK_CONTENT, B, "" } },
    "",
    "" },
  { "[Image of a steel bridge](L1)\n", { { LINK_CONTENT, A, "" } }, "", "1 Image of a steel bridge\n" },
  /* an ordinal without a link */
  { "[Nothing behind this one](L7)\n", { { LINK_CONTENT, A, "" } }, "", "" },
};

static char *lines_of(const GPtrArray *links)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < links->len; i++) {
    const GistLink *link = g_ptr_array_index(links, i);

    g_string_append_printf(out, "%u %s\n", link->ordinal, link->text);
  }
  return g_string_free(out, FALSE);
}

START_TEST(find)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(find_rows[_i].markdown, find_rows[_i].links);
  g_autoptr(Outline) outline = outline_new(newsletter);
  g_autoptr(Interests) interests = interests_new(find_rows[_i].interests);
  g_autoptr(GPtrArray) links = picks_find(outline, newsletter, interests);
  g_autofree char *lines = lines_of(links);

  ck_assert_str_eq(lines, find_rows[_i].out);
}
END_TEST

/* Of forty articles twelve are shown, in the newsletter's order, those that the interests name among them. */
START_TEST(ranked)
{
  g_autoptr(GString) markdown = g_string_new(NULL);
  g_autoptr(Newsletter) newsletter = fixture_newsletter("", NULL);
  g_autoptr(Interests) interests = interests_new("zebra");
  g_autoptr(Outline) outline = NULL;
  g_autoptr(GPtrArray) links = NULL;
  g_autofree char *lines = NULL;

  for (guint i = 1; i <= 40; i++) {
    g_autofree char *url = g_strdup_printf("https://example.org/article/%u", i);

    g_string_append_printf(markdown, "## [Article number %u about %s](L%u)\n\n", i, i == 40 ? "a zebra" : "something",
                           i);
    g_ptr_array_add(newsletter->links, link_new(i, url, "", LINK_CONTENT));
  }
  g_free(newsletter->markdown);
  newsletter->markdown = g_strdup(markdown->str);
  outline = outline_new(newsletter);
  links = picks_find(outline, newsletter, interests);
  ck_assert_uint_eq(links->len, PICKS_MAX);
  for (guint i = 1; i < links->len; i++)
    ck_assert_uint_gt(((GistLink *)links->pdata[i])->ordinal, ((GistLink *)links->pdata[i - 1])->ordinal);
  lines = lines_of(links);
  ck_assert_ptr_nonnull(strstr(lines, "zebra"));
}
END_TEST

Suite *test_picks_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("picks", &tcase);

  tcase_add_loop_test(tcase, find, 0, G_N_ELEMENTS(find_rows));
  tcase_add_test(tcase, ranked);
  return suite;
}
