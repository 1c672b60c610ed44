/* SPDX-License-Identifier: MIT */
/* A thread that takes connections from the listening sockets and answers them. */
#pragma once

#include "web/server_admin.h"
#include "web/server_clients.h"
#include "web/server_shared.h"

typedef struct _ServerWorker ServerWorker;

/* Prepares the thread; sockets (of ServerSocket) are shared by all workers and outlive them. workers: all of a server, this one will be among
 * them; a newcomer goes to the one with the fewest connections. admin: what the admin listener's thread answers from; NULL for the public. */
ServerWorker *server_worker_new(ServerShared *shared, ServerAdmin *admin, GPtrArray *sockets, GPtrArray *workers,
                                const ServerLimits *limits, GError **error);

/* What it counts. */
const ServerMetrics *server_worker_metrics(ServerWorker *worker);

/* When all are there. */
void server_worker_run(ServerWorker *worker);

/* With shared->stopping set: takes nothing new, lets requests under way finish (5 s at most), ends the thread. */
void server_worker_stop(ServerWorker *worker); /* begins it */
void server_worker_join(ServerWorker *worker); /* waits for it */
void server_worker_free(ServerWorker *worker); /* when all were waited for */
