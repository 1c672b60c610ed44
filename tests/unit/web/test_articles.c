/* SPDX-License-Identifier: MIT */
#include "web/articles.h"

#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"
#include "web/feed_atom.h"
#include "web/feed_json.h"
#include "web/feed_rss.h"
#include "web/page.h"

static Fixture fixture;
static const char *const masked[] = { "secretbox", NULL };

static void setup(void)
{
  fixture_setup(&fixture);
  fixture.feed->kind = FEED_PER_LINK;
  g_strfreev(fixture.feed->masked);
  fixture.feed->masked = g_strdupv((char **)masked);
  fixture.feed->articles = g_ptr_array_new_with_free_func((GDestroyNotify)article_free);
}

static void teardown(void)
{
  fixture_teardown(&fixture);
}

static Article *add_article(const char *url, const char *shown, const char *text, guint senders)
{
  Article *article = article_new();

  article->guid = g_strdup_printf("urn:uuid:00000000-0000-4000-8000-%012u", fixture.feed->articles->len);
  article->named = senders;
  for (guint i = 0; i < senders; i++) {
    Mention *mention = g_new0(Mention, 1);

    mention->published = FIXTURE_NOW - 100 + (gint64)i;
    mention->updated = FIXTURE_NOW + (gint64)i;
    mention->link = link_new(1, url, text, LINK_CONTENT);
    g_free(mention->link->shown_url);
    mention->link->shown_url = g_strdup(shown);
    mention->link->id = g_strdup(FIXTURE_ID);
    mention->said = g_strdup("A sentence about it that says more.");
    mention->sender = g_strdup_printf("sender%u", i);
    mention->name = g_strdup_printf("Sender %u", i + 1);
    g_ptr_array_add(article->mentions, mention);
  }
  g_ptr_array_add(fixture.feed->articles, article);
  return article;
}

