/* SPDX-License-Identifier: MIT */
#include "markdown/read.h"

#include <string.h>

#include "suites.h"

/* Ordinal 9 is a link that the reader does not want. */
static char *href_of(guint ordinal, gpointer data)
{
  return ordinal == 9 ? NULL : g_strdup_printf("%s%u", (const char *)data, ordinal);
}

#define REL "\" rel=\"noopener noreferrer nofollow ugc\">"

static const struct {
  const char *markdown, *html;
} pages[] = {
  { "", "" },
  { "a", "<p>a</p>\n" },
  { "# A\n\n###### B *c*", "<h1>A</h1>\n<h6>B <em>c</em></h6>\n" },
  { "a\nb  \nc\\\nd", "<p>a\nb<br />\nc<br />\nd</p>\n" },
  { "**a** *b* `c <d>`", "<p><strong>a</strong> <em>b</em> <code>c &lt;d&gt;</code></p>\n" },
  { "- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n" },
  { "- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n" },
  { "3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n" },
  { "1. a", "<ol>\n<li>a</li>\n</ol>\n" },
  { "> a\n> > b", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n" },
  { "***", "<hr />\n" },
  { "```c\n<a> & \"b\"\n```", "<pre><code>&lt;a&gt; &amp; &quot;b&quot;\n</code></pre>\n" },
  { "    a\n", "<pre><code>a\n</code></pre>\n" },
  { "[a *b*](L3) c", "<p><a href=\"/l?a=1&amp;b=&quot;3" REL "a <em>b</em></a> c</p>\n" },
  { "[a](L1)[b](L2)", "<p><a href=\"/l?a=1&amp;b=&quot;1" REL "a</a><a href=\"/l?a=1&amp;b=&quot;2" REL "b</a></p>\n" },
  { "# [a](<L1>)", "<h1><a href=\"/l?a=1&amp;b=&quot;1" REL "a</a></h1>\n" },
  { "[a](L9)", "<p>a</p>\n" },
  /* destinations that are none of ours */
  { "[a](http://example.org)", "<p>a</p>\n" },
  { "[a](javascript:alert)", "<p>a</p>\n" },
  { "[a](L0) [b](L) [c](L01) [d](l1) [e](L1x) [f](L99999999999999999999) [g](L-1) [h](L1000001)",
    "<p>a b c d e f g h</p>\n" },
  { "<http://example.org>", "<p>http://example.org</p>\n" },
  { "[a]\n\n[a]: http://example.org", "<p>a</p>\n" },
  { "![a](http://example.org/x.png)", "<p>a</p>\n" },
  { "![a](L1)", "<p><a href=\"/l?a=1&amp;b=&quot;1" REL "a</a></p>\n" },
  { "[![a](L1) b](L2)", "<p><a href=\"/l?a=1&amp;b=&quot;2" REL "a b</a></p>\n" },
  /* raw HTML is text */
  { "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n" },
  { "a <img src=x onerror='y'> b", "<p>a &lt;img src=x onerror=&#39;y&#39;&gt; b</p>\n" },
  { "<!-- a -->\n", "<p>&lt;!-- a --&gt;</p>\n" },
  /* no character that XML forbids, however it was written */
  { "a&#1;b&#xB;c&#xFDD0;d&#0;e&#xD800;f", "<p>abcd\ufffde\ufffdf</p>\n" },
  { "`a\x01"
    "b`",
    "<p><code>ab</code></p>\n" },
  { "a\xff\xc3(b", "<p>a\ufffd\ufffd(b</p>\n" },
  { "a\r\nb\rc", "<p>a\nb\nc</p>\n" },
  { "> \\[a\\] \\<b\\>", "<blockquote>\n<p>[a] &lt;b&gt;</p>\n</blockquote>\n" },
};

START_TEST(html_of_markdown)
{
  gboolean truncated = TRUE;
  g_autofree char *html = read_html(pages[_i].markdown, href_of, (gpointer) "/l?a=1&b=\"", &truncated);

  ck_assert_str_eq(html, pages[_i].html);
  ck_assert(!truncated);
}
END_TEST

START_TEST(html_without_links)
{
  g_autofree char *html = read_html("[a](L1)", NULL, NULL, NULL);

  ck_assert_str_eq(html, "<p>a</p>\n");
}
END_TEST

/* One line per block: kind, level, text, links as ordinal=text. */
static char *dump(const char *markdown)
{
  static const char kinds[] = "phiqc";
  g_autoptr(GPtrArray) blocks = read_blocks(markdown);
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < blocks->len; i++) {
    const ReadBlock *block = g_ptr_array_index(blocks, i);

    g_string_append_printf(out, "%c%u:%s", kinds[block->kind], block->level, block->text);
    for (guint k = 0; k < block->links->len; k++) {
      const ReadSpan *span = &g_array_index(block->links, ReadSpan, k);

      g_string_append_printf(out, "|%u=%.*s", span->ordinal, (int)(span->end - span->start), block->text + span->start);
    }
    g_string_append_c(out, '$');
  }
  return g_string_free(out, FALSE);
}

