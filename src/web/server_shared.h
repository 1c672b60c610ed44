/* SPDX-License-Identifier: MIT */
/* What the threads of a server share. Thread-safe. */
#pragma once

#include <glib.h>
#include <stdarg.h>

#include "util/config.h"
#include "web/reply_cache.h"
#include "web/site.h"

/* Something that can go wrong a thousand times a second is logged once a minute. */
typedef struct {
  gint64 last;
  guint kept_back;
} ServerLogLimit;

typedef struct {
  Site *site;
  ReplyCache *cache;
  char *store_path;
  gint stopping;      /* atomic */
  gint config_serial; /* atomic; grows with each new configuration */
  GMutex mutex;       /* for all that follows */
  Config *config;
  ServerLogLimit store_limit, daemon_limit, accept_limit;
} ServerShared;

ServerShared *server_shared_new(Config *config, GError **error);
void server_shared_free(ServerShared *shared);

void server_shared_set_config(ServerShared *shared, Config *config);
/* A reference, and the serial that it has. */
Config *server_shared_take_config(ServerShared *shared, gint *serial);

gboolean server_shared_stopping(ServerShared *shared);

/* limit: one of the shared ones. */
void server_shared_log_error(ServerShared *shared, ServerLogLimit *limit, const char *consequence, const char *message);
/* libmicrohttpd's logger; data is the ServerShared. */
void server_shared_log(void *data, const char *format, va_list arguments) G_GNUC_PRINTF(2, 0);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ServerShared, server_shared_free)
