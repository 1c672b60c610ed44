/* SPDX-License-Identifier: MIT */
/* Tags that do not match, and too many of them. */
#include "markdown/element.h"

#include "markdown/build.h"

#include "convert.h"
#include "suites.h"

static const ConvertRow misnested[] = {
  { "<b>a<i>b</b>c</i>d", "__a*b*__*c*d" },
  { "<p><b>a<p>b</b>c", "**a**\n\n**b**c" }, /* formats go on over the end of a paragraph */
  { "<b><p>a</p></b>", "**a**" },
  { "<a href=http://x.org><p>a</p><p>b</p></a>", "[a](L1)\n\n[b](L1)" },
  { "<a href=http://x.org><table><tr><td>a</td></tr></table></a>b", "[a](L1)\n\nb" }, /* beehiiv; libxml2 loses it */
  { "<a href=http://x.org/1>a<a href=http://x.org/2>b</a>c", "[a](L1)[b](L2)c" },
  { "<table><tr><td><b>a</td><td>b</td></tr></table>c", "**a**\n\nb\n\nc" }, /* a cell ends its formats */
  { "<b><table><tr><td>a</b></td><td>b</td></tr></table>c</b>d", "**a**\n\n**b**\n\n**c**d" },
  { "<div><span>a</div>b</span>c", "a\n\nbc" },
  { "<table>a<tr>b<td>c</table>", "a\n\nb\n\nc" },
  { "<td>a</td><tr>b", "ab" }, /* no table is open */
  { "<table><tr><td>a<tr><td>b<table><tr><td>c</table>d</table>e", "a\n\nb\n\nc\n\nd\n\ne" },
  { "</p></div></b>a", "a" },
  { "<b><b><b><b><b>a</b></b></b></b>b", "**a**b" }, /* of equal ones no more than three are open */
};

START_TEST(test_misnested)
{
  convert_check_html(&misnested[_i]);
}
END_TEST

/* Elements beyond the limit have no effect, their text stays. */
START_TEST(test_deep)
{
  static const char *const tags[] = { "<div>",           "<b>",
                                      "<blockquote>",    "<ul><li>",
                                      "<table><tr><td>", "<a href=http://x.org>" };
  GString *html = g_string_new(NULL);
  g_autofree char *language = NULL;
  g_autoptr(Document) document = document_new(0);

  for (guint i = 0; i < 2 * ELEMENT_MAX_DEPTH; i++)
    g_string_append(html, tags[_i]);
  g_string_append(html, "end");
  build_html(document, html->str, html->len, &language);
  ck_assert(g_str_has_prefix(document->text->str, "end"));
  ck_assert_uint_le(document->depth, DOCUMENT_MAX_DEPTH);
  g_string_free(html, TRUE);
}
END_TEST

Suite *suite_element(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/element", &tcase);

  tcase_add_loop_test(tcase, test_misnested, 0, G_N_ELEMENTS(misnested));
  tcase_add_loop_test(tcase, test_deep, 0, 6);
  return suite;
}
