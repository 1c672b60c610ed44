/* SPDX-License-Identifier: MIT */
/* Several Stores at once, in threads and in processes. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "suites.h"
#include "util/error.h"

#define LINKS 3
#define WRITES 60

/* One transaction: a newsletter with its links, and a line in the log. FALSE when the store failed. */
static gboolean write_one(Store *store, guint seed)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(seed, LINKS);
  g_autoptr(GBytes) raw = g_bytes_new_static("x", 1);
  g_autoptr(GBytes) compressed = store_compress(raw);
  MailEvent event = { .time = NOW, .outcome = OUTCOME_IMPORTED };

  return store_begin(store, NULL) && store_newsletter_add(store, newsletter, compressed, NULL) &&
         store_log_add(store, &event, NULL) && store_commit(store, NULL);
}

static gpointer write_many(gpointer first_seed)
{
  g_autoptr(Store) store = fixture_open(STORE_WRITE);
  guint done = 0;

  while (done < WRITES && write_one(store, GPOINTER_TO_UINT(first_seed) + done))
    done++;
  return GUINT_TO_POINTER(done);
}

static gboolean consistent(Store *store)
{
  return fixture_int(store->db, "SELECT (SELECT count(*) FROM link) = 3 * (SELECT count(*) FROM newsletter) AND "
                                "(SELECT count(*) FROM mail_log) = (SELECT count(*) FROM newsletter)") == 1;
}

static gpointer read_many(gpointer stop)
{
  g_autoptr(Store) store = fixture_open(STORE_READ);
  guint good = 0;

  while (g_atomic_int_get((int *)stop) == 0) {
    if (!consistent(store))
      return GUINT_TO_POINTER(0);
    good++;
  }
  return GUINT_TO_POINTER(good);
}

START_TEST(threads)
{
  int stop = 0;
  GThread *reader = g_thread_new("reader", read_many, &stop);
  GThread *one = g_thread_new("one", write_many, GUINT_TO_POINTER(1000));
  GThread *two = g_thread_new("two", write_many, GUINT_TO_POINTER(2000));

  ck_assert_uint_eq(GPOINTER_TO_UINT(g_thread_join(one)), WRITES);
  ck_assert_uint_eq(GPOINTER_TO_UINT(g_thread_join(two)), WRITES);
  g_atomic_int_set(&stop, 1);
  ck_assert_uint_gt(GPOINTER_TO_UINT(g_thread_join(reader)), 0);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM newsletter"), 2 * WRITES);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

static void write_until(guint first_seed, gint64 until, volatile int *count)
{
  g_autoptr(Store) store = fixture_open(STORE_WRITE);

  while (g_get_monotonic_time() < until) {
    if (!write_one(store, first_seed + (guint)*count))
      _exit(1);
    (*count)++;
  }
}

static void read_until(gint64 until, volatile int *count)
{
  g_autoptr(Store) store = fixture_open(STORE_READ);

  while (g_get_monotonic_time() < until) {
    if (!consistent(store))
      _exit(1);
    (*count)++;
  }
}

/* Two processes write as fast as they can while a third one reads: neither writer starves, no reader sees a part. */
START_TEST(processes)
{
  volatile int *counts = mmap(NULL, sizeof(int) * 3, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  gint64 until = g_get_monotonic_time() + 2 * G_USEC_PER_SEC;

  g_clear_pointer(&fixture_store, store_close);
  for (guint i = 0; i < 3; i++)
    if (fork() == 0) {
      if (i < 2)
        write_until(1000000 * i, until, &counts[i]);
      else
        read_until(until, &counts[i]);
      _exit(0);
    }
  for (guint i = 0; i < 3; i++) {
    int status;

    ck_assert_int_gt(wait(&status), 0);
    ck_assert_int_eq(status, 0);
  }
  printf("store: two writers made %d and %d transactions in 2 s, a reader %d reads\n", counts[0], counts[1], counts[2]);
  ck_assert_int_gt(counts[0] * 5, counts[1]);
  ck_assert_int_gt(counts[1] * 5, counts[0]);
  ck_assert_int_gt(counts[2], 10);
  fixture_store = fixture_open(STORE_WRITE);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM newsletter"), counts[0] + counts[1]);
  fixture_check_integrity(fixture_store->db);
  munmap((void *)counts, sizeof(int) * 3);
}
END_TEST

/* What several SELECTs put together is of one moment. */
START_TEST(a_snapshot_does_not_move)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ);
  Snapshot *outer = snapshot_begin(reader, NULL);
  Snapshot *inner = snapshot_begin(reader, NULL);

  ck_assert_int_eq(fixture_int(reader->db, "SELECT count(*) FROM newsletter"), 0);
  ck_assert(write_one(fixture_store, 1));
  snapshot_end(inner);
  ck_assert_int_eq(fixture_int(reader->db, "SELECT count(*) FROM newsletter"), 0);
  snapshot_end(outer);
  ck_assert_int_eq(fixture_int(reader->db, "SELECT count(*) FROM newsletter"), 1);
}
END_TEST

Suite *test_shared_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("shared", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, threads);
  tcase_add_test(tcase, processes);
  tcase_add_test(tcase, a_snapshot_does_not_move);
  return suite;
}
