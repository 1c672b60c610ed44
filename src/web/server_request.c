/* SPDX-License-Identifier: MIT */
/* Requests are refused on the handler's first call, which closes the connection, and answered on the second, which leaves it open. */
#include "web/server_request.h"

#include <string.h>
#include <sys/epoll.h>

#include "util/error.h"
#include "web/gzip.h"
#include "web/search.h"
#include "web/serve.h"
#include "web/server_framing.h"
#include "web/server_response.h"

/* For so long a look at the store counts, and a state of it is shown: at full speed one for each request would cost a fifth of all time. */
#define LOOK_MICROSECONDS 1000

/* One for each connection, since it has one request at a time. */
typedef struct {
  ServerClient *client;
  int fd;
  gboolean is_fresh; /* and in the desk's queue */
  GList link;
  Route route;
  const char *target_end; /* in libmicrohttpd's buffer; only ever compared */
  ServerFields fields;
  gint64 complete;  /* when it was, monotonic */
  gboolean checked; /* the first call of the handler is over */
} Request;

/* --- the desk ----------------------------------------------------------------------------- */

static gboolean open_store(ServerDesk *desk, GError **error)
{
  if (desk->store == NULL)
    desk->store = store_open(desk->shared->store_path, STORE_READ, error);
  return desk->store != NULL;
}

gboolean server_desk_open(ServerDesk *desk, ServerShared *shared, ServerAdmin *admin, const ServerLimits *limits,
                          GError **error)
{
  desk->shared = shared;
  desk->admin = admin;
  desk->clients = server_clients_new(limits);
  desk->config = server_shared_take_config(shared, &desk->config_serial);
  return open_store(desk, error) && (admin == NULL || server_admin_begin(admin, desk->store, error));
}

static void end_snapshot(ServerDesk *desk)
{
  g_clear_pointer(&desk->snapshot, snapshot_end);
}

/* libmicrohttpd waits for changes only, and takes a read of less than there is room for as "no more for now": when bytes and the end of a
 * connection come together, it does not see the end. Most connections that are for one request are gone before it comes to that. */
static void watch_ends(ServerDesk *desk)
{
  GList *link;

  while ((link = g_queue_pop_head_link(&desk->fresh)) != NULL) {
    Request *request = link->data;
    struct epoll_event event = { .events = EPOLLRDHUP | EPOLLET, .data.ptr = request->client };

    request->is_fresh = FALSE;
    epoll_ctl(desk->epoll, EPOLL_CTL_ADD, request->fd, &event);
  }
}

void server_desk_turn(ServerDesk *desk)
{
  end_snapshot(desk);
  watch_ends(desk);
}

void server_desk_close(ServerDesk *desk)
{
  end_snapshot(desk);
  g_clear_pointer(&desk->store, store_close);
  g_clear_pointer(&desk->config, config_unref);
  g_clear_pointer(&desk->clients, server_clients_free);
}

static Config *current_config(ServerDesk *desk)
{
  if (g_atomic_int_get(&desk->shared->config_serial) != desk->config_serial) {
    config_unref(desk->config);
    desk->config = server_shared_take_config(desk->shared, &desk->config_serial);
  }
  return desk->config;
}

/* The store is closed: the next request opens it anew. */
static void store_failed(ServerDesk *desk, const char *consequence, const GError *error)
{
  server_shared_log_error(desk->shared, &desk->shared->store_limit, consequence, error->message);
  end_snapshot(desk);
  g_clear_pointer(&desk->store, store_close);
  desk->looked = 0;
}

static gboolean look(ServerDesk *desk, GError **error)
{
  gint64 now = g_get_monotonic_time();

  if (desk->looked != 0 && now - desk->looked < LOOK_MICROSECONDS)
    return TRUE;
  desk->looked = now;
  return serve_look(desk->shared->cache, desk->store, error);
}

static enum MHD_Result note(ServerDesk *desk, const Request *request, guint status, enum MHD_Result result)
{
  server_metrics_note(&desk->metrics, request->route.kind, status, g_get_monotonic_time() - request->complete);
  return result;
}

/* --- answering ---------------------------------------------------------------------------- */

static enum MHD_Result queue_error(ServerDesk *desk, struct MHD_Connection *connection, const Request *request,
                                   guint status, gboolean close)
{
  g_autoptr(Reply) reply = site_error(desk->shared->site, current_config(desk), status);

  return note(desk, request, status, server_response_queue(connection, reply, status, close));
}

static guint status_for(const Request *request, const Reply *reply)
{
  return reply_not_modified(reply, request->fields.if_none_match, request->fields.if_modified_since) ? 304
                                                                                                     : reply->status;
}

/* Opens the store, if need be, at one state for the requests of this turn: a transaction for each would cost more than to find a link. */
static gboolean open_snapshot(ServerDesk *desk, gint64 now, GError **error)
{
  if (!open_store(desk, error))
    return FALSE;
  if (desk->snapshot != NULL && now - desk->snapshot_since < LOOK_MICROSECONDS)
    return TRUE;
  end_snapshot(desk);
  desk->snapshot_since = now;
  desk->snapshot = snapshot_begin(desk->store, error);
  return desk->snapshot != NULL;
}

/* A redirect, the home page, a file, an error. */
static Reply *answer_once(ServerDesk *desk, const Route *route, gint64 now)
{
  g_autoptr(GError) error = NULL;
  Config *config = current_config(desk);
  Reply *reply = NULL;

  if (route->id[0] == '\0' || open_snapshot(desk, now, &error))
    reply = site_answer(desk->shared->site, config, desk->store, route, &error);
  if (reply != NULL)
    return reply;
  store_failed(desk, "the server answers 503", error);
  return site_error(desk->shared->site, config, 503);
}

