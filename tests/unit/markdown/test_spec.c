/* SPDX-License-Identifier: MIT */
/* The examples of the CommonMark Spec in tests/data (its head says what they are), HTML to Markdown and back. */
#include <cmark.h>
#include <string.h>

#include "convert.h"
#include "markdown/markdown.h"
#include "suites.h"

#define EXAMPLES 488 /* an example that was not read is a test that cannot fail */

/* The HTML that libcmark makes of the document, links to their URLs. */
static char *rendered(const MarkdownDocument *document)
{
  cmark_node *root = cmark_parse_document(document->markdown, strlen(document->markdown), CMARK_OPT_DEFAULT);
  cmark_iter *iterator = cmark_iter_new(root);
  char *html;

  while (cmark_iter_next(iterator) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iterator);
    const char *url = cmark_node_get_type(node) == CMARK_NODE_LINK ? cmark_node_get_url(node) : "";
    guint64 ordinal = url[0] == 'L' ? g_ascii_strtoull(url + 1, NULL, 10) : 0;

    if (ordinal > 0 && ordinal <= document->links->len)
      cmark_node_set_url(node, ((Link *)g_ptr_array_index(document->links, ordinal - 1))->url);
  }
  html = cmark_render_html(root, CMARK_OPT_DEFAULT);
  cmark_iter_free(iterator);
  cmark_node_free(root);
  return html;
}

/* White space outside of preformatted text as one space. */
static char *as_shown(const char *html)
{
  GString *out = g_string_new(NULL);
  gboolean is_pre = FALSE;

  for (const char *p = html; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);

    is_pre = g_str_has_prefix(p, "<pre>") || (is_pre && !g_str_has_prefix(p, "</pre>"));
    if (is_pre || !(g_unichar_isspace(c) || c == 0xa0))
      g_string_append_unichar(out, c);
    else if (out->len == 0 || out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  }
  return g_strstrip(g_string_free(out, FALSE));
}

static void check_example(const char *numbers, const char *html, const char *wanted)
{
  g_autoptr(MarkdownDocument) document = markdown_from_html(html, strlen(html), NULL);
  g_autofree char *back = rendered(document);
  g_autofree char *back_shown = as_shown(back);
  g_autofree char *wanted_shown = as_shown(wanted);

  ck_assert_msg(strcmp(back_shown, wanted_shown) == 0, "%s\n%s\n--- Markdown\n%s--- wanted\n%s\n--- got\n%s", numbers,
                html, document->markdown, wanted, back);
}

/* "== NUMBERS", the HTML, and perhaps "=> REASON" and what comes back instead. */
START_TEST(test_examples)
{
  g_autoptr(GBytes) bytes = support_data("commonmark-0.30.txt");
  g_autofree char *data = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  g_auto(GStrv) examples = g_strsplit(data, "\n== ", -1);

  ck_assert_uint_eq(g_strv_length(examples), EXAMPLES + 1);
  for (guint i = 1; examples[i] != NULL; i++) {
    char *html = strchr(examples[i], '\n');
    char *instead = strstr(examples[i], "\n=> ");

    *html++ = '\0';
    if (instead != NULL) {
      *instead = '\0';
      instead += strcspn(instead + 1, "\n") + 1;
    }
    check_example(examples[i], html, instead != NULL ? instead : html);
  }
}
END_TEST

Suite *suite_spec(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/spec", &tcase);

  tcase_add_test(tcase, test_examples);
  return suite;
}
