/* SPDX-License-Identifier: MIT */
#include "web/server.h"

#include <sched.h>
#include <sys/resource.h>

#include "web/server_listen.h"
#include "web/server_worker.h"

#define MAX_WORKERS 4u
#define MAX_CONNECTIONS 3000u /* of all threads together; each may take 16 KB */
#define SPARE_FILES 256u      /* kept for everything else that opens files */
#define ADMIN_CONNECTIONS 32u
#define REQUEST_SECONDS 30
#define ANSWER_SECONDS 300

/* Threads that share listening sockets. */
typedef struct {
  GPtrArray *sockets; /* of ServerSocket */
  GPtrArray *workers; /* of ServerWorker */
  GStrv addresses;
} Listener;

struct _Server {
  ServerShared *shared;
  ServerAdmin *admin;
  Listener public, private; /* private: for the admin, without sockets and threads when there is none */
};

/* As many as processors that we may use (taskset, a container's cpuset): GLib counts all of them. */
static guint count_workers(void)
{
  cpu_set_t allowed;

  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
    return 1;
  return CLAMP((guint)CPU_COUNT(&allowed), 1, MAX_WORKERS);
}

/* A proxy in front of us is one address. */
static ServerLimits limits_for(guint workers)
{
  struct rlimit files = { 0 };
  guint max = MAX_CONNECTIONS;

  if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < max + SPARE_FILES) {
    files.rlim_cur = MIN(files.rlim_max, max + SPARE_FILES);
    setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur < max + SPARE_FILES)
      max = files.rlim_cur > 2 * SPARE_FILES ? (guint)files.rlim_cur - SPARE_FILES : SPARE_FILES;
  }
  max = MAX(max / workers, 2);
  return (ServerLimits){ max, MAX(max * 3 / 4, 1), REQUEST_SECONDS, ANSWER_SECONDS };
}

static void listener_init(Listener *listener)
{
  listener->sockets = g_ptr_array_new_with_free_func((GDestroyNotify)server_socket_free);
  listener->workers = g_ptr_array_new_with_free_func((GDestroyNotify)server_worker_free);
}

static gboolean listener_open(Listener *listener, char **addresses, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    if (!server_listen(addresses[i], listener->sockets, error))
      return FALSE;
  for (guint i = 0; i < listener->sockets->len; i++)
    g_strv_builder_add(builder, ((const ServerSocket *)g_ptr_array_index(listener->sockets, i))->url);
  listener->addresses = g_strv_builder_end(builder);
  return TRUE;
}

static gboolean listener_staff(Listener *listener, Server *server, ServerAdmin *admin, guint count,
                               const ServerLimits *limits, GError **error)
{
  for (guint i = 0; i < count; i++) {
    ServerWorker *worker =
        server_worker_new(server->shared, admin, listener->sockets, listener->workers, limits, error);

    if (worker == NULL)
      return FALSE;
    g_ptr_array_add(listener->workers, worker);
    if (admin == NULL)
      server_admin_watch(server->admin, server_worker_metrics(worker));
  }
  return TRUE;
}

static void listener_each(Listener *listener, void (*act)(ServerWorker *worker))
{
  for (guint i = 0; i < listener->workers->len; i++)
    act(g_ptr_array_index(listener->workers, i));
}

static void listener_clear(Listener *listener)
{
  g_ptr_array_unref(listener->workers);
  g_ptr_array_unref(listener->sockets);
  g_strfreev(listener->addresses);
}

static gboolean start(Server *server, Config *config, GError **error)
{
  static const ServerLimits few = { ADMIN_CONNECTIONS, ADMIN_CONNECTIONS, REQUEST_SECONDS, ANSWER_SECONDS };
  guint count = count_workers();
  ServerLimits limits = limits_for(count);

  server->shared = server_shared_new(config, error);
  if (server->shared == NULL)
    return FALSE;
  server->admin = server_admin_new(server->shared->cache);
  return listener_open(&server->public, config->listen, error) &&
         listener_open(&server->private, config->admin_listen, error) &&
         listener_staff(&server->public, server, NULL, count, &limits, error) &&
         listener_staff(&server->private, server, server->admin, config->admin_listen != NULL ? 1 : 0, &few, error);
}

Server *server_start(Config *config, GError **error)
{
  g_autoptr(Server) server = g_new0(Server, 1);

  listener_init(&server->public);
  listener_init(&server->private);
  if (!start(server, config, error))
    return NULL;
  listener_each(&server->public, server_worker_run);
  listener_each(&server->private, server_worker_run);
  return g_steal_pointer(&server);
}

void server_set_probe(Server *server, ServerProbe probe, gpointer data)
{
  server_admin_set_probe(server->admin, probe, data);
}

void server_set_config(Server *server, Config *config)
{
  server_shared_set_config(server->shared, config);
}

const char *const *server_addresses(Server *server)
{
  return (const char *const *)server->public.addresses;
}

const char *const *server_admin_addresses(Server *server)
{
  return (const char *const *)server->private.addresses;
}

void server_stop(Server *server)
{
  if (server == NULL)
    return;
  if (server->shared != NULL)
    g_atomic_int_set(&server->shared->stopping, 1);
  listener_each(&server->public, server_worker_stop);
  listener_each(&server->private, server_worker_stop);
  listener_each(&server->public, server_worker_join);
  listener_each(&server->private, server_worker_join);
  listener_clear(&server->private);
  listener_clear(&server->public);
  server_admin_free(server->admin);
  server_shared_free(server->shared);
  g_free(server);
}
