/* SPDX-License-Identifier: MIT */
/* The words around a link in the text of its block: its line, its sentence, the lines beside it. Pure; nothing further away than
 * LINK_NEAR_MOST bytes is looked at. */
#pragma once

#include <glib.h>

#define LINK_NEAR_MOST 1000u

/* A link in a text, whose lines end in '\n'. */
typedef struct {
  const char *text;
  gsize start, end; /* bytes of the link in it */
} LinkPlace;

typedef struct {
  const char *start;
  gsize length;
} LinkWords;

/* Its line, without the '\n'. */
LinkWords link_near_line(const LinkPlace *place);

/* Whether there is no letter or digit in its line but its own. */
gboolean link_near_is_alone(const LinkPlace *place);

/* The line with letters or digits before (step -1) or after (step 1) its own; length 0 when there is none. */
LinkWords link_near_beside(const LinkPlace *place, int step);

/* Its sentence, as far as before bytes before it and after bytes after it; a line's end ends a sentence, too. */
LinkWords link_near_sentence(const LinkPlace *place, gsize before, gsize after);

/* What stands before that sentence and belongs to it where it says little: the sentence or line before. before: bytes. Length 0 when
 * there are no words. */
LinkWords link_near_lead(const LinkPlace *place, gsize before);
