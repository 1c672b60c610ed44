/* SPDX-License-Identifier: MIT */
/* What somebody searches for. Words (util/word.h) that must all be there, in any order; words in double quotes as a phrase; a star right behind a word or a
 * phrase stands for any end of its last word. Nothing else has a meaning: AND, NOT, NEAR, brackets, colons and the like are text. Pure. */
#pragma once

#include <glib.h>

#define QUERY_MAX_BYTES 256u
#define QUERY_MAX_WORDS 32u /* one character counts one in scripts that are taken character by character */
#define QUERY_MIN_PREFIX 3u /* characters before a star: fewer stand for half a dictionary */

typedef enum {
  QUERY_FINE,
  QUERY_EMPTY, /* there is no word in it */
  QUERY_TOO_LONG,
  QUERY_TOO_MANY_WORDS,
  QUERY_SHORT_PREFIX,
  QUERY_MALFORMED /* it is not UTF-8, or has a NUL in it */
} QueryProblem;

#define QUERY_PROBLEMS (QUERY_MALFORMED + 1)

/* Words that must stand one after the other. */
typedef struct {
  GPtrArray *words; /* of char *, as word_each gives them; never empty */
  gboolean prefix;  /* the last one is the beginning of a word */
} QueryTerm;

typedef struct {
  QueryProblem problem;
  char *text;       /* as it was typed, on one line, valid UTF-8, cut at QUERY_MAX_BYTES */
  GPtrArray *terms; /* of QueryTerm, none twice; empty unless QUERY_FINE */
} Query;

/* text: any bytes. Never NULL. */
Query *query_parse(const char *text, gsize length);
void query_free(Query *query);

/* What is wrong, for people, one line in lower case; NULL when it is fine. */
const char *query_advice(QueryProblem problem);

typedef struct {
  gsize start, end; /* bytes */
} QueryMark;

/* What was found in a text: ranges of whole words in their order, none overlapping: a GArray of QueryMark. */
GArray *query_marks(const Query *query, const char *text);

/* How many of its terms are found in a text. */
guint query_count(const Query *query, const char *text);

typedef struct {
  char *text;    /* with U+2026 where something was left out */
  GArray *marks; /* of QueryMark */
} QueryExcerpt;

/* The piece of at most about max characters in which the most different terms are found; the beginning when there is nothing to be found.
 * text_before: other text stands before this. */
QueryExcerpt *query_excerpt(const Query *query, const char *text, gboolean text_before, guint max);
void query_excerpt_free(QueryExcerpt *excerpt);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Query, query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QueryExcerpt, query_excerpt_free)
