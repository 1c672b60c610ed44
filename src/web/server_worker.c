/* SPDX-License-Identifier: MIT */
/* libmicrohttpd in its epoll mode without its own thread: its loop stalls when exactly 128 events come at once, since it waits again before it
 * handles them, and spins at the limit on open files (reference http.md). So the waiting and the accepting are done here, and MHD_run, which
 * never waits, does the rest. */
#include "web/server_worker.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "util/error.h"
#include "web/server_listen.h"
#include "web/server_request.h"

#define TICK_MILLISECONDS 250 /* deadlines are looked at that often */
#define DRAIN_SECONDS 5
#define SILENT_SECONDS 30u     /* of no byte in either direction; libmicrohttpd's own limit, under ours */
#define CONNECTION_BYTES 8192u /* a request's header has to fit in there */
#define ACCEPT_BATCH 16        /* from one socket, before requests are looked after again */
#define ROOM 256u              /* for connections that were cut and are not closed yet */
#define PAUSE_MILLISECONDS 100 /* of accepting, when the system has no file or memory left */
#define EVENTS 16

/* A connection on its way from the thread that accepted it to the one that will have it. */
typedef struct {
  int fd;
  struct sockaddr_storage address;
  socklen_t length;
} Arrival;

struct _ServerWorker {
  ServerDesk desk;
  GPtrArray *sockets, *workers;
  ServerLimits limits;
  int wake;
  struct MHD_Daemon *daemon;
  GThread *thread;
  gint load; /* atomic: connections, and those on their way */
  gboolean listening;
  gint64 pause_end; /* of accepting; 0: there is none */
  GMutex mutex;     /* for arrivals */
  GArray *arrivals; /* of Arrival */
};

static void poke(ServerWorker *worker)
{
  const guint64 one = 1;

  while (write(worker->wake, &one, sizeof one) < 0 && errno == EINTR)
    ;
}

/* --- new connections ---------------------------------------------------------------------- */

/* In the thread that will have it. */
static void admit(ServerWorker *worker, const Arrival *arrival)
{
  ServerClients *clients = worker->desk.clients;
  const struct sockaddr *address = (const struct sockaddr *)&arrival->address;

  if (server_clients_all(clients) >= worker->limits.max + ROOM ||
      !server_clients_make_room(clients, address, g_get_monotonic_time()))
    close(arrival->fd);
  else
    MHD_add_connection(worker->daemon, arrival->fd, address, arrival->length); /* closes it when that fails */
}

static void admit_arrivals(ServerWorker *worker)
{
  g_autoptr(GArray) arrivals = NULL;

  g_mutex_lock(&worker->mutex);
  arrivals = g_steal_pointer(&worker->arrivals);
  worker->arrivals = g_array_new(FALSE, FALSE, sizeof(Arrival));
  g_mutex_unlock(&worker->mutex);
  for (guint i = 0; i < arrivals->len; i++)
    admit(worker, &g_array_index(arrivals, Arrival, i));
}

static ServerWorker *least_loaded(ServerWorker *worker)
{
  ServerWorker *least = worker;

  for (guint i = 0; i < worker->workers->len; i++) {
    ServerWorker *other = g_ptr_array_index(worker->workers, i);

    if (g_atomic_int_get(&other->load) + 1 < g_atomic_int_get(&least->load))
      least = other;
  }
  return least;
}

static void hand_over(ServerWorker *to, const Arrival *arrival)
{
  g_atomic_int_inc(&to->load);
  g_mutex_lock(&to->mutex);
  g_array_append_val(to->arrivals, *arrival);
  g_mutex_unlock(&to->mutex);
  poke(to);
}

static void listen_to_sockets(ServerWorker *worker, gboolean listening)
{
  if (worker->listening == listening)
    return;
  worker->listening = listening;
  for (guint i = 0; i < worker->sockets->len; i++) {
    ServerSocket *sock = g_ptr_array_index(worker->sockets, i);
    struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = sock };

    epoll_ctl(worker->desk.epoll, listening ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, sock->fd, &event);
  }
}

/* The system cannot give us a file now. The socket stays readable, so that without a pause this would be a busy loop. */
static void pause_accepting(ServerWorker *worker, int errno_value)
{
  ServerShared *shared = worker->desk.shared;

  server_shared_log_error(shared, &shared->accept_limit, "no connection can be taken", g_strerror(errno_value));
  listen_to_sockets(worker, FALSE);
  worker->pause_end = g_get_monotonic_time() + PAUSE_MILLISECONDS * 1000;
}

