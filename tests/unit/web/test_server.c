/* SPDX-License-Identifier: MIT */
/* The whole server over sockets: a store filled through store.h, and bytes sent as a friendly or a hostile client sends them. */
#include "web/server.h"

#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "client.h"
#include "fixture.h"
#include "publish.h"
#include "store/store.h"
#include "suites.h"
#include "support.h"
#include "util/date.h"

static char *folder, *store_path;
static char *feed_id, *item_id, *plain_id, *held_id, *link_id, *action_id, *bad_id;
static Config *config;
static Server *server;

/* --- a store ------------------------------------------------------------------------------ */

static void add_part(Newsletter *newsletter, const char *name, const char *bytes)
{
  Part *part = g_new0(Part, 1);

  part->name = g_strdup(name);
  part->type = g_strdup("image/png");
  part->size = strlen(bytes);
  part->bytes = g_bytes_new(bytes, part->size);
  g_ptr_array_add(newsletter->parts, part);
}

#define ORIGINAL "<p>Hello</p><img src=\"https://pictures.test/1.png\" alt=\"\" />"

static void fill_store(void)
{
  GError *error = NULL;
  g_autoptr(Store) store = store_open(store_path, STORE_WRITE, &error);
  g_autoptr(Feed) feed = fixture_feed();
  g_autoptr(GBytes) html = g_bytes_new_static(ORIGINAL, strlen(ORIGINAL));
  g_autoptr(Item) item = fixture_item("Hello"), plain = fixture_item("Plain"), held = fixture_item("Held");

  ck_no_error(error);
  g_clear_pointer(&feed->id, g_free);
  store_begin(store, &error);
  ck_no_error(error);
  store_feed_add(store, feed, &error);
  ck_no_error(error);
  g_free(newsletter_link(item->newsletter, 3)->url); /* no decoder makes this */
  newsletter_link(item->newsletter, 3)->url = g_strdup("https://ads.test/\r\nSet-Cookie: a=b");
  item->newsletter->original = store_compress(html);
  add_part(item->newsletter, "cat \"\xc3\xa9\".png", "\x89PNG\r\n\x1a\n....");
  add_part(item->newsletter, "pa\"ge;\\ \xc3\xa9.html", "<script>alert(1)</script>");
  add_part(item->newsletter, "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
  plain_id = fixture_store_item(store, feed, plain, TRUE);
  item_id = fixture_store_item(store, feed, item, TRUE);
  held_id = fixture_store_item(store, feed, held, FALSE);
  store_commit(store, &error);
  ck_no_error(error);
  feed_id = g_strdup(feed->id);
  link_id = g_strdup(newsletter_link(item->newsletter, 1)->id);
  bad_id = g_strdup(newsletter_link(item->newsletter, 3)->id);
  action_id = g_strdup(newsletter_link(item->newsletter, 2)->id);
}

static Config *server_config(const char *listen)
{
  g_autofree char *text = g_strdup_printf("[server]\nlisten=%s\nadmin_listen=unix:%s/admin\nbase_url=http://h.test/g\n"
                                          "[mail]\ndomain=m.test\n[store]\npath=%s\n",
                                          listen, folder, store_path);
  GError *error = NULL;
  Config *parsed = config_parse(text, strlen(text), "test", &error);

  ck_no_error(error);
  return parsed;
}

static void setup(void)
{
  g_autofree char *listen = NULL;
  GError *error = NULL;

  date_set_now(FIXTURE_NOW);
  folder = support_folder();
  store_path = g_build_filename(folder, "gistwire.db", NULL);
  fill_store();
  listen = g_strdup_printf("127.0.0.1:0;unix:%s/socket", folder);
  config = server_config(listen);
  server = server_start(config, &error);
  ck_no_error(error);
}

static void teardown(void)
{
  server_stop(server);
  config_unref(config);
  g_free(feed_id);
  g_free(item_id);
  g_free(plain_id);
  g_free(held_id);
  g_free(link_id);
  g_free(action_id);
  g_free(bad_id);
  g_free(store_path);
  support_remove_folder(folder);
}

/* --- a client ----------------------------------------------------------------------------- */

static int dial(void)
{
  return client_dial(server);
}

static char *ask_bytes(const char *request, gsize length)
{
  return client_ask(server, request, length);
}

/* Fills {feed}, {item}, {plain}, {held}, {link}, {action}, {bad} in. */
static char *fill_in(const char *template)
{
  const struct {
    const char *name, *id;
  } ids[] = { { "{feed}", feed_id }, { "{item}", item_id },     { "{plain}", plain_id }, { "{held}", held_id },
              { "{link}", link_id }, { "{action}", action_id }, { "{bad}", bad_id } };
  GString *text = g_string_new(template);

  for (guint i = 0; i < G_N_ELEMENTS(ids); i++)
    g_string_replace(text, ids[i].name, ids[i].id, 0);
  return g_string_free(text, FALSE);
}

static char *ask(const char *request)
{
  g_autofree char *filled = fill_in(request);

  return ask_bytes(filled, strlen(filled));
}

static char *get(const char *path, const char *headers)
{
  g_autofree char *request =
      g_strconcat("GET ", path, " HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n", headers, "\r\n", NULL);

  return ask(request);
}

static char *body_of(const char *answer)
{
  const char *end = strstr(answer, "\r\n\r\n");

  ck_assert_msg(end != NULL, "no header block: %s", answer);
  return g_strdup(end + 4);
}

static char *header_of(const char *answer, const char *name)
{
  g_auto(GStrv) lines = g_strsplit(answer, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    if (g_ascii_strncasecmp(lines[i], name, strlen(name)) == 0 && lines[i][strlen(name)] == ':')
      return g_strdup(lines[i] + strlen(name) + 2);
  return NULL;
}

/* --- single requests ---------------------------------------------------------------------- */

#define HTTP " HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n"

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
  g_autofree char *answer = ask(rows[_i].request), *status = g_strdup_printf("HTTP/1.1 %u ", rows[_i].status);
  g_autofree char *there = fill_in(rows[_i].there != NULL ? rows[_i].there : "");
  g_autofree char *not_there = fill_in(rows[_i].not_there != NULL ? rows[_i].not_there : "\x01");

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
  g_autofree char *unknown = get("/newsletters/" FIXTURE_ID, ""), *held = get("/newsletters/{held}", "");
  g_autofree char *nonsense = get("/x", ""), *feed = get("/feeds/" FIXTURE_ID "/rss", "");
  g_autofree char *link = get("/links/" FIXTURE_ID, "");
  const char *const others[] = { held, nonsense, feed, link };
  g_autofree char *body = body_of(unknown);

  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    g_autofree char *other = body_of(others[i]);

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
  g_autofree char *first = get(path, ""), *second = get(path, "");
  g_autofree char *etag = header_of(first, "ETag"), *length = header_of(first, "Content-Length");
  g_autofree char *match = g_strdup_printf("If-None-Match: %s\r\n", etag), *body = body_of(first);
  g_autofree char *same = get(path, match), *other = get(path, "If-None-Match: \"x\"\r\n"), *same_body = body_of(same);
  g_autofree char *head_request = g_strconcat("HEAD ", path, HTTP "\r\n", NULL), *head = ask(head_request);
  g_autofree char *head_body = body_of(head), *head_etag = header_of(head, "ETag");
  g_autofree char *head_length = header_of(head, "Content-Length"), *same_etag = header_of(same, "ETag");

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
  g_autofree char *first = get("/feeds/{feed}/rss", ""), *date = header_of(first, "Last-Modified");
  g_autofree char *since = g_strdup_printf("If-Modified-Since: %s\r\n", date), *same = get("/feeds/{feed}/rss", since);

  ck_assert_msg(g_str_has_prefix(same, "HTTP/1.1 304 "), "%s", same);
}
END_TEST

static void publish_held(void)
{
  g_autoptr(GArray) pending = NULL;
  g_autoptr(Store) store = store_open(store_path, STORE_WRITE, NULL);
  g_autoptr(Gist) gist = gist_new();
  const PendingItem *item;
  gboolean published = FALSE;

  gist->key = g_strdup("k");
  gist->provider = g_strdup("extract");
  gist->model = g_strdup("");
  gist->summary = g_strdup("Now it is here.");
  gist->why = g_strdup("");
  ck_assert(store_begin(store, NULL));
  pending = store_item_pending(store, 1, NULL);
  item = &g_array_index(pending, PendingItem, 0);
  ck_assert(publish_item(store, item->row, item->newsletter_row, gist, &published, NULL) && published);
  ck_assert(store_commit(store, NULL));
}

/* A change in the store is seen by the next request, through a connection that was open all the time. */
START_TEST(change_seen)
{
  g_autofree char *before = get("/feeds/{feed}/rss", ""), *after = NULL;

  publish_held();
  after = get("/feeds/{feed}/rss", "");
  ck_assert_ptr_null(strstr(before, "Now it is here."));
  ck_assert_ptr_nonnull(strstr(after, "Now it is here."));
}
END_TEST

/* --- connections -------------------------------------------------------------------------- */

/* Three requests in one write: answered in order, on one connection. */
START_TEST(pipelining)
{
  static const char requests[] = "GET /robots.txt HTTP/1.1\r\nHost: h\r\n\r\n"
                                 "HEAD /style.css HTTP/1.1\r\nHost: h\r\n\r\n"
                                 "GET /links/{link} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  g_autofree char *answer = ask(requests);
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
  int fd = dial();

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
  int fd = dial();

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
  int fd = dial();
  g_autofree char *answer = NULL, *next = NULL;
  const char *second;

  client_put(fd, garbage_rows[_i].bytes, garbage_rows[_i].length);
  shutdown(fd, SHUT_WR);
  answer = client_take(fd);
  second = strlen(answer) > 0 ? strstr(answer + 1, "HTTP/1.1 200 ") : NULL;
  ck_assert_msg(second == NULL, "%s", answer);
  ck_assert_msg(strstr(answer, "Disallow") == NULL, "%s", answer);
  next = get("/robots.txt", "");
  ck_assert_ptr_nonnull(strstr(next, "Disallow: /"));
}
END_TEST

START_TEST(too_long)
{
  g_autofree char *filling = g_strnfill(40000, 'a');
  g_autofree char *path = g_strconcat("/", filling, NULL), *headers = g_strconcat("X: ", filling, "\r\n", NULL);
  g_autofree char *long_path = get(path, ""), *long_header = get("/", headers), *next = get("/robots.txt", "");

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
    fds[i] = dial();
    client_put(fds[i], part, strlen(part));
  }
  begin = g_get_monotonic_time();
  for (int i = 0; i < 10; i++) {
    g_autofree char *answer = get("/robots.txt", "");

    ck_assert_ptr_nonnull(strstr(answer, "Disallow: /"));
  }
  ck_assert_int_lt(g_get_monotonic_time() - begin, 5 * G_USEC_PER_SEC);
  for (guint i = 0; i < G_N_ELEMENTS(fds); i++)
    close(fds[i]);
}
END_TEST

