/* SPDX-License-Identifier: MIT */
#include "mail/from.h"

#include <string.h>

#include "suites.h"
#include "support.h"

/* What follows the author's fields in each row. */
#define REST "\r\nSubject: s\r\n\r\n"

static const struct {
  const char *in;
  gboolean clear;
  const char *name, *address;
} rows[] = {
  /* what honest mail looks like */
  { "From: news@x.org", TRUE, NULL, "news@x.org" },
  { "From: <news@x.org>", TRUE, NULL, "news@x.org" },
  { "From: The News <News@X.Org>", TRUE, "The News", "News@x.org" },
  { "From: \"The News\" <news@x.org>", TRUE, "The News", "news@x.org" },
  { "From: \"The \\\"Good\\\" News\"\r\n\t<news@x.org>", TRUE, "The \"Good\" News", "news@x.org" },
  { "From: news@x.org (The News)", TRUE, "The News", "news@x.org" },
  { "From: The News <news@x.org> (weekly)", TRUE, "The News", "news@x.org" },
  { "From: Acme, Inc. <news@x.org>", TRUE, "Acme, Inc.", "news@x.org" },
  { "From: [Blog] :-) <news@x.org>", FALSE, "-)", "news@x.org" },
  { "From: [Blog] News! <news@x.org>", TRUE, "[Blog] News!", "news@x.org" },
  { "From: J. R. Writer <j.r@x.org>", TRUE, "J. R. Writer", "j.r@x.org" },
  { "From: a..b.@x.org", TRUE, NULL, "a..b.@x.org" }, /* Japanese phone companies gave out such names */
  { "From: \"a b\"@x.org", TRUE, NULL, "\"a b\"@x.org" },
  { "From: \"a@b\"@x.org", TRUE, NULL, "\"a@b\"@x.org" },
  { "From: news @ x . org", TRUE, NULL, "news@x.org" },
  { "From: news+weekly=a#1@x.org", TRUE, NULL, "news+weekly=a#1@x.org" },
  { "From: news@x.org,", TRUE, NULL, "news@x.org" },
  { "FROM: news@x.org", TRUE, NULL, "news@x.org" },
  { "From:news@x.org.", TRUE, NULL, "news@x.org" },
  { "From: j\xc3\xb6@x.org", TRUE, NULL, "j\xc3\xb6@x.org" },
  { "From: n@b\xc3\xbc"
    "cher.example",
    TRUE, NULL, "n@xn--bcher-kva.example" },
  { "From: n@XN--BCHER-KVA.example", TRUE, NULL, "n@xn--bcher-kva.example" },
  { "From: =?utf-8?Q?Caf=C3=A9?= <n@x.org>", TRUE, "Caf\u00e9", "n@x.org" },
  { "From: \"=?utf-8?B?Q2Fmw6k=?=\" <n@x.org>", TRUE, "Caf\u00e9", "n@x.org" },
  { "From: =?utf-8?Q?a=0D=0AX-Evil:_1=E2=80=AE?= <n@x.org>", TRUE, "a X-Evil: 1", "n@x.org" }, /* D6 */
  { "From: =?utf-8?Q?Acme,_Inc.:_(News)_@x?= <n@x.org>", TRUE, "Acme, Inc.: (News) @x", "n@x.org" },
  { "From: =?utf-8?Q?A?=, =?utf-8?Q?B?= <n@x.org>", TRUE, "A, B", "n@x.org" },
  /* the name says anything; it is display only */
  { "From: \"admin@legit.com\" <any@attack.com>", TRUE, "admin@legit.com", "any@attack.com" },
  { "From: admin@legit.com <any@attack.com>", TRUE, "admin@legit.com", "any@attack.com" }, /* D7 */
  { "From: \"<admin@legit.com>\" <any@attack.com>", TRUE, "<admin@legit.com>", "any@attack.com" },
  { "From: any(<admin@legit.com>)@attack.com", TRUE, "<admin@legit.com>", "any@attack.com" },
  { "From: (<admin@legit.com>) any@attack.com", TRUE, "<admin@legit.com>", "any@attack.com" },
  { "From: <any@attack.com(admin@legit.com)>", TRUE, "admin@legit.com", "any@attack.com" },
  { "From: any@(a(b)c\\)d)attack.com", TRUE, "a(b)c\\)d", "any@attack.com" },
  { "From: =?utf-8?B?PGFkbWluQGxlZ2l0LmNvbT4=?=,<second@attack.com>", TRUE, "<admin@legit.com>", "second@attack.com" },
  { "From: =?utf-8?Q?<admin@legit.com>?= <second@attack.com>", FALSE, "=?utf-8?Q?", "admin@legit.com" },
  { "From: =?utf-8?Q?\"?=<admin@legit.com>\"?=\" <second@attack.com>", FALSE, NULL, NULL },
  { "From: =?utf-8?B?PGFkbWluQGxlZ2l0LmNvbT4=?= <second@attack.com>", TRUE, "<admin@legit.com>", "second@attack.com" },
  { "Sender: <admin@legit.com>\r\nResent-From: <admin@legit.com>\r\nReply-To: b@legit.com\r\nFrom\r\n : <a@attack.com>",
    TRUE, NULL, "a@attack.com" },
  { "X-From: a@attack.com\r\nFrom: b@legit.com", TRUE, NULL, "b@legit.com" },
  /* more than one field, however it is spelt */
  { "From: <a@attack.com>\r\nFrom: <b@legit.com>", FALSE, NULL, "a@attack.com" },
  { "From: <a@legit.com>\r\nFrom: <a@legit.com>", FALSE, NULL, "a@legit.com" },
  { " From: <a@attack.com>\r\nFrom: <b@legit.com>", FALSE, NULL, "a@attack.com" },
  { "From: <a@attack.com>\r\nFrom : <b@legit.com>", FALSE, NULL, "a@attack.com" },
  { "From: <a@attack.com>\r\nfRoM\t: <b@legit.com>", FALSE, NULL, "a@attack.com" },
  { "From\r\n : <a@attack.com>\r\nFrom: <b@legit.com>", FALSE, NULL, "a@attack.com" },
  { "From: <a@attack.com>\r\nFrom\r\n\t: <b@legit.com>", FALSE, NULL, "a@attack.com" },
  { "From:\r\nFrom: <b@legit.com>", FALSE, NULL, NULL },
  { "From: <b@legit.com>\r\nFrom:", FALSE, NULL, "b@legit.com" },
  /* more than one mailbox */
  { "From: <a@attack.com>, <b@legit.com>", FALSE, NULL, "a@attack.com" },
  { "From: a@attack.com,<b@legit.com>", FALSE, NULL, "a@attack.com" },
  { "From: <any@attack.com>admin@legit.com", FALSE, NULL, "any@attack.com" },
  { "From: <any@attack.com> <admin@legit.com>", FALSE, NULL, "any@attack.com" },
  { "From: <any@attack.com> admin", FALSE, NULL, "any@attack.com" },
  { "From: <admin@legit.com>\\,<second@attack.com>", FALSE, NULL, NULL },
  { "From: Bob <bob@x.org> Bobby <bobby@x.org>", FALSE, "Bob", "bob@x.org" },
  { "From: bob@x.org bobby@x.org", FALSE, NULL, NULL },
  { "From: Bob bob@x.org", FALSE, NULL, NULL },
  { "From: a@b@x.org", FALSE, NULL, NULL },
  { "From: <a@b@x.org>", FALSE, NULL, NULL },
  { "From: Name, <a@x.org>, Name, <a@x.org>", FALSE, "Name", "a@x.org" },
  /* groups and routes */
  { "From: list: a@x.org, b@y.org;", FALSE, NULL, "a@x.org" },
  { "From: list: a@x.org;", FALSE, NULL, "a@x.org" },
  { "From: undisclosed:;", FALSE, NULL, NULL },
  { "From: \"Someone\" <valid@x.org>:<attacker@y.org>", FALSE, "Someone", "valid@x.org" },
  { "From: <@attack.com,@any.com:admin@legit.com>", FALSE, NULL, NULL },
  { "From: <@attack.com:admin@legit.com>", FALSE, NULL, NULL },
  { "From: g:g:g:g:a@x.org", FALSE, NULL, "a@x.org" },
  { "From: <a:b@x.org>", FALSE, NULL, NULL },
  /* open brackets, quotes, comments */
  { "From: admin@legit.com>", FALSE, NULL, NULL },
  { "From: <admin@legit.com", FALSE, NULL, "admin@legit.com" },
  { "From: <<admin@legit.com>>", FALSE, NULL, NULL },
  { "From: \"open <admin@legit.com>", FALSE, NULL, NULL },
  { "From: a@attack.com (open", FALSE, NULL, NULL },
  { "From: a@attack.com (open (twice)", FALSE, NULL, NULL },
  { "From: a\\@b@legit.com", FALSE, NULL, NULL },
  { "From: a@legit.com\\", FALSE, NULL, NULL },
  /* no address at all */
  { "Subject: only", FALSE, NULL, NULL },
  { "From:", FALSE, NULL, NULL },
  { "From: <>", FALSE, NULL, NULL },
  { "From: The News", FALSE, "The News", NULL },
  { "From: The, News", FALSE, "The, News", NULL },
  { "From: ,,,", FALSE, NULL, NULL },
  { "From: Tom <hammer>", FALSE, NULL, NULL },
  { "From: @x.org", FALSE, NULL, NULL },
  { "From: news@", FALSE, NULL, NULL },
  { "From: @", FALSE, NULL, NULL },
  { "From: \"\"@x.org", FALSE, NULL, NULL }, /* CVE-2020-10967 */
  { "From: \"\" <>", FALSE, NULL, NULL },
  /* local parts that name another mailbox elsewhere */
  { "From: user%legit.com@attack.com", FALSE, NULL, NULL },
  { "From: legit.com!user@attack.com", FALSE, NULL, NULL },
  { "From: =?utf-8?B?YWRtaW5AbGVnaXQuY29t?=@attack.com", FALSE, NULL, NULL },
  { "From: a=?utf-8?B?YWRtaW5AbGVnaXQuY29t?=@attack.com", FALSE, NULL, NULL },
  { "From: =?utf-8?B?YWRtaW4=?= =?utf-8?B?QGxlZ2l0?=@attack.com", FALSE, NULL, NULL },
  { "From: admin\xe2\x80\x8b@legit.com", FALSE, NULL, NULL },
  { "From: \"a\"b@x.org", FALSE, NULL, NULL },
  { "From: a b@x.org", FALSE, NULL, NULL },
  { "From: a(c)b@x.org", FALSE, NULL, NULL },
  { "From: \xe9@x.org", FALSE, NULL, NULL },
  { "From: ...@x.org", FALSE, NULL, NULL },
  /* domains that are none */
  { "From: n@b\xfc"
    "cher.example",
    FALSE, NULL, NULL }, /* raw Latin-1 */
  { "From: n@[192.0.2.1]", FALSE, NULL, NULL },
  { "From: n@[IPv6:2001:db8::1]", FALSE, NULL, NULL },
  { "From: n@192.0.2.1", FALSE, NULL, NULL },
  { "From: n@under_score.org", FALSE, NULL, NULL },
  { "From: n@x..org", FALSE, NULL, NULL },
  { "From: n@.org", FALSE, NULL, NULL },
  { "From: n@x.org..", FALSE, NULL, NULL },
  { "From: n@-x.org", FALSE, NULL, NULL },
  { "From: n@x-.org", FALSE, NULL, NULL },
  { "From: n@x.org*", FALSE, NULL, NULL },
  { "From: n@x org", FALSE, NULL, NULL },
  { "From: n@\"x.org\"", FALSE, NULL, NULL },
  { "From: n@legit.com'a.attack.com", FALSE, NULL, NULL },
  { "From: Name <n@x.org >", TRUE, "Name", "n@x.org" },
  { "From: Name <n@hd-promos,com>", FALSE, NULL, NULL },
};

