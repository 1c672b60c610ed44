/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fixture.h"
#include "publish.h"
#include "suites.h"
#include "util/date.h"
#include "util/error.h"

static void put(const Feed *feed, gint64 newsletter_row)
{
  fixture_publish_item(fixture_add_item(feed->row, newsletter_row, NOW), newsletter_row);
}

/* The item of that feed (its row) for that newsletter. */
#define ITEM_OF "FROM item WHERE feed = %" G_GINT64_FORMAT " AND newsletter = %" G_GINT64_FORMAT

static char *guid_of(const Feed *feed, gint64 newsletter_row)
{
  g_autoptr(GPtrArray) items = store_item_list(fixture_store, feed->row, 0, TRUE, NULL);

  for (guint i = 0; i < items->len; i++) {
    const Item *item = g_ptr_array_index(items, i);

    if (item->newsletter->row == newsletter_row)
      return g_strdup(item->guid);
  }
  return NULL;
}

static gint64 version_of(const Feed *feed)
{
  return fixture_count("SELECT version FROM feed WHERE row = %" G_GINT64_FORMAT, feed->row);
}

/* --- one thing at a time ------------------------------------------------------------------ */

static Feed *one, *two, *all, *per;

static void setup(void)
{
  fixture_setup();
  fixture_begin();
  one = fixture_add_feed("One", "one");
  two = fixture_add_feed("Two", "two");
  all = fixture_derive("All", FEED_ALL, NULL);
  per = fixture_derive("Per", FEED_PER_SENDER, one);
}

static void teardown(void)
{
  feed_free(one);
  feed_free(two);
  feed_free(all);
  feed_free(per);
  if (fixture_store->writing)
    fixture_commit();
  fixture_teardown();
}

START_TEST(once_however_many_feeds_have_it)
{
  gint64 row = fixture_add_from(1, NULL, "A", "a@x.test"), before;
  g_autoptr(GPtrArray) items = NULL;
  const Item *item;

  put(one, row);
  before = version_of(all);
  put(two, row);
  ck_assert_int_eq(version_of(all), before); /* nothing to be seen */
  fixture_check_derived("a second feed");
  items = store_item_list(fixture_store, all->row, 0, FALSE, NULL);
  ck_assert_uint_eq(items->len, 1);
  item = g_ptr_array_index(items, 0);
  ck_assert_str_eq(item->prefix, "One");
  ck_assert_uint_eq(g_strv_length(item->masked), 2); /* both addresses */
  ck_assert(g_strv_contains((const char *const *)item->masked, "one"));
  ck_assert(g_strv_contains((const char *const *)item->masked, "two"));
  ck_assert_int_eq(item->published, NOW);
  ck_assert_ptr_nonnull(item->gist);
}
END_TEST

/* What was shown so far told the address of a feed that the mail came to later. */
START_TEST(one_more_address_is_hidden)
{
  gint64 quiet = fixture_add_from(1, NULL, "A", "a@x.test"), telling, version;
  gboolean added;

  telling = fixture_add_from(2, NULL, "for TWO@news.example", "a@x.test");
  put(one, quiet);
  put(one, telling);
  version = version_of(all);
  ck_assert(store_item_add(fixture_store, two->row, quiet, NOW, TRUE, &added, NULL));
  ck_assert_int_eq(version_of(all), version);
  ck_assert(store_item_add(fixture_store, two->row, telling, NOW, TRUE, &added, NULL));
  ck_assert_int_gt(version_of(all), version);
  version = version_of(all);
  ck_assert(store_item_add(fixture_store, two->row, telling, NOW, TRUE, &added, NULL)); /* it had it */
  ck_assert_int_eq(version_of(all), version);
  telling = fixture_add_from(3, NULL, "for TWO@news.example", "a@x.test");
  put(one, telling);
  version = version_of(all);
  ck_assert(store_waiting_add(fixture_store, telling, two->row, "two@news.example", "why", NULL));
  ck_assert_int_gt(version_of(all), version);
}
END_TEST

