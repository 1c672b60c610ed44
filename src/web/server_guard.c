/* SPDX-License-Identifier: MIT */
#include "web/server_guard.h"

#include <sys/socket.h>

struct _ServerClient {
  int fd;
  gint64 deadline; /* monotonic microseconds */
  gboolean busy;   /* a request is under way */
};

struct _ServerGuard {
  GMutex mutex;
  GCond changed; /* a first client came, the last request ended, or it is time to go */
  GHashTable *clients;
  guint busy;
  gboolean ending;
  guint request_seconds;
  GThread *thread;
};

static gint64 seconds_from_now(guint seconds)
{
  return g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
}

/* Shuts the connections whose time is over; their owner sees that and closes them. */
static void cut_late(ServerGuard *guard)
{
  gint64 now = g_get_monotonic_time();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init(&iter, guard->clients);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    ServerClient *client = key;

    if (client->deadline > now)
      continue;
    shutdown(client->fd, SHUT_RDWR);
    client->deadline = G_MAXINT64;
  }
}

/* Looks once a second while there is someone to look at, and sleeps otherwise. */
static gpointer watch(gpointer data)
{
  ServerGuard *guard = data;

  g_mutex_lock(&guard->mutex);
  while (!guard->ending) {
    if (g_hash_table_size(guard->clients) == 0)
      g_cond_wait(&guard->changed, &guard->mutex);
    else
      g_cond_wait_until(&guard->changed, &guard->mutex, seconds_from_now(1));
    cut_late(guard);
  }
  g_mutex_unlock(&guard->mutex);
  return NULL;
}

ServerGuard *server_guard_new(guint request_seconds)
{
  ServerGuard *guard = g_new0(ServerGuard, 1);

  g_mutex_init(&guard->mutex);
  g_cond_init(&guard->changed);
  guard->clients = g_hash_table_new_full(NULL, NULL, g_free, NULL);
  guard->request_seconds = request_seconds;
  guard->thread = g_thread_new("http-guard", watch, guard);
  return guard;
}

void server_guard_free(ServerGuard *guard)
{
  if (guard == NULL)
    return;
  g_mutex_lock(&guard->mutex);
  guard->ending = TRUE;
  g_cond_broadcast(&guard->changed);
  g_mutex_unlock(&guard->mutex);
  g_thread_join(guard->thread);
  g_hash_table_unref(guard->clients);
  g_cond_clear(&guard->changed);
  g_mutex_clear(&guard->mutex);
  g_free(guard);
}

ServerClient *server_guard_enter(ServerGuard *guard, int fd)
{
  ServerClient *client = g_new0(ServerClient, 1);

  client->fd = fd;
  client->deadline = seconds_from_now(guard->request_seconds);
  g_mutex_lock(&guard->mutex);
  g_hash_table_add(guard->clients, client);
  if (g_hash_table_size(guard->clients) == 1)
    g_cond_broadcast(&guard->changed);
  g_mutex_unlock(&guard->mutex);
  return client;
}

static void set_busy(ServerGuard *guard, ServerClient *client, gboolean busy)
{
  if (client->busy == busy)
    return;
  client->busy = busy;
  guard->busy += busy ? 1 : -1;
  if (guard->busy == 0)
    g_cond_broadcast(&guard->changed);
}

void server_guard_leave(ServerGuard *guard, ServerClient *client)
{
  g_mutex_lock(&guard->mutex);
  set_busy(guard, client, FALSE);
  g_hash_table_remove(guard->clients, client);
  g_mutex_unlock(&guard->mutex);
}

/* seconds 0: the deadline stays. */
static void set_state(ServerGuard *guard, ServerClient *client, gboolean busy, guint seconds)
{
  g_mutex_lock(&guard->mutex);
  set_busy(guard, client, busy);
  if (seconds > 0 && client->deadline != G_MAXINT64)
    client->deadline = seconds_from_now(seconds);
  g_mutex_unlock(&guard->mutex);
}

void server_guard_begin(ServerGuard *guard, ServerClient *client)
{
  set_state(guard, client, TRUE, 0);
}

void server_guard_answer(ServerGuard *guard, ServerClient *client)
{
  set_state(guard, client, TRUE, SERVER_ANSWER_SECONDS);
}

void server_guard_end(ServerGuard *guard, ServerClient *client)
{
  set_state(guard, client, FALSE, guard->request_seconds);
}

void server_guard_drain(ServerGuard *guard, guint seconds)
{
  gint64 until = seconds_from_now(seconds);

  g_mutex_lock(&guard->mutex);
  while (guard->busy > 0 && g_cond_wait_until(&guard->changed, &guard->mutex, until))
    ;
  g_mutex_unlock(&guard->mutex);
}
