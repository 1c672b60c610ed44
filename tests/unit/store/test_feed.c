/* SPDX-License-Identifier: MIT */
#include "fixture.h"
#include "suites.h"
#include "util/date.h"
#include "util/error.h"
#include "util/id.h"

START_TEST(draws_what_is_not_given)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Feed) found = NULL;

  fixture_begin();
  feed = fixture_add_feed("News", NULL);
  fixture_commit();
  ck_assert(id_valid(feed->id));
  ck_assert(id_valid(feed->address));
  ck_assert_str_ne(feed->id, feed->address);
  ck_assert_int_gt(feed->row, 0);
  ck_assert_int_eq(feed->version, 1);
  ck_assert_int_eq(feed->created, NOW);
  ck_assert_int_eq(feed->changed, NOW);
  found = store_feed_by_row(fixture_store, feed->row, NULL);
  ck_assert_str_eq(found->id, feed->id);
  ck_assert_str_eq(found->address, feed->address);
  ck_assert_str_eq(found->description, "");
  ck_assert_str_eq(found->interests, "");
  ck_assert_int_eq(found->policy, FEED_ALLOW_LIST);
  ck_assert_int_eq(found->max_items, FEED_CAP_DEFAULT);
  ck_assert_int_eq(found->created, NOW);
  ck_assert_uint_eq(found->allow->len, 0);
}
END_TEST

/* "a" has the address "a1", "b" the name that is a's address, "c" the name that is a's id. */
static const struct {
  const char *key;
  const char *name; /* NULL: none */
} find_rows[] = {
  { "a", "a" },
  { "a1", "a" }, /* b's name, but addresses come first */
  { "A1", "a" },
  { "a1@example.org", "a" },
  { "A1@Example.ORG", "a" },
  { "b2", "b" },
  { "News Of The Day", "News Of The Day" },
  { "news of the day", NULL },
  { "me@home", "me@home" }, /* a name with an @ */
  { "", NULL },
  { "@example.org", NULL },
  { "a1' OR '1'='1", NULL },
  { "a%", NULL },
};

START_TEST(find_by_any_key)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(GError) error = NULL;

  fixture_begin();
  feed_free(fixture_add_feed("a", "A1"));
  feed_free(fixture_add_feed("a1", "b2-name"));
  feed_free(fixture_add_feed("b", "b2"));
  feed_free(fixture_add_feed("me@home", "c3"));
  feed_free(fixture_add_feed("News Of The Day", "d4"));
  fixture_commit();
  feed = store_feed_find(fixture_store, find_rows[_i].key, &error);
  if (find_rows[_i].name == NULL) {
    ck_assert_ptr_null(feed);
    ck_error(error, ERROR_NOT_FOUND);
  } else {
    ck_no_error(error);
    ck_assert_str_eq(feed->name, find_rows[_i].name);
  }
}
END_TEST

START_TEST(the_id_comes_first)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Feed) found = NULL;

  fixture_begin();
  feed = fixture_add_feed("a", "a1");
  feed_free(fixture_add_feed("b", feed->id));
  feed_free(fixture_add_feed(feed->id, "c"));
  fixture_commit();
  found = store_feed_find(fixture_store, feed->id, NULL);
  ck_assert_str_eq(found->name, "a");
}
END_TEST

static const struct {
  const char *name, *address;
} taken_rows[] = {
  { "first", NULL }, { "second", "one" }, { "second", "ONE" }, { "second", "old" }, { "second", "Old" },
};

START_TEST(taken_and_retired)
{
  g_autoptr(Feed) old = NULL;
  g_autoptr(Feed) feed = feed_new();
  g_autoptr(GError) error = NULL;

  fixture_begin();
  feed_free(fixture_add_feed("first", "one"));
  old = fixture_add_feed("gone", "old");
  ck_assert(store_feed_remove(fixture_store, old, NULL));
  fixture_commit();
  fixture_begin();
  feed->name = g_strdup(taken_rows[_i].name);
  feed->address = g_strdup(taken_rows[_i].address);
  ck_assert(!store_feed_add(fixture_store, feed, &error));
  ck_error(error, ERROR_EXISTS);
  ck_assert_ptr_null(feed->id);
  store_rollback(fixture_store);
}
END_TEST

