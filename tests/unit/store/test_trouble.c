/* SPDX-License-Identifier: MIT */
/* What is wrong, and that feeds change when it begins, grows and ends: a cached feed is trusted as long as its version is the same. */
#include "fixture.h"
#include "suites.h"
#include "util/date.h"
#include "util/error.h"

static Feed *feed, *quiet;

static void setup(void)
{
  fixture_setup();
  fixture_begin();
  feed = fixture_add_feed("feed", "one");
  quiet = fixture_add_feed("quiet", "two");
  quiet->status = FALSE;
  ck_assert(store_feed_edit(fixture_store, quiet, NULL));
}

static void teardown(void)
{
  store_rollback(fixture_store);
  feed_free(feed);
  feed_free(quiet);
  fixture_teardown();
}

static Feed *read_feed(const Feed *of)
{
  Feed *found = NULL;
  GError *error = NULL;

  store_feed_by_id(fixture_store, of->id, &found, &error);
  ck_no_error(error);
  ck_assert_ptr_nonnull(found->troubles);
  return found;
}

/* "waiting 2 since NOW+5, " and so on. */
static char *dump(const Feed *of)
{
  g_autoptr(Feed) found = read_feed(of);
  GString *text = g_string_new("");

  for (guint i = 0; i < found->troubles->len; i++) {
    const Trouble *trouble = g_ptr_array_index(found->troubles, i);

    g_string_append_printf(text, "%s %d +%d, ", trouble_kind_name(trouble->kind), (int)trouble->count,
                           (int)(trouble->since - NOW));
  }
  return g_string_free(text, FALSE);
}

static void check_troubles(const Feed *of, const char *expected)
{
  g_autofree char *text = dump(of);

  ck_assert_str_eq(text, expected);
}

static gint64 version(const Feed *of)
{
  g_autoptr(Feed) found = read_feed(of);

  return found->version;
}

static void wait_for(gint64 newsletter, gint64 row)
{
  GError *error = NULL;

  store_waiting_add(fixture_store, newsletter, row, "one@x", "unknown sender", &error);
  ck_no_error(error);
}

START_TEST(waiting_mail)
{
  gint64 first = fixture_add_newsletter(1, 1), second = fixture_add_newsletter(2, 1), before = version(feed);

  check_troubles(feed, "");
  wait_for(first, feed->row);
  check_troubles(feed, "waiting 1 +0, ");
  ck_assert_int_eq(version(feed), before + 1);
  date_set_now(NOW + 100);
  wait_for(first, feed->row); /* the same once more */
  ck_assert_int_eq(version(feed), before + 1);
  wait_for(second, feed->row);
  check_troubles(feed, "waiting 2 +100, ");
  ck_assert_int_eq(version(feed), before + 2);
  ck_assert(store_waiting_clear(fixture_store, first, feed->row, NULL));
  check_troubles(feed, "waiting 1 +100, ");
  ck_assert_int_eq(version(feed), before + 3);
  ck_assert(store_newsletter_remove(fixture_store, second, NULL));
  check_troubles(feed, "");
  ck_assert_int_eq(version(feed), before + 4);
}
END_TEST

/* Mail that waits for another feed, or for none. */
START_TEST(waiting_elsewhere)
{
  gint64 before = version(feed);

  wait_for(fixture_add_newsletter(1, 1), quiet->row);
  wait_for(fixture_add_newsletter(2, 1), 0);
  check_troubles(feed, "");
  ck_assert_int_eq(version(feed), before);
}
END_TEST

START_TEST(without_status)
{
  gint64 before = version(quiet);

  wait_for(fixture_add_newsletter(1, 1), quiet->row);
  ck_assert(store_trouble_set(fixture_store, TROUBLE_DISK, TRUE, NULL));
  check_troubles(quiet, "");
  ck_assert_int_eq(version(quiet), before);
}
END_TEST

START_TEST(noted)
{
  gboolean known = TRUE;
  gint64 before = version(feed);

  ck_assert(store_trouble_known(fixture_store, TROUBLE_DISK, &known, NULL) && !known);
  ck_assert(store_trouble_set(fixture_store, TROUBLE_DISK, FALSE, NULL)); /* it was not */
  ck_assert_int_eq(version(feed), before);
  ck_assert(store_trouble_set(fixture_store, TROUBLE_DISK, TRUE, NULL));
  check_troubles(feed, "disk 1 +0, ");
  ck_assert(store_trouble_known(fixture_store, TROUBLE_DISK, &known, NULL) && known);
  ck_assert_int_eq(version(feed), before + 1);
  date_set_now(NOW + 100);
  ck_assert(store_trouble_set(fixture_store, TROUBLE_DISK, TRUE, NULL));
  check_troubles(feed, "disk 1 +0, ");
  ck_assert_int_eq(version(feed), before + 1);
  wait_for(fixture_add_newsletter(1, 1), feed->row);
  check_troubles(feed, "waiting 1 +100, disk 1 +0, ");
  ck_assert(store_trouble_set(fixture_store, TROUBLE_DISK, FALSE, NULL));
  check_troubles(feed, "waiting 1 +100, ");
  ck_assert_int_eq(version(feed), before + 3);
}
END_TEST

/* A newer program knew more kinds. */
START_TEST(unknown_kinds)
{
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "INSERT INTO trouble VALUES ('comet', 1)", NULL, NULL, NULL),
                   SQLITE_OK);
  check_troubles(feed, "");
}
END_TEST

Suite *test_trouble_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("trouble", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, waiting_mail);
  tcase_add_test(tcase, waiting_elsewhere);
  tcase_add_test(tcase, without_status);
  tcase_add_test(tcase, noted);
  tcase_add_test(tcase, unknown_kinds);
  return suite;
}
