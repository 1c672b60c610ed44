/* SPDX-License-Identifier: MIT */
#include "markdown/markdown.h"

#include <cmark.h>
#include <string.h>

#include "convert.h"
#include "markdown/document.h"
#include "suites.h"

static MarkdownDocument *convert(const char *html)
{
  return markdown_from_html(html, strlen(html), NULL);
}

static const Link *link_at(const MarkdownDocument *document, guint index)
{
  return g_ptr_array_index(document->links, index);
}

/* One ordinal per target, in order of appearance, only for links that have text. */
START_TEST(test_links)
{
  g_autoptr(MarkdownDocument) document = convert("<a href=' http://x.org/0 '><img></a>"
                                                 "<p><a href='HTTP://X.org/a?b=1&amp;c=2'>First <b>text</b></a>\n"
                                                 "<a href=http://x.org/b><img alt='A door'></a>"
                                                 "<p><a href='http://x.org/a?b=1&c=2'>Again</a>"
                                                 "<p><a href='http://x.org/0'>Late</a>");

  ck_assert_str_eq(document->markdown, "[First **text**](L1) [A door](L2)\n\n[Again](L1)\n\n[Late](L3)\n");
  ck_assert_uint_eq(document->links->len, 3);
  ck_assert_str_eq(link_at(document, 0)->url, "http://x.org/a?b=1&c=2");
  ck_assert_str_eq(link_at(document, 0)->text, "First text");
  ck_assert_str_eq(link_at(document, 1)->text, "A door");
  ck_assert_str_eq(link_at(document, 2)->url, "http://x.org/0");
  ck_assert_uint_eq(link_at(document, 2)->ordinal, 3);
  ck_assert_ptr_null(link_at(document, 0)->id);
  ck_assert_ptr_nonnull(link_at(document, 0)->shown_url);
  ck_assert_uint_eq(document->words, 6);
  ck_assert(!document->truncated);
}
END_TEST

START_TEST(test_too_many_links)
{
  GString *html = g_string_new(NULL);
  g_autoptr(MarkdownDocument) document = NULL;

  for (guint i = 0; i < DOCUMENT_MAX_LINKS + 1; i++)
    g_string_append_printf(html, "<a href=http://x.org/%u>a</a> ", i);
  document = convert(html->str);
  ck_assert_uint_eq(document->links->len, DOCUMENT_MAX_LINKS);
  ck_assert(document->truncated);
  ck_assert(g_str_has_suffix(document->markdown, "[a](L2000) a\n"));
  g_string_free(html, TRUE);
}
END_TEST

START_TEST(test_words)
{
  g_autoptr(MarkdownDocument) document = convert("<h1>Two words</h1><pre>and three here</pre><p hidden>no</p><hr>");

  ck_assert_uint_eq(document->words, 5);
}
END_TEST

START_TEST(test_empty)
{
  g_autoptr(MarkdownDocument) document = markdown_from_html("", 0, NULL);

  ck_assert_str_eq(document->markdown, "");
  ck_assert_uint_eq(document->links->len, 0);
  ck_assert_ptr_null(document->web_url);
  ck_assert_ptr_null(document->language);
}
END_TEST

/* A piece that is repeated up to a megabyte must take time in proportion, and give Markdown in proportion. */
static const char *const pieces[] = {
  "<div>",
  "<b>",
  "<blockquote>",
  "<ul><li>x",
  "<table><tr><td>x",
  "<a href=http://x.org/>x",
  "<span style='color:red'>",
  "<br>",
  "x<br>",
  "<p>",
  "</p>",
  "<li>x",
  "<svg>",
  "<pre><div>x",
  "<b id=a><p>",
  "<b>x<i>y</b>z</i>",
  "<!--",
  "<a href=\"",
  "<",
  "&",
  "&#9",
  "&notit",
  "![[]()",
  "[",
  "*a_b",
  "`",
  "<code>`</code><br>",
  "<style>",
  "<script><!--<script>",
  "<title></titl",
  "<ul><ul><li>x</ul>",
  "<table><tr><th>x<td>1",
  "<td>",
  "<hr>",
  "<q>x",
  "<font size=1>x",
  "&nbsp;&zwnj;",
  "x\u200d",
  "x\u2003",
  "<a href=http://x.org/><code>x</code></a>",
  "<img alt='x y'>",
  "<h1>#",
  "<x a b c d e f g h i j k l m>",
};

START_TEST(test_hostile)
{
  GString *html = g_string_new(NULL);
  g_autoptr(MarkdownDocument) document = NULL;
  gint64 start;
  cmark_node *root;

  while (html->len < 1000 * 1000)
    g_string_append(html, pieces[_i]);
  start = support_cpu_time();
  document = markdown_from_html(html->str, html->len, NULL);
  /* The bench holds the release build to 0.25 s; sanitizers and a busy machine get more, a quadratic loop would need minutes. */
  ck_assert_msg(support_cpu_time() - start < 8 * G_USEC_PER_SEC, "%s: %.1f s", pieces[_i],
                (double)(support_cpu_time() - start) / G_USEC_PER_SEC);
  ck_assert_uint_le(strlen(document->markdown), 8 * html->len);
  root = cmark_parse_document(document->markdown, MIN(strlen(document->markdown), 100000), CMARK_OPT_DEFAULT);
  cmark_node_free(root);
  g_string_free(html, TRUE);
}
END_TEST

Suite *suite_markdown(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/markdown", &tcase);

  tcase_add_test(tcase, test_links);
  tcase_add_test(tcase, test_too_many_links);
  tcase_add_test(tcase, test_words);
  tcase_add_test(tcase, test_empty);
  tcase_add_loop_test(tcase, test_hostile, 0, G_N_ELEMENTS(pieces));
  return suite;
}
