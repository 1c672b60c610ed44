/* SPDX-License-Identifier: MIT */
/* Code, escapes and what else is written for a leaf. */
#include "markdown/inline.h"

#include "convert.h"
#include "suites.h"

#define A "<a href=http://x.org/>"

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

  tcase_add_loop_test(tcase, test_code, 0, G_N_ELEMENTS(code));
  tcase_add_loop_test(tcase, test_escapes, 0, G_N_ELEMENTS(escapes));
  return suite;
}
