/* SPDX-License-Identifier: MIT */
/* What must not be told of a newsletter, whatever became of the feeds that had it. */
#include "fixture.h"
#include "suites.h"
#include "util/date.h"

static Feed *one, *two;
static gint64 row; /* in both */

static void setup(void)
{
  fixture_setup();
  fixture_begin();
  one = fixture_add_feed("One", "one");
  two = fixture_add_feed("Two", "two");
  row = fixture_publish(one->row, 1, 1, NOW);
  fixture_add_item(two->row, row, NOW);
}

static void teardown(void)
{
  feed_free(one);
  feed_free(two);
  if (fixture_store->writing)
    fixture_commit();
  fixture_teardown();
}

/* The store's addresses, spelt "a b c". */
static char *hidden_of(gint64 newsletter_row)
{
  GError *error = NULL;
  g_auto(GStrv) addresses = store_newsletter_addresses(fixture_store, newsletter_row, &error);

  ck_no_error(error);
  return g_strjoinv(" ", addresses);
}

static void ck_hidden(gint64 newsletter_row, const char *expected)
{
  g_autofree char *hidden = hidden_of(newsletter_row);

  ck_assert_str_eq(hidden, expected);
}

static void ck_hidden_by(const Feed *feed, const char *expected)
{
  g_autoptr(Feed) found = store_feed_by_row(fixture_store, feed->row, NULL);
  g_autofree char *hidden = g_strjoinv(" ", found->masked);

  ck_assert_str_eq(hidden, expected);
}

static void rotate(Feed *feed, const char *address)
{
  GError *error = NULL;
  g_autofree char *sql = g_strdup_printf("UPDATE feed SET address = '%s' WHERE row = %d", address, (int)feed->row);

  store_feed_rotate_address(fixture_store, feed, &error);
  ck_no_error(error);
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void remove_feed(const Feed *feed)
{
  GError *error = NULL;

  store_feed_remove(fixture_store, feed, &error);
  ck_no_error(error);
}

START_TEST(a_feed_goes)
{
  gint64 alone = fixture_publish(two->row, 2, 1, NOW);

  rotate(one, "one-b");
  ck_hidden(row, "one one-b two");
  ck_hidden(alone, "two");
  remove_feed(one);
  ck_hidden(row, "one one-b two");
  ck_hidden(alone, "two");
  rotate(two, "two-b");
  ck_hidden(row, "one one-b two two-b");
  ck_hidden_by(two, "two two-b"); /* its name and description never told another */
}
END_TEST

/* What derived feeds say of themselves can come from any sender. */
START_TEST(as_long_as_a_mail_can_hold_it)
{
  g_autoptr(Feed) all = fixture_derive("All", FEED_ALL, NULL);
  g_autoptr(Feed) third = fixture_add_feed("Third", "third");
  GError *error = NULL;

  fixture_publish(third->row, 3, 1, NOW);
  ck_hidden_by(all, "one third two");
  remove_feed(third); /* with all that it had */
  ck_hidden_by(all, "one two");
  remove_feed(one);
  ck_hidden_by(all, "one two");
  store_newsletter_remove(fixture_store, row, &error);
  ck_no_error(error);
  ck_hidden_by(all, "two");
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM came_to"), 0);
}
END_TEST

START_TEST(items_know)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(Item) item = NULL;
  g_autoptr(Feed) feed = store_feed_by_row(fixture_store, two->row, NULL);
  g_autoptr(Feed) of_item = NULL;
  g_autofree char *listed = NULL, *single = NULL, *masked = NULL, *yours = NULL;

  remove_feed(one);
  items = store_item_list(fixture_store, two->row, 0, TRUE, NULL);
  ck_assert_uint_eq(items->len, 1);
  listed = g_strjoinv(" ", ((const Item *)g_ptr_array_index(items, 0))->masked);
  ck_assert_str_eq(listed, "one two");
  fixture_publish_item(((const Item *)g_ptr_array_index(items, 0))->row, row);
  ck_assert(store_feed_by_item(fixture_store, ((const Item *)g_ptr_array_index(items, 0))->id, &of_item, NULL));
  yours = g_strjoinv(" ", of_item->masked);
  ck_assert_str_eq(yours, "two"); /* who reads it may leave for that one */
  ck_assert(store_item_by_id(fixture_store, ((const Item *)g_ptr_array_index(items, 0))->id, &item, NULL));
  single = g_strjoinv(" ", item->masked);
  ck_assert_str_eq(single, "one two");
  ck_assert(store_feed_mask(fixture_store, feed, row, NULL));
  masked = g_strjoinv(" ", feed->masked);
  ck_assert_str_eq(masked, "one two");
}
END_TEST

