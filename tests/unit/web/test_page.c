/* SPDX-License-Identifier: MIT */
#include "web/page.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"
#include "web/assets.h"

static Fixture fixture;
static PageOriginal original;

static void setup(void)
{
  fixture_setup(&fixture);
  original = (PageOriginal){ TRUE, TRUE, FALSE };
}

static void teardown(void)
{
  fixture_teardown(&fixture);
}

static char *text_of(GBytes *page)
{
  gsize size;
  const char *data;

  ck_assert_ptr_nonnull(page);
  data = g_bytes_get_data(page, &size);
  ck_assert(g_utf8_validate(data, (gssize)size, NULL));
  return g_strndup(data, size);
}

static char *newsletter_page(const Item *item)
{
  Show show = fixture_show(&fixture, "/g");
  GError *error = NULL;
  g_autoptr(GBytes) page = page_newsletter(&show, fixture.feed, item, &original, &error);

  ck_no_error(error);
  return text_of(page);
}

/* Nothing but what the templates are made of: no script, no handler, and links that stay here or were looked at. */
static void check_node(xmlNode *node)
{
  static const char *const known[] = { "html",    "head",    "meta",   "title",   "link",    "body", "main",   "header",
                                       "section", "article", "footer", "details", "summary", "p",    "h1",     "h2",
                                       "ul",      "li",      "a",      "small",   "span",    "bdi",  "time",   "code",
                                       "strong",  "b",       "em",     "br",      "div",     "nav",  "iframe", "h3",
                                       "form",    "label",   "input",  "button",  NULL };

  for (; node != NULL; node = node->next) {
    if (node->type != XML_ELEMENT_NODE)
      continue;
    ck_assert_msg(g_strv_contains(known, (const char *)node->name), "element %s", node->name);
    for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next) {
      xmlChar *value = xmlNodeGetContent((xmlNode *)attribute);
      const char *text = (const char *)value;

      ck_assert_msg(strncmp((const char *)attribute->name, "on", 2) != 0, "attribute %s", attribute->name);
      if (strcmp((const char *)attribute->name, "src") == 0)
        ck_assert_msg(g_str_has_prefix(text, "/g/"), "src %s", text);
      if (strcmp((const char *)attribute->name, "href") == 0 && !g_str_has_prefix(text, "feed:http://h.test/g/feeds/"))
        ck_assert_msg(g_str_has_prefix(text, "/g/") || show_url_is_safe(text) || strcmp(text, "#original") == 0 ||
                          strcmp(text, "#text") == 0,
                      "href %s", text);
      xmlFree(value);
    }
    check_node(node->children);
  }
}

static void check_html(const char *html)
{
  xmlDoc *document = htmlReadMemory(html, (int)strlen(html), NULL, "utf-8", HTML_PARSE_NONET | HTML_PARSE_NOERROR);

  ck_assert_ptr_null(strstr(html, "<script"));
  check_node(xmlDocGetRootElement(document));
  xmlFreeDoc(document);
}

static const char *const hostile_rows[] = {
  FIXTURE_HOSTILE,
  "<img src=x onerror=alert(1)>",
  "\" onmouseover=\"alert(1)",
  "' autofocus onfocus='alert(1)",
  "javascript:alert(1)",
  "[x](javascript:alert(1)) ![x](https://evil.test/pixel.gif)",
  "<https://evil.test> https://evil.test",
  "{{title}} {{{body}}} {{#links}} {{/x}}",
  "</article></main><style>*{display:none}</style>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "\xe2\x80\xae\xd8\xa7\xd9\x84\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a\xd8\xa9",
};

START_TEST(hostile)
{
  g_autoptr(Item) item = fixture_item(hostile_rows[_i]);
  g_autofree char *html = NULL;

  g_free(fixture.feed->name);
  fixture.feed->name = g_strdup(hostile_rows[_i]);
  html = newsletter_page(item);
  check_html(html);
}
END_TEST

START_TEST(hostile_between)
{
  Show show = fixture_show(&fixture, "/g");
  g_autoptr(Item) item = fixture_item(hostile_rows[_i]);
  g_autoptr(GBytes) page = page_between(&show, newsletter_link(item->newsletter, 2), NULL);
  g_autofree char *html = text_of(page);

  check_html(html);
}
END_TEST

