/* SPDX-License-Identifier: MIT */
#include "markdown/autolink.h"

#include <string.h>

#include "markdown/markdown.h"
#include "suites.h"

static const struct {
  const char *text;
  gboolean is_url;
} urls[] = {
  { "http://a", TRUE },         { "HTTPS://a", TRUE }, { "mailto:a", TRUE },
  { "http://\u00e9", TRUE },    { "http://", FALSE },  { "https:// ", FALSE },
  { "http://\n", FALSE },       { "mailto:", FALSE },  { "ftp://a", FALSE },
  { "javascript:a", FALSE },    { "http:/a", FALSE },  { "xhttp://a", FALSE },
  { "www.example.org", FALSE }, { "", FALSE },
};

START_TEST(knows_a_url)
{
  gsize length = strlen(urls[_i].text);
  g_autofree char *text = g_memdup2(urls[_i].text, length); /* no byte follows it */

  ck_assert_int_eq(autolink_is_url(text, text + length), urls[_i].is_url);
}
END_TEST

/* number 0: no reference */
static const struct {
  const char *line;
  guint number;
  const char *url;
} references[] = {
  { "[1] https://example.org/a", 1, "https://example.org/a" },
  { "  [12]: <https://example.org/a>  ", 12, "https://example.org/a" },
  { "[999]mailto:a@example.org\r", 999, "mailto:a@example.org" },
  { "[007] http://a", 7, "http://a" },
  { "[0] http://a", 0, NULL },
  { "[1000] http://a", 0, NULL },
  { "[99999999999999999999] http://a", 0, NULL },
  { "[-1] http://a", 0, NULL },
  { "[] http://a", 0, NULL },
  { "[1 http://a", 0, NULL },
  { "[1]", 0, NULL },
  { "[1]:", 0, NULL },
  { "[1] http://", 0, NULL },
  { "[1] javascript:alert(1)", 0, NULL },
  { "[1] http://a b", 0, NULL },
  { "[1] see http://a", 0, NULL },
  { "[1][2] http://a", 0, NULL },
  { "a [1] http://a", 0, NULL },
  { "", 0, NULL },
  { "[", 0, NULL },
};

START_TEST(reads_references)
{
  gsize length = strlen(references[_i].line), url_length = 0;
  g_autofree char *line = g_memdup2(references[_i].line, length);
  const char *url = NULL;

  ck_assert_uint_eq(autolink_reference(line, length, &url, &url_length), references[_i].number);
  if (references[_i].url == NULL) {
    ck_assert_ptr_null(url);
    return;
  }
  ck_assert_uint_eq(url_length, strlen(references[_i].url));
  ck_assert(strncmp(url, references[_i].url, url_length) == 0);
}
END_TEST

