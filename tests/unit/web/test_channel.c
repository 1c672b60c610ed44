/* SPDX-License-Identifier: MIT */
/* What a feed holds, whatever its format: read back by readers of XML, JSON and HTML and compared with what went in. */
#include "web/channel.h"

#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"
#include "util/date.h"
#include "web/feed_atom.h"
#include "web/feed_json.h"
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

static Channel *make_channel(void)
{
  Show show = fixture_show(&fixture, BASE);
  GError *error = NULL;
  Channel *channel = channel_new(&show, fixture.feed, fixture.items, &error);

  ck_no_error(error);
  return channel;
}

static Entry *first_entry(const Channel *channel)
{
  ck_assert_uint_gt(channel->entries->len, 0);
  return g_ptr_array_index(channel->entries, 0);
}

/* --- in all formats ----------------------------------------------------------------------- */

typedef struct {
  const char *title, *author, *html; /* XPath */
} Paths;

static const struct {
  FeedWriter write;
  Paths paths; /* of the first entry; in JSON there is no choice */
  const char *count;
} formats[] = {
  { feed_rss_write, { "//item/title", "//item/dc:creator", "//item/content:encoded" }, "count(//item)" },
  { feed_atom_write,
    { "//atom:entry/atom:title", "//atom:author/atom:name", "//atom:content" },
    "count(//atom:entry)" },
  { feed_json_write, { NULL, NULL, NULL }, NULL },
};

typedef struct {
  char *title, *author, *html; /* of the first entry, NULL when there is none */
  guint entries;
} Found;

static void found_clear(Found *found)
{
  g_free(found->title);
  g_free(found->author);
  g_free(found->html);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Found, found_clear)

static void read_json(GBytes *bytes, Found *found)
{
  json_t *document = json_loadb(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), JSON_REJECT_DUPLICATES, NULL);
  const json_t *list = json_object_get(document, "items"), *item = json_array_get(list, 0);

  ck_assert(json_is_array(list));
  found->entries = (guint)json_array_size(list);
  found->title = g_strdup(json_string_value(json_object_get(item, "title")));
  found->author =
      g_strdup(json_string_value(json_object_get(json_array_get(json_object_get(item, "authors"), 0), "name")));
  found->html = g_strdup(json_string_value(json_object_get(item, "content_html")));
  json_decref(document);
}

static void read_back(int format, GBytes *bytes, Found *found)
{
  g_autofree char *count = NULL;
  xmlDoc *document;

  if (formats[format].count == NULL) {
    read_json(bytes, found);
    return;
  }
  document = fixture_parse(bytes);
  found->title = fixture_value(document, formats[format].paths.title);
  found->author = fixture_value(document, formats[format].paths.author);
  found->html = fixture_value(document, formats[format].paths.html);
  count = fixture_value(document, formats[format].count);
  found->entries = (guint)g_ascii_strtoull(count, NULL, 10);
  xmlFreeDoc(document);
}

static GBytes *write_format(int format)
{
  return fixture_write(&fixture, formats[format].write);
}

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

/* What a sender writes comes back as text: in XML and JSON, and in the HTML in them, gist or newsletter. */
START_TEST(hostile)
{
  static const char shown[] = "</title><script>alert(1)</script>]]>&amp;&#xD800;\"'` onerror=x\u202e\u25a1!";
  static const char line[] = "</title><script>alert(1)</script>]]>&amp;&#xD800;\"'` onerror=x\u25a1!";
  g_autoptr(GBytes) bytes = NULL;
  g_auto(Found) found = { NULL };
  xmlDoc *html;
  xmlChar *text;

  g_ptr_array_add(fixture.items, fixture_item(FIXTURE_HOSTILE));
  g_free(fixture.feed->name);
  fixture.feed->name = g_strdup(FIXTURE_HOSTILE);
  fixture.feed->show = FEED_SHOW_FULL;
  bytes = write_format(_i);
  read_back(_i, bytes, &found);
  ck_assert_str_eq(found.title, line);
  ck_assert_str_eq(found.author, line);
  html = htmlReadMemory(found.html, (int)strlen(found.html), NULL, "utf-8", HTML_PARSE_NONET | HTML_PARSE_NOERROR);
  check_html(xmlDocGetRootElement(html));
  text = xmlNodeGetContent(xmlDocGetRootElement(html));
  ck_assert_msg(strstr((const char *)text, shown) != NULL, "%s", text);
  xmlFree(text);
  xmlFreeDoc(html);
}
END_TEST

START_TEST(masked)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *all = NULL;

  fixture.feed->show = FEED_SHOW_FULL;
  g_ptr_array_add(fixture.items, fixture_item("for secretbox@m.test, SecretBox+x@n.test and secretbox%40m.test"));
  bytes = write_format(_i);
  all = g_ascii_strdown(g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
  ck_assert_ptr_null(strstr(all, "secretbox"));
  ck_assert_ptr_nonnull(strstr(all, "[your address]"));
}
END_TEST

