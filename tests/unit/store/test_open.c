/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "suites.h"
#include "util/error.h"

/* --- what is no database of ours ---------------------------------------------------------- */

static void make_database(const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
  ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
}

static void make_missing(const char *path G_GNUC_UNUSED)
{
}

static void make_folder(const char *path)
{
  g_mkdir(path, 0700);
}

static void make_empty(const char *path)
{
  g_file_set_contents(path, "", 0, NULL);
}

static void make_short_text(const char *path)
{
  g_file_set_contents(path, "hello\n", -1, NULL);
}

static void make_long_text(const char *path)
{
  g_autofree char *text = g_strnfill(20000, 'x');

  g_file_set_contents(path, text, -1, NULL);
}

static void make_foreign(const char *path)
{
  make_database(path, "PRAGMA application_id = 252006673; CREATE TABLE a (b)");
}

static void make_anonymous(const char *path)
{
  make_database(path, "CREATE TABLE feed (row)");
}

static void make_numbered(const char *path)
{
  make_database(path, "PRAGMA user_version = 1");
}

static void make_newer(const char *path)
{
  make_database(path, "PRAGMA application_id = 1198093172; PRAGMA user_version = 99; PRAGMA journal_mode = WAL; "
                      "CREATE TABLE future (x)");
}

static void make_unversioned(const char *path)
{
  make_database(path, "PRAGMA application_id = 1198093172; CREATE TABLE feed (row)");
}

static void make_loop(const char *path)
{
  ck_assert_int_eq(symlink(path, path), 0);
}

static const struct {
  void (*make)(const char *path);
  StoreMode mode;
  ErrorCode code;
  const char *message;
} bad_rows[] = {
  { make_missing, STORE_READ, ERROR_NOT_FOUND, "No such file" },
  { make_folder, STORE_READ, ERROR_INVALID, "is not a file" },
  { make_folder, STORE_WRITE, ERROR_INVALID, "is not a file" },
  { make_empty, STORE_READ, ERROR_FAILED, "is not a Gistwire database" },
  { make_short_text, STORE_READ, ERROR_FAILED, "is not a Gistwire database" },
  { make_short_text, STORE_WRITE, ERROR_FAILED, "is not a Gistwire database" },
  { make_long_text, STORE_READ, ERROR_FAILED, "is not a Gistwire database" },
  { make_long_text, STORE_WRITE, ERROR_FAILED, "is not a Gistwire database" },
  { make_foreign, STORE_READ, ERROR_FAILED, "is not a Gistwire database" },
  { make_foreign, STORE_WRITE, ERROR_FAILED, "is not a Gistwire database" },
  { make_anonymous, STORE_WRITE, ERROR_FAILED, "is not a Gistwire database" },
  { make_numbered, STORE_WRITE, ERROR_FAILED, "is not a Gistwire database" },
  { make_unversioned, STORE_WRITE, ERROR_FAILED, "is not a Gistwire database" },
  { make_newer, STORE_READ, ERROR_INVALID, "version 99, made by a newer Gistwire" },
  { make_newer, STORE_WRITE, ERROR_INVALID, "version 99, made by a newer Gistwire" },
  { make_loop, STORE_WRITE, ERROR_FAILED, "symbolic links" },
};

