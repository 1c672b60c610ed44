/* SPDX-License-Identifier: MIT */
/* A feed as its readers will see it, before a format is chosen: one model for RSS, Atom and JSON Feed. All text is plain, valid for XML, without U+FFFD (readers and
 * validators take it for our mistake; U+25A1 stands for what the mail garbled), and free of the feed's own address; html is markup that templates and read_html made, with absolute links. Pure: the same state gives the same channel. */
#pragma once

#include "web/show.h"

/* Of a newsletter's text in a feed, in bytes of HTML; a quarter of the feed's byte cap where that is less. What is longer is cut after a
 * block, and a link leads to the rest. */
#define CHANNEL_MAX_BODY (128u * 1024)

typedef struct {
  char *url, *name;
  char *type; /* as the mail says, where that has the form of a type; else application/octet-stream */
  gsize size;
} EntryFile;

typedef struct {
  char *guid, *url;
  char *title, *author;
  char *text; /* the summary on one line, or the title */
  char *html;
  char *language;    /* primary subtag; NULL */
  gint64 date;       /* of the newsletter */
  gint64 updated;    /* last change of what is shown */
  guint order;       /* 0 to 999: grows (and begins again) with those that came in the same second */
  GPtrArray *topics; /* of char *, none empty */
  GPtrArray *files;  /* of EntryFile: attachments */
} Entry;

typedef struct {
  char *title, *description;
  char *page;     /* URL: the feed as a page; its formats are below it */
  char *rss;      /* URL: as RSS */
  char *icon;     /* URL of a square PNG */
  char *language; /* what its newsletters have in common; NULL */
  gint64 changed;
  guint64 max_bytes;  /* of the feed; 0: no cap */
  GPtrArray *entries; /* of Entry, newest first; the status item first, when something is wrong; as many as can
                       * fit into the cap, at least one */
} Channel;

/* items: published Items, newest first, with gist, newsletter and parts, and with Markdown where the feed shows all of it. show: of this
 * feed, its prefix the base URL. */
Channel *channel_new(const Show *show, const Feed *feed, const GPtrArray *items, GError **error);
void channel_free(Channel *channel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Channel, channel_free)
