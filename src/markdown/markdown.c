/* SPDX-License-Identifier: MIT */
#include "markdown/markdown.h"

#include "markdown/build.h"
#include "markdown/document.h"
#include "markdown/plain.h"
#include "markdown/survey.h"
#include "markdown/writer.h"

static MarkdownDocument *finish(Document *document, char *language, const char *list_unsubscribe)
{
  MarkdownDocument *result = g_new0(MarkdownDocument, 1);
  g_autoptr(Survey) survey = survey_document(document, list_unsubscribe);

  result->markdown = writer_markdown(document, survey->ordinals);
  result->links = g_steal_pointer(&survey->links);
  result->web_url = g_steal_pointer(&survey->web_url);
  result->language = language;
  result->words = survey->words;
  result->truncated = document->truncated;
  return result;
}

MarkdownDocument *markdown_from_html(const char *html, gsize length, const char *list_unsubscribe)
{
  g_autoptr(Document) document = document_new(length / 4);
  char *language = NULL;

  build_html(document, html, length, &language);
  return finish(document, language, list_unsubscribe);
}

MarkdownDocument *markdown_from_text(const char *text, gsize length, const char *list_unsubscribe)
{
  g_autoptr(Document) document = document_new(length);

  plain_read(document, text, length);
  return finish(document, NULL, list_unsubscribe);
}

void markdown_document_free(MarkdownDocument *document)
{
  if (document == NULL)
    return;
  g_free(document->markdown);
  g_ptr_array_unref(document->links);
  g_free(document->web_url);
  g_free(document->language);
  g_free(document);
}
