/* SPDX-License-Identifier: MIT */
/* The connections of one thread: how many there may be, in all and from one address, and how long each may take. libmicrohttpd closes those that
 * are silent; a client that drips a byte a second would live for ever (reference http.md). Who waits the longest gives room to who comes new, so that
 * a crowd of idle connections locks nobody out. Not thread-safe. Times are g_get_monotonic_time. */
#pragma once

#include <glib.h>
#include <sys/socket.h>

typedef struct {
  guint max;             /* connections */
  guint max_per_address; /* of them from one IPv4 address or IPv6 /64; UNIX sockets have no address and no such limit */
  guint request_seconds; /* from the connection, or from the answer before, to a request that is complete */
  guint answer_seconds;  /* from there to an answer that is taken off our hands */
} ServerLimits;

typedef struct _ServerClients ServerClients;
typedef struct _ServerClient ServerClient;

typedef struct {
  guint64 late;    /* connections that were ended because they took too long */
  guint64 evicted; /* to give room */
  guint64 refused; /* newcomers, when all others were being answered */
} ServerClientsCount;

ServerClients *server_clients_new(const ServerLimits *limits);
void server_clients_free(ServerClients *clients); /* when all have left */

/* Before a connection from that address is taken in: FALSE when it has to be refused. May cut another, which its owner then sees closed. */
gboolean server_clients_make_room(ServerClients *clients, const struct sockaddr *address, gint64 now);

/* Connected; owned by the clients. */
ServerClient *server_clients_enter(ServerClients *clients, int fd, const struct sockaddr *address, gint64 now);
void server_clients_leave(ServerClients *clients, ServerClient *client); /* before fd is closed */

void server_clients_begin(ServerClient *client);                                      /* a request has begun */
void server_clients_answer(ServerClients *clients, ServerClient *client, gint64 now); /* it is complete */
void server_clients_end(ServerClients *clients, ServerClient *client, gint64 now);    /* it is answered, or given up */

/* The client will send no more: what it has sent is still answered. */
void server_clients_hang_up(ServerClients *clients, ServerClient *client, gint64 now);

/* Cuts those whose time is over. */
void server_clients_tick(ServerClients *clients, gint64 now);

/* Cuts those that have not begun a request. */
void server_clients_cut_idle(ServerClients *clients);

guint server_clients_count(const ServerClients *clients); /* connected, and not cut */
guint server_clients_all(const ServerClients *clients);   /* connected */
const ServerClientsCount *server_clients_counted(const ServerClients *clients);
