/* SPDX-License-Identifier: MIT */
/* The first byte chooses HTML or plain text. Whatever follows becomes valid UTF-8 in which libcmark sees no raw HTML, no image and only links to the
 * document's own ordinals. */
#include <cmark.h>
#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "markdown/markdown.h"
#include "util/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_node(cmark_node *node, guint links)
{
  cmark_node_type type = cmark_node_get_type(node);
  const char *url;

  g_assert_true(type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_HTML_INLINE && type != CMARK_NODE_IMAGE);
  if (type != CMARK_NODE_LINK)
    return;
  url = cmark_node_get_url(node);
  g_assert_true(url[0] == 'L');
  g_assert_cmpuint(strtoul(url + 1, NULL, 10), >=, 1);
  g_assert_cmpuint(strtoul(url + 1, NULL, 10), <=, links);
}

static void check_document(const MarkdownDocument *document)
{
  cmark_node *root = cmark_parse_document(document->markdown, strlen(document->markdown), CMARK_OPT_DEFAULT);
  cmark_iter *iterator = cmark_iter_new(root);

  while (cmark_iter_next(iterator) != CMARK_EVENT_DONE)
    check_node(cmark_iter_get_node(iterator), document->links->len);
  cmark_iter_free(iterator);
  cmark_node_free(root);
  g_assert_true(g_utf8_validate(document->markdown, -1, NULL));
  for (const char *p = document->markdown; *p != '\0'; p++)
    g_assert_true((guchar)*p >= 0x20 || *p == '\n' || *p == '\t');
  for (guint i = 0; i < document->links->len; i++) {
    const Link *link = g_ptr_array_index(document->links, i);

    g_assert_cmpuint(link->ordinal, ==, i + 1);
    g_assert_true(link->text[0] != '\0' && strchr(link->text, '\n') == NULL);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = NULL;
  g_autoptr(MarkdownDocument) document = NULL;
  gsize length;

  if (size == 0)
    return 0;
  text = text_clean((const char *)data + 1, size - 1, NULL);
  length = strlen(text);
  document = data[0] % 2 == 0 ? markdown_from_html(text, length, NULL) : markdown_from_text(text, length, NULL);
  check_document(document);
  return 0;
}
