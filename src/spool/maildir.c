/* SPDX-License-Identifier: MIT */
#include "spool/maildir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/error.h"

#define TMP_MAX_AGE (36 * 60 * 60)

struct _Maildir {
  char *path;
  int folder;
  int tmp;
  int new;
  int cur;
};

typedef DIR Folder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Folder, closedir)

/* What a name says. */
typedef struct {
  gboolean is_own;
  gint64 seconds; /* -1: it does not start with a time */
  guint64 envelope_size;
} NameParts;

/* A file of new/ before anything but its name is known. */
typedef struct {
  gint64 seconds;
  char *name;
} Candidate;

void envelope_free(Envelope *envelope)
{
  if (envelope == NULL)
    return;
  g_free(envelope->sender);
  g_ptr_array_unref(envelope->recipients);
  g_free(envelope);
}

void maildir_entry_free(MaildirEntry *entry)
{
  if (entry == NULL)
    return;
  g_free(entry->name);
  g_free(entry);
}

static void close_descriptor(int fd)
{
  if (fd >= 0)
    close(fd);
}

void maildir_close(Maildir *maildir)
{
  if (maildir == NULL)
    return;
  close_descriptor(maildir->tmp);
  close_descriptor(maildir->new);
  close_descriptor(maildir->cur);
  close_descriptor(maildir->folder);
  g_free(maildir->path);
  g_free(maildir);
}

/* Makes the folder where it is missing and opens it; -1 on failure. */
static int open_folder(int parent, const char *path, GError **error)
{
  struct stat status;
  int fd;

  if (mkdirat(parent, path, 0700) != 0 && errno != EEXIST) {
    error_set_errno(error, errno, "cannot make the spool folder '%s'", path);
    return -1;
  }
  fd = openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0 || fstat(fd, &status) != 0)
    error_set_errno(error, errno, "cannot open the spool folder '%s'", path);
  else if ((status.st_mode & S_IWOTH) != 0)
    error_set(error, ERROR_FAILED, "the spool folder '%s' is writable by everyone", path);
  else if (faccessat(fd, ".", W_OK | X_OK, AT_EACCESS) != 0)
    error_set_errno(error, errno, "cannot write to the spool folder '%s'", path);
  else
    return fd;
  close_descriptor(fd);
  return -1;
}

Maildir *maildir_open(const char *path, GError **error)
{
  g_autoptr(Maildir) maildir = g_new0(Maildir, 1);

  maildir->path = g_strdup(path);
  maildir->tmp = maildir->new = maildir->cur = -1;
  maildir->folder = open_folder(AT_FDCWD, path, error);
  if (maildir->folder < 0)
    return NULL;
  maildir->tmp = open_folder(maildir->folder, "tmp", error);
  if (maildir->tmp < 0)
    return NULL;
  maildir->new = open_folder(maildir->folder, "new", error);
  if (maildir->new < 0)
    return NULL;
  maildir->cur = open_folder(maildir->folder, "cur", error);
  if (maildir->cur < 0)
    return NULL;
  /* The folders may be new: what is put into them must not vanish with them. */
  if (fsync(maildir->folder) != 0) {
    error_set_errno(error, errno, "cannot bring the spool folder '%s' to disk", path);
    return NULL;
  }
  return g_steal_pointer(&maildir);
}

static gboolean take_text(const char **p, const char *text)
{
  gsize length = strlen(text);

  if (strncmp(*p, text, length) != 0)
    return FALSE;
  *p += length;
  return TRUE;
}

static gboolean take_number(const char **p, guint max_digits, guint64 *value)
{
  const char *start = *p;

  for (*value = 0; g_ascii_isdigit(**p) && *p - start < (gssize)max_digits; (*p)++)
    *value = *value * 10 + (guint64)(**p - '0');
  return *p > start;
}

/* The form that src/spool/deliver.c writes: SECONDS.M<usec>P<pid>R<16 hex>.HOST,E=<n> */
static NameParts parse_name(const char *name)
{
  NameParts parts = { .seconds = -1 };
  const char *p = name;
  guint64 seconds, ignored;
  gsize length;

  if (!take_number(&p, 10, &seconds) || !take_text(&p, "."))
    return parts;
  parts.seconds = (gint64)seconds;
  if (!take_text(&p, "M") || !take_number(&p, 6, &ignored) || !take_text(&p, "P") || !take_number(&p, 10, &ignored) ||
      !take_text(&p, "R"))
    return parts;
  length = strspn(p, "0123456789abcdef");
  p += length;
  if (length != 16 || !take_text(&p, "."))
    return parts;
  length = strcspn(p, ",:");
  p += length;
  parts.is_own = length > 0 && take_text(&p, ",E=") && take_number(&p, 7, &parts.envelope_size) && *p == '\0';
  return parts;
}

static void candidate_clear(gpointer data)
{
  g_free(((Candidate *)data)->name);
}

static gint compare_candidates(gconstpointer a, gconstpointer b)
{
  const Candidate *left = a, *right = b;

  if (left->seconds != right->seconds)
    return left->seconds < right->seconds ? -1 : 1;
  return strcmp(left->name, right->name);
}

