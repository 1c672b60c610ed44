/* SPDX-License-Identifier: MIT */
#include "spool/maildir.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"
#include "util/error.h"

#define OWN(seconds) seconds ".M5P7R0123456789abcdef.mx.example.org"

static void put(const char *sub, const char *name, const char *contents, gint64 mtime)
{
  g_autofree char *path = g_build_filename(fixture_spool, sub, name, NULL);
  struct utimbuf times = { .actime = mtime, .modtime = mtime };

  ck_assert(g_file_set_contents(path, contents, -1, NULL));
  ck_assert_int_eq(utime(path, &times), 0);
}

static gboolean has(const char *sub, const char *name)
{
  g_autofree char *path = g_build_filename(fixture_spool, sub, name, NULL);

  return g_file_test(path, G_FILE_TEST_EXISTS);
}

static GPtrArray *list(GHashTable *skip, guint max)
{
  GError *error = NULL;
  GPtrArray *entries = maildir_list(fixture_maildir, skip, max, &error);

  ck_no_error(error);
  return entries;
}

static MaildirEntry entry_named(const char *name)
{
  return (MaildirEntry){ .name = (char *)name, .is_own = strstr(name, ",E=") != NULL };
}

static GBytes *read_named(const char *name, guint64 max, Envelope **envelope, GError **error)
{
  MaildirEntry entry = entry_named(name);

  return maildir_read(fixture_maildir, &entry, max, envelope, error);
}

/* Which names are ours; a foreign one has its file's time. */
static const struct {
  const char *name;
  gboolean is_own;
  gint64 received;
} names[] = {
  { OWN("1700000000") ",E=2", TRUE, 1700000000 },
  { "1700000000.M999999P4194304Rffffffffffffffff.a\\057b\\054c,E=0", TRUE, 1700000000 },
  { OWN("1700000000"), FALSE, 1000 },
  { OWN("1700000000") ",E=", FALSE, 1000 },
  { OWN("1700000000") ",E=x", FALSE, 1000 },
  { OWN("1700000000") ",E=2x", FALSE, 1000 },
  { OWN("1700000000") ",E=-2", FALSE, 1000 },
  { OWN("1700000000") ",E= 2", FALSE, 1000 },
  { OWN("1700000000") ",E=12345678", FALSE, 1000 },
  { OWN("1700000000") ",S=3,E=2", FALSE, 1000 },
  { OWN("1700000000") ",E=2:2,S", FALSE, 1000 },
  { OWN("17000000000") ",E=2", FALSE, 1000 },
  { OWN("-1700000000") ",E=2", FALSE, 1000 },
  { "1700000000.M5P7R0123456789ABCDEF.mx,E=2", FALSE, 1000 },
  { "1700000000.M5P7R0123456789abcde.mx,E=2", FALSE, 1000 },
  { "1700000000.M5P7R0123456789abcdef0.mx,E=2", FALSE, 1000 },
  { "1700000000.M5P7R0123456789abcdef.,E=2", FALSE, 1000 },
  { "1700000000.M1234567P7R0123456789abcdef.mx,E=2", FALSE, 1000 },
  { "1700000000.P7R0123456789abcdef.mx,E=2", FALSE, 1000 },
  { "1700000000.V801I4a3M5.mx.example.org", FALSE, 1000 },
  { "1700000000.M5P7.mx,S=3,W=4", FALSE, 1000 },
  { "1700000000", FALSE, 1000 },
  { "a mail.eml", FALSE, 1000 },
  { "\377\001\n", FALSE, 1000 },
  { "%s%n", FALSE, 1000 },
};

START_TEST(names_tell_own_from_foreign)
{
  g_autoptr(GPtrArray) entries = NULL;
  const MaildirEntry *entry;

  put("new", names[_i].name, "123", 1000);
  entries = list(NULL, 0);
  ck_assert_uint_eq(entries->len, 1);
  entry = g_ptr_array_index(entries, 0);
  ck_assert_str_eq(entry->name, names[_i].name);
  ck_assert_int_eq(entry->is_own, names[_i].is_own);
  ck_assert_int_eq(entry->received, names[_i].received);
}
END_TEST