static char *page(void)
{
  Show show = fixture_show(&fixture, "/g");
  GError *error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  show.masked = masked;
  bytes = page_feed(&show, fixture.feed, fixture.items, &(PageOfFeed){ .first = TRUE, .older = TRUE }, &error);
  ck_no_error(error);
  return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static const struct {
  guint senders;
  const char *named;
} named_rows[] = {
  { 1, "Named by <bdi>Sender 1</bdi>." },
  { 2, "Named by <bdi>Sender 1</bdi> and <bdi>Sender 2</bdi>." },
  { 3, "Named by <bdi>Sender 1</bdi>, <bdi>Sender 2</bdi> and <bdi>Sender 3</bdi>." },
  { 4, "Named by <bdi>Sender 1</bdi>, <bdi>Sender 2</bdi>, <bdi>Sender 3</bdi> and 1 other." },
  { 9, "Named by <bdi>Sender 1</bdi>, <bdi>Sender 2</bdi>, <bdi>Sender 3</bdi> and 6 others." },
};

START_TEST(who_named_it)
{
  g_autofree char *html = NULL, *top = NULL, *wanted = NULL;

  add_article("https://a.test/1", "https://a.test/1", "A story of bees", named_rows[_i].senders);
  html = page();
  ck_assert_ptr_nonnull(strstr(html, named_rows[_i].named));
  ck_assert_ptr_nonnull(strstr(html, "A sentence about it that says more."));
  ck_assert_ptr_null(strstr(html, "in seven days"));
  fixture.feed->most_named = TRUE;
  top = page();
  wanted = g_strdup_printf("%u newsletter%s in seven days. %s", named_rows[_i].senders,
                           named_rows[_i].senders == 1 ? "" : "s", named_rows[_i].named);
  ck_assert_ptr_nonnull(strstr(top, wanted));
}
END_TEST

START_TEST(entries)
{
  add_article("https://track.test/x", "https://www.a.test/1", "A story of bees", 2);
  fixture_check(&fixture, feed_rss_write, "string(//item/guid)", "urn:uuid:00000000-0000-4000-8000-000000000000");
  fixture_check(&fixture, feed_rss_write, "string(//item/title)", "A story of bees");
  fixture_check(&fixture, feed_rss_write, "string(//item/link)", "http://h.test/g/links/" FIXTURE_ID);
  fixture_check(&fixture, feed_rss_write, "string(//item/dc:creator)", "Sender 1");
  fixture_check(&fixture, feed_rss_write, "string(//item/pubDate)", "Mon, 23 Nov 2026 08:58:20 +0000");
  fixture_check(&fixture, feed_atom_write, "string(//atom:entry/atom:published)", "2026-11-23T08:58:20Z");
  fixture_check(&fixture, feed_atom_write, "string(//atom:entry/atom:updated)", "2026-11-23T09:00:01.998Z");
  fixture_check(&fixture, feed_rss_write, "string(contains(//item/content:encoded, '<bdi>a.test</bdi>'))", "true");
}
END_TEST

/* What names the reader is gone round, or left out. */
START_TEST(tells_no_address)
{
  g_autofree char *html = NULL;

  add_article("https://track.test/?for=secretbox%40m.test", "https://a.test/1", "A story of bees", 1);
  add_article("https://track.test/?for=secretbox@n.test", "https://a.test/?for=secretbox@n.test", "A story of rain", 1);
  add_article("https://a.test/3", "https://a.test/3", "For secretbox@m.test alone", 1);
  html = page();
  ck_assert_ptr_nonnull(strstr(html, "href=\"https://a.test/1\""));
  ck_assert_ptr_null(strstr(html, "A story of rain"));
  ck_assert_ptr_nonnull(strstr(html, "For [your address] alone"));
  ck_assert_ptr_null(strstr(html, "secretbox"));
  fixture_check(&fixture, feed_atom_write, "string(count(//atom:entry))", "2");
}
END_TEST

START_TEST(hostile)
{
  static const FeedWriter writers[] = { feed_rss_write, feed_atom_write };
  g_autofree char *html = NULL;
  Article *article = add_article("https://a.test/1", "https://a.test/\"><script>", FIXTURE_HOSTILE, 3);
  g_autoptr(GBytes) json = NULL;

  for (guint i = 0; i < 3; i++) {
    Mention *mention = g_ptr_array_index(article->mentions, i);

    g_free(mention->name);
    g_free(mention->said);
    mention->name = g_strdup(FIXTURE_HOSTILE);
    mention->said = g_strconcat("x ", FIXTURE_HOSTILE, NULL);
  }
  html = page();
  ck_assert_ptr_null(strstr(html, "<script"));
  for (guint i = 0; i < G_N_ELEMENTS(writers); i++) {
    g_autoptr(GBytes) bytes = fixture_write(&fixture, writers[i]);

    xmlFreeDoc(fixture_parse(bytes));
  }
  json = fixture_write(&fixture, feed_json_write);
  ck_assert(g_utf8_validate(g_bytes_get_data(json, NULL), (gssize)g_bytes_get_size(json), NULL));
}
END_TEST

/* --- digests ------------------------------------------------------------------------------ */

static IssueLine *add_line(Issue *issue, IssueLineKind kind, const char *text, const char *names, const char *link)
{
  IssueLine *line = issue_line_new(kind, text);

  g_free(line->names);
  g_free(line->link);
  g_free(line->detail);
  line->names = g_strdup(names);
  line->link = g_strdup(link);
  line->detail = g_strdup("It rained.");
  line->count = 2;
  g_ptr_array_add(issue->lines, line);
  return line;
}

static Issue *add_issue(const char *text)
{
  Issue *issue = issue_new();

  fixture.feed->kind = FEED_DIGEST;
  fixture.feed->every = FEED_DAILY;
  g_clear_pointer(&fixture.feed->articles, g_ptr_array_unref);
  fixture.feed->issues = g_ptr_array_new_with_free_func((GDestroyNotify)issue_free);
  issue->id = g_strdup(FIXTURE_ID);
  issue->guid = g_strdup("urn:uuid:00000000-0000-4000-8000-000000000009");
  issue->period = (IssuePeriod){ .since = FIXTURE_NOW - 86400, .until = FIXTURE_NOW, .day = "2026-11-23" };
  add_line(issue, ISSUE_TOPIC, text, "", "");
  add_line(issue, ISSUE_LINK, text, "One\nTwo", FIXTURE_ID);
  add_line(issue, ISSUE_LINK, text, "One", "https://a.test/direct");
  add_line(issue, ISSUE_NEWSLETTER, text, text, "");
  add_line(issue, ISSUE_NEWSLETTER, "Second", "Sender", FIXTURE_ID);
  g_ptr_array_add(fixture.feed->issues, issue);
  return issue;
}

START_TEST(digests)
{
  Show show = fixture_show(&fixture, "/g");
  g_autofree char *html = NULL, *alone = NULL;
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;
  Issue *issue = add_issue("Bees");

  fixture_check(&fixture, feed_rss_write, "string(//item/title)", "Digest of 23 November 2026: 2 newsletters");
  fixture_check(&fixture, feed_rss_write, "string(//item/link)", "http://h.test/g/digests/" FIXTURE_ID);
  fixture_check(&fixture, feed_rss_write, "string(//item/category)", "Bees");
  fixture_check(&fixture, feed_atom_write, "string(//atom:entry/atom:published)", "2026-11-23T09:00:00Z");
  html = page();
  ck_assert_ptr_nonnull(strstr(html, "Topics that recur: <bdi>Bees</bdi> (2)"));
  ck_assert_ptr_nonnull(strstr(html, "Named by <bdi>One</bdi> and <bdi>Two</bdi>"));
  ck_assert_ptr_nonnull(strstr(html, "href=\"https://a.test/direct\""));
  ck_assert_ptr_nonnull(strstr(html, "<b><bdi>Sender</bdi></b>: <a href=\"/g/links/" FIXTURE_ID "\""));
  ck_assert_ptr_nonnull(strstr(html, "<b><bdi>Bees</bdi></b>: Bees"));
  ck_assert_ptr_nonnull(strstr(html, "?before=" FIXTURE_ID "\" rel=\"next\">Older digests"));
  bytes = page_digest(&show, fixture.feed, issue, &error);
  ck_no_error(error);
  alone = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  ck_assert_ptr_nonnull(strstr(alone, "<h1>Digest of 23 November 2026: 2 newsletters</h1>"));
  fixture.feed->every = FEED_WEEKLY;
  fixture_check(&fixture, feed_rss_write, "string(//item/title)",
                "Digest of the week to 23 November 2026: 2 newsletters");
}
END_TEST

START_TEST(hostile_digest)
{
  g_autofree char *html = NULL;
  g_autoptr(GBytes) rss = NULL;
  Issue *issue = add_issue(FIXTURE_HOSTILE);

  add_line(issue, ISSUE_LINK, "Script", "One", "javascript:alert(1)");
  for (guint i = 0; i < 300; i++)
    add_line(issue, ISSUE_NEWSLETTER, "Many", "Sender of secretbox@m.test", "");
  g_strlcpy(issue->period.day, "no day", sizeof issue->period.day);
  html = page();
  ck_assert_ptr_null(strstr(html, "<script"));
  ck_assert_ptr_null(strstr(html, "javascript:"));
  ck_assert_ptr_null(strstr(html, "secretbox"));
  ck_assert_ptr_nonnull(strstr(html, "And 102 more newsletters."));
  rss = fixture_write(&fixture, feed_rss_write);
  xmlFreeDoc(fixture_parse(rss));
}
END_TEST

Suite *test_articles_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("articles", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, who_named_it, 0, G_N_ELEMENTS(named_rows));
  tcase_add_test(tcase, entries);
  tcase_add_test(tcase, tells_no_address);
  tcase_add_test(tcase, hostile);
  tcase_add_test(tcase, digests);
  tcase_add_test(tcase, hostile_digest);
  return suite;
}