/* FALSE: something inside failed, and *answer is the last good one, or NULL. */
static gboolean find_kept(ServerDesk *desk, const Route *route, CachedReply **answer)
{
  g_autoptr(GError) error = NULL;
  ReplyCache *cache = desk->shared->cache;

  end_snapshot(desk); /* what is made is read at a state that is newer than the epoch it is put under */
  if (open_store(desk, &error) && look(desk, &error) &&
      serve_reply(desk->shared->site, cache, current_config(desk), desk->store, route, answer, &error))
    return TRUE;
  *answer = serve_old(cache, route);
  store_failed(desk, *answer != NULL ? "the server answers what it knew before" : "the server answers 503", error);
  return FALSE;
}

/* A feed, or a page that is kept as feeds are. */
static enum MHD_Result answer_kept(ServerDesk *desk, struct MHD_Connection *connection, const Request *request)
{
  g_autoptr(CachedReply) answer = NULL;
  gboolean good = find_kept(desk, &request->route, &answer), stopping = server_shared_stopping(desk->shared);
  Reply *reply;
  guint status;

  if (answer == NULL)
    return queue_error(desk, connection, request, good ? 404 : 503, stopping);
  if (!good)
    server_metrics_note_stale(&desk->metrics);
  reply = answer->replies[ENCODING_GZIP];
  if (reply == NULL || !gzip_accepted(request->fields.accept_encoding))
    reply = answer->replies[ENCODING_IDENTITY];
  status = status_for(request, reply);
  return note(desk, request, status,
              stopping ? server_response_queue(connection, reply, status, TRUE)
                       : server_response_queue_shared(connection, reply, status));
}

static Reply *answer_admin(ServerDesk *desk, const Route *route)
{
  g_autoptr(GError) error = NULL;

  if (route->kind == ROUTE_NONE)
    return site_error(desk->shared->site, current_config(desk), 404);
  open_store(desk, &error);
  return route->kind == ROUTE_HEALTH ? server_admin_health(desk->store, error)
                                     : server_admin_metrics(desk->admin, desk->store);
}

static enum MHD_Result answer(ServerDesk *desk, struct MHD_Connection *connection, const Request *request)
{
  g_autoptr(Reply) reply = NULL;
  guint status;

  if (serve_keeps(request->route.kind) && !search_refuses(&request->route))
    return answer_kept(desk, connection, request);
  reply =
      desk->admin != NULL ? answer_admin(desk, &request->route) : answer_once(desk, &request->route, request->complete);
  status = status_for(request, reply);
  if (server_response_queue(connection, reply, status, server_shared_stopping(desk->shared)) == MHD_YES)
    return note(desk, request, status, MHD_YES);
  return queue_error(desk, connection, request, 500, TRUE);
}

/* --- what libmicrohttpd calls ------------------------------------------------------------- */

static Request *request_of(struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

  return info->socket_context;
}

void server_request_connection(void *data, struct MHD_Connection *connection, void **context,
                               enum MHD_ConnectionNotificationCode code)
{
  ServerDesk *desk = data;
  Request *request = *context;
  int fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
  const struct sockaddr *address;

  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    address = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    request = g_new0(Request, 1);
    request->client = server_clients_enter(desk->clients, fd, address, g_get_monotonic_time());
    request->fd = fd;
    request->is_fresh = TRUE;
    request->link.data = request;
    g_queue_push_tail_link(&desk->fresh, &request->link);
    server_metrics_note_connection(&desk->metrics);
    *context = request;
    return;
  }
  if (request->is_fresh)
    g_queue_unlink(&desk->fresh, &request->link);
  server_clients_leave(desk->clients, request->client);
  g_free(request);
  *context = NULL;
}

/* The one place where the target is seen before libmicrohttpd decodes it, where %00 would cut it and %2F become a slash. */
void *server_request_begin(void *data, const char *target, struct MHD_Connection *connection)
{
  ServerDesk *desk = data;
  Request *request = request_of(connection);

  if (desk->admin != NULL)
    router_parse_admin(target, &request->route);
  else
    router_parse(target, &request->route);
  request->target_end = target + strlen(target);
  request->checked = FALSE;
  server_clients_begin(request->client);
  return request;
}

enum MHD_Result server_request_handle(void *data, struct MHD_Connection *connection, const char *url,
                                      const char *method, const char *version, const char *body, size_t *body_size,
                                      void **context)
{
  ServerDesk *desk = data;
  Request *request = *context;
  guint status;

  (void)url, (void)body;
  if (request == NULL || *body_size > 0)
    return MHD_NO;
  if (request->checked)
    return answer(desk, connection, request);
  request->checked = TRUE;
  request->complete = g_get_monotonic_time();
  server_clients_answer(desk->clients, request->client, request->complete);
  status = server_framing_check(connection, method, request->target_end, version, &request->fields);
  return status != 0 ? queue_error(desk, connection, request, status, TRUE) : MHD_YES;
}

void server_request_end(void *data, struct MHD_Connection *connection, void **context,
                        enum MHD_RequestTerminationCode code)
{
  ServerDesk *desk = data;
  Request *request = *context;

  (void)connection, (void)code;
  if (request == NULL)
    return;
  *context = NULL;
  g_clear_pointer(&request->fields.if_none_match, g_free);
  server_clients_end(desk->clients, request->client, g_get_monotonic_time());
}
