/* SPDX-License-Identifier: MIT */
/* A newsletter as the gist sees it: its blocks with their part in the whole, the sentences of those that count, and its words. */
#pragma once

#include <glib.h>

#include "gist/lexicon.h"
#include "markdown/read.h"
#include "model/boilerplate.h"
#include "model/newsletter.h"

#define OUTLINE_MAX_BLOCKS 5000u           /* later ones are not looked at */
#define OUTLINE_MAX_TEXT (192u * 1024)     /* bytes of text that are looked at */
#define OUTLINE_MAX_BOILERPLATE_BLOCK 500u /* weight: of a longer block only the sentence with the phrase goes */

typedef enum {
  OUTLINE_TEXT,
  OUTLINE_TITLE,      /* a heading, or a short line that stands for one */
  OUTLINE_BOILERPLATE /* shown nowhere */
} OutlineRole;

typedef struct {
  const ReadBlock *block;
  OutlineRole role;
  gboolean sponsored; /* in a sponsor's section */
  guint classes;      /* of BoilerplateClass, of the whole text */
  gsize weight;       /* chars_weight */
  gsize length;       /* bytes of the text */
  int title;          /* index of the nearest title above, -1 when there is none near */
} OutlineBlock;

typedef struct {
  guint block;      /* index in Outline.blocks */
  const char *text; /* in the block's text */
  gsize length;
  guint first, tokens; /* in Lexicon.tokens */
  guint8 end;          /* a SentenceEnd */
  guint8 place;        /* in its block, from 0; 255 stands for more */
} OutlineSentence;

typedef struct {
  GPtrArray *source; /* of ReadBlock */
  GArray *blocks;    /* of OutlineBlock */
  GArray *sentences; /* of OutlineSentence; of titles too, none of boilerplate */
  Lexicon *lexicon;
  const Boilerplate *boilerplate;
  GString *fold;
} Outline;

Outline *outline_new(const Newsletter *newsletter);
void outline_free(Outline *outline);

/* The boilerplate classes of any text. */
guint outline_classes(Outline *outline, const char *text, gsize length);

/* The line before is "Dear Ada,": after that German and others go on in lower case. */
gboolean outline_follows_greeting(Outline *outline, const OutlineSentence *sentence);

/* Nearly every word of the sentence begins with a capital letter: a slogan or a list of names. */
gboolean outline_is_title_case(const Outline *outline, const OutlineSentence *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outline, outline_free)
