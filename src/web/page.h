/* SPDX-License-Identifier: MIT */
/* The HTML pages. Pure; results are complete documents. show: of the feed that is shown, its prefix show_root. */
#pragma once

#include "model/issue.h"
#include "web/show.h"

GBytes *page_home(const Show *show, GError **error);

typedef struct {
  gboolean older; /* there are items after these */
  gboolean first; /* these are the newest */
} PageOfFeed;

/* items: published Items, newest first, with gist, newsletter and parts. */
GBytes *page_feed(const Show *show, const Feed *feed, const GPtrArray *items, const PageOfFeed *place, GError **error);

typedef struct {
  gboolean there;
  gboolean pictures; /* it refers to pictures on other servers */
  gboolean shown;    /* and the reader wants them */
} PageOriginal;

/* item: with everything but raw and part bytes. */
GBytes *page_newsletter(const Show *show, const Feed *feed, const Item *item, const PageOriginal *original,
                        GError **error);

/* An issue of a digest feed. */
GBytes *page_digest(const Show *show, const Feed *feed, const Issue *issue, GError **error);

/* The page between, for links that act: it shows the target first. */
GBytes *page_between(const Show *show, const Link *link, GError **error);

/* status: one of 400, 404, 405, 413, 500, 503. */
GBytes *page_error(const Show *show, guint status, GError **error);
