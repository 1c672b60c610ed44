/* SPDX-License-Identifier: MIT */
#include "cli/mailbox.h"

#include <string.h>

#include "suites.h"
#include "support.h"

#define SEPARATOR "From a@x Mon Nov 23 08:52:00 2026\n"

/* An mbox and its messages. */
static const struct {
  const char *mbox;
  const char *messages[4];
} rows[] = {
  { SEPARATOR "A: 1\n\none\n", { "A: 1\n\none\n" } },
  { SEPARATOR "A: 1\n\none\n\n" SEPARATOR "A: 2\n\ntwo\n", { "A: 1\n\none\n", "A: 2\n\ntwo\n" } },
  { SEPARATOR "A: 1\r\n\r\none\r\n\r\n" SEPARATOR "A: 2\n\n", { "A: 1\r\n\r\none\r\n", "A: 2\n" } },
  /* mboxrd quoting loses one '>' */
  { SEPARATOR "A: 1\n\n>From here\n>>From there\n> From no\n", { "A: 1\n\nFrom here\n>From there\n> From no\n" } },
  /* prose is no separator, with an empty line above or without */
  { SEPARATOR "A: 1\n\nFrom now on\n\nFrom here to 12 o'clock\n",
    { "A: 1\n\nFrom now on\n\nFrom here to 12 o'clock\n" } },
  { SEPARATOR "A: 1\n\none\n" SEPARATOR, { "A: 1\n\none\n" SEPARATOR } },
  /* no newline at the end; nothing but a separator */
  { SEPARATOR "A: 1", { "A: 1" } },
  { "From a 10:00", { "" } },
};

START_TEST(splits)
{
  const char *mbox = rows[_i].mbox;
  gsize length = strlen(mbox), start = 0;
  guint count = 0;

  do {
    gsize end = mailbox_message_end(mbox, length, start);
    g_autoptr(GBytes) message = mailbox_unquote(mbox, start, end);
    g_autofree char *text = g_strndup(g_bytes_get_data(message, NULL), g_bytes_get_size(message));

    ck_assert_ptr_nonnull(rows[_i].messages[count]);
    ck_assert_str_eq(text, rows[_i].messages[count]);
    ck_assert_uint_gt(end, start);
    start = end;
    count++;
  } while (start < length);
  ck_assert_ptr_null(rows[_i].messages[count]);
}
END_TEST

static void write_file(const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname(path);
  GError *error = NULL;

  g_mkdir_with_parents(parent, 0700);
  g_file_set_contents(path, text, -1, &error);
  ck_no_error(error);
}

START_TEST(walks_files_mboxes_maildirs_and_folders)
{
  char *folder = support_folder();
  g_autofree char *maildir = g_build_filename(folder, "maildir", NULL);
  g_autofree char *mbox = g_build_filename(folder, "box", NULL);
  g_autofree char *eml = g_build_filename(folder, "eml", NULL);
  char *paths[] = { maildir, mbox, eml };
  GError *error = NULL;
  g_autoptr(Mailbox) mailbox = NULL;
  g_autoptr(GString) seen = g_string_new(NULL);

  write_file(folder, "maildir/cur/1:2,S", "a");
  write_file(folder, "maildir/new/2", "b");
  write_file(folder, "maildir/new/.hidden", "no");
  write_file(folder, "maildir/tmp/3", "no");
  write_file(folder, "box", SEPARATOR "c\n\n" SEPARATOR "d\n");
  write_file(folder, "eml/x.eml", SEPARATOR "kept whole\n\n" SEPARATOR);
  write_file(folder, "eml/x.txt", "no");
  mailbox = mailbox_open(paths, 3, &error);
  ck_no_error(error);
  for (;;) {
    g_autofree char *origin = NULL;
    g_autoptr(GBytes) message = mailbox_next(mailbox, &origin, &error);

    ck_no_error(error);
    if (message == NULL)
      break;
    g_string_append_printf(seen, "[%.*s]", (int)g_bytes_get_size(message),
                           (const char *)g_bytes_get_data(message, NULL));
  }
  ck_assert_str_eq(seen->str, "[a][b][c\n][d\n][" SEPARATOR "kept whole\n\n" SEPARATOR "]");
  ck_assert_uint_eq(mailbox_done(mailbox), mailbox_total(mailbox));
  support_remove_folder(folder);
}
END_TEST

START_TEST(missing_path)
{
  char *paths[] = { (char *)"/nonexistent/box" };
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(mailbox_open(paths, 1, &error));
  ck_assert_ptr_nonnull(strstr(error->message, "/nonexistent/box"));
}
END_TEST

Suite *test_mailbox_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("mailbox", &tcase);

  tcase_add_loop_test(tcase, splits, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, walks_files_mboxes_maildirs_and_folders);
  tcase_add_test(tcase, missing_path);
  return suite;
}