START_TEST(stable)
{
  g_autoptr(GBytes) first = NULL, second = NULL;

  g_ptr_array_add(fixture.items, fixture_item("Hello"));
  first = write_format(_i);
  date_set_now(FIXTURE_NOW + 400 * 24 * 3600);
  second = write_format(_i);
  date_set_now(0);
  ck_assert(g_bytes_equal(first, second));
}
END_TEST

/* What a search leaves out is said in the format's own place, after what the feed says of itself. */
START_TEST(found_more)
{
  static const char *const places[] = { "<description>About &amp; so \u2013 More than 2000 newsletters were found.",
                                        "<subtitle>About &amp; so \u2013 More than 2000 newsletters were found.",
                                        "\"description\":\"About & so \u2013 More than 2000 newsletters were found." };
  Show show = fixture_show(&fixture, "http://h.test/g");
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *all = NULL;

  g_free(fixture.feed->description);
  fixture.feed->description = g_strdup("About & so");
  show.search = "word";
  show.found_more = TRUE;
  bytes = formats[_i].write(&show, fixture.feed, fixture.items, NULL);
  all = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  ck_assert_msg(strstr(all, places[_i]) != NULL, "%s", all);
}
END_TEST

/* Not one item too many, not one too few, and always at least one. */
START_TEST(byte_cap)
{
  g_autoptr(GBytes) all = NULL, exact = NULL, less = NULL, uncapped = NULL;

  for (int i = 0; i < 5; i++)
    g_ptr_array_add(fixture.items, fixture_item("Hello"));
  all = write_format(_i);
  for (gint64 cap = 1; cap <= (gint64)g_bytes_get_size(all); cap += 97) {
    g_autoptr(GBytes) bytes = NULL;
    g_auto(Found) found = { NULL };

    fixture.feed->max_bytes = cap;
    bytes = write_format(_i);
    read_back(_i, bytes, &found);
    ck_assert_uint_gt(found.entries, 0);
    ck_assert(g_bytes_get_size(bytes) <= (gsize)cap || found.entries == 1);
  }
  fixture.feed->max_bytes = (gint64)g_bytes_get_size(all);
  exact = write_format(_i);
  ck_assert(g_bytes_equal(exact, all));
  fixture.feed->max_bytes--;
  less = write_format(_i);
  ck_assert_uint_lt(g_bytes_get_size(less), g_bytes_get_size(all));
  fixture.feed->max_bytes = 0; /* no cap */
  fixture.config->feed_max_bytes = 1;
  uncapped = write_format(_i);
  ck_assert(g_bytes_equal(uncapped, all));
}
END_TEST

START_TEST(empty)
{
  g_autoptr(GBytes) bytes = write_format(_i);
  g_auto(Found) found = { NULL };

  read_back(_i, bytes, &found);
  ck_assert_uint_eq(found.entries, 0);
  ck_assert_ptr_nonnull(strstr(g_bytes_get_data(bytes, NULL), "Weekly reading"));
}
END_TEST

/* --- before a format is chosen ------------------------------------------------------------ */

static const struct {
  const char *text;
  gboolean there;
} html_rows[] = {
  { "<p dir=\"auto\">First paragraph.</p>", TRUE },
  { "<p dir=\"auto\">Hello &amp; &lt;world&gt;</p>", TRUE },
  { BASE "/links/linkbqrstuvwxyzqrstuvwxyzqrs", TRUE },
  { "article.test via track.test", TRUE },
  { "the same once more", FALSE },
  { "a link that is not there", FALSE },
  { "<a href=\"" BASE "/newsletters/" FIXTURE_ID "\">Read the full newsletter</a> (500 words)", TRUE },
  { "own sentences. 1 sponsored link left out.", TRUE },
  { "may not be from", FALSE },
  { "<h1>Title</h1>", FALSE },
  { "\"/", FALSE }, /* no relative link */
};

START_TEST(html_of_entry)
{
  g_autoptr(Channel) channel = NULL;

  g_ptr_array_add(fixture.items, fixture_item("Hello & <world>"));
  channel = make_channel();
  ck_assert_msg((strstr(first_entry(channel)->html, html_rows[_i].text) != NULL) == html_rows[_i].there, "%s",
                first_entry(channel)->html);
  /* what readers show of it in their lists is its beginning */
  ck_assert(g_str_has_prefix(first_entry(channel)->html, html_rows[0].text));
}
END_TEST

START_TEST(full_text)
{
  g_autoptr(Channel) channel = NULL;
  const char *html;

  fixture.feed->show = FEED_SHOW_FULL;
  g_ptr_array_add(fixture.items, fixture_item("Hello"));
  channel = make_channel();
  html = first_entry(channel)->html;
  ck_assert_ptr_nonnull(strstr(html, "<p dir=\"auto\">First paragraph.</p>"));
  ck_assert_ptr_nonnull(strstr(html, "<h1>Title</h1>\n<p>Hello</p>"));
  ck_assert_ptr_nonnull(strstr(html, "<a href=\"" BASE "/links/linkbqrstuvwxyzqrstuvwxyzqrs\""));
  ck_assert_ptr_nonnull(strstr(html, ">Read it as a page</a>"));
}
END_TEST

