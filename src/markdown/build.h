/* SPDX-License-Identifier: MIT */
/* HTML to a document: what each tag opens, ends or writes, and the cleaning of what is not shown. Elements beyond
 * ELEMENT_MAX_DEPTH (element.h) have no effect but their text. Linear; nothing recurses. */
#pragma once

#include <glib.h>

#include "markdown/document.h"

/* Appends to document; *language (may be NULL) gets the lang attribute of <html>, NULL without one. */
void build_html(Document *document, const char *html, gsize length, char **language);
