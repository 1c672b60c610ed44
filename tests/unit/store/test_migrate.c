/* SPDX-License-Identifier: MIT */
#include "store/migrate.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "util/error.h"

#define SHORT_WAIT 20000

#define MAX_MIGRATIONS 30

/* The compiled-in list with one more. */
static void make_list(Migration list[MAX_MIGRATIONS], const char *sql)
{
  guint count = fixture_newest_version();

  ck_assert_uint_lt(count + 1, MAX_MIGRATIONS);
  memcpy(list, store_migrations, count * sizeof *list);
  list[count] = (Migration){ "test.sql", sql };
  list[count + 1] = (Migration){ NULL, NULL };
}

static void write_and_close(void)
{
  g_autoptr(Feed) feed = NULL;

  fixture_begin();
  feed = fixture_add_feed("Feed", "feed");
  fixture_publish(feed->row, 1, 3, NOW);
  fixture_commit();
  g_clear_pointer(&fixture_store, store_close);
}

START_TEST(scripts_are_compiled_in_whole)
{
  ck_assert_str_eq(store_migrations[0].name, "001-begin.sql");
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' "
                                                  "AND name NOT LIKE 'sqlite_%'"),
                   30);
  ck_assert_int_eq(fixture_int(fixture_store->db,
                               "SELECT count(*) FROM pragma_table_list "
                               "WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND strict = 0 AND type = 'table'"),
                   0);
}
END_TEST

/* A foreign key without an index makes each removal read a whole table. */
START_TEST(foreign_keys_have_indexes)
{
  sqlite3_stmt *statement = NULL;
  const char *sql = "SELECT schema.name, key.\"from\" FROM sqlite_schema AS schema "
                    "JOIN pragma_foreign_key_list(schema.name) AS key WHERE schema.type = 'table'";
  guint count = 0;

  ck_assert_int_eq(sqlite3_prepare_v2(fixture_store->db, sql, -1, &statement, NULL), SQLITE_OK);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    g_autofree char *query = g_strdup_printf("EXPLAIN QUERY PLAN SELECT 1 FROM %s WHERE \"%s\" = ?",
                                             sqlite3_column_text(statement, 0), sqlite3_column_text(statement, 1));
    sqlite3_stmt *plan = NULL;

    ck_assert_int_eq(sqlite3_prepare_v2(fixture_store->db, query, -1, &plan, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(plan), SQLITE_ROW);
    ck_assert_msg(strncmp((const char *)sqlite3_column_text(plan, 3), "SEARCH", 6) == 0, "%s: %s", query,
                  sqlite3_column_text(plan, 3));
    sqlite3_finalize(plan);
    count++;
  }
  sqlite3_finalize(statement);
  ck_assert_uint_ge(count, 12);
}
END_TEST

START_TEST(brings_an_old_database_up_to_date)
{
  Migration list[MAX_MIGRATIONS];
  g_autoptr(Store) store = NULL;
  g_autoptr(GError) error = NULL;

  write_and_close();
  make_list(list, "CREATE TABLE more (x);\nINSERT INTO more VALUES ('quoted \" and \\ kept');");
  ck_assert_ptr_null(store_open_with(fixture_path, STORE_READ, list, SHORT_WAIT, &error));
  ck_error(error, ERROR_INVALID);
  ck_assert_ptr_nonnull(strstr(error->message, "old version "));
  g_clear_error(&error);
  store = store_open_with(fixture_path, STORE_WRITE, list, SHORT_WAIT, &error);
  ck_no_error(error);
  ck_assert_int_eq(fixture_int(store->db, "PRAGMA user_version"), fixture_newest_version() + 1);
  ck_assert_int_eq(fixture_int(store->db, "SELECT count(*) FROM more"), 1);
  ck_assert_int_eq(fixture_int(store->db, "SELECT count(*) FROM link"), 3);
  ck_assert_int_eq(fixture_int(store->db, "PRAGMA foreign_keys"), 1);
  g_clear_pointer(&store, store_close);
  ck_assert_ptr_null(store_open(fixture_path, STORE_WRITE, &error)); /* the older program */
  ck_error(error, ERROR_INVALID);
}
END_TEST

/* What a release wrote, as SQL that makes it again (with the version number). */
static const struct {
  const char *file;
  guint version;
  guint questions; /* that a model was not asked yet */
} old_rows[] = {
  { "version-1.sql", 1, 0 },
  { "version-3.sql", 3, 1 },
};

