/* SPDX-License-Identifier: MIT */
/* Feeds and pages from the cache while nothing changed, else made anew from one state of the store, so that no reader sees half of a
 * change. Thread-safe; each thread brings a store of its own. */
#pragma once

#include "store/store.h"
#include "web/reply_cache.h"
#include "web/site.h"

/* Looks whether the database changed since this store looked last. To be called before serve_reply; what serve_reply then answers is at least as
 * new as this look. */
gboolean serve_look(ReplyCache *cache, Store *store, GError **error);

/* Whether answers of that kind are kept: those for which the following may be asked. */
gboolean serve_keeps(RouteKind kind);

/* *answer is NULL when there is no such thing. The caller unrefs it. */
gboolean serve_reply(const Site *site, ReplyCache *cache, Config *config, Store *store, const Route *route,
                     CachedReply **answer, GError **error);

/* When that failed: the last good answer, however old; NULL when none is kept. The caller unrefs it. */
CachedReply *serve_old(ReplyCache *cache, const Route *route);
