/* SPDX-License-Identifier: MIT */
/* What the admin listener answers: /healthz and /metrics. Used by the thread of that listener alone. */
#pragma once

#include "store/store.h"
#include "web/reply.h"
#include "web/reply_cache.h"
#include "web/server.h"
#include "web/server_metrics.h"

typedef struct _ServerAdmin ServerAdmin;

/* Where the counters of the public threads are. */
ServerAdmin *server_admin_new(ReplyCache *cache);
void server_admin_free(ServerAdmin *admin);
void server_admin_watch(ServerAdmin *admin, const ServerMetrics *metrics);         /* before the threads run */
gboolean server_admin_begin(ServerAdmin *admin, Store *store, GError **error);     /* counts from here on */
void server_admin_set_probe(ServerAdmin *admin, ServerProbe probe, gpointer data); /* thread-safe */

/* 200 while the store can be read, else 503 and why. store: NULL with an error when it could not be opened. */
Reply *server_admin_health(Store *store, const GError *error);

/* What is known without the store is told even when it fails. */
Reply *server_admin_metrics(ServerAdmin *admin, Store *store);
