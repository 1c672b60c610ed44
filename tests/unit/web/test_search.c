/* SPDX-License-Identifier: MIT */
#include "web/search.h"

#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"
#include "util/error.h"
#include "web/site.h"

#define ADDRESS "dncrgxralke33ysgecec23ai7a"

static Fixture fixture;
static char *folder;
static Store *store;
static Feed *feed;
static Site *site;

static void setup(void)
{
  GError *error = NULL;
  g_autofree char *path = NULL;

  fixture_setup(&fixture);
  folder = support_folder();
  path = g_build_filename(folder, "test.db", NULL);
  store = store_open(path, STORE_WRITE, &error);
  ck_no_error(error);
  feed = feed_new();
  feed->name = g_strdup("Fen & more");
  feed->address = g_strdup(ADDRESS);
  ck_assert(store_begin(store, &error) && store_feed_add(store, feed, &error) && store_commit(store, &error));
  site = site_new(&error);
  ck_no_error(error);
}

static void teardown(void)
{
  site_free(site);
  feed_free(feed);
  store_close(store);
  support_remove_folder(folder);
  fixture_teardown(&fixture);
}

/* Within a transaction. */
static void put(guint seed, const char *subject, const char *markdown)
{
  g_autoptr(Item) item = fixture_item("text");
  Newsletter *newsletter = item->newsletter;
  g_autofree char *id = NULL;

  g_free(newsletter->sha256);
  g_free(newsletter->body_hash);
  g_free(newsletter->subject);
  g_free(newsletter->markdown);
  newsletter->sha256 = g_strdup_printf("%064u", seed);
  newsletter->body_hash = g_strdup_printf("%064u", seed);
  newsletter->subject = g_strdup(subject);
  newsletter->markdown = g_strdup(markdown);
  id = fixture_store_item(store, feed, item, TRUE);
}

static void publish(guint seed, const char *subject, const char *markdown)
{
  GError *error = NULL;

  ck_assert(store_begin(store, &error));
  put(seed, subject, markdown);
  ck_assert(store_commit(store, &error));
}

/* The answer to that query of the search in the feed. */
static Reply *ask(const char *form, const char *query)
{
  GError *error = NULL;
  g_autofree char *target = g_strdup_printf("/feeds/%s/search%s?%s", feed->id, form, query);
  Route route;
  Reply *reply;

  router_parse(target, &route);
  reply = site_answer(site, fixture.config, store, &route, &error);
  ck_no_error(error);
  return reply;
}

static char *body_of(const Reply *reply)
{
  return g_strndup(g_bytes_get_data(reply->body, NULL), g_bytes_get_size(reply->body));
}

static const struct {
  const char *query;
  guint status;
  const char *has;   /* in the page */
  const char *lacks; /* NULL: nothing */
} rows[] = {
  { "", 200, "<label for=\"q\">Search this feed</label>", "class=\"note\"" },
  { "q=", 200, "name=\"q\" value=\"\"", "class=\"note\"" },
  { "q=bitterns", 200, "<mark>Bitterns</mark> in the reeds</a>", "Nothing" },
  { "q=bitterns", 200, ">1 newsletter. <a href=\"/g/feeds/", NULL },
  { "q=bitterns", 200, "in the evening, <mark>bitterns</mark> call.", "(L1)" },
  { "q=bitterns", 200, "<title>Fen &amp; more: search for bitterns</title>", NULL },
  { "q=bitterns+call", 200, "<mark>bitterns</mark> <mark>call</mark>", NULL },
  { "q=%22bitterns%20call%22", 200, "<mark>bitterns call</mark>", NULL },
  { "q=%22bitterns%20call%22", 200, "/search.rss?q=%22bitterns%20call%22\"", NULL },
  { "q=%22bitterns%20call%22", 200, "value=\"&quot;bitterns call&quot;\"", NULL },
  { "q=bitt*&page=1", 200, "<mark>bitterns</mark>", NULL },
  { "q=%E6%9D%B1%E4%BA%AC", 200, "<mark>\u6771\u4eac</mark>", NULL },
  { "q=nobody+has+this", 200, "Nothing was found.", "<article" },
  { "q=first&q=bitterns", 200, "<mark>", NULL },
  { "q=sunny*&unknown=1&before=x", 404, NULL, NULL },
  { "q=bitterns&page=2", 404, NULL, NULL },
  { "q=bitterns&page=0", 404, NULL, NULL },
  { "q=bitterns&page=x", 404, NULL, NULL },
  { "q=!%3F", 200, "There is no word in this search.", "<article" },
  { "q=bi*", 400, "A star needs at least 3 letters before it.", "<article" },
  { "q=%zz", 400, "This search is not text in UTF-8.", NULL },
  { "q=%", 400, "not text", NULL },
  { "q=%2", 400, "not text", NULL },
  { "q=a%00b", 400, "not text", NULL },
  { "q=%ff%fe", 400, "not text", NULL },
  { "q=1+2+3+4+5+6+7+8+9+10+11+12+13+14+15+16+17+18+19+20+21+22+23+24+25+26+27+28+29+30+31+32+33", 400,
    "at most 32 words", NULL },
  { "q=%3Cscript%3Ealert(1)%3C/script%3E%22%27", 200, "value=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;\"",
    "<script" },
  { "q=%E2%80%AEbitterns", 200, "<mark>bitterns</mark>", "\u202e" },
  /* the address is not shown, and nobody spells it out */
  { "q=subscribed", 200, "<mark>subscribed</mark> as [your address] and [your address].", ADDRESS },
  { "q=" ADDRESS, 200, "Nothing was found.", NULL },
  { "q=dnc*", 200, "Nothing was found.", NULL },
  { "q=%22as+dnc%22*", 200, "Nothing was found.", NULL },
};