START_TEST(databases_of_old_versions_open)
{
  g_autofree char *path = g_build_filename(TEST_DATA, "db", old_rows[_i].file, NULL), *sql = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(Feed) feed = NULL, all = NULL, senders = NULL;
  g_autoptr(GPtrArray) items = NULL, waiting = NULL;
  const Item *item;
  sqlite3 *db = NULL;

  g_clear_pointer(&fixture_store, store_close);
  ck_assert_int_eq(g_remove(fixture_path), 0);
  ck_assert(g_file_get_contents(path, &sql, NULL, &error));
  ck_assert_int_eq(sqlite3_open(fixture_path, &db), SQLITE_OK);
  ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  ck_assert_int_eq(fixture_int(db, "PRAGMA user_version"), old_rows[_i].version);
  sqlite3_close(db);
  fixture_store = fixture_open(STORE_WRITE);
  ck_assert_int_eq(fixture_int(fixture_store->db, "PRAGMA user_version"), fixture_newest_version());
  feed = store_feed_find(fixture_store, "Fen", &error);
  ck_no_error(error);
  ck_assert_int_eq(feed->max_items, 7);
  ck_assert_int_eq(feed->show, FEED_SHOW_GIST);
  ck_assert(!feed->images && feed->status);
  ck_assert_str_eq(feed->language, "");
  ck_assert(!feed->hold && !feed->hide_irrelevant);
  ck_assert_uint_eq(feed->filters->len, 0);
  items = store_item_list(fixture_store, feed->row, 0, FALSE, &error);
  ck_no_error(error);
  ck_assert_uint_eq(items->len, 1);
  item = g_ptr_array_index(items, 0);
  ck_assert_str_eq(item->newsletter->subject, "Reed beds and rain");
  ck_assert(g_str_has_prefix(item->gist->summary, "The water rose by a hand"));
  ck_assert_str_eq(item->why, "");
  ck_assert_uint_eq(item->gist->rounds, 0);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM gist WHERE state <> 'done'"), old_rows[_i].questions);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM item WHERE awaits IS NOT NULL"), old_rows[_i].questions);
  ck_assert_int_eq(feed->kind, FEED_OWN);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM search WHERE search MATCH '\"rose by a hand\" AND bit *'"), 1);
  fixture_begin();
  all = fixture_derive("All", FEED_ALL, NULL);
  senders = fixture_derive("Senders", FEED_PER_SENDER, feed);
  fixture_commit();
  fixture_check_derived("a migration");
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM item WHERE source IS NOT NULL"), 2);
  waiting = store_waiting_list(fixture_store, &error);
  ck_no_error(error);
  ck_assert_uint_eq(waiting->len, 1);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

/* Rebuilding a table that others refer to is what migrations do. */
START_TEST(a_table_may_be_rebuilt)
{
  Migration list[MAX_MIGRATIONS];
  g_autoptr(Store) store = NULL;
  g_autoptr(GError) error = NULL;

  write_and_close();
  make_list(list, "CREATE TABLE feed_new AS SELECT * FROM feed; DROP TABLE feed; "
                  "CREATE TABLE feed (row INTEGER PRIMARY KEY, id, address, name); "
                  "INSERT INTO feed SELECT row, id, address, name FROM feed_new; DROP TABLE feed_new;");
  store = store_open_with(fixture_path, STORE_WRITE, list, SHORT_WAIT, &error);
  ck_no_error(error);
  ck_assert_int_eq(fixture_int(store->db, "SELECT count(*) FROM item"), 1);
  fixture_check_integrity(store->db);
}
END_TEST

static const char *const failing_rows[] = {
  "CREATE TABLE more (x); CREATE TABLE more (x)",
  "CREATE TABLE more (x); nonsense",
  "CREATE TABLE more (x); INSERT INTO no_such_table VALUES (1)",
  "CREATE TABLE more (x); DELETE FROM feed", /* items refer to it */
  "CREATE TABLE more (x); ROLLBACK",
};

START_TEST(a_failing_one_changes_nothing)
{
  Migration list[MAX_MIGRATIONS];
  g_autoptr(GError) error = NULL;

  write_and_close();
  make_list(list, failing_rows[_i]);
  ck_assert_ptr_null(store_open_with(fixture_path, STORE_WRITE, list, SHORT_WAIT, &error));
  ck_error(error, ERROR_FAILED);
  ck_assert_ptr_nonnull(strstr(error->message, "migration test.sql: "));
  fixture_store = fixture_open(STORE_WRITE);
  ck_assert_int_eq(fixture_int(fixture_store->db, "PRAGMA user_version"), fixture_newest_version());
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'more'"), 0);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM feed"), 1);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

Suite *test_migrate_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("migrate", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, scripts_are_compiled_in_whole);
  tcase_add_loop_test(tcase, databases_of_old_versions_open, 0, G_N_ELEMENTS(old_rows));
  tcase_add_test(tcase, foreign_keys_have_indexes);
  tcase_add_test(tcase, brings_an_old_database_up_to_date);
  tcase_add_test(tcase, a_table_may_be_rebuilt);
  tcase_add_loop_test(tcase, a_failing_one_changes_nothing, 0, G_N_ELEMENTS(failing_rows));
  return suite;
}
