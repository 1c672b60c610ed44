/* SPDX-License-Identifier: MIT */
/* The phrases that boilerplate.c looks for. Private to it. */
#pragma once

#include <glib.h>

typedef enum {
  PHRASE_ANYWHERE,
  PHRASE_WORD,       /* anywhere, but not as the beginning of a longer word */
  PHRASE_START,      /* at the start of the text */
  PHRASE_WORD_START, /* at the start, and the word ends there */
  PHRASE_WHOLE       /* the whole text but for signs around it */
} PhraseWhere;

typedef struct {
  guint classes; /* of BoilerplateClass */
  PhraseWhere where;
  const char
      *phrases; /* separated by '|', in the form of chars_fold, three bytes at least; each begins where a word begins */
} PhraseRow;

extern const PhraseRow phrase_rows[]; /* ends with a row without phrases */
