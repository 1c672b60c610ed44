/* SPDX-License-Identifier: MIT */
#include "web/server_admin.h"

#include <string.h>

#include "util/date.h"

#define TEXT_TYPE "text/plain; charset=utf-8"
#define METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"

struct _ServerAdmin {
  ReplyCache *cache;
  GPtrArray *watched; /* of const ServerMetrics */
  StoreStats stats;
  GMutex mutex; /* for the probe */
  ServerProbe probe;
  gpointer probe_data;
};

ServerAdmin *server_admin_new(ReplyCache *cache)
{
  ServerAdmin *admin = g_new0(ServerAdmin, 1);

  admin->cache = cache;
  admin->watched = g_ptr_array_new();
  g_mutex_init(&admin->mutex);
  return admin;
}

void server_admin_free(ServerAdmin *admin)
{
  if (admin == NULL)
    return;
  g_ptr_array_unref(admin->watched);
  g_mutex_clear(&admin->mutex);
  g_free(admin);
}

void server_admin_watch(ServerAdmin *admin, const ServerMetrics *metrics)
{
  g_ptr_array_add(admin->watched, (gpointer)metrics);
}

gboolean server_admin_begin(ServerAdmin *admin, Store *store, GError **error)
{
  return store_stats(store, &admin->stats, error);
}

void server_admin_set_probe(ServerAdmin *admin, ServerProbe probe, gpointer data)
{
  g_mutex_lock(&admin->mutex);
  admin->probe = probe;
  admin->probe_data = data;
  g_mutex_unlock(&admin->mutex);
}

static Reply *text_reply(guint status, const char *type, GString *text)
{
  return reply_new(status, REPLY_ADMIN, type, g_string_free_to_bytes(text));
}

Reply *server_admin_health(Store *store, const GError *error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(Feed) nobody = NULL;
  GString *text = g_string_new("");

  if (store != NULL && store_feed_by_id(store, "", &nobody, &failure)) {
    g_string_append(text, "ok\n");
    return text_reply(200, TEXT_TYPE, text);
  }
  g_string_append_printf(text, "%s\n", (store != NULL ? failure : error)->message);
  return text_reply(503, TEXT_TYPE, text);
}

/* --- metrics ------------------------------------------------------------------------------ */

static void write_head(GString *out, const char *name, const char *type, const char *help)
{
  g_string_append_printf(out, "# HELP gistwire_%s %s\n# TYPE gistwire_%s %s\n", name, help, name, type);
}

static void write_number(GString *out, const char *name, const char *type, const char *help, gint64 value)
{
  write_head(out, name, type, help);
  g_string_append_printf(out, "gistwire_%s %" G_GINT64_FORMAT "\n", name, value);
}

/* since 0: there is nothing. */
static gint64 age(gint64 since)
{
  return since > 0 ? MAX(date_now() - since, 0) : 0;
}

static void write_store(const StoreStats *stats, GString *out)
{
  write_head(out, "mails_total", "counter", "Mails by what became of them, since the start.");
  for (guint i = 0; i < OUTCOME_COUNT; i++)
    g_string_append_printf(out, "gistwire_mails_total{outcome=\"%s\"} %" G_GUINT64_FORMAT "\n",
                           outcome_name((Outcome)i), stats->mails[i]);
  write_number(out, "extracts_total", "counter", "Extracts made, since the start.", (gint64)stats->extracts);
  write_number(out, "model_questions", "gauge", "Questions that no model has answered yet.", stats->questions);
  write_number(out, "model_calls_total", "counter", "Requests to models, failed ones too.", stats->calls);
  write_head(out, "model_tokens_total", "counter", "Tokens as the models' servers count them.");
  g_string_append_printf(out,
                         "gistwire_model_tokens_total{direction=\"in\"} %" G_GINT64_FORMAT "\n"
                         "gistwire_model_tokens_total{direction=\"out\"} %" G_GINT64_FORMAT "\n",
                         stats->tokens_in, stats->tokens_out);
  write_number(out, "feeds", "gauge", "Feeds.", stats->feeds);
  write_number(out, "items_pending", "gauge", "Items without a gist.", stats->pending);
  write_number(out, "items_pending_oldest_seconds", "gauge", "Age of the oldest newsletter among them.",
               age(stats->pending_since));
  write_number(out, "waiting", "gauge", "Mails in the waiting room.", stats->waiting);
  write_number(out, "waiting_oldest_seconds", "gauge", "Age of the oldest among them.", age(stats->waiting_since));
}

static void write_cache(ReplyCache *cache, GString *out)
{
  ReplyCacheStats stats;

  reply_cache_stats(cache, &stats);
  write_head(out, "reply_cache_answers_total", "counter",
             "Feeds and pages served from memory, after a look at the store, and written.");
  g_string_append_printf(out,
                         "gistwire_reply_cache_answers_total{how=\"memory\"} %" G_GUINT64_FORMAT "\n"
                         "gistwire_reply_cache_answers_total{how=\"checked\"} %" G_GUINT64_FORMAT "\n"
                         "gistwire_reply_cache_answers_total{how=\"written\"} %" G_GUINT64_FORMAT "\n",
                         stats.hits, stats.checked, stats.made);
  write_number(out, "reply_cache_evicted_total", "counter", "Feeds and pages that gave room in memory.",
               (gint64)stats.evicted);
  write_number(out, "reply_cache_bytes", "gauge", "Memory that finished feeds and pages take.", (gint64)stats.bytes);
  write_number(out, "reply_cache_entries", "gauge", "Finished feeds and pages in memory.", (gint64)stats.entries);
}

static void write_probe(ServerAdmin *admin, GString *out)
{
  ServerSpool spool = { 0 };
  gboolean known;

  g_mutex_lock(&admin->mutex);
  known = admin->probe != NULL && admin->probe(&spool, admin->probe_data);
  g_mutex_unlock(&admin->mutex);
  if (!known)
    return;
  write_number(out, "spool_mails", "gauge", "Mails in the spool.", (gint64)spool.mails);
  write_number(out, "spool_oldest_seconds", "gauge", "Age of the oldest among them.", age(spool.oldest));
}

Reply *server_admin_metrics(ServerAdmin *admin, Store *store)
{
  GString *out = g_string_new("");
  ServerMetrics sum = { 0 };
  gboolean readable = store != NULL && store_stats(store, &admin->stats, NULL);

  write_head(out, "build_info", "gauge", "The version that runs.");
  g_string_append(out, "gistwire_build_info{version=\"" PACKAGE_VERSION "\"} 1\n");
  write_number(out, "store_readable", "gauge", "1 while the store can be read.", readable ? 1 : 0);
  if (readable)
    write_store(&admin->stats, out);
  write_probe(admin, out);
  write_cache(admin->cache, out);
  for (guint i = 0; i < admin->watched->len; i++)
    server_metrics_add(&sum, g_ptr_array_index(admin->watched, i));
  server_metrics_write(&sum, out);
  return text_reply(200, METRICS_TYPE, out);
}
