/* SPDX-License-Identifier: MIT */
#include "util/http.h"

#include <curl/curl.h>
#include <string.h>

#include "util/error.h"
#include "util/text.h"

#define MAX_MESSAGE 200 /* characters */

struct _HttpClient {
  CURLM *multi;
  GHashTable *transfers; /* set of Transfer */
};

typedef struct {
  HttpClient *client;
  CURL *easy;
  struct curl_slist *headers;
  HttpRequest *request;
  HttpAnswer *answer;
  gint64 started;     /* monotonic microseconds */
  gsize header_bytes; /* of the answer */
  gboolean too_large;
  gboolean refused; /* libcurl did not take it */
  HttpDone done;
  gpointer data;
  char curl_message[CURL_ERROR_SIZE];
} Transfer;

/* What libcurl's codes mean here; what is not in the table is HTTP_OTHER. */
static const struct {
  CURLcode code;
  HttpOutcome outcome;
  const char *text;
} outcomes[] = {
  { CURLE_COULDNT_RESOLVE_HOST, HTTP_RESOLVE, "cannot resolve the server's name" },
  { CURLE_COULDNT_RESOLVE_PROXY, HTTP_RESOLVE, "cannot resolve the proxy's name" },
  { CURLE_COULDNT_CONNECT, HTTP_CONNECT, "cannot connect" },
  { CURLE_PROXY, HTTP_CONNECT, "the proxy refuses" },
  { CURLE_OPERATION_TIMEDOUT, HTTP_TIMEOUT, "timed out" },
  { CURLE_SSL_CONNECT_ERROR, HTTP_TLS, "TLS failed" },
  { CURLE_PEER_FAILED_VERIFICATION, HTTP_TLS, "the server's certificate is not trusted" },
  { CURLE_SSL_CERTPROBLEM, HTTP_TLS, "TLS failed" },
  { CURLE_SSL_CIPHER, HTTP_TLS, "TLS failed" },
  { CURLE_SSL_CACERT_BADFILE, HTTP_TLS, "cannot read the trusted certificates" },
  { CURLE_SSL_ISSUER_ERROR, HTTP_TLS, "the server's certificate is not trusted" },
  { CURLE_SSL_INVALIDCERTSTATUS, HTTP_TLS, "the server's certificate is not trusted" },
  { CURLE_SSL_PINNEDPUBKEYNOTMATCH, HTTP_TLS, "the server's certificate is not trusted" },
  { CURLE_PARTIAL_FILE, HTTP_TRUNCATED, "the connection ended in the middle of the answer" },
  { CURLE_GOT_NOTHING, HTTP_TRUNCATED, "the connection ended without an answer" },
  { CURLE_RECV_ERROR, HTTP_TRUNCATED, "the connection broke" },
  { CURLE_SEND_ERROR, HTTP_TRUNCATED, "the connection broke" },
};

static void transfer_free(gpointer data)
{
  Transfer *transfer = data;

  if (transfer->easy != NULL) {
    curl_multi_remove_handle(transfer->client->multi, transfer->easy);
    curl_easy_cleanup(transfer->easy);
  }
  /* libcurl's copies of the headers hold the key. */
  for (struct curl_slist *header = transfer->headers; header != NULL; header = header->next)
    explicit_bzero(header->data, strlen(header->data));
  curl_slist_free_all(transfer->headers);
  http_request_free(transfer->request);
  http_answer_free(transfer->answer);
  g_free(transfer);
}

HttpClient *http_client_new(GError **error)
{
  static gsize initialized = 0; /* libcurl's own state, once in a process */
  HttpClient *client;

  if (g_once_init_enter(&initialized))
    g_once_init_leave(&initialized, curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 1 : 2);
  client = g_new0(HttpClient, 1);
  client->multi = initialized == 1 ? curl_multi_init() : NULL;
  if (client->multi == NULL) {
    g_free(client);
    error_set(error, ERROR_FAILED, "cannot set up the HTTP client");
    return NULL;
  }
  client->transfers = g_hash_table_new_full(NULL, NULL, transfer_free, NULL);
  return client;
}