START_TEST(pages)
{
  g_autofree char *html = NULL;
  g_autoptr(Reply) reply = NULL;

  publish(1, "Bitterns in the reeds",
          "# Now\n\n*Late* in the [evening](L1), bitterns call. \u6771\u4eac\u30bf\u30ef\u30fc.");
  publish(2, "Mail", "You are subscribed as " ADDRESS "@m.test and " ADDRESS "%40n.test.");
  reply = ask("", rows[_i].query);
  html = body_of(reply);
  ck_assert_uint_eq(reply->status, rows[_i].status);
  ck_assert_int_eq(reply->etag != NULL, reply->status == 200);
  if (rows[_i].has != NULL)
    ck_assert_msg(strstr(html, rows[_i].has) != NULL, "no «%s» in %s", rows[_i].has, html);
  if (rows[_i].lacks != NULL)
    ck_assert_msg(strstr(html, rows[_i].lacks) == NULL, "«%s» in %s", rows[_i].lacks, html);
}
END_TEST

START_TEST(too_long)
{
  g_autofree char *fits = g_strnfill(QUERY_MAX_BYTES, 'x'), *much = g_strnfill(100000, '+');
  g_autofree char *query = g_strconcat("q=", fits, NULL), *more = g_strconcat("q=", fits, "x", NULL);
  g_autofree char *most = g_strconcat("q=", much, NULL);
  g_autoptr(Reply) fine = ask("", query), one = ask("", more), many = ask("", most), feed_of_many = ask(".rss", most);
  g_autofree char *html = body_of(one);

  ck_assert_uint_eq(fine->status, 200);
  ck_assert_uint_eq(one->status, 400);
  ck_assert_uint_eq(many->status, 400);
  ck_assert_uint_eq(feed_of_many->status, 400);
  ck_assert_ptr_nonnull(strstr(html, "A search has at most 256 bytes."));
}
END_TEST

/* A feed of nothing to be searched for is refused before it comes to a feed; also one of a feed that is not there. */
static const struct {
  const char *target;
  gboolean refused;
} refused_rows[] = {
  { "/search.rss?q=word", FALSE }, { "/search.rss?q=", TRUE },    { "/search.rss", TRUE },
  { "/search.rss?q=...", TRUE },   { "/search.rss?q=%00", TRUE }, { "/search.rss?q=ab*", TRUE },
  { "/search?q=ab*", FALSE },      { "/rss?q=ab*", FALSE },
};

START_TEST(refused)
{
  g_autofree char *target = g_strconcat("/feeds/" FIXTURE_ID, refused_rows[_i].target, NULL);
  g_autoptr(Reply) reply = NULL;
  GError *error = NULL;
  Route route;

  router_parse(target, &route);
  ck_assert_int_eq(search_refuses(&route), refused_rows[_i].refused);
  if (!refused_rows[_i].refused)
    return;
  reply = site_answer(site, fixture.config, store, &route, &error);
  ck_assert_uint_eq(reply->status, 404);
  reply_free(g_steal_pointer(&reply));
  g_free(g_steal_pointer(&target));
  target = g_strconcat("/feeds/", feed->id, refused_rows[_i].target, NULL);
  router_parse(target, &route);
  reply = site_answer(site, fixture.config, store, &route, &error);
  ck_assert_uint_eq(reply->status, 400);
}
END_TEST

