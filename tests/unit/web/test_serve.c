/* SPDX-License-Identifier: MIT */
#include "web/serve.h"

#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"
#include "util/date.h"
#include "web/feed_format.h"

static char *folder, *store_path;
static Store *writer, *reader;
static Feed *feed, *other_feed;
static Config *config;
static Site *site;
static ReplyCache *cache;
static Route route;

static Feed *add_feed(const char *name)
{
  Feed *added = fixture_feed();

  g_free(added->name);
  g_clear_pointer(&added->id, g_free);
  g_clear_pointer(&added->address, g_free);
  added->name = g_strdup(name);
  ck_assert(store_feed_add(writer, added, NULL));
  return added;
}

/* The id that the item got. */
static char *publish_as(const Feed *to, const char *title)
{
  g_autoptr(Item) item = fixture_item(title);
  g_autofree char *html = g_strdup_printf("<p>%s</p><img src=\"https://pictures.test/1.png\" alt=\"\" />", title);
  g_autoptr(GBytes) original = g_bytes_new(html, strlen(html));
  char *id;

  item->newsletter->original = store_compress(original);
  ck_assert(store_begin(writer, NULL));
  id = fixture_store_item(writer, to, item, TRUE);
  ck_assert(store_commit(writer, NULL));
  return id;
}

static void publish(const Feed *to, const char *title)
{
  g_free(publish_as(to, title));
}

static void setup(void)
{
  static const char text[] = "[server]\nbase_url=http://h.test/g\n[mail]\ndomain=m.test\n";
  GError *error = NULL;

  date_set_now(FIXTURE_NOW);
  folder = support_folder();
  store_path = g_build_filename(folder, "gistwire.db", NULL);
  writer = store_open(store_path, STORE_WRITE, &error);
  ck_no_error(error);
  reader = store_open(store_path, STORE_READ, &error);
  ck_no_error(error);
  ck_assert(store_begin(writer, NULL));
  feed = add_feed("One");
  other_feed = add_feed("Other");
  ck_assert(store_commit(writer, NULL));
  publish(feed, "First");
  config = config_parse(text, strlen(text), "test", &error);
  ck_no_error(error);
  site = site_new(&error);
  ck_no_error(error);
  cache = reply_cache_new(1 << 20);
  route = (Route){ .kind = ROUTE_FEED_RSS };
  g_strlcpy(route.id, feed->id, sizeof route.id);
}

static void teardown(void)
{
  reply_cache_free(cache);
  site_free(site);
  config_unref(config);
  feed_free(feed);
  feed_free(other_feed);
  store_close(reader);
  store_close(writer);
  g_free(store_path);
  support_remove_folder(folder);
}

static CachedReply *serve(void)
{
  CachedReply *answer = NULL;
  GError *error = NULL;

  ck_assert(serve_look(cache, reader, &error));
  ck_no_error(error);
  ck_assert(serve_reply(site, cache, config, reader, &route, &answer, &error));
  ck_no_error(error);
  return answer;
}

static gboolean shows(const CachedReply *answer, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data(answer->replies[ENCODING_IDENTITY]->body, &size);

  return g_strstr_len(data, (gssize)size, text) != NULL;
}

START_TEST(made_once)
{
  g_autoptr(CachedReply) first = serve(), second = serve(), third = NULL, fourth = NULL;
  ReplyCacheStats stats;

  ck_assert(shows(first, "First"));
  ck_assert_ptr_eq(first, second);
  publish(other_feed, "Elsewhere");
  third = serve();
  ck_assert_ptr_eq(first, third); /* looked at again, not made again */
  publish(feed, "Second");
  fourth = serve();
  ck_assert_ptr_ne(first, fourth);
  ck_assert(shows(fourth, "Second"));
  ck_assert(!shows(first, "Second"));
  ck_assert_str_ne(first->replies[ENCODING_IDENTITY]->etag, fourth->replies[ENCODING_IDENTITY]->etag);
  ck_assert_str_ne(first->replies[ENCODING_IDENTITY]->last_modified,
                   fourth->replies[ENCODING_IDENTITY]->last_modified); /* within the same second of the clock */
  reply_cache_stats(cache, &stats);
  ck_assert_uint_eq(stats.made, 2);
  ck_assert_uint_eq(stats.hits, 1);
  ck_assert_uint_eq(stats.checked, 1);
}
END_TEST

