/* SPDX-License-Identifier: MIT */
/* What the unit tests of all stages share. A stage's test program has one main.c that lists its suites. */
#pragma once

#include <check.h>
#include <glib.h>

/* Runs the suites (a NULL-terminated list of functions) and is the exit code of main. */
typedef Suite *(*SuiteFunc)(void);
int support_run(const SuiteFunc *suites);

/* A suite of one test case; tests are added with tcase_add_test / tcase_add_loop_test to *tcase. */
Suite *support_suite(const char *name, TCase **tcase);

/* The bytes of tests/data/NAME; fails the test when it cannot be read. */
GBytes *support_data(const char *name);

/* A new folder below TMPDIR; support_remove_folder deletes it with all that is in it. */
char *support_folder(void);

/* Microseconds of CPU time of this process: what hostile input may cost, however busy the machine is. Limits are ten times what was
 * measured, to tell linear from quadratic and nothing finer. */
gint64 support_cpu_time(void);
void support_remove_folder(char *folder);

#define ck_no_error(error)                                                                                             \
  ck_assert_msg((error) == NULL, "unexpected error: %s", (error) != NULL ? (error)->message : "")
#define ck_error(error, wanted)                                                                                        \
  do {                                                                                                                 \
    ck_assert_msg((error) != NULL, "no error where one was expected");                                                 \
    ck_assert_msg((error)->code == (int)(wanted), "wrong error code: %s", (error)->message);                           \
  } while (0)
