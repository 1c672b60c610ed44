/* SPDX-License-Identifier: MIT */
/* Mail made to exhaust or confuse: the defects of GMime 3.2.13 (reference section 0) and of other mail parsers (1.9), one test each. Each has
 * two seconds of CPU under the sanitizers, and a small stack. */
#include <pthread.h>
#include <string.h>

#include "mail/decode.h"
#include "suites.h"
#include "support.h"

#define MAX_SECONDS 2.0
#define STACK (1024u * 1024) /* the sanitizers make frames some times larger */

static void *run(void *bytes)
{
  return mail_decode(bytes, 0, "mx.example.org", NULL);
}

static Mail *decode_on_small_stack(GBytes *bytes)
{
  pthread_attr_t attributes;
  pthread_t thread;
  void *mail = NULL;

  ck_assert_int_eq(pthread_attr_init(&attributes), 0);
  ck_assert_int_eq(pthread_attr_setstacksize(&attributes, STACK), 0);
  ck_assert_int_eq(pthread_create(&thread, &attributes, run, bytes), 0);
  ck_assert_int_eq(pthread_join(thread, &mail), 0);
  pthread_attr_destroy(&attributes);
  return mail;
}

static Mail *decode(GString *in)
{
  g_autoptr(GBytes) bytes = g_string_free_to_bytes(in);
  gint64 before = support_cpu_time();
  Mail *mail = decode_on_small_stack(bytes);

  ck_assert_ptr_nonnull(mail);
  ck_assert_msg(support_cpu_time() - before < MAX_SECONDS * G_USEC_PER_SEC, "took %.1f s",
                (double)(support_cpu_time() - before) / G_USEC_PER_SEC);
  return mail;
}

static Mail *decode_text(const char *in)
{
  return decode(g_string_new(in));
}

static void repeat(GString *out, const char *text, guint count)
{
  for (guint i = 0; i < count; i++)
    g_string_append(out, text);
}

START_TEST(d1_padded_words)
{
  g_autoptr(Mail) mail = decode_text("From: =?UTF-8?B?SGVsbG8=?= =?UTF-8?B?IHdvcmxk?= <a@b.example>\n"
                                     "Subject: =?UTF-8?B?SGVsbG8=?= =?UTF-8?B?IHdvcmxk?=\n\nx");

  ck_assert_str_eq(mail->newsletter->subject, "Hello world");
  ck_assert_str_eq(mail->newsletter->from_name, "Hello world");
}
END_TEST

START_TEST(d2_data_after_padding)
{
  g_autoptr(Mail) mail = decode_text("From: a@b.example\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\nIHdvcmxk\n");

  ck_assert_str_eq(mail->body, "Hello world");
}
END_TEST

/* CVE-2019-19722, too: groups in From. _i is where the bomb is: top, a part, an enclosed message. */
START_TEST(d3_group_bomb)
{
  GString *in =
      g_string_new(_i == 0 ? "From: " : "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n");
  g_autoptr(Mail) mail = NULL;

  if (_i == 1)
    g_string_append(in, "From: ");
  if (_i == 2)
    g_string_append(in, "Content-Type: message/rfc822\n\nFrom: ");
  repeat(in, "g:", 500000);
  g_string_append(in, "\n\nbody\n");
  mail = decode(in);
  ck_assert_int_eq(mail->newsletter->verdict, _i == 0 ? VERDICT_FORGED : VERDICT_UNVERIFIED);
  ck_assert(g_str_has_prefix(mail->body, "body"));
}
END_TEST

/* GMime loops for ever when it writes this parameter again; we never write. */
START_TEST(d4_long_parameter)
{
  GString *in = g_string_new("From: a@b.example\nContent-Type: text/plain; ");
  g_autoptr(Mail) mail = NULL;

  repeat(in, "n", 72);
  g_string_append(in, "=\"caf\xc3\xa9\"\n\nbody\n");
  mail = decode(in);
  ck_assert_str_eq(mail->body, "body\n");
}
END_TEST