START_TEST(refused_and_untouched)
{
  g_autofree char *folder = support_folder();
  g_autofree char *path = g_build_filename(folder, "some.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before = 0, size_after = 0;
  g_autoptr(GError) error = NULL;

  bad_rows[_i].make(path);
  g_file_get_contents(path, &before, &size_before, NULL);
  ck_assert_ptr_null(store_open(path, bad_rows[_i].mode, &error));
  ck_error(error, bad_rows[_i].code);
  ck_assert_msg(strstr(error->message, bad_rows[_i].message) != NULL, "%s", error->message);
  ck_assert_msg(strstr(error->message, "some.db") != NULL, "%s", error->message);
  ck_assert_ptr_null(strchr(error->message, '\n'));
  g_file_get_contents(path, &after, &size_after, NULL);
  ck_assert_uint_eq(size_before, size_after);
  ck_assert(size_before == 0 || memcmp(before, after, size_before) == 0);
  support_remove_folder(g_steal_pointer(&folder));
}
END_TEST

static const StoreMode both_modes[] = { STORE_READ, STORE_WRITE };

START_TEST(missing_folder)
{
  g_autofree char *folder = support_folder();
  g_autofree char *path = g_build_filename(folder, "a", "b", "some.db", NULL);
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(store_open(path, both_modes[_i], &error));
  ck_error(error, ERROR_NOT_FOUND);
  ck_assert_ptr_nonnull(strstr(error->message, path));
  support_remove_folder(g_steal_pointer(&folder));
}
END_TEST

START_TEST(forbidden_folder)
{
  g_autofree char *folder = support_folder();
  g_autofree char *path = g_build_filename(folder, "some.db", NULL);
  g_autoptr(GError) error = NULL;

  ck_assert_int_eq(chmod(folder, 0), 0);
  ck_assert(geteuid() != 0 || seteuid(65534) == 0);
  ck_assert_ptr_null(store_open(path, both_modes[_i], &error));
  ck_error(error, ERROR_FAILED);
  ck_assert_ptr_nonnull(strstr(error->message, "Permission denied"));
  ck_assert(getuid() != 0 || seteuid(0) == 0);
  ck_assert_int_eq(chmod(folder, 0700), 0);
  support_remove_folder(g_steal_pointer(&folder));
}
END_TEST

/* --- what is one -------------------------------------------------------------------------- */

START_TEST(an_empty_file_is_a_new_database)
{
  g_clear_pointer(&fixture_store, store_close);
  make_empty(fixture_path);
  fixture_store = fixture_open(STORE_WRITE);
  ck_assert_int_eq(fixture_int(fixture_store->db, "PRAGMA user_version"), fixture_newest_version());
  ck_assert_int_eq(fixture_int(fixture_store->db, "PRAGMA page_size"), 8192);
}
END_TEST

static const struct {
  const char *sql;
  gint64 writer, reader;
} pragma_rows[] = {
  { "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1, 1 },
  { "PRAGMA page_size", 8192, 8192 },
  { "PRAGMA synchronous", 2, 2 },
  { "PRAGMA foreign_keys", 1, 1 },
  { "PRAGMA trusted_schema", 0, 0 },
  { "PRAGMA wal_autocheckpoint", 0, 1000 }, /* a reader could not if it wanted */
  { "PRAGMA busy_timeout", 10000, 10000 },
  { "PRAGMA application_id", 0x47697374, 0x47697374 },
};

START_TEST(pragmas)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ);

  ck_assert_int_eq(fixture_int(fixture_store->db, pragma_rows[_i].sql), pragma_rows[_i].writer);
  ck_assert_int_eq(fixture_int(reader->db, pragma_rows[_i].sql), pragma_rows[_i].reader);
}
END_TEST

START_TEST(files_are_private)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };

  for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
    g_autofree char *path = g_strconcat(fixture_path, suffixes[i], NULL);
    struct stat status;

    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, 0600);
  }
}
END_TEST

