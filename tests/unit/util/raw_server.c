/* SPDX-License-Identifier: MIT */
#include "raw_server.h"

#include <gio/gio.h>
#include <string.h>

struct _RawServer {
  GSocketService *service;
  GMainContext *context;
  GThread *thread;
  guint port, delay;
  RawEnd end;
  GBytes *bytes;
  GCancellable *stop;
  GMutex lock; /* of what follows */
  guint requests;
  char *last;
};

/* Headers and as many bytes as Content-Length says; FALSE: no more come. */
static gboolean read_request(RawServer *server, GInputStream *in, GString *request)
{
  char buffer[4096];

  for (;;) {
    const char *end = strstr(request->str, "\r\n\r\n");
    const char *field = strstr(request->str, "Content-Length: ");
    gsize length = field != NULL ? g_ascii_strtoull(field + 16, NULL, 10) : 0;
    gssize got;

    if (end != NULL && request->len >= (gsize)(end + 4 - request->str) + length)
      return TRUE;
    got = g_input_stream_read(in, buffer, sizeof buffer, server->stop, NULL);
    if (got <= 0)
      return FALSE;
    g_string_append_len(request, buffer, got);
  }
}

static gboolean write_answer(RawServer *server, GOutputStream *out)
{
  gsize length;
  const void *bytes = g_bytes_get_data(server->bytes, &length);
  gboolean done;

  do
    done = g_output_stream_write_all(out, bytes, length, NULL, server->stop, NULL);
  while (done && server->end == RAW_REPEAT);
  return done;
}

static gboolean run(GThreadedSocketService *service G_GNUC_UNUSED, GSocketConnection *connection,
                    GObject *source G_GNUC_UNUSED, gpointer data)
{
  RawServer *server = data;
  GInputStream *in = g_io_stream_get_input_stream(G_IO_STREAM(connection));
  gboolean more = TRUE;

  while (more) {
    g_autoptr(GString) request = g_string_new(NULL);

    if (!read_request(server, in, request))
      break;
    g_mutex_lock(&server->lock);
    server->requests++;
    g_free(server->last);
    server->last = g_strdup(request->str);
    g_mutex_unlock(&server->lock);
    g_usleep(server->delay * 1000ul);
    more = write_answer(server, g_io_stream_get_output_stream(G_IO_STREAM(connection))) && server->end != RAW_CLOSE;
  }
  return TRUE;
}

static gpointer serve(gpointer data)
{
  RawServer *server = data;

  g_main_context_push_thread_default(server->context);
  while (!g_cancellable_is_cancelled(server->stop))
    g_main_context_iteration(server->context, TRUE);
  g_main_context_pop_thread_default(server->context);
  return NULL;
}

RawServer *raw_server_new(const char *bytes, gssize length, RawEnd end, guint delay)
{
  RawServer *server = g_new0(RawServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new(loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;

  server->bytes = g_bytes_new(bytes, length < 0 ? strlen(bytes) : (gsize)length);
  server->end = end;
  server->delay = delay;
  server->stop = g_cancellable_new();
  server->context = g_main_context_new();
  g_main_context_push_thread_default(server->context);
  server->service = g_threaded_socket_service_new(100);
  if (!g_socket_listener_add_address(G_SOCKET_LISTENER(server->service), wanted, G_SOCKET_TYPE_STREAM,
                                     G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL))
    g_error("cannot listen");
  g_signal_connect(server->service, "run", G_CALLBACK(run), server);
  g_socket_service_start(server->service);
  g_main_context_pop_thread_default(server->context);
  server->port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(bound));
  server->thread = g_thread_new("server", serve, server);
  return server;
}

guint raw_server_port(const RawServer *server)
{
  return server->port;
}

guint raw_server_requests(RawServer *server)
{
  guint requests;

  g_mutex_lock(&server->lock);
  requests = server->requests;
  g_mutex_unlock(&server->lock);
  return requests;
}

char *raw_server_last(RawServer *server)
{
  char *last;

  g_mutex_lock(&server->lock);
  last = g_strdup(server->last);
  g_mutex_unlock(&server->lock);
  return last;
}

/* Connections may still be in work in their threads: what they use stays, a test's process ends soon. */
void raw_server_free(RawServer *server)
{
  static GPtrArray *kept = NULL;

  if (kept == NULL)
    kept = g_ptr_array_new();
  g_ptr_array_add(kept, server);
  g_cancellable_cancel(server->stop);
  g_socket_service_stop(server->service);
  g_main_context_wakeup(server->context);
  g_thread_join(server->thread);
  g_socket_listener_close(G_SOCKET_LISTENER(server->service));
}