START_TEST(d5_deep_nesting)
{
  GString *in = g_string_new("From: a@b.example\nContent-Type: multipart/mixed; boundary=b0\n\n");
  g_autoptr(Mail) mail = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf(in, "--b%u\nContent-Type: multipart/mixed; boundary=b%u\n\n", i, i + 1);
  g_string_append(in, "--b100000\n\ndeepest\n");
  mail = decode(in);
  ck_assert(mail->newsletter->flags & NEWSLETTER_TRUNCATED);
}
END_TEST

/* What stands within the limit is found. */
START_TEST(d5_allowed_nesting)
{
  GString *in = g_string_new("From: a@b.example\nContent-Type: multipart/mixed; boundary=b0\n\n");
  g_autoptr(Mail) mail = NULL;

  for (guint i = 0; i + 1 < MAIL_MAX_DEPTH; i++)
    g_string_append_printf(in, "--b%u\nContent-Type: multipart/mixed; boundary=b%u\n\n", i, i + 1);
  g_string_append_printf(in, "--b%u\n\ndeepest\n", MAIL_MAX_DEPTH - 1);
  mail = decode(in);
  ck_assert_str_eq(mail->body, "deepest\n");
  ck_assert_int_eq(mail->newsletter->flags, NEWSLETTER_TEXT_ONLY);
}
END_TEST

/* CVE-2020-12100, too. */
START_TEST(d5_many_parts)
{
  static const char *const parts[] = { "--b\n", "--b\n\nx\n", "--b\nContent-Type: image/png\n\nx\n", "--b--\n",
                                       "--b\nContent-Type: multipart/mixed; boundary=b\n\n" };
  GString *in = g_string_new("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n");
  g_autoptr(Mail) mail = NULL;

  repeat(in, parts[_i], 100000);
  mail = decode(in);
  ck_assert(g_str_has_prefix(mail->body, "first"));
  ck_assert(mail->newsletter->flags & NEWSLETTER_TRUNCATED);
  ck_assert_uint_le(mail->newsletter->parts->len, MAIL_MAX_PARTS);
}
END_TEST

START_TEST(d6_controls)
{
  g_autoptr(Mail) mail = decode_text(
      "From: =?utf-8?Q?a=0D=0AX-Evil:_1=00=E2=80=AEtxt?= <a@b.example>\nSubject: =?utf-8?Q?a=0D=0AX-Evil:_1=00=1B?=\n"
      "Message-ID: <a\x01@b>\nList-Id: <a\x7f.b>\nList-Unsubscribe: =?utf-8?Q?<x>=0D=0A<y>?=\n\na\x1b[31mb\x07");

  ck_assert_str_eq(mail->newsletter->from_name, "a X-Evil: 1txt");
  ck_assert_str_eq(mail->newsletter->subject, "a X-Evil: 1");
  ck_assert_str_eq(mail->newsletter->message_id, "a@b");
  ck_assert_str_eq(mail->newsletter->list_id, "a.b");
  ck_assert_str_eq(mail->newsletter->list_unsubscribe, "<x> <y>");
  ck_assert_str_eq(mail->body, "a[31mb");
}
END_TEST

static const struct {
  const char *header, *address;
  Verdict verdict;
} author_rows[] = {
  { "From: admin@legit.example <evil@attack.example>", "evil@attack.example", VERDICT_UNVERIFIED },
  { "From: <any@attack.example>admin@legit.example", "any@attack.example", VERDICT_FORGED },
  { "From: list: a@x.example, b@y.example;", "a@x.example", VERDICT_FORGED },
  { "From: admin@xn--lgit-9oa.example", "admin@xn--lgit-9oa.example", VERDICT_UNVERIFIED },
  { "From: a@x.example\nFrom: b@y.example", "a@x.example", VERDICT_FORGED },
  { "From\r\n : a@x.example\nFrom: b@y.example", "a@x.example", VERDICT_FORGED },
  { "From:", NULL, VERDICT_FORGED },                                                        /* Dovecot 2.3.9.2 */
  { "From: \"\"@x.example", NULL, VERDICT_FORGED },                                         /* CVE-2020-10967 */
  { "From: \xff\xfe <a@x.example>\nSubject: \xff\xfe", "a@x.example", VERDICT_UNVERIFIED }, /* CVE-2019-10691 */
  { "From: <<<@@,;:(", NULL, VERDICT_FORGED }, /* CVE-2017-14461: the sanitizer watches the memory */
};