START_TEST(follows_another_when_its_source_goes)
{
  gint64 row = fixture_add_from(1, NULL, "A", "a@x.test"), alone = fixture_add_from(2, NULL, "A", "a@x.test"), version;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr(GPtrArray) items = NULL;

  put(one, row);
  put(one, alone);
  put(two, row);
  before = guid_of(all, row);
  version = version_of(all);
  ck_assert(store_feed_remove(fixture_store, one, NULL));
  fixture_check_derived("the first feed went");
  after = guid_of(all, row);
  ck_assert_pstr_eq(after, before);
  ck_assert_int_gt(version_of(all), version);
  items = store_item_list(fixture_store, all->row, 0, FALSE, NULL);
  ck_assert_uint_eq(items->len, 1);
  ck_assert_str_eq(((const Item *)g_ptr_array_index(items, 0))->prefix, "Two");
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM newsletter"), 1); /* derived items held nothing */
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM feed WHERE kind IN ('per-sender', 'sender')"), 0);
}
END_TEST

/* Hidden at its source, shown again. */
START_TEST(goes_and_comes_under_one_guid)
{
  gint64 row = fixture_add_from(1, NULL, "A", "a@x.test"), version;
  PendingItem item = { .feed_row = one->row, .newsletter_row = row, .state = ITEM_PUBLISHED };
  const ItemChange hide = { .state = ITEM_HIDDEN, .why = "no good" }, show = { .state = ITEM_PUBLISHED };
  g_autofree char *before = NULL, *after = NULL;
  gboolean changed = FALSE;

  item.row = fixture_add_item(one->row, row, NOW);
  fixture_publish_item(item.row, row);
  before = guid_of(all, row);
  version = version_of(all);
  ck_assert(store_item_change(fixture_store, &item, &hide, &changed, NULL));
  ck_assert(changed);
  fixture_check_derived("hiding");
  ck_assert_int_eq(version_of(all), version + 1);
  ck_assert_int_eq(fixture_count("SELECT why = 'no good' " ITEM_OF, all->row, row), 1);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM item WHERE state = 'published'"), 0);
  item.state = ITEM_HIDDEN;
  ck_assert(store_item_change(fixture_store, &item, &show, &changed, NULL));
  fixture_check_derived("showing");
  after = guid_of(all, row);
  ck_assert_str_eq(after, before);
  ck_assert_int_eq(fixture_count("SELECT why = '' AND state = 'published' " ITEM_OF, all->row, row), 1);
}
END_TEST

/* A better gist reaches every feed at once, and says when. */
START_TEST(is_upgraded_with_its_source)
{
  gint64 row = fixture_add_from(1, "l.test", "A", "a@x.test");
  PendingItem item = { .feed_row = one->row, .newsletter_row = row, .state = ITEM_PUBLISHED };
  g_autoptr(Gist) better = fixture_gist("better");
  const ItemChange change = { .state = ITEM_PUBLISHED, .gist = better };

  item.row = fixture_add_item(one->row, row, NOW);
  fixture_publish_item(item.row, row);
  date_set_now(NOW + 100);
  ck_assert(store_item_change(fixture_store, &item, &change, NULL, NULL));
  fixture_check_derived("another gist");
  ck_assert_int_eq(
      fixture_count("SELECT count(*) FROM item JOIN gist ON gist.row = item.gist WHERE gist.key = 'better' "
                    "AND item.updated = %d",
                    NOW + 100),
      3);
}
END_TEST

START_TEST(is_not_asked_about)
{
  gint64 row = fixture_add_from(1, NULL, "A", "a@x.test");
  g_autoptr(GArray) pending = NULL, since = NULL;

  put(one, row);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM item"), 3);
  pending = store_item_pending(fixture_store, 0, NULL);
  ck_assert_uint_eq(pending->len, 0);
  since = store_item_since(fixture_store, 0, row, 0, 0, NULL);
  ck_assert_uint_eq(since->len, 1); /* the own one */
}
END_TEST

START_TEST(survives_a_rebuild)
{
  gint64 row = fixture_add_from(1, "old.test", "A", "a@x.test");
  g_autofree char *in_all = NULL, *after = NULL;
  g_autoptr(Newsletter) old = NULL, fresh = fixture_newsletter(1, 3);
  g_autoptr(GArray) pending = NULL;

  put(one, row);
  in_all = guid_of(all, row);
  old = store_newsletter_get(fixture_store, row, NULL);
  ck_assert(store_newsletter_rebuild(fixture_store, old, fresh, NULL)); /* its List-Id is another one now */
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM item WHERE state = 'published'"), 0);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM item WHERE source IS NOT NULL"),
                   1); /* it left its sender's feed */
  pending = store_item_pending(fixture_store, 0, NULL);
  ck_assert_uint_eq(pending->len, 1);
  fixture_publish_item(g_array_index(pending, PendingItem, 0).row, row);
  fixture_check_derived("a rebuild");
  after = guid_of(all, row);
  ck_assert_str_eq(after, in_all);
  ck_assert_int_eq(
      fixture_count("SELECT count(*) FROM feed WHERE kind = 'sender' AND sender = 'list-id:news.example.org'"), 1);
}
END_TEST

