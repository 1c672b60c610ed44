/* SPDX-License-Identifier: MIT */
#include "fake_server.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

void fake_start(Fake *fake, const char *const *options)
{
  g_autoptr(GPtrArray) arguments = g_ptr_array_new();
  g_autoptr(GError) error = NULL;
  char line[16] = "";
  int out;

  fake->folder = support_folder();
  fake->log = g_build_filename(fake->folder, "log", NULL);
  g_ptr_array_add(arguments, (gpointer)FAKE_MODEL);
  g_ptr_array_add(arguments, (gpointer) "--log");
  g_ptr_array_add(arguments, fake->log);
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    g_ptr_array_add(arguments, (gpointer)options[i]);
  g_ptr_array_add(arguments, NULL);
  ck_assert(g_spawn_async_with_pipes(NULL, (char **)arguments->pdata, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                     &fake->pid, NULL, &out, NULL, &error));
  for (gsize got = 0; strchr(line, '\n') == NULL; got++)
    ck_assert_int_eq(read(out, line + got, 1), 1);
  close(out);
  fake->port = (guint)strtoul(line, NULL, 10);
}

void fake_stop(Fake *fake)
{
  kill(fake->pid, SIGKILL);
  waitpid(fake->pid, NULL, 0);
  g_spawn_close_pid(fake->pid);
  g_free(fake->log);
  support_remove_folder(fake->folder);
}