START_TEST(d7_author)
{
  g_autofree char *in = g_strdup_printf("%s\n\nbody", author_rows[_i].header);
  g_autoptr(Mail) mail = decode_text(in);

  if (author_rows[_i].address != NULL)
    ck_assert_pstr_eq(mail->newsletter->from_address, author_rows[_i].address);
  ck_assert_int_eq(mail->newsletter->verdict, author_rows[_i].verdict);
  ck_assert(g_utf8_validate(mail->newsletter->subject, -1, NULL));
}
END_TEST

/* CVE-2024-23184: addresses without end. */
START_TEST(cve_2024_23184_addresses)
{
  static const char *const names[] = { "To", "From", "Delivered-To", "Envelope-To" };
  GString *in = g_string_new("Delivered-To: me@x.example");
  g_autoptr(Mail) mail = NULL;

  for (guint i = 0; i < 200000; i++)
    if (i % 1000 == 0)
      g_string_append_printf(in, "\n%s: a%u@x.example", names[_i], i);
    else
      g_string_append_printf(in, ",\n a%u@x.example", i);
  g_string_append(in, "\n\nbody");
  mail = decode(in);
  ck_assert_str_eq(mail->body, "body");
  ck_assert_uint_le(mail->recipients->len, MAIL_MAX_ADDRESSES);
  ck_assert(mail->newsletter->flags & NEWSLETTER_TRUNCATED);
}
END_TEST

/* CVE-2024-23185: a huge field, and a huge number of them, in the message and in a part. */
START_TEST(cve_2024_23185_huge_headers)
{
  GString *in = g_string_new("From: a@b.example\n");
  g_autoptr(Mail) mail = NULL;

  if (_i >= 2)
    g_string_append(in, "Content-Type: multipart/mixed; boundary=b\n\n--b\n");
  g_string_append(in, "X-Huge: ");
  repeat(in, _i % 2 == 0 ? "xxxxxxx\n " : "x\nX-Huge: ", 1000000);
  g_string_append(in, "\nSubject: after\n\nbody");
  mail = decode(in);
  ck_assert_str_eq(mail->body, "body");
}
END_TEST

/* CVE-2026-27859: RFC 2231 parameters; in the message (cut by the header limit) and in many parts. */
START_TEST(cve_2026_27859_parameters)
{
  GString *in = g_string_new("From: a@b.example\nContent-Type: multipart/mixed; boundary=b");
  GString *flood = g_string_new("; x=y");
  g_autoptr(Mail) mail = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf(flood, "; name*%u*=%%41", i);
  g_string_append(in, flood->str);
  g_string_append(in, "\n\n");
  for (guint i = 0; i < 200; i++)
    g_string_append_printf(in, "--b\nContent-Type: image/png%s\n\nx\n", flood->str);
  g_string_free(flood, TRUE);
  mail = decode(in);
  ck_assert_uint_eq(mail->newsletter->parts->len, 200);
}
END_TEST

/* CVE-2020-7957: a preview of a body that is all quotes, blanks or controls. */
START_TEST(cve_2020_7957_snippet)
{
  static const char *const bodies[] = { ">", "> \n>\n>>", " \t\r\n\n", "\x01\x02", "\xc2\xa0\xe2\x80\x8b",
                                        "<", "<html",     "&",         "&#" };
  g_autofree char *in =
      g_strdup_printf("Content-Type: text/%s; format=flowed\n\n%s", _i % 2 == 0 ? "plain" : "html", bodies[_i / 2]);
  g_autoptr(Mail) mail = decode_text(in);

  ck_assert_int_eq(mail->body == NULL, mail->kind == BODY_NONE);
}
END_TEST

/* Messages inside messages: ten are opened, the rest is an attachment. */
START_TEST(nested_messages)
{
  GString *in = g_string_new("From: a@b.example\n");
  g_autoptr(Mail) mail = NULL;

  repeat(in, "Content-Type: message/rfc822\n\n", _i == 0 ? 10 : 100000);
  g_string_append(in, "\ninnermost");
  mail = decode(in);
  ck_assert_int_eq(mail->kind, _i == 0 ? BODY_TEXT : BODY_NONE);
}
END_TEST