/* targets: of the links, one space between */
static const struct {
  const char *text, *markdown, *targets;
} lines[] = {
  /* bare */
  { "See http://a.example/b.", "See [http://a.example/b](L1).", "http://a.example/b" },
  { "See HTTPS://A.example!", "See [HTTPS://A.example](L1)!", "https://a.example/" },
  { "(http://a.example/b_(c))", "[http://a.example/b_(c)](L1)", "http://a.example/b_(c)" },
  { "a (see http://a.example/b)", "a (see [http://a.example/b](L1))", "http://a.example/b" },
  { "http://a.example/?b=1&c=2, or", "[http://a.example/?b=1&c=2](L1), or", "http://a.example/?b=1&c=2" },
  { "*http://a.example/b*", "\\*[http://a.example/b](L1)\\*", "http://a.example/b" },
  { "\"http://a.example/b\"", "\"[http://a.example/b](L1)\"", "http://a.example/b" },
  { "http://a.example/b http://c.example", "[http://a.example/b](L1) [http://c.example](L2)",
    "http://a.example/b http://c.example/" },
  { "http://a.example/b<http://c.example>", "[http://a.example/b](L1)[http://c.example](L2)",
    "http://a.example/b http://c.example/" },
  { "Write mailto:a@example.org?subject=b now", "Write [a@example.org](L1) now", "mailto:a@example.org?subject=b" },
  { "http://a.example/0123456789012345678901234567890123456789012345678", "[a.example/\u2026](L1)",
    "http://a.example/0123456789012345678901234567890123456789012345678" },
  /* a phrase and its target */
  { "Read. The river <http://a.example/b>", "Read. [The river](L1)", "http://a.example/b" },
  { "The river (http://a.example/b)", "[The river](L1)", "http://a.example/b" },
  { "The river (http://a.example/b )", "[The river](L1)", "http://a.example/b" },
  { "The river (http://a.example/b_(c))", "[The river](L1)", "http://a.example/b_(c)" },
  { "[The river](http://a.example/b) is", "[The river](L1) is", "http://a.example/b" },
  { "The river](http://a.example/b) is", "[The river\\]](L1) is", "http://a.example/b" },
  { "[The river[(http://a.example/b) is", "[\\[The river\\[](L1) is", "http://a.example/b" },
  { "[The river](<http://a.example/b>)", "[The river](L1)", "http://a.example/b" },
  { "[The river](<http://a.example/b>", "[\\[The river\\](](L1)", "http://a.example/b" },
  { "[...](http://a.example/b)", "[http://a.example/b](L1)", "http://a.example/b" },
  { "... <http://a.example/b>", "... [http://a.example/b](L1)", "http://a.example/b" },
  { "The river <http://a.example/b", "The river <[http://a.example/b](L1)", "http://a.example/b" },
  /* references */
  { "The river [1] and [2]\n\n[1] http://a.example/b", "[The river](L1) and [2]", "http://a.example/b" },
  { "The river [1]\n\n[1] javascript:alert(1)", NULL, "" },
  /* no links */
  { "xhttp://a.example", "xhttp://a.example", "" },
  { "javascript:alert(1) <javascript:alert(1)> (javascript:1)", NULL, "" },
  { "[a](javascript:alert(1))", NULL, "" },
  { "[a](data:text/html,b) [b](//c.example) [c](d.html)", NULL, "" },
  { "http:// https:// mailto:", NULL, "" },
  { "http://... http://)))", NULL, "" },
  { "http://exa%00mple.org/", NULL, "" },
  { "www.example.org a@example.org", NULL, "" },
  /* the host is what is behind the '@' */
  { "http://bank.example@evil.example/", "[http://bank.example@evil.example/](L1)",
    "http://bank.example@evil.example/" },
  { "http://bank.example@evil.example/0123456789012345678901234567890123456789", "[evil.example/\u2026](L1)",
    "http://bank.example@evil.example/0123456789012345678901234567890123456789" },
};

START_TEST(links_lines)
{
  g_autoptr(MarkdownDocument) document = markdown_from_text(lines[_i].text, strlen(lines[_i].text), NULL);
  g_autoptr(GString) targets = g_string_new(NULL);

  g_strchomp(document->markdown);
  if (lines[_i].markdown != NULL)
    ck_assert_str_eq(document->markdown, lines[_i].markdown);
  for (guint i = 0; i < document->links->len; i++)
    g_string_append_printf(targets, "%s%s", i > 0 ? " " : "", ((Link *)g_ptr_array_index(document->links, i))->url);
  ck_assert_str_eq(targets->str, lines[_i].targets);
}
END_TEST

static const char *const floods[] = { "[",         "[1]", "[1",      "](http://a", "<http://a", "(http://a",
                                      "http://a(", "h",   "mailto:", "http://",    ")",         "a <http://a.example> ",
                                      "*",         "[a](" };

START_TEST(floods_end_soon)
{
  g_autoptr(GString) flood = g_string_new("[1] ");
  gint64 before = support_cpu_time();
  const char *url;
  gsize length;

  while (flood->len < 256 * 1024)
    g_string_append(flood, floods[_i]);
  markdown_document_free(markdown_from_text(flood->str, flood->len, NULL));
  autolink_reference(flood->str, flood->len, &url, &length);
  ck_assert_int_lt(support_cpu_time() - before, 5 * G_USEC_PER_SEC);
}
END_TEST

Suite *suite_autolink(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/autolink", &tcase);

  tcase_add_loop_test(tcase, knows_a_url, 0, G_N_ELEMENTS(urls));
  tcase_add_loop_test(tcase, reads_references, 0, G_N_ELEMENTS(references));
  tcase_add_loop_test(tcase, links_lines, 0, G_N_ELEMENTS(lines));
  tcase_add_loop_test(tcase, floods_end_soon, 0, G_N_ELEMENTS(floods));
  return suite;
}
