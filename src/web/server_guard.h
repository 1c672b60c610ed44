/* SPDX-License-Identifier: MIT */
/* Deadlines for connections. libmicrohttpd closes those that are silent; a client that drips a byte a second would live for ever
 * (reference http.md). Thread-safe. */
#pragma once

#include <glib.h>

#define SERVER_REQUEST_SECONDS 30 /* from the connection, or from the answer before, to a request that is complete */
#define SERVER_ANSWER_SECONDS 300 /* from there to an answer that is taken off our hands */

typedef struct _ServerGuard ServerGuard;
typedef struct _ServerClient ServerClient;

/* request_seconds: SERVER_REQUEST_SECONDS, or less in tests. */
ServerGuard *server_guard_new(guint request_seconds);
void server_guard_free(ServerGuard *guard); /* when all clients have left */

ServerClient *server_guard_enter(ServerGuard *guard, int fd);      /* connected; owned by the guard */
void server_guard_leave(ServerGuard *guard, ServerClient *client); /* before fd is closed */

void server_guard_begin(ServerGuard *guard, ServerClient *client);  /* a request has begun */
void server_guard_answer(ServerGuard *guard, ServerClient *client); /* it is complete */
void server_guard_end(ServerGuard *guard, ServerClient *client);    /* it is answered, or given up */

/* Waits until no request is under way, that many seconds at most. */
void server_guard_drain(ServerGuard *guard, guint seconds);
