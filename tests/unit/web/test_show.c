/* SPDX-License-Identifier: MIT */
#include "web/show.h"

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

static const struct {
  const char *url, *host;
} host_rows[] = {
  { "https://example.org/a", "example.org" },
  { "http://www.example.org", "example.org" },
  { "https://WWW.Example.org:8443/x?y#z", "example.org" },
  { "https://bank.test@evil.test/", "evil.test" },
  { "https://a@b@evil.test/", "evil.test" },
  { "https://evil.test?@bank.test/", "evil.test" },
  { "https://evil.test#@bank.test/", "evil.test" },
  { "https://evil.test\\@bank.test/", "evil.test" },
  { "https://[::1]:80/", "[::1]:80" },
  { "https://xn--bcher-kva.test/", "xn--bcher-kva.test" },
  { "mailto:a@b.test?subject=x", "a@b.test" },
  { "javascript:alert(1)", NULL },
  { "", NULL },
};

START_TEST(hosts)
{
  g_autofree char *host = show_host(host_rows[_i].url);

  ck_assert_pstr_eq(host, host_rows[_i].host);
}
END_TEST

static const struct {
  const char *url;
  gboolean safe;
} url_rows[] = {
  { "https://example.org/?a=%0d%0a", TRUE },
  { "http://x", TRUE },
  { "mailto:a@b.test", TRUE },
  { "https://", FALSE },
  { "mailto:", FALSE },
  { "", FALSE },
  { "javascript:alert(1)", FALSE },
  { "data:text/html,x", FALSE },
  { "//example.org", FALSE },
  { "/links/x", FALSE },
  { "HTTPS://example.org", FALSE },
  { "https://a b", FALSE },
  { "https://a\r\nSet-Cookie: x", FALSE },
  { "https://a\nb", FALSE },
  { "https://a\"b", FALSE },
  { "https://a<b>", FALSE },
  { "https://a\\b", FALSE },
  { "https://caf\xc3\xa9", FALSE },
  { "https://a\x7f", FALSE },
};

START_TEST(safe_urls)
{
  ck_assert_int_eq(show_url_is_safe(url_rows[_i].url), url_rows[_i].safe);
}
END_TEST

#define DAY 86400

static const struct {
  const char *tag, *shown;
} language_rows[] = {
  { "en", "en" }, { "EN-us", "en" },    { "haw", "haw" }, { "pt_BR", "pt" },         { NULL, NULL },
  { "", NULL },   { "x", NULL },        { "engl", NULL }, { "e\"", NULL },           { "12", NULL },
  { "-", NULL },  { "\xc3\xa9", NULL }, { "<b", NULL },   { FIXTURE_HOSTILE, NULL },
};

START_TEST(languages)
{
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autofree char *shown = NULL;

  newsletter->language = g_strdup(language_rows[_i].tag);
  shown = show_language(newsletter);
  ck_assert_pstr_eq(shown, language_rows[_i].shown);
}
END_TEST

static const struct {
  const char *address, *in, *text, *html;
} mask_rows[] = {
  { "box", "to box@m.test and Box@N.test", "to [your address] and [your address]", NULL },
  { "box", "box%40m.test box+x@n.test", "[your address] [your address]", NULL },
  { "box", "box@other.test", "box@other.test", NULL },
  { "", "@m.test", "@m.test", NULL },
  { NULL, "a@m.test", "a@m.test", NULL },
  { "a&b", "a&b@m.test", "[your address]", NULL },
  { "a&b", "a&amp;b@m.test", "a&amp;b@m.test", "[your address]" },
};

START_TEST(masks)
{
  const char *const masked[] = { "other", mask_rows[_i].address, NULL };
  Show show = { .config = fixture.config, .masked = masked };
  g_autofree char *text = show_text(&show, mask_rows[_i].in), *line = show_line(&show, mask_rows[_i].in);
  g_autofree char *html = show_mask_html(&show, mask_rows[_i].in);

  ck_assert_str_eq(text, mask_rows[_i].text);
  ck_assert_str_eq(line, mask_rows[_i].text);
  ck_assert_str_eq(html, mask_rows[_i].html != NULL ? mask_rows[_i].html : mask_rows[_i].text);
}
END_TEST

