/* SPDX-License-Identifier: MIT */
/* Finished answers for feeds, per (feed, format, search), each in its encodings: made once, sent many times. Bounded by bytes; the one that nobody asked
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

/* A feed in one format. */
typedef struct {
  gint64 version;                 /* Feed.version of what it shows */
  Config *config;                 /* it was made under */
  Reply *replies[ENCODING_COUNT]; /* with validators; gzip may be NULL where it would be no smaller */
} FeedAnswer;

/* Takes everything over; plain is not NULL. config gains a reference. */
FeedAnswer *feed_answer_new(gint64 version, Config *config, Reply *plain, Reply *gzip);
FeedAnswer *feed_answer_ref(FeedAnswer *answer);
void feed_answer_unref(FeedAnswer *answer);

typedef struct _FeedCache FeedCache;

/* max_bytes 0: nothing is kept. */
FeedCache *feed_cache_new(guint64 max_bytes);
void feed_cache_free(FeedCache *cache);
void feed_cache_set_limit(FeedCache *cache, guint64 max_bytes);

guint64 feed_cache_epoch(FeedCache *cache);
void feed_cache_advance(FeedCache *cache); /* the database, or something else that feeds are made of, changed */

/* The answer for that route when it is current and was made under this configuration, else NULL. The caller unrefs it. */
FeedAnswer *feed_cache_get(FeedCache *cache, const Route *route, Config *config);
/* The same, however old it is. */
FeedAnswer *feed_cache_get_old(FeedCache *cache, const Route *route);

/* The answer was made, or found to be still true, in that epoch. Does nothing when another thread was later than that. */
void feed_cache_put(FeedCache *cache, const Route *route, guint64 epoch, FeedAnswer *answer);

/* There is no such feed any more. */
void feed_cache_drop(FeedCache *cache, const Route *route);

typedef struct {
  guint64 hits;    /* answers that were current */
  guint64 checked; /* those that had to be checked and were still true */
  guint64 made;    /* those that had to be written */
  guint64 evicted; /* answers that gave room */
  guint64 bytes, entries;
} FeedCacheStats;

void feed_cache_stats(FeedCache *cache, FeedCacheStats *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FeedAnswer, feed_answer_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FeedCache, feed_cache_free)
