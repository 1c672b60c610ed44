/* SPDX-License-Identifier: MIT */
#include "web/router.h"

#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

#define ID FIXTURE_ID

static const struct {
  const char *target;
  RouteKind kind;
} rows[] = {
  { "/", ROUTE_HOME },
  { "/?", ROUTE_HOME },
  { "/?a=/links/" ID, ROUTE_HOME },
  { "/feeds/" ID, ROUTE_FEED },
  { "/feeds/" ID "/rss", ROUTE_FEED_RSS },
  { "/feeds/" ID "/atom", ROUTE_FEED_ATOM },
  { "/feeds/" ID "/json", ROUTE_FEED_JSON },
  { "/feeds/" ID "/rss?utm=1", ROUTE_FEED_RSS },
  { "/feeds/" ID "/search", ROUTE_SEARCH },
  { "/feeds/" ID "/search?q=a%2Fb", ROUTE_SEARCH },
  { "/feeds/" ID "/search.rss?q=a", ROUTE_SEARCH_RSS },
  { "/feeds/" ID "/search?page=9999", ROUTE_SEARCH },
  { "/feeds/" ID "/search?page=10000", ROUTE_NONE },
  { "/feeds/" ID "/search?page=0", ROUTE_NONE },
  { "/feeds/" ID "/search?page=01", ROUTE_NONE },
  { "/feeds/" ID "/search?page=", ROUTE_NONE },
  { "/feeds/" ID "/search?page=1x", ROUTE_NONE },
  { "/feeds/" ID "/search?page=-1", ROUTE_NONE },
  { "/feeds/" ID "/search?before=x", ROUTE_NONE },
  { "/feeds/" ID "/rss?page=0&q=%zz", ROUTE_FEED_RSS },
  { "/feeds/" ID "/search/", ROUTE_NONE },
  { "/feeds/" ID "/search.atom", ROUTE_NONE },
  { "/feeds/" ID "/search%2erss", ROUTE_NONE },
  { "/feeds/" ID "?before=" ID, ROUTE_FEED },
  { "/feeds/" ID "?before=x", ROUTE_NONE },
  { "/feeds/" ID "?before=", ROUTE_NONE },
  { "/feeds/" ID "?before=" ID "x", ROUTE_NONE },
  { "/feeds/" ID "?a&before=ABCDEFGHIJKLMNOPQRSTUVWXYZ", ROUTE_NONE },
  { "/feeds/" ID "?xbefore=x&&", ROUTE_FEED },
  { "/feeds/" ID "/rss?%00", ROUTE_FEED_RSS },
  { "/newsletters/" ID, ROUTE_NEWSLETTER },
  { "/newsletters/234567aaaaaaaaaaaaaaaaaaaa", ROUTE_NEWSLETTER },
  { "/newsletters/" ID "/original", ROUTE_ORIGINAL },
  { "/newsletters/" ID "/original?images=1", ROUTE_ORIGINAL },
  { "/newsletters/" ID "/parts/0", ROUTE_PART },
  { "/newsletters/" ID "/parts/9999", ROUTE_PART },
  { "/links/" ID, ROUTE_LINK },
  { "/digests/" ID, ROUTE_DIGEST },
  { "/style.css", ROUTE_STYLE },
  { "/style.css?v=123", ROUTE_STYLE },
  { "/favicon.ico", ROUTE_FAVICON },
  { "/icon.png", ROUTE_ICON },
  { "/robots.txt", ROUTE_ROBOTS },
  { "http://any.test/links/" ID, ROUTE_LINK },
  { "HTTPS://any.test:1/", ROUTE_HOME },
  /* nothing of this is there */
  { "", ROUTE_NONE },
  { "*", ROUTE_NONE },
  { "any.test:443", ROUTE_NONE },
  { "http://any.test", ROUTE_NONE },
  { "http://http:///", ROUTE_NONE },
  { "ftp://any.test/", ROUTE_NONE },
  { "//", ROUTE_NONE },
  { "/.", ROUTE_NONE },
  { "/..", ROUTE_NONE },
  { "//feeds/" ID "/rss", ROUTE_NONE },
  { "/feeds//" ID "/rss", ROUTE_NONE },
  { "/feeds", ROUTE_NONE },
  { "/feeds/" ID "/html", ROUTE_NONE },
  { "/feeds/" ID "/", ROUTE_NONE },
  { "/feeds/" ID "/rss/", ROUTE_NONE },
  { "/feeds/" ID "/rsss", ROUTE_NONE },
  { "/feeds/" ID "/rs", ROUTE_NONE },
  { "/feeds/" ID "/RSS", ROUTE_NONE },
  { "/feeds/" ID "/rss%00", ROUTE_NONE },
  { "/feeds/" ID "%2Frss", ROUTE_NONE },
  { "/feeds%2f" ID "/rss", ROUTE_NONE },
  { "/%66eeds/" ID "/rss", ROUTE_NONE },
  { "/feeds/../feeds/" ID "/rss", ROUTE_NONE },
  { "/feeds/./" ID "/rss", ROUTE_NONE },
  { "/feeds/" ID "/rss#x", ROUTE_NONE },
  { "/feeds/" ID "/rss;x", ROUTE_NONE },
  { "/feeds/" ID " /rss", ROUTE_NONE },
  { "/newsletters", ROUTE_NONE },
  { "/newsletters/", ROUTE_NONE },
  { "/newsletters/" ID "/", ROUTE_NONE },
  { "/newsletters/" ID "/originals", ROUTE_NONE },
  { "/newsletters/" ID "/original1", ROUTE_NONE },
  { "/newsletters/" ID "1/original", ROUTE_NONE },
  { "/newsletters/" ID "/original/", ROUTE_NONE },
  { "/newsletters/" ID "/parts/", ROUTE_NONE },
  { "/newsletters/" ID "/parts/01", ROUTE_NONE },
  { "/newsletters/" ID "/parts/00", ROUTE_NONE },
  { "/newsletters/" ID "/parts/-1", ROUTE_NONE },
  { "/newsletters/" ID "/parts/+1", ROUTE_NONE },
  { "/newsletters/" ID "/parts/1x", ROUTE_NONE },
  { "/newsletters/" ID "/parts/x1", ROUTE_NONE },
  { "/newsletters/" ID "/parts/12345", ROUTE_NONE },
  { "/newsletters/" ID "/parts/4294967296", ROUTE_NONE },
  { "/newsletters/" ID "/parts1", ROUTE_NONE },
  { "/feeds/" ID "/rss1", ROUTE_NONE },
  { "/newsletters/ABCDEFGHIJKLMNOPQRSTUVWXYZ", ROUTE_NONE },
  { "/newsletters/0bcdefghijklmnopqrstuvwxyz", ROUTE_NONE },
  { "/newsletters/abcdefghijklmnopqrstuvwxy", ROUTE_NONE },
  { "/newsletters/" ID "a", ROUTE_NONE },
  { "/newsletters/abcdefghijklmnopqrstuvwx%7a", ROUTE_NONE },
  { "/links/abcdefghijklmnopqrstuvwx/z", ROUTE_NONE },
  { "/digests/", ROUTE_NONE },
  { "/digests/" ID "/", ROUTE_NONE },
  { "/links/abcdefghijklmnopqrstuvwx\xc3\xa9", ROUTE_NONE },
  { "\\links\\" ID, ROUTE_NONE },
  { "/healthz", ROUTE_NONE },
  { "/metrics", ROUTE_NONE },
};