/* A clock that went wrong does not publish into the future. */
START_TEST(received_is_not_in_the_future)
{
  gint64 now = g_get_real_time() / G_USEC_PER_SEC;
  g_autoptr(GPtrArray) entries = NULL;

  put("new", OWN("9999999999") ",E=0", "1", 1000);
  put("new", "foreign", "1", now + 100000);
  entries = list(NULL, 0);
  ck_assert_uint_eq(entries->len, 2);
  for (guint i = 0; i < entries->len; i++) {
    const MaildirEntry *entry = g_ptr_array_index(entries, i);

    ck_assert_int_ge(entry->received, now);
    ck_assert_int_le(entry->received, now + 60);
  }
}
END_TEST

/* Oldest first whatever the mix, with every batch size; the batches, each skipping what came before, are the whole. */
START_TEST(batches_are_sorted_and_complete)
{
  const guint total = 57;
  guint max = (guint)_i;
  g_autoptr(GHashTable) skip = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  gint64 last = 0;

  for (guint i = 0; i < total; i++) {
    guint time = 1700000000 + (i * 37) % total; /* each once */
    g_autofree char *name = i % 3 == 0   ? g_strdup_printf("%u.M5P7R0123456789abcdef.mx,E=0", time)
                            : i % 3 == 1 ? g_strdup_printf("%u.V1I2.mx", time)
                                         : g_strdup_printf("foreign%u", time);

    put("new", name, "x", time);
  }
  while (g_hash_table_size(skip) < total) {
    g_autoptr(GPtrArray) entries = list(skip, max);

    ck_assert_uint_eq(entries->len, max == 0 ? total : MIN(max, total - g_hash_table_size(skip)));
    for (guint i = 0; i < entries->len; i++) {
      const MaildirEntry *entry = g_ptr_array_index(entries, i);

      ck_assert_int_gt(entry->received, last);
      last = entry->received;
      ck_assert(g_hash_table_add(skip, g_strdup(entry->name)));
    }
  }
}
END_TEST

START_TEST(only_regular_files_are_listed)
{
  g_autoptr(GPtrArray) entries = NULL;

  put("new", "real", "x", 1000);
  put("new", ".hidden", "x", 1000);
  put("cur", "unseen:2,", "x", 1000);
  put("tmp", "half", "x", 1000);
  ck_assert_int_eq(
      fixture_shell("cd spool/new && ln -s real link && ln -s nowhere dangling && mkdir folder && mkfifo fifo "
                    "&& ln -s /etc/passwd 1700000000.M5P7R0123456789abcdef.mx,E=0 "
                    "&& mkfifo 1700000001.M5P7R0123456789abcdef.mx,E=0"),
      0);
  entries = list(NULL, 0);
  ck_assert_uint_eq(entries->len, 1);
  ck_assert_str_eq(((MaildirEntry *)g_ptr_array_index(entries, 0))->name, "real");
}
END_TEST

/* File, envelope and message. A name of ours over bytes that are none of ours loses nothing. */
static const struct {
  const char *suffix;
  const char *file;
  const char *sender;
  const char *recipients; /* joined by '|' */
  const char *message;
} files[] = {
  { ",E=37", "Return-Path: <s@x>\nDelivered-To: a@y\nFrom: z\n\n", "s@x", "a@y", "From: z\n\n" },
  { ",E=17", "Return-Path: <s>\nReturn-Path: <t>\n", "s", "", "Return-Path: <t>\n" },
  { ",E=32", "Return-Path: <>\nDelivered-To: a\n\n", "", "a", "\n" },
  { ",E=32", "Delivered-To: a\nDelivered-To: b\nDelivered-To: c\n", NULL, "a|b", "Delivered-To: c\n" },
  { ",E=0", "Return-Path: <s@x>\n", NULL, "", "Return-Path: <s@x>\n" },
  { ",E=16", "Delivered-To: a\n", NULL, "a", "" },
  { ",E=1000", "Delivered-To: a\n", NULL, "", "Delivered-To: a\n" },
  { ",E=15", "Delivered-To: a\n", NULL, "", "Delivered-To: a\n" },
  { ",E=5", "From: z\n", NULL, "", "From: z\n" },
  { ",E=32", "Delivered-To: a\nReturn-Path: <>\n", NULL, "", "Delivered-To: a\nReturn-Path: <>\n" },
  { ",E=15", "Return-Path: <\nx", NULL, "", "Return-Path: <\nx" },
  { ",E=32", "Return-Path: <>\nReturn-Path: <>\n", NULL, "", "Return-Path: <>\nReturn-Path: <>\n" },
  { ",E=18", "Delivered-To: \303\050z\nx", NULL, "\357\277\275(z", "x" },
  { "", "Return-Path: <s@x>\nDelivered-To: a@y\n\nx", NULL, "", "Return-Path: <s@x>\nDelivered-To: a@y\n\nx" },
};

