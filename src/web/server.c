/* SPDX-License-Identifier: MIT */
#include "web/server.h"

#include <sched.h>
#include <sys/resource.h>

#include "web/server_listen.h"
#include "web/server_worker.h"

#define MAX_WORKERS 4u
#define MAX_CONNECTIONS 3000u /* of all threads together; each may take 16 KB */
#define SPARE_FILES 256u      /* kept for everything else that opens files */
#define REQUEST_SECONDS 30
#define ANSWER_SECONDS 300

struct _Server {
  ServerShared *shared;
  GPtrArray *sockets; /* of ServerSocket */
  GPtrArray *workers; /* of ServerWorker */
  GStrv addresses;
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

static gboolean listen_to(Server *server, char **addresses, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  for (guint i = 0; addresses[i] != NULL; i++)
    if (!server_listen(addresses[i], server->sockets, error))
      return FALSE;
  for (guint i = 0; i < server->sockets->len; i++)
    g_strv_builder_add(builder, ((const ServerSocket *)g_ptr_array_index(server->sockets, i))->url);
  server->addresses = g_strv_builder_end(builder);
  return TRUE;
}

Server *server_start(Config *config, GError **error)
{
  g_autoptr(Server) server = g_new0(Server, 1);
  guint count = count_workers();
  ServerLimits limits = limits_for(count);

  server->sockets = g_ptr_array_new_with_free_func((GDestroyNotify)server_socket_free);
  server->workers = g_ptr_array_new_with_free_func((GDestroyNotify)server_worker_free);
  server->shared = server_shared_new(config, error);
  if (server->shared == NULL || !listen_to(server, config->listen, error))
    return NULL;
  for (guint i = 0; i < count; i++) {
    ServerWorker *worker = server_worker_new(server->shared, server->sockets, server->workers, &limits, error);

    if (worker == NULL)
      return NULL;
    g_ptr_array_add(server->workers, worker);
  }
  for (guint i = 0; i < count; i++)
    server_worker_run(g_ptr_array_index(server->workers, i));
  return g_steal_pointer(&server);
}

void server_set_config(Server *server, Config *config)
{
  server_shared_set_config(server->shared, config);
}

const char *const *server_addresses(Server *server)
{
  return (const char *const *)server->addresses;
}

void server_stop(Server *server)
{
  if (server == NULL)
    return;
  if (server->shared != NULL)
    g_atomic_int_set(&server->shared->stopping, 1);
  for (guint i = 0; i < server->workers->len; i++)
    server_worker_stop(g_ptr_array_index(server->workers, i));
  for (guint i = 0; i < server->workers->len; i++)
    server_worker_join(g_ptr_array_index(server->workers, i));
  g_ptr_array_unref(server->workers);
  g_ptr_array_unref(server->sockets);
  server_shared_free(server->shared);
  g_strfreev(server->addresses);
  g_free(server);
}
