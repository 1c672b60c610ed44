/* SPDX-License-Identifier: MIT */
/* A feed as RSS 2.0 (rssboard.org/rss-specification), with content:encoded, dc:creator and atom:link. Pure: the same state gives the same bytes. */
#pragma once

#include "web/show.h"

#define FEED_RSS_TYPE "application/rss+xml; charset=utf-8"
#define FEED_TTL_MINUTES "30"

/* A FeedWriter (web/feed_format.h). As many of the items as fit into the feed's byte cap (the configuration's when the feed has none of its
 * own), at least one. */
GBytes *feed_rss_write(const Show *show, const Feed *feed, const GPtrArray *items, GError **error);
