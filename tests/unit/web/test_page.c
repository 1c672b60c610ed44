/* SPDX-License-Identifier: MIT */
#include "web/page.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

static Fixture fixture;

static void setup(void)
{
  fixture_setup(&fixture);
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
  g_autoptr(GBytes) page = page_newsletter(&show, fixture.feed, item, &error);

  ck_no_error(error);
  return text_of(page);
}

/* Nothing but what the templates are made of: no script, no handler, and links that stay here or were looked at. */
static void check_node(xmlNode *node)
{
  static const char *const known[] = { "html",    "head",    "meta",   "title",   "link",    "body", "main", "header",
                                       "section", "article", "footer", "details", "summary", "p",    "h1",   "h2",
                                       "ul",      "li",      "a",      "small",   "span",    "bdi",  "time", "code",
                                       "strong",  "b",       "em",     "br",      NULL };

  for (; node != NULL; node = node->next) {
    if (node->type != XML_ELEMENT_NODE)
      continue;
    ck_assert_msg(g_strv_contains(known, (const char *)node->name), "element %s", node->name);
    for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next) {
      xmlChar *value = xmlNodeGetContent((xmlNode *)attribute);
      const char *text = (const char *)value;

      ck_assert_msg(strncmp((const char *)attribute->name, "on", 2) != 0, "attribute %s", attribute->name);
      if (strcmp((const char *)attribute->name, "href") == 0)
        ck_assert_msg(g_str_has_prefix(text, "/g/") || show_url_is_safe(text), "href %s", text);
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
  { "<p class=\"kicker\" dir=\"auto\">Weekly reading</p>", TRUE },
  { "&lt;news@sender.test&gt;", TRUE },
  { "<span class=\"verdict unverified\">sender not checked</span>", TRUE },
  { "<time datetime=\"2026-11-23T08:00:00Z\">23 November 2026</time>", TRUE },
  { "500 words", TRUE },
  { "3 min", TRUE },
  { "First paragraph.", TRUE },
  { "<h1>Title</h1>", TRUE },
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
  html = newsletter_page(item);
  ck_assert_ptr_nonnull(strstr(html, "(no subject)"));
  ck_assert_ptr_nonnull(strstr(html, "unknown sender"));
  ck_assert_ptr_null(strstr(html, "<details>"));
  ck_assert_ptr_null(strstr(html, "<article"));
  ck_assert_ptr_null(strstr(html, "words"));
  check_html(html);
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
  tcase_add_test(tcase, masked);
  tcase_add_test(tcase, between);
  tcase_add_test(tcase, between_mail);
  tcase_add_loop_test(tcase, errors, 0, G_N_ELEMENTS(statuses));
  return suite;
}
