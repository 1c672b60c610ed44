/* SPDX-License-Identifier: MIT */
/* Queues of those who are waited for, of those who said that they go, and of those who are being answered, each in the order of time: whose time is
 * over and who gives room stands at the head. */
#include "web/server_clients.h"

#include <netinet/in.h>
#include <string.h>

/* Who is being answered for that long may have to go when there is no room. */
#define SLOW_SECONDS 10
/* Enough to read what was sent before. */
#define LEAVING_SECONDS 1

typedef struct {
  guint64 key;
  guint count;    /* not cut */
  GQueue waiting; /* of ServerClient, the oldest first */
} Address;

struct _ServerClient {
  int fd;
  GQueue *queue; /* that it is in; NULL when cut */
  gboolean busy; /* a request is under way */
  gboolean hung_up;
  gint64 since; /* waiting or being answered */
  GList link;
  Address *address; /* NULL: a UNIX socket */
  GList address_link;
};

struct _ServerClients {
  ServerLimits limits;
  GQueue waiting, leaving, answering; /* of ServerClient, the oldest first */
  GHashTable *addresses;              /* of Address, by key */
  guint all;
  ServerClientsCount counted;
};

/* --- addresses ---------------------------------------------------------------------------- */

/* 0: none. The prefix of an IPv6 address is global or loopback, which no IPv4 address in the low bits looks like. */
static guint64 address_key(const struct sockaddr *address)
{
  guint64 key = 0;

  if (address->sa_family == AF_INET)
    return ((guint64)AF_INET << 32) | ((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr;
  if (address->sa_family != AF_INET6)
    return 0;
  memcpy(&key, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, sizeof key);
  return key != 0 ? key : 1;
}

static Address *find_address(ServerClients *clients, const struct sockaddr *address)
{
  guint64 key = address_key(address);

  return key != 0 ? g_hash_table_lookup(clients->addresses, &key) : NULL;
}

static Address *add_address(ServerClients *clients, const struct sockaddr *address)
{
  Address *added = find_address(clients, address);
  guint64 key = address_key(address);

  if (added != NULL || key == 0)
    return added;
  added = g_new0(Address, 1);
  added->key = key;
  g_hash_table_add(clients->addresses, added);
  return added;
}

static void drop_address(ServerClients *clients, Address *address)
{
  if (address != NULL && --address->count == 0)
    g_hash_table_remove(clients->addresses, address);
}

/* --- queues ------------------------------------------------------------------------------- */

static gboolean is_waiting(const ServerClients *clients, const ServerClient *client)
{
  return client->queue != &clients->answering;
}

static void take_out(ServerClients *clients, ServerClient *client)
{
  if (is_waiting(clients, client) && client->address != NULL)
    g_queue_unlink(&client->address->waiting, &client->address_link);
  g_queue_unlink(client->queue, &client->link);
  client->queue = NULL;
}

static void put_in(ServerClients *clients, ServerClient *client, GQueue *queue, gint64 now)
{
  client->queue = queue;
  client->since = now;
  g_queue_push_tail_link(queue, &client->link);
  if (is_waiting(clients, client) && client->address != NULL)
    g_queue_push_tail_link(&client->address->waiting, &client->address_link);
}

static void move(ServerClients *clients, ServerClient *client, GQueue *queue, gint64 now)
{
  if (client->queue == NULL)
    return;
  take_out(clients, client);
  put_in(clients, client, queue, now);
}

/* libmicrohttpd sees the end of the connection and closes it. */
static void cut(ServerClients *clients, ServerClient *client)
{
  take_out(clients, client);
  drop_address(clients, g_steal_pointer(&client->address));
  shutdown(client->fd, SHUT_RDWR);
}

/* --- the connections ---------------------------------------------------------------------- */

ServerClients *server_clients_new(const ServerLimits *limits)
{
  ServerClients *clients = g_new0(ServerClients, 1);

  clients->limits = *limits;
  g_queue_init(&clients->waiting);
  g_queue_init(&clients->leaving);
  g_queue_init(&clients->answering);
  clients->addresses = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return clients;
}

void server_clients_free(ServerClients *clients)
{
  if (clients == NULL)
    return;
  g_hash_table_unref(clients->addresses);
  g_free(clients);
}

static gboolean evict(ServerClients *clients, ServerClient *client)
{
  if (client == NULL) {
    clients->counted.refused++;
    return FALSE;
  }
  clients->counted.evicted++;
  cut(clients, client);
  return TRUE;
}

/* Who is being answered, but slowly; NULL: nobody. */
static ServerClient *slowest(ServerClients *clients, gint64 now)
{
  ServerClient *client = g_queue_peek_head(&clients->answering);

  return client != NULL && now - client->since >= SLOW_SECONDS * G_USEC_PER_SEC ? client : NULL;
}

gboolean server_clients_make_room(ServerClients *clients, const struct sockaddr *address, gint64 now)
{
  Address *from = find_address(clients, address);
  ServerClient *oldest = g_queue_peek_head(&clients->leaving);

  if (oldest == NULL)
    oldest = g_queue_peek_head(&clients->waiting);
  if (from != NULL && from->count >= clients->limits.max_per_address)
    return evict(clients, g_queue_peek_head(&from->waiting));
  if (server_clients_count(clients) < clients->limits.max)
    return TRUE;
  return evict(clients, oldest != NULL ? oldest : slowest(clients, now));
}

ServerClient *server_clients_enter(ServerClients *clients, int fd, const struct sockaddr *address, gint64 now)
{
  ServerClient *client = g_new0(ServerClient, 1);

  client->fd = fd;
  client->link.data = client->address_link.data = client;
  client->address = add_address(clients, address);
  if (client->address != NULL)
    client->address->count++;
  put_in(clients, client, &clients->waiting, now);
  clients->all++;
  return client;
}

void server_clients_leave(ServerClients *clients, ServerClient *client)
{
  if (client->queue != NULL) {
    take_out(clients, client);
    drop_address(clients, client->address);
  }
  clients->all--;
  g_free(client);
}

void server_clients_begin(ServerClient *client)
{
  client->busy = TRUE;
}

void server_clients_answer(ServerClients *clients, ServerClient *client, gint64 now)
{
  client->busy = TRUE;
  move(clients, client, &clients->answering, now);
}

void server_clients_end(ServerClients *clients, ServerClient *client, gint64 now)
{
  client->busy = FALSE;
  move(clients, client, client->hung_up ? &clients->leaving : &clients->waiting, now);
}

void server_clients_hang_up(ServerClients *clients, ServerClient *client, gint64 now)
{
  client->hung_up = TRUE;
  if (client->queue == &clients->waiting)
    move(clients, client, &clients->leaving, now);
}

static guint cut_late(ServerClients *clients, GQueue *queue, guint seconds, gint64 now)
{
  ServerClient *client;
  guint count = 0;

  for (; (client = g_queue_peek_head(queue)) != NULL && now - client->since >= (gint64)seconds * G_USEC_PER_SEC;
       count++)
    cut(clients, client);
  return count;
}

void server_clients_tick(ServerClients *clients, gint64 now)
{
  clients->counted.late += cut_late(clients, &clients->waiting, clients->limits.request_seconds, now);
  clients->counted.late += cut_late(clients, &clients->answering, clients->limits.answer_seconds, now);
  cut_late(clients, &clients->leaving, LEAVING_SECONDS, now);
}

static void cut_idle(ServerClients *clients, GQueue *queue)
{
  GList *next;

  for (GList *link = queue->head; link != NULL; link = next) {
    ServerClient *client = link->data;

    next = link->next;
    if (!client->busy)
      cut(clients, client);
  }
}

void server_clients_cut_idle(ServerClients *clients)
{
  cut_idle(clients, &clients->waiting);
  cut_idle(clients, &clients->leaving);
}

guint server_clients_count(const ServerClients *clients)
{
  return clients->waiting.length + clients->leaving.length + clients->answering.length;
}

guint server_clients_all(const ServerClients *clients)
{
  return clients->all;
}

const ServerClientsCount *server_clients_counted(const ServerClients *clients)
{
  return &clients->counted;
}