/* Cut after a block, and a way to the rest. */
static const struct {
  gint64 max_bytes;
  gsize most;
} cut_rows[] = { { 0, CHANNEL_MAX_BODY }, { 1024 * 1024, CHANNEL_MAX_BODY }, { 40000, 10001 } };

START_TEST(long_text_is_cut)
{
  Item *item = fixture_item("Hello");
  g_autoptr(GString) text = g_string_new("");
  g_autoptr(Channel) channel = NULL;
  const char *html, *body, *end;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf(text, "Paragraph %u of many.\n\n", i);
  g_free(item->newsletter->markdown);
  item->newsletter->markdown = g_strdup(text->str);
  g_ptr_array_add(fixture.items, item);
  fixture.feed->show = FEED_SHOW_FULL;
  fixture.feed->max_bytes = cut_rows[_i].max_bytes;
  channel = make_channel();
  html = first_entry(channel)->html;
  body = strstr(html, "<p>Paragraph 0 of many.</p>");
  ck_assert_ptr_nonnull(body);
  end = g_strrstr(html, " of many.</p>\n");
  ck_assert_ptr_nonnull(end);
  ck_assert_uint_le((gsize)(end - body), cut_rows[_i].most);
  ck_assert_uint_gt((gsize)(end - body), cut_rows[_i].most - 100);
  ck_assert_ptr_nonnull(strstr(end, ": <a href=\"" BASE "/newsletters/" FIXTURE_ID "\">Read on"));
}
END_TEST

static const struct {
  const char *first, *second, *language;
} language_rows[] = {
  { "de", "de-AT", "de" },
  { "de", "en", NULL },
  { "de", NULL, NULL },
  { NULL, NULL, NULL },
};

START_TEST(languages)
{
  const char *const tags[] = { language_rows[_i].first, language_rows[_i].second };
  g_autoptr(Channel) channel = NULL;

  for (guint i = 0; i < 2; i++) {
    Item *item = fixture_item("Hello");

    g_free(item->newsletter->language);
    item->newsletter->language = g_strdup(tags[i]);
    g_ptr_array_add(fixture.items, item);
  }
  channel = make_channel();
  ck_assert_pstr_eq(channel->language, language_rows[_i].language);
  ck_assert_pstr_eq(first_entry(channel)->language, language_rows[_i].first);
}
END_TEST

static const struct {
  const char *type;
  gboolean is_inline;
  const char *shown; /* NULL: not listed */
} file_rows[] = {
  { "application/pdf", FALSE, "application/pdf" },
  { "application/vnd.oasis.opendocument.text", FALSE, "application/vnd.oasis.opendocument.text" },
  { "image/png", TRUE, NULL },
  { "", FALSE, "application/octet-stream" },
  { "text", FALSE, "application/octet-stream" },
  { "text/", FALSE, "application/octet-stream" },
  { "/plain", FALSE, "application/octet-stream" },
  { "a/b/c", FALSE, "application/octet-stream" },
  { "text/html; charset=x", FALSE, "application/octet-stream" },
  { "text/\"><script>", FALSE, "application/octet-stream" },
};

START_TEST(files)
{
  Item *item = fixture_item("Hello");
  Part *part = g_ptr_array_index(item->newsletter->parts, 0);
  g_autoptr(Channel) channel = NULL;
  const GPtrArray *list;

  g_ptr_array_add(fixture.items, item);
  g_free(part->type);
  part->type = g_strdup(file_rows[_i].type);
  part->is_inline = file_rows[_i].is_inline;
  channel = make_channel();
  list = first_entry(channel)->files;
  ck_assert_uint_eq(list->len, file_rows[_i].shown != NULL);
  if (list->len > 0)
    ck_assert_str_eq(((const EntryFile *)g_ptr_array_index(list, 0))->type, file_rows[_i].shown);
}
END_TEST

Suite *test_channel_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("channel", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, hostile, 0, G_N_ELEMENTS(formats));
  tcase_add_loop_test(tcase, masked, 0, G_N_ELEMENTS(formats));
  tcase_add_loop_test(tcase, found_more, 0, G_N_ELEMENTS(formats));
  tcase_add_loop_test(tcase, stable, 0, G_N_ELEMENTS(formats));
  tcase_add_loop_test(tcase, byte_cap, 0, G_N_ELEMENTS(formats));
  tcase_add_loop_test(tcase, empty, 0, G_N_ELEMENTS(formats));
  tcase_add_loop_test(tcase, html_of_entry, 0, G_N_ELEMENTS(html_rows));
  tcase_add_test(tcase, full_text);
  tcase_add_loop_test(tcase, long_text_is_cut, 0, G_N_ELEMENTS(cut_rows));
  tcase_add_loop_test(tcase, languages, 0, G_N_ELEMENTS(language_rows));
  tcase_add_loop_test(tcase, files, 0, G_N_ELEMENTS(file_rows));
  return suite;
}
