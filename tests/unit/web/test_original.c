/* SPDX-License-Identifier: MIT */
#include "web/original.h"

#include "fixture.h"
#include "suites.h"
#include "support.h"

static const struct {
  const char *html, *page;
} rows[] = {
  { "<p>to k7f3x9@m.test &amp; you</p>", "<p>to [your address] &amp; you</p>" },
  { "<img alt=\"k7f3x9@m.test\">", "<img alt=\"[your address]\">" },
  { "<a href=\"https://x.test/u?e=k7f3x9%40m.test&amp;i=1\" title=\"k7f3x9@m.test\">leave</a>",
    "<a href=\"/links/" FIXTURE_ID "\" title=\"[your address]\">leave</a>" },
  { "<a href=\"https://x.test/other?e=k7f3x9@m.test\">x</a>",
    "<a href=\"https://x.test/other?e=[your address]\">x</a>" },
  { "<a href=\"https://x.test/u?e=k7f3x9%40m.test&amp;i=12\">x</a>",
    "<a href=\"https://x.test/u?e=[your address]&amp;i=12\">x</a>" },
  { "<a href=\"https://x.test/plain\">x</a>", "<a href=\"https://x.test/plain\">x</a>" },
  { "<a href=\"k7f3x9@m.test", "<a href=\"[your address]" },
  { "no tag k7f3x9@m.test", "no tag [your address]" },
  { "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>x</body></html>",
    "<!DOCTYPE html><html lang=\"de\"><head><title>&lt;b&gt; &amp; [your address]</title><meta charset=\"utf-8\">"
    "</head><body>x</body></html>" },
  { "<html lang=\"fr\"><head></head>", "<html lang=\"fr\"><head><title>&lt;b&gt; &amp; [your address]</title></head>" },
  { "<html dir=\"ltr\" class=\"k7f3x9@m.test\">", "<html lang=\"de\" dir=\"ltr\" class=\"[your address]\">" },
  { "&lt;head&gt; <header> <html", "&lt;head&gt; <header> <html" },
  { "<", "<" },
  { "", "" },
};

/* Pictures by what is to be seen of them; those that stay are pictures that a reader may ask for. */
static const struct {
  const char *tag;
  gboolean stays, picture;
} picture_rows[] = {
  { "<img src=\"http://a.test/p.gif\" width=\"1\" height=\"1\" alt=\"\">", FALSE, FALSE },
  { "<img src=\"https://a.test/p.gif\" width=\"2\" height=\"0\">", FALSE, FALSE },
  { "<img src=\"http://a.test/p.gif\" height=\"1\">", FALSE, FALSE },
  { "<img src=\"http://a.test/p.gif\" width=\"0\">", FALSE, FALSE },
  { "<img src=\"http://a.test/p.gif\" style=\"width:1px!important;height:1PX;border:0\">", FALSE, FALSE },
  { "<img src=\"http://a.test/p.gif\" width=\"600\" style=\"display:none\">", FALSE, FALSE },
  { "<img src=\"http://a.test/p.gif\" style=\"color:red; Visibility : hidden\">", FALSE, FALSE },
  { "<img src=\"http://a.test/p.gif\" style=\"opacity:0!important\">", FALSE, FALSE },
  { "<img src=\"http://a.test/p.gif\" style=\"max-height:0;overflow:hidden\">", FALSE, FALSE },
  { "<img src=\"http://a.test/p.gif\" width=\"600\" height=\"200\" alt=\" width=&quot;1\">", TRUE, TRUE },
  { "<img src=\"http://a.test/p.gif\">", TRUE, TRUE },
  { "<img src=\"http://a.test/line.gif\" width=\"100%\" height=\"1\">", FALSE, FALSE },
  { "<img src=\"http://a.test/p.gif\" width=\"600\" height=\"1\">", TRUE, TRUE },
  { "<img src=\"http://a.test/p.gif\" style=\"opacity:0.9\">", TRUE, TRUE },
  { "<img src=\"http://a.test/p.gif\" style=\"width:2em\">", TRUE, TRUE },
  { "<img src=\"parts/1\" width=\"1\" height=\"1\">", TRUE, FALSE },
  { "<img src=\"parts/1\">", TRUE, FALSE },
  { "<td background=\"http://a.test/p.gif\">", TRUE, TRUE },
  { "<td style=\"background:url(&quot;http://a.test/p.gif&quot;)\">", TRUE, TRUE },
  { "<a href=\"http://a.test/\">", TRUE, FALSE },
};

START_TEST(pictures)
{
  char *domains[] = { (char *)"m.test", NULL };
  Config config = { .domains = domains };
  Show show = { .config = &config, .prefix = "" };
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autofree char *html = g_strconcat("<p>a</p>", picture_rows[_i].tag, "<p>b</p>", NULL);
  g_autofree char *page = original_page(&show, newsletter, html);

  ck_assert_str_eq(page, picture_rows[_i].stays ? html : "<p>a</p><p>b</p>");
  ck_assert_int_eq(original_has_pictures(html), picture_rows[_i].picture);
}
END_TEST

START_TEST(pages)
{
  char *domains[] = { (char *)"m.test", NULL };
  Config config = { .domains = domains };
  static const char *const masked[] = { "k7f3x9", NULL };
  Show show = { .config = &config, .masked = masked, .yours = masked, .prefix = "" };
  g_autoptr(Newsletter) newsletter = newsletter_new();
  Link *link = link_new(1, "https://x.test/u?e=k7f3x9%40m.test&i=1", "leave", LINK_ACTION);
  g_autofree char *page = NULL;

  newsletter->subject = g_strdup("<b> & k7f3x9@m.test");
  newsletter->language = g_strdup("de-AT");
  link->id = g_strdup(FIXTURE_ID);
  g_ptr_array_add(newsletter->links, link);
  page = original_page(&show, newsletter, rows[_i].html);
  ck_assert_str_eq(page, rows[_i].page);
}
END_TEST

START_TEST(nothing_known)
{
  Config config = { .domains = (char *[]){ NULL } };
  Show show = { .config = &config, .prefix = "" };
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autofree char *page = original_page(&show, newsletter, "<html><head></head></html>");

  ck_assert_str_eq(page, "<html><head><title>Original view</title></head></html>");
}
END_TEST

Suite *test_original_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("original", &tcase);

  tcase_add_loop_test(tcase, pages, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, nothing_known);
  tcase_add_loop_test(tcase, pictures, 0, G_N_ELEMENTS(picture_rows));
  return suite;
}