/* Whether the file counts, and its time. Asks the file system only where the name and the directory do not say it. */
static gboolean candidate_time(int folder, const struct dirent *file, gint64 *seconds)
{
  struct stat status;

  *seconds = parse_name(file->d_name).seconds;
  if (file->d_type != DT_UNKNOWN && (file->d_type != DT_REG || *seconds >= 0))
    return file->d_type == DT_REG;
  if (fstatat(folder, file->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
    return FALSE;
  if (*seconds < 0)
    *seconds = status.st_mtime;
  return TRUE;
}

static void keep_oldest(GArray *candidates, guint max)
{
  g_array_sort(candidates, compare_candidates);
  if (max > 0 && candidates->len > max)
    g_array_set_size(candidates, max);
}

/* The oldest max files of new/ without any limit on how many there are: whenever twice as many are at hand, the newer half
 * goes. */
static GArray *find_candidates(Maildir *maildir, GHashTable *skip, guint max, GError **error)
{
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  /* Of its own, because a shared descriptor has one reading position. */
  int fd = openat(maildir->new, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_autoptr(Folder) folder = fd >= 0 ? fdopendir(fd) : NULL;
  const struct dirent *file;

  g_array_set_clear_func(candidates, candidate_clear);
  if (folder == NULL) {
    error_set_errno(error, errno, "cannot list '%s/new'", maildir->path);
    close_descriptor(fd);
    return NULL;
  }
  while (errno = 0, (file = readdir(folder)) != NULL) {
    Candidate candidate;

    if (file->d_name[0] == '.' || (skip != NULL && g_hash_table_contains(skip, file->d_name)) ||
        !candidate_time(fd, file, &candidate.seconds))
      continue;
    candidate.name = g_strdup(file->d_name);
    g_array_append_val(candidates, candidate);
    if (max > 0 && candidates->len >= 2 * (gsize)max)
      keep_oldest(candidates, max);
  }
  if (errno != 0) {
    error_set_errno(error, errno, "cannot list '%s/new'", maildir->path);
    return NULL;
  }
  keep_oldest(candidates, max);
  return g_steal_pointer(&candidates);
}

GPtrArray *maildir_list(Maildir *maildir, GHashTable *skip, guint max, GError **error)
{
  g_autoptr(GArray) candidates = find_candidates(maildir, skip, max, error);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)maildir_entry_free);
  gint64 now = g_get_real_time() / G_USEC_PER_SEC;

  if (candidates == NULL)
    return NULL;
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *candidate = &g_array_index(candidates, Candidate, i);
    NameParts parts = parse_name(candidate->name);
    struct stat status;
    MaildirEntry *entry;
    guint64 size;

    /* Gone, or replaced by something else, since it was listed. */
    if (fstatat(maildir->new, candidate->name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
      continue;
    size = (guint64)status.st_size;
    entry = g_new0(MaildirEntry, 1);
    entry->name = g_steal_pointer(&candidate->name);
    entry->is_own = parts.is_own;
    entry->received = MIN(parts.is_own ? parts.seconds : status.st_mtime, now);
    entry->size = parts.is_own && parts.envelope_size <= size ? size - parts.envelope_size : size;
    g_ptr_array_add(entries, entry);
  }
  return g_steal_pointer(&entries);
}

/* The text between prefix and suffix when [start, end) has both; NULL otherwise. */
static char *between(const char *start, const char *end, const char *prefix, const char *suffix)
{
  gsize length = (gsize)(end - start), before = strlen(prefix), after = strlen(suffix);

  if (length < before + after || memcmp(start, prefix, before) != 0 || memcmp(end - after, suffix, after) != 0)
    return NULL;
  return g_utf8_make_valid(start + before, (gssize)(length - before - after));
}

/* FALSE when the bytes are not what gistwire-deliver writes. */
static gboolean parse_envelope(const char *bytes, gsize length, Envelope *envelope)
{
  const char *end = bytes + length;

  for (const char *line = bytes; line < end;) {
    const char *line_end = memchr(line, '\n', (gsize)(end - line));
    char *address;

    if (line_end == NULL)
      return FALSE;
    if (line == bytes && (address = between(line, line_end, "Return-Path: <", ">")) != NULL)
      envelope->sender = address;
    else if ((address = between(line, line_end, "Delivered-To: ", "")) != NULL)
      g_ptr_array_add(envelope->recipients, address);
    else
      return FALSE;
    line = line_end + 1;
  }
  return TRUE;
}

static Envelope *envelope_new(void)
{
  Envelope *envelope = g_new0(Envelope, 1);

  envelope->recipients = g_ptr_array_new_with_free_func(g_free);
  return envelope;
}

/* One byte more than the file is said to have is asked for, to notice that it grows. */
static GBytes *read_whole(int fd, gsize size, const char *name, GError **error)
{
  g_autofree char *bytes = g_malloc(size + 1);
  gsize total = 0;

  while (total <= size) {
    gssize got = read(fd, bytes + total, size + 1 - total);

    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      error_set_errno(error, errno, "cannot read the spool file '%s'", name);
      return NULL;
    }
    if (got == 0)
      break;
    total += (gsize)got;
  }
  if (total != size) {
    error_set(error, ERROR_AGAIN, "the spool file '%s' changed while it was read", name);
    return NULL;
  }
  return g_bytes_new_take(g_steal_pointer(&bytes), size);
}

/* A name of new/, checked because the calls below must not leave that folder. */
static gboolean check_name(const char *name, GError **error)
{
  return (name[0] != '.' && name[0] != '\0' && strchr(name, '/') == NULL) ||
         error_set(error, ERROR_INVALID, "'%s' is not a name of a spool file", name);
}

GBytes *maildir_read(Maildir *maildir, const MaildirEntry *entry, guint64 max_size, Envelope **envelope, GError **error)
{
  NameParts parts = parse_name(entry->name);
  g_autoptr(Envelope) found = envelope_new();
  g_autoptr(GBytes) bytes = NULL;
  struct stat status;
  gsize size, offset;
  int fd;

  if (!check_name(entry->name, error))
    return NULL;
  fd = openat(maildir->new, entry->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &status) != 0) {
    error_set_errno(error, errno, "cannot open the spool file '%s'", entry->name);
    close_descriptor(fd);
    return NULL;
  }
  size = (gsize)status.st_size;
  offset = parts.is_own && parts.envelope_size <= size ? (gsize)parts.envelope_size : 0;
  if (!S_ISREG(status.st_mode))
    error_set(error, ERROR_INVALID, "'%s' in the spool is not a regular file", entry->name);
  else if (size - offset > max_size)
    error_set(error, ERROR_INVALID,
              "the spool file '%s' has a message of %" G_GSIZE_FORMAT " bytes, %" G_GUINT64_FORMAT " are the limit",
              entry->name, size - offset, max_size);
  else
    bytes = read_whole(fd, size, entry->name, error);
  close(fd);
  if (bytes == NULL)
    return NULL;
  /* Someone else's file under a name like ours has no envelope: all of it is the mail, nothing is cut off. */
  if (!parse_envelope(g_bytes_get_data(bytes, NULL), offset, found)) {
    envelope_free(found);
    found = envelope_new();
    offset = 0;
  }
  *envelope = g_steal_pointer(&found);
  return g_bytes_new_from_bytes(bytes, offset, size - offset);
}

