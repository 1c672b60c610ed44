/* SPDX-License-Identifier: MIT */
#include "spool/deliver.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

/* A descriptor to read the bytes from. */
static int input_of(const char *bytes, gsize length)
{
  g_autofree char *path = g_build_filename(fixture_folder, "input", NULL);

  ck_assert(g_file_set_contents(path, bytes, (gssize)length, NULL));
  return open(path, O_RDONLY | O_CLOEXEC);
}

static DeliverResult run(const DeliverMail *mail, const char *bytes, gsize length, DeliverProblem *problem)
{
  int input = input_of(bytes, length);
  char rest;
  DeliverResult result = deliver_message(mail, input, problem);

  /* Read to its end, refused or not. */
  ck_assert_int_eq(read(input, &rest, 1), 0);
  close(input);
  return result;
}

static guint count_files(const char *sub)
{
  g_autofree char *path = g_build_filename(fixture_spool, sub, NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name(dir) != NULL)
    count++;
  return count;
}

/* The only file of the spool: its message and envelope by way of the reader, its bytes in *whole. */
static GBytes *read_only_file(Envelope **envelope, GBytes **whole)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) entries = maildir_list(fixture_maildir, NULL, 0, &error);
  const MaildirEntry *entry;
  g_autofree char *path = NULL;
  char *contents;
  gsize length;
  GBytes *message;

  ck_no_error(error);
  ck_assert_uint_eq(entries->len, 1);
  entry = g_ptr_array_index(entries, 0);
  ck_assert(entry->is_own);
  message = maildir_read(fixture_maildir, entry, DELIVER_DEFAULT_SIZE, envelope, &error);
  ck_no_error(error);
  ck_assert_uint_eq(entry->size, g_bytes_get_size(message));
  path = g_build_filename(fixture_spool, "new", entry->name, NULL);
  ck_assert(g_file_get_contents(path, &contents, &length, NULL));
  *whole = g_bytes_new_take(contents, length);
  return message;
}

#define A512 A256 A256
#define A256 A64 A64 A64 A64
#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
  const char *sender;
  const char *recipients[3];
  const char *mail;
  const char *envelope;       /* on top of the file */
  const char *read_sender;    /* what the reader makes of it */
  const char *read_recipient; /* the first */
} rows[] = {
  { "news@example.org",
    { "a@x.org" },
    "Subject: 1\n\nx\n",
    "Return-Path: <news@example.org>\nDelivered-To: a@x.org\n",
    "news@example.org",
    "a@x.org" },
  { "", { "a@x.org" }, "x", "Return-Path: <>\nDelivered-To: a@x.org\n", "", "a@x.org" },
  { NULL, { "a@x.org", "b@x.org" }, "\n", "Delivered-To: a@x.org\nDelivered-To: b@x.org\n", NULL, "a@x.org" },
  /* A mail that starts like an envelope keeps its lines; CR LF stays as it is. */
  { "s@x.org",
    { "a@x.org" },
    "Return-Path: <evil@y>\r\nDelivered-To: b@x.org\r\n\r\nhi\r\n",
    "Return-Path: <s@x.org>\nDelivered-To: a@x.org\n",
    "s@x.org",
    "a@x.org" },
  { NULL, { "a@x.org" }, "Delivered-To: b@x.org\n\nhi", "Delivered-To: a@x.org\n", NULL, "a@x.org" },
  /* No address makes a line or a field. */
  { "a\nX-Evil: 1",
    { "b\r\nFrom: c\r\n\r\nbody" },
    "x",
    "Return-Path: <a?X-Evil: 1>\nDelivered-To: b??From: c????body\n",
    "a?X-Evil: 1",
    "b??From: c????body" },
  { ">\t<", { "\177\001@x" }, "x", "Return-Path: <>?<>\nDelivered-To: ??@x\n", ">?<", "??@x" },
  { "a> <b@y", { " a b@x " }, "x", "Return-Path: <a> <b@y>\nDelivered-To:  a b@x \n", "a> <b@y", " a b@x " },
  { "gr\303\274\303\237e@x",
    { "\377@x" },
    "x",
    "Return-Path: <gr\303\274\303\237e@x>\nDelivered-To: \377@x\n",
    "gr\303\274\303\237e@x",
    "\357\277\275@x" },
  { A512 A512 "b@x",
    { A512 A512 "c" },
    "x",
    "Return-Path: <" A512 A512 ">\nDelivered-To: " A512 A512 "\n",
    A512 A512,
    A512 A512 },
  { "%s%n", { "%s%n@x" }, "x", "Return-Path: <%s%n>\nDelivered-To: %s%n@x\n", "%s%n", "%s%n@x" },
};