START_TEST(encodings)
{
  g_autoptr(CachedReply) answer = NULL;
  Reply *plain, *gzip;

  publish(feed, "Again");
  answer = serve();
  plain = answer->replies[ENCODING_IDENTITY];
  gzip = answer->replies[ENCODING_GZIP];
  ck_assert_ptr_nonnull(gzip);
  ck_assert_str_eq(reply_header(gzip, "Content-Encoding"), "gzip");
  ck_assert_ptr_null(reply_header(plain, "Content-Encoding"));
  ck_assert_str_eq(reply_header(gzip, "Vary"), "Accept-Encoding");
  ck_assert_str_eq(reply_header(plain, "Vary"), "Accept-Encoding");
  ck_assert_str_ne(gzip->etag, plain->etag);
  ck_assert_str_eq(gzip->last_modified, plain->last_modified);
  ck_assert_str_eq(reply_header(gzip, "Content-Type"), reply_header(plain, "Content-Type"));
}
END_TEST

/* Another process, another time: the same state gives the same bytes and validators. */
START_TEST(same_after_restart)
{
  g_autoptr(CachedReply) before = serve(), after = NULL;
  Reply *one, *two;

  reply_cache_free(cache);
  cache = reply_cache_new(1 << 20);
  store_close(reader);
  reader = store_open(store_path, STORE_READ, NULL);
  date_set_now(FIXTURE_NOW + 1000000);
  after = serve();
  for (guint i = 0; i < ENCODING_COUNT; i++) {
    one = before->replies[i];
    two = after->replies[i];
    ck_assert(g_bytes_equal(one->body, two->body));
    ck_assert_str_eq(one->etag, two->etag);
    ck_assert_str_eq(one->last_modified, two->last_modified);
  }
}
END_TEST

START_TEST(gone)
{
  g_autoptr(CachedReply) before = serve(), after = NULL;

  ck_assert(store_begin(writer, NULL));
  ck_assert(store_feed_remove(writer, feed, NULL));
  ck_assert(store_commit(writer, NULL));
  after = serve();
  ck_assert_ptr_null(after);
  ck_assert_ptr_null(reply_cache_get_old(cache, &route));
}
END_TEST

