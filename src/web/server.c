/* SPDX-License-Identifier: MIT */
/* libmicrohttpd, one daemon and thread per listening socket, in poll mode: its epoll loop stalls at 128 simultaneous events (reference
 * http.md). Requests are refused on the handler's first call, which closes the connection, and answered on the second. */
#include "web/server.h"

#include <microhttpd.h>
#include <string.h>
#include <sys/resource.h>

#include "store/store.h"
#include "util/date.h"
#include "util/error.h"
#include "util/log.h"
#include "web/feed_serve.h"
#include "web/gzip.h"
#include "web/server_guard.h"
#include "web/server_listen.h"
#include "web/server_response.h"

#define IDLE_SECONDS 15
#define DRAIN_SECONDS 5
#define MAX_CONNECTIONS 1000u       /* of all addresses together */
#define MAX_CONNECTIONS_PER_IP 500u /* a proxy in front of us is one of them */
#define SPARE_FILES 128u            /* kept for everything else that opens files */
#define CONNECTION_BYTES 16384u     /* a request's header has to fit in there */
#define LOG_SECONDS 60              /* at most one line of a kind in that time */

/* Something that can go wrong a thousand times a second is logged once a minute. */
typedef struct {
  gint64 last;
  guint kept_back;
} LogLimit;

struct _Server {
  Site *site;
  FeedCache *cache;
  ServerGuard *guard;
  GPtrArray *sockets; /* of ServerSocket */
  GPtrArray *daemons; /* of struct MHD_Daemon, as many as sockets */
  GStrv addresses;
  char *store_path;
  GMutex mutex; /* for all that follows */
  Config *config;
  GPtrArray *stores; /* of Store, those nobody uses now */
  LogLimit store_limit, daemon_limit;
  gboolean stopping;
};

typedef struct {
  char *target;     /* as it came */
  const char *end;  /* where it ended in MHD's buffer; only ever compared */
  gboolean checked; /* the first call of the handler is over */
} Request;

/* NULL: do not log now. Else what to put behind the message: how many were not logged since the last one. */
static char *log_suffix(Server *server, LogLimit *limit)
{
  gint64 now = g_get_monotonic_time() / G_USEC_PER_SEC;
  char *suffix = NULL;

  g_mutex_lock(&server->mutex);
  if (limit->last != 0 && now - limit->last < LOG_SECONDS) {
    limit->kept_back++;
  } else {
    suffix =
        limit->kept_back > 0 ? g_strdup_printf(" (and %u more that were not logged)", limit->kept_back) : g_strdup("");
    limit->kept_back = 0;
    limit->last = now;
  }
  g_mutex_unlock(&server->mutex);
  return suffix;
}

static void log_store_error(Server *server, const char *consequence, const GError *error)
{
  g_autofree char *suffix = log_suffix(server, &server->store_limit);

  if (suffix != NULL)
    log_error("%s: %s%s", consequence, error->message, suffix);
}

static G_GNUC_PRINTF(2, 0) void daemon_log(void *data, const char *format, va_list arguments)
{
  g_autofree char *suffix = log_suffix(data, &((Server *)data)->daemon_limit);
  g_autofree char *message = suffix != NULL ? g_strchomp(g_strdup_vprintf(format, arguments)) : NULL;

  if (suffix != NULL)
    log_info("http: %s%s", message, suffix);
}

/* --- shared state ------------------------------------------------------------------------- */

static Config *take_config(Server *server)
{
  Config *config;

  g_mutex_lock(&server->mutex);
  config = config_ref(server->config);
  g_mutex_unlock(&server->mutex);
  return config;
}

static gboolean is_stopping(Server *server)
{
  gboolean stopping;

  g_mutex_lock(&server->mutex);
  stopping = server->stopping;
  g_mutex_unlock(&server->mutex);
  return stopping;
}

static Store *take_store(Server *server, GError **error)
{
  Store *store = NULL;

  g_mutex_lock(&server->mutex);
  if (server->stores->len > 0)
    store = g_ptr_array_steal_index_fast(server->stores, server->stores->len - 1);
  g_mutex_unlock(&server->mutex);
  return store != NULL ? store : store_open(server->store_path, STORE_READ, error);
}

