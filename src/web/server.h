/* SPDX-License-Identifier: MIT */
/* The HTTP server: feeds, pages and redirects, GET and HEAD only (design section 8). */
#pragma once

#include <glib.h>

#include "util/config.h"

typedef struct _Server Server;

/* Binds every listen and admin_listen address of the configuration and answers from the store at config->store_path, through read-only handles of its own.
 * Threads run when it returns. A busy port or a bad address is one clear error. */
Server *server_start(Config *config, GError **error);

/* What the spool holds now, for /metrics. FALSE: that is not known. */
typedef struct {
  guint64 mails;
  gint64 oldest; /* when it came; 0 */
} ServerSpool;
typedef gboolean (*ServerProbe)(ServerSpool *spool, gpointer data);

/* Called from a thread of the server until it is stopped. */
void server_set_probe(Server *server, ServerProbe probe, gpointer data);

/* Takes a newly loaded configuration over for base_url, domains and caps; what it listens on and the store's path stay. Thread-safe. */
void server_set_config(Server *server, Config *config);

/* Where it really listens, as URLs ("http://127.0.0.1:40123", "unix:/path"); owned by the server. */
const char *const *server_addresses(Server *server);
const char *const *server_admin_addresses(Server *server);

/* Stops accepting, lets requests under way finish (5 s at most), frees everything. */
void server_stop(Server *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Server, server_stop)
