/* SPDX-License-Identifier: MIT */
/* Whatever the Markdown: HTML of known tags only, in which every '<' and quote is ours, and blocks with text and spans within it. */
#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "markdown/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const tags[] = { "p>",          "em>", "strong>",     "code>", "pre>",  "ul>",        "ol>",
                                    "ol start=\"", "li>", "blockquote>", "hr />", "br />", "h1>",        "h2>",
                                    "h3>",         "h4>", "h5>",         "h6>",   "a>",    "a href=\"L", NULL };

static char *href_of(guint ordinal, gpointer data)
{
  (void)data;
  return ordinal % 2 == 0 ? NULL : g_strdup_printf("L%u\"<>'&", ordinal);
}

static void check_html(const char *html)
{
  int depth = 0;

  g_assert_true(g_utf8_validate(html, -1, NULL));
  for (const char *p = html; (p = strchr(p, '<')) != NULL; p++) {
    gboolean known = FALSE, closing = p[1] == '/';

    for (guint i = 0; tags[i] != NULL; i++)
      known |= g_str_has_prefix(p + 1 + closing, tags[i]);
    g_assert_true(known);
    if (!g_str_has_prefix(p, "<hr") && !g_str_has_prefix(p, "<br"))
      depth += closing ? -1 : 1;
    g_assert_cmpint(depth, >=, 0);
  }
  g_assert_cmpint(depth, ==, 0);
}

static void check_blocks(GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++) {
    const ReadBlock *block = g_ptr_array_index(blocks, i);
    gsize last = 0;

    g_assert_true(g_utf8_validate(block->text, -1, NULL));
    g_assert_true(block->text[0] != '\0');
    for (guint k = 0; k < block->links->len; k++) {
      const ReadSpan *span = &g_array_index(block->links, ReadSpan, k);

      g_assert_true(span->ordinal > 0 && span->start >= last && span->end > span->start &&
                    span->end <= strlen(block->text));
      last = span->end;
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *markdown = g_strndup((const char *)data, size);
  gboolean truncated;
  g_autofree char *html = read_html(markdown, href_of, NULL, &truncated);
  g_autofree char *some = read_html_within(markdown, size, href_of, NULL, NULL);
  g_autoptr(GPtrArray) blocks = read_blocks(markdown);

  g_assert_true(truncated == (strlen(markdown) > READ_MAX_MARKDOWN));
  check_html(html);
  check_html(some);
  check_blocks(blocks);
  return 0;
}