START_TEST(by_address)
{
  g_autoptr(Feed) old = NULL;
  g_autoptr(Feed) feed = NULL;
  gboolean retired = TRUE;

  fixture_begin();
  feed = fixture_add_feed("first", "one");
  ck_assert(store_sender_add(fixture_store, feed->row, "@x.org", "admin", NULL));
  old = fixture_add_feed("gone", "old");
  ck_assert(store_feed_remove(fixture_store, old, NULL));
  fixture_commit();
  g_clear_pointer(&feed, feed_free);
  ck_assert(store_feed_by_address(fixture_store, "One", &feed, &retired, NULL));
  ck_assert_str_eq(feed->name, "first");
  ck_assert_uint_eq(feed->allow->len, 1);
  ck_assert(!retired);
  g_clear_pointer(&feed, feed_free);
  ck_assert(store_feed_by_address(fixture_store, "OLD", &feed, &retired, NULL));
  ck_assert_ptr_null(feed);
  ck_assert(retired);
  ck_assert(store_feed_by_address(fixture_store, "none", &feed, &retired, NULL));
  ck_assert_ptr_null(feed);
  ck_assert(!retired);
  ck_assert(store_feed_by_address(fixture_store, "none", &feed, NULL, NULL));
}
END_TEST

START_TEST(by_id)
{
  g_autoptr(Feed) feed = NULL;
  Feed *found = NULL;

  fixture_begin();
  feed = fixture_add_feed("first", "one");
  fixture_commit();
  ck_assert(store_feed_by_id(fixture_store, feed->id, &found, NULL));
  ck_assert_int_eq(found->row, feed->row);
  ck_assert_ptr_null(found->allow);
  feed_free(found);
  ck_assert(store_feed_by_id(fixture_store, "one", &found, NULL));
  ck_assert_ptr_null(found);
}
END_TEST

START_TEST(listing)
{
  static const char *const names[] = { "beta", "Alpha", "gamma" };
  g_autoptr(GPtrArray) feeds = NULL;
  Feed *feed;

  fixture_begin();
  for (guint i = 0; i < 3; i++) {
    g_autoptr(Feed) added = fixture_add_feed(names[i], NULL);

    for (guint k = 0; k < i; k++)
      fixture_publish(added->row, i * 10 + k, 1, NOW);
    fixture_add_item(added->row, fixture_add_newsletter(100 + i, 1), NOW); /* pending: not counted */
    if (i == 1) {
      ck_assert(store_sender_add(fixture_store, added->row, "z@x.org", "admin", NULL));
      ck_assert(store_sender_add(fixture_store, added->row, "@x.org", "release", NULL));
    }
  }
  fixture_commit();
  feeds = store_feed_list(fixture_store, NULL);
  ck_assert_uint_eq(feeds->len, 3);
  feed = g_ptr_array_index(feeds, 0);
  ck_assert_str_eq(feed->name, "Alpha");
  ck_assert_int_eq(feed->items, 1);
  ck_assert_uint_eq(feed->allow->len, 2);
  ck_assert_str_eq(g_ptr_array_index(feed->allow, 0), "@x.org");
  ck_assert_str_eq(((Feed *)g_ptr_array_index(feeds, 1))->name, "beta");
  ck_assert_int_eq(((Feed *)g_ptr_array_index(feeds, 1))->items, 0);
  ck_assert_int_eq(((Feed *)g_ptr_array_index(feeds, 2))->items, 2);
}
END_TEST

START_TEST(editing)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Feed) found = NULL;
  g_autoptr(GError) error = NULL;

  fixture_begin();
  feed_free(fixture_add_feed("taken", NULL));
  feed = fixture_add_feed("old", "one");
  g_free(feed->name);
  feed->name = g_strdup("new");
  feed->description = g_strdup("what");
  feed->interests = g_strdup("zebras");
  feed->policy = FEED_OPEN;
  feed->max_items = 0;
  feed->max_bytes = 77;
  feed->show = FEED_SHOW_FULL;
  feed->images = TRUE;
  feed->status = FALSE;
  ck_assert(store_feed_edit(fixture_store, feed, NULL));
  ck_assert(store_feed_edit(fixture_store, feed, NULL)); /* its own name is not taken */
  fixture_commit();
  found = store_feed_find(fixture_store, "new", NULL);
  ck_assert_str_eq(found->description, "what");
  ck_assert_str_eq(found->interests, "zebras");
  ck_assert_int_eq(found->policy, FEED_OPEN);
  ck_assert_int_eq(found->max_items, 0);
  ck_assert_int_eq(found->max_bytes, 77);
  ck_assert_int_eq(found->show, FEED_SHOW_FULL);
  ck_assert(found->images && !found->status);
  ck_assert_int_eq(found->version, 3);
  ck_assert_int_eq(found->changed, NOW + 2); /* two changes in one second */
  fixture_begin();
  g_free(feed->name);
  feed->name = g_strdup("taken");
  ck_assert(!store_feed_edit(fixture_store, feed, &error));
  ck_error(error, ERROR_EXISTS);
  g_clear_error(&error);
  g_free(feed->name);
  feed->name = g_strdup("free");
  feed->row += 100;
  ck_assert(!store_feed_edit(fixture_store, feed, &error));
  ck_error(error, ERROR_NOT_FOUND);
  store_rollback(fixture_store);
  date_set_now(NOW + 1000);
  fixture_begin();
  feed->row -= 100;
  ck_assert(store_feed_edit(fixture_store, feed, NULL));
  fixture_commit();
  feed_free(g_steal_pointer(&found));
  found = store_feed_find(fixture_store, "free", NULL);
  ck_assert_int_eq(found->changed, NOW + 1000);
}
END_TEST

