/* SPDX-License-Identifier: MIT */
#include "fixture.h"
#include "suites.h"
#include "util/date.h"
#include "util/error.h"

static void wait_for(gint64 newsletter, gint64 feed, const char *recipient)
{
  GError *error = NULL;

  store_waiting_add(fixture_store, newsletter, feed, recipient, "unknown sender", &error);
  ck_no_error(error);
}

static guint waiting_count(void)
{
  g_autoptr(GPtrArray) list = store_waiting_list(fixture_store, NULL);

  return list->len;
}

START_TEST(one_row_each)
{
  g_autoptr(Feed) feed = NULL;
  gint64 newsletter;

  fixture_begin();
  feed = fixture_add_feed("feed", "one");
  newsletter = fixture_add_newsletter(1, 1);
  for (int again = 0; again < 2; again++) {
    wait_for(newsletter, 0, "a@x");
    wait_for(newsletter, 0, "b@x");
    wait_for(newsletter, feed->row, "a@x");
    wait_for(newsletter, feed->row, NULL);
    ck_assert_uint_eq(waiting_count(), 4);
  }
  fixture_commit();
}
END_TEST

START_TEST(listing)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(GPtrArray) list = NULL;
  const Waiting *first, *second;

  fixture_begin();
  feed = fixture_add_feed("feed", "one");
  wait_for(fixture_add_newsletter(1, 1), 0, "a@x");
  date_set_now(NOW - 10);
  wait_for(fixture_add_newsletter(2, 1), feed->row, "one@x");
  fixture_commit();
  list = store_waiting_list(fixture_store, NULL);
  ck_assert_uint_eq(list->len, 2);
  first = g_ptr_array_index(list, 0);
  second = g_ptr_array_index(list, 1);
  ck_assert_str_eq(first->newsletter->subject, "Issue 2");
  ck_assert_int_eq(first->feed_row, feed->row);
  ck_assert_str_eq(first->feed_name, "feed");
  ck_assert_str_eq(first->recipient, "one@x");
  ck_assert_str_eq(first->reason, "unknown sender");
  ck_assert_int_eq(first->since, NOW - 10);
  ck_assert_str_eq(second->newsletter->from_address, "news@example.org");
  ck_assert_int_eq(second->feed_row, 0);
  ck_assert_ptr_null(second->feed_name);
}
END_TEST

START_TEST(clearing)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Newsletter) kept = NULL;
  gint64 newsletter;

  fixture_begin();
  feed = fixture_add_feed("feed", "one");
  newsletter = fixture_add_newsletter(1, 1);
  wait_for(newsletter, 0, "a@x");
  wait_for(newsletter, feed->row, "one@x");
  wait_for(fixture_add_newsletter(2, 1), feed->row, "one@x");
  ck_assert(store_waiting_clear(fixture_store, newsletter, feed->row, NULL));
  ck_assert_uint_eq(waiting_count(), 2);
  ck_assert(store_waiting_clear(fixture_store, newsletter, 0, NULL));
  ck_assert_uint_eq(waiting_count(), 1);
  ck_assert(store_waiting_clear(fixture_store, newsletter, 0, NULL)); /* nothing left: no error */
  kept = store_newsletter_get(fixture_store, newsletter, NULL);
  ck_assert_ptr_nonnull(kept);
  fixture_commit();
}
END_TEST

START_TEST(for_what_is_not_there)
{
  g_autoptr(GError) error = NULL;

  fixture_begin();
  ck_assert(!store_waiting_add(fixture_store, 77, 0, "a@x", "r", &error));
  ck_error(error, ERROR_NOT_FOUND);
  store_rollback(fixture_store);
}
END_TEST

Suite *test_waiting_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("waiting", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, one_row_each);
  tcase_add_test(tcase, listing);
  tcase_add_test(tcase, clearing);
  tcase_add_test(tcase, for_what_is_not_there);
  return suite;
}