START_TEST(goes_with_its_newsletter)
{
  gint64 row = fixture_add_from(1, NULL, "A", "a@x.test"), version;

  put(one, row);
  version = version_of(all);
  ck_assert(store_newsletter_remove(fixture_store, row, NULL));
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM item"), 0);
  ck_assert_int_gt(version_of(all), version);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM feed WHERE kind = 'sender'"),
                   1); /* whoever follows it keeps it */
}
END_TEST

START_TEST(removing_a_derived_feed_loses_nothing)
{
  gint64 row = fixture_add_from(1, NULL, "A", "a@x.test");

  put(one, row);
  ck_assert(store_feed_remove(fixture_store, all, NULL));
  ck_assert(store_feed_remove(fixture_store, per, NULL));
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM item"), 1);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM newsletter"), 1);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM feed"), 2);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM retired"), 0); /* its address was nobody's */
}
END_TEST

START_TEST(the_name_of_a_source_is_shown)
{
  gint64 row = fixture_add_from(1, NULL, "A", "a@x.test"), version, idle;
  g_autoptr(Feed) other = NULL;

  put(one, row);
  other = store_feed_by_row(fixture_store, two->row, NULL);
  version = version_of(all);
  idle = version_of(per);
  g_free(other->name);
  other->name = g_strdup("Third");
  ck_assert(store_feed_edit(fixture_store, other, NULL)); /* which has no item */
  ck_assert_int_eq(version_of(all), version);
  feed_free(g_steal_pointer(&other));
  other = store_feed_by_row(fixture_store, one->row, NULL);
  ck_assert(store_feed_edit(fixture_store, other, NULL)); /* nothing changed that anybody sees there */
  ck_assert_int_eq(version_of(all), version);
  g_free(other->name);
  other->name = g_strdup("First");
  ck_assert(store_feed_edit(fixture_store, other, NULL));
  ck_assert_int_gt(version_of(all), version);
  ck_assert_int_eq(version_of(per), idle);
}
END_TEST

START_TEST(another_url)
{
  gint64 row = fixture_add_from(1, NULL, "A", "a@x.test"), version;
  g_autoptr(GPtrArray) before = NULL, after = NULL, made = NULL;
  g_autofree char *id = g_strdup(all->id);
  Item *gone = NULL;
  Feed *lost = NULL;

  put(one, row);
  before = store_item_list(fixture_store, all->row, 0, FALSE, NULL);
  version = version_of(all);
  ck_assert(store_feed_rotate_url(fixture_store, all, NULL));
  ck_assert_str_ne(all->id, id);
  ck_assert_int_gt(version_of(all), version);
  ck_assert(store_feed_by_id(fixture_store, id, &lost, NULL));
  ck_assert_ptr_null(lost);
  ck_assert(store_item_by_id(fixture_store, ((const Item *)g_ptr_array_index(before, 0))->id, &gone, NULL));
  ck_assert_ptr_null(gone);
  after = store_item_list(fixture_store, all->row, 0, FALSE, NULL);
  ck_assert_str_eq(((const Item *)g_ptr_array_index(after, 0))->guid,
                   ((const Item *)g_ptr_array_index(before, 0))->guid);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM item WHERE feed = %" G_GINT64_FORMAT, one->row), 1);
  made = store_feed_derived(fixture_store, per->row, NULL);
  version = version_of(per);
  ck_assert(store_feed_rotate_url(fixture_store, g_ptr_array_index(made, 0), NULL));
  ck_assert_int_gt(version_of(per), version); /* its announcement leads there */
}
END_TEST

