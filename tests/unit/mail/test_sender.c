/* SPDX-License-Identifier: MIT */
#include "mail/sender.h"

#include <string.h>

#include "suites.h"
#include "support.h"
#include "util/error.h"

static const struct {
  const char *in, *out;
} domain_rows[] = {
  { "x.org", "x.org" },
  { "X.Org.", "x.org" },
  { "localhost", "localhost" },
  { "a-b.c--d.org", "a-b.c--d.org" },
  { "3com.com", "3com.com" },
  { "M\u00dcnchen.de", "xn--mnchen-3ya.de" },
  { "xn--mnchen-3ya.de", "xn--mnchen-3ya.de" },
  { "XN--MNCHEN-3YA.DE", "xn--mnchen-3ya.de" },
  { "\u4f8b\u3048.jp", "xn--r8jz45g.jp" },
  { "\u4f8b\u3048\u3002jp", "xn--r8jz45g.jp" }, /* ideographic full stop, RFC 3490 3.1 */
  { "l\u00e9git.com", "xn--lgit-bpa.com" },
  { "", NULL },
  { ".", NULL },
  { "..", NULL },
  { "x..org", NULL },
  { ".x.org", NULL },
  { "x.org..", NULL },
  { "under_score.org", NULL },
  { "x y.org", NULL },
  { "-x.org", NULL },
  { "x-.org", NULL },
  { "[192.0.2.1]", NULL },
  { "192.0.2.1", NULL },
  { "2001:db8::1", NULL },
  { "x.123", NULL },
  { "a@x.org", NULL },
  { "x.org(.evil.com", NULL },
  { "x.org'a.evil.com", NULL },
  { "x.org/evil", NULL },
  { "x%2eorg", NULL },
  { "x\xfc.org", NULL },
  { "x\u200b.org", NULL },
  { "x\u202e.org", NULL },
  { "x\u00ad.org", NULL },
  { "fa\u00df.de", NULL },  /* IDNA 2003 would make it fass.de, another's domain */
  { "x\u2100y.org", NULL }, /* compatibility form "a/c" */
  { "0123456789012345678901234567890123456789012345678901234567890123.org", NULL },
  { "012345678901234567890123456789012345678901234567890123456789012.org",
    "012345678901234567890123456789012345678901234567890123456789012.org" },
};

START_TEST(domain)
{
  g_autofree char *out = sender_domain(domain_rows[_i].in);

  ck_assert_msg(g_strcmp0(out, domain_rows[_i].out) == 0, "%s: %s", domain_rows[_i].in, out);
}
END_TEST

START_TEST(long_domain)
{
  GString *in = g_string_new("");
  g_autofree char *at_limit = NULL, *above = NULL, *far_above = NULL;

  while (in->len < 248)
    g_string_append(in, "abc.");
  g_string_append(in, "abcde");
  at_limit = sender_domain(in->str);
  ck_assert_str_eq(at_limit, in->str);
  g_string_append_c(in, 'f');
  above = sender_domain(in->str);
  ck_assert_ptr_null(above);
  while (in->len < 1000000)
    g_string_append(in, ".\u00fc\u00fc");
  far_above = sender_domain(in->str);
  ck_assert_ptr_null(far_above);
  g_string_free(in, TRUE);
}
END_TEST

static const struct {
  const char *in, *out; /* out NULL: error holds a part of the message */
  const char *error;
} entry_rows[] = {
  { "news@x.org", "news@x.org", NULL },
  { "  News@X.ORG.\n", "news@x.org", NULL },
  { "@x.org", "@x.org", NULL },
  { "@X.Org.", "@x.org", NULL },
  { "@.x.org", "@.x.org", NULL },
  { "@.M\u00fcnchen.de", "@.xn--mnchen-3ya.de", NULL },
  { "n@m\u00fcnchen.de", "n@xn--mnchen-3ya.de", NULL },
  { "news+*@x.org", "news+*@x.org", NULL },
  { "News+Tag@x.org", "news+tag@x.org", NULL },
  { "\"News Letter\"@x.org", "\"News Letter\"@x.org", NULL },
  { "\"a@b\"@x.org", "\"a@b\"@x.org", NULL },
  { "j\u00f6rg@x.org", "j\u00f6rg@x.org", NULL },
  { "list-id:Weekly.X.org", "list-id:weekly.x.org", NULL },
  { "List-ID: The Weekly <weekly.x.org>", "list-id:weekly.x.org", NULL },
  { "list-id:<weekly_1.x.org>", "list-id:weekly_1.x.org", NULL },
  { "", NULL, "is no sender" },
  { "x.org", NULL, "is no sender" },
  { "News <news@x.org>", NULL, "without name" },
  { "<news@x.org>", NULL, "without name" },
  { "*@x.org", NULL, "write @x.org" },
  { "@*.x.org", NULL, "write @.x.org" },
  { "news*@x.org", NULL, "'*'" },
  { "n*+*@x.org", NULL, "'*'" },
  { "+*@x.org", NULL, "'*'" },
  { "a@b@x.org", NULL, "more than one '@'" },
  { "a b@x.org", NULL, "before the '@'" },
  { "a%b@x.org", NULL, "before the '@'" },
  { "\"\"@x.org", NULL, "before the '@'" },
  { "a\"b@x.org", NULL, "before the '@'" },
  { "news@", NULL, "'' is no mail domain" },
  { "@", NULL, "is no mail domain" },
  { "@.", NULL, "is no mail domain" },
  { "@..x.org", NULL, "is no mail domain" },
  { "a@x_y.org", NULL, "'x_y.org' is no mail domain" },
  { "a@[192.0.2.1]", NULL, "is no mail domain" },
  { "a@fa\u00df.de", NULL, "xn-- form" },
  { "a@x\xfc.org", NULL, "is no mail domain" },
  { "list-id:", NULL, "after list-id:" },
  { "list-id:a b", NULL, "after list-id:" },
  { "list-id:<a", NULL, "after list-id:" },
  { "list-id:\u00fc.x.org", NULL, "after list-id:" },
};

