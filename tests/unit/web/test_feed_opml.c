/* SPDX-License-Identifier: MIT */
#include "web/feed_opml.h"

#include "fixture.h"
#include "suites.h"
#include "support.h"
#include "web/feed_rss.h"

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

static xmlDoc *write_list(const GPtrArray *feeds, gboolean group)
{
  GError *error = NULL;
  g_autoptr(GBytes) bytes = feed_opml_write(fixture.config, feeds, group, &error);

  ck_no_error(error);
  return fixture_parse(bytes);
}

static void check_value(xmlDoc *document, const char *path, const char *value)
{
  g_autofree char *found = fixture_value(document, path);

  ck_assert_msg(g_strcmp0(found, value) == 0, "%s is «%s», not «%s»", path, found, value);
}

static const struct {
  const char *path, *value;
} rows[] = {
  { "/opml/@version", "2.0" },
  { "count(/opml/head/title)", "1" },
  { "count(/opml/body/outline)", "1" },
  { "count(/opml/body/outline/*)", "0" },
  { "//outline/@text", "Weekly reading" },
  { "//outline/@title", "Weekly reading" },
  { "//outline/@description", "The gist of newsletters, by Gistwire" },
  { "//outline/@type", "rss" },
  { "//outline/@version", "RSS2" },
  { "//outline/@xmlUrl", BASE "/feeds/" FIXTURE_ID "/rss" },
  { "//outline/@htmlUrl", BASE "/feeds/" FIXTURE_ID },
};

START_TEST(content)
{
  g_autoptr(GPtrArray) feeds = g_ptr_array_new();
  xmlDoc *document;

  g_ptr_array_add(feeds, fixture.feed);
  document = write_list(feeds, FALSE);
  check_value(document, rows[_i].path, rows[_i].value);
  xmlFreeDoc(document);
}
END_TEST

/* NULL: as it went in. */
static const struct {
  const char *in, *out;
} names[] = {
  { "Plain", NULL },
  { "\"Quotes\" & 'apostrophes' <b>", NULL },
  { "R&amp;D &#38; more", NULL },
  { "]]> --> <?php ?> <!DOCTYPE", NULL },
  { "\xf0\x9f\x97\x9e\xef\xb8\x8f \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", NULL },
  { "\xd7\xa2\xd7\x9c\xd7\x95\xd7\x9f \xd7\xa9\xd7\x91\xd7\x95\xd7\xa2\xd7\x99", NULL },
  { "\xe9\x80\xb1\xe5\x88\x8a", NULL },
  { "two\nlines\tand a tab", "two lines and a tab" },
  { "\xe2\x80\xaeoverride", "override" },
  { "control \x01\x1b end", "control end" },
  { "half \xff", "half \xe2\x96\xa1" },
  { "mail secretbox@m.test", "mail [your address]" },
};

/* A reader that imports the list shows what one that was given the feed shows. */
START_TEST(as_in_the_feed)
{
  const char *wanted = names[_i].out != NULL ? names[_i].out : names[_i].in;
  g_autoptr(GPtrArray) feeds = g_ptr_array_new();
  xmlDoc *document;

  g_free(fixture.feed->name);
  g_free(fixture.feed->description);
  fixture.feed->name = g_strdup(names[_i].in);
  fixture.feed->description = g_strdup(names[_i].in);
  g_ptr_array_add(feeds, fixture.feed);
  document = write_list(feeds, FALSE);
  check_value(document, "//outline/@text", wanted);
  check_value(document, "//outline/@title", wanted);
  check_value(document, "//outline/@description", wanted);
  xmlFreeDoc(document);
  fixture_check(&fixture, feed_rss_write, "/rss/channel/title", wanted);
  fixture_check(&fixture, feed_rss_write, "/rss/channel/description", wanted);
}
END_TEST

START_TEST(order_and_none)
{
  g_autoptr(GPtrArray) feeds = g_ptr_array_new_with_free_func((GDestroyNotify)feed_free);
  xmlDoc *document = write_list(feeds, FALSE);

  check_value(document, "count(/opml/body)", "1");
  check_value(document, "count(//outline)", "0");
  xmlFreeDoc(document);
  for (guint i = 0; i < 3; i++) {
    Feed *feed = fixture_feed();

    g_free(feed->name);
    feed->name = g_strdup_printf("Feed %u", 3 - i);
    g_ptr_array_add(feeds, feed);
  }
  document = write_list(feeds, FALSE);
  check_value(document, "concat(//outline[1]/@text, //outline[2]/@text, //outline[3]/@text)", "Feed 3Feed 2Feed 1");
  xmlFreeDoc(document);
}
END_TEST

