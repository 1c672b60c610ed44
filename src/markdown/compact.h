/* SPDX-License-Identifier: MIT */
/* What a language model reads of a newsletter: its Markdown without what says nothing about the contents or says it twice. No word of a
 * block with contents is lost, unless the same link says it elsewhere. Pure, deterministic, bounded on any Markdown.
 *
 * - Links of content (and of no known kind) keep "[text](L3)"; those of other kinds, and to links that the newsletter does not have, keep their text.
 * - Blocks that hold only links of other kinds go when the words say so too ("Unsubscribe", "Facebook", a menu); so does small print in the
 *   second half. A heading goes only when it says "View in browser" or the like.
 * - Of several links to one target the best titled keeps it: others that say the same or only "read more" go where they stand for themselves,
 *   else lose the target when they are near.
 * - A longer paragraph that was there before, word for word, goes.
 * - Hard breaks are line ends. All other escapes stay: they are 0.1 % of the bytes, and keep text from looking like a link or heading. */
#pragma once

#include "model/newsletter.h"

typedef enum {
  COMPACT_LINK,          /* a link that is not content: see kind */
  COMPACT_UNKNOWN_LINK,  /* an ordinal that the newsletter does not have */
  COMPACT_SMALL_PRINT,   /* why this mail came and who sent it */
  COMPACT_REPEATED_LINK, /* the same target stands elsewhere with the same or a better text */
  COMPACT_REPEATED_TEXT  /* the same paragraph stands above */
} CompactWhy;

typedef struct {
  CompactWhy why;
  LinkKind kind;        /* of COMPACT_LINK */
  gboolean target_only; /* the text stayed */
  char *what;           /* one line, cut to COMPACT_MAX_WHAT characters */
} CompactCut;

#define COMPACT_MAX_WHAT 100u

typedef struct {
  char *markdown;
  GPtrArray
      *cuts; /* of CompactCut, in the order of the newsletter; white space, breaks and dividing lines are not listed */
} Compact;

Compact *compact_newsletter(const Newsletter *newsletter); /* never NULL; markdown must be there */
void compact_free(Compact *compact);

/* "small print", "social link", ... for people; static. */
const char *compact_cut_reason(const CompactCut *cut);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Compact, compact_free)
