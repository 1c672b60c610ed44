/* SPDX-License-Identifier: MIT */
#include "web/reply_cache.h"

#include <string.h>

#define ENTRY_BYTES 2048u /* what an answer costs beside its bodies: headers, validators, the entry itself */

typedef struct {
  Route route; /* the key */
  CachedReply *answer;
  guint64 epoch; /* in which it was last checked */
  gsize bytes;
  GList link; /* in recent */
} Entry;

struct _ReplyCache {
  GMutex mutex; /* for all that follows */
  GHashTable *entries;
  GQueue recent; /* of Entry; the one that was asked for last is the head */
  guint64 max_bytes, epoch;
  ReplyCacheStats stats;
};

/* --- answers ------------------------------------------------------------------------------ */

CachedReply *cached_reply_new(gint64 version, Config *config, Reply *plain, Reply *gzip)
{
  CachedReply *answer = g_atomic_rc_box_new0(CachedReply);

  answer->version = version;
  answer->config = config_ref(config);
  answer->replies[ENCODING_IDENTITY] = plain;
  answer->replies[ENCODING_GZIP] = gzip;
  return answer;
}

CachedReply *cached_reply_ref(CachedReply *answer)
{
  return g_atomic_rc_box_acquire(answer);
}

static void answer_clear(CachedReply *answer)
{
  config_unref(answer->config);
  for (guint i = 0; i < ENCODING_COUNT; i++)
    reply_free(answer->replies[i]);
}

void cached_reply_unref(CachedReply *answer)
{
  if (answer != NULL)
    g_atomic_rc_box_release_full(answer, (GDestroyNotify)answer_clear);
}

static gsize answer_bytes(const CachedReply *answer)
{
  gsize bytes = ENTRY_BYTES;

  for (guint i = 0; i < ENCODING_COUNT; i++)
    if (answer->replies[i] != NULL)
      bytes += g_bytes_get_size(answer->replies[i]->body);
  return bytes;
}

/* --- entries; with the mutex held --------------------------------------------------------- */

/* Ids are random: eight of their characters are a hash already. */
static guint route_hash(gconstpointer key)
{
  const Route *route = key;
  guint64 head;

  memcpy(&head, route->id, sizeof head);
  return g_int64_hash(&head) + (guint)route->kind + (route->query[0] != '\0' ? g_str_hash(route->query) : 0);
}

static gboolean route_equal(gconstpointer one, gconstpointer other)
{
  const Route *a = one, *b = other;

  return a->kind == b->kind && a->images == b->images && strcmp(a->id, b->id) == 0 &&
         strcmp(a->before, b->before) == 0 && strcmp(a->query, b->query) == 0;
}

static void entry_free(gpointer data)
{
  Entry *entry = data;

  cached_reply_unref(entry->answer);
  g_free(entry);
}

static void remove_entry(ReplyCache *cache, Entry *entry)
{
  cache->stats.bytes -= entry->bytes;
  g_queue_unlink(&cache->recent, &entry->link);
  g_hash_table_remove(cache->entries, entry);
}

static void shrink(ReplyCache *cache)
{
  while (cache->stats.bytes > cache->max_bytes) {
    remove_entry(cache, g_queue_peek_tail(&cache->recent));
    cache->stats.evicted++;
  }
}

static Entry *add_entry(ReplyCache *cache, const Route *route)
{
  Entry *entry = g_new0(Entry, 1);

  entry->route = *route;
  entry->link.data = entry;
  g_queue_push_head_link(&cache->recent, &entry->link);
  g_hash_table_add(cache->entries, entry);
  return entry;
}

/* Found, and asked for last from now on. */
static Entry *use_entry(ReplyCache *cache, const Route *route)
{
  Entry *entry = g_hash_table_lookup(cache->entries, route);

  if (entry != NULL && cache->recent.head != &entry->link) {
    g_queue_unlink(&cache->recent, &entry->link);
    g_queue_push_head_link(&cache->recent, &entry->link);
  }
  return entry;
}