START_TEST(entry)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *out = sender_entry_parse(entry_rows[_i].in, &error);

  ck_assert_msg(g_strcmp0(out, entry_rows[_i].out) == 0, "%s: %s", entry_rows[_i].in, out);
  if (entry_rows[_i].out != NULL) {
    g_autofree char *again = sender_entry_parse(out, &error);

    ck_no_error(error);
    ck_assert_str_eq(again, out); /* a normal form is its own normal form */
  } else {
    ck_error(error, ERROR_INVALID);
    ck_assert_msg(strstr(error->message, entry_rows[_i].error) != NULL, "%s", error->message);
    ck_assert_ptr_null(strchr(error->message, '\n'));
  }
}
END_TEST

static const struct {
  const char *entry, *address, *list_id;
  gboolean matches;
} match_rows[] = {
  { "news@x.org", "news@x.org", NULL, TRUE },
  { "news@x.org", "NEWS@x.org", NULL, TRUE },
  { "news@x.org", "news+tag@x.org", NULL, FALSE },
  { "news@x.org", "news@mail.x.org", NULL, FALSE },
  { "news@x.org", "news@x.org.evil.com", NULL, FALSE },
  { "news@x.org", "evilnews@x.org", NULL, FALSE },
  { "news@x.org", "new@x.org", NULL, FALSE },
  { "news@x.org", "\"news\"@x.org", NULL, FALSE },
  { "news@x.org", "\"news@x.org\"@evil.com", NULL, FALSE },
  { "j\u00f6rg@x.org", "j\u00f6rg@x.org", NULL, TRUE },
  { "j\u00f6rg@x.org", "j\u00d6rg@x.org", NULL, FALSE }, /* ASCII only */
  { "\"A b\"@x.org", "\"A b\"@x.org", NULL, TRUE },
  { "\"A b\"@x.org", "\"a b\"@x.org", NULL, FALSE },
  { "@x.org", "anyone@x.org", NULL, TRUE },
  { "@x.org", "\"a@b\"@x.org", NULL, TRUE },
  { "@x.org", "a@mail.x.org", NULL, FALSE },
  { "@x.org", "a@evilx.org", NULL, FALSE },
  { "@x.org", "\"@x.org\"@evil.com", NULL, FALSE },
  { "@.x.org", "a@mail.x.org", NULL, TRUE },
  { "@.x.org", "a@b.c.x.org", NULL, TRUE },
  { "@.x.org", "a@x.org", NULL, FALSE },
  { "@.x.org", "a@evilx.org", NULL, FALSE },
  { "@.x.org", "a@x.org.evil.com", NULL, FALSE },
  { "news+*@x.org", "news+tag@x.org", NULL, TRUE },
  { "news+*@x.org", "News+a+b@x.org", NULL, TRUE },
  { "news+*@x.org", "news@x.org", NULL, FALSE },
  { "news+*@x.org", "newsletter@x.org", NULL, FALSE },
  { "news+*@x.org", "news+tag@y.org", NULL, FALSE },
  { "list-id:w.x.org", "a@y.org", "w.x.org", TRUE },
  { "list-id:w.x.org", NULL, "w.x.org", TRUE },
  { "list-id:w.x.org", "a@w.x.org", NULL, FALSE },
  { "list-id:w.x.org", "a@y.org", "v.w.x.org", FALSE },
  { "@x.org", NULL, "x.org", FALSE },
  { "@x.org", NULL, NULL, FALSE },
};

START_TEST(match)
{
  Newsletter newsletter = { .from_address = (char *)match_rows[_i].address, .list_id = (char *)match_rows[_i].list_id };

  ck_assert_msg(sender_entry_matches(match_rows[_i].entry, &newsletter) == match_rows[_i].matches, "%s %s",
                match_rows[_i].entry, match_rows[_i].address);
}
END_TEST

Suite *test_sender_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("sender", &tcase);

  tcase_add_loop_test(tcase, domain, 0, G_N_ELEMENTS(domain_rows));
  tcase_add_test(tcase, long_domain);
  tcase_add_loop_test(tcase, entry, 0, G_N_ELEMENTS(entry_rows));
  tcase_add_loop_test(tcase, match, 0, G_N_ELEMENTS(match_rows));
  return suite;
}
