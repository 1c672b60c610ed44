/* SPDX-License-Identifier: MIT */
/* Formats, delimiters and escapes. */
#include "markdown/inline.h"

#include "convert.h"
#include "suites.h"

#define A "<a href=http://x.org/>"

static const ConvertRow spans[] = {
  { "<b>a </b>b<i> c</i>", "**a** b *c*" }, /* white space stands outside */
  { "<b>a</b> <b>b</b>", "**a** **b**" },   /* two words, two formats */
  { "<b>a</b><b> b</b>", "**a b**" },       /* one that an editor cut in two */
  { "<b>a<strong>b</strong></b>", "**ab**" },
  { "<b> </b>a<i><br></i>b", "a\\\nb" },
  { "<b>a<br>b</b>", "**a\\\nb**" },
  { "<b>a<i>b</i></b>", "**a*b***" },
  { "<b><i>a</i></b>", "***a***" },
  { "<b><i>a</i>b</b>", "***a*b**" },
  { "<i>x</i><b>y</b>", "*x*__y__" }, /* a '*' may not touch a '**' */
  { "a<i>x</i><b>y</b>", "a*x*__y__" },
  { "a<i>x</i><b>y</b>b", "a*x*__y__&#98;" },
  { "<b>\"a\"</b>b", "**\"a\"**&#98;" }, /* punctuation inside, a letter outside */
  { "a<b>\"b\"</b>", "&#97;**\"b\"**" },
  { "a<b>b</b>c", "a**b**c" },
  { "a<b>(b)</b><i>c</i>", "&#97;**(b)**_c_" },
  { "a_b_<b>\"</b>c", "a_b\\_**\"**&#99;" }, /* '_' before a reference is at a word's end */
  { "<i>a<b>b</b>c<b>d</b></i>", "*a**b**c**d***" },
  { "<i><b>a</b>b<b>c</b></i>", "_**a**b**c**_" }, /* the rest of a run of three would be closed too early */
  { "x<i><b>a</b>b<b>c</b></i>y", "&#120;*__a__&#98;**c***y" },
  { "<b>a<i>b</i></b><i>c</i>", "**a*b***_c_" },
  { "+1<b>\xf0\x9f\x98\x80<i>(x)</i></b>", "+&#49;**&#128512;*(x)***" },
  { "<b>a " A "b</a> c</b>", "**a [b](L1) c**" },
  { "<b>a " A "b</b> c</a>", "**a** [**b** c](L1)" }, /* formats end at a link's edge, never the link */
  { A "a <b>b</a> c</b>", "[a **b**](L1) **c**" },
  { "<b>" A "a</a></b>b", "[**a**](L1)b" },
  { A "a</a> " A "b</a>", "[a](L1) [b](L1)" },
  { A "a</a>" A "b</a>", "[ab](L1)" },
  { A "a</a><a href=http://x.org/2>b</a>", "[a](L1)[b](L2)" },
  { A " a </a>b", "[a](L1) b" },
  { A "<h1>a</h1></a>", "# [a](L1)" },
  { A "</a>a" A " </a>", "a" },
  { "<a href='#x'>a</a><a name=b>b</a><a href='javascript:x'>c</a>", "abc" },
  { "<a href='mailto:a@b.org'>a@b.org</a>", "[a@b.org](L1)" },
  { A "http://x.org/</a>", "[http://x.org/](L1)" },
};

static const ConvertRow code[] = {
  { "<code>a</code>", "`a`" },
  { "<code>a`b</code>", "``a`b``" },
  { "<code>`</code>", "`` ` ``" },
  { "<code>``a`</code>", "``` ``a` ```" },
  { "<code> a  b </code>", "`a b`" },
  { "<code>a<br>b</code>", "`a`\\\n`b`" },
  { "<code>a</code><code>b</code>", "`ab`" },
  { "<b><code>a</code></b><code>b</code>", "**`a`**`b`" },
  { "<code>*a* &lt;b> [c](d) \\</code>", "`*a* <b> [c](d) \\`" },
  { A "<code>a</code></a>" A "<code>b</code></a>", "[`ab`](L1)" },
  { "<code></code>a<code> </code>", "a" },
};

