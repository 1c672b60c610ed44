/* SPDX-License-Identifier: MIT */
#include "convert.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "markdown/markdown.h"

static void check_node(cmark_node *node, const MarkdownDocument *document, const char *input)
{
  cmark_node_type type = cmark_node_get_type(node);
  const char *url;
  gulong ordinal;

  ck_assert_msg(type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_HTML_INLINE && type != CMARK_NODE_IMAGE,
                "raw HTML or an image from %s", input);
  if (type != CMARK_NODE_LINK)
    return;
  url = cmark_node_get_url(node);
  ordinal = url[0] == 'L' ? strtoul(url + 1, NULL, 10) : 0;
  ck_assert_msg(ordinal >= 1 && ordinal <= document->links->len, "link to %s from %s", url, input);
}

static void check_document(const MarkdownDocument *document, const ConvertRow *row)
{
  g_autofree char *wanted = row->markdown[0] != '\0' ? g_strconcat(row->markdown, "\n", NULL) : g_strdup("");
  cmark_node *root = cmark_parse_document(document->markdown, strlen(document->markdown), CMARK_OPT_DEFAULT);
  cmark_iter *iterator = cmark_iter_new(root);

  ck_assert_msg(strcmp(document->markdown, wanted) == 0, "from\n%s\n--- wanted\n%s--- got\n%s", row->input, wanted,
                document->markdown);
  while (cmark_iter_next(iterator) != CMARK_EVENT_DONE)
    check_node(cmark_iter_get_node(iterator), document, row->input);
  cmark_iter_free(iterator);
  cmark_node_free(root);
}

void convert_check_html(const ConvertRow *row)
{
  g_autoptr(MarkdownDocument) document = markdown_from_html(row->input, strlen(row->input), NULL);

  check_document(document, row);
}

void convert_check_text(const ConvertRow *row)
{
  g_autoptr(MarkdownDocument) document = markdown_from_text(row->input, strlen(row->input), NULL);

  check_document(document, row);
}
