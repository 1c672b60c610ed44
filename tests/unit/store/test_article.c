/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <string.h>

#include "fixture.h"
#include "publish.h"
#include "suites.h"
#include "util/date.h"
#include "util/error.h"

#define DAY (24 * 3600)

/* A link of content; text NULL ends a list. */
typedef struct {
  const char *url, *text;
} Named;

static Feed *source, *links, *top;

static Feed *add_derived(const char *name, FeedKind kind, gboolean most_named)
{
  GError *error = NULL;
  Feed *feed = feed_new();

  feed->name = g_strdup(name);
  feed->kind = kind;
  feed->source_row = source->row;
  feed->most_named = most_named;
  feed->every = kind == FEED_DIGEST ? FEED_DAILY : FEED_NEVER;
  store_feed_add(fixture_store, feed, &error);
  ck_no_error(error);
  store_article_fill(fixture_store, feed, NULL, NULL, &error);
  ck_no_error(error);
  return feed;
}

static void setup(void)
{
  fixture_setup();
  fixture_begin();
  source = fixture_add_feed("Source", "source");
  links = add_derived("Links", FEED_PER_LINK, FALSE);
  top = add_derived("Top", FEED_PER_LINK, TRUE);
  fixture_commit();
}

static void teardown(void)
{
  feed_free(source);
  feed_free(links);
  feed_free(top);
  fixture_teardown();
}

static Newsletter *newsletter_of(guint seed, const char *sender, const Named *named)
{
  Newsletter *newsletter = fixture_newsletter(seed, 0);

  g_free(newsletter->list_id);
  g_free(newsletter->from_name);
  newsletter->list_id = g_strdup(sender);
  newsletter->from_name = g_strdup_printf("The %s", sender);
  for (guint i = 0; named[i].url != NULL; i++)
    g_ptr_array_add(newsletter->links, link_new(i + 1, named[i].url, named[i].text, LINK_CONTENT));
  return newsletter;
}

static void publish(gint64 item_row, gint64 newsletter_row, const char *key)
{
  g_autoptr(Gist) gist = fixture_gist(key);
  gboolean published = FALSE;
  GError *error = NULL;

  gist->relevant = TRUE;
  publish_item(fixture_store, item_row, newsletter_row, gist, &published, &error);
  ck_no_error(error);
  ck_assert(published);
}

/* Published in the source; the newsletter's row. */
static gint64 name(guint seed, const char *sender, gint64 when, const Named *named)
{
  g_autoptr(Newsletter) newsletter = newsletter_of(seed, sender, named);
  g_autoptr(GBytes) raw = g_bytes_new_static("raw", 3), packed = store_compress(raw);
  GError *error = NULL;

  store_newsletter_add(fixture_store, newsletter, packed, &error);
  ck_no_error(error);
  publish(fixture_add_item(source->row, newsletter->row, when), newsletter->row, "key");
  return newsletter->row;
}

static GPtrArray *list(const Feed *feed, const char *before, guint max)
{
  GError *error = NULL;
  GPtrArray *articles = store_article_list(fixture_store, feed, before, max, &error);

  ck_no_error(error);
  return articles;
}

/* What a feed shows, as "title (sender sender) ..." in its order. */
static char *shown(const Feed *feed)
{
  g_autoptr(GPtrArray) articles = list(feed, NULL, 0);
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < articles->len; i++) {
    const Article *article = g_ptr_array_index(articles, i);
    g_autoptr(GPtrArray) names = article_names(article);
    g_autofree char *title = article_title(article);

    g_string_append_printf(out, "%s%s:", i > 0 ? " | " : "", title);
    for (guint k = 0; k < names->len; k++)
      g_string_append_printf(out, " %s", (const char *)g_ptr_array_index(names, k) + strlen("The "));
    if (feed->most_named)
      g_string_append_printf(out, " %u", article->named);
  }
  return g_string_free(out, FALSE);
}

/* sql goes on with the row. */
static gint64 number(const char *begin, gint64 row)
{
  g_autofree char *sql = g_strdup_printf("%s%" G_GINT64_FORMAT, begin, row);

  return fixture_int(fixture_store->db, sql);
}

static gint64 version(const Feed *feed)
{
  return number("SELECT version FROM feed WHERE row = ", feed->row);
}

