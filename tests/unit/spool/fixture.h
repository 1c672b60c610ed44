/* SPDX-License-Identifier: MIT */
/* A spool in a folder of its own, held open as the daemon does; for tcase_add_checked_fixture. */
#pragma once

#include "spool/maildir.h"

extern char *fixture_folder;
extern char *fixture_spool; /* "spool" in it */
extern Maildir *fixture_maildir;

void fixture_setup(void);
void fixture_teardown(void);

/* Runs a command of sh in the folder; its wait status. */
int fixture_shell(const char *command);