static void add(GPtrArray *feeds, const char *name, gint64 row, FeedKind kind, gint64 source_row)
{
  Feed *feed = fixture_feed();

  g_free(feed->name);
  g_free(feed->id);
  feed->name = g_strdup(name);
  feed->id = g_strdup(name);
  feed->row = row;
  feed->kind = kind;
  feed->source_row = source_row;
  if (kind != FEED_OWN)
    g_clear_pointer(&feed->address, g_free);
  g_ptr_array_add(feeds, feed);
}

static const struct {
  const char *path, *grouped, *flat;
} group_rows[] = {
  { "count(//outline[@xmlUrl])", "7", "7" },
  { "count(//outline)", "9", "7" },
  { "count(/opml/body/outline)", "3", "7" },
  { "/opml/body/outline[1]/@text", "All", "All" },
  { "/opml/body/outline[1]/@type", "rss", "rss" },
  { "/opml/body/outline[2]/@text", "Reading", "News per sender" },
  { "/opml/body/outline[2]/@type", "", "rss" },
  { "/opml/body/outline[2]/@title", "Reading", "News per sender" },
  { "count(/opml/body/outline[2]/outline)", "3", "0" },
  { "/opml/body/outline[2]/outline[1]/@text", "Reading", "" },
  { "/opml/body/outline[2]/outline[1]/@xmlUrl", BASE "/feeds/Reading/rss", "" },
  { "/opml/body/outline[2]/outline[2]/@text", "News per sender", "" },
  { "count(/opml/body/outline[2]/outline[2]/outline)", "3", "0" },
  { "/opml/body/outline[2]/outline[2]/outline[1]/@text", "News per sender", "" },
  { "/opml/body/outline[2]/outline[2]/outline[2]/@text", "Anna", "" },
  { "/opml/body/outline[2]/outline[2]/outline[3]/@text", "Zoe", "" },
  { "/opml/body/outline[2]/outline[3]/@text", "Links", "" },
  { "/opml/body/outline[3]/@text", "Work", "Links" },
};

START_TEST(groups)
{
  g_autoptr(GPtrArray) feeds = g_ptr_array_new_with_free_func((GDestroyNotify)feed_free);
  xmlDoc *document;

  add(feeds, "All", 7, FEED_ALL, 0);
  add(feeds, "News per sender", 2, FEED_PER_SENDER, 1);
  add(feeds, "Links", 3, FEED_PER_LINK, 1);
  add(feeds, "Anna", 4, FEED_SENDER, 2);
  add(feeds, "Reading", 1, FEED_OWN, 0);
  add(feeds, "Work", 6, FEED_OWN, 0);
  add(feeds, "Zoe", 5, FEED_SENDER, 2);
  document = write_list(feeds, TRUE);
  check_value(document, group_rows[_i].path, group_rows[_i].grouped);
  xmlFreeDoc(document);
  document = write_list(feeds, FALSE);
  check_value(document, group_rows[_i].path, group_rows[_i].flat);
  xmlFreeDoc(document);
}
END_TEST

/* A feed says its own address nowhere; one that is derived says nobody's. */
START_TEST(addresses)
{
  g_autoptr(GPtrArray) feeds = g_ptr_array_new_with_free_func((GDestroyNotify)feed_free);
  xmlDoc *document;

  add(feeds, "Of secretbox@m.test", 1, FEED_OWN, 0);
  add(feeds, "All of secretbox@m.test", 2, FEED_ALL, 0);
  document = write_list(feeds, FALSE);
  check_value(document, "//outline[1]/@text", "Of [your address]");
  check_value(document, "//outline[2]/@text", "All of [your address]");
  xmlFreeDoc(document);
}
END_TEST

Suite *test_feed_opml_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("feed_opml", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, content, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, as_in_the_feed, 0, G_N_ELEMENTS(names));
  tcase_add_test(tcase, order_and_none);
  tcase_add_loop_test(tcase, groups, 0, G_N_ELEMENTS(group_rows));
  tcase_add_test(tcase, addresses);
  return suite;
}
