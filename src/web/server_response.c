/* SPDX-License-Identifier: MIT */
/* A 304 is the response of the 200, queued with another status: libmicrohttpd then sends its headers and no body. An empty response of its
 * own would say Content-Length: 0 (reference http.md). */
#include "web/server_response.h"

static void release_bytes(void *bytes)
{
  g_bytes_unref(bytes);
}

/* NULL when libmicrohttpd does not take a header. */
static struct MHD_Response *make(const Reply *reply, gboolean close)
{
  gsize size = 0;
  const void *data = g_bytes_get_data(reply->body, &size);
  GBytes *body = g_bytes_ref(reply->body);
  struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback_cls(
      size, (void *)(data != NULL ? data : ""), release_bytes, body);
  gboolean taken = response != NULL;

  if (response == NULL)
    g_bytes_unref(body);
  for (guint i = 0; i < reply->headers->len && taken; i++) {
    const ReplyHeader *header = &g_array_index(reply->headers, ReplyHeader, i);

    taken = MHD_add_response_header(response, header->name, header->value) == MHD_YES;
  }
  if (taken && close)
    taken = MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close") == MHD_YES;
  if (!taken && response != NULL)
    g_clear_pointer(&response, MHD_destroy_response);
  return response;
}

enum MHD_Result server_response_queue(struct MHD_Connection *connection, const Reply *reply, guint status,
                                      gboolean close)
{
  struct MHD_Response *response = make(reply, close);
  enum MHD_Result result;

  if (response == NULL)
    return MHD_NO;
  result = MHD_queue_response(connection, status, response);
  MHD_destroy_response(response);
  return result;
}

static void free_response(gpointer response)
{
  MHD_destroy_response(response);
}

enum MHD_Result server_response_queue_shared(struct MHD_Connection *connection, Reply *reply, guint status)
{
  struct MHD_Response *response = g_atomic_pointer_get(&reply->response);

  if (response == NULL) {
    response = make(reply, FALSE);
    if (response == NULL)
      return MHD_NO;
    reply->response_free = free_response; /* the same, whoever comes first */
    if (!g_atomic_pointer_compare_and_exchange(&reply->response, NULL, response)) {
      MHD_destroy_response(response);
      response = g_atomic_pointer_get(&reply->response);
    }
  }
  return MHD_queue_response(connection, status, response);
}
