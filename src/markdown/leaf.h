/* SPDX-License-Identifier: MIT */
/* Text on its way into the document's current leaf: with collapsed or with kept line ends, or raw while a <pre> is
 * open. Callers hand in only what is shown. Linear. */
#pragma once

#include "markdown/document.h"
#include "markdown/style.h"

/* What the elements around a text, or one element alone, say about it. */
typedef struct {
  Style style;
  guint32 link; /* see Segment */
  guint8 formats;
  guint8 level; /* of a heading, 0 outside */
} Effect;

typedef struct {
  Document *document;
  gboolean in_pre;      /* set by the caller where a <pre> starts, until leaf_end_pre */
  char *pre_language;   /* set by the caller while in_pre, or NULL; owned */
  GString *pre;         /* the text of the <pre> */
  GArray *pre_segments; /* of Segment, in pre */
} Leaf;

/* document must outlive leaf. */
void leaf_init(Leaf *leaf, Document *document);
void leaf_clear(Leaf *leaf);

/* Nothing under effect is shown. */
gboolean leaf_is_hidden(const Effect *effect);

void leaf_text(Leaf *leaf, const char *text, gsize length, const Effect *effect);
/* An image's alternative text, which stands apart from the words around it. */
void leaf_image(Leaf *leaf, const char *alt, const Effect *effect);
void leaf_break(Leaf *leaf, const Effect *effect);

/* Ends the leaf; inside a <pre> only its line. Returns whether a block was added. */
gboolean leaf_end(Leaf *leaf, const Effect *effect);
/* Writes what the <pre> has collected: code, or a paragraph when a link is in it. */
void leaf_end_pre(Leaf *leaf);