static const struct {
  const char *query;
  gboolean images;
  const char *before;
} query_rows[] = {
  { "", FALSE, "" },
  { "?", FALSE, "" },
  { "?images=1", TRUE, "" },
  { "?images=1&before=" ID, TRUE, ID },
  { "?before=" ID "&utm_source=x&images=1", TRUE, ID },
  { "?images=0", FALSE, "" },
  { "?images=11", FALSE, "" },
  { "?images", FALSE, "" },
  { "?Images=1", FALSE, "" },
  { "?ximages=1", FALSE, "" },
  { "?a=images=1", FALSE, "" },
  { "?images%3D1", FALSE, "" },
};

START_TEST(query)
{
  g_autofree char *target = g_strconcat("/feeds/" ID, query_rows[_i].query, NULL);
  Route route = { ROUTE_ROBOTS, "left over", 7, TRUE, "left over" };

  router_parse(target, &route);
  ck_assert_int_eq(route.kind, ROUTE_FEED);
  ck_assert_int_eq(route.images, query_rows[_i].images);
  ck_assert_str_eq(route.before, query_rows[_i].before);
}
END_TEST

static const struct {
  const char *query, *decoded;
  QueryProblem problem;
  guint page;
} search_rows[] = {
  { "", "", QUERY_FINE, 1 },
  { "q=", "", QUERY_FINE, 1 },
  { "q=word&page=7", "word", QUERY_FINE, 7 },
  { "page=7&q=one+two%20three%2B", "one two three+", QUERY_FINE, 7 },
  { "q=%E6%9d%b1", "\xe6\x9d\xb1", QUERY_FINE, 1 },
  { "q=a=b?c/d", "a=b?c/d", QUERY_FINE, 1 },
  { "q=%26%3d", "&=", QUERY_FINE, 1 },
  { "q=first&q=second", "second", QUERY_FINE, 1 },
  { "q=%zz&q=second", "second", QUERY_FINE, 1 },
  { "xq=1&Q=2&qq=3&q", "", QUERY_FINE, 1 },
  { "q=a%00b", "a", QUERY_MALFORMED, 1 },
  { "q=a%", "a", QUERY_MALFORMED, 1 },
  { "q=a%4", "a", QUERY_MALFORMED, 1 },
  { "q=a%4&x", "a", QUERY_MALFORMED, 1 },
  { "q=a%g0", "a", QUERY_MALFORMED, 1 },
  { "q=a%0g", "a", QUERY_MALFORMED, 1 },
  { "q=%c3&page=2", "\xc3", QUERY_FINE, 2 }, /* not text, but that is for others to see */
};

