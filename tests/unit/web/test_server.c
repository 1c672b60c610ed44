/* SPDX-License-Identifier: MIT */
/* The whole server over sockets: a store filled through store.h, and requests one by one. */
#include "web/server.h"

#include <string.h>

#include "served.h"
#include "suites.h"
#include "support.h"

/* --- single requests ---------------------------------------------------------------------- */

static const struct {
  const char *request;
  guint status;
  const char *there, *not_there;
} rows[] = {
  { "GET /" HTTP "\r\n", 200, "Content-Type: text/html; charset=utf-8\r\n", "Hello" },
  { "GET /feeds/{feed}/rss" HTTP "\r\n", 200, "Content-Type: application/rss+xml; charset=utf-8\r\n", NULL },
  { "GET /feeds/{feed}/rss" HTTP "\r\n", 200, "http://h.test/g/newsletters/{item}", "{held}" },
  { "GET /feeds/{feed}/rss" HTTP "\r\n", 200, "Last-Modified: Mon, 23 Nov 2026 09:00:0", "Held" },
  { "GET /newsletters/{item}" HTTP "\r\n", 200, "Content-Security-Policy: default-src 'none'; style-src 'self'; ",
    NULL },
  { "GET /newsletters/{item}" HTTP "\r\n", 200, "href=\"/g/links/{link}\"", "secretbox" },
  { "GET /newsletters/{item}" HTTP "\r\n", 200, "<h2>Title</h2>", NULL },
  { "GET /newsletters/{item}" HTTP "\r\n", 200, "are not loaded", "original?images=1" },
  { "GET /newsletters/{item}?images=1" HTTP "\r\n", 200, "/original?images=1\" title", "are not loaded" },
  { "GET /newsletters/{plain}" HTTP "\r\n", 200, "From the sender", "riginal view" },
  { "GET /newsletters/{item}/original" HTTP "\r\n", 200, "; img-src 'self' data:; style-src ", NULL },
  { "GET /newsletters/{item}/original" HTTP "\r\n", 200, "Content-Security-Policy: sandbox allow-popups", "allow-s" },
  { "GET /newsletters/{item}/original?images=1" HTTP "\r\n", 200, "; img-src 'self' data: https: http:; ", "allow-s" },
  { "GET /newsletters/{item}/original?images=1" HTTP "\r\n", 200, "\r\nReferrer-Policy: no-referrer\r\n", NULL },
  { "GET /newsletters/{item}/parts/0" HTTP "\r\n", 200, "Content-Type: application/octet-stream\r\n",
    "application/pdf" },
  { "GET /newsletters/{item}/parts/0" HTTP "\r\n", 200, "Content-Disposition: attachment; filename=\"Hello\"; ", NULL },
  { "GET /newsletters/{item}/parts/1" HTTP "\r\n", 200, "Content-Type: image/png\r\n", "Content-Disposition" },
  { "GET /newsletters/{item}/parts/2" HTTP "\r\n", 200, "Content-Type: application/octet-stream\r\n", "image/png" },
  { "GET /newsletters/{item}/parts/2" HTTP "\r\n", 200,
    "Content-Disposition: attachment; filename=\"pa_ge__ __.html\"; filename*=UTF-8''pa%22ge%3B%5C%20%C3%A9.html\r\n",
    NULL },
  { "GET /newsletters/{item}/parts/3" HTTP "\r\n", 200, "Content-Disposition: attachment; filename=\"drawing.svg\"; ",
    NULL },
  { "GET /newsletters/{item}/parts/3" HTTP "\r\n", 200, "Content-Security-Policy: default-src 'none'; ", "svg+xml" },
  { "GET /feeds/{feed}" HTTP "\r\n", 200, "Content-Type: text/html; charset=utf-8\r\n", NULL },
  { "GET /feeds/{feed}" HTTP "\r\n", 200, "<a href=\"/g/newsletters/{item}\">Hello</a>", "{held}" },
  { "GET /feeds/{feed}?before={item}" HTTP "\r\n", 200, "<a href=\"/g/newsletters/{plain}\">Plain</a>", "{item}" },
  { "GET /feeds/{feed}/atom" HTTP "\r\n", 200, "Content-Type: application/atom+xml; charset=utf-8\r\n", NULL },
  { "GET /feeds/{feed}/atom" HTTP "\r\n", 200, "http://h.test/g/newsletters/{item}", "{held}" },
  { "GET /feeds/{feed}/json" HTTP "\r\n", 200, "Content-Type: application/feed+json; charset=utf-8\r\n", NULL },
  { "GET /feeds/{feed}/json" HTTP "\r\n", 200, "http://h.test/g/newsletters/{item}", "{held}" },
  { "GET /icon.png" HTTP "\r\n", 200, "Content-Type: image/png\r\n", NULL },
  { "GET /links/{link}" HTTP "\r\n", 302, "\r\nLocation: https://track.test/c/1?to=x\r\n", NULL },
  { "GET /links/{link}" HTTP "\r\n", 302, "\r\nCache-Control: no-store\r\n", NULL },
  { "GET /links/{link}" HTTP "\r\n", 302, "\r\nReferrer-Policy: no-referrer\r\n", NULL },
  { "GET /links/{action}" HTTP "\r\n", 200, "may act as soon as it is opened", "Location:" },
  { "GET /links/{bad}" HTTP "\r\n", 500, "Something went wrong", "Set-Cookie" },
  { "GET /style.css?v=x" HTTP "\r\n", 200, "Content-Type: text/css; charset=utf-8\r\n", NULL },
  { "GET /favicon.ico" HTTP "\r\n", 200, "Content-Type: image/x-icon\r\n", NULL },
  { "GET /robots.txt" HTTP "\r\n", 200, "\r\n\r\nUser-agent: *\nDisallow: /\n", NULL },
  { "GET http://other.test/links/{link}" HTTP "\r\n", 302, "track.test", "other.test" },
  { "GET / HTTP/1.0\r\n\r\n", 200, "Gistwire", NULL },
  /* not there */
  { "GET /newsletters/{held}" HTTP "\r\n", 404, "Nothing here", "Held" },
  { "GET /newsletters/{plain}/original" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /newsletters/{item}/parts/4" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /newsletters/{held}/parts/0" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /feeds/{item}" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /feeds/{feed}?before={held}" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /feeds/{feed}?before={feed}" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /newsletters/{item}/" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /newsletters/{feed}" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /feeds/{item}/rss" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /feeds/{feed}/rss%00" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /feeds/{feed}%2Frss" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /feeds/../feeds/{feed}/rss" HTTP "\r\n", 404, "Nothing here", NULL },
  { "GET /../../etc/passwd" HTTP "\r\n", 404, "Nothing here", "root:" },
  { "GET /<script>alert(1)</script>" HTTP "\r\n", 404, "Nothing here", "alert" },
  /* not so */
  { "POST / HTTP/1.1\r\nHost: h.test\r\nContent-Length: 3\r\n\r\nabc", 405, "\r\nAllow: GET, HEAD\r\n", NULL },
  { "OPTIONS /" HTTP "\r\n", 405, "\r\nAllow: GET, HEAD\r\n", NULL },
  { "get /" HTTP "\r\n", 405, "\r\nAllow: GET, HEAD\r\n", NULL },
  { "BREW /" HTTP "\r\n", 405, NULL, NULL },
  { "GET / HTTP/1.1\r\nHost: h.test\r\nContent-Length: 3\r\n\r\nabc", 413, "\r\nConnection: close\r\n", NULL },
  { "GET / HTTP/1.1\r\nHost: h.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 413, NULL, NULL },
  { "GET / HTTP/1.1\r\nHost: h.test\r\nContent-Length: 999999999\r\nExpect: 100-continue\r\n\r\n", 413, NULL,
    "100 Continue" },
  { "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, NULL, "Gistwire</title>" },
  { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n", 400, NULL, NULL },
  { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 30\r\n\r\nGET /robots.txt HTTP/1.1\r\n\r\n", 400,
    NULL, "Disallow" },
  { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /robots.txt HTTP/1.1\r\n\r\n",
    400, NULL, "Disallow" },
  { "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400, NULL, "Gistwire" }, /* no Host */
};

START_TEST(single)
{
  g_autofree char *answer = served_ask(rows[_i].request), *status = g_strdup_printf("HTTP/1.1 %u ", rows[_i].status);
  g_autofree char *there = served_fill_in(rows[_i].there != NULL ? rows[_i].there : "");
  g_autofree char *not_there = served_fill_in(rows[_i].not_there != NULL ? rows[_i].not_there : "\x01");

  ck_assert_msg(g_str_has_prefix(answer, status) || g_str_has_prefix(answer, "HTTP/1.0 200 "), "%s", answer);
  ck_assert_msg(strstr(answer, there) != NULL, "no '%s' in %s", there, answer);
  ck_assert_msg(strstr(answer, not_there) == NULL, "'%s' in %s", not_there, answer);
  ck_assert_msg(rows[_i].status == 400 || strstr(answer, "\r\nX-Content-Type-Options: nosniff\r\n") != NULL, "%s",
                answer);
}
END_TEST

/* What was never there, what is gone, what is not public yet: byte for byte the same. */
START_TEST(same_404)
{
  g_autofree char *unknown = served_get("/newsletters/" FIXTURE_ID, ""), *held = served_get("/newsletters/{held}", "");
  g_autofree char *nonsense = served_get("/x", ""), *feed = served_get("/feeds/" FIXTURE_ID "/rss", "");
  g_autofree char *link = served_get("/links/" FIXTURE_ID, "");
  const char *const others[] = { held, nonsense, feed, link };
  g_autofree char *body = served_body(unknown);

  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    g_autofree char *other = served_body(others[i]);

    ck_assert_str_eq(other, body);
    ck_assert_uint_eq(strlen(others[i]), strlen(unknown)); /* headers, too; they hold a date */
  }
}
END_TEST

static const char *const cached_rows[] = {
  "/feeds/{feed}/rss", "/newsletters/{item}", "/links/{action}", "/", "/style.css",
};

START_TEST(conditional)
{
  const char *path = cached_rows[_i];
  g_autofree char *first = served_get(path, ""), *second = served_get(path, "");
  g_autofree char *etag = served_header(first, "ETag"), *length = served_header(first, "Content-Length");
  g_autofree char *match = g_strdup_printf("If-None-Match: %s\r\n", etag), *body = served_body(first);
  g_autofree char *same = served_get(path, match), *other = served_get(path, "If-None-Match: \"x\"\r\n"),
                  *same_body = served_body(same);
  g_autofree char *head_request = g_strconcat("HEAD ", path, HTTP "\r\n", NULL), *head = served_ask(head_request);
  g_autofree char *head_body = served_body(head), *head_etag = served_header(head, "ETag");
  g_autofree char *head_length = served_header(head, "Content-Length"), *same_etag = served_header(same, "ETag");

  ck_assert_ptr_nonnull(etag);
  ck_assert_uint_eq(strlen(body), strtoul(length, NULL, 10));
  ck_assert_str_eq(strstr(second, "\r\n\r\n"), strstr(first, "\r\n\r\n"));
  ck_assert_msg(g_str_has_prefix(same, "HTTP/1.1 304 "), "%s", same);
  ck_assert_str_eq(same_body, "");
  ck_assert_str_eq(same_etag, etag);
  ck_assert(g_str_has_prefix(other, "HTTP/1.1 200 "));
  ck_assert(g_str_has_prefix(head, "HTTP/1.1 200 "));
  ck_assert_str_eq(head_body, "");
  ck_assert_str_eq(head_etag, etag);
  ck_assert_str_eq(head_length, length);
}
END_TEST

START_TEST(modified_since)
{
  g_autofree char *first = served_get("/feeds/{feed}/rss", ""), *date = served_header(first, "Last-Modified");
  g_autofree char *since = g_strdup_printf("If-Modified-Since: %s\r\n", date),
                  *same = served_get("/feeds/{feed}/rss", since);

  ck_assert_msg(g_str_has_prefix(same, "HTTP/1.1 304 "), "%s", same);
}
END_TEST

/* A change in the store is seen by the next request, through a connection that was open all the time. */
START_TEST(change_seen)
{
  g_autofree char *before = served_get("/feeds/{feed}/rss", ""), *after = NULL;

  served_publish_held();
  after = served_get("/feeds/{feed}/rss", "");
  ck_assert_ptr_null(strstr(before, "Now it is here."));
  ck_assert_ptr_nonnull(strstr(after, "Now it is here."));
}
END_TEST

/* However well it was kept: a look at the store counts for a millisecond, no longer. */
START_TEST(revoked)
{
  static const char *const paths[] = { "/newsletters/{item}", "/newsletters/{item}/original", "/links/{link}" };
  g_autoptr(Store) store = store_open(served.store_path, STORE_WRITE, NULL);
  gint64 row = 0;

  for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
    g_autofree char *before = served_get(paths[i], "");

    ck_assert_msg(!g_str_has_prefix(before, "HTTP/1.1 404 "), "%s", before);
  }
  ck_assert(store_newsletter_find(store, served.item_id, &row, NULL));
  ck_assert(store_begin(store, NULL) && store_newsletter_remove(store, row, NULL) && store_commit(store, NULL));
  g_usleep(2000);
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
    g_autofree char *after = served_get(paths[i], "");

    ck_assert_msg(g_str_has_prefix(after, "HTTP/1.1 404 "), "%s", after);
  }
}
END_TEST

START_TEST(encodings)
{
  static const struct {
    const char *headers;
    gboolean packed;
  } wanted[] = {
    { "", FALSE },
    { "Accept-Encoding: gzip, deflate\r\n", TRUE },
    { "Accept-Encoding: gzip;q=0\r\n", FALSE },
  };
  g_autofree char *plain = served_get("/feeds/{feed}/rss", ""), *tag = served_header(plain, "ETag");
  g_autofree char *match = g_strdup_printf("Accept-Encoding: gzip\r\nIf-None-Match: %s\r\n", tag), *other = NULL;

  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_autofree char *answer = served_get("/feeds/{feed}/rss", wanted[i].headers);
    g_autofree char *encoding = served_header(answer, "Content-Encoding"), *vary = served_header(answer, "Vary");

    ck_assert_str_eq(vary, "Accept-Encoding");
    ck_assert_int_eq(g_strcmp0(encoding, "gzip") == 0, wanted[i].packed);
  }
  other = served_get("/feeds/{feed}/rss", match); /* the tag of the plain bytes is not that of the gzipped ones */
  ck_assert(g_str_has_prefix(other, "HTTP/1.1 200 "));
}
END_TEST

/* Lines of one field are one list. */
START_TEST(tag_in_second_line)
{
  g_autofree char *first = served_get("/feeds/{feed}/rss", ""), *tag = served_header(first, "ETag");
  g_autofree char *match = g_strdup_printf("If-None-Match: \"x\"\r\nIf-None-Match: W/%s\r\n", tag);
  g_autofree char *same = served_get("/feeds/{feed}/rss", match);

  ck_assert_msg(g_str_has_prefix(same, "HTTP/1.1 304 "), "%s", same);
}
END_TEST

/* --- starting and stopping ---------------------------------------------------------------- */

START_TEST(unix_socket)
{
  const char *url = server_addresses(served.server)[1];
  g_autofree char *answer = served_get_unix(url, "/robots.txt"), *path = g_strdup(url + strlen("unix:"));

  ck_assert_ptr_nonnull(strstr(answer, "Disallow: /"));
  ck_assert(g_file_test(path, G_FILE_TEST_EXISTS));
  server_stop(g_steal_pointer(&served.server));
  ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(busy_port)
{
  const char *taken = server_addresses(served.server)[0] + strlen("http://");
  g_autoptr(Config) second = served_config(taken);
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(server_start(second, &error));
  ck_assert_ptr_nonnull(strstr(error->message, taken));
}
END_TEST

START_TEST(no_store)
{
  g_autoptr(Config) other = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(served.folder, "nowhere.db", NULL);

  server_stop(g_steal_pointer(&served.server));
  g_free(served.store_path);
  served.store_path = g_steal_pointer(&path);
  other = served_config("127.0.0.1:0");
  ck_assert_ptr_null(server_start(other, &error));
  ck_assert_ptr_nonnull(strstr(error->message, "nowhere.db"));
}
END_TEST

START_TEST(new_config)
{
  static const char text[] = "[server]\nbase_url=https://new.test\n[mail]\ndomain=m.test\n";
  g_autoptr(Config) changed = config_parse(text, strlen(text), "test", NULL);
  g_autofree char *answer = NULL;

  server_set_config(served.server, changed);
  answer = served_get("/feeds/{feed}/rss", "");
  ck_assert_ptr_nonnull(strstr(answer, "https://new.test/feeds/"));
  ck_assert_ptr_null(strstr(answer, "h.test/g"));
}
END_TEST

/* A store that cannot be read is no empty feed. */
START_TEST(store_fails)
{
  g_autofree char *answer = NULL, *home = NULL, *health = NULL;
  g_autofree char *garbage = g_strnfill(1 << 20, 'x');

  ck_assert(g_file_set_contents_full(served.store_path, garbage, 1 << 20, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  answer = served_get("/feeds/{feed}/rss", "");
  ck_assert_msg(g_str_has_prefix(answer, "HTTP/1.1 503 "), "%s", answer);
  ck_assert_ptr_nonnull(strstr(answer, "\r\nRetry-After: 60\r\n"));
  ck_assert_ptr_nonnull(strstr(answer, "\r\nCache-Control: no-store\r\n"));
  ck_assert_ptr_null(strstr(answer, "<rss"));
  home = served_get("/", "");
  ck_assert(g_str_has_prefix(home, "HTTP/1.1 200 "));
  health = served_get_unix(server_admin_addresses(served.server)[0], "/healthz");
  ck_assert_msg(g_str_has_prefix(health, "HTTP/1.1 503 "), "%s", health);
}
END_TEST

/* A feed that was good once is served on as it was. */
START_TEST(store_fails_later)
{
  g_autofree char *before = served_get("/feeds/{feed}/rss", ""), *garbage = g_strnfill(1 << 20, 'x'), *after = NULL;
  g_autofree char *unknown = NULL, *metrics_text = NULL;
  g_autoptr(Store) store = store_open(served.store_path, STORE_READ, NULL); /* keeps the log apart from the database */

  served_publish_held();
  ck_assert(g_file_set_contents_full(served.store_path, garbage, 1 << 20, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  after = served_get("/feeds/{feed}/rss", "");
  ck_assert_str_eq(strstr(after, "\r\n\r\n"), strstr(before, "\r\n\r\n"));
  ck_assert(g_str_has_prefix(after, "HTTP/1.1 200 "));
  metrics_text = served_get_unix(server_admin_addresses(served.server)[0], "/metrics");
  ck_assert_ptr_nonnull(strstr(metrics_text, "\ngistwire_http_stale_total 1\n"));
  unknown = served_get("/feeds/" FIXTURE_ID "/rss", "");
  ck_assert_msg(g_str_has_prefix(unknown, "HTTP/1.1 503 "), "%s", unknown);
}
END_TEST

Suite *test_server_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("server", &tcase);

  tcase_add_checked_fixture(tcase, served_setup, served_teardown);
  tcase_add_loop_test(tcase, single, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, same_404);
  tcase_add_loop_test(tcase, conditional, 0, G_N_ELEMENTS(cached_rows));
  tcase_add_test(tcase, modified_since);
  tcase_add_test(tcase, change_seen);
  tcase_add_test(tcase, revoked);
  tcase_add_test(tcase, encodings);
  tcase_add_test(tcase, tag_in_second_line);
  tcase_add_test(tcase, unix_socket);
  tcase_add_test(tcase, busy_port);
  tcase_add_test(tcase, no_store);
  tcase_add_test(tcase, new_config);
  tcase_add_test(tcase, store_fails);
  tcase_add_test(tcase, store_fails_later);
  return suite;
}
