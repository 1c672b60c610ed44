/* SPDX-License-Identifier: MIT */
/* What RSS calls what; what is in it, and what must not be, is tested for all formats in test_channel.c. */
#include "web/feed_rss.h"

#include "fixture.h"
#include "suites.h"
#include "support.h"

#define BASE "http://h.test/g"

static Fixture fixture;

static void setup(void)
{
  fixture_setup(&fixture);
}

static void teardown(void)
{
  fixture_teardown(&fixture);
}

static const struct {
  const char *path, *value;
} rows[] = {
  { "/rss/@version", "2.0" },
  { "count(/rss/channel)", "1" },
  { "/rss/channel/title", "Weekly reading" },
  { "/rss/channel/link", BASE "/feeds/" FIXTURE_ID },
  { "/rss/channel/description", "The gist of newsletters, by Gistwire" },
  { "/rss/channel/image/url", BASE "/icon.png" },
  { "/rss/channel/image/title", "Weekly reading" },
  { "/rss/channel/image/link", BASE "/feeds/" FIXTURE_ID },
  { "/rss/channel/atom:link/@href", BASE "/feeds/" FIXTURE_ID "/rss" },
  { "/rss/channel/atom:link/@rel", "self" },
  { "/rss/channel/atom:link/@type", "application/rss+xml" },
  { "/rss/channel/lastBuildDate", "Mon, 23 Nov 2026 09:00:00 +0000" },
  { "/rss/channel/pubDate", "Mon, 23 Nov 2026 09:00:00 +0000" },
  { "/rss/channel/ttl", "30" },
  { "/rss/channel/docs", "https://www.rssboard.org/rss-specification" },
  { "starts-with(/rss/channel/generator, 'Gistwire ')", "true" },
  { "count(/rss/channel/item)", "1" },
  { "//item/title", "Hello & <world>" },
  { "//item/link", BASE "/newsletters/" FIXTURE_ID },
  { "//item/guid", "urn:uuid:00000000-0000-4000-8000-000000000001" },
  { "//item/guid/@isPermaLink", "false" },
  { "//item/pubDate", "Mon, 23 Nov 2026 08:00:00 +0000" },
  { "//item/dc:creator", "Hello & <world>" },
  { "count(//item/category)", "2" },
  { "//item/category[1]", "Topic one" },
  { "//item/description", "First paragraph. Hello &amp; &lt;world&gt;" },
  { "contains(//item/content:encoded, '<p dir=\"auto\">First paragraph.</p>')", "true" },
  { "//item/enclosure/@url", BASE "/newsletters/" FIXTURE_ID "/parts/0" },
  { "//item/enclosure/@type", "application/pdf" },
  { "//item/enclosure/@length", "4" },
};

START_TEST(content)
{
  g_ptr_array_add(fixture.items, fixture_item("Hello & <world>"));
  fixture_check(&fixture, feed_rss_write, rows[_i].path, rows[_i].value);
}
END_TEST

/* No summary, no attachment, no topics: no empty elements, and the title for a description. */
START_TEST(bare)
{
  Item *item = fixture_item("Hello");

  g_ptr_array_add(fixture.items, item);
  g_free(item->gist->summary);
  item->gist->summary = g_strdup("");
  g_ptr_array_set_size(item->gist->topics, 0);
  g_ptr_array_set_size(item->newsletter->parts, 0);
  fixture_check(&fixture, feed_rss_write, "//item/description", "Hello");
  fixture_check(&fixture, feed_rss_write, "count(//item/category | //item/enclosure | //*[not(node()) and not(@*)])",
                "0");
}
END_TEST

Suite *test_feed_rss_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("feed_rss", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, content, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, bare);
  return suite;
}