static char *shown_link(const Value *link)
{
  const char *const keys[] = { "text", "href", "host", "via" };
  g_autoptr(GString) out = g_string_new("");

  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    const char *text = value_text(value_get(link, keys[i], strlen(keys[i])));

    g_string_append_printf(out, "%s%s", i > 0 ? "|" : "", text != NULL ? text : "-");
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

START_TEST(confirmation)
{
  static const char *const expected[] = {
    "Hello|/links/linkbqrstuvwxyzqrstuvwxyzqrs|article.test|track.test",
    "Hello|/links/linkcqrstuvwxyzqrstuvwxyzqrs|sender.test|-",
  };
  g_autoptr(Item) item = fixture_item("Hello");
  g_autoptr(Value) gist = NULL;
  g_autofree char *title = NULL;
  Show show = { .config = fixture.config, .prefix = "" };
  const GPtrArray *links;

  item->newsletter->flags = NEWSLETTER_CONFIRMATION;
  title = show_title(&show, item);
  ck_assert_str_eq(title, "[Confirm] Hello");
  gist = show_gist(&show, item);
  links = value_items(value_get(gist, "links", 5));
  ck_assert_uint_eq(links->len, G_N_ELEMENTS(expected));
  for (guint i = 0; i < links->len; i++) {
    g_autofree char *link = shown_link(g_ptr_array_index(links, i));

    ck_assert_str_eq(link, expected[i]);
  }
  ck_assert_str_eq(value_text(value_get(gist, "left_out", 8)), "1 sponsored link");
}
END_TEST

/* One honest line about who wrote it. */
static const struct {
  const char *provider, *model;
  guint left_out;
  const char *maker;
} maker_rows[] = {
  { "extract", "", 0, "Extract made from the newsletter\u2019s own sentences." },
  { "openai", "m-1", 0, "Written by a language model (m-1). It may be wrong." },
  { "ollama", "m", 35, "Written by a language model (m) that read the first 65 % of the newsletter. It may be wrong." },
};

START_TEST(makers)
{
  g_autoptr(Item) item = fixture_item("Hello");
  g_autoptr(Value) gist = NULL;
  Show show = { .config = fixture.config, .prefix = "" };

  g_free(item->gist->provider);
  g_free(item->gist->model);
  item->gist->provider = g_strdup(maker_rows[_i].provider);
  item->gist->model = g_strdup(maker_rows[_i].model);
  item->gist->left_out = maker_rows[_i].left_out;
  gist = show_gist(&show, item);
  ck_assert_str_eq(value_text(value_get(gist, "maker", 5)), maker_rows[_i].maker);
}
END_TEST

static const struct {
  const char *base_url, *root;
} root_rows[] = { { "http://h", "" }, { "https://h:1/a/b", "/a/b" }, { "nonsense", "" } };

START_TEST(root)
{
  Config config = { .base_url = (char *)root_rows[_i].base_url };

  ck_assert_str_eq(show_root(&config), root_rows[_i].root);
}
END_TEST

/* What stands for a link: what a gist says of it, else its own words, else where it leads; and never the address. */
static const struct {
  const char *said, *own, *shown;
} link_rows[] = {
  { "A sentence.", "Own words", "A sentence." },
  { "", "Own words", "Own words" },
  { NULL, "Own words", "Own words" },
  { "", "", "https://sender.test/a?for=[your address]" },
  { NULL, "Mail to Secretbox@m.test", "Mail to [your address]" },
  { "", "secretbox+x@n.test", "[your address]" },
  { "secretbox@m.test", "Own words", "[your address]" },
};

START_TEST(link_text)
{
  Show show = fixture_show(&fixture, "/g");
  g_autoptr(Link) link = link_new(1, "https://sender.test/a?for=secretbox%40m.test", link_rows[_i].own, LINK_CONTENT);
  g_autoptr(Value) value = show_link(&show, link, link_rows[_i].said);

  ck_assert_str_eq(value_text(value_get(value, "text", strlen("text"))), link_rows[_i].shown);
}
END_TEST

/* Two feeds have the newsletter, and these are the readers of one, of the other, or of what is derived from both. */
static const struct {
  const char *yours;
  const char *url;
  gboolean tells;
} tells_rows[] = {
  { "secretbox", "https://x.test/leave?e=secretbox@m.test", FALSE },
  { "secretbox", "https://x.test/leave?e=otherbox%40m.test", TRUE },
  { "secretbox", "https://x.test/leave?e=secretbox@m.test&f=otherbox@n.test", TRUE },
  { "secretbox", "mailto:leave-OTHERBOX+a=m.test@x.test", TRUE },
  { "secretbox", "https://x.test/leave?e=otherbox@elsewhere.test", FALSE },
  { "otherbox", "https://x.test/leave?e=secretbox@m.test", TRUE },
  { "otherbox", "https://x.test/leave", FALSE },
  { NULL, "https://x.test/leave?e=secretbox@m.test", TRUE },
  { NULL, "https://x.test/leave", FALSE },
};

START_TEST(tells)
{
  const char *const masked[] = { "otherbox", "secretbox", NULL }, *const yours[] = { tells_rows[_i].yours, NULL };
  Show show = { .config = fixture.config, .masked = masked, .prefix = "" };
  g_autoptr(Link) link = link_new(1, tells_rows[_i].url, "Leave", LINK_ACTION);
  g_autofree char *acts = NULL, *reads = NULL;

  if (tells_rows[_i].yours != NULL)
    show.yours = yours;
  ck_assert_int_eq(show_tells(&show, tells_rows[_i].url), tells_rows[_i].tells);
  link->id = g_strdup("x");
  acts = show_href(&show, link);
  ck_assert_pstr_eq(acts, tells_rows[_i].tells ? NULL : "/links/x");
  link->kind = LINK_CONTENT;
  reads = show_href(&show, link);
  ck_assert_str_eq(reads, "/links/x");
}
END_TEST

Suite *test_show_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("show", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, link_text, 0, G_N_ELEMENTS(link_rows));
  tcase_add_loop_test(tcase, tells, 0, G_N_ELEMENTS(tells_rows));
  tcase_add_loop_test(tcase, hosts, 0, G_N_ELEMENTS(host_rows));
  tcase_add_loop_test(tcase, safe_urls, 0, G_N_ELEMENTS(url_rows));
  tcase_add_loop_test(tcase, languages, 0, G_N_ELEMENTS(language_rows));
  tcase_add_loop_test(tcase, masks, 0, G_N_ELEMENTS(mask_rows));
  tcase_add_test(tcase, confirmation);
  tcase_add_loop_test(tcase, makers, 0, G_N_ELEMENTS(maker_rows));
  tcase_add_loop_test(tcase, root, 0, G_N_ELEMENTS(root_rows));
  return suite;
}