/* NAME:2,S; where NAME has flags already, S joins them in alphabetical order. */
static char *seen_name(const char *name)
{
  const char *info = strstr(name, ":2,");
  GString *seen = g_string_new(name);
  gsize at;

  if (info == NULL)
    g_string_append(seen, ":2,S");
  else if (strchr(info + 3, 'S') == NULL) {
    for (at = (gsize)(info - name) + 3; seen->str[at] != '\0' && seen->str[at] < 'S'; at++)
      continue;
    g_string_insert_c(seen, (gssize)at, 'S');
  }
  return g_string_free(seen, FALSE);
}

/* Moves a file of new/ to cur/ without replacing one there; -1 with errno set. */
static int move_to_cur(Maildir *maildir, const char *name, const char *seen)
{
  int result = renameat2(maildir->new, name, maildir->cur, seen, RENAME_NOREPLACE);

  if (result == 0 || (errno != EINVAL && errno != ENOSYS))
    return result;
  /* NFS knows no such flag. */
  if (faccessat(maildir->cur, seen, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
    errno = EEXIST;
    return -1;
  }
  return renameat(maildir->new, name, maildir->cur, seen);
}

gboolean maildir_finish(Maildir *maildir, const MaildirEntry *entry, gboolean keep, GError **error)
{
  g_autofree char *seen = NULL;

  if (!check_name(entry->name, error))
    return FALSE;
  if (entry->is_own && !keep)
    return unlinkat(maildir->new, entry->name, 0) == 0 || errno == ENOENT ||
           error_set_errno(error, errno, "cannot delete the spool file '%s'", entry->name);
  seen = seen_name(entry->name);
  return move_to_cur(maildir, entry->name, seen) == 0 || errno == ENOENT ||
         error_set_errno(error, errno, "cannot move the spool file '%s' to cur", entry->name);
}

gboolean maildir_sync(Maildir *maildir, GError **error)
{
  if (fsync(maildir->new) != 0 || fsync(maildir->cur) != 0)
    return error_set_errno(error, errno, "cannot bring the spool '%s' to disk", maildir->path);
  return TRUE;
}

guint maildir_clean(Maildir *maildir, gint64 now)
{
  int fd = openat(maildir->tmp, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_autoptr(Folder) folder = fd >= 0 ? fdopendir(fd) : NULL;
  const struct dirent *file;
  guint count = 0;

  if (folder == NULL) {
    close_descriptor(fd);
    return 0;
  }
  while ((file = readdir(folder)) != NULL) {
    struct stat status;

    if (fstatat(fd, file->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode) &&
        now - MAX(MAX(status.st_atime, status.st_mtime), status.st_ctime) > TMP_MAX_AGE &&
        unlinkat(fd, file->d_name, 0) == 0)
      count++;
  }
  return count;
}
