/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "fixture.h"
#include "suites.h"
#include "util/error.h"

static gint64 feeds_in(Store *store)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) feeds = store_feed_list(store, &error);

  ck_no_error(error);
  return feeds->len;
}

static void add_feed(const char *name)
{
  feed_free(fixture_add_feed(name, NULL));
}

START_TEST(commit_shows_and_rollback_undoes)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ);

  fixture_begin();
  add_feed("A");
  ck_assert_int_eq(feeds_in(fixture_store), 1); /* its own rows */
  ck_assert_int_eq(feeds_in(reader), 0);
  fixture_commit();
  ck_assert_int_eq(feeds_in(reader), 1);
  fixture_begin();
  add_feed("B");
  store_rollback(fixture_store);
  store_rollback(fixture_store); /* harmless */
  ck_assert_int_eq(feeds_in(fixture_store), 1);
  fixture_begin();
  add_feed("B");
  fixture_commit();
  ck_assert_int_eq(feeds_in(reader), 2);
}
END_TEST

static gboolean changed(Store *store)
{
  GError *error = NULL;
  gboolean is_changed = FALSE;

  ck_assert(store_changed(store, &is_changed, &error));
  ck_no_error(error);
  return is_changed;
}

START_TEST(change_of_another_is_seen_once)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ), other = fixture_open(STORE_READ);

  ck_assert(changed(reader)); /* the first time */
  ck_assert(!changed(reader));
  fixture_begin();
  add_feed("A");
  ck_assert(!changed(reader)); /* not committed */
  fixture_commit();
  ck_assert_int_eq(feeds_in(reader), 1); /* having read it does not hide it */
  ck_assert(changed(reader));
  ck_assert(!changed(reader));
  ck_assert(changed(other));
  ck_assert(!changed(other));
  fixture_begin();
  add_feed("B");
  store_rollback(fixture_store);
  ck_assert(!changed(reader));
}
END_TEST

START_TEST(nothing_is_written_outside)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ);
  g_autoptr(Feed) feed = feed_new();
  g_autoptr(GError) error = NULL;

  feed->name = g_strdup("A");
  ck_assert(!store_feed_add(fixture_store, feed, &error));
  ck_error(error, ERROR_FAILED);
  ck_assert_ptr_null(feed->id);
  g_clear_error(&error);
  ck_assert(!store_feed_add(reader, feed, &error));
  ck_error(error, ERROR_FAILED);
  g_clear_error(&error);
  ck_assert(!store_begin(reader, &error));
  ck_error(error, ERROR_FAILED);
  g_clear_error(&error);
  ck_assert(!store_commit(fixture_store, &error));
  ck_error(error, ERROR_FAILED);
  g_clear_error(&error);
  ck_assert(!store_savepoint(fixture_store, &error));
  ck_error(error, ERROR_FAILED);
  fixture_begin();
  ck_assert(!store_begin(fixture_store, NULL));
  ck_assert(!store_release(fixture_store, NULL));
  add_feed("A");
  fixture_commit();
}
END_TEST

START_TEST(savepoint_reverts_its_part_alone)
{
  fixture_begin();
  add_feed("A");
  ck_assert(store_savepoint(fixture_store, NULL));
  ck_assert(!store_savepoint(fixture_store, NULL)); /* one level */
  add_feed("B");
  store_revert(fixture_store);
  store_revert(fixture_store); /* gone: harmless */
  ck_assert(store_savepoint(fixture_store, NULL));
  add_feed("C");
  ck_assert(store_release(fixture_store, NULL));
  fixture_commit();
  ck_assert_int_eq(feeds_in(fixture_store), 2);
  feed_free(store_feed_find(fixture_store, "C", NULL));
}
END_TEST

