/* SPDX-License-Identifier: MIT */
#include "markdown/plain.h"

#include "convert.h"
#include "suites.h"

static const ConvertRow blocks[] = {
  { "", "" },
  { "\n \n\t\n", "" },
  { "a\n\nb", "a\n\nb" },
  /* a wrapped line goes on, a short one ends where its author wanted */
  { "This sentence was wrapped by a program at some seventy columns\nand goes on.\n",
    "This sentence was wrapped by a program at some seventy columns and goes on." },
  { "Foo GmbH\nStreet 1\n", "Foo GmbH\\\nStreet 1" },
  { "- a\n- b\n  c\n\n- d\n\ne", "- a\n- b\\\n  c\n- d\n\ne" },
  { "Features:\n* a\n* b", "Features:\n\n- a\n- b" },
  { "\xe2\x80\xa2 a\n\xe2\x80\xa2 b", "- a\n- b" },
  { "1. a\n2. b", "1. a\n2. b" },
  { "3) a", "3. a" },
  { "- a\n    - b\n- c", "- a\n  - b\n- c" },
  { "- a\n\n  second\n\nout", "- a\n\n  second\n\nout" },
  { "In the year\n1986. Then", "In the year\\\n1986\\. Then" },
  { "-5 degrees", "-5 degrees" },
  { "> a\n> b\n\nc", "> a\\\n> b\n\nc" },
  { "> a\n>> b", "> a\n>\n> > b" },
  { ">a\nb", "> a\n\nb" },
  { "> - a\n> - b", "> - a\n> - b" },
  { "Title\n=====\n\ntext", "## Title\n\ntext" },
  { "News\n----\ntext", "### News\n\ntext" },
  { "=======\nTitle\n=======\n", "## Title" },
  { "## Title\ntext", "## Title\n\ntext" },
  { "** Offer\n-----------\ntext", "### Offer\n\ntext" },
  { "#1 thing", "#1 thing" },
  { "a\n\n-----\n\nb", "a\n\n***\n\nb" },
  { "a\n--\nb", "a\n\n***\n\nb" }, /* the mark above a signature */
  { "two lines\nof text\n--------------------------\nb", "two lines\\\nof text\n\n***\n\nb" },
  { "*bold* _it_ <b> &amp; [x](y)", "\\*bold\\* \\_it\\_ \\<b> \\&amp; [x\\](y)" },
};

static const ConvertRow links[] = {
  { "http://x.org", "[http://x.org](L1)" },
  { "See https://x.org/a_b, or (https://x.org/b).", "See [https://x.org/a_b](L1), [or](L2)." },
  { "Preferences (https://x.org/a?b ).", "[Preferences](L1)." },
  { "(https://x.org/)", "[https://x.org/](L1)" },
  { "Read [the story](https://x.org/a) now", "Read [the story](L1) now" },
  { "[](https://x.org/a) [x](y)", "[https://x.org/a](L1) [x\\](y)" },
  { "A line of text\nhttps://x.org/a\nmore", "A line of text\\\n[https://x.org/a](L1)\\\nmore" },
  { "https://x.org/a_(b)", "[https://x.org/a_(b)](L1)" },
  { "mailto:a@b.org?subject=x", "[a@b.org](L1)" },
  { "ahttp://x.org http:// https://", "ahttp://x.org http:// https://" },
  { "javascript:alert(1) data:text/html,x", "javascript:alert(1) data:text/html,x" },
  { "<https://x.org/>", "[https://x.org/](L1)" },
  { "Read more <https://x.org/>", "[Read more](L1)" },
  { "Hello. Read more <https://x.org/>!", "Hello. [Read more](L1)!" },
  { "<https://x.org/a/\nb>", "[https://x.org/a/b](L1)" },
  { "<https://x.org/ b>", "<[https://x.org/](L1) b>" },
  { "https://click.x.org/0123456789012345678901234567890123456789012345678901234567890",
    "[click.x.org/\xe2\x80\xa6](L1)" },
  { "Read more [1]\n\n[1] https://x.org/\n", "[Read more](L1)" },
  { "Read more[2]\n\n[2]: <https://x.org/>\n", "[Read more](L1)" },
  { "[3] https://x.org/\n", "[3] [https://x.org/](L1)" }, /* nothing refers to it */
  { "a [4]", "a [4]" },
  { "[99999] https://x.org/", "[99999] [https://x.org/](L1)" },
};

START_TEST(test_blocks)
{
  convert_check_text(&blocks[_i]);
}
END_TEST

START_TEST(test_links)
{
  convert_check_text(&links[_i]);
}
END_TEST

Suite *suite_plain(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/plain", &tcase);

  tcase_add_loop_test(tcase, test_blocks, 0, G_N_ELEMENTS(blocks));
  tcase_add_loop_test(tcase, test_links, 0, G_N_ELEMENTS(links));
  return suite;
}
