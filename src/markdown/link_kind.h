/* SPDX-License-Identifier: MIT */
#pragma once

#include "model/newsletter.h"

/* What is known about a link when the whole document has been read. Strings are plain text, never NULL. */
typedef struct {
  const char *url;       /* from url_repair */
  const char *shown_url; /* from url_shown */
  const char *text;      /* the link's text, one line */
  const char *block;     /* the text of the whole block (paragraph, cell, item) it stands in */
  const char *heading;   /* the nearest heading above, "" when none */
  const char *previous;  /* the text of the block before, "" when none; NULL counts as "" */
  const char *next;      /* and after */
  guint block_index;     /* of that block among block_count blocks with text, from 0 */
  guint block_count;
  gboolean in_small_print; /* in or after the first block of the second half that link_kind_is_small_print knows */
  gboolean is_image;       /* its text is an image's alt text */
  const char *sender_host; /* most frequent host of the newsletter's links; "" when unknown */
} LinkContext;

/* Table-driven: by scheme, the List-Unsubscribe URIs (may be NULL), words of text and URL in the languages of the tables, hosts and position. */
LinkKind link_kind_guess(const LinkContext *context, const char *list_unsubscribe);

/* Whether a block is what the law and the sender's good manners put at the end of a mail. */
gboolean link_kind_is_small_print(const char *block);

/* Whether this link is the "view in browser" one. */
gboolean link_kind_is_web_version(const LinkContext *context);
