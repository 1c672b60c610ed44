/* SPDX-License-Identifier: MIT */
/* The answer for a feed: from the cache while nothing changed, else made anew from one state of the store, so that no reader sees half of a
 * change. Thread-safe; each thread brings a store of its own. */
#pragma once

#include "store/store.h"
#include "web/feed_cache.h"
#include "web/site.h"

/* Looks whether the database changed since this store looked last. To be called before feed_serve; what feed_serve then answers is at least as
 * new as this look. */
gboolean feed_serve_look(FeedCache *cache, Store *store, GError **error);

/* *answer is NULL when there is no such feed. The caller unrefs it. On failure the caller may have feed_cache_get_old: the last good bytes. */
gboolean feed_serve(const Site *site, FeedCache *cache, Config *config, Store *store, const Route *route,
                    FeedAnswer **answer, GError **error);