#define BEES "https://example.org/bees"

START_TEST(once)
{
  g_autoptr(GPtrArray) articles = NULL;
  g_autofree char *before = NULL, *after = NULL;
  const Article *article;
  char *guid;

  fixture_begin();
  name(1, "one", NOW - 300,
       (const Named[]){ { BEES, "How bees find home" }, { "https://example.org/rain", "On rain" }, { 0 } });
  before = shown(links);
  ck_assert_str_eq(before, "How bees find home: one | On rain: one");
  articles = list(links, NULL, 0);
  guid = g_strdup(((const Article *)articles->pdata[0])->guid);
  name(2, "two", NOW,
       (const Named[]){
           { "http://www.example.org/bees/#top", "Bees again" }, { "https://example.org/new", "The newest" }, { 0 } });
  name(3, "one", NOW, (const Named[]){ { BEES, "Read more" }, { 0 } });
  after = shown(links);
  ck_assert_str_eq(after, "The newest: two | How bees find home: one two | On rain: one");
  g_clear_pointer(&articles, g_ptr_array_unref);
  articles = list(links, NULL, 0);
  article = g_ptr_array_index(articles, 1);
  ck_assert_str_eq(article->guid, guid);
  ck_assert_uint_eq(article->mentions->len, 3);
  ck_assert_int_eq(((const Mention *)article->mentions->pdata[0])->published, NOW - 300);
  ck_assert_str_eq(((const Mention *)article->mentions->pdata[0])->said, "The first");
  fixture_commit();
  g_free(guid);
}
END_TEST

/* A feed grows when a newsletter names something, and by nothing else. */
START_TEST(versions)
{
  gint64 before, row;
  GError *error = NULL;

  fixture_begin();
  before = version(links);
  name(1, "one", NOW, (const Named[]){ { 0 } });
  ck_assert_int_eq(version(links), before);
  row = name(2, "one", NOW, (const Named[]){ { BEES, "How bees find home" }, { 0 } });
  ck_assert_int_eq(version(links), before + 1);
  ck_assert_int_eq(version(top), before + 1);
  store_feed_bump(fixture_store, source->row, &error);
  ck_assert_int_eq(version(links), before + 1);
  store_newsletter_remove(fixture_store, row, &error);
  ck_no_error(error);
  ck_assert_int_eq(version(links), before + 2);
  fixture_commit();
}
END_TEST

START_TEST(comes_back)
{
  g_autofree char *gone = NULL, *again = NULL;
  gint64 row, count = 1;
  GError *error = NULL;

  fixture_begin();
  row = name(1, "one", NOW - DAY, (const Named[]){ { BEES, "How bees find home" }, { 0 } });
  store_newsletter_remove(fixture_store, row, &error);
  ck_no_error(error);
  gone = shown(links);
  ck_assert_str_eq(gone, "");
  store_article_count(fixture_store, links, &count, &error);
  ck_assert_int_eq(count, 0);
  ck_assert_int_eq(number("SELECT count(*) FROM article WHERE source = ", source->row), 1);
  name(2, "two", NOW, (const Named[]){ { BEES, "Bees again" }, { 0 } });
  again = shown(links);
  ck_assert_str_eq(again, "Bees again: two");
  ck_assert_int_eq(number("SELECT count(*) FROM article WHERE source = ", source->row), 1);
  fixture_commit();
  fixture_check_integrity(fixture_store->db);
}
END_TEST

/* What is not published names nothing. */
START_TEST(hidden)
{
  static const ItemState states[] = { ITEM_HIDDEN, ITEM_PENDING, ITEM_HELD };
  g_autofree char *text = NULL, *back = NULL;
  gint64 newsletter_row, item_row, before;
  PendingItem item = { .state = ITEM_PUBLISHED };
  gboolean changed = FALSE;
  GError *error = NULL;

  fixture_begin();
  newsletter_row = name(1, "one", NOW, (const Named[]){ { BEES, "How bees find home" }, { 0 } });
  item_row = number("SELECT row FROM item WHERE newsletter = ", newsletter_row);
  before = version(links);
  item.row = item_row;
  item.feed_row = source->row;
  item.newsletter_row = newsletter_row;
  store_item_change(fixture_store, &item, &(ItemChange){ .state = states[_i], .why = "x" }, &changed, &error);
  ck_no_error(error);
  ck_assert(changed);
  ck_assert_int_eq(version(links), before + 1);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM mention"), 0);
  text = shown(links);
  ck_assert_str_eq(text, "");
  item.state = states[_i];
  store_item_change(fixture_store, &item, &(ItemChange){ .state = ITEM_PUBLISHED }, &changed, &error);
  ck_no_error(error);
  back = shown(links);
  ck_assert_str_eq(back, "How bees find home: one");
  ck_assert_int_eq(version(links), before + 2);
  fixture_commit();
}
END_TEST

