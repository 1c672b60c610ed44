/* SPDX-License-Identifier: MIT */
#pragma once

#include "markdown/link_near.h"
#include "markdown/link_words.h"
#include "model/newsletter.h"

/* The text of a block, its lines ending in '\n', and, once somebody asked, what its words say: the blocks around a link are around others, too. */
typedef struct {
  const char *text;
  WordScan words;
  guint8 is_scanned, is_start_scanned, is_counted; /* whether what is above, and the two below, is known */
  guint8 starts_advert;                            /* its sponsor is named in its first words */
  guint16 bars;                                    /* between labels, MAXUINT16 for more */
} LinkBlock;

/* What is known about a link when the whole document has been read. Strings are plain text, never NULL. */
typedef struct {
  const char *url;       /* from url_repair */
  const char *shown_url; /* from url_shown */
  const char *text;      /* the link's text, one line */
  LinkPlace place;       /* where it stands in the text of its block (paragraph, cell, item), or what is near of that */
  gboolean is_cut;       /* that begins within the block */
  LinkBlock *block;      /* the block when that is all of its text; may be NULL */
  LinkBlock *heading;    /* the nearest heading above; NULL when none */
  LinkBlock *previous;   /* the block before; NULL when none is near */
  LinkBlock *next;       /* and after */
  LinkBlock *notice;     /* the last one with a copyright notice; NULL when there is none in the small print */
  LinkBlock *label;      /* the nearest block above with text that is no link; NULL when none is near */
  guint block_index;     /* of that block among block_count blocks with text, from 0 */
  guint block_count;
  gboolean in_small_print; /* in or after the first block of the second half that link_kind_is_small_print knows */
  gboolean in_advert;      /* in what link_kind_is_advert_label said begins above */
  gboolean is_image;       /* its text is an image's alt text */
  gboolean leads_on;       /* another text of the newsletter leads to its target, too */
  gboolean is_heading;     /* its block is a heading */
  const char *sender_host; /* most frequent host of the newsletter's links; "" when unknown */
} LinkContext;

/* Table-driven: by scheme, the List-Unsubscribe URIs (may be NULL), words of text and URL in the languages of the tables, hosts and position.
 * *is_web: whether it is the "view in browser" one. */
LinkKind link_kind_guess(const LinkContext *context, const char *list_unsubscribe, gboolean *is_web);

/* Whether a block is what the law and the sender's good manners put at the end of a mail. */
gboolean link_kind_is_small_print(LinkBlock *block);

/* Whether such a block says whose copyright it is. */
gboolean link_kind_is_notice(const LinkBlock *block);

/* Whether a block does nothing but say that what follows is paid for. */
gboolean link_kind_is_advert_label(LinkBlock *block);

/* How many words a link's text has when it may do nothing but name something; 0 when it leads on or is long. */
guint link_kind_label_words(const Link *link);
