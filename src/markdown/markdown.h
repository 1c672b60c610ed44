/* SPDX-License-Identifier: MIT */
/* HTML or plain text of a mail to CommonMark with links by ordinal. Pure, deterministic, reentrant, linear in the
 * input, no recursion. Everything hostile ends as text or as nothing. */
#pragma once

#include <glib.h>

#include "model/newsletter.h"

typedef struct {
  char *markdown;   /* CommonMark 0.30 without raw HTML; every link destination is (L<ordinal>); never NULL */
  GPtrArray *links; /* of Link, kinds and shown URLs filled in; only links with text */
  char *web_url;    /* target of the "view in browser" link; NULL */
  char *language;   /* of <html lang>; NULL */
  guint words;
  gboolean truncated; /* a limit cut something */
} MarkdownDocument;

/* html: clean UTF-8 (util/text). list_unsubscribe: the header's URIs, or NULL; they are known to be actions. */
MarkdownDocument *markdown_from_html(const char *html, gsize length, const char *list_unsubscribe);

/* text: clean UTF-8, flowed lines already joined. Paragraphs, lists and quotes stay; bare http, https and mailto URLs become links. */
MarkdownDocument *markdown_from_text(const char *text, gsize length, const char *list_unsubscribe);

void markdown_document_free(MarkdownDocument *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MarkdownDocument, markdown_document_free)
