/* SPDX-License-Identifier: MIT */
/* The formats in which a feed is served: a new one is a row here and a route in the router. Caching, validators, gzip and headers are the
 * server's business (web/reply_cache.h, web/serve.h), the same for all. */
#pragma once

#include "web/router.h"
#include "web/show.h"

/* Pure: the same state gives the same bytes; nothing in them comes from a clock. items: published Items, newest first, at most the feed's cap of
 * them, with gist and newsletter. show: of this feed, its prefix the base URL. NULL with an error when it cannot be written whole. */
typedef GBytes *(*FeedWriter)(const Show *show, const Feed *feed, const GPtrArray *items, GError **error);

typedef struct {
  RouteKind route;
  const char *type; /* Content-Type */
  FeedWriter write;
} FeedFormat;

/* NULL when that route leads to no feed. */
const FeedFormat *feed_format_of(RouteKind route);
