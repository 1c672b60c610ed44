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
  { "<", "<" },
  { "", "" },
};

START_TEST(pages)
{
  char *domains[] = { (char *)"m.test", NULL };
  Config config = { .domains = domains };
  Show show = { .config = &config, .address = "k7f3x9", .prefix = "" };
  g_autoptr(Newsletter) newsletter = newsletter_new();
  Link *link = link_new(1, "https://x.test/u?e=k7f3x9%40m.test&i=1", "leave", LINK_ACTION);
  g_autofree char *page = NULL;

  link->id = g_strdup(FIXTURE_ID);
  g_ptr_array_add(newsletter->links, link);
  page = original_page(&show, newsletter, rows[_i].html);
  ck_assert_str_eq(page, rows[_i].page);
}
END_TEST

Suite *test_original_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("original", &tcase);

  tcase_add_loop_test(tcase, pages, 0, G_N_ELEMENTS(rows));
  return suite;
}
