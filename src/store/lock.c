/* SPDX-License-Identifier: MIT */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/error.h"

/* An OFD lock has no time limit of its own, so waiting is polling. The interval does not grow: one that
 * grew would favour the newcomer over those who wait longest. */
#define POLL_MICROSECONDS 500

typedef enum { BYTE_GATE, BYTE_LOCK } LockByte;

gboolean lock_open(Lock *lock, const char *path, GError **error)
{
  struct stat status;

  lock->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (lock->fd < 0)
    return error_set_errno(error, errno, "cannot open lock file %s", path);
  if (fstat(lock->fd, &status) == 0 && S_ISREG(status.st_mode))
    return TRUE;
  lock_close(lock);
  return error_set(error, ERROR_FAILED, "%s is not a regular file", path);
}

static int set_byte(Lock *lock, LockByte byte, short type)
{
  struct flock range = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

  return fcntl(lock->fd, F_OFD_SETLK, &range);
}

static gboolean take_byte(Lock *lock, LockByte byte, gint64 deadline, GError **error)
{
  while (set_byte(lock, byte, F_WRLCK) != 0) {
    if (errno != EAGAIN && errno != EACCES && errno != EINTR)
      return error_set_errno(error, errno, "cannot lock the database");
    if (g_get_monotonic_time() >= deadline)
      return error_set(error, ERROR_AGAIN, "another process keeps the database locked");
    g_usleep(POLL_MICROSECONDS);
  }
  return TRUE;
}

gboolean lock_take(Lock *lock, gint64 wait, GError **error)
{
  gint64 deadline = g_get_monotonic_time() + wait;

  if (!take_byte(lock, BYTE_GATE, deadline, error))
    return FALSE;
  lock->held = take_byte(lock, BYTE_LOCK, deadline, error);
  set_byte(lock, BYTE_GATE, F_UNLCK);
  return lock->held;
}

void lock_release(Lock *lock)
{
  if (!lock->held)
    return;
  set_byte(lock, BYTE_LOCK, F_UNLCK);
  lock->held = FALSE;
}

void lock_close(Lock *lock)
{
  lock_release(lock);
  if (lock->fd >= 0)
    close(lock->fd);
  lock->fd = -1;
}
