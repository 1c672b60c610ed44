/* SPDX-License-Identifier: MIT */
#include "spool/deliver.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum {
  COPY_SIZE = 64 * 1024,
  LINE_SIZE = DELIVER_MAX_ADDRESS + 32, /* an address with its field name and brackets */
  HOST_SIZE = 64,
  NAME_SIZE = NAME_MAX + 1
};

typedef struct {
  int folder;
  int tmp;
  int new;
  bool shared; /* it belongs to another user: files must be readable by its group */
  gid_t group;
} Spool;

static DeliverResult later(DeliverProblem *problem, const char *format, ...) __attribute__((format(printf, 2, 3)));

static DeliverResult later(DeliverProblem *problem, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  vsnprintf(problem->text, sizeof problem->text, format, arguments);
  va_end(arguments);
  return DELIVER_LATER;
}

/* Opens a folder of the spool and looks whether it can be trusted. */
static int open_folder(int parent, const char *path, struct stat *status, DeliverProblem *problem)
{
  int fd = openat(parent, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (fd < 0) {
    later(problem, "cannot open the spool folder '%.200s': %s", path, strerror(errno));
    return -1;
  }
  if (fstat(fd, status) != 0)
    later(problem, "cannot look at the spool folder '%.200s': %s", path, strerror(errno));
  else if ((status->st_mode & S_IWOTH) != 0)
    later(problem, "the spool folder '%.200s' is writable by everyone", path);
  else
    return fd;
  close(fd);
  return -1;
}

static void spool_close(Spool *spool)
{
  if (spool->folder >= 0)
    close(spool->folder);
  if (spool->tmp >= 0)
    close(spool->tmp);
  if (spool->new >= 0)
    close(spool->new);
}

/* The spool must be ours, or another user's who shares it with a group. A file that root put into gistwire's own folder could not
 * be read there. */
static bool spool_open(const char *path, Spool *spool, DeliverProblem *problem)
{
  struct stat status, inner;

  spool->folder = open_folder(AT_FDCWD, path, &status, problem);
  if (spool->folder < 0)
    return false;
  spool->shared = status.st_uid != geteuid();
  spool->group = status.st_gid;
  if (spool->shared && (status.st_mode & S_IWGRP) == 0) {
    later(problem, "the spool '%.200s' belongs to user %ju and is not shared with a group", path,
          (uintmax_t)status.st_uid);
    return false;
  }
  spool->tmp = open_folder(spool->folder, "tmp", &inner, problem);
  if (spool->tmp < 0)
    return false;
  spool->new = open_folder(spool->folder, "new", &inner, problem);
  return spool->new >= 0;
}

static bool has_space(const Spool *spool, DeliverProblem *problem)
{
  struct statvfs status;
  uint64_t unit, reserve, available;

  if (fstatvfs(spool->tmp, &status) != 0) {
    later(problem, "cannot ask for the free space of the spool: %s", strerror(errno));
    return false;
  }
  unit = status.f_frsize;
  reserve = status.f_blocks / DELIVER_RESERVE_SHARE * unit;
  if (reserve > DELIVER_RESERVE_MAX)
    reserve = DELIVER_RESERVE_MAX;
  available = status.f_bavail * unit;
  if (available >= reserve)
    return true;
  later(problem, "only %" PRIu64 " bytes are free on the spool's disk, %" PRIu64 " are kept in reserve", available,
        reserve);
  return false;
}

/* A slash would leave the folder, a colon starts Maildir flags and a comma our own suffix. */
static void escaped_host(char out[HOST_SIZE])
{
  char host[HOST_SIZE] = "";
  size_t length = 0;

  if (gethostname(host, sizeof host - 1) != 0 || host[0] == '\0')
    snprintf(host, sizeof host, "localhost");
  for (const char *p = host; *p != '\0' && length + 4 < HOST_SIZE; p++) {
    if (*p == '/' || *p == ':' || *p == ',' || *p <= ' ' || *p >= 0x7f)
      length += (size_t)snprintf(out + length, HOST_SIZE - length, "\\%03o", (unsigned char)*p);
    else
      out[length++] = *p;
  }
  out[length] = '\0';
}

static bool make_name(char name[NAME_SIZE], size_t envelope_size, DeliverProblem *problem)
{
  struct timespec now;
  uint64_t random;
  char host[HOST_SIZE];

  if (clock_gettime(CLOCK_REALTIME, &now) != 0 || getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random) {
    later(problem, "cannot make a file name: %s", strerror(errno));
    return false;
  }
  escaped_host(host);
  snprintf(name, NAME_SIZE, "%jd.M%ldP%jdR%016" PRIx64 ".%s,E=%zu", (intmax_t)now.tv_sec, now.tv_nsec / 1000,
           (intmax_t)getpid(), random, host, envelope_size);
  return true;
}

size_t deliver_clean_address(const char *address, char out[DELIVER_MAX_ADDRESS + 1])
{
  size_t length = 0;

  for (; address[length] != '\0' && length < DELIVER_MAX_ADDRESS; length++) {
    unsigned char c = (unsigned char)address[length];

    out[length] = c < ' ' || c == 0x7f ? '?' : (char)c;
  }
  out[length] = '\0';
  return length;
}

/* Line i of the envelope: the sender's first, if there is one, then the recipients'. 0 when there is no line i. */
static size_t envelope_line(const DeliverMail *mail, size_t i, char line[LINE_SIZE])
{
  char address[DELIVER_MAX_ADDRESS + 1];
  size_t senders = mail->sender != NULL ? 1 : 0;
  bool is_sender = i < senders;

  if (i >= senders + mail->recipient_count)
    return 0;
  deliver_clean_address(is_sender ? mail->sender : mail->recipients[i - senders], address);
  return (size_t)snprintf(line, LINE_SIZE, is_sender ? "Return-Path: <%s>\n" : "Delivered-To: %s\n", address);
}

static size_t envelope_size(const DeliverMail *mail)
{
  char line[LINE_SIZE];
  size_t total = 0, length;

  for (size_t i = 0; (length = envelope_line(mail, i, line)) > 0; i++)
    total += length;
  return total;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
  while (length > 0) {
    ssize_t written = write(fd, bytes, length);

    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return false;
    bytes += written;
    length -= (size_t)written;
  }
  return true;
}

static ssize_t read_some(int fd, char *bytes, size_t size)
{
  ssize_t got;

  do
    got = read(fd, bytes, size);
  while (got < 0 && errno == EINTR);
  return got;
}

static DeliverResult copy_message(const DeliverMail *mail, int input, int fd, uint64_t *size, DeliverProblem *problem)
{
  char buffer[COPY_SIZE];
  ssize_t got;

  *size = 0;
  while ((got = read_some(input, buffer, sizeof buffer)) > 0) {
    *size += (uint64_t)got;
    if (*size > mail->max_size) {
      later(problem, "the message is larger than %" PRIu64 " bytes", mail->max_size);
      return DELIVER_TOO_BIG;
    }
    if (!write_all(fd, buffer, (size_t)got))
      return later(problem, "cannot write the spool file: %s", strerror(errno));
  }
  if (got < 0)
    return later(problem, "cannot read the message: %s", strerror(errno));
  if (*size == 0)
    return later(problem, "the message is empty");
  return DELIVER_DONE;
}

/* Envelope and message into fd and onto the disk. A failed fsync is never tried again: the kernel may have dropped what it
 * could not write. */
static DeliverResult fill(const DeliverMail *mail, int input, int fd, DeliverProblem *problem)
{
  char line[LINE_SIZE];
  struct stat status;
  uint64_t total = 0, size;
  size_t length;
  DeliverResult result;

  for (size_t i = 0; (length = envelope_line(mail, i, line)) > 0; i++) {
    if (!write_all(fd, line, length))
      return later(problem, "cannot write the spool file: %s", strerror(errno));
    total += length;
  }
  result = copy_message(mail, input, fd, &size, problem);
  if (result != DELIVER_DONE)
    return result;
  total += size;
  if (fsync(fd) != 0)
    return later(problem, "cannot bring the spool file to disk: %s", strerror(errno));
  if (fstat(fd, &status) != 0)
    return later(problem, "cannot look at the spool file: %s", strerror(errno));
  if ((uint64_t)status.st_size != total)
    return later(problem, "the spool file has %jd bytes instead of %" PRIu64, (intmax_t)status.st_size, total);
  return DELIVER_DONE;
}

static int create_file(const Spool *spool, const char *name, DeliverProblem *problem)
{
  int fd = openat(spool->tmp, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd < 0) {
    later(problem, "cannot create a file in the spool's tmp: %s", strerror(errno));
    return -1;
  }
  if (spool->shared && (fchown(fd, (uid_t)-1, spool->group) != 0 || fchmod(fd, 0640) != 0)) {
    later(problem, "cannot give the spool file to group %ju: %s", (uintmax_t)spool->group, strerror(errno));
    close(fd);
    unlinkat(spool->tmp, name, 0);
    return -1;
  }
  return fd;
}

/* link, not rename: it never replaces a file. */
static DeliverResult publish(const Spool *spool, const char *name, DeliverProblem *problem)
{
  if (linkat(spool->tmp, name, spool->new, name, 0) != 0)
    return later(problem, "cannot link the file into the spool's new: %s", strerror(errno));
  if (fsync(spool->new) != 0)
    return later(problem, "cannot bring the spool's new to disk: %s", strerror(errno));
  return DELIVER_DONE;
}

static DeliverResult store(const Spool *spool, const DeliverMail *mail, int input, DeliverProblem *problem)
{
  char name[NAME_SIZE];
  DeliverResult result;
  int fd;

  if (!has_space(spool, problem) || !make_name(name, envelope_size(mail), problem))
    return DELIVER_LATER;
  fd = create_file(spool, name, problem);
  if (fd < 0)
    return DELIVER_LATER;
  result = fill(mail, input, fd, problem);
  if (close(fd) != 0 && result == DELIVER_DONE)
    result = later(problem, "cannot close the spool file: %s", strerror(errno));
  if (result == DELIVER_DONE)
    result = has_space(spool, problem) ? publish(spool, name, problem) : DELIVER_LATER;
  unlinkat(spool->tmp, name, 0); /* what stays here goes after 36 hours */
  return result;
}

void deliver_drain(int input)
{
  char buffer[COPY_SIZE];

  if (isatty(input))
    return;
  while (read_some(input, buffer, sizeof buffer) > 0)
    continue;
}

DeliverResult deliver_message(const DeliverMail *mail, int input, DeliverProblem *problem)
{
  Spool spool = { .folder = -1, .tmp = -1, .new = -1 };
  DeliverResult result = DELIVER_LATER;

  if (mail->recipient_count > DELIVER_MAX_RECIPIENTS)
    later(problem, "%zu recipients, %u are the limit", mail->recipient_count, DELIVER_MAX_RECIPIENTS);
  else if (spool_open(mail->spool, &spool, problem))
    result = store(&spool, mail, input, problem);
  spool_close(&spool);
  if (result != DELIVER_DONE)
    deliver_drain(input);
  return result;
}

bool deliver_parse_size(const char *text, uint64_t *size)
{
  uint64_t value = 0;
  unsigned shift = 0;
  const char *p = text;

  for (; *p >= '0' && *p <= '9'; p++) {
    if (value > (INT64_MAX - 9) / 10)
      return false;
    value = value * 10 + (uint64_t)(*p - '0');
  }
  if (p != text && (*p == 'K' || *p == 'k'))
    shift = 10;
  else if (p != text && (*p == 'M' || *p == 'm'))
    shift = 20;
  if (shift != 0)
    p++;
  if (*p != '\0' || value == 0 || value > (uint64_t)INT64_MAX >> shift)
    return false;
  *size = value << shift;
  return true;
}
