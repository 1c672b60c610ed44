/* SPDX-License-Identifier: MIT */
/* Feeds are read back with libxml2 and compared with what went in. */
#include "web/feed_rss.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

#define BASE "http://h.test/g"

static Fixture fixture;
static GPtrArray *items;

static void setup(void)
{
  fixture_setup(&fixture);
  items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
}

static void teardown(void)
{
  g_ptr_array_unref(items);
  fixture_teardown(&fixture);
}

static GBytes *write_feed(void)
{
  Show show = fixture_show(&fixture, BASE);
  GError *error = NULL;
  GBytes *bytes = feed_rss_write(&show, fixture.feed, items, &error);

  ck_no_error(error);
  return bytes;
}

static xmlDoc *read_feed(GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  xmlDoc *document = xmlReadMemory(data, (int)size, "feed", NULL, XML_PARSE_NONET);

  ck_assert_ptr_nonnull(document);
  return document;
}

/* The string value of an XPath expression; g_free. */
static char *value_at(xmlDoc *document, const char *path)
{
  xmlXPathContext *context = xmlXPathNewContext(document);
  xmlXPathObject *object;
  xmlChar *text;
  char *copy;

  xmlXPathRegisterNs(context, BAD_CAST "atom", BAD_CAST "http://www.w3.org/2005/Atom");
  xmlXPathRegisterNs(context, BAD_CAST "dc", BAD_CAST "http://purl.org/dc/elements/1.1/");
  object = xmlXPathEvalExpression(BAD_CAST path, context);
  ck_assert_msg(object != NULL, "%s is no path", path);
  text = xmlXPathCastToString(object);
  copy = g_strdup((const char *)text);
  xmlFree(text);
  xmlXPathFreeObject(object);
  xmlXPathFreeContext(context);
  return copy;
}

static const struct {
  const char *path, *value;
} rows[] = {
  { "/rss/@version", "2.0" },
  { "count(/rss/channel)", "1" },
  { "/rss/channel/title", "Weekly reading" },
  { "/rss/channel/link", BASE "/" },
  { "string-length(/rss/channel/description) > 0", "true" },
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
  { "contains(//item/description, '<p dir=\"auto\">First paragraph.</p>')", "true" },
  { "contains(//item/description, '<p dir=\"auto\">Hello &amp; &lt;world&gt;</p>')", "true" },
  { "contains(//item/description, '" BASE "/links/linkbqrstuvwxyzqrstuvwxyzqrs')", "true" },
  { "contains(//item/description, 'article.test via track.test')", "true" },
  { "contains(//item/description, 'the same once more')", "false" },
  { "contains(//item/description, 'a link that is not there')", "false" },
  { "contains(//item/description, '<a href=\"" BASE "/newsletters/" FIXTURE_ID "\">Read the full newsletter</a>')",
    "true" },
  { "contains(//item/description, 'own sentences. 1 sponsored link left out.')", "true" },
  { "contains(//item/description, 'may not be from')", "false" },
};

START_TEST(content)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *value = NULL;
  xmlDoc *document;

  g_ptr_array_add(items, fixture_item("Hello & <world>"));
  bytes = write_feed();
  document = read_feed(bytes);
  value = value_at(document, rows[_i].path);
  ck_assert_str_eq(value, rows[_i].value);
  xmlFreeDoc(document);
}
END_TEST

static void check_html(xmlNode *node)
{
  for (; node != NULL; node = node->next) {
    ck_assert(xmlStrcasecmp(node->name, BAD_CAST "script") != 0);
    for (xmlAttr *attribute = node->type == XML_ELEMENT_NODE ? node->properties : NULL; attribute != NULL;
         attribute = attribute->next)
      ck_assert_msg(strncmp((const char *)attribute->name, "on", 2) != 0, "attribute %s", attribute->name);
    check_html(node->children);
  }
}

