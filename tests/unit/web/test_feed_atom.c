/* SPDX-License-Identifier: MIT */
/* What Atom calls what; what is in it, and what must not be, is tested for all formats in test_channel.c. */
#include "web/feed_atom.h"

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
  { "count(/atom:feed)", "1" },
  { "/atom:feed/atom:id", BASE "/feeds/" FIXTURE_ID },
  { "/atom:feed/atom:title", "Weekly reading" },
  { "/atom:feed/atom:subtitle", "The gist of newsletters, by Gistwire" },
  { "/atom:feed/atom:updated", "2026-11-23T09:00:00Z" },
  { "/atom:feed/atom:link[@rel = 'self']/@href", BASE "/feeds/" FIXTURE_ID "/atom" },
  { "/atom:feed/atom:link[@rel = 'self']/@type", "application/atom+xml" },
  { "/atom:feed/atom:link[@rel = 'alternate']/@href", BASE "/feeds/" FIXTURE_ID },
  { "/atom:feed/atom:generator", "Gistwire" },
  { "/atom:feed/atom:icon", BASE "/icon.png" },
  { "count(//atom:entry)", "1" },
  { "//atom:entry/atom:id", "urn:uuid:00000000-0000-4000-8000-000000000001" },
  { "//atom:entry/atom:title", "Hello & <world>" },
  { "//atom:entry/atom:title/@type", "text" },
  { "//atom:entry/atom:published", "2026-11-23T08:00:00Z" },
  { "//atom:entry/atom:updated", "2026-11-23T09:00:00.042Z" },
  { "//atom:entry/atom:author/atom:name", "Hello & <world>" },
  { "//atom:entry/atom:link[@rel = 'alternate']/@href", BASE "/newsletters/" FIXTURE_ID },
  { "//atom:entry/atom:link[@rel = 'enclosure']/@href", BASE "/newsletters/" FIXTURE_ID "/parts/0" },
  { "//atom:entry/atom:link[@rel = 'enclosure']/@type", "application/pdf" },
  { "//atom:entry/atom:link[@rel = 'enclosure']/@length", "4" },
  { "//atom:entry/atom:link[@rel = 'enclosure']/@title", "Hello & <world>" },
  { "count(//atom:category)", "2" },
  { "//atom:category[1]/@term", "Topic one" },
  { "//atom:summary", "First paragraph. Hello & <world>" },
  { "//atom:content/@type", "html" },
  { "contains(//atom:content, '<p dir=\"auto\">First paragraph.</p>')", "true" },
};

START_TEST(content)
{
  g_ptr_array_add(fixture.items, fixture_item("Hello & <world>"));
  ((Item *)g_ptr_array_index(fixture.items, 0))->row = 7042;
  fixture_check(&fixture, feed_atom_write, rows[_i].path, rows[_i].value);
}
END_TEST

START_TEST(languages)
{
  Item *item = fixture_item("Hello");

  g_ptr_array_add(fixture.items, item);
  g_free(item->newsletter->language);
  item->newsletter->language = g_strdup("ar");
  fixture_check(&fixture, feed_atom_write,
                "concat(/atom:feed/@xml:lang, //atom:entry/atom:title/@xml:lang, //atom:content/@xml:lang)", "ararar");
}
END_TEST

Suite *test_feed_atom_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("feed_atom", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, content, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, languages);
  return suite;
}