START_TEST(envelope_and_message_are_separated)
{
  g_autofree char *name = g_strconcat(OWN("1700000000"), files[_i].suffix, NULL);
  GError *error = NULL;
  g_autoptr(Envelope) envelope = NULL;
  g_autoptr(GBytes) message = NULL;
  g_autofree char *recipients = NULL;

  put("new", name, files[_i].file, 1000);
  message = read_named(name, 100, &envelope, &error);
  ck_no_error(error);
  ck_assert_uint_eq(g_bytes_get_size(message), strlen(files[_i].message));
  ck_assert_mem_eq(g_bytes_get_data(message, NULL), files[_i].message, strlen(files[_i].message));
  ck_assert_pstr_eq(envelope->sender, files[_i].sender);
  g_ptr_array_add(envelope->recipients, NULL);
  recipients = g_strjoinv("|", (char **)envelope->recipients->pdata);
  ck_assert_str_eq(recipients, files[_i].recipients);
}
END_TEST

START_TEST(reading_has_a_limit)
{
  const char *own = OWN("1700000000") ",E=16";
  GError *error = NULL;
  Envelope *envelope = NULL;
  g_autoptr(GBytes) message = NULL;

  put("new", own, "Delivered-To: a\n12345", 1000);
  message = read_named(own, 5, &envelope, &error); /* the envelope does not count */
  ck_no_error(error);
  ck_assert_uint_eq(g_bytes_get_size(message), 5);
  g_clear_pointer(&envelope, envelope_free);
  ck_assert_ptr_null(read_named(own, 4, &envelope, &error));
  ck_error(error, ERROR_INVALID);
  g_clear_error(&error);
  ck_assert_ptr_null(envelope);
  put("new", "foreign", "12345", 1000);
  ck_assert_ptr_null(read_named("foreign", 4, &envelope, &error));
  ck_error(error, ERROR_INVALID);
  g_clear_error(&error);
}
END_TEST

static const struct {
  const char *command;
  const char *name;
  int code;
} unreadable[] = {
  { "true", "gone", ERROR_NOT_FOUND },
  { "ln -s /etc/passwd spool/new/link", "link", ERROR_FAILED },
  { "ln -s gone spool/new/link", "link", ERROR_FAILED },
  { "mkfifo spool/new/fifo", "fifo", ERROR_INVALID },
  { "mkdir spool/new/folder", "folder", ERROR_INVALID },
  { "touch spool/cur/x", "../cur/x", ERROR_INVALID },
  { "touch spool/new/.x", ".x", ERROR_INVALID },
  { "true", "/etc/passwd", ERROR_INVALID },
  { "true", "..", ERROR_INVALID },
  { "true", "", ERROR_INVALID },
};

START_TEST(what_is_no_file_of_new_is_refused)
{
  MaildirEntry entry = entry_named(unreadable[_i].name);
  Envelope *envelope = NULL;
  GError *error = NULL;

  ck_assert_int_eq(fixture_shell(unreadable[_i].command), 0);
  ck_assert_ptr_null(maildir_read(fixture_maildir, &entry, 1000000, &envelope, &error));
  ck_error(error, unreadable[_i].code);
  ck_assert_ptr_null(envelope);
  g_clear_error(&error);
  if (unreadable[_i].code == ERROR_INVALID && strpbrk(entry.name, "/.") != NULL)
    ck_assert(!maildir_finish(fixture_maildir, &entry, FALSE, NULL));
}
END_TEST

