/* SPDX-License-Identifier: MIT */
#include "store/lock.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suites.h"
#include "support.h"
#include "util/error.h"

static char *folder;
static char *path;

static void setup(void)
{
  folder = support_folder();
  path = g_build_filename(folder, "x.lock", NULL);
}

static void teardown(void)
{
  g_clear_pointer(&path, g_free);
  support_remove_folder(g_steal_pointer(&folder));
}

static Lock opened(void)
{
  Lock lock = LOCK_INIT;
  GError *error = NULL;

  ck_assert(lock_open(&lock, path, &error));
  ck_no_error(error);
  return lock;
}

START_TEST(two_in_one_process_keep_each_other_out)
{
  Lock one = opened(), two = opened();
  g_autoptr(GError) error = NULL;
  gint64 began = g_get_monotonic_time();

  ck_assert(lock_take(&one, 0, NULL));
  ck_assert(!lock_take(&two, 30000, &error));
  ck_error(error, ERROR_AGAIN);
  ck_assert(!two.held);
  ck_assert_int_ge(g_get_monotonic_time() - began, 30000);
  lock_release(&two); /* was not taken: must not release the other one's */
  ck_assert(!lock_take(&two, 0, NULL));
  lock_release(&one);
  ck_assert(lock_take(&two, 0, NULL));
  lock_close(&one); /* nor may closing */
  one = opened();
  ck_assert(!lock_take(&one, 0, NULL));
  lock_close(&two);
  ck_assert(lock_take(&one, 0, NULL));
  lock_close(&one);
}
END_TEST

START_TEST(dies_with_its_process)
{
  Lock lock;
  pid_t child = fork();

  if (child == 0) {
    lock = opened();
    _exit(lock_take(&lock, 0, NULL) ? 0 : 1);
  }
  ck_assert_int_eq(waitpid(child, NULL, 0), child);
  lock = opened();
  ck_assert(lock_take(&lock, 0, NULL));
  lock_close(&lock);
}
END_TEST

START_TEST(file_is_private_and_not_inherited)
{
  Lock lock = opened();
  struct stat status;

  ck_assert_int_eq(fstat(lock.fd, &status), 0);
  ck_assert_uint_eq(status.st_mode & 07777, 0600);
  ck_assert_int_eq(fcntl(lock.fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
  lock_close(&lock);
}
END_TEST

START_TEST(strange_files_are_refused)
{
  Lock lock = LOCK_INIT;

  ck_assert_int_eq(symlink("elsewhere", path), 0);
  ck_assert(!lock_open(&lock, path, NULL));
  ck_assert_int_eq(unlink(path), 0);
  ck_assert_int_eq(mkfifo(path, 0600), 0);
  ck_assert(!lock_open(&lock, path, NULL));
  ck_assert_int_eq(lock.fd, -1);
  ck_assert(!lock_open(&lock, folder, NULL));
  lock_close(&lock);
}
END_TEST

/* Each takes the lock again as fast as it can, as an import does, and holds it for 3 ms. */
static void hammer(volatile int *count, gint64 until)
{
  Lock lock = opened();

  while (g_get_monotonic_time() < until) {
    if (!lock_take(&lock, 5 * G_USEC_PER_SEC, NULL))
      _exit(1);
    (*count)++;
    g_usleep(3000);
    lock_release(&lock);
  }
  _exit(0);
}

START_TEST(nobody_starves)
{
  int processes = _i, least = G_MAXINT, most = 0;
  volatile int *counts = mmap(NULL, sizeof(int) * 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  gint64 until = g_get_monotonic_time() + G_USEC_PER_SEC;

  for (int i = 0; i < processes; i++)
    if (fork() == 0)
      hammer(&counts[i], until);
  for (int i = 0; i < processes; i++) {
    int status;

    ck_assert_int_gt(wait(&status), 0);
    ck_assert_int_eq(status, 0);
  }
  for (int i = 0; i < processes; i++) {
    least = MIN(least, counts[i]);
    most = MAX(most, counts[i]);
  }
  printf("lock: %d processes, %d to %d times each\n", processes, least, most);
  ck_assert_int_gt(least * 5, most);
  munmap((void *)counts, sizeof(int) * 4);
}
END_TEST

Suite *test_lock_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("lock", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, two_in_one_process_keep_each_other_out);
  tcase_add_test(tcase, dies_with_its_process);
  tcase_add_test(tcase, file_is_private_and_not_inherited);
  tcase_add_test(tcase, strange_files_are_refused);
  tcase_add_loop_test(tcase, nobody_starves, 2, 5);
  return suite;
}
