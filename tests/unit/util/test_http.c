/* SPDX-License-Identifier: MIT */
#include "util/http.h"

#include <string.h>

#include "fake_server.h"
#include "raw_server.h"
#include "suites.h"
#include "support.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

static const char *const wanted[] = { "retry-after", NULL };

static void take(HttpAnswer *answer, gpointer data)
{
  ck_assert_ptr_null(*(HttpAnswer **)data);
  *(HttpAnswer **)data = answer;
}

/* Takes the request over. */
static HttpAnswer *fetch(HttpRequest *request)
{
  g_autoptr(HttpClient) client = http_client_new(NULL);
  HttpAnswer *answer = NULL;

  request->wanted = wanted;
  http_client_start(client, request, take, &answer);
  ck_assert_ptr_null(answer);
  while (answer == NULL)
    http_client_run(client, 1000);
  ck_assert_ptr_nonnull(answer);
  return answer;
}

static HttpRequest *request_to(guint port, const char *scheme, guint timeout)
{
  g_autofree char *url = g_strdup_printf("%s://127.0.0.1:%u/path", scheme, port);
  HttpRequest *request = http_request_new(url, FALSE, NULL);

  request->timeout = timeout;
  request->stall_timeout = 1;
  return request;
}

#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

static const struct {
  const char *name, *bytes;
  RawEnd end;
  HttpOutcome outcome;
  guint status;
  const char *body, *retry_after, *part; /* of the message */
} rows[] = {
  { "plain", OK, RAW_KEEP, HTTP_ANSWERED, 200, "ok" },
  { "chunked", CHUNKED "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", RAW_KEEP, HTTP_ANSWERED, 200, "abcde" },
  { "until the end", "HTTP/1.0 200 OK\r\n\r\nbody", RAW_CLOSE, HTTP_ANSWERED, 200, "body" },
  { "headers", "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nX-Other: 1\r\nContent-Length: 0\r\n\r\n", RAW_KEEP,
    HTTP_ANSWERED, 429, "", "7" },
  { "interim answers", "HTTP/1.1 100 Continue\r\nRetry-After: 1\r\n\r\nHTTP/1.1 103 Hints\r\nRetry-After: 2\r\n\r\n" OK,
    RAW_KEEP, HTTP_ANSWERED, 200, "ok" },
  { "a redirect is an answer", "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", RAW_KEEP,
    HTTP_ANSWERED, 302, "" },
  { "one to a file is, too", "HTTP/1.1 307 Go\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n", RAW_KEEP,
    HTTP_ANSWERED, 307, "" },
  { "a demand for a password is", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
    RAW_KEEP, HTTP_ANSWERED, 401, "" },
  { "gzip stays as it came", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\037\213\010",
    RAW_KEEP, HTTP_ANSWERED, 200, "\037\213\010" },
  { "cut body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", RAW_CLOSE, HTTP_TRUNCATED,
    .part = "middle of the answer" },
  { "cut chunk", CHUNKED "9\r\nabc", RAW_CLOSE, HTTP_TRUNCATED, .part = "middle of the answer" },
  { "no last chunk", CHUNKED "3\r\nabc\r\n", RAW_CLOSE, HTTP_TRUNCATED, .part = "middle of the answer" },
  { "nothing", "", RAW_CLOSE, HTTP_TRUNCATED, .part = "without an answer" },
  { "no HTTP", "220 mail.example ESMTP\r\n", RAW_CLOSE, HTTP_OTHER, .part = "HTTP/0.9" },
  { "a length that is announced", "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\nx", RAW_STALL, HTTP_TOO_LARGE,
    .part = "1 MB" },
  { "a body without end", "HTTP/1.0 200 OK\r\n\r\n", RAW_REPEAT, HTTP_TOO_LARGE, .part = "1 MB" },
  { "silence", "", RAW_STALL, HTTP_TIMEOUT, .part = "timed out" },
  { "a body that stops", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", RAW_STALL, HTTP_TIMEOUT,
    .part = "1 bytes/sec" },
};

