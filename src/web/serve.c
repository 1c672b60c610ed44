/* SPDX-License-Identifier: MIT */
#include "web/serve.h"

#include <string.h>

#include "web/feed_format.h"
#include "web/gzip.h"

gboolean serve_look(ReplyCache *cache, Store *store, GError **error)
{
  gboolean changed = TRUE;

  if (!store_changed(store, &changed, error))
    return FALSE;
  if (changed)
    reply_cache_advance(cache);
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

static CachedReply *make_feed(const Site *site, Config *config, Store *store, const Route *route, Feed *feed,
                              GError **error)
{
  const FeedFormat *format = feed_format_of(route->kind);
  GBytes *body = site_write_feed(site, config, store, route, feed, error), *packed;
  gint64 changed = site_changed(config, feed);
  Reply *plain, *gzip;

  if (body == NULL)
    return NULL;
  packed = gzip_pack(body);
  plain = make_reply(format, NULL, body, changed);
  gzip = packed != NULL ? make_reply(format, "gzip", packed, changed) : NULL;
  return cached_reply_new(feed->version, config, plain, gzip);
}

/* *answer is NULL when there is no such page. */
static gboolean make_page(const Site *site, Config *config, Store *store, const Route *route, const Feed *feed,
                          CachedReply **answer, GError **error)
{
  g_autoptr(Reply) page = site_answer(site, config, store, route, error);

  if (page == NULL)
    return FALSE;
  *answer = page->status == 200 ? cached_reply_new(feed->version, config, g_steal_pointer(&page), NULL) : NULL;
  return TRUE;
}

static gboolean make(const Site *site, Config *config, Store *store, const Route *route, Feed *feed,
                     CachedReply **answer, GError **error)
{
  if (feed_format_of(route->kind) == NULL)
    return make_page(site, config, store, route, feed, answer, error);
  *answer = make_feed(site, config, store, route, feed, error);
  return *answer != NULL;
}

/* --- finding ------------------------------------------------------------------------------ */

typedef gboolean (*FindFeed)(Store *store, const char *id, Feed **feed, GError **error);

/* What is kept: whatever it shows changes with the version of that feed. A kind that is not listed is made for each request. */
static const struct {
  RouteKind kind;
  FindFeed find;
  gboolean images, before, query; /* what of the query it depends on */
} kinds[] = {
  { ROUTE_FEED, store_feed_by_id, FALSE, TRUE, FALSE },
  { ROUTE_FEED_RSS, store_feed_by_id, FALSE, FALSE, FALSE },
  { ROUTE_FEED_ATOM, store_feed_by_id, FALSE, FALSE, FALSE },
  { ROUTE_FEED_JSON, store_feed_by_id, FALSE, FALSE, FALSE },
  { ROUTE_SEARCH_RSS, store_feed_by_id, FALSE, FALSE, TRUE },
  { ROUTE_NEWSLETTER, store_feed_by_item, TRUE, FALSE, FALSE },
  { ROUTE_ORIGINAL, store_feed_by_item, TRUE, FALSE, FALSE },
};

/* NULL: it is not kept. *key is the route without what has no effect, or one answer would be kept many times. */
static FindFeed find_kind(const Route *route, Route *key)
{
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (kinds[i].kind == route->kind) {
      *key = (Route){ .kind = route->kind, .images = kinds[i].images && route->images };
      memcpy(key->id, route->id, sizeof key->id);
      if (kinds[i].before)
        memcpy(key->before, route->before, sizeof key->before);
      if (kinds[i].query)
        g_strlcpy(key->query, route->query, sizeof key->query);
      return kinds[i].find;
    }
  return NULL;
}

gboolean serve_keeps(RouteKind kind)
{
  Route key;

  return find_kind(&(Route){ .kind = kind }, &key) != NULL;
}

static gboolean refresh(const Site *site, ReplyCache *cache, Config *config, Store *store, const Route *key,
                        FindFeed find, CachedReply **answer, GError **error)
{
  guint64 epoch = reply_cache_epoch(cache); /* before the store is read */
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(CachedReply) known = NULL;
  g_autoptr(Feed) feed = NULL;

  if (snapshot == NULL || !find(store, key->id, &feed, error))
    return FALSE;
  known = feed != NULL ? reply_cache_get_old(cache, key) : NULL;
  if (known != NULL && (known->version != feed->version || known->config != config))
    cached_reply_unref(g_steal_pointer(&known));
  if (feed != NULL && known == NULL && !make(site, config, store, key, feed, &known, error))
    return FALSE;
  if (known != NULL)
    reply_cache_put(cache, key, epoch, known);
  else
    reply_cache_drop(cache, key);
  *answer = g_steal_pointer(&known);
  return TRUE;
}

gboolean serve_reply(const Site *site, ReplyCache *cache, Config *config, Store *store, const Route *route,
                     CachedReply **answer, GError **error)
{
  Route key;
  FindFeed find = find_kind(route, &key);

  g_return_val_if_fail(find != NULL, FALSE);
  *answer = reply_cache_get(cache, &key, config);
  return *answer != NULL || refresh(site, cache, config, store, &key, find, answer, error);
}

CachedReply *serve_old(ReplyCache *cache, const Route *route)
{
  Route key;

  return find_kind(route, &key) != NULL ? reply_cache_get_old(cache, &key) : NULL;
}