/* The log moves into the database, a change comes into the log, and what the database itself holds is lost. */
static void damage_store(void)
{
  g_autofree char *garbage = g_strnfill(1 << 20, 'x');

  store_close(reader);
  store_close(writer);
  writer = store_open(store_path, STORE_WRITE, NULL);
  reader = store_open(store_path, STORE_READ, NULL);
  publish(feed, "Second");
  ck_assert(g_file_set_contents_full(store_path, garbage, 1 << 20, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* A failure is none of an empty feed, no feed and half of one; the last good answer is still there. */
START_TEST(failing_store)
{
  g_autoptr(CachedReply) before = serve(), after = NULL, old = NULL;
  g_autoptr(GError) error = NULL;

  damage_store();
  ck_assert(!serve_look(cache, reader, &error) || !serve_reply(site, cache, config, reader, &route, &after, &error));
  ck_assert_ptr_nonnull(error);
  ck_assert_ptr_null(after);
  old = serve_old(cache, &route);
  ck_assert_ptr_eq(old, before);
}
END_TEST

static gpointer read_on(gpointer data)
{
  guint *torn = data;
  Store *mine = store_open(store_path, STORE_READ, NULL);
  gint64 last = 0;

  for (int i = 0; i < 400; i++) {
    g_autoptr(CachedReply) answer = NULL;

    if (!serve_look(cache, mine, NULL) || !serve_reply(site, cache, config, mine, &route, &answer, NULL) ||
        answer == NULL || answer->version < last || !shows(answer, "First") || !shows(answer, "</rss>\n"))
      (*torn)++;
    else
      last = answer->version;
  }
  store_close(mine);
  return NULL;
}

/* Two readers while one writes: neither an error nor a step back. */
START_TEST(while_written)
{
  guint torn[2] = { 0, 0 };
  GThread *one = g_thread_new("one", read_on, &torn[0]), *two = g_thread_new("two", read_on, &torn[1]);
  g_autoptr(CachedReply) last = NULL;

  for (int i = 0; i < 20; i++) {
    g_autofree char *title = g_strdup_printf("Number %d", i);

    publish(feed, title);
  }
  g_thread_join(one);
  g_thread_join(two);
  ck_assert_uint_eq(torn[0] + torn[1], 0);
  last = serve();
  ck_assert(shows(last, "Number 19"));
}
END_TEST

/* --- pages -------------------------------------------------------------------------------- */

static const struct {
  RouteKind kind;
  gboolean of_item;
} pages[] = { { ROUTE_FEED, FALSE }, { ROUTE_NEWSLETTER, TRUE }, { ROUTE_ORIGINAL, TRUE } };

static void ask_for_page(guint row)
{
  g_autofree char *id = publish_as(feed, "Page");

  route = (Route){ .kind = pages[row].kind };
  g_strlcpy(route.id, pages[row].of_item ? id : feed->id, sizeof route.id);
}

START_TEST(page_made_once)
{
  g_autoptr(CachedReply) first = NULL, second = NULL, third = NULL, fourth = NULL;
  ReplyCacheStats stats;

  ask_for_page((guint)_i);
  ck_assert(serve_keeps(route.kind));
  first = serve();
  second = serve();
  ck_assert(shows(first, "Page"));
  ck_assert_ptr_eq(first, second);
  ck_assert_ptr_nonnull(first->replies[ENCODING_IDENTITY]->etag);
  publish(other_feed, "Elsewhere");
  third = serve();
  ck_assert_ptr_eq(first, third);
  publish(feed, "Second");
  fourth = serve();
  ck_assert_ptr_ne(first, fourth);
  reply_cache_stats(cache, &stats);
  ck_assert_uint_eq(stats.entries, 1);
  ck_assert_uint_eq(stats.made, 2);
}
END_TEST

static PendingItem newest_item(void)
{
  g_autoptr(GArray) items = store_item_since(writer, feed->row, 0, 0, 0, NULL);
  PendingItem newest = { 0 };

  for (guint i = 0; i < items->len; i++)
    if (g_array_index(items, PendingItem, i).row > newest.row)
      newest = g_array_index(items, PendingItem, i);
  return newest;
}

static void change_item(ItemState state, const Gist *gist)
{
  const ItemChange change = { .state = state, .gist = gist };
  const PendingItem newest = newest_item();
  gboolean changed = FALSE;

  ck_assert(store_begin(writer, NULL));
  ck_assert(store_item_change(writer, &newest, &change, &changed, NULL) && changed);
  ck_assert(store_commit(writer, NULL));
}

static void remove_newsletter(void)
{
  ck_assert(store_begin(writer, NULL));
  ck_assert(store_newsletter_remove(writer, newest_item().newsletter_row, NULL));
  ck_assert(store_commit(writer, NULL));
}

static void remove_feed(void)
{
  ck_assert(store_begin(writer, NULL));
  ck_assert(store_feed_remove(writer, feed, NULL));
  ck_assert(store_commit(writer, NULL));
}

static void hide_item(void)
{
  change_item(ITEM_HIDDEN, NULL);
}

static void hold_item(void)
{
  change_item(ITEM_HELD, NULL);
}

static void (*const revocations[])(void) = { hide_item, hold_item, remove_newsletter, remove_feed };

/* However well it was kept. */
START_TEST(page_revoked)
{
  for (guint i = 0; i < G_N_ELEMENTS(revocations); i++) {
    g_autoptr(CachedReply) before = NULL, after = NULL;

    if (i > 0) {
      teardown();
      setup();
    }
    ask_for_page((guint)_i);
    before = serve();
    ck_assert(shows(before, "Page"));
    revocations[i]();
    after = serve();
    if (after != NULL) { /* the feed lives on without it */
      ck_assert_int_eq(route.kind, ROUTE_FEED);
      ck_assert(!shows(after, "Page"));
      continue;
    }
    ck_assert(route.kind != ROUTE_FEED || revocations[i] == remove_feed);
    ck_assert_ptr_null(serve_old(cache, &route));
  }
}
END_TEST

START_TEST(page_upgraded)
{
  g_autoptr(CachedReply) before = NULL, after = NULL;
  g_autoptr(Gist) gist = gist_new();

  gist->key = g_strdup("k");
  gist->provider = g_strdup("openai");
  gist->model = g_strdup("m");
  gist->summary = g_strdup("What a model says.");
  gist->why = g_strdup("");
  gist->relevant = TRUE;
  ask_for_page(1);
  before = serve();
  change_item(ITEM_PUBLISHED, gist);
  after = serve();
  ck_assert(!shows(before, "What a model says."));
  ck_assert(shows(after, "What a model says."));
}
END_TEST

/* The name and the settings of its feed are part of a page. */
START_TEST(page_of_renamed_feed)
{
  g_autoptr(CachedReply) before = NULL, after = NULL;

  date_set_now(FIXTURE_NOW + 10);
  ask_for_page(1);
  before = serve();
  g_free(feed->name);
  feed->name = g_strdup("Another name");
  ck_assert(store_begin(writer, NULL));
  ck_assert(store_feed_edit(writer, feed, NULL));
  ck_assert(store_commit(writer, NULL));
  after = serve();
  ck_assert(shows(after, "Another name"));
  ck_assert_str_ne(before->replies[ENCODING_IDENTITY]->last_modified, after->replies[ENCODING_IDENTITY]->last_modified);
}
END_TEST

/* What of a query has an effect is kept apart, what has none is not kept twice, and what leads nowhere is not kept. */
START_TEST(query)
{
  g_autoptr(CachedReply) plain = NULL, pictured = NULL, feed_plain = NULL, feed_asked = NULL, nowhere = NULL;
  ReplyCacheStats stats;

  ask_for_page(2);
  plain = serve();
  route.images = TRUE;
  pictured = serve();
  ck_assert_str_ne(reply_header(plain->replies[ENCODING_IDENTITY], "Content-Security-Policy"),
                   reply_header(pictured->replies[ENCODING_IDENTITY], "Content-Security-Policy"));
  route = (Route){ .kind = ROUTE_FEED_RSS };
  g_strlcpy(route.id, feed->id, sizeof route.id);
  feed_plain = serve();
  route.images = TRUE;
  g_strlcpy(route.before, FIXTURE_ID, sizeof route.before);
  feed_asked = serve();
  ck_assert_ptr_eq(feed_plain, feed_asked);
  route.kind = ROUTE_FEED;
  nowhere = serve();
  ck_assert_ptr_null(nowhere);
  reply_cache_stats(cache, &stats);
  ck_assert_uint_eq(stats.entries, 3);
}
END_TEST

/* A client that knows no more than the date of its copy learns of a new configuration. */
START_TEST(configured_anew)
{
  static const char text[] = "[server]\nbase_url=http://new.test\n[mail]\ndomain=m.test\n";
  g_autoptr(CachedReply) before = NULL, after = NULL;

  ask_for_page((guint)_i);
  before = serve();
  config_unref(config);
  config = config_parse(text, strlen(text), "test", NULL);
  config->modified = FIXTURE_NOW + 3600;
  after = serve();
  ck_assert_ptr_ne(before, after);
  ck_assert_str_eq(after->replies[ENCODING_IDENTITY]->last_modified, "Mon, 23 Nov 2026 10:00:00 GMT");
  ck_assert_str_ne(before->replies[ENCODING_IDENTITY]->last_modified, after->replies[ENCODING_IDENTITY]->last_modified);
}
END_TEST

START_TEST(made_for_each_request)
{
  static const RouteKind others[] = { ROUTE_NONE, ROUTE_HOME, ROUTE_PART, ROUTE_LINK, ROUTE_STYLE, ROUTE_METRICS };

  for (guint i = 0; i < G_N_ELEMENTS(others); i++)
    ck_assert(!serve_keeps(others[i]));
}
END_TEST

START_TEST(every_feed_route_has_a_format)
{
  ck_assert_ptr_null(feed_format_of(ROUTE_NONE));
  ck_assert_ptr_null(feed_format_of(ROUTE_NEWSLETTER));
  ck_assert_ptr_nonnull(feed_format_of(ROUTE_FEED_RSS));
}
END_TEST

Suite *test_serve_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("serve", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, made_once);
  tcase_add_test(tcase, encodings);
  tcase_add_test(tcase, same_after_restart);
  tcase_add_test(tcase, gone);
  tcase_add_test(tcase, failing_store);
  tcase_add_test(tcase, while_written);
  tcase_add_test(tcase, every_feed_route_has_a_format);
  tcase_add_loop_test(tcase, page_made_once, 0, G_N_ELEMENTS(pages));
  tcase_add_loop_test(tcase, page_revoked, 0, G_N_ELEMENTS(pages));
  tcase_add_test(tcase, page_upgraded);
  tcase_add_test(tcase, page_of_renamed_feed);
  tcase_add_test(tcase, query);
  tcase_add_loop_test(tcase, configured_anew, 0, G_N_ELEMENTS(pages));
  tcase_add_test(tcase, made_for_each_request);
  return suite;
}