static const struct {
  const char *markdown, *blocks;
} lists[] = {
  { "", "" },
  { "a\nb  \nc", "p0:a b\nc$" },
  { "# A\n\n## B\n\nc", "h1:A$h2:B$p0:c$" },
  { "- a\n- b\n  1. c\n\n     d", "i1:a$i1:b$i2:c$i2:d$" },
  { "> a\n>\n> > b\n> - c", "q1:a$q2:b$i1:c$" },
  { "- > a", "q1:a$" },
  { "```\na\nb\n```\n\n    c", "c0:a\nb$c0:c$" },
  { "***\n\na\n\n---", "p0:a$" },
  { "x **[a *b* `c`](L3)** [d](L12).", "p0:x a b c d.|3=a b c|12=d$" },
  { "[\u00e9\u00e9](L1)\u00e9[b](L2)", "p0:\u00e9\u00e9\u00e9b|1=\u00e9\u00e9|2=b$" },
  { "[](L1)a [b](http://example.org) ![c](L4)", "p0:a b c|4=c$" },
  { "# [a](L1)\n\n- [b](L1)", "h1:a|1=a$i1:b|1=b$" },
  { "[![a](L1)](L2)", "p0:a|2=a$" },
  { "<b>a</b> &#1;", "p0:<b>a</b> $" },
  { "-\n-\n\n>", "" },
};

START_TEST(blocks_of_markdown)
{
  g_autofree char *blocks = dump(lists[_i].markdown);

  ck_assert_str_eq(blocks, lists[_i].blocks);
}
END_TEST

static GString *repeat(const char *text, gsize length)
{
  GString *out = g_string_sized_new(length + 1);

  while (out->len + strlen(text) <= length)
    g_string_append(out, text);
  return out;
}

/* What is beyond the limit goes, from the last whole paragraph on. */
static const struct {
  const char *unit;
  gsize kept; /* a multiple of this is left of the input */
} cuts[] = {
  { "abcdefgh\n\n", 10 },
  { "abcdefg\n", 8 },
  { "abc", 1 },
  { "\u00e9\u00e9\u00e9 \U0001f600", 1 },
};

START_TEST(long_markdown_is_cut)
{
  g_autoptr(GString) text = repeat(cuts[_i].unit, READ_MAX_MARKDOWN + 5000);
  gboolean truncated = FALSE;
  g_autofree char *html = read_html(text->str, NULL, NULL, &truncated);
  g_autoptr(GPtrArray) blocks = read_blocks(text->str);
  const ReadBlock *last = g_ptr_array_index(blocks, blocks->len - 1);

  ck_assert(truncated);
  ck_assert_ptr_null(strstr(html, "\ufffd"));
  if (cuts[_i].kept > 1)
    ck_assert_uint_eq(strlen(last->text) % cuts[_i].kept, cuts[_i].kept == 10 ? 8 : 7);
  ck_assert_uint_gt(strlen(html), READ_MAX_MARKDOWN / 2);
}
END_TEST

/* What fits into so many bytes of HTML. */
static const struct {
  const char *markdown;
  gsize max;
  const char *html;
  gboolean truncated;
} within_rows[] = {
  { "a\n\nb", 0, "<p>a</p>\n<p>b</p>\n", FALSE },
  { "a\n\nb", 18, "<p>a</p>\n<p>b</p>\n", FALSE },
  { "a\n\nb", 17, "<p>a</p>\n", TRUE },
  { "a\n\nb", 9, "<p>a</p>\n", TRUE },
  { "a\n\nb", 8, "", TRUE },
  { "a\n\n[long link](L1) and *more*", 30, "<p>a</p>\n", TRUE },
  { "- a\n- b\n- c", 25, "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", TRUE },
  { "> a\n>\n> - b\n>\n>   c", 42, "<blockquote>\n<p>a</p>\n<ul>\n<li>\n<p>b</p>\n</li>\n</ul>\n</blockquote>\n",
    TRUE },
  { "a\n\n---\n\nb", 17, "<p>a</p>\n<hr />\n", TRUE },
  { "    a\n\nb", 28, "<pre><code>a\n</code></pre>\n", TRUE },
  { "7. a\n8. b", 29, "<ol start=\"7\">\n<li>a</li>\n</ol>\n", TRUE },
  { "", 1, "", FALSE },
};

START_TEST(html_within_a_limit)
{
  gboolean truncated = !within_rows[_i].truncated;
  g_autofree char *html =
      read_html_within(within_rows[_i].markdown, within_rows[_i].max, href_of, (gpointer) "/l/", &truncated);

  ck_assert_str_eq(html, within_rows[_i].html);
  ck_assert_int_eq(truncated, within_rows[_i].truncated);
}
END_TEST

/* Below a page's own title, with no level left out on the way down. */
static const struct {
  const char *markdown, *html;
} outline_rows[] = {
  { "# a\n\n## b\n\n# c", "<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>\n" },
  { "### a\n\n# b\n\n#### c\n\n#### d\n\n## e", "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n<h3>d</h3>\n<h3>e</h3>\n" },
  { "###### a\n\n##### b", "<h2>a</h2>\n<h2>b</h2>\n" },
  { "# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f",
    "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h5>d</h5>\n<h6>e</h6>\n<h6>f</h6>\n" },
  { "a\n===\n\nb\n---", "<h2>a</h2>\n<h3>b</h3>\n" },
};