static void give_store(Server *server, Store *store)
{
  g_mutex_lock(&server->mutex);
  g_ptr_array_add(server->stores, store);
  g_mutex_unlock(&server->mutex);
}

/* --- answering ---------------------------------------------------------------------------- */

static enum MHD_Result queue_error(Server *server, struct MHD_Connection *connection, guint status)
{
  g_autoptr(Config) config = take_config(server);
  g_autoptr(Reply) reply = site_error(server->site, config, status);

  return server_response_queue(connection, reply, status, TRUE);
}

/* A page, a redirect, an error. */
static Reply *answer_page(Server *server, Config *config, const Route *route)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = NULL;
  Reply *reply = NULL;

  if (route->id[0] == '\0')
    reply = site_answer(server->site, config, NULL, route, &error);
  else if ((store = take_store(server, &error)) != NULL)
    reply = site_answer(server->site, config, store, route, &error);
  if (reply == NULL) {
    log_store_error(server, "the server answers 503", error);
    return site_error(server->site, config, 503); /* and the store is closed: the next one is opened anew */
  }
  if (store != NULL)
    give_store(server, g_steal_pointer(&store));
  return reply;
}

/* FALSE: something inside failed, and *answer is the last good one, or NULL. */
static gboolean find_feed(Server *server, Config *config, const Route *route, FeedAnswer **answer)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = take_store(server, &error);

  if (store != NULL && feed_serve_look(server->cache, store, &error) &&
      feed_serve(server->site, server->cache, config, store, route, answer, &error)) {
    give_store(server, g_steal_pointer(&store));
    return TRUE;
  }
  *answer = feed_cache_get_old(server->cache, route);
  log_store_error(server, *answer != NULL ? "the server answers what it knew before" : "the server answers 503", error);
  return FALSE;
}

/* All lines of that field, joined by commas (RFC 9110 5.3). */
typedef struct {
  const char *name;
  const char *first; /* NULL: none */
  GString *joined;   /* NULL: the first is all */
} Field;

static enum MHD_Result join_line(void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Field *field = data;

  (void)kind;
  if (g_ascii_strcasecmp(name, field->name) != 0)
    return MHD_YES;
  if (field->first == NULL) {
    field->first = value != NULL ? value : "";
    return MHD_YES;
  }
  if (field->joined == NULL)
    field->joined = g_string_new(field->first);
  g_string_append_printf(field->joined, ", %s", value != NULL ? value : "");
  return MHD_YES;
}

static guint status_for(struct MHD_Connection *connection, const Reply *reply)
{
  Field match = { .name = MHD_HTTP_HEADER_IF_NONE_MATCH };
  const char *since = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_IF_MODIFIED_SINCE);
  gboolean same;

  MHD_get_connection_values(connection, MHD_HEADER_KIND, join_line, &match);
  same = reply_not_modified(reply, match.joined != NULL ? match.joined->str : match.first, since);
  if (match.joined != NULL)
    g_string_free(match.joined, TRUE);
  return same ? 304 : reply->status;
}

static enum MHD_Result answer_feed(Server *server, struct MHD_Connection *connection, Config *config,
                                   const Route *route)
{
  const char *accepted = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT_ENCODING);
  g_autoptr(FeedAnswer) answer = NULL;
  g_autoptr(Reply) none = NULL;
  gboolean good = find_feed(server, config, route, &answer);
  Reply *reply;

  if (answer == NULL) {
    none = site_error(server->site, config, good ? 404 : 503);
    return server_response_queue(connection, none, none->status, is_stopping(server));
  }
  reply = answer->replies[ENCODING_GZIP];
  if (reply == NULL || !gzip_accepted(accepted))
    reply = answer->replies[ENCODING_IDENTITY];
  if (is_stopping(server))
    return server_response_queue(connection, reply, status_for(connection, reply), TRUE);
  return server_response_queue_shared(connection, reply, status_for(connection, reply));
}

static enum MHD_Result answer_request(Server *server, struct MHD_Connection *connection, const char *target)
{
  g_autoptr(Config) config = take_config(server);
  g_autoptr(Reply) reply = NULL;
  Route route;

