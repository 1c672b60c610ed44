/* SPDX-License-Identifier: MIT */
/* Text that CommonMark 0.30 reads as itself: a backslash only where the character would mean something in its place. Pure. */
#pragma once

#include <glib.h>

/* How the flanking rules see a character (CommonMark 6.2). Parsers do not agree on what is punctuation: their Unicode tables are of different
 * age, and CommonMark 0.31 counts symbols. Such a character is unsure, and what is written must hold for either reading. */
typedef enum { CHAR_IS_SPACE, CHAR_IS_PUNCTUATION, CHAR_IS_OTHER, CHAR_IS_UNSURE } EscapeClass;

EscapeClass escape_class(gunichar c);

/* The place of a piece of text. before and after are the characters next to it in the output. */
typedef struct {
  gunichar before, after;
  gboolean in_link;                       /* inside the brackets of a link */
  gboolean text_follows;                  /* after belongs to text, so that a reference could go on there */
  gboolean stars, underscores, backticks; /* a partner may stand elsewhere in the block: a lone one needs no escape */
  gboolean is_definition;                 /* the block could be a link reference definition */
  gboolean encode_first, encode_last;     /* as numeric references, to be punctuation for a delimiter beside them */
  gssize line_escape;                     /* offset of a character that would begin a block, or -1 */
} EscapeContext;

void escape_text(GString *out, const char *text, gsize length, const EscapeContext *context);

/* The offset of the character that would make this line of a paragraph the start of another block (or a setext underline), or -1. is_whole:
 * the line ends after this text. */
gssize escape_line_start(const char *line, gsize length, gboolean is_whole);