static const struct {
  const char *text;
  gboolean there;
} content_rows[] = {
  { "<title>Hello &amp; &lt;world&gt;</title>", TRUE },
  { "<p class=\"kicker\"><bdi>Weekly reading</bdi></p>", TRUE },
  { "<bdi>news@sender.test</bdi>", TRUE },
  { "<span class=\"verdict unverified\"><bdi>sender not checked</bdi></span>", TRUE },
  { "<time datetime=\"2026-11-23T08:00:00Z\"><bdi>23 November 2026</bdi></time>", TRUE },
  { "500 words", TRUE },
  { "3 min", TRUE },
  { "First paragraph.", TRUE },
  { "<h2>Title</h2>", TRUE }, /* the page has an <h1> */
  { "<h1>Title</h1>", FALSE },
  { "href=\"/g/newsletters/" FIXTURE_ID "/parts/0\"", TRUE },
  { "<iframe src=\"/g/newsletters/" FIXTURE_ID
    "/original\" title=\"Original view\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\"",
    TRUE },
  { "href=\"/g/newsletters/" FIXTURE_ID "?images=1#original\"", TRUE },
  { "Web version", FALSE },
  { "/feeds/", FALSE }, /* who is given a page is not given the feed */
  { "<a href=\"/g/links/linkbqrstuvwxyzqrstuvwxyzqrs\"", TRUE },
  { "article.test via track.test", TRUE },
  { "3 links", TRUE },
  { "1 attachment", TRUE },
  { "application/pdf, 4 bytes", TRUE },
  { "href=\"https://list.test/leave?a=1&amp;b=2\"", TRUE },
  { "javascript:", FALSE },
  { "secretbox", FALSE },
  { "https://track.test", FALSE }, /* links go through /links/ */
  { "could not be decoded", FALSE },
  { "not all of it", FALSE },
  { "http://h.test", FALSE }, /* pages are relative to where they are read */
};

START_TEST(content)
{
  g_autoptr(Item) item = fixture_item("Hello & <world>");
  g_autofree char *html = newsletter_page(item);

  ck_assert_msg((strstr(html, content_rows[_i].text) != NULL) == content_rows[_i].there, "%s", html);
}
END_TEST

static const struct {
  NewsletterFlags flags;
  Verdict verdict;
  const char *text;
} state_rows[] = {
  { NEWSLETTER_CONFIRMATION, VERDICT_PASS, "asks for a confirmation" },
  { NEWSLETTER_UNDECODED, VERDICT_PASS, "could not be decoded" },
  { NEWSLETTER_TRUNCATED, VERDICT_PASS, "not all of it" },
  { 0, VERDICT_PASS, "sender verified" },
  { 0, VERDICT_FAIL, "may not be from this sender" },
  { 0, VERDICT_FORGED, "the sender looks forged" },
};

START_TEST(states)
{
  g_autoptr(Item) item = fixture_item("Hello");
  g_autofree char *html = NULL;

  item->newsletter->flags = state_rows[_i].flags;
  item->newsletter->verdict = state_rows[_i].verdict;
  html = newsletter_page(item);
  ck_assert_msg(strstr(html, state_rows[_i].text) != NULL, "%s", html);
}
END_TEST

/* Little is known of it: no page of half-filled places. */
START_TEST(bare)
{
  g_autoptr(Item) item = item_new();
  g_autofree char *html = NULL;

  item->newsletter = newsletter_new();
  item->newsletter->markdown = g_strdup("");
  item->gist = gist_new();
  original.there = FALSE;
  html = newsletter_page(item);
  ck_assert_ptr_nonnull(strstr(html, "(no subject)"));
  ck_assert_ptr_nonnull(strstr(html, "unknown sender"));
  ck_assert_ptr_null(strstr(html, "<details"));
  ck_assert_ptr_null(strstr(html, "<iframe"));
  ck_assert_ptr_null(strstr(html, "<article"));
  ck_assert_ptr_null(strstr(html, "words"));
  ck_assert_ptr_null(strstr(html, "The gist"));
  ck_assert_ptr_nonnull(strstr(html, "This mail has no text."));
  check_html(html);
}
END_TEST