START_TEST(answers)
{
  RawServer *server = raw_server_new(rows[_i].bytes, -1, rows[_i].end, 0);
  gboolean stall = rows[_i].part != NULL && strstr(rows[_i].part, "bytes/sec") != NULL;
  HttpRequest *request = request_to(raw_server_port(server), "http", stall ? 60 : 2);
  g_autoptr(HttpAnswer) answer = fetch(request);

  ck_assert_msg(answer->outcome == rows[_i].outcome, "%s: %d, %s", rows[_i].name, answer->outcome, answer->message);
  if (answer->outcome == HTTP_ANSWERED) {
    ck_assert_uint_eq(answer->status, rows[_i].status);
    ck_assert_str_eq(answer->body->str, rows[_i].body);
    ck_assert_pstr_eq(http_answer_header(answer, "retry-after"), rows[_i].retry_after);
    ck_assert_ptr_null(answer->message);
  } else {
    ck_assert_msg(strstr(answer->message, rows[_i].part) != NULL, "%s", answer->message);
    ck_assert_uint_eq(answer->body->len, 0);
  }
  ck_assert_uint_eq(raw_server_requests(server), 1);
  raw_server_free(server);
}
END_TEST

START_TEST(headers_without_end)
{
  g_autoptr(GString) bytes = g_string_new("HTTP/1.1 200 OK\r\n");
  g_autoptr(HttpAnswer) answer = NULL;
  RawServer *server;

  while (bytes->len <= HTTP_MAX_HEADER_BLOCK)
    g_string_append(bytes, "Retry-After: 5\r\n");
  server = raw_server_new(bytes->str, (gssize)bytes->len, RAW_STALL, 0);
  answer = fetch(request_to(raw_server_port(server), "http", 20));
  ck_assert_int_eq(answer->outcome, HTTP_TOO_LARGE);
  ck_assert_ptr_nonnull(strstr(answer->message, "64 KB"));
  raw_server_free(server);
}
END_TEST

START_TEST(largest_body)
{
  g_autoptr(GString) bytes = g_string_new("HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n");
  g_autofree char *body = g_strnfill(HTTP_MAX_BODY, 'x');
  g_autoptr(HttpAnswer) answer = NULL;
  RawServer *server;

  g_string_append(bytes, body);
  server = raw_server_new(bytes->str, (gssize)bytes->len, RAW_KEEP, 0);
  answer = fetch(request_to(raw_server_port(server), "http", 20));
  ck_assert_int_eq(answer->outcome, HTTP_ANSWERED);
  ck_assert_uint_eq(answer->body->len, HTTP_MAX_BODY);
  raw_server_free(server);
}
END_TEST

/* What goes over the wire: what was asked for, and nothing that the environment or the home folder says. */
START_TEST(sends)
{
  RawServer *server = raw_server_new(OK, -1, RAW_KEEP, 0);
  HttpRequest *request = request_to(raw_server_port(server), "http", 5);
  char *home = support_folder();
  g_autofree char *netrc = g_build_filename(home, ".netrc", NULL);
  g_autofree char *curlrc = g_build_filename(home, ".curlrc", NULL);
  g_autofree char *body = g_strnfill(100000, 'b');
  g_autofree char *host = g_strdup_printf("\r\nHost: 127.0.0.1:%u\r\n", raw_server_port(server));
  g_autofree char *sent = NULL;
  g_autoptr(HttpAnswer) answer = NULL;

  g_setenv("HOME", home, TRUE);
  g_setenv("http_proxy", "http://127.0.0.1:1", TRUE);
  g_setenv("all_proxy", "http://127.0.0.1:1", TRUE);
  ck_assert(g_file_set_contents(netrc, "machine 127.0.0.1 login a password b\n", -1, NULL));
  ck_assert(g_file_set_contents(curlrc, "header = \"X-Evil: 1\"\n", -1, NULL));
  request->body = g_bytes_new(body, strlen(body));
  http_request_header(request, "X-Key", "the key", NULL);
  answer = fetch(request);
  ck_assert_int_eq(answer->outcome, HTTP_ANSWERED);
  sent = raw_server_last(server);
  ck_assert(g_str_has_prefix(sent, "POST /path HTTP/1.1\r\n"));
  ck_assert_ptr_nonnull(strstr(sent, host));
  ck_assert_ptr_nonnull(strstr(sent, "\r\nX-Key: the key\r\n"));
  ck_assert_ptr_nonnull(strstr(sent, "\r\nContent-Length: 100000\r\n"));
  ck_assert(g_str_has_suffix(sent, body));
  ck_assert_ptr_null(strstr(sent, "Authorization"));
  ck_assert_ptr_null(strstr(sent, "Accept-Encoding"));
  ck_assert_ptr_null(strstr(sent, "Expect"));
  ck_assert_ptr_null(strstr(sent, "X-Evil"));
  raw_server_free(server);
  support_remove_folder(home);
}
END_TEST

