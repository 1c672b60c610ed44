/* SPDX-License-Identifier: MIT */
/* Connections, friendly and hostile ones. */
#include "web/server_worker.h"

#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client.h"
#include "served.h"
#include "suites.h"
#include "support.h"
#include "web/server_listen.h"

static int served_dial(void)
{
  return client_dial(served.server);
}

/* Three requests in one write: answered in order, on one connection. */
START_TEST(pipelining)
{
  static const char requests[] = "GET /robots.txt HTTP/1.1\r\nHost: h\r\n\r\n"
                                 "HEAD /style.css HTTP/1.1\r\nHost: h\r\n\r\n"
                                 "GET /links/{link} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  g_autofree char *answer = served_ask(requests);
  const char *robots = strstr(answer, "Disallow"), *style = strstr(answer, "text/css");
  const char *link = strstr(answer, "track.test");

  ck_assert(robots != NULL && style != NULL && link != NULL);
  ck_assert(robots < style && style < link);
  ck_assert_ptr_null(strstr(answer, ":root"));
}
END_TEST

START_TEST(keep_alive)
{
  static const char request[] = "GET /robots.txt HTTP/1.1\r\nHost: h\r\n\r\n";
  int fd = served_dial();

  for (int i = 0; i < 50; i++) {
    char bytes[4096];
    g_autoptr(GString) answer = g_string_new("");

    client_put(fd, request, strlen(request));
    while (strstr(answer->str, "Disallow: /\n") == NULL) {
      struct pollfd wait = { .fd = fd, .events = POLLIN };
      gssize length;

      ck_assert_int_eq(poll(&wait, 1, CLIENT_MILLISECONDS), 1);
      length = recv(fd, bytes, sizeof bytes, 0);
      ck_assert_int_gt(length, 0);
      g_string_append_len(answer, bytes, length);
    }
  }
  close(fd);
}
END_TEST

/* A request that comes in single bytes is a request. */
START_TEST(dripping)
{
  static const char request[] = "GET /robots.txt" HTTP "\r\n";
  g_autofree char *answer = NULL;
  int fd = served_dial();

  for (gsize i = 0; i < strlen(request); i++) {
    client_put(fd, request + i, 1);
    if (i % 8 == 0)
      g_usleep(1000);
  }
  answer = client_take(fd);
  ck_assert_ptr_nonnull(strstr(answer, "Disallow: /"));
}
END_TEST

static const struct {
  const char *bytes;
  gsize length;
} garbage_rows[] = {
#define GARBAGE(text) text, sizeof(text) - 1
  { GARBAGE("\r\n\r\n\r\n\r\nGET\r\n\r\n") },
  { GARBAGE("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n") }, /* TLS */
  { GARBAGE("GET / HTTP/9.9\r\nHost: h\r\nConnection: close\r\n\r\n") },
  { GARBAGE("GET /\r\n\r\n") },
  { GARBAGE("GET  /  HTTP/1.1  \r\nHost: h\r\nConnection: close\r\n\r\n") },
  { GARBAGE("GET /robots.txt\0/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") },
  { GARBAGE("GET / HTTP/1.1\r\nHost: h\0h\r\nConnection: close\r\n\r\n") },
  { GARBAGE("GET / HTTP/1.1\r\nHost : h\r\nConnection: close\r\n\r\n") },
  { GARBAGE("GET / HTTP/1.1\r\n: \r\nHost: h\r\nConnection: close\r\n\r\n") },
  { GARBAGE("GET / HTTP/1.1\nHost: h\nConnection: close\n\n") },
  { GARBAGE("GET / HTTP/1.1\r\nHost: h\r\n folded\r\nConnection: close\r\n\r\n") },
  { GARBAGE("\0\0\0\0\0\0\0\0\r\n\r\n") },
  { GARBAGE("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n") },
  { GARBAGE("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 18446744073709551616\r\n\r\n") },
  { GARBAGE("GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked, chunked\r\n\r\n") },
};