/* --- the cache ---------------------------------------------------------------------------- */

ReplyCache *reply_cache_new(guint64 max_bytes)
{
  ReplyCache *cache = g_new0(ReplyCache, 1);

  g_mutex_init(&cache->mutex);
  g_queue_init(&cache->recent);
  cache->entries = g_hash_table_new_full(route_hash, route_equal, entry_free, NULL);
  cache->max_bytes = max_bytes;
  return cache;
}

void reply_cache_free(ReplyCache *cache)
{
  if (cache == NULL)
    return;
  g_hash_table_unref(cache->entries);
  g_mutex_clear(&cache->mutex);
  g_free(cache);
}

void reply_cache_set_limit(ReplyCache *cache, guint64 max_bytes)
{
  g_mutex_lock(&cache->mutex);
  cache->max_bytes = max_bytes;
  shrink(cache);
  g_mutex_unlock(&cache->mutex);
}

guint64 reply_cache_epoch(ReplyCache *cache)
{
  guint64 epoch;

  g_mutex_lock(&cache->mutex);
  epoch = cache->epoch;
  g_mutex_unlock(&cache->mutex);
  return epoch;
}

void reply_cache_advance(ReplyCache *cache)
{
  g_mutex_lock(&cache->mutex);
  cache->epoch++;
  g_mutex_unlock(&cache->mutex);
}

CachedReply *reply_cache_get(ReplyCache *cache, const Route *route, Config *config)
{
  CachedReply *answer = NULL;
  Entry *entry;

  g_mutex_lock(&cache->mutex);
  entry = use_entry(cache, route);
  if (entry != NULL && entry->epoch == cache->epoch && entry->answer->config == config) {
    answer = cached_reply_ref(entry->answer);
    cache->stats.hits++;
  }
  g_mutex_unlock(&cache->mutex);
  return answer;
}

CachedReply *reply_cache_get_old(ReplyCache *cache, const Route *route)
{
  CachedReply *answer = NULL;
  Entry *entry;

  g_mutex_lock(&cache->mutex);
  entry = use_entry(cache, route);
  if (entry != NULL)
    answer = cached_reply_ref(entry->answer);
  g_mutex_unlock(&cache->mutex);
  return answer;
}

/* What is larger than all there may be is not kept, or everything else would go for it. */
static void keep(ReplyCache *cache, const Route *route, Entry *entry, guint64 epoch, CachedReply *answer)
{
  gsize bytes = answer_bytes(answer);

  if (bytes > cache->max_bytes) {
    if (entry != NULL)
      remove_entry(cache, entry);
    return;
  }
  if (entry == NULL)
    entry = add_entry(cache, route);
  cached_reply_ref(answer);
  cached_reply_unref(entry->answer);
  entry->answer = answer;
  entry->epoch = epoch;
  cache->stats.bytes += bytes - entry->bytes;
  entry->bytes = bytes;
  shrink(cache);
}

void reply_cache_put(ReplyCache *cache, const Route *route, guint64 epoch, CachedReply *answer)
{
  Entry *entry;

  g_mutex_lock(&cache->mutex);
  entry = use_entry(cache, route);
  if (entry != NULL && entry->answer == answer)
    cache->stats.checked++;
  else
    cache->stats.made++;
  if (entry == NULL || entry->epoch <= epoch)
    keep(cache, route, entry, epoch, answer);
  g_mutex_unlock(&cache->mutex);
}

void reply_cache_drop(ReplyCache *cache, const Route *route)
{
  Entry *entry;

  g_mutex_lock(&cache->mutex);
  entry = g_hash_table_lookup(cache->entries, route);
  if (entry != NULL)
    remove_entry(cache, entry);
  g_mutex_unlock(&cache->mutex);
}

void reply_cache_stats(ReplyCache *cache, ReplyCacheStats *stats)
{
  g_mutex_lock(&cache->mutex);
  *stats = cache->stats;
  stats->entries = g_hash_table_size(cache->entries);
  g_mutex_unlock(&cache->mutex);
}
