/* SPDX-License-Identifier: MIT */
/* Splits the plain text of a block into sentences. Pure, reentrant, linear, independent of the locale. */
#pragma once

#include <glib.h>

typedef enum {
  SENTENCE_CLOSED,   /* ended by . ! ? or what another script has for it */
  SENTENCE_TRAILING, /* ended by an ellipsis: a teaser or a cut */
  SENTENCE_OPEN      /* ended by the line or the block: a title, a list item, an address */
} SentenceEnd;

typedef struct {
  gsize start, length; /* in the text; without bullets and emoji in front and white space around */
  SentenceEnd end;
} Sentence;

/* Appends the sentences of text (valid UTF-8; newlines are hard breaks) to sentences (of Sentence). Parts without a letter or digit are left out.
 * ordinals: a number of one or two digits and a full stop is a word ("am 3. Mai"), as German, Nordic and Slavic languages write. */
void sentence_split(const char *text, gboolean ordinals, GArray *sentences);
