/* SPDX-License-Identifier: MIT */
#include "cli/mailbox.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "util/error.h"

struct _Mailbox {
  GPtrArray *files; /* of char *; all that is read, in order */
  guint next;
  guint64 total, done;
  /* The mbox that is being read; NULL between files. */
  GMappedFile *mbox;
  gsize offset;
};

static gboolean add_file(Mailbox *mailbox, const char *path, GError **error)
{
  struct stat status;

  if (stat(path, &status) != 0)
    return error_set_errno(error, errno, "%s", path);
  if (!S_ISREG(status.st_mode))
    return error_set(error, ERROR_INVALID, "%s: neither a file nor a folder", path);
  mailbox->total += (guint64)status.st_size;
  g_ptr_array_add(mailbox->files, g_strdup(path));
  return TRUE;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The regular files of a folder by name; with eml_only those that end in .eml. */
static gboolean add_folder(Mailbox *mailbox, const char *path, gboolean eml_only, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  GDir *folder = g_dir_open(path, 0, error);
  const char *name;

  if (folder == NULL)
    return FALSE;
  while ((name = g_dir_read_name(folder)) != NULL) {
    g_autofree char *file = g_build_filename(path, name, NULL);

    if (name[0] != '.' && (!eml_only || g_str_has_suffix(name, ".eml")) && g_file_test(file, G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add(names, g_steal_pointer(&file));
  }
  g_dir_close(folder);
  g_ptr_array_sort(names, compare_names);
  for (guint i = 0; i < names->len; i++)
    if (!add_file(mailbox, g_ptr_array_index(names, i), error))
      return FALSE;
  return TRUE;
}

static gboolean add_path(Mailbox *mailbox, const char *path, GError **error)
{
  g_autofree char *cur = g_build_filename(path, "cur", NULL);
  g_autofree char *new = g_build_filename(path, "new", NULL);
  guint before = mailbox->files->len;

  if (!g_file_test(path, G_FILE_TEST_IS_DIR))
    return add_file(mailbox, path, error);
  if (g_file_test(cur, G_FILE_TEST_IS_DIR) && g_file_test(new, G_FILE_TEST_IS_DIR))
    return add_folder(mailbox, cur, FALSE, error) && add_folder(mailbox, new, FALSE, error);
  if (!add_folder(mailbox, path, TRUE, error))
    return FALSE;
  return mailbox->files->len > before ||
         error_set(error, ERROR_INVALID, "%s: neither a Maildir nor a folder of .eml files", path);
}

Mailbox *mailbox_open(char **paths, int count, GError **error)
{
  g_autoptr(Mailbox) mailbox = g_new0(Mailbox, 1);

  mailbox->files = g_ptr_array_new_with_free_func(g_free);
  for (int i = 0; i < count; i++)
    if (!add_path(mailbox, paths[i], error))
      return NULL;
  return g_steal_pointer(&mailbox);
}

void mailbox_close(Mailbox *mailbox)
{
  if (mailbox == NULL)
    return;
  g_clear_pointer(&mailbox->mbox, g_mapped_file_unref);
  g_ptr_array_unref(mailbox->files);
  g_free(mailbox);
}

guint64 mailbox_total(Mailbox *mailbox)
{
  return mailbox->total;
}

guint64 mailbox_done(Mailbox *mailbox)
{
  return mailbox->done + mailbox->offset;
}

/* "From " and, in the same line, a time of day: prose that begins a paragraph with "From " has none. */
static gboolean is_separator(const char *line, gsize length)
{
  const char *end = memchr(line, '\n', length);

  if (length < 5 || memcmp(line, "From ", 5) != 0)
    return FALSE;
  if (end == NULL)
    end = line + length;
  for (const char *p = line + 5; p + 5 <= end; p++)
    if (g_ascii_isdigit(p[0]) && g_ascii_isdigit(p[1]) && p[2] == ':' && g_ascii_isdigit(p[3]) && g_ascii_isdigit(p[4]))
      return TRUE;
  return FALSE;
}

gsize mailbox_message_end(const char *bytes, gsize length, gsize start)
{
  gsize at = start;

  while (at < length) {
    const char *newline = memchr(bytes + at, '\n', length - at);
    gsize next;

    if (newline == NULL)
      return length;
    next = (gsize)(newline - bytes) + 1;
    /* an empty line, LF or CR LF, and then a separator */
    if (next < length && bytes[next] == '\r')
      next++;
    if (next < length && bytes[next] == '\n' && is_separator(bytes + next + 1, length - next - 1))
      return next + 1;
    at = (gsize)(newline - bytes) + 1;
  }
  return length;
}

/* Without the empty line, LF or CR LF, that ends every message of an mbox and is no part of it. */
static gsize without_last_line(const char *bytes, gsize start, gsize end)
{
  gsize at = end;

  if (at <= start || bytes[at - 1] != '\n')
    return end;
  at--;
  if (at > start && bytes[at - 1] == '\r')
    at--;
  return at > start && bytes[at - 1] == '\n' ? at : end;
}

GBytes *mailbox_unquote(const char *bytes, gsize start, gsize end)
{
  GByteArray *out = g_byte_array_sized_new((guint)(end - start));
  gsize at = start;

  if (is_separator(bytes + at, end - at)) {
    const char *newline = memchr(bytes + at, '\n', end - at);

    at = newline != NULL ? (gsize)(newline - bytes) + 1 : end;
  }
  end = without_last_line(bytes, at, end);
  while (at < end) {
    const char *newline = memchr(bytes + at, '\n', end - at);
    gsize next = newline != NULL ? (gsize)(newline - bytes) + 1 : end, quotes = at;

    while (quotes < next && bytes[quotes] == '>')
      quotes++;
    if (quotes > at && next - quotes >= 5 && memcmp(bytes + quotes, "From ", 5) == 0)
      at++;
    g_byte_array_append(out, (const guint8 *)bytes + at, (guint)(next - at));
    at = next;
  }
  return g_byte_array_free_to_bytes(out);
}

static void leave_file(Mailbox *mailbox, gsize size)
{
  g_clear_pointer(&mailbox->mbox, g_mapped_file_unref);
  mailbox->offset = 0;
  mailbox->done += size;
}

static GBytes *next_of_mbox(Mailbox *mailbox, char **origin)
{
  const char *bytes = g_mapped_file_get_contents(mailbox->mbox);
  gsize length = g_mapped_file_get_length(mailbox->mbox), start = mailbox->offset;
  gsize end = mailbox_message_end(bytes, length, start);

  *origin = g_strdup_printf("%s at byte %" G_GSIZE_FORMAT, (char *)g_ptr_array_index(mailbox->files, mailbox->next - 1),
                            start);
  mailbox->offset = end;
  {
    GBytes *message = mailbox_unquote(bytes, start, end);

    if (end >= length)
      leave_file(mailbox, length);
    return message;
  }
}

GBytes *mailbox_next(Mailbox *mailbox, char **origin, GError **error)
{
  const char *path;
  GMappedFile *file;
  GBytes *message;

  if (mailbox->mbox != NULL)
    return next_of_mbox(mailbox, origin);
  if (mailbox->next == mailbox->files->len)
    return NULL;
  path = g_ptr_array_index(mailbox->files, mailbox->next++);
  file = g_mapped_file_new(path, FALSE, error);
  if (file == NULL)
    return NULL;
  if (!g_str_has_suffix(path, ".eml") && g_mapped_file_get_length(file) > 0 &&
      is_separator(g_mapped_file_get_contents(file), g_mapped_file_get_length(file))) {
    mailbox->mbox = file;
    return next_of_mbox(mailbox, origin);
  }
  *origin = g_strdup(path);
  /* A copy: a mapped file that somebody truncates would kill the process later. */
  message = g_bytes_new(g_mapped_file_get_contents(file), g_mapped_file_get_length(file));
  mailbox->done += g_mapped_file_get_length(file);
  g_mapped_file_unref(file);
  return message;
}