static const struct {
  const char *name;
  gboolean keep;
  const char *cur; /* NULL: it is deleted */
} finishes[] = {
  { OWN("1700000000") ",E=0", FALSE, NULL },
  { OWN("1700000000") ",E=0", TRUE, OWN("1700000000") ",E=0:2,S" },
  { "1700000000.V1I2.mx", FALSE, "1700000000.V1I2.mx:2,S" },
  { "1700000000.V1I2.mx", TRUE, "1700000000.V1I2.mx:2,S" },
  { "any name", FALSE, "any name:2,S" },
  { "1.x:2,", FALSE, "1.x:2,S" },
  { "1.x:2,FT", FALSE, "1.x:2,FST" },
  { "1.x:2,F", FALSE, "1.x:2,FS" },
  { "1.x:2,FS", FALSE, "1.x:2,FS" },
};

START_TEST(finished_files_leave_new)
{
  MaildirEntry entry = entry_named(finishes[_i].name);
  GError *error = NULL;
  g_autoptr(GPtrArray) entries = NULL;

  put("new", entry.name, "x", 1000);
  for (int i = 0; i < 2; i++) { /* the second time it has gone already */
    maildir_finish(fixture_maildir, &entry, finishes[_i].keep, &error);
    ck_no_error(error);
  }
  maildir_sync(fixture_maildir, &error);
  ck_no_error(error);
  entries = list(NULL, 0);
  ck_assert_uint_eq(entries->len, 0);
  if (finishes[_i].cur != NULL)
    ck_assert(has("cur", finishes[_i].cur));
  else
    ck_assert_int_eq(fixture_shell("[ -z \"$(ls spool/cur)\" ]"), 0);
}
END_TEST

START_TEST(finishing_replaces_nothing)
{
  MaildirEntry entry = entry_named("x");
  GError *error = NULL;

  put("cur", "x:2,S", "first", 1000);
  put("new", "x", "second", 1000);
  ck_assert(!maildir_finish(fixture_maildir, &entry, FALSE, &error));
  ck_error(error, ERROR_EXISTS);
  g_clear_error(&error);
  ck_assert(has("new", "x"));
  ck_assert_int_eq(fixture_shell("[ \"$(cat spool/cur/x:2,S)\" = first ]"), 0);
}
END_TEST

START_TEST(old_temporary_files_go)
{
  gint64 now = g_get_real_time() / G_USEC_PER_SEC;

  put("tmp", "a", "x", now - 1000000); /* its ctime is now: something has just touched it */
  put("tmp", "b", "x", now + 7200);
  put("new", "c", "x", now);
  put("cur", "d", "x", now);
  ck_assert_int_eq(fixture_shell("mkdir spool/tmp/folder"), 0);
  ck_assert_uint_eq(maildir_clean(fixture_maildir, now), 0);
  ck_assert_uint_eq(maildir_clean(fixture_maildir, now + 36 * 3600 - 10), 0);
  ck_assert_uint_eq(maildir_clean(fixture_maildir, now + 36 * 3600 + 60), 1);
  ck_assert(!has("tmp", "a") && has("tmp", "b") && has("new", "c") && has("cur", "d"));
  ck_assert_uint_eq(maildir_clean(fixture_maildir, now + 36 * 3600 + 7300), 1);
  ck_assert(has("tmp", "folder") && has("new", "c") && has("cur", "d"));
}
END_TEST

START_TEST(missing_folders_are_made)
{
  GError *error = NULL;
  g_autofree char *path = g_build_filename(fixture_folder, "other", NULL);
  struct stat status;
  Maildir *other = maildir_open(path, &error);

  ck_no_error(error);
  maildir_close(other);
  ck_assert_int_eq(stat(path, &status), 0);
  ck_assert_uint_eq(status.st_mode & 07777, 0700);
  ck_assert_int_eq(fixture_shell("[ \"$(cd other && stat -c %a-%n *)\" = '700-cur\n700-new\n700-tmp' ]"), 0);
  ck_assert_int_eq(fixture_shell("rmdir other/cur && chmod 750 other other/new"), 0);
  other = maildir_open(path, &error); /* what is there keeps its mode */
  ck_no_error(error);
  maildir_close(other);
  ck_assert_int_eq(fixture_shell("[ -d other/cur ] && [ $(stat -c %a other/new) = 750 ]"), 0);
}
END_TEST