START_TEST(search)
{
  g_autofree char *target = g_strconcat("/feeds/" ID "/search.rss?", search_rows[_i].query, NULL);
  Route route = { ROUTE_ROBOTS, "left over", 7, .query = "left over" };

  router_parse(target, &route);
  ck_assert_int_eq(route.kind, ROUTE_SEARCH_RSS);
  ck_assert_str_eq(route.query, search_rows[_i].decoded);
  ck_assert_int_eq(route.problem, search_rows[_i].problem);
  ck_assert_uint_eq(route.page, search_rows[_i].page);
}
END_TEST

START_TEST(long_search)
{
  g_autofree char *fits = g_strnfill(QUERY_MAX_BYTES, '+'),
                  *target = g_strconcat("/feeds/" ID "/search?q=", fits, NULL);
  g_autofree char *over = g_strconcat(target, "%41", NULL);
  Route route;

  router_parse(target, &route);
  ck_assert_int_eq(route.problem, QUERY_FINE);
  ck_assert_uint_eq(strlen(route.query), QUERY_MAX_BYTES);
  router_parse(over, &route);
  ck_assert_int_eq(route.problem, QUERY_TOO_LONG);
  ck_assert_uint_eq(strlen(route.query), QUERY_MAX_BYTES);
}
END_TEST

START_TEST(parse)
{
  Route route = { ROUTE_ROBOTS, "left over", 7 };

  router_parse(rows[_i].target, &route);
  ck_assert_int_eq(route.kind, rows[_i].kind);
  ck_assert_uint_eq(route.number, g_str_has_suffix(rows[_i].target, "/parts/9999") ? 9999 : 0);
  if (strstr(rows[_i].target, "/" ID) != NULL && route.kind != ROUTE_NONE && route.kind != ROUTE_HOME)
    ck_assert_str_eq(route.id, ID);
  else if (route.kind == ROUTE_NEWSLETTER)
    ck_assert(id_valid(route.id));
  else
    ck_assert_str_eq(route.id, "");
}
END_TEST

static const struct {
  const char *target;
  RouteKind kind;
} admin_rows[] = {
  { "/healthz", ROUTE_HEALTH },
  { "/metrics", ROUTE_METRICS },
  { "/metrics?x", ROUTE_METRICS },
  { "/healthz/", ROUTE_NONE },
  { "/", ROUTE_NONE },
  { "/feeds/" ID "/rss", ROUTE_NONE },
  { "/links/" ID, ROUTE_NONE },
  { "", ROUTE_NONE },
  { "http://any.test/metrics", ROUTE_METRICS },
};

START_TEST(parse_admin)
{
  Route route = { ROUTE_ROBOTS, "left over", 7 };

  router_parse_admin(admin_rows[_i].target, &route);
  ck_assert_int_eq(route.kind, admin_rows[_i].kind);
  ck_assert_str_eq(route.id, "");
}
END_TEST

START_TEST(pattern)
{
  if (_i == ROUTE_NONE)
    ck_assert_str_eq(router_pattern((RouteKind)_i), "");
  else
    ck_assert_int_eq(router_pattern((RouteKind)_i)[0], '/');
}
END_TEST

Suite *test_router_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("router", &tcase);

  tcase_add_loop_test(tcase, parse, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, search, 0, G_N_ELEMENTS(search_rows));
  tcase_add_test(tcase, long_search);
  tcase_add_loop_test(tcase, query, 0, G_N_ELEMENTS(query_rows));
  tcase_add_loop_test(tcase, parse_admin, 0, G_N_ELEMENTS(admin_rows));
  tcase_add_loop_test(tcase, pattern, 0, ROUTE_COUNT);
  return suite;
}