static const ConvertRow escapes[] = {
  { "*a*", "\\*a\\*" },
  { "a * b * c", "a * b * c" },
  { "5*3", "5*3" }, /* a lone one finds no partner */
  { "*required", "*required" },
  { "snake_case_name", "snake_case_name" },
  { "_a_", "\\_a\\_" },
  { "a`b", "a`b" },
  { "`a`", "\\`a\\`" },
  { "`a <code>b</code>", "\\`a `b`" },
  { "a\\b \\* \\", "a\\b \\\\* \\" },
  { "a\\<br>b", "a\\\\\\\nb" },
  { "&lt;b> &lt;3 a&lt;b &lt;/x &lt;!-- &lt;? a<", "\\<b> <3 a\\<b \\</x \\<!-- \\<? a<" },
  { "&amp;amp; &amp;#1; AT&amp;T &amp;copy", "\\&amp; \\&#1; AT&T &copy" },
  { "a&lt;.b@c> &lt;1 &lt;1@c", "a\\<.b@c> <1 \\<1@c" },
  { "[a] [b](c) [d]: e", "[a] [b\\](c) [d]: e" },
  { "[a]: http://x.org", "\\[a]: http://x.org" },
  { "[<b>a</b>]: b", "\\[**a**]: b" },
  { "![a] [[b]]", "!\\[a] [\\[b]]" }, /* libcmark is quadratic on these */
  { "!" A "a</a>", "\\![a](L1)" },
  { "[" A "a</a>]", "\\[[a](L1)]" },
  { A "[a] ]</a>", "[\\[a\\] \\]](L1)" },
  { A "a</a>(b)", "[a](L1)(b)" },
  { "http://x.org/a_b_c &lt;http://x.org>", "http://x.org/a_b_c \\<http://x.org>" },
  /* beginnings of lines */
  { "# a", "\\# a" },
  { "#a", "#a" },
  { "- a<br>- b", "\\- a\\\n\\- b" },
  { "-a +b", "-a +b" },
  { "+ a", "\\+ a" },
  { "* a", "\\* a" },
  { "1. a", "1\\. a" },
  { "1986)", "1986\\)" },
  { "1986. A year", "1986\\. A year" },
  { "12345678901. a", "12345678901. a" },
  { "1.5", "1.5" },
  { "> a", "\\> a" },
  { "---", "\\---" },
  { "***", "\\***" },
  { "- - -", "\\- - -" },
  { "a<br>===", "a\\\n\\===" },
  { "a<br>-", "a\\\n\\-" },
  { "===<br>a", "===\\\na" },
  { "~~~", "\\~~~" },
  { "``` a", "\\``` a" },
  { "<b>-</b> a", "**-** a" },
  { "-<b> a</b>", "\\- **a**" },
  { "a<br># b", "a\\\n\\# b" },
  { "<h1># a</h1>", "# # a" },
  { "<h1>a #</h1>", "# a \\#" },
  { "<h1>C#</h1>", "# C#" },
  { "<h1>##</h1>", "# \\##" },
  { "<ul><li>- a<li>1. b</ul>", "- \\- a\n- 1\\. b" },
  { "    a", "a" },
};

START_TEST(test_spans)
{
  convert_check_html(&spans[_i]);
}
END_TEST

START_TEST(test_code)
{
  convert_check_html(&code[_i]);
}
END_TEST

START_TEST(test_escapes)
{
  convert_check_html(&escapes[_i]);
}
END_TEST

Suite *suite_inline(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/inline", &tcase);

  tcase_add_loop_test(tcase, test_spans, 0, G_N_ELEMENTS(spans));
  tcase_add_loop_test(tcase, test_code, 0, G_N_ELEMENTS(code));
  tcase_add_loop_test(tcase, test_escapes, 0, G_N_ELEMENTS(escapes));
  return suite;
}