/* All there is of it is a picture: the original view is open. */
START_TEST(picture_alone)
{
  g_autoptr(Item) item = fixture_item("Hello");
  g_autofree char *html = NULL;

  g_free(item->newsletter->markdown);
  item->newsletter->markdown = g_strdup("");
  original = (PageOriginal){ .there = TRUE };
  html = newsletter_page(item);
  ck_assert_ptr_nonnull(strstr(html, "This mail has no text; what there is stands in the original view."));
  ck_assert_ptr_nonnull(strstr(html, "<details open>\n<summary>Original view"));
  check_html(html);
}
END_TEST

/* What a page says of pictures on other servers, and where its frame leads. */
static const struct {
  PageOriginal original;
  gboolean images; /* of the feed */
  const char *there, *absent;
} picture_rows[] = {
  { { TRUE, TRUE, FALSE }, FALSE, "are not loaded", "<details open" },
  { { TRUE, TRUE, TRUE }, FALSE, "<details open", "are not loaded" },
  { { TRUE, TRUE, TRUE }, FALSE, "/original?images=1\" title", "?images=1#original" },
  { { TRUE, TRUE, TRUE }, TRUE, "come from other servers", "images=1" },
  { { TRUE, FALSE, FALSE }, FALSE, "<iframe", "other servers" },
  { { FALSE, FALSE, FALSE }, FALSE, "From the sender", "riginal view" },
};

START_TEST(pictures)
{
  g_autoptr(Item) item = fixture_item("Hello");
  g_autofree char *html = NULL;

  original = picture_rows[_i].original;
  fixture.feed->images = picture_rows[_i].images;
  html = newsletter_page(item);
  ck_assert_msg(strstr(html, picture_rows[_i].there) != NULL, "%s", html);
  ck_assert_msg(strstr(html, picture_rows[_i].absent) == NULL, "%s", html);
}
END_TEST

/* Listed once, by way of its link. */
START_TEST(web_version)
{
  g_autoptr(Item) item = fixture_item("Hello");
  g_autofree char *html = NULL;
  const char *first;

  item->newsletter->web_url = g_strdup("https://track.test/c/1?to=x");
  html = newsletter_page(item);
  first =
      strstr(html, "<li><a href=\"/g/links/linkbqrstuvwxyzqrstuvwxyzqrs\" rel=\"nofollow noreferrer\">Web version</a>");
  ck_assert_ptr_nonnull(first);
  ck_assert_ptr_nonnull(strstr(html, "<summary>2 links</summary>"));
}
END_TEST

static const struct {
  const char *language;
  gboolean rtl;
} direction_rows[] = { { "ar", TRUE }, { "he-IL", TRUE }, { "en", FALSE }, { "arm", FALSE }, { NULL, FALSE } };

START_TEST(directions)
{
  g_autoptr(Item) item = fixture_item("Hello");
  g_autofree char *html = NULL;

  g_free(item->newsletter->language);
  item->newsletter->language = g_strdup(direction_rows[_i].language);
  html = newsletter_page(item);
  ck_assert_int_eq(strstr(html, "<header dir=\"rtl\">") != NULL, direction_rows[_i].rtl);
}
END_TEST

/* Where the gist fills the first screen, a link leads over it. */
static const struct {
  const char *unit; /* of the summary */
  guint count;
  guint links; /* of one letter */
  const char *markdown;
  gboolean there;
} jump_rows[] = {
  { "x", 450, 0, "Text.", FALSE },
  { "x", 451, 0, "Text.", TRUE },
  { "x", 451, 0, "", FALSE }, /* nothing to jump to */
  { "x", 451, 0, NULL, FALSE },
  { "\xc3\xa9", 450, 0, "Text.", FALSE },
  { "\xe3\x81\x82", 225, 0, "Text.", FALSE }, /* as wide as two letters */
  { "\xe3\x81\x82", 226, 0, "Text.", TRUE },
  { "x", 0, 10, "Text.", FALSE },
  { "x", 0, 11, "Text.", TRUE },
  { "x", 99999, 11, "Text.", TRUE },
};

START_TEST(jump)
{
  g_autoptr(Item) item = item_new();
  g_autofree char *html = NULL;
  GString *summary = g_string_new("");

  for (guint i = 0; i < jump_rows[_i].count; i++)
    g_string_append(summary, jump_rows[_i].unit);
  item->newsletter = newsletter_new();
  item->newsletter->markdown = g_strdup(jump_rows[_i].markdown);
  item->gist = gist_new();
  item->gist->summary = g_string_free(summary, FALSE);
  for (guint i = 0; i < jump_rows[_i].links; i++)
    g_ptr_array_add(item->gist->links, gist_link_new(i + 1, "x"));
  html = newsletter_page(item);
  ck_assert_int_eq(strstr(html, "<a href=\"#text\">") != NULL, jump_rows[_i].there);
  ck_assert_int_eq(strstr(html, " id=\"text\"") != NULL, jump_rows[_i].markdown != NULL && jump_rows[_i].markdown[0]);
  check_html(html);
}
END_TEST

