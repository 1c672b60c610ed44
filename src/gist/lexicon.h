/* SPDX-License-Identifier: MIT */
/* The words of one newsletter: each text becomes a run of tokens, each token names a term with its counts. A word is a run of letters and digits; where words
 * are not split by spaces, a run of one script (katakana, Han), Chinese runs cut at function words. Addresses and URLs are skipped. */
#pragma once

#include <glib.h>

#include "gist/stopwords.h"

#define LEXICON_MAX_WORD 60u      /* bytes; longer runs are no words */
#define LEXICON_MAX_TERMS 100000u /* distinct; ids must fit in 20 bits */

typedef enum {
  TOKEN_CAPITAL = 1 << 0, /* begins with a capital letter */
  TOKEN_UPPER = 1 << 1,   /* two or more letters, all capitals */
  TOKEN_DIGIT = 1 << 2,   /* begins with a digit */
  TOKEN_FIRST = 1 << 3,   /* of a sentence or title: a capital letter means nothing; set by the caller */
  TOKEN_JOINED = 1 << 4,  /* follows the token before with at most one space, hyphen or ampersand between */
  TOKEN_EAST = 1 << 5,    /* of a script without spaces, or Hangul */
  TOKEN_STOP = 1 << 6     /* lexicon_is_stop; set by lexicon_count_shapes */
} TokenShape;

typedef struct {
  guint term; /* index in Lexicon.terms */
  guint8 shape;
  guint16 length;
  const char *text; /* in the text given to lexicon_add */
} Token;

typedef struct {
  char *key;       /* form of chars_fold, possessive and plural s off */
  guint count;     /* tokens */
  guint capital;   /* of these, capitalised and not TOKEN_FIRST */
  guint lower;     /* of these, in lower case */
  guint languages; /* bits in which it is a stop word */
  gboolean in_subject;
  guint mark; /* free use of one pass over the sentences; 0 at first */
} Term;

typedef struct {
  GArray *tokens; /* of Token */
  GArray *terms;  /* of Term */
  GHashTable *index;
  GStringChunk *keys;
  GString *fold;
  const Stopwords *stopwords;
  guint votes[LANGUAGE_COUNT]; /* stop words seen by language */
  guint languages;             /* bits; what lexicon_settle decided */
  gboolean has_kana;           /* Japanese: its Han runs are words */
} Lexicon;

Lexicon *lexicon_new(void);
void lexicon_free(Lexicon *lexicon);

/* Appends the tokens of text (which must outlive the lexicon's use); they are tokens[length before] to the end. */
void lexicon_add(Lexicon *lexicon, const char *text, gsize length);

/* Notes that the subject names these words; adds no tokens. */
void lexicon_add_subject(Lexicon *lexicon, const char *subject);

/* After everything was added: the stop words of the newsletter's language and of none count from now on. */
void lexicon_settle(Lexicon *lexicon);

/* Fills in Term.capital, Term.lower and TOKEN_STOP, once TOKEN_FIRST is set where it belongs. */
void lexicon_count_shapes(Lexicon *lexicon);

/* A word that says nothing, a number, or a single letter. */
gboolean lexicon_is_stop(const Lexicon *lexicon, guint term);

/* The newsletter's language writes "3." for third. */
gboolean lexicon_has_ordinals(const Lexicon *lexicon);

/* The newsletter's language writes every noun with a capital letter (German). */
gboolean lexicon_has_capital_nouns(const Lexicon *lexicon);

static inline Term *lexicon_term(const Lexicon *lexicon, guint term)
{
  return &g_array_index(lexicon->terms, Term, term);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lexicon, lexicon_free)
