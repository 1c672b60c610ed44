/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <stdlib.h>

#include "support.h"

char *fixture_folder;
char *fixture_spool;
Maildir *fixture_maildir;

void fixture_setup(void)
{
  GError *error = NULL;

  fixture_folder = support_folder();
  fixture_spool = g_build_filename(fixture_folder, "spool", NULL);
  fixture_maildir = maildir_open(fixture_spool, &error);
  ck_no_error(error);
}

void fixture_teardown(void)
{
  g_clear_pointer(&fixture_maildir, maildir_close);
  g_clear_pointer(&fixture_spool, g_free);
  support_remove_folder(fixture_folder);
}

int fixture_shell(const char *command)
{
  g_autofree char *whole = g_strdup_printf("cd '%s' && %s", fixture_folder, command);

  return system(whole);
}