/* A body over the limit is cut at a character and said so; the parts beside it stay. */
/* A digest of more letters than are shown; the rest are files. */
START_TEST(many_messages)
{
  GString *in = g_string_new("From: a@b.example\nContent-Type: multipart/digest; boundary=b\n\n");
  g_autoptr(Mail) mail = NULL;

  repeat(in, "--b\n\nSubject: in\n\ninner\n", 150);
  g_string_append(in, "--b--\n");
  mail = decode(in);
  ck_assert_int_eq(mail->kind, BODY_TEXT);
  ck_assert_uint_eq(mail->newsletter->parts->len, 50);
  ck_assert(mail->newsletter->flags & NEWSLETTER_TRUNCATED);
}
END_TEST

START_TEST(long_body)
{
  GString *in = g_string_new("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nx");
  g_autoptr(Mail) mail = NULL;

  repeat(in, "\xe2\x82\xac", MAIL_MAX_BODY / 3 + 10);
  mail = decode(in);
  ck_assert(mail->newsletter->flags & NEWSLETTER_TRUNCATED);
  ck_assert(!(mail->newsletter->flags & NEWSLETTER_REPAIRED));
  ck_assert_uint_le(strlen(mail->body), MAIL_MAX_BODY);
  ck_assert_uint_ge(strlen(mail->body), MAIL_MAX_BODY - 3);
  ck_assert(g_utf8_validate(mail->body, -1, NULL));
}
END_TEST

/* Four megabytes of what each stage finds worst. */
START_TEST(big)
{
  static const char *const fills[] = { "--x\n",
                                       "--b",
                                       "\n",
                                       "=?utf-8?Q?",
                                       "<",
                                       "<!--",
                                       "<style>",
                                       "&",
                                       "=\n",
                                       "\xff",
                                       "\xff\n\xc3\xa9",
                                       "\xa4\xa2",
                                       "\r",
                                       " \n",
                                       "> \n",
                                       "Content-Type: x\n" };
  static const char *const heads[] = { "text/html", "text/plain; format=flowed", "multipart/mixed; boundary=b",
                                       "multipart/mixed" };
  GString *in = g_string_new(NULL);
  g_autoptr(Mail) mail = NULL;

  g_string_append_printf(in, "Content-Type: %s\nContent-Transfer-Encoding: %s\n\n", heads[_i % 4],
                         _i % 8 < 4 ? "quoted-printable" : "8bit");
  while (in->len < 4 * 1024 * 1024)
    g_string_append(in, fills[_i / 4]);
  mail = decode(in);
  ck_assert_int_eq(mail->body == NULL, mail->kind == BODY_NONE);
}
END_TEST

Suite *test_limits_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("limits", &tcase);

  tcase_add_test(tcase, d1_padded_words);
  tcase_add_test(tcase, d2_data_after_padding);
  tcase_add_loop_test(tcase, d3_group_bomb, 0, 3);
  tcase_add_test(tcase, d4_long_parameter);
  tcase_add_test(tcase, d5_deep_nesting);
  tcase_add_test(tcase, d5_allowed_nesting);
  tcase_add_loop_test(tcase, d5_many_parts, 0, 5);
  tcase_add_test(tcase, d6_controls);
  tcase_add_loop_test(tcase, d7_author, 0, G_N_ELEMENTS(author_rows));
  tcase_add_loop_test(tcase, cve_2024_23184_addresses, 0, 4);
  tcase_add_loop_test(tcase, cve_2024_23185_huge_headers, 0, 4);
  tcase_add_test(tcase, cve_2026_27859_parameters);
  tcase_add_loop_test(tcase, cve_2020_7957_snippet, 0, 18);
  tcase_add_loop_test(tcase, nested_messages, 0, 2);
  tcase_add_test(tcase, many_messages);
  tcase_add_test(tcase, long_body);
  tcase_add_loop_test(tcase, big, 0, 16 * 4);
  return suite;
}
