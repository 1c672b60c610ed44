/* SPDX-License-Identifier: MIT */
/* Plain text of a mail to a document: paragraphs, lists, quotes by '>', underlined headings, rules, bare URLs as links. Linear. */
#pragma once

#include <glib.h>

#include "markdown/document.h"

/* Appends to document. text: flowed lines already joined. */
void plain_read(Document *document, const char *text, gsize length);
