/* SPDX-License-Identifier: MIT */
/* Runs tests/fake/fake-model for a unit test. */
#pragma once

#include <glib.h>

typedef struct {
  GPid pid;
  guint port;
  char *folder, *log;
} Fake;

/* options: NULL-terminated or NULL. Fails the test when it does not start. */
void fake_start(Fake *fake, const char *const *options);
void fake_stop(Fake *fake);
