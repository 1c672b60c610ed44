/* SPDX-License-Identifier: MIT */
/* One thread's requests: what libmicrohttpd calls, from the connection to its end. */
#pragma once

#include <microhttpd.h>

#include "store/store.h"
#include "web/server_admin.h"
#include "web/server_clients.h"
#include "web/server_metrics.h"
#include "web/server_shared.h"

/* Of one thread, used by it alone. */
typedef struct {
  ServerShared *shared;
  ServerAdmin *admin; /* of the admin listener's thread; else NULL */
  ServerMetrics metrics;
  ServerClients *clients;
  int epoll; /* told when a client will send no more; its data is the ServerClient */
  Config *config;
  gint config_serial;
  Store *store;  /* NULL: to be opened */
  gint64 looked; /* when the store was looked at for changes, monotonic; 0: never */
} ServerDesk;

/* Opens the store: that it cannot be read is known at start and not at the first request. */
gboolean server_desk_open(ServerDesk *desk, ServerShared *shared, ServerAdmin *admin, const ServerLimits *limits,
                          GError **error);
void server_desk_close(ServerDesk *desk);

/* For libmicrohttpd; data is the ServerDesk. */
void server_request_connection(void *data, struct MHD_Connection *connection, void **context,
                               enum MHD_ConnectionNotificationCode code);
void *server_request_begin(void *data, const char *target, struct MHD_Connection *connection);
enum MHD_Result server_request_handle(void *data, struct MHD_Connection *connection, const char *url,
                                      const char *method, const char *version, const char *body, size_t *body_size,
                                      void **context);
void server_request_end(void *data, struct MHD_Connection *connection, void **context,
                        enum MHD_RequestTerminationCode code);
