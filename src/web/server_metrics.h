/* SPDX-License-Identifier: MIT */
/* What a thread of the server counts. One thread writes, any may read meanwhile. */
#pragma once

#include <glib.h>

#include "web/router.h"
#include "web/server_clients.h"

#define SERVER_STATUSES 10 /* those that we send, and one for any other */
#define SERVER_BUCKETS 10  /* of times, the last without an end */

typedef struct {
  guint64 requests[ROUTE_COUNT][SERVER_STATUSES];
  guint64 times[ROUTE_COUNT][SERVER_BUCKETS]; /* from a complete request to its answer in our hands */
  guint64 microseconds[ROUTE_COUNT];
  guint64 stale; /* answers that were as before, since something inside failed */
  guint64 connections, open, late, evicted, refused;
} ServerMetrics;

void server_metrics_note(ServerMetrics *metrics, RouteKind kind, guint status, gint64 microseconds);
void server_metrics_note_stale(ServerMetrics *metrics);
void server_metrics_note_connection(ServerMetrics *metrics);
void server_metrics_note_clients(ServerMetrics *metrics, const ServerClientsCount *count, guint open);

/* Adds what the other has counted so far. */
void server_metrics_add(ServerMetrics *sum, const ServerMetrics *other);

/* In Prometheus' text format, version 0.0.4. Appends. */
void server_metrics_write(const ServerMetrics *metrics, GString *out);
