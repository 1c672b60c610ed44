/* SPDX-License-Identifier: MIT */
#include "web/server_shared.h"

#include "util/log.h"

#define LOG_SECONDS 60 /* at most one line of a kind in that time */

ServerShared *server_shared_new(Config *config, GError **error)
{
  Site *site = site_new(error);
  ServerShared *shared;

  if (site == NULL)
    return NULL;
  shared = g_new0(ServerShared, 1);
  g_mutex_init(&shared->mutex);
  shared->site = site;
  shared->cache = reply_cache_new(config->cache_bytes);
  shared->store_path = g_strdup(config->store_path);
  shared->config = config_ref(config);
  shared->config_serial = 1;
  return shared;
}

void server_shared_free(ServerShared *shared)
{
  if (shared == NULL)
    return;
  reply_cache_free(shared->cache);
  site_free(shared->site);
  config_unref(shared->config);
  g_free(shared->store_path);
  g_mutex_clear(&shared->mutex);
  g_free(shared);
}

void server_shared_set_config(ServerShared *shared, Config *config)
{
  Config *old;

  g_mutex_lock(&shared->mutex);
  old = shared->config;
  shared->config = config_ref(config);
  g_atomic_int_inc(&shared->config_serial);
  g_mutex_unlock(&shared->mutex);
  reply_cache_set_limit(shared->cache, config->cache_bytes);
  config_unref(old);
}

Config *server_shared_take_config(ServerShared *shared, gint *serial)
{
  Config *config;

  g_mutex_lock(&shared->mutex);
  config = config_ref(shared->config);
  *serial = g_atomic_int_get(&shared->config_serial);
  g_mutex_unlock(&shared->mutex);
  return config;
}

gboolean server_shared_stopping(ServerShared *shared)
{
  return g_atomic_int_get(&shared->stopping) != 0;
}

/* NULL: do not log now. Else what to put behind the message: how many were not logged since the last one. */
static char *log_suffix(ServerShared *shared, ServerLogLimit *limit)
{
  gint64 now = g_get_monotonic_time() / G_USEC_PER_SEC;
  char *suffix = NULL;

  g_mutex_lock(&shared->mutex);
  if (limit->last != 0 && now - limit->last < LOG_SECONDS) {
    limit->kept_back++;
  } else {
    suffix =
        limit->kept_back > 0 ? g_strdup_printf(" (and %u more that were not logged)", limit->kept_back) : g_strdup("");
    limit->kept_back = 0;
    limit->last = now;
  }
  g_mutex_unlock(&shared->mutex);
  return suffix;
}

void server_shared_log_error(ServerShared *shared, ServerLogLimit *limit, const char *consequence, const char *message)
{
  g_autofree char *suffix = log_suffix(shared, limit);

  if (suffix != NULL)
    log_error("%s: %s%s", consequence, message, suffix);
}

/* About what TCP has and a UNIX socket has not: libmicrohttpd does not know which of them it was handed. */
static gboolean is_noise(const char *format)
{
  return g_str_has_prefix(format, "Setting %s option") || g_str_has_prefix(format, "Failed to push the data");
}

void server_shared_log(void *data, const char *format, va_list arguments)
{
  ServerShared *shared = data;
  g_autofree char *suffix = is_noise(format) ? NULL : log_suffix(shared, &shared->daemon_limit);
  g_autofree char *message = suffix != NULL ? g_strchomp(g_strdup_vprintf(format, arguments)) : NULL;

  if (suffix != NULL)
    log_info("http: %s%s", message, suffix);
}