START_TEST(older_pages)
{
  static const struct {
    const char *query, *first, *next;
    guint articles;
  } wanted[] = { { "q=word", NULL, "page=2", 20 },
                 { "q=word&page=2", "Best and newest", "page=3", 20 },
                 { "q=word&page=3", "Best and newest", NULL, 5 } };

  for (guint i = 0; i < 45; i++)
    publish(i, "Subject", "A word.");
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_autoptr(Reply) reply = ask("", wanted[i].query);
    g_autofree char *html = body_of(reply);
    g_auto(GStrv) pieces = g_strsplit(html, "<article", -1);

    ck_assert_uint_eq(reply->status, 200);
    ck_assert_uint_eq(g_strv_length(pieces) - 1, wanted[i].articles);
    ck_assert_ptr_nonnull(strstr(html, "45 newsletters."));
    ck_assert_int_eq(strstr(html, "Best and newest") != NULL, wanted[i].first != NULL);
    ck_assert_int_eq(strstr(html, "rel=\"next\"") != NULL, wanted[i].next != NULL);
    if (wanted[i].next != NULL)
      ck_assert_ptr_nonnull(strstr(html, wanted[i].next));
  }
}
END_TEST

START_TEST(as_a_feed)
{
  GError *error = NULL;
  g_autofree char *target = g_strdup_printf("/feeds/%s/search.rss?q=%%22a+word%%22+%%26", feed->id), *guid = NULL;
  g_autofree char *title = NULL, *link = NULL, *self = NULL, *count = NULL, *wanted = NULL, *main_guid = NULL;
  g_autoptr(GBytes) bytes = NULL, whole = NULL, again = NULL;
  xmlDoc *document, *all;
  Route route;

  publish(1, "One", "A word.");
  publish(2, "Two", "Another one.");
  router_parse(target, &route);
  ck_assert_int_eq(route.kind, ROUTE_SEARCH_RSS);
  bytes = site_write_feed(site, fixture.config, store, &route, feed, &error);
  again = site_write_feed(site, fixture.config, store, &route, feed, &error);
  ck_no_error(error);
  ck_assert(g_bytes_equal(bytes, again));
  document = fixture_parse(bytes);
  title = fixture_value(document, "/rss/channel/title");
  ck_assert_str_eq(title, "Fen & more: search for \"a word\" &");
  link = fixture_value(document, "/rss/channel/link");
  wanted = g_strdup_printf("http://h.test/g/feeds/%s/search?q=%%22a%%20word%%22%%20%%26", feed->id);
  ck_assert_str_eq(link, wanted);
  self = fixture_value(document, "/rss/channel/atom:link/@href");
  ck_assert_ptr_nonnull(strstr(self, "/search.rss?q=%22a%20word%22%20%26"));
  count = fixture_value(document, "count(//item)");
  ck_assert_str_eq(count, "1");
  guid = fixture_value(document, "//item/guid");
  route.kind = ROUTE_FEED_RSS;
  whole = site_write_feed(site, fixture.config, store, &route, feed, &error);
  all = fixture_parse(whole);
  main_guid = fixture_value(all, "//item[title = 'One']/guid");
  ck_assert_str_eq(guid, main_guid);
  xmlFreeDoc(document);
  xmlFreeDoc(all);
}
END_TEST

/* A feed says, as the page does, when there is more than is looked at, and only then. */
START_TEST(more_than_is_ranked)
{
  static const char text[] = "The gist of newsletters, by Gistwire";
  g_autofree char *target = g_strdup_printf("/feeds/%s/search.rss?q=word", feed->id);
  GError *error = NULL;
  Route route;

  router_parse(target, &route);
  ck_assert(store_begin(store, &error));
  for (guint i = 0; i < SEARCH_MAX_FOUND; i++)
    put(i, "Subject", "A word.");
  ck_assert(store_commit(store, &error));
  for (guint more = 0; more < 2; more++) {
    g_autoptr(GBytes) bytes = site_write_feed(site, fixture.config, store, &route, feed, &error);
    g_autoptr(Reply) page = ask("", "q=word");
    xmlDoc *document = fixture_parse(bytes);
    g_autofree char *html = body_of(page), *said = fixture_value(document, "/rss/channel/description");

    ck_assert(g_str_has_prefix(said, text));
    ck_assert_int_eq(strstr(said, "More than 2000 newsletters") != NULL, more);
    ck_assert_int_eq(strcmp(said, text) == 0, !more);
    ck_assert_int_eq(strstr(html, "More than 2000 newsletters") != NULL, more);
    xmlFreeDoc(document);
    publish(SEARCH_MAX_FOUND + more, "Subject", "A word.");
  }
}
END_TEST

Suite *test_search_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("search", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, pages, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, too_long);
  tcase_add_loop_test(tcase, refused, 0, G_N_ELEMENTS(refused_rows));
  tcase_add_test(tcase, older_pages);
  tcase_add_test(tcase, as_a_feed);
  tcase_add_test(tcase, more_than_is_ranked);
  return suite;
}