START_TEST(another_address)
{
  gint64 row = fixture_add_from(1, NULL, "A", "a@x.test");
  g_autofree char *old = g_strdup(one->address);
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(Feed) own = NULL;
  Feed *found = NULL;
  gboolean retired = FALSE;

  ck_assert(store_feed_rotate_address(fixture_store, one, NULL));
  ck_assert_str_ne(one->address, old);
  ck_assert(store_feed_by_address(fixture_store, old, &found, &retired, NULL));
  ck_assert_ptr_null(found);
  ck_assert(retired);
  ck_assert(store_feed_by_address(fixture_store, one->address, &found, &retired, NULL));
  ck_assert_int_eq(found->row, one->row);
  feed_free(found);
  put(one, row);
  items = store_item_list(fixture_store, all->row, 0, FALSE, NULL);
  own = store_feed_by_row(fixture_store, one->row, NULL);
  ck_assert(g_strv_contains((const char *const *)own->masked, old)); /* it stands in what came to it */
  ck_assert(g_strv_contains((const char *const *)own->masked, one->address));
  ck_assert(g_strv_contains((const char *const *)((const Item *)g_ptr_array_index(items, 0))->masked, old));
  ck_assert(!store_feed_rotate_address(fixture_store, all, NULL)); /* it has none */
}
END_TEST