static void check_equal(const char *got, const char *wanted, const char *in)
{
  ck_assert_msg(g_strcmp0(got, wanted) == 0, "%s: got %s, wanted %s", in, got != NULL ? got : "NULL",
                wanted != NULL ? wanted : "NULL");
}

START_TEST(author)
{
  g_autofree char *message = g_strconcat(rows[_i].in, REST, NULL);
  g_autoptr(HeaderBlock) block = header_split(message, strlen(message));
  g_autofree char *name = NULL, *address = NULL;
  gboolean clear = from_read(block, &name, &address);

  if (rows[_i].address != NULL || rows[_i].name != NULL) /* else: whatever text there was */
    check_equal(name, rows[_i].name, rows[_i].in);
  check_equal(address, rows[_i].address, rows[_i].in);
  ck_assert_msg(clear == rows[_i].clear, "%s: %d", rows[_i].in, clear);
}
END_TEST

/* D3 and CVE-2024-23184: what exhausts a stack or a clock elsewhere, at the longest field that passes the splitter. */
static const struct {
  const char *unit, *tail;
} floods[] = {
  { "g:", "" },
  { "(", "a@x.org" },
  { "<", "a@x.org>" },
  { "a@x.org,", "" },
  { "\"a\"", "@x.org" },
  { "(a)", "b@x.org" },
  { ",", "a@x.org" },
  { "a.", "@x.org" },
  { "\\", "" },
  { "\xff", "@x.org" },
  { "a ", "<a@x.org>" },
  { "@a.org,", ":b@c.org" },
  { "=?utf-8?Q?a?= ", "<a@x.org>" },
};