/* What a sender writes comes back as text: in XML, and in the HTML in the XML. */
START_TEST(hostile)
{
  static const char shown[] = "</title><script>alert(1)</script>]]>&amp;&#xD800;\"'` onerror=x\u202e\ufffd!";
  static const char line[] = "</title><script>alert(1)</script>]]>&amp;&#xD800;\"'` onerror=x\ufffd!";
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *title = NULL, *creator = NULL, *description = NULL, *plain = NULL;
  xmlDoc *document, *html;
  xmlChar *text;

  g_ptr_array_add(items, fixture_item(FIXTURE_HOSTILE));
  g_free(fixture.feed->name);
  fixture.feed->name = g_strdup(FIXTURE_HOSTILE);
  bytes = write_feed();
  document = read_feed(bytes);
  title = value_at(document, "//item/title");
  creator = value_at(document, "//item/dc:creator");
  description = value_at(document, "//item/description");
  ck_assert_str_eq(title, line);
  ck_assert_str_eq(creator, line);
  html = htmlReadMemory(description, (int)strlen(description), NULL, "utf-8", HTML_PARSE_NONET | HTML_PARSE_NOERROR);
  check_html(xmlDocGetRootElement(html));
  text = xmlNodeGetContent(xmlDocGetRootElement(html));
  ck_assert_msg(strstr((const char *)text, shown) != NULL, "%s", text);
  xmlFree(text);
  xmlFreeDoc(html);
  xmlFreeDoc(document);
}
END_TEST

START_TEST(masked)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *all = NULL;

  g_ptr_array_add(items, fixture_item("for secretbox@m.test, SecretBox+x@n.test and secretbox%40m.test"));
  bytes = write_feed();
  all = g_ascii_strdown(g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
  ck_assert_ptr_null(strstr(all, "secretbox"));
  ck_assert_ptr_nonnull(strstr(all, "[your address]"));
}
END_TEST

START_TEST(stable)
{
  g_autoptr(GBytes) first = NULL, second = NULL;

  g_ptr_array_add(items, fixture_item("Hello"));
  first = write_feed();
  second = write_feed();
  ck_assert(g_bytes_equal(first, second));
}
END_TEST

/* Not one item too many, not one too few, and always at least one. */
START_TEST(byte_cap)
{
  g_autoptr(GBytes) all = NULL;

  for (int i = 0; i < 5; i++)
    g_ptr_array_add(items, fixture_item("Hello"));
  all = write_feed();
  for (gint64 cap = 1; cap <= (gint64)g_bytes_get_size(all); cap += 97) {
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *count = NULL;
    xmlDoc *document;

    fixture.feed->max_bytes = cap;
    bytes = write_feed();
    document = read_feed(bytes);
    count = value_at(document, "count(//item)");
    ck_assert_str_ne(count, "0");
    ck_assert(g_bytes_get_size(bytes) <= (gsize)cap || strcmp(count, "1") == 0);
    xmlFreeDoc(document);
  }
  fixture.feed->max_bytes = (gint64)g_bytes_get_size(all);
  {
    g_autoptr(GBytes) exact = write_feed();

    ck_assert(g_bytes_equal(exact, all));
  }
  fixture.feed->max_bytes--;
  {
    g_autoptr(GBytes) less = write_feed();

    ck_assert_uint_lt(g_bytes_get_size(less), g_bytes_get_size(all));
  }
  fixture.feed->max_bytes = 0; /* no cap */
  fixture.config->feed_max_bytes = 1;
  {
    g_autoptr(GBytes) uncapped = write_feed();

    ck_assert(g_bytes_equal(uncapped, all));
  }
}
END_TEST

START_TEST(empty)
{
  g_autoptr(GBytes) bytes = write_feed();
  xmlDoc *document = read_feed(bytes);
  g_autofree char *title = value_at(document, "/rss/channel/title"), *count = value_at(document, "count(//item)");

  ck_assert_str_eq(title, "Weekly reading");
  ck_assert_str_eq(count, "0");
  xmlFreeDoc(document);
}
END_TEST

static const struct {
  const char *first, *second, *language;
} language_rows[] = {
  { "de", "de-AT", "de" },
  { "de", "en", "" },
  { "de", NULL, "" },
  { NULL, NULL, "" },
};

START_TEST(languages)
{
  const char *const tags[] = { language_rows[_i].first, language_rows[_i].second };
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *language = NULL;
  xmlDoc *document;

  for (guint i = 0; i < 2; i++) {
    Item *item = fixture_item("Hello");

    g_free(item->newsletter->language);
    item->newsletter->language = g_strdup(tags[i]);
    g_ptr_array_add(items, item);
  }
  bytes = write_feed();
  document = read_feed(bytes);
  language = value_at(document, "/rss/channel/language");
  ck_assert_str_eq(language, language_rows[_i].language);
  xmlFreeDoc(document);
}
END_TEST

Suite *test_feed_rss_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("feed_rss", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, content, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, hostile);
  tcase_add_test(tcase, masked);
  tcase_add_test(tcase, stable);
  tcase_add_test(tcase, byte_cap);
  tcase_add_test(tcase, empty);
  tcase_add_loop_test(tcase, languages, 0, G_N_ELEMENTS(language_rows));
  return suite;
}
