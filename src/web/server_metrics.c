/* SPDX-License-Identifier: MIT */
#include "web/server_metrics.h"

static const guint statuses[SERVER_STATUSES] = { 200, 302, 304, 400, 404, 405, 413, 500, 503, 0 };

/* Microseconds; a cached feed takes a few, a page some hundred. */
static const gint64 bounds[SERVER_BUCKETS] = { 10, 50, 100, 500, 1000, 5000, 10000, 100000, 1000000, G_MAXINT64 };

/* Only one thread writes, so that this needs no locked instruction. */
static void add(guint64 *counter, guint64 more)
{
  __atomic_store_n(counter, *counter + more, __ATOMIC_RELAXED);
}

static void set(guint64 *gauge, guint64 value)
{
  __atomic_store_n(gauge, value, __ATOMIC_RELAXED);
}

void server_metrics_note(ServerMetrics *metrics, RouteKind kind, guint status, gint64 microseconds)
{
  guint s = 0, bucket = 0;

  while (statuses[s] != status && statuses[s] != 0)
    s++;
  while (microseconds > bounds[bucket])
    bucket++;
  add(&metrics->requests[kind][s], 1);
  add(&metrics->times[kind][bucket], 1);
  add(&metrics->microseconds[kind], (guint64)microseconds);
}

void server_metrics_note_stale(ServerMetrics *metrics)
{
  add(&metrics->stale, 1);
}

void server_metrics_note_connection(ServerMetrics *metrics)
{
  add(&metrics->connections, 1);
}

void server_metrics_note_clients(ServerMetrics *metrics, const ServerClientsCount *count, guint open)
{
  set(&metrics->late, count->late);
  set(&metrics->evicted, count->evicted);
  set(&metrics->refused, count->refused);
  set(&metrics->open, open);
}

/* All of it is counters of one size. */
void server_metrics_add(ServerMetrics *sum, const ServerMetrics *other)
{
  guint64 *to = (guint64 *)sum;
  const guint64 *from = (const guint64 *)other;

  G_STATIC_ASSERT(sizeof *sum % sizeof *to == 0);
  for (gsize i = 0; i < sizeof *sum / sizeof *to; i++)
    to[i] += __atomic_load_n(&from[i], __ATOMIC_RELAXED);
}

/* --- Prometheus --------------------------------------------------------------------------- */

static const char *label(RouteKind kind)
{
  return kind == ROUTE_NONE ? "none" : router_pattern(kind);
}

static void write_requests(const ServerMetrics *metrics, GString *out)
{
  g_string_append(out, "# HELP gistwire_http_requests_total Requests by route and status.\n"
                       "# TYPE gistwire_http_requests_total counter\n");
  for (guint kind = 0; kind < ROUTE_COUNT; kind++)
    for (guint s = 0; s < SERVER_STATUSES; s++) {
      if (metrics->requests[kind][s] == 0)
        continue;
      g_string_append_printf(out, "gistwire_http_requests_total{route=\"%s\",status=\"", label(kind));
      if (statuses[s] != 0)
        g_string_append_printf(out, "%u", statuses[s]);
      else
        g_string_append(out, "other");
      g_string_append_printf(out, "\"} %" G_GUINT64_FORMAT "\n", metrics->requests[kind][s]);
    }
}

static void write_histogram(const ServerMetrics *metrics, RouteKind kind, GString *out)
{
  const char *name = "gistwire_http_answer_seconds";
  guint64 count = 0;

  for (guint i = 0; i < SERVER_BUCKETS; i++) {
    count += metrics->times[kind][i];
    g_string_append_printf(out, "%s_bucket{route=\"%s\",le=\"", name, label(kind));
    if (bounds[i] != G_MAXINT64)
      g_string_append_printf(out, "%g", (double)bounds[i] / G_USEC_PER_SEC);
    else
      g_string_append(out, "+Inf");
    g_string_append_printf(out, "\"} %" G_GUINT64_FORMAT "\n", count);
  }
  g_string_append_printf(out, "%s_sum{route=\"%s\"} %.6f\n%s_count{route=\"%s\"} %" G_GUINT64_FORMAT "\n", name,
                         label(kind), (double)metrics->microseconds[kind] / G_USEC_PER_SEC, name, label(kind), count);
}

void server_metrics_write(const ServerMetrics *metrics, GString *out)
{
  const struct {
    const char *name, *type, *help;
    guint64 value;
  } rows[] = {
    { "http_connections_total", "counter", "Connections taken.", metrics->connections },
    { "http_connections_open", "gauge", "Connections open now.", metrics->open },
    { "http_connections_late_total", "counter", "Connections ended because they took too long.", metrics->late },
    { "http_connections_evicted_total", "counter", "Connections ended to give room to new ones.", metrics->evicted },
    { "http_connections_refused_total", "counter", "Connections refused because there was no room.", metrics->refused },
    { "http_stale_total", "counter", "Feeds and pages served as they were before, because something failed.",
      metrics->stale },
  };

  write_requests(metrics, out);
  g_string_append(out, "# HELP gistwire_http_answer_seconds From a complete request to its answer.\n"
                       "# TYPE gistwire_http_answer_seconds histogram\n");
  for (guint kind = 0; kind < ROUTE_COUNT; kind++)
    for (guint s = 0; s < SERVER_STATUSES; s++)
      if (metrics->requests[kind][s] != 0) {
        write_histogram(metrics, kind, out);
        break;
      }
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    g_string_append_printf(out, "# HELP gistwire_%s %s\n# TYPE gistwire_%s %s\ngistwire_%s %" G_GUINT64_FORMAT "\n",
                           rows[i].name, rows[i].help, rows[i].name, rows[i].type, rows[i].name, rows[i].value);
}