START_TEST(outlined_headings)
{
  g_autofree char *html = read_html_outlined(outline_rows[_i].markdown, NULL, NULL, NULL);

  ck_assert_str_eq(html, outline_rows[_i].html);
}
END_TEST

START_TEST(the_limit_itself_is_not_cut)
{
  g_autoptr(GString) text = repeat("a", READ_MAX_MARKDOWN);
  gboolean truncated = TRUE;
  g_autofree char *html = read_html(text->str, NULL, NULL, &truncated);

  ck_assert(!truncated);
  ck_assert_uint_eq(strlen(html), READ_MAX_MARKDOWN + strlen("<p></p>\n"));
}
END_TEST

/* The worst inputs known for libcmark, READ_MAX_MARKDOWN bytes of first and then second, half each when there are two. Undefended, those marked
 * take from 2 seconds to many minutes without sanitizers. */
static const struct {
  const char *first, *second;
} floods[] = {
  { "![[]()", NULL },  /* marked */
  { "!!![", "([]()" }, /* marked */
  { "- ", "\n" },      /* marked */
  { "1. ", "\n" },     /* marked */
  { ">", "a*" },       /* marked */
  { ">- ", "\n>" },    /* marked */
  { "> ", NULL },         { ">>>>>>>>>>>>>>>>>>>>\n", "\n" },
  { "\t- ", "\n" },       { "[a", NULL },
  { "[", "](L1)" },       { "a]", NULL },
  { "[a](<b", NULL },     { "[a]: b\n", "[a]" },
  { "*a ", "_a*_ " },     { "*_", NULL },
  { "**_* ", NULL },      { "**x [a*b**c*](d)", NULL },
  { "a**b", "c* " },      { "<!--", NULL },
  { "a<![CDATA[", NULL }, { "a<?", NULL },
  { "<a b=\"", NULL },    { "`` ` ", NULL },
  { "&#1;", NULL },       { "* * ", NULL },
};

START_TEST(floods_end_soon)
{
  g_autoptr(GString) text = repeat(floods[_i].first, READ_MAX_MARKDOWN / (floods[_i].second == NULL ? 1 : 2));
  gint64 before = support_cpu_time();

  if (floods[_i].second != NULL) {
    g_autoptr(GString) second = repeat(floods[_i].second, READ_MAX_MARKDOWN / 2);

    g_string_append(text, second->str);
  }
  g_free(read_html(text->str, NULL, NULL, NULL));
  g_ptr_array_unref(read_blocks(text->str));
  ck_assert_int_lt(support_cpu_time() - before, 20 * G_USEC_PER_SEC);
}
END_TEST

/* Lists grown a level per line are deep without a deep line. */
START_TEST(stairs_end_soon)
{
  g_autoptr(GString) text = g_string_new(NULL);
  gint64 before;

  for (int depth = 0; depth < 500; depth++)
    g_string_append_printf(text, "%*s- a\n", 2 * depth, "");
  while (text->len < READ_MAX_MARKDOWN)
    g_string_append_c(text, '\n');
  before = support_cpu_time();
  g_free(read_html(text->str, NULL, NULL, NULL));
  ck_assert_int_lt(support_cpu_time() - before, 20 * G_USEC_PER_SEC);
}
END_TEST

/* The defences leave alone what people and our writer make. */
START_TEST(defences_change_nothing_real)
{
  static const char markdown[] = "> > > > > > > > a\n\n- - - - - - - - b\n\n`a[[0]]` `![x]`\n\n"
                                 "-----------------------------------------------------------------------------------"
                                 "--------------------------------------------------\n";
  g_autofree char *blocks = dump(markdown);

  ck_assert_str_eq(blocks, "q8:a$i8:b$p0:a[[0]] ![x]$");
}
END_TEST

Suite *suite_read(void)
{
  TCase *tcase;
  Suite *suite = support_suite("read", &tcase);

  tcase_add_loop_test(tcase, html_of_markdown, 0, G_N_ELEMENTS(pages));
  tcase_add_test(tcase, html_without_links);
  tcase_add_loop_test(tcase, blocks_of_markdown, 0, G_N_ELEMENTS(lists));
  tcase_add_loop_test(tcase, long_markdown_is_cut, 0, G_N_ELEMENTS(cuts));
  tcase_add_loop_test(tcase, html_within_a_limit, 0, G_N_ELEMENTS(within_rows));
  tcase_add_loop_test(tcase, outlined_headings, 0, G_N_ELEMENTS(outline_rows));
  tcase_add_test(tcase, the_limit_itself_is_not_cut);
  tcase_add_loop_test(tcase, floods_end_soon, 0, G_N_ELEMENTS(floods));
  tcase_add_test(tcase, stairs_end_soon);
  tcase_add_test(tcase, defences_change_nothing_real);
  return suite;
}