/* Whatever the answer is, at most one request was found in there, and the next client is served. (MHD 0.9.75 sends the header of an error of
 * its own twice, and closes the connection then; only a second 200 would be one.) */
START_TEST(nonsense)
{
  int fd = served_dial();
  g_autofree char *answer = NULL, *next = NULL;
  const char *second;

  client_put(fd, garbage_rows[_i].bytes, garbage_rows[_i].length);
  shutdown(fd, SHUT_WR);
  answer = client_take(fd);
  second = strlen(answer) > 0 ? strstr(answer + 1, "HTTP/1.1 200 ") : NULL;
  ck_assert_msg(second == NULL, "%s", answer);
  ck_assert_msg(strstr(answer, "Disallow") == NULL, "%s", answer);
  next = served_get("/robots.txt", "");
  ck_assert_ptr_nonnull(strstr(next, "Disallow: /"));
}
END_TEST

START_TEST(too_long)
{
  g_autofree char *filling = g_strnfill(40000, 'a');
  g_autofree char *path = g_strconcat("/", filling, NULL), *headers = g_strconcat("X: ", filling, "\r\n", NULL);
  g_autofree char *long_path = served_get(path, ""), *long_header = served_get("/", headers),
                  *next = served_get("/robots.txt", "");

  ck_assert_msg(long_path[0] == '\0' || g_str_has_prefix(long_path, "HTTP/1.1 414 "), "%s", long_path);
  ck_assert_msg(long_header[0] == '\0' || g_str_has_prefix(long_header, "HTTP/1.1 431 "), "%s", long_header);
  ck_assert_ptr_nonnull(strstr(next, "Disallow: /"));
}
END_TEST

/* A hundred who never finish their request do not keep the next one waiting. */
START_TEST(slow_crowd)
{
  static const char part[] = "GET /robots.txt HTTP/1.1\r\nHo";
  int fds[100];
  gint64 begin;

  for (guint i = 0; i < G_N_ELEMENTS(fds); i++) {
    fds[i] = served_dial();
    client_put(fds[i], part, strlen(part));
  }
  begin = g_get_monotonic_time();
  for (int i = 0; i < 10; i++) {
    g_autofree char *answer = served_get("/robots.txt", "");

    ck_assert_ptr_nonnull(strstr(answer, "Disallow: /"));
  }
  ck_assert_int_lt(g_get_monotonic_time() - begin, 5 * G_USEC_PER_SEC);
  for (guint i = 0; i < G_N_ELEMENTS(fds); i++)
    close(fds[i]);
}
END_TEST

static gpointer ask_feed(gpointer data)
{
  g_autofree char *answer = served_get("/feeds/{feed}/rss", "");

  (void)data;
  ck_assert(g_str_has_prefix(answer, "HTTP/1.1 200 "));
  return NULL;
}

START_TEST(many_at_once)
{
  GThread *threads[32];

  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    threads[i] = g_thread_new("client", ask_feed, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    g_thread_join(threads[i]);
}
END_TEST

/* The system has no file left: nothing spins, and what waits is taken when there are files again. */
START_TEST(no_files)
{
  struct rlimit limit, tight;
  int fds[8];
  gint64 spent;

  for (guint i = 0; i < G_N_ELEMENTS(fds); i++)
    fds[i] = client_socket();
  getrlimit(RLIMIT_NOFILE, &limit);
  tight = (struct rlimit){ (rlim_t)fds[G_N_ELEMENTS(fds) - 1] + 1, limit.rlim_max };
  ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &tight), 0);
  for (guint i = 0; i < G_N_ELEMENTS(fds); i++) {
    client_connect(served.server, fds[i]);
    client_put(fds[i], "GET /robots.txt" HTTP "\r\n", strlen("GET /robots.txt" HTTP "\r\n"));
  }
  g_usleep(100 * 1000);
  spent = support_cpu_time();
  g_usleep(500 * 1000);
  spent = support_cpu_time() - spent;
  ck_assert_msg(spent < 100 * 1000, "%" G_GINT64_FORMAT " us of CPU time in half a second of nothing", spent);
  ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
  for (guint i = 0; i < G_N_ELEMENTS(fds); i++) {
    g_autofree char *answer = client_take(fds[i]);

    ck_assert_ptr_nonnull(strstr(answer, "Disallow: /"));
  }
}
END_TEST

