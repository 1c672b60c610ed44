/* SPDX-License-Identifier: MIT */
/* The lock of one writer across processes: two byte ranges of a file, a gate and the lock. Whoever waits for the lock holds the
 * gate, so the one that just released the lock cannot take it again before the one that waits. The locks belong to the open file
 * (F_OFD_SETLK), so two Locks in one process keep each other out too, and the kernel drops them with the process. */
#pragma once

#include <glib.h>

typedef struct {
  int fd; /* -1: not open */
  gboolean held;
} Lock;

#define LOCK_INIT                                                                                                      \
  {                                                                                                                    \
    .fd = -1                                                                                                           \
  }

/* Makes the file (mode 0600) when it is missing; never follows a symbolic link. */
gboolean lock_open(Lock *lock, const char *path, GError **error);

/* Waits at most so many microseconds: ERROR_AGAIN. */
gboolean lock_take(Lock *lock, gint64 wait, GError **error);
void lock_release(Lock *lock);
void lock_close(Lock *lock);
