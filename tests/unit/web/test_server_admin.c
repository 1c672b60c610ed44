/* SPDX-License-Identifier: MIT */
#include "web/server_admin.h"

#include <string.h>

#include "served.h"
#include "suites.h"
#include "support.h"

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
  "gistwire_extracts_total 0\n",
  "gistwire_model_questions 0\n",
  "gistwire_model_tokens_total{direction=\"in\"} 0\n",
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
  g_autofree char *feed = served_get("/feeds/{feed}/rss", ""), *etag = served_header(feed, "ETag");
  g_autofree char *match = g_strdup_printf("If-None-Match: %s\r\n", etag),
                  *same = served_get("/feeds/{feed}/rss", match);
  g_autofree char *none = served_get("/metrics", ""), *post = served_ask("POST /feeds/{feed}/rss" HTTP "\r\n"),
                  *answer = NULL;
  guint64 mails = 7;

  server_set_probe(served.server, tell_of_spool, &mails);
  answer = served_get_unix(server_admin_addresses(served.server)[0], "/metrics");
  ck_assert_msg(g_str_has_prefix(answer, "HTTP/1.1 200 "), "%s", answer);
  ck_assert_ptr_nonnull(strstr(answer, "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
  ck_assert_ptr_nonnull(strstr(answer, "\r\nCache-Control: no-store\r\n"));
  for (guint i = 0; i < G_N_ELEMENTS(metric_rows); i++)
    ck_assert_msg(strstr(answer, metric_rows[i]) != NULL, "no %s in %s", metric_rows[i], answer);
  ck_assert_ptr_null(strstr(answer, served.feed_id)); /* what is guarded by ids tells none */
}
END_TEST

/* Neither listener has what the other has. */
START_TEST(admin_is_apart)
{
  const char *url = server_admin_addresses(served.server)[0];
  g_autofree char *health = served_get_unix(url, "/healthz"), *feed = served_get_unix(url, "/feeds/{feed}/rss");
  g_autofree char *home = served_get_unix(url, "/"), *public = served_get("/healthz", "");

  ck_assert_msg(g_str_has_prefix(health, "HTTP/1.1 200 ") && g_str_has_suffix(health, "\r\n\r\nok\n"), "%s", health);
  ck_assert(g_str_has_prefix(feed, "HTTP/1.1 404 "));
  ck_assert(g_str_has_prefix(home, "HTTP/1.1 404 "));
  ck_assert(g_str_has_prefix(public, "HTTP/1.1 404 "));
}
END_TEST

Suite *test_server_admin_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("server_admin", &tcase);

  tcase_add_checked_fixture(tcase, served_setup, served_teardown);
  tcase_add_test(tcase, metrics);
  tcase_add_test(tcase, admin_is_apart);
  return suite;
}