START_TEST(flood)
{
  GString *message = g_string_new("From: ");
  g_autoptr(HeaderBlock) block = NULL;
  g_autofree char *name = NULL, *address = NULL;
  gint64 start = support_cpu_time();

  while (message->len < 32000)
    g_string_append(message, floods[_i].unit);
  g_string_append(message, floods[_i].tail);
  g_string_append(message, "\n\n");
  block = header_split(message->str, message->len);
  from_read(block, &name, &address);
  ck_assert_int_lt(support_cpu_time() - start, 5 * G_USEC_PER_SEC);
  ck_assert(address == NULL || strlen(address) < 600);
  ck_assert(name == NULL || g_utf8_strlen(name, -1) <= (glong)FROM_MAX_NAME);
  g_string_free(message, TRUE);
}
END_TEST

START_TEST(too_many)
{
  GString *message = g_string_new("From: ");
  g_autoptr(HeaderBlock) block = NULL;
  g_autofree char *name = NULL, *address = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append(message, "word,");
  g_string_append(message, "a@x.org\n\n");
  block = header_split(message->str, message->len);
  ck_assert(!from_read(block, &name, &address));
  ck_assert_ptr_null(address);
  g_string_free(message, TRUE);
}
END_TEST

Suite *test_from_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("from", &tcase);

  tcase_add_loop_test(tcase, author, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, flood, 0, G_N_ELEMENTS(floods));
  tcase_add_test(tcase, too_many);
  return suite;
}