/* Header lines as they come; each status line (an interim answer's, the proxy's) begins a new answer. */
static size_t on_header(char *bytes, size_t size, size_t count, void *data)
{
  Transfer *transfer = data;
  gsize length = size * count;

  transfer->header_bytes += length;
  if (transfer->header_bytes > HTTP_MAX_HEADER_BLOCK) {
    transfer->too_large = TRUE;
    return 0;
  }
  if (length >= 5 && memcmp(bytes, "HTTP/", 5) == 0)
    g_ptr_array_set_size(transfer->answer->headers, 0);
  else
    http_answer_header_line(transfer->answer, transfer->request->wanted, bytes, length);
  return length;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *data)
{
  Transfer *transfer = data;
  GString *body = transfer->answer->body;
  guint stall = transfer->request->stall_timeout;
  gsize length = size * count;

  /* A model that thinks sends nothing for minutes; an answer that has begun has no reason to stand still. */
  if (body->len == 0) {
    curl_easy_setopt(transfer->easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(transfer->easy, CURLOPT_LOW_SPEED_TIME, stall > 0 ? (long)stall : (long)HTTP_STALL_TIMEOUT);
  }
  if (length > HTTP_MAX_BODY - body->len) {
    transfer->too_large = TRUE;
    return 0;
  }
  g_string_append_len(body, bytes, (gssize)length);
  return length;
}

static gboolean add_header(Transfer *transfer, const char *header)
{
  struct curl_slist *list = curl_slist_append(transfer->headers, header);

  if (list != NULL)
    transfer->headers = list;
  return list != NULL;
}

static gboolean set_headers(Transfer *transfer)
{
  const GPtrArray *headers = transfer->request->headers;

  for (guint i = 0; i < headers->len; i++)
    if (!add_header(transfer, headers->pdata[i]))
      return FALSE;
  /* curl would wait a second for leave to send a large body. */
  return add_header(transfer, "Expect:") &&
         curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers) == CURLE_OK;
}

static gboolean set_body(CURL *easy, GBytes *body)
{
  gsize length;
  const char *bytes;

  if (body == NULL)
    return curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L) == CURLE_OK;
  bytes = g_bytes_get_data(body, &length);
  return curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_POSTFIELDS, length > 0 ? bytes : "") == CURLE_OK;
}

#define SET(option, value) (curl_easy_setopt(transfer->easy, (option), (value)) == CURLE_OK)

static gboolean set_callbacks(Transfer *transfer)
{
  return SET(CURLOPT_PRIVATE, transfer) && SET(CURLOPT_ERRORBUFFER, transfer->curl_message) &&
         SET(CURLOPT_WRITEFUNCTION, on_body) && SET(CURLOPT_WRITEDATA, transfer) &&
         SET(CURLOPT_HEADERFUNCTION, on_header) && SET(CURLOPT_HEADERDATA, transfer);
}

static gboolean set_transport(Transfer *transfer)
{
  const HttpRequest *request = transfer->request;
  gboolean plain = g_ascii_strncasecmp(request->url, "http:", 5) == 0;

  return SET(CURLOPT_URL, request->url) && SET(CURLOPT_PROTOCOLS_STR, plain ? "http" : "https") &&
         SET(CURLOPT_FOLLOWLOCATION, 0L) && SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) &&
         SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) && SET(CURLOPT_NOSIGNAL, 1L) &&
         /* Who cancels does not wait for a resolver that does not answer. */
         SET(CURLOPT_QUICK_EXIT, 1L) && SET(CURLOPT_CONNECTTIMEOUT, (long)HTTP_CONNECT_TIMEOUT) &&
         SET(CURLOPT_TIMEOUT, request->timeout > 0 ? (long)request->timeout : (long)HTTP_TOTAL_TIMEOUT) &&
         SET(CURLOPT_SSL_VERIFYPEER, 1L) && SET(CURLOPT_SSL_VERIFYHOST, 2L) &&
         (request->ca_file == NULL || SET(CURLOPT_CAINFO, request->ca_file)) &&
         /* The empty string is no proxy, NULL would be the environment's. */
         SET(CURLOPT_PROXY, request->proxy != NULL ? request->proxy : "") && SET(CURLOPT_NOPROXY, "") &&
         SET(CURLOPT_ACCEPT_ENCODING, NULL) && SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)HTTP_MAX_BODY);
}

void http_client_start(HttpClient *client, HttpRequest *request, HttpDone done, gpointer data)
{
  Transfer *transfer = g_new0(Transfer, 1);

  transfer->client = client;
  transfer->request = request;
  transfer->answer = http_answer_new();
  transfer->started = g_get_monotonic_time();
  transfer->done = done;
  transfer->data = data;
  transfer->easy = curl_easy_init();
  g_hash_table_add(client->transfers, transfer);
  if (transfer->easy == NULL || !set_callbacks(transfer) || !set_transport(transfer) || !set_headers(transfer) ||
      !set_body(transfer->easy, request->body) || curl_multi_add_handle(client->multi, transfer->easy) != CURLM_OK)
    transfer->refused = TRUE;
}

