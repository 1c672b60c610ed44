/* SPDX-License-Identifier: MIT */
/* The washed page's elements as they are written: which tags end others, which come back after the end of a block, so that what is written
 * is well nested and means what a browser would have made of the input (WHATWG HTML 13.2.4 and 13.2.6). A tag costs constant time but for
 * what it closes and reopens. */
#pragma once

#include "markdown/tag.h"
#include "markdown/wash.h"

#define WASH_NEST_KINDS 12u
#define WASH_NEST_NONE G_MAXUINT16

typedef struct {
  const char *name; /* static */
  Tag tag;
  guint32 unknown;     /* hash of the source's name, when tag does not tell it; else 0 */
  guint kinds;         /* what it is to other tags */
  gsize start, length; /* of its start tag in out */
  guint16 previous;    /* the open element of the same tag before this, or WASH_NEST_NONE */
  gboolean is_ended;   /* its end tag came while a block inside it was open: it ends with that block */
  gboolean is_dropped; /* what was written since its start goes when it ends */
} WashNested;

typedef struct {
  GString *out;
  WashNested stack[WASH_MAX_DEPTH];
  guint depth;
  guint16 last_of_tag[TAG_COUNT + 1];            /* innermost element that has not ended, or WASH_NEST_NONE */
  guint16 last[WASH_NEST_KINDS][WASH_MAX_DEPTH]; /* indices of the elements of each kind, innermost last */
  guint count[WASH_NEST_KINDS];
  guint dropped;   /* elements open that are dropped */
  guint ended;     /* elements open that have ended */
  GArray *pending; /* formatting elements that come back with the next text */
  gsize budget;    /* bytes of start tags that may still be written again */
} WashNest;

/* budget: see WashNest. */
void wash_nest_init(WashNest *nest, GString *out, gsize budget);
void wash_nest_clear(WashNest *nest);

/* A start tag comes: ends what it ends. FALSE: it means nothing here and is to be ignored. */
gboolean wash_nest_before(WashNest *nest, Tag tag);
/* Text or an inline element comes: reopens what is pending. */
void wash_nest_content(WashNest *nest);
/* Opens the element: name is static; tag_text its whole start tag; unknown as in WashNested. Without room nothing is written. */
void wash_nest_open(WashNest *nest, Tag tag, const char *name, guint32 unknown, const GString *tag_text);
/* The same for an element that goes with its content. */
void wash_nest_open_dropped(WashNest *nest, Tag tag);
/* An end tag; unknown: as in WashNested. One of a <p> that is not open stands for an empty one (13.2.6.4.7). */
void wash_nest_end(WashNest *nest, Tag tag, guint32 unknown);
void wash_nest_end_all(WashNest *nest);