/* A client that says at once that it will send no more gets its answer, and its connection does not linger. */
START_TEST(half_closed)
{
  static const char *const requests[] = { "GET /robots.txt HTTP/1.1\r\nHost: h\r\n\r\n",
                                          "GET /robots.txt HTTP/1.1\r\nHo" };
  gint64 begin = g_get_monotonic_time();

  for (guint i = 0; i < G_N_ELEMENTS(requests); i++) {
    int fd = client_socket();
    g_autofree char *answer = NULL;

    client_connect(served.server, fd);
    client_put(fd, requests[i], strlen(requests[i]));
    shutdown(fd, SHUT_WR);
    answer = client_take(fd);
    ck_assert_int_eq(strstr(answer, "Disallow: /") != NULL, i == 0);
  }
  ck_assert_int_lt(g_get_monotonic_time() - begin, 10 * G_USEC_PER_SEC);
}
END_TEST

/* Idle connections do not hold the end up, a request under way does, for a while. */
START_TEST(stop)
{
  int idle = served_dial(), half = served_dial();
  gint64 begin;

  client_put(half, "GET / HTTP/1.1\r\nHost: h\r\n", strlen("GET / HTTP/1.1\r\nHost: h\r\n"));
  g_usleep(100 * 1000);
  client_put(half, "\r\n", 2);
  g_usleep(100 * 1000);
  begin = g_get_monotonic_time();
  server_stop(g_steal_pointer(&served.server));
  ck_assert_int_lt(g_get_monotonic_time() - begin, 4 * G_USEC_PER_SEC);
  close(idle);
  close(half);
}
END_TEST

static gpointer finish_late(gpointer data)
{
  g_usleep(300 * 1000);
  client_put(*(int *)data, "\r\n", 2);
  return NULL;
}

/* A request that has begun when the end comes is answered, and is the last one on its connection. */
START_TEST(stop_waits_for_a_request)
{
  int fd = served_dial();
  GThread *thread;
  g_autofree char *answer = NULL;

  client_put(fd, "GET /robots.txt HTTP/1.1\r\nHost: h\r\n", strlen("GET /robots.txt HTTP/1.1\r\nHost: h\r\n"));
  g_usleep(100 * 1000);
  thread = g_thread_new("late", finish_late, &fd);
  server_stop(g_steal_pointer(&served.server));
  g_thread_join(thread);
  answer = client_take(fd);
  ck_assert_msg(strstr(answer, "Disallow: /") != NULL, "%s", answer);
  ck_assert_ptr_nonnull(strstr(answer, "\r\nConnection: close\r\n"));
}
END_TEST

/* --- two threads -------------------------------------------------------------------------- */

#define CLIENTS 6u

/* Workers of one port; the second one does not run yet. */
typedef struct {
  ServerShared *shared;
  GPtrArray *sockets, *workers;
  int clients[CLIENTS];
} Pair;

static guint64 taken(const Pair *pair, guint worker)
{
  const ServerMetrics *metrics = server_worker_metrics(g_ptr_array_index(pair->workers, worker));

  return __atomic_load_n(&metrics->connections, __ATOMIC_RELAXED);
}

