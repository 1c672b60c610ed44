/* SPDX-License-Identifier: MIT */
/* HTML to a document: a lenient stack of open elements over the tokenizer, and the cleaning of what is not shown. Elements beyond
 * BUILD_MAX_DEPTH have no effect but their text. Linear; nothing recurses. */
#pragma once

#include <glib.h>

#include "markdown/document.h"

#define BUILD_MAX_DEPTH 512u

/* Appends to document; *language (may be NULL) gets the lang attribute of <html>, NULL without one. */
void build_html(Document *document, const char *html, gsize length, char **language);
