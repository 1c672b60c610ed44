/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "suites.h"
#include "util/error.h"

static void fill(guint n)
{
  fixture_begin();
  for (guint i = 0; i < n; i++)
    fixture_add_newsletter(i, 40);
  fixture_commit();
}

static GPtrArray *check_it(Store *store)
{
  GError *error = NULL;
  GPtrArray *damage = store_check(store, NULL, NULL, &error);

  ck_no_error(error);
  return damage;
}

START_TEST(sound)
{
  g_autoptr(Store) reader = NULL;
  g_autoptr(GPtrArray) damage = NULL;

  fill(10);
  reader = fixture_open(STORE_READ);
  damage = check_it(reader);
  ck_assert_uint_eq(damage->len, 0);
}
END_TEST

START_TEST(rows_that_refer_to_nothing)
{
  g_autoptr(GPtrArray) damage = NULL;

  fill(3);
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "PRAGMA foreign_keys = OFF; DELETE FROM newsletter WHERE row = 2",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  damage = check_it(fixture_store);
  ck_assert_uint_gt(damage->len, 2);
  ck_assert_ptr_nonnull(strstr(g_ptr_array_index(damage, 0), "refers to a row of newsletter that is not there"));
}
END_TEST

/* A page of zeros in the middle of a table. */
START_TEST(damaged)
{
  static const char zeros[8192];
  g_autoptr(Store) reader = NULL;
  g_autoptr(GPtrArray) damage = NULL;
  gint64 page;
  int file;

  fill(50);
  page = fixture_int(fixture_store->db, "SELECT max(pageno) FROM dbstat WHERE name = 'link' AND pagetype = 'leaf'");
  g_clear_pointer(&fixture_store, store_close);
  file = open(fixture_path, O_WRONLY | O_CLOEXEC);
  ck_assert_int_eq(pwrite(file, zeros, sizeof zeros, (page - 1) * 8192), sizeof zeros);
  close(file);
  reader = fixture_open(STORE_READ);
  damage = check_it(reader);
  ck_assert_uint_gt(damage->len, 0);
  ck_assert_ptr_null(strchr(g_ptr_array_index(damage, 0), '\n'));
}
END_TEST

static void count_tick(gpointer data)
{
  ++*(guint *)data;
}

START_TEST(it_ticks)
{
  g_autoptr(GPtrArray) damage = NULL;
  guint ticks = 0;

  fill(300);
  damage = store_check(fixture_store, count_tick, &ticks, NULL);
  ck_assert_uint_eq(damage->len, 0);
  ck_assert_uint_gt(ticks, 0);
}
END_TEST

/* A database of an older program, full of holes, while somebody reads it. */
START_TEST(vacuum)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ);
  g_autoptr(Snapshot) snapshot = NULL;
  Space before, after;
  GError *error = NULL;

  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "PRAGMA auto_vacuum = NONE; VACUUM", NULL, NULL, NULL), SQLITE_OK);
  fill(200);
  fixture_begin();
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "DELETE FROM newsletter WHERE row % 4 <> 0", NULL, NULL, NULL),
                   SQLITE_OK);
  fixture_commit();
  snapshot = snapshot_begin(reader, &error);
  ck_assert_int_eq(fixture_int(reader->db, "SELECT count(*) FROM newsletter"), 50);
  ck_assert(store_space(fixture_store, &before, NULL, NULL));
  store_vacuum(fixture_store, &error);
  ck_no_error(error);
  ck_assert_int_eq(fixture_int(reader->db, "SELECT count(*) FROM newsletter"), 50);
  snapshot_end(g_steal_pointer(&snapshot));
  g_clear_pointer(&fixture_store, store_close);
  fixture_store = fixture_open(STORE_WRITE);
  ck_assert(store_space(fixture_store, &after, NULL, NULL));
  ck_assert(!before.shrinks && after.shrinks);
  ck_assert_uint_lt(after.total, before.total * 3 / 4);
  ck_assert_uint_eq(after.bytes[SPACE_FREE], 0);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM newsletter"), 50);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

START_TEST(vacuum_needs_the_lock)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ);
  g_autoptr(Store) other = NULL;
  g_autoptr(GError) error = NULL;

  ck_assert(!store_vacuum(reader, &error));
  ck_error(error, ERROR_FAILED);
  g_clear_error(&error);
  other = store_open_with(fixture_path, STORE_WRITE, store_migrations, 1000, &error);
  ck_no_error(error);
  fixture_begin();
  ck_assert(!store_vacuum(fixture_store, &error));
  ck_error(error, ERROR_FAILED);
  g_clear_error(&error);
  ck_assert(!store_vacuum(other, &error));
  ck_error(error, ERROR_AGAIN);
  fixture_commit();
}
END_TEST

Suite *test_check_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("check", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, sound);
  tcase_add_test(tcase, rows_that_refer_to_nothing);
  tcase_add_test(tcase, damaged);
  tcase_add_test(tcase, it_ticks);
  tcase_add_test(tcase, vacuum);
  tcase_add_test(tcase, vacuum_needs_the_lock);
  return suite;
}
