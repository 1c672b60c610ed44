/* SPDX-License-Identifier: MIT */
/* Finished answers: feeds in their formats, pages; each in its encodings, made once, sent many times. Bounded by bytes; the one that nobody asked
 * for the longest goes first. Thread-safe; answers are immutable and shared by reference.
 *
 * Whether a cached answer is still true is told by epochs. Whoever sees by the store's data version that the database changed begins a new
 * epoch; an answer is current in the epoch in which it was last checked, and must be checked again (or made anew) in a later one. The epoch that
 * is put with an answer was read before the store was. */
#pragma once

#include "util/config.h"
#include "web/reply.h"
#include "web/router.h"

typedef enum { ENCODING_IDENTITY, ENCODING_GZIP, ENCODING_COUNT } Encoding;

typedef struct {
  gint64 version;                 /* Feed.version of the feed that it shows, or shows something of */
  Config *config;                 /* it was made under */
  Reply *replies[ENCODING_COUNT]; /* with validators; gzip may be NULL where it would be no smaller */
} CachedReply;

/* Takes everything over; plain is not NULL. config gains a reference. */
CachedReply *cached_reply_new(gint64 version, Config *config, Reply *plain, Reply *gzip);
CachedReply *cached_reply_ref(CachedReply *answer);
void cached_reply_unref(CachedReply *answer);

typedef struct _ReplyCache ReplyCache;

/* max_bytes 0: nothing is kept. */
ReplyCache *reply_cache_new(guint64 max_bytes);
void reply_cache_free(ReplyCache *cache);
void reply_cache_set_limit(ReplyCache *cache, guint64 max_bytes);

guint64 reply_cache_epoch(ReplyCache *cache);
void reply_cache_advance(ReplyCache *cache); /* the database, or something else that answers are made of, changed */

/* The answer for that route (its kind, id, images and before; number is not looked at) when it is current and was made under this configuration, else NULL. The caller unrefs it. */
CachedReply *reply_cache_get(ReplyCache *cache, const Route *route, Config *config);
/* The same, however old it is. */
CachedReply *reply_cache_get_old(ReplyCache *cache, const Route *route);

/* The answer was made, or found to be still true, in that epoch. Does nothing when another thread was later than that. */
void reply_cache_put(ReplyCache *cache, const Route *route, guint64 epoch, CachedReply *answer);

/* There is no such thing any more. */
void reply_cache_drop(ReplyCache *cache, const Route *route);

typedef struct {
  guint64 hits;    /* answers that were current */
  guint64 checked; /* those that had to be checked and were still true */
  guint64 made;    /* those that had to be written */
  guint64 evicted; /* answers that gave room */
  guint64 bytes, entries;
} ReplyCacheStats;

void reply_cache_stats(ReplyCache *cache, ReplyCacheStats *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CachedReply, cached_reply_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReplyCache, reply_cache_free)