/* The first worker has all clients, and has kept as many as it thinks fair. */
static void begin_pair(Pair *pair)
{
  static const ServerLimits limits = { 100, 100, 30, 30 };
  const struct timespec pause = { 0, 1000000 };
  struct sockaddr_storage name;
  socklen_t length = sizeof name;

  pair->shared = server_shared_new(served.config, NULL);
  pair->sockets = g_ptr_array_new_with_free_func((GDestroyNotify)server_socket_free);
  pair->workers = g_ptr_array_new_with_free_func((GDestroyNotify)server_worker_free);
  ck_assert(server_listen("127.0.0.1:0", pair->sockets, NULL));
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add(pair->workers, server_worker_new(pair->shared, NULL, pair->sockets, pair->workers, &limits, NULL));
  getsockname(((const ServerSocket *)g_ptr_array_index(pair->sockets, 0))->fd, (struct sockaddr *)&name, &length);
  server_worker_run(g_ptr_array_index(pair->workers, 0));
  for (guint i = 0; i < CLIENTS; i++) {
    pair->clients[i] = client_socket();
    ck_assert_int_eq(connect(pair->clients[i], (struct sockaddr *)&name, length), 0);
  }
  for (guint i = 0; i < CLIENT_MILLISECONDS && taken(pair, 0) < CLIENTS - 2; i++)
    nanosleep(&pause, NULL);
  ck_assert_uint_eq(taken(pair, 0), CLIENTS - 2);
}

static void end_pair(Pair *pair)
{
  g_atomic_int_set(&pair->shared->stopping, 1);
  for (guint i = 0; i < pair->workers->len; i++)
    server_worker_stop(g_ptr_array_index(pair->workers, i));
  for (guint i = 0; i < pair->workers->len; i++)
    server_worker_join(g_ptr_array_index(pair->workers, i));
  g_ptr_array_unref(pair->workers);
  g_ptr_array_unref(pair->sockets);
  server_shared_free(pair->shared);
}

/* One thread accepts what comes in a burst, and the other gets its share of it. */
START_TEST(handed_over)
{
  static const char request[] = "GET /robots.txt" HTTP "\r\n";
  Pair pair;

  begin_pair(&pair);
  ck_assert_uint_eq(taken(&pair, 1), 0);
  server_worker_run(g_ptr_array_index(pair.workers, 1));
  for (guint i = 0; i < CLIENTS; i++)
    client_put(pair.clients[i], request, strlen(request));
  for (guint i = 0; i < CLIENTS; i++) {
    g_autofree char *answer = client_take(pair.clients[i]);

    ck_assert_ptr_nonnull(strstr(answer, "Disallow: /"));
  }
  ck_assert_uint_eq(taken(&pair, 0), CLIENTS - 2);
  ck_assert_uint_eq(taken(&pair, 1), 2);
  end_pair(&pair);
}
END_TEST

/* Connections that are on their way when everything ends are closed. */
START_TEST(handed_over_to_nobody)
{
  Pair pair;

  begin_pair(&pair);
  end_pair(&pair);
  for (guint i = 0; i < CLIENTS; i++) {
    g_autofree char *answer = client_take(pair.clients[i]);

    ck_assert_str_eq(answer, "");
  }
}
END_TEST

Suite *test_server_worker_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("server_worker", &tcase);

  tcase_add_checked_fixture(tcase, served_setup, served_teardown);
  tcase_add_test(tcase, pipelining);
  tcase_add_test(tcase, keep_alive);
  tcase_add_test(tcase, dripping);
  tcase_add_loop_test(tcase, nonsense, 0, G_N_ELEMENTS(garbage_rows));
  tcase_add_test(tcase, too_long);
  tcase_add_test(tcase, slow_crowd);
  tcase_add_test(tcase, many_at_once);
  tcase_add_test(tcase, no_files);
  tcase_add_test(tcase, half_closed);
  tcase_add_test(tcase, stop);
  tcase_add_test(tcase, stop_waits_for_a_request);
  tcase_add_test(tcase, handed_over);
  tcase_add_test(tcase, handed_over_to_nobody);
  return suite;
}