static void accept_from(ServerWorker *worker, const ServerSocket *sock)
{
  for (int i = 0; i < ACCEPT_BATCH; i++) {
    Arrival arrival = { .length = sizeof arrival.address };
    ServerWorker *to;

    arrival.fd = accept4(sock->fd, (struct sockaddr *)&arrival.address, &arrival.length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (arrival.fd < 0) {
      if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
        pause_accepting(worker, errno);
      if (errno != EINTR && errno != ECONNABORTED)
        return;
      continue;
    }
    to = least_loaded(worker);
    if (to == worker)
      admit(worker, &arrival);
    else
      hand_over(to, &arrival);
    g_atomic_int_set(&worker->load, (gint)server_clients_count(worker->desk.clients));
  }
}

/* --- the loop ----------------------------------------------------------------------------- */

static int wait_milliseconds(ServerWorker *worker)
{
  MHD_UNSIGNED_LONG_LONG wanted;
  gboolean idle = server_clients_all(worker->desk.clients) == 0 && worker->pause_end == 0;

  if (MHD_get_timeout(worker->daemon, &wanted) == MHD_YES && wanted < TICK_MILLISECONDS)
    return (int)wanted;
  return idle && !server_shared_stopping(worker->desk.shared) ? -1 : TICK_MILLISECONDS;
}

static void handle_event(ServerWorker *worker, const struct epoll_event *event)
{
  guint64 count;

  if (event->data.ptr == worker->daemon)
    return;
  if (event->data.ptr == worker) { /* woken */
    while (read(worker->wake, &count, sizeof count) < 0 && errno == EINTR)
      ;
    admit_arrivals(worker);
  } else if (!g_ptr_array_find(worker->sockets, event->data.ptr, NULL)) {
    server_clients_hang_up(worker->desk.clients, event->data.ptr, g_get_monotonic_time());
  } else if (worker->listening) {
    accept_from(worker, event->data.ptr);
  }
}

static void turn(ServerWorker *worker, int milliseconds)
{
  struct epoll_event events[EVENTS];
  int count = epoll_wait(worker->desk.epoll, events, EVENTS, milliseconds);
  gint64 now;

  for (int i = 0; i < count; i++)
    handle_event(worker, &events[i]);
  MHD_run(worker->daemon);
  now = g_get_monotonic_time();
  server_clients_tick(worker->desk.clients, now);
  server_metrics_note_clients(&worker->desk.metrics, server_clients_counted(worker->desk.clients),
                              server_clients_all(worker->desk.clients));
  if (worker->pause_end != 0 && now >= worker->pause_end) {
    worker->pause_end = 0;
    listen_to_sockets(worker, TRUE);
  }
  g_atomic_int_set(&worker->load, (gint)server_clients_count(worker->desk.clients));
}

/* Who has sent something that was not read yet is heard; who has not is sent home. */
static void drain(ServerWorker *worker)
{
  gint64 end = g_get_monotonic_time() + DRAIN_SECONDS * G_USEC_PER_SEC;

  worker->pause_end = 0;
  listen_to_sockets(worker, FALSE);
  admit_arrivals(worker);
  MHD_run(worker->daemon);
  server_clients_cut_idle(worker->desk.clients);
  while (server_clients_all(worker->desk.clients) > 0 && g_get_monotonic_time() < end) {
    turn(worker, wait_milliseconds(worker));
    server_clients_cut_idle(worker->desk.clients);
  }
}

static gpointer work(gpointer data)
{
  ServerWorker *worker = data;

  listen_to_sockets(worker, TRUE);
  while (!server_shared_stopping(worker->desk.shared))
    turn(worker, wait_milliseconds(worker));
  drain(worker);
  return NULL;
}

/* --- starting and stopping ---------------------------------------------------------------- */

/* The logger comes first, or what the other options have to say goes to stderr. */
static struct MHD_Daemon *start_daemon(ServerWorker *worker)
{
  ServerDesk *desk = &worker->desk;

  return MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG, 0, NULL, NULL,
                          server_request_handle, desk, MHD_OPTION_EXTERNAL_LOGGER, server_shared_log, desk->shared,
                          MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_LIMIT, worker->limits.max + 2 * ROOM,
                          MHD_OPTION_CONNECTION_TIMEOUT, SILENT_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                          (size_t)CONNECTION_BYTES, MHD_OPTION_URI_LOG_CALLBACK, server_request_begin, desk,
                          MHD_OPTION_NOTIFY_COMPLETED, server_request_end, desk, MHD_OPTION_NOTIFY_CONNECTION,
                          server_request_connection, desk, MHD_OPTION_END);
}

static gboolean watch(ServerWorker *worker, int fd, gpointer what)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = what };

  return epoll_ctl(worker->desk.epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

ServerWorker *server_worker_new(ServerShared *shared, ServerAdmin *admin, GPtrArray *sockets, GPtrArray *workers,
                                const ServerLimits *limits, GError **error)
{
  ServerWorker *worker = g_new0(ServerWorker, 1);

  g_mutex_init(&worker->mutex);
  worker->arrivals = g_array_new(FALSE, FALSE, sizeof(Arrival));
  worker->sockets = sockets;
  worker->workers = workers;
  worker->limits = *limits;
  worker->desk.epoll = epoll_create1(EPOLL_CLOEXEC);
  worker->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (!server_desk_open(&worker->desk, shared, admin, limits, error)) {
    server_worker_free(worker);
    return NULL;
  }
  worker->daemon = start_daemon(worker);
  if (worker->desk.epoll < 0 || worker->wake < 0 || worker->daemon == NULL || !watch(worker, worker->wake, worker) ||
      !watch(worker, MHD_get_daemon_info(worker->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, worker->daemon)) {
    error_set(error, ERROR_FAILED, "cannot start the HTTP server: %s", g_strerror(errno));
    server_worker_free(worker);
    return NULL;
  }
  return worker;
}

const ServerMetrics *server_worker_metrics(ServerWorker *worker)
{
  return &worker->desk.metrics;
}

void server_worker_run(ServerWorker *worker)
{
  worker->thread = g_thread_new("http", work, worker);
}

void server_worker_stop(ServerWorker *worker)
{
  poke(worker);
}

void server_worker_join(ServerWorker *worker)
{
  if (worker->thread != NULL)
    g_thread_join(g_steal_pointer(&worker->thread));
}

static void close_arrivals(ServerWorker *worker)
{
  for (guint i = 0; i < worker->arrivals->len; i++)
    close(g_array_index(worker->arrivals, Arrival, i).fd);
}

void server_worker_free(ServerWorker *worker)
{
  if (worker->daemon != NULL)
    MHD_stop_daemon(worker->daemon);
  close_arrivals(worker);
  g_array_unref(worker->arrivals);
  server_desk_close(&worker->desk);
  if (worker->desk.epoll >= 0)
    close(worker->desk.epoll);
  if (worker->wake >= 0)
    close(worker->wake);
  g_mutex_clear(&worker->mutex);
  g_free(worker);
}
