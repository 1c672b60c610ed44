/* SPDX-License-Identifier: MIT */
/* Requests that two programs could read in two ways, each with another request behind it that must not be answered. */
#include "web/server_framing.h"

#include <string.h>

#include "client.h"
#include "store/store.h"
#include "suites.h"
#include "support.h"

static char *folder;
static Server *server;

static void setup(void)
{
  g_autofree char *path = NULL, *text = NULL;
  g_autoptr(Config) config = NULL;
  GError *error = NULL;

  folder = support_folder();
  path = g_build_filename(folder, "gistwire.db", NULL);
  store_close(store_open(path, STORE_WRITE, &error));
  ck_no_error(error);
  text = g_strdup_printf("[server]\nlisten=127.0.0.1:0\nbase_url=http://h.test\n[store]\npath=%s\n", path);
  config = config_parse(text, strlen(text), "test", &error);
  ck_no_error(error);
  server = server_start(config, &error);
  ck_no_error(error);
}

static void teardown(void)
{
  server_stop(server);
  support_remove_folder(folder);
}

#define BYTES(text) text, sizeof(text) - 1
#define GET "GET / HTTP/1.1\r\n"
#define HOST "Host: h\r\n"

static const struct {
  const char *bytes;
  gsize length;
  guint status;
} refused[] = {
  /* two lengths */
  { BYTES(GET HOST "Content-Length: 0\r\nContent-Length: 0\r\n\r\n"), 400 },
  { BYTES(GET HOST "Content-Length: 0\r\nContent-Length: 5\r\n\r\n"), 400 },
  { BYTES(GET HOST "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400 },
  { BYTES(GET HOST "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"), 400 },
  { BYTES(GET HOST "content-length: 0\r\nCONTENT-LENGTH: 0\r\n\r\n"), 400 },
  /* a length in disguise */
  { BYTES(GET HOST "Content-Length : 5\r\n\r\n"), 400 },
  { BYTES(GET HOST "Content-Length\t: 5\r\n\r\n"), 400 },
  { BYTES(GET HOST "Transfer-Encoding : chunked\r\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\nContent-Length: 5\r\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\r\n\n"), 400 },
  { BYTES(GET HOST "X: a\n\n"), 400 },
  { BYTES("GET / HTTP/1.1\nHost: h\r\n\r\n"), 400 },
  { BYTES("GET / HTTP/1.1\nHost: h\n\n"), 400 },
  { BYTES(GET "Host: h\nX: a\r\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\rContent-Length: 5\r\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\r\r\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\0b\r\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\0\r\n\r\n"), 400 },
  { BYTES(GET HOST "X\0: a\r\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\x01\r\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\x7f\r\n\r\n"), 400 },
  { BYTES(GET HOST "X\xc3\xa4: a\r\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\r\n b\r\n\r\n"), 400 },
  { BYTES(GET HOST "X: a\r\n\tContent-Length: 5\r\n\r\n"), 400 },
  { BYTES(GET " X: a\r\n" HOST "\r\n"), 400 },
  { BYTES(GET HOST "no colon\r\n\r\n"), 400 },
  { BYTES(GET HOST ": a\r\n\r\n"), 400 },
  /* whose */
  { BYTES(GET HOST HOST "\r\n"), 400 },
  { BYTES(GET HOST "HOST: other\r\n\r\n"), 400 },
  { BYTES(GET "\r\n"), 400 },
  /* the target */
  { BYTES("GET /\0/x HTTP/1.1\r\n" HOST "\r\n"), 400 },
  { BYTES("GET /a b HTTP/1.1\r\n" HOST "\r\n"), 0 },
  { BYTES("GET / HTTP/1.1 \r\n" HOST "\r\n"), 0 },
  { BYTES("GET /  HTTP/1.1\r\n" HOST "\r\n"), 0 },
  /* a body */
  { BYTES(GET HOST "Content-Length: 44\r\n\r\n"), 413 },
  { BYTES(GET HOST "Content-Length: 00\r\n\r\n"), 413 },
  { BYTES(GET HOST "Content-Length: 0x0\r\n\r\n"), 0 },
  { BYTES(GET HOST "Content-Length: -1\r\n\r\n"), 0 },
  { BYTES(GET HOST "Content-Length: 18446744073709551616\r\n\r\n"), 0 },
  { BYTES(GET HOST "Content-Length: 0, 0\r\n\r\n"), 0 },
  { BYTES(GET HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 413 },
  { BYTES(GET HOST "Transfer-Encoding: identity\r\n\r\n"), 413 },
  { BYTES(GET HOST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 413 },
  { BYTES(GET HOST "Transfer-Encoding:\r\n\r\n"), 413 },
  { BYTES("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 413 },
  { BYTES("POST / HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n"), 405 },
  { BYTES("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 0 },
};

/* One answer at most (status 0: by libmicrohttpd itself, in its own words), and the connection ends. */
START_TEST(is_refused)
{
  static const char behind[] = "GET /robots.txt HTTP/1.1\r\nHost: h\r\n\r\n";
  g_autofree char *status = g_strdup_printf("HTTP/1.1 %u ", refused[_i].status), *answer = NULL;
  int fd = client_dial(server);

  client_put(fd, refused[_i].bytes, refused[_i].length);
  client_put(fd, behind, strlen(behind));
  answer = client_take(fd);
  ck_assert_msg(strstr(answer, "Disallow") == NULL, "%s", answer);
  ck_assert_msg(strstr(answer, "HTTP/1.1 200 ") == NULL && strstr(answer, "HTTP/1.0 200 ") == NULL, "%s", answer);
  ck_assert_msg(refused[_i].status == 0 || answer[0] == '\0' || g_str_has_prefix(answer, status), "%s", answer);
}
END_TEST

static const struct {
  const char *bytes;
  gsize length;
} taken[] = {
  { BYTES("GET / HTTP/1.0\r\n\r\n") },
  { BYTES("GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n") },
  { BYTES("GET / HTTP/1.1\r\nHost:h\r\nConnection: close\r\n\r\n") },
  { BYTES("GET / HTTP/1.1\r\nHost: \t h\r\nConnection: close\r\n\r\n") },
  { BYTES("GET / HTTP/1.1\r\nHost: h  \t\r\nConnection: close\r\n\r\n") },
  { BYTES("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") },
  { BYTES("GET /?a=b&c=%00&d HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") },
  { BYTES("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n") },
  { BYTES("GET / HTTP/1.1\r\nHost: h\r\nCookie: a=b; c=\"d\"; e\r\nX: \xc3\xa4\r\nConnection: close\r\n\r\n") },
  { BYTES("GET / HTTP/1.1\r\nHost: h\r\nX:\r\nY: :\r\nConnection: close\r\n\r\n") },
  { BYTES("GET http://h/ HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") },
};

/* Strictness must not cost an honest client anything; in one piece and in two. */
START_TEST(is_taken)
{
  gsize length = taken[_i].length;

  for (gsize cut = 1; cut < length; cut += 1 + length / 12) {
    g_autofree char *answer = NULL;
    int fd = client_dial(server);

    client_put(fd, taken[_i].bytes, cut);
    if (cut > 1)
      g_usleep(2000);
    client_put(fd, taken[_i].bytes + cut, length - cut);
    answer = client_take(fd);
    ck_assert_msg(g_str_has_prefix(answer, "HTTP/1.1 200 ") || g_str_has_prefix(answer, "HTTP/1.0 200 "), "%s", answer);
  }
}
END_TEST

/* Requests that follow each other in one buffer are looked at alike. */
START_TEST(second_is_refused)
{
  static const char requests[] = "GET /style.css HTTP/1.1\r\nHost: h\r\n\r\n"
                                 "GET / HTTP/1.1\r\nHost: h\r\nX: a\nY: b\r\n\r\n"
                                 "GET /robots.txt HTTP/1.1\r\nHost: h\r\n\r\n";
  g_autofree char *answer = client_ask(server, requests, strlen(requests));

  ck_assert(g_str_has_prefix(answer, "HTTP/1.1 200 "));
  ck_assert_ptr_nonnull(strstr(answer, "HTTP/1.1 400 "));
  ck_assert_ptr_null(strstr(answer, "Disallow"));
}
END_TEST

Suite *test_server_framing_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("server_framing", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, is_refused, 0, G_N_ELEMENTS(refused));
  tcase_add_loop_test(tcase, is_taken, 0, G_N_ELEMENTS(taken));
  tcase_add_test(tcase, second_is_refused);
  return suite;
}
