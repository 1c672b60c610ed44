/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "util/date.h"
#include "util/error.h"

static gint64 add(guint seed, guint links)
{
  gint64 row;

  fixture_begin();
  row = fixture_add_newsletter(seed, links);
  fixture_commit();
  return row;
}

static Newsletter *get(gint64 row)
{
  GError *error = NULL;
  Newsletter *newsletter = store_newsletter_get(fixture_store, row, &error);

  ck_no_error(error);
  return newsletter;
}

static void rebuild(const Newsletter *old, Newsletter *fresh)
{
  GError *error = NULL;

  fixture_begin();
  store_newsletter_rebuild(fixture_store, old, fresh, &error);
  ck_no_error(error);
  fixture_commit();
}

static const char *id_of(const Newsletter *newsletter, guint index)
{
  return ((const Link *)g_ptr_array_index(newsletter->links, index))->id;
}

/* What is decoded is new; what happened stays; a link is the same by its target, wherever it stands. */
START_TEST(replaces_what_was_decoded)
{
  gint64 row = add(1, 3);
  g_autoptr(Newsletter) old = get(row);
  g_autoptr(Newsletter) fresh = fixture_newsletter(2, 0);
  g_autoptr(Newsletter) stored = NULL;

  fresh->date = fresh->received = 1;
  g_ptr_array_add(fresh->links, link_new(1, "https://new.example/", "new", LINK_NAV));
  g_ptr_array_add(fresh->links, link_new(2, ((Link *)g_ptr_array_index(old->links, 2))->url, "third", LINK_CONTENT));
  g_ptr_array_add(fresh->links, link_new(3, ((Link *)g_ptr_array_index(old->links, 0))->url, "first", LINK_CONTENT));
  g_free(fresh->markdown);
  fresh->markdown = g_strdup("# Again\n");
  g_ptr_array_set_size(fresh->parts, 0);
  fresh->decoder_version = 7;
  rebuild(old, fresh);
  stored = get(row);
  ck_assert_str_eq(stored->id, old->id);
  ck_assert_str_eq(stored->sha256, old->sha256);
  ck_assert_str_eq(stored->body_hash, old->body_hash);
  ck_assert_int_eq(stored->date, old->date);
  ck_assert_int_eq(stored->received, old->received);
  ck_assert_str_eq(stored->subject, fresh->subject);
  ck_assert_str_eq(stored->markdown, "# Again\n");
  ck_assert_uint_eq(stored->decoder_version, 7);
  ck_assert_uint_eq(stored->parts->len, 0);
  ck_assert_uint_eq(stored->links->len, 3);
  ck_assert_str_eq(id_of(stored, 1), id_of(old, 2));
  ck_assert_str_eq(id_of(stored, 2), id_of(old, 0));
  for (guint i = 0; i < 3; i++) {
    ck_assert_str_ne(id_of(stored, 0), id_of(old, i));
    ck_assert_str_eq(id_of(fresh, i), id_of(stored, i));
  }
  fixture_check_integrity(fixture_store->db);
}
END_TEST

START_TEST(items_wait_for_their_new_gist)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Newsletter) old = NULL;
  g_autoptr(Newsletter) fresh = fixture_newsletter(1, 2);
  g_autoptr(GPtrArray) before = NULL, after = NULL;
  g_autoptr(GArray) pending = NULL;
  GError *error = NULL;
  const Item *one, *two;
  gint64 row;

  fixture_begin();
  feed = fixture_add_feed("Feed", "feed");
  row = fixture_publish(feed->row, 1, 2, NOW - 60);
  fixture_commit();
  old = get(row);
  before = store_item_list(fixture_store, feed->row, 0, TRUE, &error);
  date_set_now(NOW + 5);
  rebuild(old, fresh);
  after = store_item_list(fixture_store, feed->row, 0, TRUE, &error);
  pending = store_item_pending(fixture_store, 10, &error);
  ck_no_error(error);
  ck_assert_uint_eq(before->len, 1);
  ck_assert_uint_eq(after->len, 1);
  ck_assert_uint_eq(pending->len, 1);
  one = g_ptr_array_index(before, 0);
  two = g_ptr_array_index(after, 0);
  ck_assert_str_eq(one->id, two->id);
  ck_assert_str_eq(one->guid, two->guid);
  ck_assert_int_eq(one->published, two->published);
  ck_assert_int_eq(two->updated, NOW + 5);
  ck_assert_int_eq(two->state, ITEM_PENDING);
  ck_assert_ptr_null(two->gist);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM gist"), 0);
}
END_TEST

START_TEST(readable_rows)
{
  gint64 first = add(1, 0), second = add(2, 0);
  g_autofree char *sql = g_strdup_printf("UPDATE newsletter SET flags = flags | %d WHERE row = %" G_GINT64_FORMAT,
                                         NEWSLETTER_UNDECODED, first);
  g_autoptr(GArray) rows = NULL;
  GError *error = NULL;
  guint gone = 7;

  add(3, 0);
  fixture_begin();
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "DELETE FROM raw WHERE newsletter = 3", NULL, NULL, NULL),
                   SQLITE_OK);
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, sql, NULL, NULL, NULL), SQLITE_OK);
  fixture_commit();
  rows = store_newsletter_rows(fixture_store, &gone, &error);
  ck_no_error(error);
  ck_assert_uint_eq(rows->len, 1);
  ck_assert_int_eq(g_array_index(rows, gint64, 0), second);
  ck_assert_uint_eq(gone, 1);
}
END_TEST

Suite *test_rebuild_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("rebuild", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, replaces_what_was_decoded);
  tcase_add_test(tcase, items_wait_for_their_new_gist);
  tcase_add_test(tcase, readable_rows);
  return suite;
}
