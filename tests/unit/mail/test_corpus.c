/* SPDX-License-Identifier: MIT */
/* Every mail of the corpus beside the checkout (or in GISTWIRE_CORPUS) decodes within limits. The corpus is not ours to ship: without it
 * there is nothing to do, and the test says so. */
#include <stdio.h>
#include <string.h>

#include "mail/decode.h"
#include "suites.h"
#include "support.h"

#define MAX_SECONDS 2.0

static void check_line(const char *file, const char *text)
{
  if (text == NULL)
    return;
  ck_assert_msg(g_utf8_validate(text, -1, NULL), "%s: not UTF-8", file);
  for (const char *p = text; *p != '\0'; p++)
    ck_assert_msg((guchar)*p >= ' ' && *p != 0x7f, "%s: a control character in '%s'", file, text);
}

static void check_mail(const char *file, const Mail *mail)
{
  const Newsletter *newsletter = mail->newsletter;

  check_line(file, newsletter->subject);
  check_line(file, newsletter->from_name);
  check_line(file, newsletter->from_address);
  check_line(file, newsletter->message_id);
  check_line(file, newsletter->list_id);
  check_line(file, newsletter->list_unsubscribe);
  ck_assert_msg(strstr(newsletter->subject, "?=") == NULL, "%s: an encoded word left in '%s'", file,
                newsletter->subject);
  ck_assert_msg((mail->kind == BODY_NONE) == (mail->body == NULL), "%s: kind and body differ", file);
  ck_assert_msg(mail->body == NULL || g_utf8_validate(mail->body, -1, NULL), "%s: body not UTF-8", file);
  for (guint i = 0; i < newsletter->parts->len; i++) {
    const Part *part = g_ptr_array_index(newsletter->parts, i);

    check_line(file, part->name);
    check_line(file, part->type);
    ck_assert_msg(*part->name != '\0' && strchr(part->name, '/') == NULL, "%s: name '%s'", file, part->name);
  }
}

static void check_file(const char *folder, const char *name, gboolean is_newsletter)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GBytes) bytes = NULL;
  char *contents = NULL;
  gsize length = 0;
  gint64 before;
  g_autoptr(Mail) mail = NULL;

  ck_assert_msg(g_file_get_contents(path, &contents, &length, NULL), "%s cannot be read", path);
  bytes = g_bytes_new_take(contents, length);
  before = support_cpu_time();
  mail = mail_decode(bytes, 1, NULL, NULL);
  ck_assert_msg(support_cpu_time() - before < MAX_SECONDS * G_USEC_PER_SEC, "%s took %.1f s", path,
                (double)(support_cpu_time() - before) / G_USEC_PER_SEC);
  ck_assert_msg((mail == NULL) == (length == 0), "%s: refused", path);
  if (mail != NULL)
    check_mail(path, mail);
  ck_assert_msg(!is_newsletter || mail->kind != BODY_NONE, "%s: nothing to read", path);
}

START_TEST(corpus)
{
  static const char *const folders[] = { "newsletters", "odd" };
  const char *root = g_getenv("GISTWIRE_CORPUS");
  g_autofree char *folder = g_build_filename(root != NULL ? root : CORPUS, folders[_i], NULL);
  GDir *dir = g_dir_open(folder, 0, NULL);
  const char *name;
  guint count = 0;

  if (dir == NULL) {
    printf("%s is absent: not tested\n", folder);
    return;
  }
  while ((name = g_dir_read_name(dir)) != NULL) {
    check_file(folder, name, _i == 0);
    count++;
  }
  g_dir_close(dir);
  printf("%s: %u mails\n", folder, count);
  ck_assert_uint_gt(count, 0);
}
END_TEST

Suite *test_corpus_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("corpus", &tcase);

  tcase_add_loop_test(tcase, corpus, 0, 2);
  return suite;
}
