/* SPDX-License-Identifier: MIT */
/* The plain text of a leaf of a document, or what of it is near a link. Lines end in '\n', but where one was broken only because it is long. */
#pragma once

#include "markdown/document.h"
#include "markdown/link_near.h"

#define EXCERPT_MOST 1000u /* bytes around a link, up to a segment */

/* Segments [from, to) of a leaf; the caller frees it. */
char *excerpt_text(const Document *document, const Block *leaf, guint32 from, guint32 to);

/* Words of the first count segments. */
guint excerpt_count_words(const Document *document, const Block *leaf, guint32 count);

/* At least the bytes of a leaf's excerpt_text, in little time; 0 when it is empty. */
gsize excerpt_length(const Document *document, const Block *leaf);

/* Where the run of segments of the link of segment from ends; white space after it does not belong to it. *is_image: it is images alone. */
guint32 excerpt_link_end(const Document *document, const Block *leaf, guint32 from, gboolean *is_image);

/* What is near segments [start, end) of a leaf and where they stand in it; *is_cut: something stands before that. The caller frees it. */
char *excerpt_window(const Document *document, const Block *leaf, guint32 start, guint32 end, LinkPlace *place,
                     gboolean *is_cut);
/* Where they stand in text, which is the excerpt_text of the whole leaf. */
LinkPlace excerpt_place(const Document *document, const Block *leaf, guint32 start, guint32 end, const char *text);
