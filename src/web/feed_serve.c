/* SPDX-License-Identifier: MIT */
#include "web/feed_serve.h"

#include "web/feed_format.h"
#include "web/gzip.h"

gboolean feed_serve_look(FeedCache *cache, Store *store, GError **error)
{
  gboolean changed = TRUE;

  if (!store_changed(store, &changed, error))
    return FALSE;
  if (changed)
    feed_cache_advance(cache);
  return TRUE;
}

static Reply *make_reply(const FeedFormat *format, const char *encoding, GBytes *body, gint64 changed)
{
  Reply *reply = reply_new(200, REPLY_FEED, format->type, body);

  if (encoding != NULL)
    reply_add_header(reply, "Content-Encoding", encoding);
  reply_add_header(reply, "Vary", "Accept-Encoding");
  reply_set_validators(reply, changed);
  return reply;
}

static FeedAnswer *make_answer(const Site *site, Config *config, Store *store, const Route *route, const Feed *feed,
                               GError **error)
{
  const FeedFormat *format = feed_format_of(route->kind);
  GBytes *body = site_write_feed(site, config, store, route, feed, error), *packed;
  Reply *plain, *gzip;

  if (body == NULL)
    return NULL;
  packed = gzip_pack(body);
  plain = make_reply(format, NULL, body, feed->changed);
  gzip = packed != NULL ? make_reply(format, "gzip", packed, feed->changed) : NULL;
  return feed_answer_new(feed->version, config, plain, gzip);
}

static gboolean refresh(const Site *site, FeedCache *cache, Config *config, Store *store, const Route *route,
                        FeedAnswer **answer, GError **error)
{
  guint64 epoch = feed_cache_epoch(cache); /* before the store is read */
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(FeedAnswer) old = NULL;
  g_autoptr(Feed) feed = NULL;

  if (snapshot == NULL || !store_feed_by_id(store, route->id, &feed, error))
    return FALSE;
  if (feed == NULL) {
    feed_cache_drop(cache, route);
    *answer = NULL;
    return TRUE;
  }
  old = feed_cache_get_old(cache, route);
  if (old == NULL || old->version != feed->version || old->config != config) {
    feed_answer_unref(g_steal_pointer(&old));
    old = make_answer(site, config, store, route, feed, error);
  }
  if (old == NULL)
    return FALSE;
  feed_cache_put(cache, route, epoch, old);
  *answer = g_steal_pointer(&old);
  return TRUE;
}

gboolean feed_serve(const Site *site, FeedCache *cache, Config *config, Store *store, const Route *route,
                    FeedAnswer **answer, GError **error)
{
  *answer = feed_cache_get(cache, route, config);
  return *answer != NULL || refresh(site, cache, config, store, route, answer, error);
}