/* --- the feed ----------------------------------------------------------------------------- */

static char *feed_page(const GPtrArray *items, const PageOfFeed *place)
{
  Show show = fixture_show(&fixture, "/g");
  GError *error = NULL;
  g_autoptr(GBytes) page = page_feed(&show, fixture.feed, items, place, &error);

  ck_no_error(error);
  return text_of(page);
}

static const struct {
  PageOfFeed place; /* older, first */
  const char *text;
  gboolean there;
} feed_rows[] = {
  { { FALSE, TRUE }, "<title>Weekly reading</title>", TRUE },
  { { FALSE, TRUE }, "<h1 dir=\"auto\">Weekly reading</h1>", TRUE },
  { { FALSE, TRUE }, "<a href=\"/g/newsletters/" FIXTURE_ID "\">Hello &amp; &lt;world&gt;</a></h2>", TRUE },
  { { FALSE, TRUE }, "First paragraph.", TRUE },
  { { FALSE, TRUE }, "<bdi>23 November 2026</bdi>", TRUE },
  { { FALSE, TRUE }, "href=\"feed:http://h.test/g/feeds/" FIXTURE_ID "/rss\"", TRUE },
  { { FALSE, TRUE }, "<code>http://h.test/g/feeds/" FIXTURE_ID "/rss</code>", TRUE },
  { { FALSE, TRUE }, "href=\"/g/feeds/" FIXTURE_ID "/atom\" type=\"application/atom+xml\">Atom</a>", TRUE },
  { { FALSE, TRUE },
    "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Weekly reading (RSS)\" href=\"/g/feeds/",
    TRUE },
  { { FALSE, TRUE }, "<link rel=\"alternate\" type=\"application/feed+json\"", TRUE },
  { { FALSE, TRUE }, "pager", FALSE },
  { { FALSE, TRUE }, "secretbox", FALSE },
  { { FALSE, TRUE }, "Nothing has arrived", FALSE },
  { { TRUE, TRUE }, "<a href=\"/g/feeds/" FIXTURE_ID "?before=" FIXTURE_ID "\" rel=\"next\">", TRUE },
  { { TRUE, TRUE }, "Newest</a>", FALSE },
  { { FALSE, FALSE }, "<a href=\"/g/feeds/" FIXTURE_ID "\">Newest</a>", TRUE },
  { { FALSE, FALSE }, "?before=", FALSE },
  { { TRUE, FALSE }, "Newest</a>", TRUE },
};

START_TEST(feed_content)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  g_autofree char *html = NULL;

  g_ptr_array_add(items, fixture_item("Hello & <world>"));
  html = feed_page(items, &feed_rows[_i].place);
  ck_assert_msg((strstr(html, feed_rows[_i].text) != NULL) == feed_rows[_i].there, "%s", html);
}
END_TEST

START_TEST(empty_feed)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  g_autofree char *html = feed_page(items, &(PageOfFeed){ FALSE, TRUE });

  ck_assert_ptr_nonnull(strstr(html, "Nothing has arrived yet."));
  check_html(html);
}
END_TEST

START_TEST(hostile_feed)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  g_autofree char *html = NULL;

  g_free(fixture.feed->name);
  fixture.feed->name = g_strdup(hostile_rows[_i]);
  g_free(fixture.feed->description);
  fixture.feed->description = g_strdup(hostile_rows[_i]);
  g_ptr_array_add(items, fixture_item(hostile_rows[_i]));
  html = feed_page(items, &(PageOfFeed){ TRUE, FALSE });
  check_html(html);
}
END_TEST

/* What is escaped is told by the value: no template of ours turns it off. */
START_TEST(templates_escape)
{
  static const char *const names[] = { "between", "error", "feed", "foot",       "gist",    "head",
                                       "home",    "item",  "link", "newsletter", "warnings" };

  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *file = g_strconcat(names[i], ".mustache", NULL);
    g_autoptr(GBytes) bytes = assets_file(file);
    g_autofree char *source = text_of(bytes);

    ck_assert_msg(strstr(source, "{{{") == NULL && strstr(source, "{{&") == NULL && strstr(source, "{{=") == NULL, "%s",
                  file);
  }
}
END_TEST