/* A gist that comes later may have another sentence. */
START_TEST(another_gist)
{
  gint64 newsletter_row, before;
  PendingItem item = { .state = ITEM_PUBLISHED, .feed_row = source->row };
  g_autoptr(Gist) gist = fixture_gist("model");
  g_autoptr(GPtrArray) articles = NULL;
  const Mention *mention;
  GError *error = NULL;

  fixture_begin();
  newsletter_row = name(1, "one", NOW, (const Named[]){ { BEES, "How bees find home" }, { 0 } });
  before = version(links);
  item.row = number("SELECT row FROM item WHERE newsletter = ", newsletter_row);
  item.newsletter_row = newsletter_row;
  g_free(gist->provider);
  gist->provider = g_strdup("openai");
  store_item_change(fixture_store, &item, &(ItemChange){ .state = ITEM_PUBLISHED, .gist = gist }, NULL, &error);
  ck_no_error(error);
  ck_assert_int_eq(version(links), before + 1);
  articles = list(links, NULL, 0);
  mention = ((const Article *)articles->pdata[0])->mentions->pdata[0];
  ck_assert(mention->by_model);
  ck_assert_int_gt(mention->updated, mention->published);
  fixture_commit();
}
END_TEST

START_TEST(filters)
{
  g_autoptr(Filter) filter = filter_new(FILTER_EXCLUDE_LINK, "ads.example");
  g_autofree char *text = NULL;
  GError *error = NULL;

  fixture_begin();
  store_filter_add(fixture_store, source->row, filter, &error);
  ck_no_error(error);
  name(1, "one", NOW,
       (const Named[]){ { "https://ads.example/1", "Buy honey now" }, { BEES, "How bees find home" }, { 0 } });
  text = shown(links);
  ck_assert_str_eq(text, "How bees find home: one");
  fixture_commit();
}
END_TEST

START_TEST(confirmations_name_nothing)
{
  static const Named named[] = { { BEES, "How bees find home" }, { 0 } };
  g_autoptr(Newsletter) newsletter = newsletter_of(1, "one", named);
  g_autoptr(GBytes) raw = g_bytes_new_static("raw", 3), packed = store_compress(raw);
  g_autofree char *text = NULL, *filled = NULL;
  GError *error = NULL;

  newsletter->flags |= NEWSLETTER_CONFIRMATION;
  fixture_begin();
  store_newsletter_add(fixture_store, newsletter, packed, &error);
  publish(fixture_add_item(source->row, newsletter->row, NOW), newsletter->row, "key");
  text = shown(links);
  ck_assert_str_eq(text, "");
  store_feed_remove(fixture_store, links, &error);
  store_feed_remove(fixture_store, top, &error);
  feed_free(links);
  links = add_derived("Links again", FEED_PER_LINK, FALSE);
  filled = shown(links);
  ck_assert_str_eq(filled, "");
  fixture_commit();
}
END_TEST

