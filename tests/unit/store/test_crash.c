/* SPDX-License-Identifier: MIT */
/* A writer is killed at a random moment, again and again on the same database: what was reported as committed is there, nothing is
 * there in part. GISTWIRE_TEST_SEED repeats a run. */
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "suites.h"

#define ROUNDS 12
#define PER_TRANSACTION 3
#define LINKS 5

static gint64 feed_row;

/* Writes for ever; tells after each commit how many newsletters there are. */
static void write_and_tell(int pipe_end, guint seed)
{
  fixture_store = fixture_open(STORE_WRITE);
  for (;;) {
    fixture_begin();
    for (guint i = 0; i < PER_TRANSACTION; i++)
      fixture_publish(feed_row, seed++, LINKS, NOW);
    fixture_commit();
    if (write(pipe_end, &seed, sizeof seed) != sizeof seed)
      _exit(1);
  }
}

/* The last number that the child told before it was killed. */
static guint run_and_kill(guint seed, gulong microseconds)
{
  int ends[2];
  pid_t child;
  guint told = seed, number;

  ck_assert_int_eq(pipe(ends), 0);
  child = fork();
  if (child == 0) {
    close(ends[0]);
    write_and_tell(ends[1], seed);
  }
  close(ends[1]);
  g_usleep(microseconds);
  kill(child, SIGKILL);
  ck_assert_int_eq(waitpid(child, NULL, 0), child);
  while (read(ends[0], &number, sizeof number) == (ssize_t)sizeof number)
    told = number;
  close(ends[0]);
  return told;
}

static const struct {
  const char *sql;
  gint64 per_newsletter;
} count_rows[] = {
  { "SELECT count(*) FROM newsletter", 1 },   { "SELECT count(*) FROM raw", 1 },
  { "SELECT count(*) FROM part", 1 },         { "SELECT count(*) FROM seen WHERE newsletter IS NOT NULL", 1 },
  { "SELECT count(*) FROM link", LINKS },     { "SELECT count(*) FROM gist", 1 },
  { "SELECT count(*) FROM gist_topic", 2 },   { "SELECT count(*) FROM item WHERE state = 'published'", 1 },
  { "SELECT max(version) - 1 FROM feed", 1 },
};

START_TEST(killed_at_any_moment)
{
  const char *given = g_getenv("GISTWIRE_TEST_SEED");
  guint32 seed = given != NULL ? (guint32)g_ascii_strtoull(given, NULL, 10) : g_random_int();
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  guint stored = 0;

  printf("crash: GISTWIRE_TEST_SEED=%u", seed);
  fflush(stdout);
  fixture_begin();
  {
    g_autoptr(Feed) feed = fixture_add_feed("Feed", "feed");

    feed_row = feed->row;
  }
  fixture_commit();
  for (int round = 0; round < ROUNDS; round++) {
    guint told;

    g_clear_pointer(&fixture_store, store_close);
    told = run_and_kill(stored, (gulong)g_rand_int_range(random, 1000, 150000));
    fixture_store = fixture_open(STORE_WRITE);
    stored = (guint)fixture_int(fixture_store->db, "SELECT count(*) FROM newsletter");
    ck_assert_uint_ge(stored, told);
    ck_assert_uint_le(stored, told + PER_TRANSACTION);
    ck_assert_uint_eq(stored % PER_TRANSACTION, 0);
    for (guint i = 0; i < G_N_ELEMENTS(count_rows); i++)
      ck_assert_int_eq(fixture_int(fixture_store->db, count_rows[i].sql), stored * count_rows[i].per_newsletter);
    fixture_check_integrity(fixture_store->db);
  }
  printf(", %d kills, %u newsletters\n", ROUNDS, stored);
  ck_assert_uint_gt(stored, 0);
}
END_TEST

/* The same while the database is being made. */
START_TEST(killed_while_opening)
{
  for (gulong i = 0; i < 40; i++) {
    pid_t child;

    g_clear_pointer(&fixture_store, store_close);
    g_unlink(fixture_path);
    child = fork();
    if (child == 0) {
      store_close(fixture_open(STORE_WRITE));
      _exit(0);
    }
    g_usleep(i * 300);
    kill(child, SIGKILL);
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    fixture_store = fixture_open(STORE_WRITE);
    ck_assert_int_eq(fixture_int(fixture_store->db, "PRAGMA user_version"), fixture_newest_version());
    ck_assert_int_eq(fixture_int(fixture_store->db, "PRAGMA page_size"), 8192);
    fixture_check_integrity(fixture_store->db);
  }
}
END_TEST

Suite *test_crash_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("crash", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, killed_at_any_moment);
  tcase_add_test(tcase, killed_while_opening);
  return suite;
}
