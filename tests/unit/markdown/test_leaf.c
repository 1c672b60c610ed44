/* SPDX-License-Identifier: MIT */
/* Line ends: dropped, kept, or written as they are. */
#include "markdown/leaf.h"

#include "convert.h"
#include "suites.h"

static const ConvertRow lines[] = {
  { "<h1>a<br>b</h1>", "# a b" },
  { "a<br>b<br><br><br><br>c<br>", "a\\\nb\\\n\\\nc" },
  { "<pre>\n\n a\tb \n\n</pre>", "```\n\n a\tb \n```" },
  { "<pre><code class='x language-c++'>```</code></pre>", "````c++\n```\n````" },
  { "<pre>a<br>b<div>c</div></pre>", "```\na\nb\nc\n```" },
  { "<pre>a\n<a href=http://x.org>b</a></pre>", "a\\\n[b](L1)" }, /* links matter more than the typewriter */
  { "<pre>a <q>b</q>\n<q>c</pre>", "```\na \u201cb\u201d\n\u201cc\u201d\n```" },
  { "<xmp><b></xmp><plaintext><i>", "```\n<b>\n```\n\n```\n<i>\n```" },
  { "<p style='white-space:pre-wrap'>a\nb</p>", "a\\\nb" },
};

START_TEST(test_lines)
{
  convert_check_html(&lines[_i]);
}
END_TEST

Suite *suite_leaf(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/leaf", &tcase);

  tcase_add_loop_test(tcase, test_lines, 0, G_N_ELEMENTS(lines));
  return suite;
}