/* Seven days before the newest newsletter that names anything, by senders, and nothing by the clock. */
START_TEST(most_named)
{
  g_autofree char *text = NULL, *later = NULL, *empty = NULL, *next = NULL;
  gint64 count = 0;
  GError *error = NULL;

  fixture_begin();
  empty = shown(top);
  ck_assert_str_eq(empty, "");
  name(1, "one", NOW - 7 * DAY,
       (const Named[]){ { BEES, "How bees find home" }, { "https://example.org/old", "An old story" }, { 0 } });
  name(2, "two", NOW - DAY, (const Named[]){ { "https://example.org/rain", "On rain" }, { BEES, "Bees" }, { 0 } });
  name(3, "one", NOW - 2, (const Named[]){ { "https://example.org/self", "From us" }, { BEES, "Bees" }, { 0 } });
  name(4, "one", NOW - 1,
       (const Named[]){ { "https://example.org/self", "From us" }, { "https://example.org/roof", "Roofs" }, { 0 } });
  name(5, "three", NOW,
       (const Named[]){ { "https://example.org/rain", "Rain" }, { "https://example.org/pond", "Ponds" }, { 0 } });
  text = shown(top);
  ck_assert_str_eq(
      text, "On rain: two three 2 | How bees find home: one two 2 | Ponds: three 1 | From us: one 1 | Roofs: one 1");
  store_article_count(fixture_store, top, &count, &error);
  ck_assert_int_eq(count, 5);
  date_set_now(NOW + 30 * DAY);
  name(6, "four", NOW + 30 * DAY, (const Named[]){ { 0 } });
  later = shown(top);
  ck_assert_str_eq(later, text);
  name(7, "four", NOW + 30 * DAY, (const Named[]){ { BEES, "Bees" }, { 0 } });
  next = shown(top);
  ck_assert_str_eq(next, "How bees find home: one two four 1");
  fixture_commit();
}
END_TEST

START_TEST(pages)
{
  g_autoptr(GPtrArray) first = NULL, second = NULL, rest = NULL, nothing = NULL;
  g_autofree char *title = NULL;
  const char *before;
  GError *error = NULL;

  fixture_begin();
  name(1, "one", NOW - 10,
       (const Named[]){ { "https://example.org/1", "The first story" },
                        { "https://example.org/2", "The second story" },
                        { "https://example.org/3", "The third story" },
                        { 0 } });
  name(2, "two", NOW - 10,
       (const Named[]){
           { "https://example.org/4", "The fourth story" }, { "https://example.org/1", "The first story" }, { 0 } });
  first = list(links, NULL, 2);
  ck_assert_uint_eq(first->len, 2);
  before = ((const Mention *)((const Article *)first->pdata[1])->mentions->pdata[0])->link->id;
  second = list(links, before, 1);
  title = article_title(second->pdata[0]);
  ck_assert_str_eq(title, "The second story");
  rest = list(links, before, 0);
  ck_assert_uint_eq(rest->len, 2);
  before = ((const Mention *)((const Article *)rest->pdata[1])->mentions->pdata[0])->link->id;
  nothing = list(links, before, 5);
  ck_assert_uint_eq(nothing->len, 0);
  ck_assert_ptr_null(store_article_list(fixture_store, links, "abcdefghijklmnopqrstuvwxyz", 5, &error));
  ck_error(error, ERROR_NOT_FOUND);
  g_error_free(error);
  fixture_commit();
}
END_TEST

/* Made at once or as they come: the same. */
START_TEST(filled)
{
  g_autofree char *before = NULL, *after = NULL, *top_before = NULL, *top_after = NULL;
  GError *error = NULL;

  fixture_begin();
  for (guint i = 0; i < 20; i++) {
    g_autofree char *own = g_strdup_printf("https://example.org/%u", i),
                    *shared = g_strdup_printf("https://example.org/shared/%u", i % 3);

    name(i, i % 2 == 0 ? "one" : "two", NOW - 100 * i,
         (const Named[]){ { own, "A story of its own" }, { shared, "A shared story" }, { 0 } });
  }
  before = shown(links);
  top_before = shown(top);
  store_feed_remove(fixture_store, links, &error);
  ck_no_error(error);
  ck_assert_int_gt(fixture_int(fixture_store->db, "SELECT count(*) FROM mention"), 0);
  store_feed_remove(fixture_store, top, &error);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM mention"), 0);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM article"), 0);
  feed_free(links);
  feed_free(top);
  links = add_derived("Links", FEED_PER_LINK, FALSE);
  top = add_derived("Top", FEED_PER_LINK, TRUE);
  after = shown(links);
  top_after = shown(top);
  ck_assert_str_eq(before, after);
  ck_assert_str_eq(top_before, top_after);
  fixture_commit();
  fixture_check_integrity(fixture_store->db);
}
END_TEST