START_TEST(is_defensive)
{
  int defensive = 0;

  sqlite3_db_config(fixture_store->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
  ck_assert_int_eq(defensive, 1);
}
END_TEST

START_TEST(a_link_to_it_has_the_same_lock)
{
  g_autofree char *link = g_build_filename(fixture_folder, "link.db", NULL);
  g_autofree char *lock = g_strconcat(link, ".lock", NULL);
  g_autoptr(Store) other = NULL;
  g_autoptr(GError) error = NULL;

  ck_assert_int_eq(symlink("gistwire.db", link), 0);
  other = store_open_with(link, STORE_WRITE, store_migrations, 20000, &error);
  ck_no_error(error);
  ck_assert(!g_file_test(lock, G_FILE_TEST_EXISTS));
  fixture_begin();
  ck_assert(!store_begin(other, &error));
  ck_error(error, ERROR_AGAIN);
  fixture_commit();
}
END_TEST

START_TEST(opening_waits_for_the_lock)
{
  g_autoptr(GError) error = NULL;

  fixture_begin();
  ck_assert_ptr_null(store_open_with(fixture_path, both_modes[_i], store_migrations, 20000, &error));
  ck_error(error, ERROR_AGAIN);
  fixture_commit();
  g_clear_error(&error);
  store_close(store_open_with(fixture_path, both_modes[_i], store_migrations, 20000, &error));
  ck_no_error(error);
}
END_TEST

static gint64 wal_size(void)
{
  g_autofree char *path = g_strconcat(fixture_path, "-wal", NULL);
  struct stat status;

  return stat(path, &status) == 0 ? status.st_size : -1;
}

/* The only user of the database dies after a commit. */
static void die_after_commit(void)
{
  pid_t child;

  g_clear_pointer(&fixture_store, store_close);
  ck_assert_int_eq(wal_size(), -1);
  child = fork();
  if (child == 0) {
    fixture_store = fixture_open(STORE_WRITE);
    fixture_begin();
    feed_free(fixture_add_feed("Committed", "committed"));
    fixture_commit();
    _exit(0);
  }
  ck_assert_int_eq(waitpid(child, NULL, 0), child);
  ck_assert_int_gt(wal_size(), 0);
}

static void find_feed(Store *store, const char *key)
{
  GError *error = NULL;

  feed_free(store_feed_find(store, key, &error));
  ck_no_error(error);
}

START_TEST(a_reader_alone_leaves_the_log_as_it_is)
{
  Store *reader;
  gint64 size;

  die_after_commit();
  size = wal_size();
  reader = fixture_open(STORE_READ);
  find_feed(reader, "Committed");
  store_close(reader);
  ck_assert_int_eq(wal_size(), size);
  fixture_store = fixture_open(STORE_WRITE);
  find_feed(fixture_store, "Committed");
  g_clear_pointer(&fixture_store, store_close);
  ck_assert_int_eq(wal_size(), -1);
  fixture_store = fixture_open(STORE_WRITE);
  find_feed(fixture_store, "Committed");
}
END_TEST

START_TEST(a_reader_needs_no_writer)
{
  g_autoptr(Store) reader = NULL;
  g_autoptr(Store) second = NULL;

  fixture_begin();
  feed_free(fixture_add_feed("Old", "old"));
  fixture_commit();
  g_clear_pointer(&fixture_store, store_close);
  ck_assert_int_eq(wal_size(), -1);
  reader = fixture_open(STORE_READ);
  find_feed(reader, "Old");
  fixture_store = fixture_open(STORE_WRITE);
  fixture_begin();
  feed_free(fixture_add_feed("New", "new"));
  fixture_commit();
  find_feed(reader, "New");
  g_clear_pointer(&fixture_store, store_close);
  second = fixture_open(STORE_READ);
  find_feed(reader, "New");
  find_feed(second, "New");
}
END_TEST

START_TEST(closing_without_the_lock_keeps_the_log)
{
  Lock lock = LOCK_INIT;
  g_autofree char *path = g_strconcat(fixture_path, ".lock", NULL);

  fixture_begin();
  feed_free(fixture_add_feed("Kept", "kept"));
  fixture_commit();
  ck_assert(lock_open(&lock, path, NULL) && lock_take(&lock, 0, NULL));
  fixture_store->lock_wait = 10000;
  g_clear_pointer(&fixture_store, store_close);
  ck_assert_int_gt(wal_size(), 0);
  lock_close(&lock);
  fixture_store = fixture_open(STORE_WRITE);
  find_feed(fixture_store, "Kept");
}
END_TEST

START_TEST(closing_in_a_transaction_undoes_it)
{
  g_autoptr(GError) error = NULL;

  fixture_begin();
  feed_free(fixture_add_feed("Lost", "lost"));
  g_clear_pointer(&fixture_store, store_close);
  fixture_store = fixture_open(STORE_WRITE);
  ck_assert_ptr_null(store_feed_find(fixture_store, "Lost", &error));
  ck_error(error, ERROR_NOT_FOUND);
}
END_TEST

START_TEST(a_damaged_page_is_an_error)
{
  g_autofree char *bytes = NULL;
  gsize size = 0, page_size, page;
  g_autoptr(GPtrArray) feeds = NULL;
  g_autoptr(GError) error = NULL;

  page_size = (gsize)fixture_int(fixture_store->db, "PRAGMA page_size");
  page = (gsize)fixture_int(fixture_store->db, "SELECT rootpage FROM sqlite_schema WHERE name = 'feed'");
  g_clear_pointer(&fixture_store, store_close);
  ck_assert(g_file_get_contents(fixture_path, &bytes, &size, NULL));
  ck_assert_uint_le(page * page_size, size);
  memset(bytes + (page - 1) * page_size, 0xff, page_size);
  ck_assert(g_file_set_contents(fixture_path, bytes, (gssize)size, NULL));
  fixture_store = fixture_open(STORE_READ);
  feeds = store_feed_list(fixture_store, &error);
  ck_assert_ptr_null(feeds);
  ck_error(error, ERROR_FAILED);
  ck_assert_ptr_nonnull(strstr(error->message, "is damaged"));
}
END_TEST

Suite *test_open_suite(void)
{
  TCase *tcase, *bad;
  Suite *suite = support_suite("open", &tcase);

  bad = tcase_create("refused");
  tcase_add_loop_test(bad, refused_and_untouched, 0, G_N_ELEMENTS(bad_rows));
  tcase_add_loop_test(bad, missing_folder, 0, 2);
  tcase_add_loop_test(bad, forbidden_folder, 0, 2);
  suite_add_tcase(suite, bad);
  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, an_empty_file_is_a_new_database);
  tcase_add_loop_test(tcase, pragmas, 0, G_N_ELEMENTS(pragma_rows));
  tcase_add_test(tcase, files_are_private);
  tcase_add_test(tcase, is_defensive);
  tcase_add_test(tcase, a_link_to_it_has_the_same_lock);
  tcase_add_loop_test(tcase, opening_waits_for_the_lock, 0, 2);
  tcase_add_test(tcase, a_reader_alone_leaves_the_log_as_it_is);
  tcase_add_test(tcase, a_reader_needs_no_writer);
  tcase_add_test(tcase, closing_without_the_lock_keeps_the_log);
  tcase_add_test(tcase, closing_in_a_transaction_undoes_it);
  tcase_add_test(tcase, a_damaged_page_is_an_error);
  return suite;
}
