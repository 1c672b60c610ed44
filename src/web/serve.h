/* SPDX-License-Identifier: MIT */
/* The answer for a feed: from the cache while nothing changed, else made anew from one state of the store, so that no reader sees half of a
 * change. Thread-safe; each thread brings a store of its own. */
#pragma once

#include "store/store.h"
#include "web/reply_cache.h"
#include "web/site.h"

/* Looks whether the database changed since this store looked last. To be called before serve_reply; what serve_reply then answers is at least as
 * new as this look. */
gboolean serve_look(ReplyCache *cache, Store *store, GError **error);

/* *answer is NULL when there is no such feed. The caller unrefs it. On failure the caller may have reply_cache_get_old: the last good bytes. */
gboolean serve_reply(const Site *site, ReplyCache *cache, Config *config, Store *store, const Route *route,
                     CachedReply **answer, GError **error);