/* Its column is filled, and nobody finds or sees it. */
START_TEST(a_derived_feed_has_no_address)
{
  sqlite3_stmt *statement = NULL;
  g_autofree char *address = NULL;
  g_autoptr(GPtrArray) feeds = store_feed_list(fixture_store, NULL), routed = store_feed_list_own(fixture_store, NULL);
  g_autoptr(GError) error = NULL;
  Feed *found = NULL;
  gboolean retired = TRUE;

  ck_assert_int_eq(
      sqlite3_prepare_v2(fixture_store->db, "SELECT address FROM feed WHERE kind = 'all'", -1, &statement, NULL),
      SQLITE_OK);
  ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
  address = g_strdup((const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  ck_assert(store_feed_by_address(fixture_store, address, &found, &retired, NULL));
  ck_assert_ptr_null(found);
  ck_assert(!retired);
  ck_assert_ptr_null(store_feed_find(fixture_store, address, &error));
  ck_error(error, ERROR_NOT_FOUND);
  ck_assert_uint_eq(feeds->len, 4);
  ck_assert_uint_eq(routed->len, 2);
  for (guint i = 0; i < feeds->len; i++) {
    const Feed *feed = g_ptr_array_index(feeds, i);

    ck_assert_int_eq(feed->address == NULL, feed->kind != FEED_OWN);
  }
}
END_TEST

static const struct {
  FeedKind kind;
  const char *name;
  gboolean from_one, most_named;
  FeedEvery every;
  guint at_hour;
} kind_rows[] = {
  { FEED_ALL, "all", FALSE, FALSE, FEED_NEVER, 0 },
  { FEED_PER_SENDER, "per-sender", TRUE, FALSE, FEED_NEVER, 0 },
  { FEED_PER_LINK, "per-link", TRUE, FALSE, FEED_NEVER, 0 },
  { FEED_PER_LINK, "per-link", TRUE, TRUE, FEED_NEVER, 0 },
  { FEED_DIGEST, "digest", TRUE, FALSE, FEED_DAILY, 0 },
  { FEED_DIGEST, "digest", TRUE, FALSE, FEED_WEEKLY, 23 },
};

START_TEST(kinds_are_kept)
{
  g_autoptr(Feed) feed = feed_new(), found = NULL;
  FeedKind kind = FEED_OWN;

  feed->name = g_strdup("Derived");
  feed->kind = kind_rows[_i].kind;
  feed->source_row = kind_rows[_i].from_one ? one->row : 0;
  feed->most_named = kind_rows[_i].most_named;
  feed->every = kind_rows[_i].every;
  feed->at_hour = kind_rows[_i].at_hour;
  ck_assert(store_feed_add(fixture_store, feed, NULL));
  found = store_feed_find(fixture_store, "Derived", NULL);
  ck_assert_int_eq(found->kind, kind_rows[_i].kind);
  ck_assert_str_eq(feed_kind_name(found->kind), kind_rows[_i].name);
  ck_assert(feed_kind_parse(kind_rows[_i].name, &kind));
  ck_assert_int_eq(kind, kind_rows[_i].kind);
  ck_assert(!feed_kind_parse("Digest", &kind));
  ck_assert_int_eq(found->source_row, feed->source_row);
  ck_assert_pstr_eq(found->source, kind_rows[_i].from_one ? "One" : NULL);
  ck_assert_int_eq(found->most_named, kind_rows[_i].most_named);
  ck_assert_int_eq(found->every, kind_rows[_i].every);
  ck_assert_uint_eq(found->at_hour, kind_rows[_i].at_hour);
  ck_assert_ptr_null(found->sender);
  ck_assert_ptr_null(found->address);
  ck_assert_uint_eq(g_strv_length(found->masked), 2);
}
END_TEST

/* --- senders ------------------------------------------------------------------------------ */

static const struct {
  const char *list_id, *name, *from, *key, *feed;
} sender_rows[] = {
  { NULL, "Fen Letter", "News@fen.test", "news@fen.test", "Per: Fen Letter" },
  { "fen.list.test", "Fen Letter", "a@fen.test", "list-id:fen.list.test", "Per: Fen Letter" },
  { "fen.list.test", NULL, "a@fen.test", "list-id:fen.list.test", "Per: fen.list.test" },
  { "", "", "a@fen.test", "a@fen.test", "Per: a@fen.test" },
  { NULL, NULL, NULL, "", "Per: unknown sender" },
  { NULL, "for one@news.example", "a@fen.test", "a@fen.test", "Per: unknown sender" },
  { NULL, "One%40news.example", "a@fen.test", "a@fen.test", "Per: unknown sender" },
  { NULL, NULL, "bounce+two=news.example@fen.test", "bounce+two=news.example@fen.test", "Per: unknown sender" },
  { NULL, "one of us", "a@fen.test", "a@fen.test", "Per: one of us" },
  { NULL, "'); DROP TABLE feed; --", "a@fen.test", "a@fen.test", "Per: '); DROP TABLE feed; --" },
  { NULL, "a\tb\xe2\x80\xae\xc2\x85", "a@fen.test", "a@fen.test", "Per: a b" },
};

START_TEST(senders)
{
  gint64 row = fixture_add_from(1, sender_rows[_i].list_id, sender_rows[_i].name, sender_rows[_i].from), version;
  g_autoptr(GPtrArray) made = NULL, items = NULL;
  g_autoptr(Feed) parent = NULL;
  const Feed *feed;

  version = version_of(per);
  put(one, row);
  ck_assert_int_gt(version_of(per), version);
  made = store_feed_derived(fixture_store, per->row, NULL);
  ck_assert_uint_eq(made->len, 1);
  feed = g_ptr_array_index(made, 0);
  ck_assert_int_eq(feed->kind, FEED_SENDER);
  ck_assert_str_eq(feed->sender, sender_rows[_i].key);
  ck_assert_str_eq(feed->name, sender_rows[_i].feed);
  ck_assert_str_eq(feed->source, "Per");
  ck_assert_int_eq(feed->items, 1);
  ck_assert(!feed->status);
  ck_assert(g_str_has_prefix(feed->guid, "urn:uuid:"));
  items = store_item_list(fixture_store, feed->row, 0, FALSE, NULL);
  ck_assert_ptr_null(((const Item *)g_ptr_array_index(items, 0))->prefix);
  version = version_of(per);
  put(one, fixture_add_from(2, sender_rows[_i].list_id, "Another name", sender_rows[_i].from));
  ck_assert_int_eq(version_of(per), version); /* it is known */
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM feed WHERE kind = 'sender'"), 1);
  ck_assert(store_feed_by_id(fixture_store, per->id, &parent, NULL));
  ck_assert_uint_eq(parent->senders->len, 1);
  ck_assert_uint_eq(g_strv_length(parent->masked), 2); /* a name could tell either */
}
END_TEST

START_TEST(names_are_unique)
{
  g_autofree char *long_name = g_strnfill(500, 'x');
  g_autoptr(GPtrArray) made = NULL;

  put(one, fixture_add_from(1, NULL, "Same", "a@x.test"));
  put(one, fixture_add_from(2, NULL, "Same", "b@x.test"));
  put(one, fixture_add_from(3, NULL, long_name, "c@x.test"));
  put(one, fixture_add_from(4, NULL, long_name, "d@x.test"));
  made = store_feed_derived(fixture_store, per->row, NULL);
  ck_assert_uint_eq(made->len, 4);
  for (guint i = 0; i < made->len; i++)
    ck_assert_int_lt(g_utf8_strlen(((const Feed *)g_ptr_array_index(made, i))->name, -1), 220);
  fixture_check_derived("the same name twice");
}
END_TEST

/* What a feed had before it was there to be derived from. */
START_TEST(fills_what_is_stored)
{
  g_autoptr(Feed) late_all = NULL, late_per = NULL;
  g_autoptr(GPtrArray) first = NULL, second = NULL;

  for (guint i = 0; i < 12; i++) {
    g_autofree char *from = g_strdup_printf("%u@x.test", i % 5);
    gint64 row = fixture_add_from(i, i % 5 == 3 ? "l.test" : NULL, "A", from);

    fixture_publish_item(fixture_add_item(i % 4 != 0 ? one->row : two->row, row, NOW - 100 * (i % 3)), row);
    if (i % 6 == 1)
      put(two, row);
  }
  fixture_add_item(one->row, fixture_add_from(20, NULL, "A", "pending@x.test"), NOW);
  late_all = fixture_derive("Late", FEED_ALL, NULL);
  late_per = fixture_derive("Later", FEED_PER_SENDER, one);
  ck_assert_int_eq(version_of(late_per), 1); /* nobody has seen another one */
  fixture_check_derived("filling");
  first = store_item_list(fixture_store, all->row, 0, FALSE, NULL);
  second = store_item_list(fixture_store, late_all->row, 0, FALSE, NULL);
  ck_assert_uint_eq(first->len, 12);
  ck_assert_uint_eq(second->len, 12);
  for (guint i = 0; i < 12; i++) {
    const Item *a = g_ptr_array_index(first, i), *b = g_ptr_array_index(second, i);

    ck_assert_int_eq(a->published, b->published);
    ck_assert_int_eq(a->source_row, b->source_row);
    ck_assert_str_ne(a->guid, b->guid);
    ck_assert_str_ne(a->id, b->id);
  }
  ck_assert_int_eq(fixture_count("SELECT count(DISTINCT sender) = 5 AND count(*) = 10 FROM feed WHERE kind = 'sender'"),
                   1);
}
END_TEST

START_TEST(there_is_a_limit_of_senders)
{
  g_autoptr(Feed) late = NULL;
  g_autofree char *notice = NULL, *again = NULL;
  gint64 left_out;

  for (guint i = 0; i < STORE_MAX_SENDERS + 3; i++) {
    g_autofree char *from = g_strdup_printf("%u@x.test", i);
    gint64 row = fixture_add_from(i, NULL, from, from);

    fixture_publish_item(fixture_add_item(one->row, row, NOW + i), row);
  }
  put(one, fixture_add_from(9000, NULL, "x", "1@x.test")); /* there is one for this sender */
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM feed WHERE kind = 'sender'"), STORE_MAX_SENDERS);
  ck_assert(store_feed_left_out(fixture_store, per->row, &left_out, NULL));
  ck_assert_int_eq(left_out, 3);
  notice = store_take_notice(fixture_store);
  ck_assert_ptr_nonnull(strstr(notice, "'Per' has feeds of 500 senders"));
  put(one, fixture_add_from(9001, NULL, "x", "more@x.test"));
  again = store_take_notice(fixture_store);
  ck_assert_ptr_null(again); /* said once */
  late = fixture_derive("Late", FEED_PER_SENDER, one);
  ck_assert(store_feed_left_out(fixture_store, late->row, &left_out, NULL));
  ck_assert_int_eq(left_out, 5); /* of four senders, those who wrote first */
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM feed WHERE source = %" G_GINT64_FORMAT
                                 " AND sender = '502@x.test'",
                                 late->row),
                   1);
}
END_TEST

Suite *test_derive_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("derive", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, once_however_many_feeds_have_it);
  tcase_add_test(tcase, one_more_address_is_hidden);
  tcase_add_test(tcase, follows_another_when_its_source_goes);
  tcase_add_test(tcase, goes_and_comes_under_one_guid);
  tcase_add_test(tcase, is_upgraded_with_its_source);
  tcase_add_test(tcase, is_not_asked_about);
  tcase_add_test(tcase, survives_a_rebuild);
  tcase_add_test(tcase, goes_with_its_newsletter);
  tcase_add_test(tcase, removing_a_derived_feed_loses_nothing);
  tcase_add_test(tcase, the_name_of_a_source_is_shown);
  tcase_add_test(tcase, another_url);
  tcase_add_test(tcase, another_address);
  tcase_add_test(tcase, a_derived_feed_has_no_address);
  tcase_add_loop_test(tcase, kinds_are_kept, 0, G_N_ELEMENTS(kind_rows));
  tcase_add_loop_test(tcase, senders, 0, G_N_ELEMENTS(sender_rows));
  tcase_add_test(tcase, names_are_unique);
  tcase_add_test(tcase, fills_what_is_stored);
  tcase_add_test(tcase, there_is_a_limit_of_senders);
  return suite;
}