START_TEST(envelope_stands_above_unchanged_bytes)
{
  char *recipients[] = { (char *)rows[_i].recipients[0], (char *)rows[_i].recipients[1] };
  DeliverMail mail = { fixture_spool, 1000, rows[_i].sender, recipients, recipients[1] != NULL ? 2 : 1 };
  DeliverProblem problem = { "" };
  g_autoptr(Envelope) envelope = NULL;
  g_autoptr(GBytes) whole = NULL;
  g_autoptr(GBytes) message = NULL;
  g_autofree char *wanted = g_strconcat(rows[_i].envelope, rows[_i].mail, NULL);

  ck_assert_int_eq(run(&mail, rows[_i].mail, strlen(rows[_i].mail), &problem), DELIVER_DONE);
  message = read_only_file(&envelope, &whole);
  ck_assert_uint_eq(g_bytes_get_size(whole), strlen(wanted));
  ck_assert_mem_eq(g_bytes_get_data(whole, NULL), wanted, strlen(wanted));
  ck_assert_uint_eq(g_bytes_get_size(message), strlen(rows[_i].mail));
  ck_assert_mem_eq(g_bytes_get_data(message, NULL), rows[_i].mail, strlen(rows[_i].mail));
  ck_assert_pstr_eq(envelope->sender, rows[_i].read_sender);
  ck_assert_uint_eq(envelope->recipients->len, mail.recipient_count);
  ck_assert_str_eq(g_ptr_array_index(envelope->recipients, 0), rows[_i].read_recipient);
  ck_assert_uint_eq(count_files("tmp"), 0);
}
END_TEST

/* Sizes around the limit and around the buffer; bytes of every value. */
static const struct {
  gsize size;
  guint64 max;
  DeliverResult result;
} sizes[] = {
  { 0, 100, DELIVER_LATER },           { 1, 1, DELIVER_DONE },
  { 100, 100, DELIVER_DONE },          { 101, 100, DELIVER_TOO_BIG },
  { 65535, 65536, DELIVER_DONE },      { 65536, 65536, DELIVER_DONE },
  { 65537, 65536, DELIVER_TOO_BIG },   { 1000000, DELIVER_DEFAULT_SIZE, DELIVER_DONE },
  { 1000000, 65536, DELIVER_TOO_BIG },
};

START_TEST(size_limit_counts_the_message_alone)
{
  char *recipients[] = { (char *)"a@x.org" };
  DeliverMail mail = { fixture_spool, sizes[_i].max, "s@x.org", recipients, 1 };
  DeliverProblem problem = { "" };
  g_autofree char *bytes = g_malloc(sizes[_i].size + 1);
  g_autoptr(Envelope) envelope = NULL;
  g_autoptr(GBytes) whole = NULL;
  g_autoptr(GBytes) message = NULL;

  for (gsize i = 0; i < sizes[_i].size; i++)
    bytes[i] = (char)(i * 7);
  ck_assert_int_eq(run(&mail, bytes, sizes[_i].size, &problem), sizes[_i].result);
  ck_assert_uint_eq(count_files("tmp"), 0);
  if (sizes[_i].result != DELIVER_DONE) {
    ck_assert_uint_eq(count_files("new"), 0);
    ck_assert_str_ne(problem.text, "");
    return;
  }
  message = read_only_file(&envelope, &whole);
  ck_assert_uint_eq(g_bytes_get_size(message), sizes[_i].size);
  ck_assert_mem_eq(g_bytes_get_data(message, NULL), bytes, sizes[_i].size);
}
END_TEST

