/* SPDX-License-Identifier: MIT */
/* A thread that takes connections from the listening sockets and answers them. */
#pragma once

#include "web/server_clients.h"
#include "web/server_shared.h"

typedef struct _ServerWorker ServerWorker;

/* Prepares the thread; sockets (of ServerSocket) are shared by all workers and outlive them. workers: all of a server, this one will be among them;
 * a newcomer goes to the one with the fewest connections. */
ServerWorker *server_worker_new(ServerShared *shared, GPtrArray *sockets, GPtrArray *workers,
                                const ServerLimits *limits, GError **error);

/* When all are there. */
void server_worker_run(ServerWorker *worker);

/* With shared->stopping set: takes nothing new, lets requests under way finish (5 s at most), ends the thread. */
void server_worker_stop(ServerWorker *worker); /* begins it */
void server_worker_join(ServerWorker *worker); /* waits for it */
void server_worker_free(ServerWorker *worker); /* when all were waited for */