/* A commit fails for a reason of its own: a broken reference whose check was put off. */
START_TEST(failed_commit_rolls_back)
{
  g_autoptr(GError) error = NULL;

  fixture_begin();
  add_feed("A");
  ck_assert_int_eq(sqlite3_exec(fixture_store->db,
                                "PRAGMA defer_foreign_keys = ON; INSERT INTO sender VALUES (77, 'x@y', 1, 'admin')",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  ck_assert(!store_commit(fixture_store, &error));
  ck_assert_ptr_nonnull(error);
  ck_assert_int_eq(feeds_in(fixture_store), 0);
  fixture_begin();
  add_feed("B");
  fixture_commit();
  ck_assert_int_eq(feeds_in(fixture_store), 1);
}
END_TEST

/* --- a full disk -------------------------------------------------------------------------- */

static void limit_pages(gint64 pages)
{
  g_autofree char *sql = g_strdup_printf("PRAGMA max_page_count = %" G_GINT64_FORMAT, pages);

  fixture_int(fixture_store->db, sql);
}

static struct rlimit file_limit;

static void limit_file(gint64 bytes)
{
  struct rlimit limit = { .rlim_cur = (rlim_t)bytes, .rlim_max = file_limit.rlim_max };

  signal(SIGXFSZ, SIG_IGN);
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void fill_pages(gboolean full)
{
  limit_pages(full ? fixture_int(fixture_store->db, "PRAGMA page_count") + 3 : 1000000);
}

static void fill_disk(gboolean full)
{
  g_autofree char *path = g_strconcat(fixture_path, "-wal", NULL);
  struct stat status;

  ck_assert_int_eq(stat(path, &status), 0);
  ck_assert(full || file_limit.rlim_cur != 0);
  if (full)
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &file_limit), 0);
  limit_file(full ? status.st_size + 200000 : (gint64)file_limit.rlim_cur);
}

static void (*const fill_rows[])(gboolean full) = { fill_pages, fill_disk };

static gboolean add_large(guint seed, GError **error)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(seed, 3);
  g_autoptr(GBytes) raw = g_bytes_new_static("x", 1);
  g_autoptr(GBytes) compressed = store_compress(raw);

  g_free(newsletter->markdown);
  newsletter->markdown = g_strnfill(100000, 'x');
  return store_newsletter_add(fixture_store, newsletter, compressed, error);
}

static gboolean add_and_commit(guint first, guint count, GError **error)
{
  if (!store_begin(fixture_store, error))
    return FALSE;
  for (guint i = first; i < first + count; i++)
    if (!add_large(i, error)) {
      store_rollback(fixture_store);
      return FALSE;
    }
  return store_commit(fixture_store, error);
}

START_TEST(a_full_disk_is_to_try_again)
{
  g_autoptr(GError) error = NULL;

  ck_assert(add_and_commit(0, 2, &error));
  fill_rows[_i](TRUE);
  for (int again = 0; again < 3; again++) {
    ck_assert(!add_and_commit(2, 40, &error));
    ck_error(error, ERROR_AGAIN);
    g_clear_error(&error);
    ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM newsletter"), 2);
  }
  fill_rows[_i](FALSE);
  ck_assert(add_and_commit(2, 40, &error));
  ck_no_error(error);
  fixture_check_integrity(fixture_store->db);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM newsletter"), 42);
}
END_TEST

/* The caller goes on after a failure, with savepoints, as the pipeline does: never is a part committed of what it took for one transaction. */
START_TEST(a_full_disk_never_commits_a_part)
{
  g_autoptr(GError) error = NULL;
  guint failed = 0;
  gboolean committed;

  ck_assert(add_and_commit(0, 2, &error));
  fill_rows[_i](TRUE);
  fixture_begin();
  for (guint i = 2; i < 40; i++) {
    if (!store_savepoint(fixture_store, NULL)) {
      failed++;
      continue;
    }
    if (add_large(i, NULL) && store_release(fixture_store, NULL))
      continue;
    failed++;
    store_revert(fixture_store);
  }
  committed = store_commit(fixture_store, &error);
  ck_assert(failed > 0 || !committed);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM newsletter"), committed ? 40 - failed : 2);
  fill_rows[_i](FALSE);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

/* SQLite may end a transaction by itself at an I/O error; here that is done behind the store's back. Nothing after it may be committed,
 * row by row or at the end. */
START_TEST(an_undone_transaction_stays_undone)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Feed) feed = feed_new();

  feed->name = g_strdup("B");
  fixture_begin();
  add_feed("A");
  ck_assert(store_savepoint(fixture_store, NULL));
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
  ck_assert(!store_feed_add(fixture_store, feed, &error));
  ck_error(error, ERROR_AGAIN);
  g_clear_error(&error);
  ck_assert(!store_release(fixture_store, &error));
  ck_error(error, ERROR_AGAIN);
  g_clear_error(&error);
  store_revert(fixture_store);
  ck_assert(!store_savepoint(fixture_store, &error));
  ck_error(error, ERROR_AGAIN);
  g_clear_error(&error);
  ck_assert(!store_commit(fixture_store, &error));
  ck_error(error, ERROR_AGAIN);
  ck_assert_int_eq(feeds_in(fixture_store), 0);
  fixture_begin();
  add_feed("C");
  fixture_commit();
  ck_assert_int_eq(feeds_in(fixture_store), 1);
}
END_TEST