START_TEST(recipients_have_a_limit)
{
  g_autofree char **recipients = g_new0(char *, DELIVER_MAX_RECIPIENTS + 1);
  DeliverMail mail = { fixture_spool, 1000, NULL, recipients, DELIVER_MAX_RECIPIENTS };
  DeliverProblem problem = { "" };
  g_autoptr(Envelope) envelope = NULL;
  g_autoptr(GBytes) whole = NULL;
  g_autoptr(GBytes) message = NULL;

  for (guint i = 0; i <= DELIVER_MAX_RECIPIENTS; i++)
    recipients[i] = (char *)"someone@example.org";
  ck_assert_int_eq(run(&mail, "x", 1, &problem), DELIVER_DONE);
  message = read_only_file(&envelope, &whole);
  ck_assert_uint_eq(g_bytes_get_size(message), 1);
  ck_assert_uint_eq(envelope->recipients->len, DELIVER_MAX_RECIPIENTS);
  mail.recipient_count++;
  ck_assert_int_eq(run(&mail, "x", 1, &problem), DELIVER_LATER);
  ck_assert_uint_eq(count_files("new"), 1);
}
END_TEST

/* Ways to break a spool; done by a shell inside it. */
static const char *const breakages[] = {
  "rmdir ../spool/new",
  "rmdir ../spool/tmp",
  "cd .. && rm -r spool",
  "cd .. && rm -r spool && touch spool",
  "cd .. && mv spool other && ln -s other spool",
  "mv new other && ln -s other new",
  "mv tmp other && ln -s other tmp",
  "rmdir new && touch new",
  "chmod o+w .",
  "chmod o+w new",
  "chmod o+w tmp",
  "[ $(id -u) != 0 ] && chmod 500 tmp || rmdir tmp",
};

START_TEST(broken_spool_means_later)
{
  char *recipients[] = { (char *)"a@x.org" };
  DeliverMail mail = { fixture_spool, 1000, NULL, recipients, 1 };
  DeliverProblem problem = { "" };
  g_autofree char *command = g_strconcat("cd spool && ", breakages[_i], NULL);

  ck_assert_int_eq(fixture_shell(command), 0);
  ck_assert_int_eq(run(&mail, "x", 1, &problem), DELIVER_LATER);
  ck_assert_str_ne(problem.text, "");
}
END_TEST

START_TEST(unreadable_input_means_later)
{
  char *recipients[] = { (char *)"a@x.org" };
  DeliverMail mail = { fixture_spool, 1000, NULL, recipients, 1 };
  DeliverProblem problem = { "" };
  int directory = open(fixture_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  ck_assert_int_eq(deliver_message(&mail, directory, &problem), DELIVER_LATER);
  close(directory);
  ck_assert_int_eq(deliver_message(&mail, -1, &problem), DELIVER_LATER);
  ck_assert_uint_eq(count_files("new") + count_files("tmp"), 0);
}
END_TEST

static const struct {
  const char *text;
  guint64 size; /* 0: refused */
} size_texts[] = {
  { "1", 1 },
  { "1000", 1000 },
  { "500K", 500 * 1024 },
  { "25M", DELIVER_DEFAULT_SIZE },
  { "25m", DELIVER_DEFAULT_SIZE },
  { "1k", 1024 },
  { "0010", 10 },
  { "9223372036854775", 9223372036854775 },
  { "8796093022207M", G_GUINT64_CONSTANT(8796093022207) << 20 },
  { "8796093022208M", 0 },
  { "99999999999999999999", 0 },
  { "18446744073709551617", 0 },
  { "", 0 },
  { "0", 0 },
  { "0M", 0 },
  { "M", 0 },
  { "-1", 0 },
  { "+1", 0 },
  { " 1", 0 },
  { "1 ", 0 },
  { "1MB", 0 },
  { "1G", 0 },
  { "0x10", 0 },
  { "1.5M", 0 },
};

START_TEST(sizes_are_parsed)
{
  guint64 size = 42;

  ck_assert_int_eq(deliver_parse_size(size_texts[_i].text, &size), size_texts[_i].size != 0);
  ck_assert_uint_eq(size, size_texts[_i].size != 0 ? size_texts[_i].size : 42);
}
END_TEST

Suite *test_deliver_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("deliver", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_loop_test(tcase, envelope_stands_above_unchanged_bytes, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, size_limit_counts_the_message_alone, 0, G_N_ELEMENTS(sizes));
  tcase_add_test(tcase, recipients_have_a_limit);
  tcase_add_loop_test(tcase, broken_spool_means_later, 0, G_N_ELEMENTS(breakages));
  tcase_add_test(tcase, unreadable_input_means_later);
  tcase_add_loop_test(tcase, sizes_are_parsed, 0, G_N_ELEMENTS(size_texts));
  return suite;
}
