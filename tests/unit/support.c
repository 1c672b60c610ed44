/* SPDX-License-Identifier: MIT */
#include "support.h"

#include <stdlib.h>
#include <time.h>

int support_run(const SuiteFunc *suites)
{
  SRunner *runner = srunner_create(NULL);
  int failed;

  for (guint i = 0; suites[i] != NULL; i++)
    srunner_add_suite(runner, suites[i]());
  srunner_run_all(runner, CK_ENV);
  failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

Suite *support_suite(const char *name, TCase **tcase)
{
  Suite *suite = suite_create(name);

  *tcase = tcase_create(name);
  tcase_set_timeout(*tcase, 60);
  suite_add_tcase(suite, *tcase);
  return suite;
}

gint64 support_cpu_time(void)
{
  struct timespec now;

  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

GBytes *support_data(const char *name)
{
  g_autofree char *path = g_build_filename(TEST_DATA, name, NULL);
  char *contents = NULL;
  gsize length = 0;
  GError *error = NULL;

  g_file_get_contents(path, &contents, &length, &error);
  ck_no_error(error);
  return g_bytes_new_take(contents, length);
}

char *support_folder(void)
{
  GError *error = NULL;
  char *folder = g_dir_make_tmp("gistwire-test-XXXXXX", &error);

  ck_no_error(error);
  return folder;
}

void support_remove_folder(char *folder)
{
  char *argv[] = { (char *)"rm", (char *)"-rf", (char *)"--", folder, NULL };

  g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free(folder);
}
