/* SPDX-License-Identifier: MIT */
/* Preloaded under the hook by tests/e2e/010: counts its system calls, makes one of them go wrong, and keeps a log.
 *   FAULT_AT     which call (from 1), over all kinds together; 0: none
 *   FAULT_ACTION an errno's number: the call fails with it; "short": a write or read takes a part; "lie": a write takes a
 *                part and says it took all; "kill-before", "kill-after";
 *                "all-N": this call and all later ones that may fail so fail with errno N
 *   FAULT_LOG    a file: one line per call, "NUMBER NAME OBJECT", with " hit" where the fault was, " failed" where the
 *                real call failed; OBJECT is what the descriptor is (file, folder, other) or "-" */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { NEVER, FAIL, FAIL_ALL, SHORT, LIE, KILL_BEFORE, KILL_AFTER };

static long counter, at;
static int action, number;
static char log_path[4096];

__attribute__((constructor)) static void start(void)
{
  const char *how = getenv("FAULT_ACTION"), *where = getenv("FAULT_LOG"), *which = getenv("FAULT_AT");

  if (how == NULL || where == NULL || which == NULL)
    return;
  snprintf(log_path, sizeof log_path, "%s", where);
  at = atol(which);
  action = strcmp(how, "short") == 0         ? SHORT
           : strcmp(how, "lie") == 0         ? LIE
           : strcmp(how, "kill-before") == 0 ? KILL_BEFORE
           : strcmp(how, "kill-after") == 0  ? KILL_AFTER
           : strncmp(how, "all-", 4) == 0    ? FAIL_ALL
                                             : FAIL;
  number = atoi(action == FAIL_ALL ? how + 4 : how);
}

/* By system calls of its own: the hook closes descriptors that it does not know. */
static void record(const char *name, const char *object, const char *outcome)
{
  char line[200];
  int length = snprintf(line, sizeof line, "%ld %s %s%s\n", counter, name, object, outcome);
  long fd = log_path[0] != '\0' ? syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;

  if (fd < 0)
    return;
  syscall(SYS_write, fd, line, length);
  syscall(SYS_close, fd);
}

static const char *object_of(int fd)
{
  struct stat status;

  if (syscall(SYS_newfstatat, fd, "", &status, AT_EMPTY_PATH) != 0)
    return "-";
  return S_ISREG(status.st_mode) ? "file" : S_ISDIR(status.st_mode) ? "folder" : "other";
}

/* What to do with this call; counts it. */
static int next(void)
{
  counter++;
  if (action == FAIL_ALL && at > 0 && counter >= at)
    return FAIL;
  return counter == at ? action : NEVER;
}

/* The common course of a call that may fail as a whole; SHORT means nothing to it. */
#define COURSE(type, name, object, call)                                                                               \
  do {                                                                                                                 \
    const char *what = (object);                                                                                       \
    int now = next();                                                                                                  \
    type result;                                                                                                       \
    if (now == KILL_BEFORE || now == FAIL)                                                                             \
      record((name), what, " hit");                                                                                    \
    if (now == KILL_BEFORE)                                                                                            \
      syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);                                                                 \
    if (now == FAIL) {                                                                                                 \
      errno = number;                                                                                                  \
      return -1;                                                                                                       \
    }                                                                                                                  \
    result = (type)(call);                                                                                             \
    {                                                                                                                  \
      int saved = errno;                                                                                               \
      record((name), what, now == KILL_AFTER ? " hit" : result < 0 ? " failed" : "");                                  \
      errno = saved;                                                                                                   \
    }                                                                                                                  \
    if (now == KILL_AFTER)                                                                                             \
      syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);                                                                 \
    return result;                                                                                                     \
  } while (0)

int openat(int folder, const char *path, int flags, ...)
{
  va_list arguments;
  mode_t mode;

  va_start(arguments, flags);
  mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  COURSE(int, (flags & O_CREAT) != 0 ? "create" : "openat", "-", syscall(SYS_openat, folder, path, flags, mode));
}

ssize_t write(int fd, const void *bytes, size_t length)
{
  size_t part = action == SHORT && counter + 1 == at && length > 1 ? length / 2 : length;

  if (action == LIE && counter + 1 == at && length > 1) {
    next();
    record("write", object_of(fd), " hit");
    syscall(SYS_write, fd, bytes, length / 2);
    return (ssize_t)length;
  }
  COURSE(ssize_t, "write", object_of(fd), syscall(SYS_write, fd, bytes, part));
}

ssize_t read(int fd, void *bytes, size_t length)
{
  size_t part = action == SHORT && counter + 1 == at && length > 1 ? length / 3 : length;

  COURSE(ssize_t, "read", object_of(fd), syscall(SYS_read, fd, bytes, part));
}

int fsync(int fd)
{
  COURSE(int, "fsync", object_of(fd), syscall(SYS_fsync, fd));
}

/* A failing close(2) has closed the descriptor all the same. */
int close(int fd)
{
  const char *object = object_of(fd);

  if (action == FAIL && counter + 1 == at)
    syscall(SYS_close, fd);
  COURSE(int, "close", object, syscall(SYS_close, fd));
}

int fstat(int fd, struct stat *status)
{
  COURSE(int, "fstat", object_of(fd), syscall(SYS_newfstatat, fd, "", status, AT_EMPTY_PATH));
}

int fstatvfs(int fd, struct statvfs *status)
{
  COURSE(int, "fstatvfs", object_of(fd), ((int (*)(int, struct statvfs *))dlsym(RTLD_NEXT, "fstatvfs"))(fd, status));
}

ssize_t getrandom(void *bytes, size_t length, unsigned flags)
{
  COURSE(ssize_t, "getrandom", "-", syscall(SYS_getrandom, bytes, length, flags));
}

int linkat(int from, const char *name, int to, const char *new_name, int flags)
{
  COURSE(int, "link", "-", syscall(SYS_linkat, from, name, to, new_name, flags));
}

int unlinkat(int folder, const char *name, int flags)
{
  COURSE(int, "unlink", "-", syscall(SYS_unlinkat, folder, name, flags));
}