START_TEST(masked)
{
  g_autoptr(Item) item = fixture_item("for secretbox@m.test, SecretBox+x@n.test and secretbox%40m.test");
  g_autofree char *html = newsletter_page(item), *lower = g_ascii_strdown(html, -1);

  ck_assert_ptr_null(strstr(lower, "secretbox"));
  ck_assert_ptr_nonnull(strstr(lower, "[your address]"));
}
END_TEST

START_TEST(between)
{
  Show show = fixture_show(&fixture, "/g");
  g_autoptr(Item) item = fixture_item("Leave & go");
  g_autoptr(GBytes) page = page_between(&show, newsletter_link(item->newsletter, 2), NULL);
  g_autofree char *html = text_of(page);

  ck_assert_ptr_nonnull(strstr(html, "<h1 dir=\"auto\">Leave &amp; go</h1>"));
  ck_assert_ptr_nonnull(strstr(html, "<strong>sender.test</strong>"));
  ck_assert_ptr_nonnull(strstr(html, "<code>https://sender.test/leave?for=[your address]</code>"));
  ck_assert_ptr_nonnull(
      strstr(html, "href=\"https://sender.test/leave?for=secretbox%40m.test\" rel=\"nofollow noopener noreferrer\""));
  ck_assert_ptr_nonnull(strstr(html, "stands for the address"));
}
END_TEST

START_TEST(between_mail)
{
  Show show = fixture_show(&fixture, "/g");
  g_autoptr(Item) item = fixture_item("Write");
  g_autoptr(GBytes) page = page_between(&show, newsletter_link(item->newsletter, 4), NULL);
  g_autofree char *html = text_of(page);

  ck_assert_ptr_nonnull(strstr(html, "writes an e-mail to <strong>editor@sender.test</strong>"));
  ck_assert_ptr_nonnull(strstr(html, "href=\"mailto:editor@sender.test?subject=Hi\""));
  ck_assert_ptr_null(strstr(html, "stands for the address"));
}
END_TEST

static const guint statuses[] = { 400, 404, 405, 413, 500, 503 };

START_TEST(errors)
{
  Show show = fixture_show(&fixture, "/g");
  g_autoptr(GBytes) page = page_error(&show, statuses[_i], NULL);
  g_autofree char *html = text_of(page), *number = g_strdup_printf(">%u</p>", statuses[_i]);

  ck_assert_ptr_nonnull(strstr(html, number));
  ck_assert_ptr_null(strstr(html, "<h1></h1>"));
  ck_assert_ptr_null(strstr(html, "<p></p>"));
  check_html(html);
}
END_TEST

Suite *test_page_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("page", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, hostile, 0, G_N_ELEMENTS(hostile_rows));
  tcase_add_loop_test(tcase, hostile_between, 0, G_N_ELEMENTS(hostile_rows));
  tcase_add_loop_test(tcase, content, 0, G_N_ELEMENTS(content_rows));
  tcase_add_loop_test(tcase, states, 0, G_N_ELEMENTS(state_rows));
  tcase_add_test(tcase, bare);
  tcase_add_test(tcase, picture_alone);
  tcase_add_loop_test(tcase, pictures, 0, G_N_ELEMENTS(picture_rows));
  tcase_add_test(tcase, web_version);
  tcase_add_loop_test(tcase, jump, 0, G_N_ELEMENTS(jump_rows));
  tcase_add_loop_test(tcase, directions, 0, G_N_ELEMENTS(direction_rows));
  tcase_add_loop_test(tcase, feed_content, 0, G_N_ELEMENTS(feed_rows));
  tcase_add_test(tcase, empty_feed);
  tcase_add_loop_test(tcase, hostile_feed, 0, G_N_ELEMENTS(hostile_rows));
  tcase_add_test(tcase, templates_escape);
  tcase_add_test(tcase, masked);
  tcase_add_test(tcase, between);
  tcase_add_test(tcase, between_mail);
  tcase_add_loop_test(tcase, errors, 0, G_N_ELEMENTS(statuses));
  return suite;
}