START_TEST(uses_the_proxy_of_the_request)
{
  RawServer *proxy = raw_server_new(OK, -1, RAW_KEEP, 0);
  HttpRequest *request = http_request_new("http://models.example/x", TRUE, NULL);
  g_autofree char *sent = NULL;
  g_autoptr(HttpAnswer) answer = NULL;

  g_setenv("no_proxy", "*", TRUE);
  request->proxy = g_strdup_printf("http://127.0.0.1:%u", raw_server_port(proxy));
  request->timeout = 5;
  answer = fetch(request);
  ck_assert_int_eq(answer->outcome, HTTP_ANSWERED);
  sent = raw_server_last(proxy);
  ck_assert(g_str_has_prefix(sent, "GET http://models.example/x HTTP/1.1\r\n"));
  raw_server_free(proxy);
}
END_TEST

START_TEST(nobody_listens)
{
  RawServer *server = raw_server_new("", -1, RAW_CLOSE, 0);
  guint port = raw_server_port(server);
  g_autoptr(HttpAnswer) answer = NULL;
  g_autoptr(HttpAnswer) unknown = NULL;
  /* A label that no resolver will ask the network for. */
  g_autofree char *label = g_strnfill(70, 'a');
  g_autofree char *url = g_strdup_printf("https://%s.invalid/", label);

  raw_server_free(server);
  answer = fetch(request_to(port, "http", 5));
  ck_assert_int_eq(answer->outcome, HTTP_CONNECT);
  ck_assert_ptr_nonnull(strstr(answer->message, "cannot connect"));
  unknown = fetch(http_request_new(url, FALSE, NULL));
  ck_assert_int_eq(unknown->outcome, HTTP_RESOLVE);
}
END_TEST

/* TLS with the certificate of tests/data/tls, which is for 127.0.0.1 and localhost and signed by nobody. */
static const struct {
  const char *address;
  gboolean trusted, tls;
  HttpOutcome outcome;
} certificates[] = {
  { "127.0.0.1", TRUE, TRUE, HTTP_ANSWERED },
  { "127.0.0.1", FALSE, TRUE, HTTP_TLS }, /* signed by nobody */
  { "127.0.0.2", TRUE, TRUE, HTTP_TLS },  /* for another host */
  { "127.0.0.1", TRUE, FALSE, HTTP_TLS }, /* plain http behind an https URL */
};

START_TEST(checks_certificates)
{
  const char *const options[] = { "--address", certificates[_i].address, certificates[_i].tls ? "--tls" : NULL,
                                  TEST_DATA "/tls", NULL };
  g_autofree char *url = NULL;
  g_autoptr(HttpAnswer) answer = NULL;
  HttpRequest *request;
  Fake fake;

  fake_start(&fake, options);
  url = g_strdup_printf("https://%s:%u/", certificates[_i].address, fake.port);
  request = http_request_new(url, FALSE, NULL);
  request->timeout = 10;
  request->ca_file = certificates[_i].trusted ? g_strdup(TEST_DATA "/tls/cert.pem") : NULL;
  answer = fetch(request);
  ck_assert_msg(answer->outcome == certificates[_i].outcome, "%d, %s", answer->outcome, answer->message);
  fake_stop(&fake);
}
END_TEST

static void count(HttpAnswer *answer, gpointer data)
{
  g_autoptr(HttpAnswer) owned = answer;

  ck_assert_int_eq(owned->outcome, HTTP_ANSWERED);
  ++*(guint *)data;
}