static const struct {
  const char *command;
  int code;
} unusable[] = {
  { "touch bad", ERROR_FAILED },
  { "ln -s spool bad", ERROR_FAILED },
  { "mkdir bad && chmod 777 bad", ERROR_FAILED },
  { "mkdir bad bad/new && chmod 777 bad/new", ERROR_FAILED },
  { "mkdir bad && touch bad/new", ERROR_FAILED },
  { "mkdir bad && ln -s ../spool/tmp bad/tmp", ERROR_FAILED },
  { "[ $(id -u) = 0 ] && touch bad || mkdir -m 500 bad", ERROR_FAILED },
};

START_TEST(unusable_spool_is_an_error)
{
  GError *error = NULL;
  g_autofree char *path = g_build_filename(fixture_folder, "bad", NULL);

  ck_assert_int_eq(fixture_shell(unusable[_i].command), 0);
  ck_assert_ptr_null(maildir_open(path, &error));
  ck_error(error, unusable[_i].code);
  g_clear_error(&error);
}
END_TEST

START_TEST(parents_are_not_made)
{
  GError *error = NULL;
  g_autofree char *path = g_build_filename(fixture_folder, "no", "parent", NULL);

  ck_assert_ptr_null(maildir_open(path, &error));
  ck_error(error, ERROR_NOT_FOUND);
  g_clear_error(&error);
}
END_TEST

/* A backlog costs about its size, not its square: the time per file may not grow with the number of files. Prints what the header
 * says when GISTWIRE_MEASURE is set. */
START_TEST(listing_a_backlog_is_cheap)
{
  const guint count = g_getenv("GISTWIRE_MEASURE") != NULL ? 100000 : 5000;
  static const guint maxima[] = { 32, 1000, 0 };

  for (guint i = 0; i < count; i++) {
    g_autofree char *name = g_strdup_printf("%u.M5P7R%016x.mx.example.org,E=16", 1700000000 + (i * 7919) % count, i);
    g_autofree char *path = g_build_filename(fixture_spool, "new", name, NULL);

    ck_assert_int_eq(g_close(g_creat(path, 0600), NULL), TRUE);
  }
  for (guint k = 0; k < G_N_ELEMENTS(maxima); k++) {
    gint64 start = g_get_monotonic_time();
    g_autoptr(GPtrArray) entries = list(NULL, maxima[k]);
    gint64 took = g_get_monotonic_time() - start;

    ck_assert_uint_eq(entries->len, maxima[k] == 0 ? count : maxima[k]);
    ck_assert_int_eq(((MaildirEntry *)g_ptr_array_index(entries, 0))->received, 1700000000);
    ck_assert_int_lt(took, 100 * (gint64)count); /* 100 us per file is twenty times what it takes under ASan */
    if (g_getenv("GISTWIRE_MEASURE") != NULL)
      g_print("%u files, max %u: %.1f ms\n", count, maxima[k], (double)took / 1000);
  }
}
END_TEST

Suite *test_maildir_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("maildir", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_loop_test(tcase, names_tell_own_from_foreign, 0, G_N_ELEMENTS(names));
  tcase_add_test(tcase, received_is_not_in_the_future);
  tcase_add_loop_test(tcase, batches_are_sorted_and_complete, 0, 60);
  tcase_add_test(tcase, only_regular_files_are_listed);
  tcase_add_loop_test(tcase, envelope_and_message_are_separated, 0, G_N_ELEMENTS(files));
  tcase_add_test(tcase, reading_has_a_limit);
  tcase_add_loop_test(tcase, what_is_no_file_of_new_is_refused, 0, G_N_ELEMENTS(unreadable));
  tcase_add_loop_test(tcase, finished_files_leave_new, 0, G_N_ELEMENTS(finishes));
  tcase_add_test(tcase, finishing_replaces_nothing);
  tcase_add_test(tcase, old_temporary_files_go);
  tcase_add_test(tcase, missing_folders_are_made);
  tcase_add_loop_test(tcase, unusable_spool_is_an_error, 0, G_N_ELEMENTS(unusable));
  tcase_add_test(tcase, parents_are_not_made);
  tcase_add_test(tcase, listing_a_backlog_is_cheap);
  return suite;
}