  router_parse(target, &route);
  if (feed_format_of(route.kind) != NULL)
    return answer_feed(server, connection, config, &route);
  reply = answer_page(server, config, &route);
  if (server_response_queue(connection, reply, status_for(connection, reply), is_stopping(server)) == MHD_YES)
    return MHD_YES;
  return queue_error(server, connection, 500);
}

/* --- refusing ----------------------------------------------------------------------------- */

typedef struct {
  guint hosts, lengths, encodings;
  gboolean has_body;
} Framing;

static enum MHD_Result count_header(void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Framing *framing = data;

  (void)kind;
  if (g_ascii_strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0)
    framing->hosts++;
  if (g_ascii_strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0) {
    framing->lengths++;
    framing->has_body = framing->has_body || g_strcmp0(value, "0") != 0;
  }
  if (g_ascii_strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0)
    framing->encodings++;
  return MHD_YES;
}

/* The status to refuse the request with, or 0. Whatever another program in front of us could understand in another way is refused: the
 * connection ends with it, so that nothing behind it is taken for a request. */
static guint refusal(struct MHD_Connection *connection, const char *method, gboolean has_nul)
{
  Framing framing = { 0 };

  MHD_get_connection_values(connection, MHD_HEADER_KIND, count_header, &framing);
  if (has_nul || framing.hosts > 1 || framing.lengths > 1 || (framing.lengths > 0 && framing.encodings > 0))
    return 400;
  if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
    return 405;
  return framing.has_body || framing.encodings > 0 ? 413 : 0;
}

/* --- what MHD calls ----------------------------------------------------------------------- */

static ServerClient *client_of(struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

  return info != NULL ? info->socket_context : NULL;
}

static void notify_connection(void *data, struct MHD_Connection *connection, void **context,
                              enum MHD_ConnectionNotificationCode code)
{
  Server *server = data;
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    *context = server_guard_enter(server->guard, info->connect_fd);
  else if (*context != NULL)
    server_guard_leave(server->guard, g_steal_pointer((ServerClient **)context));
}

/* The one place where the target is seen before MHD decodes it, where %00 would cut it and %2F become a slash. */
static void *begin_request(void *data, const char *target, struct MHD_Connection *connection)
{
  Request *request = g_new0(Request, 1);

  request->target = g_strdup(target);
  request->end = target + strlen(target);
  server_guard_begin(((Server *)data)->guard, client_of(connection));
  return request;
}

static void end_request(void *data, struct MHD_Connection *connection, void **context,
                        enum MHD_RequestTerminationCode code)
{
  Request *request = g_steal_pointer((Request **)context);

  (void)code;
  if (request == NULL)
    return;
  server_guard_end(((Server *)data)->guard, client_of(connection));
  g_free(request->target);
  g_free(request);
}

/* MHD keeps the request line in one piece, the version a space behind the target. When it stands further off, there is a NUL in between. */
static gboolean target_has_nul(const Request *request, const char *version)
{
  guintptr end = (guintptr)request->end, begin = (guintptr)version;

  return begin > end + 1 && begin - end < CONNECTION_BYTES;
}

static enum MHD_Result handle(void *data, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *body, size_t *body_size, void **context)
{
  Server *server = data;
  Request *request = *context;
  guint status;

  (void)url, (void)body;
  if (request == NULL || *body_size > 0)
    return MHD_NO;
  if (request->checked)
    return answer_request(server, connection, request->target);
  request->checked = TRUE;
  server_guard_answer(server->guard, client_of(connection));
  status = refusal(connection, method, target_has_nul(request, version));
  return status != 0 ? queue_error(server, connection, status) : MHD_YES;
}

/* --- starting and stopping ---------------------------------------------------------------- */

/* What the limit on open files leaves for each address: at that limit MHD's loop would spin. */
static guint connection_limit(guint sockets)
{
  struct rlimit files = { 0 };
  guint limit = MAX_CONNECTIONS;

  if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < limit + SPARE_FILES)
    limit = files.rlim_cur > 2 * SPARE_FILES ? (guint)files.rlim_cur - SPARE_FILES : SPARE_FILES;
  return MAX(limit / sockets, 1);
}