/* Where nobody wants to know, nothing is written down. */
START_TEST(unwanted)
{
  g_autoptr(Feed) other = NULL;
  gint64 newsletter_row;

  fixture_begin();
  other = fixture_add_feed("Other", "other");
  newsletter_row = fixture_publish(other->row, 1, 5, NOW);
  ck_assert_int_gt(newsletter_row, 0);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM mention"), 0);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM article"), 0);
  fixture_commit();
}
END_TEST

/* Links that stand elsewhere after a rebuild, in items that show an extract or a model's gist. */
START_TEST(rebuilt)
{
  static const Named first[] = { { "https://example.org/gone", "A story that goes" },
                                 { BEES, "How bees find home" },
                                 { 0 } };
  static const Named second[] = { { BEES, "How bees find home" }, { "https://example.org/new", "A new story" }, { 0 } };
  g_autoptr(Newsletter) fresh = newsletter_of(1, "one", second), old = NULL;
  g_autofree char *text = NULL;
  gint64 row, before;
  GError *error = NULL;

  fixture_begin();
  row = name(1, "one", NOW, first);
  if (_i == 1)
    sqlite3_exec(fixture_store->db, "UPDATE gist SET provider = 'openai'", NULL, NULL, NULL);
  before = version(links);
  old = store_newsletter_get(fixture_store, row, &error);
  store_newsletter_rebuild(fixture_store, old, fresh, &error);
  ck_no_error(error);
  ck_assert_int_gt(version(links), before);
  if (_i == 0)
    publish(number("SELECT row FROM item WHERE newsletter = ", row), row, "again");
  text = shown(links);
  ck_assert_str_eq(text, "How bees find home: one | A new story: one");
  fixture_commit();
}
END_TEST

/* An archive that comes later may have named it first. */
START_TEST(an_older_mention)
{
  g_autofree char *text = NULL;

  fixture_begin();
  name(1, "one", NOW, (const Named[]){ { BEES, "Bees, late" }, { "https://example.org/rain", "On rain" }, { 0 } });
  name(2, "two", NOW - 100 * DAY, (const Named[]){ { BEES, "Bees, first" }, { 0 } });
  text = shown(links);
  ck_assert_str_eq(text, "On rain: one | Bees, first: two one");
  fixture_commit();
}
END_TEST

START_TEST(hostile)
{
  g_autoptr(GArray) many = g_array_new(TRUE, TRUE, sizeof(Named));
  g_autofree char *endless = g_strnfill(8000, 'a'), *url = g_strconcat("https://example.org/", endless, NULL);
  g_autoptr(GPtrArray) articles = NULL;
  gint64 count = 0;
  GError *error = NULL;
  const Named last[] = {
    { url, "x" }, { "https://", "nowhere" }, { "javascript:alert(1)", "A script" }, { BEES, "\xe2\x80\xae\"'<b>" }
  };

  for (guint i = 0; i < 3000; i++)
    g_array_append_val(many, ((const Named){ BEES, "here" }));
  g_array_append_vals(many, last, G_N_ELEMENTS(last));
  fixture_begin();
  name(1, "one", NOW, (const Named *)many->data);
  articles = list(links, NULL, 0);
  ck_assert_uint_eq(articles->len, 2);
  /* A mention whose link is gone. */
  sqlite3_exec(fixture_store->db, "DELETE FROM link WHERE url LIKE '%bees'", NULL, NULL, NULL);
  g_clear_pointer(&articles, g_ptr_array_unref);
  articles = list(links, NULL, 0);
  ck_assert_uint_eq(articles->len, 1);
  store_article_count(fixture_store, links, &count, &error);
  ck_no_error(error);
  fixture_commit();
}
END_TEST

Suite *test_article_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("article", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, once);
  tcase_add_test(tcase, versions);
  tcase_add_test(tcase, comes_back);
  tcase_add_loop_test(tcase, hidden, 0, 3);
  tcase_add_test(tcase, another_gist);
  tcase_add_test(tcase, filters);
  tcase_add_test(tcase, confirmations_name_nothing);
  tcase_add_test(tcase, most_named);
  tcase_add_test(tcase, pages);
  tcase_add_test(tcase, filled);
  tcase_add_test(tcase, unwanted);
  tcase_add_loop_test(tcase, rebuilt, 0, 2);
  tcase_add_test(tcase, an_older_mention);
  tcase_add_test(tcase, hostile);
  return suite;
}