/* What waited is released into another feed, or discarded there where another feed has it: what the waiting rows said is kept. */
static const struct {
  const char *recipient; /* NULL: it waits for the third feed */
  gboolean released;     /* into that feed, too */
  const char *hidden;
  guint kept;
} waiting_rows[] = {
  { NULL, FALSE, "one third third-b two", 2 },
  { NULL, TRUE, "one third third-b two", 0 }, /* its item says it */
  { "gone@news.example", FALSE, "gone one two", 1 },
  { " <GONE+x+y@news.example>", FALSE, "gone one two", 1 },
  { "never@news.example", FALSE, "one two", 0 },
  { "gone", FALSE, "one two", 0 },
  { "", FALSE, "one two", 0 },
  { "+@", FALSE, "one two", 0 },
};

START_TEST(waiting)
{
  g_autoptr(Feed) third = fixture_add_feed("Third", "third"), gone = fixture_add_feed("Gone", "gone");
  GError *error = NULL;

  remove_feed(gone);
  rotate(third, "third-b");
  store_waiting_add(fixture_store, row, waiting_rows[_i].recipient == NULL ? third->row : 0, waiting_rows[_i].recipient,
                    "it waits", &error);
  ck_no_error(error);
  if (waiting_rows[_i].released)
    fixture_add_item(third->row, row, NOW);
  store_waiting_clear(fixture_store, row, 0, &error);
  ck_no_error(error);
  ck_hidden(row, waiting_rows[_i].hidden);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM came_to"), waiting_rows[_i].kept);
}
END_TEST

/* Who reads one of two feeds is not shown the other's address, and so its bytes change when the mail comes to the other, too. */
START_TEST(a_feed_that_told_changes)
{
  gint64 telling = fixture_add_from(2, NULL, "for TWO@news.example", "a@x.test"), version;

  fixture_publish_item(fixture_add_item(one->row, telling, NOW), telling);
  version = fixture_count("SELECT version FROM feed WHERE name = 'One'");
  fixture_add_item(two->row, telling, NOW);
  ck_assert_int_gt(fixture_count("SELECT version FROM feed WHERE name = 'One'"), version);
  version = fixture_count("SELECT version FROM feed WHERE name = 'One'");
  remove_feed(two);
  ck_assert_int_eq(fixture_count("SELECT version FROM feed WHERE name = 'One'"), version); /* nothing to be seen */
}
END_TEST

/* In what the database was before, the log tells. */
START_TEST(databases_of_before)
{
  static const char *const before =
      "DROP TABLE came_to; DELETE FROM retired; "
      "INSERT INTO retired VALUES ('gone', 1, NULL), ('other', 1, NULL); "
      "INSERT INTO mail_log (time, spool_name, sender, recipients, message_id, from_address, "
      "subject, sha256, newsletter_id, outcome, detail) SELECT 1, '', '', "
      "'two@x.test, Gone+y@x.test', '', '', '', '', id, 'published', '' FROM newsletter; ";
  g_autofree char *path = g_build_filename(TEST_DATA, "..", "..", "data", "schema", "010-came-to.sql", NULL),
                  *sql = NULL;

  ck_assert(g_file_get_contents(path, &sql, NULL, NULL));
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, before, NULL, NULL, NULL), SQLITE_OK);
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, sql, NULL, NULL, NULL), SQLITE_OK);
  ck_hidden(row, "gone one two");
}
END_TEST

Suite *test_address_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("address", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, a_feed_goes);
  tcase_add_test(tcase, as_long_as_a_mail_can_hold_it);
  tcase_add_test(tcase, items_know);
  tcase_add_loop_test(tcase, waiting, 0, G_N_ELEMENTS(waiting_rows));
  tcase_add_test(tcase, a_feed_that_told_changes);
  tcase_add_test(tcase, databases_of_before);
  return suite;
}