static gboolean start_daemon(Server *server, ServerSocket *sock, GError **error)
{
  guint limit = connection_limit(server->sockets->len);
  struct MHD_Daemon *daemon = MHD_start_daemon(
      MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0, NULL, NULL, handle, server,
      MHD_OPTION_EXTERNAL_LOGGER, daemon_log, server, MHD_OPTION_LISTEN_SOCKET, sock->fd, MHD_OPTION_STRICT_FOR_CLIENT,
      1, MHD_OPTION_CONNECTION_LIMIT, limit, MHD_OPTION_PER_IP_CONNECTION_LIMIT, MIN(limit, MAX_CONNECTIONS_PER_IP),
      MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
      MHD_OPTION_URI_LOG_CALLBACK, begin_request, server, MHD_OPTION_NOTIFY_COMPLETED, end_request, server,
      MHD_OPTION_NOTIFY_CONNECTION, notify_connection, server, MHD_OPTION_END);

  if (daemon == NULL) {
    sock->fd = -1; /* whether MHD closed it, it does not say; a lost file is better than a stranger's closed */
    return error_set(error, ERROR_FAILED, "cannot start the HTTP server on %s", sock->url);
  }
  g_ptr_array_add(server->daemons, daemon);
  return TRUE;
}

/* Opens the store once: that it cannot be read is known at start and not at the first request. */
static gboolean prepare(Server *server, GError **error)
{
  GStrvBuilder *builder;
  Store *store;

  server->site = site_new(error);
  if (server->site == NULL)
    return FALSE;
  store = take_store(server, error);
  if (store == NULL)
    return FALSE;
  give_store(server, store);
  for (guint i = 0; server->config->listen[i] != NULL; i++)
    if (!server_listen(server->config->listen[i], server->sockets, error))
      return FALSE;
  builder = g_strv_builder_new();
  for (guint i = 0; i < server->sockets->len; i++)
    g_strv_builder_add(builder, ((const ServerSocket *)g_ptr_array_index(server->sockets, i))->url);
  server->addresses = g_strv_builder_end(builder);
  g_strv_builder_unref(builder);
  return TRUE;
}

Server *server_start(Config *config, GError **error)
{
  g_autoptr(Server) server = g_new0(Server, 1);

  g_mutex_init(&server->mutex);
  server->config = config_ref(config);
  server->store_path = g_strdup(config->store_path);
  server->sockets = g_ptr_array_new_with_free_func((GDestroyNotify)server_socket_free);
  server->daemons = g_ptr_array_new();
  server->stores = g_ptr_array_new_with_free_func((GDestroyNotify)store_close);
  server->cache = feed_cache_new(config->cache_bytes);
  server->guard = server_guard_new(SERVER_REQUEST_SECONDS);
  if (!prepare(server, error))
    return NULL;
  for (guint i = 0; i < server->sockets->len; i++)
    if (!start_daemon(server, g_ptr_array_index(server->sockets, i), error))
      return NULL;
  return g_steal_pointer(&server);
}

void server_set_config(Server *server, Config *config)
{
  Config *old;

  g_mutex_lock(&server->mutex);
  old = server->config;
  server->config = config_ref(config);
  g_mutex_unlock(&server->mutex);
  feed_cache_set_limit(server->cache, config->cache_bytes);
  config_unref(old);
}

const char *const *server_addresses(Server *server)
{
  return (const char *const *)server->addresses;
}

void server_stop(Server *server)
{
  if (server == NULL)
    return;
  g_mutex_lock(&server->mutex);
  server->stopping = TRUE;
  g_mutex_unlock(&server->mutex);
  for (guint i = 0; i < server->daemons->len; i++)
    MHD_quiesce_daemon(g_ptr_array_index(server->daemons, i)); /* the socket is ours again */
  server_guard_drain(server->guard, DRAIN_SECONDS);
  for (guint i = 0; i < server->daemons->len; i++)
    MHD_stop_daemon(g_ptr_array_index(server->daemons, i));
  server_guard_free(server->guard);
  g_ptr_array_unref(server->daemons);
  g_ptr_array_unref(server->sockets);
  g_ptr_array_unref(server->stores);
  g_strfreev(server->addresses);
  g_free(server->store_path);
  config_unref(server->config);
  feed_cache_free(server->cache);
  site_free(server->site);
  g_mutex_clear(&server->mutex);
  g_free(server);
}