/* Newsletters: in the feed alone; in two feeds; in the feed and waiting for none; waiting for the feed; waiting for the feed and
 * another; elsewhere. */
START_TEST(removing)
{
  static const gboolean stays[] = { FALSE, TRUE, TRUE, FALSE, TRUE, TRUE };
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Feed) other = NULL;
  g_autoptr(GError) error = NULL;
  gint64 rows[6];

  fixture_begin();
  feed = fixture_add_feed("feed", "one");
  other = fixture_add_feed("other", "two");
  ck_assert(store_sender_add(fixture_store, feed->row, "@x.org", "admin", NULL));
  for (guint i = 0; i < 6; i++)
    rows[i] = i < 3 ? fixture_publish(feed->row, i, 2, NOW) : fixture_add_newsletter(i, 2);
  fixture_add_item(other->row, rows[1], NOW);
  ck_assert(store_waiting_add(fixture_store, rows[2], 0, "x@y", "r", NULL));
  ck_assert(store_waiting_add(fixture_store, rows[3], feed->row, "x@y", "r", NULL));
  ck_assert(store_waiting_add(fixture_store, rows[4], feed->row, "x@y", "r", NULL));
  ck_assert(store_waiting_add(fixture_store, rows[4], other->row, "x@y", "r", NULL));
  fixture_add_item(other->row, rows[5], NOW);
  fixture_commit();
  fixture_begin();
  ck_assert(store_feed_remove(fixture_store, feed, NULL));
  ck_assert(!store_feed_remove(fixture_store, feed, &error));
  ck_error(error, ERROR_NOT_FOUND);
  fixture_commit();
  for (guint i = 0; i < 6; i++) {
    g_autoptr(Newsletter) newsletter = store_newsletter_get(fixture_store, rows[i], NULL);

    ck_assert_int_eq(newsletter != NULL, stays[i]);
  }
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM sender"), 0);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM waiting"), 2);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM link"), 8);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM seen"), 6);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

/* A row number never comes back: whoever still holds one must not reach another feed with it. */
START_TEST(rows_are_not_used_again)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Feed) next = NULL;
  gint64 newsletter;

  fixture_begin();
  feed = fixture_add_feed("feed", NULL);
  newsletter = fixture_publish(feed->row, 1, 1, NOW);
  ck_assert(store_feed_remove(fixture_store, feed, NULL));
  next = fixture_add_feed("feed", NULL);
  ck_assert_int_gt(next->row, feed->row);
  ck_assert_int_gt(fixture_publish(next->row, 2, 1, NOW), newsletter);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT row FROM item"), 2);
  fixture_commit();
}
END_TEST

START_TEST(allow_list)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(GError) error = NULL;

  fixture_begin();
  feed = fixture_add_feed("feed", NULL);
  ck_assert(store_sender_add(fixture_store, feed->row, "@x.org", "admin", NULL));
  ck_assert(!store_sender_add(fixture_store, feed->row, "@x.org", "release", &error));
  ck_error(error, ERROR_EXISTS);
  g_clear_error(&error);
  ck_assert(!store_sender_add(fixture_store, feed->row + 1, "@x.org", "admin", &error));
  ck_error(error, ERROR_NOT_FOUND);
  g_clear_error(&error);
  ck_assert(!store_sender_remove(fixture_store, feed->row, "@y.org", &error));
  ck_error(error, ERROR_NOT_FOUND);
  ck_assert(store_sender_remove(fixture_store, feed->row, "@x.org", NULL));
  fixture_commit();
}
END_TEST

Suite *test_feed_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("feed", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, draws_what_is_not_given);
  tcase_add_loop_test(tcase, find_by_any_key, 0, G_N_ELEMENTS(find_rows));
  tcase_add_test(tcase, the_id_comes_first);
  tcase_add_loop_test(tcase, taken_and_retired, 0, G_N_ELEMENTS(taken_rows));
  tcase_add_test(tcase, by_address);
  tcase_add_test(tcase, by_id);
  tcase_add_test(tcase, listing);
  tcase_add_test(tcase, editing);
  tcase_add_test(tcase, removing);
  tcase_add_test(tcase, rows_are_not_used_again);
  tcase_add_test(tcase, allow_list);
  return suite;
}
