/* SPDX-License-Identifier: MIT */
/* The gist of a newsletter for one set of interests. Plain data; all text is plain text, never markup. */
#pragma once

#include <glib.h>

typedef struct {
  guint ordinal; /* of a link of this newsletter */
  char *text;    /* a sentence or title about it, one line; "": nothing is told that its own text does not tell */
} GistLink;

typedef struct {
  char *key;      /* hex SHA-256; feeds that would ask the same share it */
  char *provider; /* "extract", or whose model */
  char *model;    /* "" for extract */
  guint prompt_version;
  char *summary;     /* paragraphs separated by newlines; "" when the newsletter has no text */
  GPtrArray *topics; /* of char * */
  GPtrArray *links;  /* of GistLink */
  gboolean relevant;
  char *why; /* "" when there is nothing to say */

  /* How a model made it; zeros for extract. */
  guint tokens_estimated; /* of the question, uncorrected */
  gint64 tokens_in, tokens_out, milliseconds;
  guint rounds;   /* 2: the first answer had to be repaired */
  guint dropped;  /* links in the answer that the newsletter does not have */
  guint left_out; /* per cent of the newsletter's text that did not fit the question */
} Gist;

/* Where a question to a model stands. */
typedef enum { GIST_PENDING, GIST_IN_FLIGHT, GIST_DONE, GIST_FAILED } GistState;

gboolean gist_state_parse(const char *name, GistState *state); /* "pending", "in flight", "done", "failed" */

Gist *gist_new(void);
void gist_free(Gist *gist);
GistLink *gist_link_new(guint ordinal, const char *text);
void gist_link_free(GistLink *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gist, gist_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GistLink, gist_link_free)