static gpointer ask_feed(gpointer data)
{
  g_autofree char *answer = get("/feeds/{feed}/rss", "");

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

/* --- starting and stopping ---------------------------------------------------------------- */

/* url: "unix:/path". */
static char *get_unix(const char *url, const char *path)
{
  g_autofree char *request = g_strconcat("GET ", path, HTTP "\r\n", NULL), *filled = fill_in(request);
  struct sockaddr_un name = { .sun_family = AF_UNIX };
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  ck_assert(g_str_has_prefix(url, "unix:/"));
  g_strlcpy(name.sun_path, url + strlen("unix:"), sizeof name.sun_path);
  ck_assert_int_eq(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
  client_put(fd, filled, strlen(filled));
  return client_take(fd);
}

START_TEST(unix_socket)
{
  const char *url = server_addresses(server)[1];
  g_autofree char *answer = get_unix(url, "/robots.txt"), *path = g_strdup(url + strlen("unix:"));

  ck_assert_ptr_nonnull(strstr(answer, "Disallow: /"));
  ck_assert(g_file_test(path, G_FILE_TEST_EXISTS));
  server_stop(g_steal_pointer(&server));
  ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
}
END_TEST

/* --- for the admin ------------------------------------------------------------------------ */

static gboolean tell_of_spool(ServerSpool *spool, gpointer data)
{
  *spool = (ServerSpool){ *(guint64 *)data, FIXTURE_NOW - 100 };
  return TRUE;
}

static const char *const metric_rows[] = {
  "gistwire_build_info{version=\"" PACKAGE_VERSION "\"} 1\n",
  "gistwire_store_readable 1\n",
  "gistwire_feeds 1\n",
  "gistwire_items_pending 1\n",
  "gistwire_mails_total{outcome=\"published\"} 0\n",
  "gistwire_spool_mails 7\n",
  "gistwire_spool_oldest_seconds 100\n",
  "gistwire_reply_cache_answers_total{how=\"written\"} 1\n",
  "gistwire_reply_cache_entries 1\n",
  "gistwire_http_requests_total{route=\"/feeds/*/rss\",status=\"200\"} 1\n",
  "gistwire_http_requests_total{route=\"/feeds/*/rss\",status=\"304\"} 1\n",
  "gistwire_http_requests_total{route=\"/feeds/*/rss\",status=\"405\"} 1\n",
  "gistwire_http_requests_total{route=\"none\",status=\"404\"} 1\n",
  "gistwire_http_answer_seconds_bucket{route=\"/feeds/*/rss\",le=\"+Inf\"} 3\n",
  "gistwire_http_answer_seconds_count{route=\"/feeds/*/rss\"} 3\n",
  "gistwire_http_connections_total 4\n",
  "gistwire_http_stale_total 0\n",
};

START_TEST(metrics)
{
  g_autofree char *feed = get("/feeds/{feed}/rss", ""), *etag = header_of(feed, "ETag");
  g_autofree char *match = g_strdup_printf("If-None-Match: %s\r\n", etag), *same = get("/feeds/{feed}/rss", match);
  g_autofree char *none = get("/metrics", ""), *post = ask("POST /feeds/{feed}/rss" HTTP "\r\n"), *answer = NULL;
  guint64 mails = 7;

  server_set_probe(server, tell_of_spool, &mails);
  answer = get_unix(server_admin_addresses(server)[0], "/metrics");
  ck_assert_msg(g_str_has_prefix(answer, "HTTP/1.1 200 "), "%s", answer);
  ck_assert_ptr_nonnull(strstr(answer, "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
  ck_assert_ptr_nonnull(strstr(answer, "\r\nCache-Control: no-store\r\n"));
  for (guint i = 0; i < G_N_ELEMENTS(metric_rows); i++)
    ck_assert_msg(strstr(answer, metric_rows[i]) != NULL, "no %s in %s", metric_rows[i], answer);
  ck_assert_ptr_null(strstr(answer, feed_id)); /* what is guarded by ids tells none */
}
END_TEST

/* Neither listener has what the other has. */
START_TEST(admin_is_apart)
{
  const char *url = server_admin_addresses(server)[0];
  g_autofree char *health = get_unix(url, "/healthz"), *feed = get_unix(url, "/feeds/{feed}/rss");
  g_autofree char *home = get_unix(url, "/"), *public = get("/healthz", "");

  ck_assert_msg(g_str_has_prefix(health, "HTTP/1.1 200 ") && g_str_has_suffix(health, "\r\n\r\nok\n"), "%s", health);
  ck_assert(g_str_has_prefix(feed, "HTTP/1.1 404 "));
  ck_assert(g_str_has_prefix(home, "HTTP/1.1 404 "));
  ck_assert(g_str_has_prefix(public, "HTTP/1.1 404 "));
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
    client_connect(server, fds[i]);
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

    client_connect(server, fd);
    client_put(fd, requests[i], strlen(requests[i]));
    shutdown(fd, SHUT_WR);
    answer = client_take(fd);
    ck_assert_int_eq(strstr(answer, "Disallow: /") != NULL, i == 0);
  }
  ck_assert_int_lt(g_get_monotonic_time() - begin, 10 * G_USEC_PER_SEC);
}
END_TEST

START_TEST(busy_port)
{
  const char *taken = server_addresses(server)[0] + strlen("http://");
  g_autoptr(Config) second = server_config(taken);
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(server_start(second, &error));
  ck_assert_ptr_nonnull(strstr(error->message, taken));
}
END_TEST

START_TEST(no_store)
{
  g_autoptr(Config) other = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(folder, "nowhere.db", NULL);

  server_stop(g_steal_pointer(&server));
  g_free(store_path);
  store_path = g_steal_pointer(&path);
  other = server_config("127.0.0.1:0");
  ck_assert_ptr_null(server_start(other, &error));
  ck_assert_ptr_nonnull(strstr(error->message, "nowhere.db"));
}
END_TEST

START_TEST(new_config)
{
  static const char text[] = "[server]\nbase_url=https://new.test\n[mail]\ndomain=m.test\n";
  g_autoptr(Config) changed = config_parse(text, strlen(text), "test", NULL);
  g_autofree char *answer = NULL;

  server_set_config(server, changed);
  answer = get("/feeds/{feed}/rss", "");
  ck_assert_ptr_nonnull(strstr(answer, "https://new.test/feeds/"));
  ck_assert_ptr_null(strstr(answer, "h.test/g"));
}
END_TEST

/* A store that cannot be read is no empty feed. */
START_TEST(store_fails)
{
  g_autofree char *answer = NULL, *home = NULL, *health = NULL;
  g_autofree char *garbage = g_strnfill(1 << 20, 'x');

  ck_assert(g_file_set_contents_full(store_path, garbage, 1 << 20, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  answer = get("/feeds/{feed}/rss", "");
  ck_assert_msg(g_str_has_prefix(answer, "HTTP/1.1 503 "), "%s", answer);
  ck_assert_ptr_nonnull(strstr(answer, "\r\nRetry-After: 60\r\n"));
  ck_assert_ptr_nonnull(strstr(answer, "\r\nCache-Control: no-store\r\n"));
  ck_assert_ptr_null(strstr(answer, "<rss"));
  home = get("/", "");
  ck_assert(g_str_has_prefix(home, "HTTP/1.1 200 "));
  health = get_unix(server_admin_addresses(server)[0], "/healthz");
  ck_assert_msg(g_str_has_prefix(health, "HTTP/1.1 503 "), "%s", health);
}
END_TEST

/* A feed that was good once is served on as it was. */
START_TEST(store_fails_later)
{
  g_autofree char *before = get("/feeds/{feed}/rss", ""), *garbage = g_strnfill(1 << 20, 'x'), *after = NULL;
  g_autofree char *unknown = NULL, *metrics_text = NULL;
  g_autoptr(Store) store = store_open(store_path, STORE_READ, NULL); /* keeps the log apart from the database */

  publish_held();
  ck_assert(g_file_set_contents_full(store_path, garbage, 1 << 20, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  after = get("/feeds/{feed}/rss", "");
  ck_assert_str_eq(strstr(after, "\r\n\r\n"), strstr(before, "\r\n\r\n"));
  ck_assert(g_str_has_prefix(after, "HTTP/1.1 200 "));
  metrics_text = get_unix(server_admin_addresses(server)[0], "/metrics");
  ck_assert_ptr_nonnull(strstr(metrics_text, "\ngistwire_http_stale_total 1\n"));
  unknown = get("/feeds/" FIXTURE_ID "/rss", "");
  ck_assert_msg(g_str_has_prefix(unknown, "HTTP/1.1 503 "), "%s", unknown);
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
  g_autofree char *plain = get("/feeds/{feed}/rss", ""), *tag = header_of(plain, "ETag");
  g_autofree char *match = g_strdup_printf("Accept-Encoding: gzip\r\nIf-None-Match: %s\r\n", tag), *other = NULL;

  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_autofree char *answer = get("/feeds/{feed}/rss", wanted[i].headers);
    g_autofree char *encoding = header_of(answer, "Content-Encoding"), *vary = header_of(answer, "Vary");

    ck_assert_str_eq(vary, "Accept-Encoding");
    ck_assert_int_eq(g_strcmp0(encoding, "gzip") == 0, wanted[i].packed);
  }
  other = get("/feeds/{feed}/rss", match); /* the tag of the plain bytes is not that of the gzipped ones */
  ck_assert(g_str_has_prefix(other, "HTTP/1.1 200 "));
}
END_TEST

/* Lines of one field are one list. */
START_TEST(tag_in_second_line)
{
  g_autofree char *first = get("/feeds/{feed}/rss", ""), *tag = header_of(first, "ETag");
  g_autofree char *match = g_strdup_printf("If-None-Match: \"x\"\r\nIf-None-Match: W/%s\r\n", tag);
  g_autofree char *same = get("/feeds/{feed}/rss", match);

  ck_assert_msg(g_str_has_prefix(same, "HTTP/1.1 304 "), "%s", same);
}
END_TEST

/* Idle connections do not hold the end up, a request under way does, for a while. */
START_TEST(stop)
{
  int idle = dial(), half = dial();
  gint64 begin;

  client_put(half, "GET / HTTP/1.1\r\nHost: h\r\n", strlen("GET / HTTP/1.1\r\nHost: h\r\n"));
  g_usleep(100 * 1000);
  client_put(half, "\r\n", 2);
  g_usleep(100 * 1000);
  begin = g_get_monotonic_time();
  server_stop(g_steal_pointer(&server));
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
  int fd = dial();
  GThread *thread;
  g_autofree char *answer = NULL;

  client_put(fd, "GET /robots.txt HTTP/1.1\r\nHost: h\r\n", strlen("GET /robots.txt HTTP/1.1\r\nHost: h\r\n"));
  g_usleep(100 * 1000);
  thread = g_thread_new("late", finish_late, &fd);
  server_stop(g_steal_pointer(&server));
  g_thread_join(thread);
  answer = client_take(fd);
  ck_assert_msg(strstr(answer, "Disallow: /") != NULL, "%s", answer);
  ck_assert_ptr_nonnull(strstr(answer, "\r\nConnection: close\r\n"));
}
END_TEST

Suite *test_server_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("server", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, single, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, same_404);
  tcase_add_loop_test(tcase, conditional, 0, G_N_ELEMENTS(cached_rows));
  tcase_add_test(tcase, modified_since);
  tcase_add_test(tcase, change_seen);
  tcase_add_test(tcase, pipelining);
  tcase_add_test(tcase, keep_alive);
  tcase_add_test(tcase, dripping);
  tcase_add_loop_test(tcase, nonsense, 0, G_N_ELEMENTS(garbage_rows));
  tcase_add_test(tcase, too_long);
  tcase_add_test(tcase, slow_crowd);
  tcase_add_test(tcase, many_at_once);
  tcase_add_test(tcase, unix_socket);
  tcase_add_test(tcase, metrics);
  tcase_add_test(tcase, admin_is_apart);
  tcase_add_test(tcase, no_files);
  tcase_add_test(tcase, half_closed);
  tcase_add_test(tcase, busy_port);
  tcase_add_test(tcase, no_store);
  tcase_add_test(tcase, new_config);
  tcase_add_test(tcase, store_fails);
  tcase_add_test(tcase, store_fails_later);
  tcase_add_test(tcase, encodings);
  tcase_add_test(tcase, tag_in_second_line);
  tcase_add_test(tcase, stop);
  tcase_add_test(tcase, stop_waits_for_a_request);
  return suite;
}