/* Calls done and forgets the transfer. reason: what goes before libcurl's own words. */
static void finish(Transfer *transfer, HttpOutcome outcome, const char *reason)
{
  HttpAnswer *answer = g_steal_pointer(&transfer->answer);
  HttpDone done = transfer->done;
  gpointer data = transfer->data;

  answer->outcome = outcome;
  answer->milliseconds = (g_get_monotonic_time() - transfer->started) / 1000;
  if (outcome != HTTP_ANSWERED) {
    /* libcurl quotes the server here and there, and knows no limit for it. */
    g_autofree char *raw = transfer->curl_message[0] == '\0'
                               ? g_strdup(reason)
                               : g_strdup_printf("%s: %s", reason, transfer->curl_message);
    g_autofree char *line = text_clean_line(raw, -1);

    answer->message = text_ellipsize(line, MAX_MESSAGE);
    g_string_truncate(answer->body, 0);
    g_ptr_array_set_size(answer->headers, 0);
  }
  g_hash_table_remove(transfer->client->transfers, transfer);
  done(answer, data);
}

static void finish_with_code(Transfer *transfer, CURLcode code)
{
  long status = 0;

  if (transfer->too_large || code == CURLE_FILESIZE_EXCEEDED) {
    transfer->curl_message[0] = '\0';
    finish(transfer, HTTP_TOO_LARGE, "the answer is larger than 1 MB, or its headers than 64 KB");
    return;
  }
  if (code == CURLE_OK) {
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    transfer->answer->status = (guint)status;
    finish(transfer, HTTP_ANSWERED, NULL);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS(outcomes); i++)
    if (outcomes[i].code == code) {
      finish(transfer, outcomes[i].outcome, outcomes[i].text);
      return;
    }
  finish(transfer, HTTP_OTHER, curl_easy_strerror(code));
}

/* Those that could not even be handed to libcurl: done from here, because http_client_start never calls back. */
static gboolean finish_refused(HttpClient *client)
{
  g_autoptr(GPtrArray) refused = g_ptr_array_new();
  GHashTableIter iter;
  gpointer transfer;

  g_hash_table_iter_init(&iter, client->transfers);
  while (g_hash_table_iter_next(&iter, &transfer, NULL))
    if (((Transfer *)transfer)->refused)
      g_ptr_array_add(refused, transfer);
  for (guint i = 0; i < refused->len; i++)
    finish(refused->pdata[i], HTTP_OTHER, "the request cannot be made");
  return refused->len > 0;
}

static gboolean finish_ended(HttpClient *client)
{
  CURLMsg *message;
  int left;
  gboolean any = FALSE;

  while ((message = curl_multi_info_read(client->multi, &left)) != NULL) {
    CURL *easy = message->easy_handle;
    CURLcode code = message->data.result;
    Transfer *transfer = NULL;

    if (message->msg != CURLMSG_DONE)
      continue;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&transfer);
    finish_with_code(transfer, code);
    any = TRUE;
  }
  return any;
}

void http_client_run(HttpClient *client, guint milliseconds)
{
  int running;
  gboolean any = finish_refused(client);

  curl_multi_perform(client->multi, &running);
  any = finish_ended(client) || any;
  if (any || milliseconds == 0)
    return;
  curl_multi_poll(client->multi, NULL, 0, (int)MIN(milliseconds, G_MAXINT), NULL);
  curl_multi_perform(client->multi, &running);
  finish_ended(client);
}

void http_client_wake(HttpClient *client)
{
  curl_multi_wakeup(client->multi);
}

void http_client_cancel_all(HttpClient *client)
{
  g_autoptr(GList) transfers = g_hash_table_get_keys(client->transfers);

  for (GList *item = transfers; item != NULL; item = item->next) {
    ((Transfer *)item->data)->curl_message[0] = '\0';
    finish(item->data, HTTP_CANCELLED, "cancelled");
  }
}

void http_client_free(HttpClient *client)
{
  if (client == NULL)
    return;
  http_client_cancel_all(client);
  g_hash_table_unref(client->transfers);
  curl_multi_cleanup(client->multi);
  g_free(client);
}
