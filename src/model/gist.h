/* SPDX-License-Identifier: MIT */
/* The gist of a newsletter for one set of interests. Plain data; all text is plain text, never markup. */
#pragma once

#include <glib.h>

typedef struct {
  guint ordinal; /* of a link of this newsletter */
  char *text;    /* a sentence or title about it, one line */
} GistLink;

typedef struct {
  char *key;      /* hex SHA-256; feeds that would ask the same share it */
  char *provider; /* "extract", later a model's */
  char *model;    /* "" for extract */
  guint prompt_version;
  char *summary;     /* paragraphs separated by newlines; "" when the newsletter has no text */
  GPtrArray *topics; /* of char * */
  GPtrArray *links;  /* of GistLink */
  gboolean relevant;
  char *why; /* "" when there is nothing to say */
} Gist;

Gist *gist_new(void);
void gist_free(Gist *gist);
GistLink *gist_link_new(guint ordinal, const char *text);
void gist_link_free(GistLink *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gist, gist_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GistLink, gist_link_free)