START_TEST(runs_many_at_once)
{
  RawServer *server = raw_server_new(OK, -1, RAW_KEEP, 300);
  g_autoptr(HttpClient) client = http_client_new(NULL);
  gint64 begin = g_get_monotonic_time();
  guint done = 0;

  for (guint i = 0; i < 40; i++)
    http_client_start(client, request_to(raw_server_port(server), "http", 20), count, &done);
  ck_assert_uint_eq(done, 0);
  while (done < 40)
    http_client_run(client, 1000);
  /* One after another they would take twelve seconds. */
  ck_assert_int_lt(g_get_monotonic_time() - begin, 6 * G_USEC_PER_SEC);
  raw_server_free(server);
}
END_TEST

typedef struct {
  HttpClient *client;
  guint port, left;
  gboolean over;
} Chain;

static void start_next(HttpAnswer *answer, gpointer data)
{
  Chain *chain = data;

  ck_assert_int_eq(answer->outcome, HTTP_ANSWERED);
  http_answer_free(answer);
  chain->over = chain->left == 0;
  if (chain->left-- > 0)
    http_client_start(chain->client, request_to(chain->port, "http", 5), start_next, chain);
}

START_TEST(starts_from_done)
{
  RawServer *server = raw_server_new(OK, -1, RAW_KEEP, 0);
  g_autoptr(HttpClient) client = http_client_new(NULL);
  Chain chain = { client, raw_server_port(server), 5, FALSE };

  http_client_start(client, request_to(chain.port, "http", 5), start_next, &chain);
  while (!chain.over)
    http_client_run(client, 1000);
  ck_assert_uint_eq(raw_server_requests(server), 6);
  raw_server_free(server);
}
END_TEST

static gpointer wake_later(gpointer data)
{
  g_usleep(100000);
  http_client_wake(data);
  return NULL;
}

START_TEST(wakes)
{
  g_autoptr(HttpClient) client = http_client_new(NULL);
  gint64 begin = g_get_monotonic_time();
  GThread *thread = g_thread_new("wake", wake_later, client);

  http_client_run(client, 20000);
  g_thread_join(thread);
  ck_assert_int_lt(g_get_monotonic_time() - begin, 10 * G_USEC_PER_SEC);
  begin = g_get_monotonic_time();
  http_client_wake(client);
  http_client_run(client, 20000);
  ck_assert_int_lt(g_get_monotonic_time() - begin, 10 * G_USEC_PER_SEC);
  begin = g_get_monotonic_time();
  http_client_run(client, 200);
  ck_assert_int_ge(g_get_monotonic_time() - begin, 190000);
}
END_TEST

static void count_cancelled(HttpAnswer *answer, gpointer data)
{
  g_autoptr(HttpAnswer) owned = answer;

  ck_assert_int_eq(owned->outcome, HTTP_CANCELLED);
  ck_assert_str_eq(owned->message, "cancelled");
  ++*(guint *)data;
}

START_TEST(cancels)
{
  RawServer *server = raw_server_new("", -1, RAW_STALL, 0);
  g_autoptr(HttpClient) client = http_client_new(NULL);
  guint done = 0;

  for (guint i = 0; i < 5; i++)
    http_client_start(client, request_to(raw_server_port(server), "http", 20), count_cancelled, &done);
  http_client_run(client, 100);
  http_client_cancel_all(client);
  ck_assert_uint_eq(done, 5);
  http_client_start(client, request_to(raw_server_port(server), "http", 20), count_cancelled, &done);
  g_clear_pointer(&client, http_client_free);
  ck_assert_uint_eq(done, 6);
  raw_server_free(server);
}
END_TEST

Suite *test_http_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("http", &tcase);

  tcase_set_timeout(tcase, 60);
  tcase_add_loop_test(tcase, answers, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, headers_without_end);
  tcase_add_test(tcase, largest_body);
  tcase_add_test(tcase, sends);
  tcase_add_test(tcase, uses_the_proxy_of_the_request);
  tcase_add_test(tcase, nobody_listens);
  tcase_add_loop_test(tcase, checks_certificates, 0, G_N_ELEMENTS(certificates));
  tcase_add_test(tcase, runs_many_at_once);
  tcase_add_test(tcase, starts_from_done);
  tcase_add_test(tcase, wakes);
  tcase_add_test(tcase, cancels);
  return suite;
}