/* --- the write-ahead log ------------------------------------------------------------------ */

static gint64 wal_size(void)
{
  g_autofree char *path = g_strconcat(fixture_path, "-wal", NULL);
  struct stat status;

  return stat(path, &status) == 0 ? status.st_size : -1;
}

START_TEST(the_log_does_not_grow_for_ever)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ);
  gint64 largest = 0;

  for (guint i = 0; i < 30; i++) {
    ck_assert(add_and_commit(i * 20, 20, NULL));
    largest = MAX(largest, wal_size());
    ck_assert_int_eq(feeds_in(reader), 0);
  }
  ck_assert_int_gt(fixture_int(fixture_store->db, "PRAGMA page_count"), 3000); /* 48 MB */
  ck_assert_int_lt(largest, 32 * 1024 * 1024);
}
END_TEST

/* A reader that holds on to a state is in the way of the checkpoints; when it lets go they catch up. */
START_TEST(the_log_shrinks_after_a_slow_reader)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ);
  Snapshot *snapshot = snapshot_begin(reader, NULL);

  ck_assert_int_eq(feeds_in(reader), 0);
  for (guint i = 0; i < 15; i++)
    ck_assert(add_and_commit(i * 20, 20, NULL));
  ck_assert_int_gt(wal_size(), 32 * 1024 * 1024);
  snapshot_end(snapshot);
  for (guint i = 15; i < 18; i++)
    ck_assert(add_and_commit(i * 20, 20, NULL));
  ck_assert_int_le(wal_size(), 33 * 1024 * 1024);
}
END_TEST

/* Nor is a commit held up by a reader that never lets go, however long the log is. */
START_TEST(a_stuck_reader_costs_little_time)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ);
  Snapshot *snapshot = snapshot_begin(reader, NULL);
  gint64 began;

  ck_assert_int_eq(feeds_in(reader), 0);
  ck_assert(add_and_commit(0, 2, NULL));
  fixture_store->wal_pages = 100000;
  began = g_get_monotonic_time();
  store_checkpoint(fixture_store);
  ck_assert_int_lt(g_get_monotonic_time() - began, 2 * G_USEC_PER_SEC);
  ck_assert_int_gt(wal_size(), 0);
  snapshot_end(snapshot);
  store_checkpoint(fixture_store);
  ck_assert_int_eq(wal_size(), 0);
  ck_assert_int_eq(fixture_int(fixture_store->db, "PRAGMA busy_timeout"), STORE_BUSY_MILLISECONDS);
}
END_TEST

Suite *test_transaction_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("transaction", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, commit_shows_and_rollback_undoes);
  tcase_add_test(tcase, change_of_another_is_seen_once);
  tcase_add_test(tcase, nothing_is_written_outside);
  tcase_add_test(tcase, savepoint_reverts_its_part_alone);
  tcase_add_test(tcase, failed_commit_rolls_back);
  tcase_add_loop_test(tcase, a_full_disk_is_to_try_again, 0, G_N_ELEMENTS(fill_rows));
  tcase_add_loop_test(tcase, a_full_disk_never_commits_a_part, 0, G_N_ELEMENTS(fill_rows));
  tcase_add_test(tcase, an_undone_transaction_stays_undone);
  tcase_add_test(tcase, the_log_does_not_grow_for_ever);
  tcase_add_test(tcase, the_log_shrinks_after_a_slow_reader);
  tcase_add_test(tcase, a_stuck_reader_costs_little_time);
  return suite;
}
