/* SPDX-License-Identifier: MIT */
#include "mail/authres.h"

#include <string.h>

#include "suites.h"
#include "support.h"

#define AR "Authentication-Results: mx.example.org; "

/* The id is mx.example.org, the From domain x.org. */
static const struct {
  const char *in;
  Verdict verdict;
} rows[] = {
  /* DMARC */
  { AR "dmarc=pass header.from=x.org", VERDICT_PASS },
  { AR "dmarc=pass (p=reject dis=none) header.from=X.ORG.", VERDICT_PASS },
  { AR "dmarc=pass(p=REJECT) header.from=x.org", VERDICT_PASS },
  { AR "dmarc=pass header.from=\"x.org\"", VERDICT_PASS },
  { AR "dmarc = pass header.from\r\n = (c) x.org (c)", VERDICT_PASS },
  { AR "dmarc/1=pass header.from=x.org", VERDICT_PASS },
  { AR "DMARC=Pass Header.From=x.org", VERDICT_PASS },
  { "authentication-RESULTS : MX.Example.ORG. 1; dmarc=pass header.from=x.org", VERDICT_PASS },
  { "Authentication-Results: \"mx.example.org\"; dmarc=pass header.from=x.org", VERDICT_PASS },
  { "Authentication-Results: (c) mx.example.org (c(d)\\)) 1 (c); dmarc=pass header.from=x.org", VERDICT_PASS },
  { AR
    "spf=pass (sender; dkim=x) smtp.mailfrom=a@y.org;dkim=none;dmarc=pass action=none header.from=x.org;compauth=pass "
    "reason=100",
    VERDICT_PASS },
  { AR "dmarc=pass", VERDICT_FAIL },
  { AR "dmarc=pass header.from=y.org", VERDICT_FAIL },
  { AR "dmarc=pass header.from=mail.x.org", VERDICT_FAIL },
  { AR "dmarc=pass header.from=x.org.evil.com", VERDICT_FAIL },
  { AR "dmarc=pass smtp.mailfrom=x.org", VERDICT_FAIL },
  { AR "dmarc=bestguesspass header.from=x.org", VERDICT_FAIL },
  { AR "dmarc=fail header.from=x.org", VERDICT_FAIL },
  { AR "dmarc/2=pass header.from=x.org", VERDICT_FAIL },
  { AR "x-dmarc=pass header.from=x.org", VERDICT_FAIL },
  { AR "dmarc=pass header.from=y.org header.from=x.org", VERDICT_FAIL },
  { AR "dmarc=pass header.from=x.org; dmarc=fail header.from=x.org", VERDICT_FAIL },
  { AR "dmarc=temperror header.from=x.org; dmarc=pass header.from=x.org", VERDICT_FAIL },
  { AR "dmarc=pass header.from=x.org\r\n" AR "dmarc=fail header.from=x.org", VERDICT_FAIL },
  { AR "dmarc=fail header.from=x.org; dkim=pass header.d=x.org", VERDICT_FAIL },
  { AR "dmarc=fail; dkim=pass header.d=x.org", VERDICT_FAIL },
  { AR "dmarc=none header.from=x.org; dkim=pass header.d=x.org", VERDICT_PASS },
  { AR "dmarc=fail header.from=y.org; dmarc=pass header.from=x.org", VERDICT_PASS },
  /* DKIM */
  { AR "dkim=pass header.d=x.org", VERDICT_PASS },
  { AR "dkim=pass (2048-bit key; secure) header.d=x.org header.i=@x.org header.s=s header.b=a/b+c==", VERDICT_PASS },
  { AR "dkim=pass header.b=\"a/b+c==\" header.i=news@mail.x.org", VERDICT_PASS },
  { AR "dkim=pass header.d=mail.x.org", VERDICT_PASS },
  { AR "dkim=pass header.d=x.org header.i=\"a b\"@x.org", VERDICT_PASS },
  { AR "dkim=pass header.d=y.org; dkim=pass header.d=x.org", VERDICT_PASS },
  { AR "dkim=fail header.d=y.org; dkim=pass header.d=x.org", VERDICT_PASS },
  { AR "dkim=fail header.d=x.org header.s=old; dkim=pass header.d=x.org header.s=new", VERDICT_PASS },
  { AR "spf=pass smtp.mailfrom=y.org\r\n" AR "dkim=pass header.d=x.org", VERDICT_PASS },
  { AR "dkim=pass", VERDICT_FAIL },
  { AR "dkim=pass header.d=y.org", VERDICT_FAIL },
  { AR "dkim=pass header.d=evilx.org", VERDICT_FAIL },
  { AR "dkim=pass header.d=org", VERDICT_FAIL },
  { AR "dkim=pass header.s=x.org", VERDICT_FAIL },
  { AR "dkim=pass header.d=y.org header.i=@x.org", VERDICT_FAIL },
  { AR "dkim=pass header.d=x.org header.i=@y.org", VERDICT_FAIL },
  { AR "dkim=pass header.i=x.org@y.org", VERDICT_FAIL },
  { AR "dkim=fail header.d=x.org", VERDICT_FAIL },
  { AR "dkim=neutral header.d=x.org", VERDICT_FAIL },
  { AR "dkim=pass header.d=x.org; dkim=fail header.d=x.org", VERDICT_FAIL },
  { AR "dkim=fail header.d=x.org\r\n" AR "dkim=pass header.d=x.org", VERDICT_FAIL },
  { AR "dkim-adsp=pass header.d=x.org", VERDICT_FAIL },
  { AR "dkim-atps=pass header.from=x.org", VERDICT_FAIL },
  { AR "dkim=pass header.d=x\xc3\xb6.org", VERDICT_FAIL },
  { AR "dkim=passheader.d=x.org", VERDICT_FAIL },
  { AR "dkim=pass=pass header.d=x.org", VERDICT_FAIL },
  { AR "dkim=pass garbage header.d=x.org", VERDICT_FAIL },
  { AR "=pass header.d=x.org", VERDICT_FAIL },
  /* what proves nothing */
  { AR "spf=pass smtp.mailfrom=x.org", VERDICT_FAIL },
  { AR "spf=pass smtp.mailfrom=news@x.org; dkim=none; arc=pass header.d=x.org", VERDICT_FAIL },
  { AR "none", VERDICT_FAIL },
  { "Authentication-Results: mx.example.org", VERDICT_FAIL },
  { "Authentication-Results: mx.example.org none", VERDICT_UNVERIFIED },
  { "Authentication-Results: mx.example.org dkim=pass header.d=x.org", VERDICT_UNVERIFIED }, /* "dkim" is no version */
  { "Authentication-Results: mx.example.org 2; dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Authentication-Results: mx.example.org.evil.com; dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Authentication-Results: evil.mx.example.org; dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Authentication-Results: example.org; dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Authentication-Results: mx.example.org..; dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Authentication-Results: other (mx.example.org); dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Authentication-Results: (open mx.example.org; dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Authentication-Results: dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Authentication-Results:", VERDICT_UNVERIFIED },
  { "X-Authentication-Results: mx.example.org; dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "ARC-Authentication-Results: i=1; mx.example.org; dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Subject: " AR "dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Subject: s", VERDICT_UNVERIFIED },
  { AR "dmarc=fail header.from=x.org\r\nAuthentication-Results: evil.com; dmarc=pass header.from=x.org", VERDICT_FAIL },
  /* text that only looks like a result */
  { AR "spf=fail reason=\"dmarc=pass header.from=x.org\" smtp.mailfrom=y.org", VERDICT_FAIL },
  { AR "spf=fail reason=\"; dmarc=pass header.from=x.org;\"", VERDICT_FAIL },
  { AR "spf=fail reason=dmarc=pass header.from=x.org", VERDICT_FAIL },
  { AR "spf=fail (; dmarc=pass header.from=x.org) smtp.mailfrom=y.org", VERDICT_FAIL },
  { AR "spf=fail (a (b) ; dmarc=pass header.from=x.org) smtp.mailfrom=y.org", VERDICT_FAIL },
  { AR "spf=fail (\\) ; dmarc=pass header.from=x.org) smtp.mailfrom=y.org", VERDICT_FAIL },
  { AR "dmarc=fail (dmarc=pass header.from=x.org) header.from=x.org", VERDICT_FAIL },
  { AR "spf=pass smtp.mailfrom=\"a; dmarc=pass header.from=x.org \"@evil.com", VERDICT_FAIL },
  /* values that run into a comment or quote: CVE-2020-12272 and its kin */
  { AR "dkim=pass header.d=x.org(.evil.com", VERDICT_FAIL },
  { AR "dkim=pass header.d=x.org(.evil.com)", VERDICT_FAIL },
  { AR "dkim=pass (1024-bit key) header.d=x.org(.evil.com header.s=).s; spf=pass", VERDICT_FAIL },
  { AR "dkim=pass header.d=x.org'a.evil.com", VERDICT_FAIL },
  { AR "dkim=pass header.d=x.org\"a.evil.com", VERDICT_FAIL },
  { AR "dkim=pass header.d=x.org\"a.evil.com\"", VERDICT_FAIL },
  { AR "dkim=pass header.d=\"x.org\".evil.com", VERDICT_FAIL },
  { AR "dkim=pass header.d=\"x.org(.evil.com\"", VERDICT_FAIL },
  { AR "dkim=pass header.d=x.org,evil.com", VERDICT_FAIL },
  { AR "dkim=pass header.d=x.org/evil.com", VERDICT_FAIL },
  { AR "dkim=pass header.d=x.org\\.evil.com", VERDICT_FAIL },
  { AR "dkim=pass header.i=@x.org(.evil.com)", VERDICT_FAIL },
  { AR "dmarc=pass header.from=x.org(.evil.com)", VERDICT_FAIL },
  { AR "spf=pass smtp.mailfrom=a@x.org(a.evil.com; dmarc=pass header.from=x.org", VERDICT_FAIL },
  { AR "spf=pass smtp.mailfrom=a@x.org(a.evil.com; dmarc=fail header.from=x.org) ; dkim=pass header.d=x.org",
    VERDICT_FAIL },
  { AR "spf=pass smtp.mailfrom=a\"; dmarc=fail header.from=x.org\"; dmarc=pass header.from=x.org", VERDICT_FAIL },
  { AR "spf=pass smtp.mailfrom=a) ; dmarc=pass header.from=x.org", VERDICT_FAIL },
  { AR "dmarc=pass header.from=x.org; spf=pass (open", VERDICT_FAIL },
  { AR "dmarc=pass header.from=x.org; spf=pass reason=\"open", VERDICT_FAIL },
  { AR "dmarc=pass header.from=x.org\r\n" AR "spf=pass (open", VERDICT_FAIL },
  { AR "dkim=pass header.d=x.org\xff", VERDICT_FAIL },
  /* planted below a Received line */
  { "Received: from a by mx.example.org\r\n" AR "dmarc=pass header.from=x.org", VERDICT_FORGED },
  { AR "dmarc=pass header.from=x.org\r\nReceived: from a\r\n" AR "dmarc=pass header.from=x.org", VERDICT_FORGED },
  { AR "dmarc=pass header.from=x.org\r\nReceived: a\r\nAuthentication-Results: \"MX.example.org.\" 9; (",
    VERDICT_FORGED },
  { "received : a\r\nAuthentication-Results:\r\n (c) mx.example.org;", VERDICT_FORGED },
  { AR "dmarc=pass header.from=x.org\r\nReceived: a\r\nAuthentication-Results: mx.elsewhere.org; dmarc=fail",
    VERDICT_PASS },
  { "Received: a\r\nAuthentication-Results: mx.elsewhere.org; dmarc=pass header.from=x.org", VERDICT_UNVERIFIED },
  { "Received: a\r\nARC-Authentication-Results: i=1; mx.example.org; dmarc=pass", VERDICT_UNVERIFIED },
};

static Verdict verdict_of(const char *head, const char *id, const char *domain)
{
  g_autofree char *message = g_strconcat(head, "\r\nFrom: a@x.org\r\n\r\n", NULL);
  g_autoptr(HeaderBlock) block = header_split(message, strlen(message));

  return authres_verdict(block, id, domain);
}

START_TEST(verdict)
{
  Verdict got = verdict_of(rows[_i].in, "mx.example.org", "x.org");

  ck_assert_msg(got == rows[_i].verdict, "%s: %s", rows[_i].in, verdict_name(got));
  /* Without an id nothing is believed, and a line of another host above it makes any claim a plant. */
  ck_assert_int_eq(verdict_of(rows[_i].in, NULL, "x.org"), VERDICT_UNVERIFIED);
  ck_assert_int_ne(verdict_of(rows[_i].in, "mx.example.org", NULL), VERDICT_PASS);
}
END_TEST

START_TEST(received_above)
{
  g_autofree char *below = g_strconcat("Received: from a by mx.example.org; now\r\n", rows[_i].in, NULL);
  Verdict got = verdict_of(below, "mx.example.org", "x.org");

  ck_assert_int_eq(got, rows[_i].verdict == VERDICT_UNVERIFIED ? got : VERDICT_FORGED);
  ck_assert_int_ne(got, VERDICT_PASS);
}
END_TEST

static const struct {
  const char *in, *id, *domain;
  Verdict verdict;
} id_rows[] = {
  { AR "dmarc=pass header.from=x.org", "MX.example.org.", "x.org", VERDICT_PASS },
  { AR "dmarc=pass header.from=x.org", "example.org", "x.org", VERDICT_UNVERIFIED },
  { AR "dmarc=pass header.from=x.org", "", "x.org", VERDICT_UNVERIFIED },
  { AR "dmarc=pass header.from=x.org", ".", "x.org", VERDICT_UNVERIFIED },
  { "Authentication-Results: ; dmarc=pass header.from=x.org", "", "x.org", VERDICT_UNVERIFIED },
  { AR "dkim=pass header.d=x.org", "mx.example.org", "mail.x.org", VERDICT_PASS },
  { AR "dkim=pass header.d=a.x.org", "mx.example.org", "b.x.org", VERDICT_FAIL },
  { AR "dkim=pass header.d=co.uk", "mx.example.org", "bbc.co.uk", VERDICT_FAIL },
  { AR "dkim=pass header.d=evil.co.uk", "mx.example.org", "co.uk", VERDICT_FAIL },
  { AR "dmarc=pass header.from=xn--mnchen-3ya.de", "mx.example.org", "xn--mnchen-3ya.de", VERDICT_PASS },
  { AR "dmarc=pass header.from=m\xc3\xbcnchen.de", "mx.example.org", "xn--mnchen-3ya.de", VERDICT_FAIL },
};

START_TEST(server)
{
  Verdict got = verdict_of(id_rows[_i].in, id_rows[_i].id, id_rows[_i].domain);

  ck_assert_msg(got == id_rows[_i].verdict, "%s: %s", id_rows[_i].in, verdict_name(got));
}
END_TEST

static const char *const floods[] = { "(",    "((a)", "\"",         ";", ";dkim=pass header.d=x.org",
                                      " a=b", "\\",   "dkim=pass;", "=" };

START_TEST(flood)
{
  GString *in = g_string_new("");
  gint64 start = support_cpu_time();

  for (guint i = 0; i < 8; i++) {
    gsize end = in->len + 32000;

    g_string_append(in, i > 0 ? "\n" AR : AR);
    while (in->len < end)
      g_string_append(in, floods[_i]);
  }
  verdict_of(in->str, "mx.example.org", "x.org");
  ck_assert_int_lt(support_cpu_time() - start, 5 * G_USEC_PER_SEC);
  g_string_free(in, TRUE);
}
END_TEST

Suite *test_authres_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("authres", &tcase);

  tcase_add_loop_test(tcase, verdict, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, received_above, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, server, 0, G_N_ELEMENTS(id_rows));
  tcase_add_loop_test(tcase, flood, 0, G_N_ELEMENTS(floods));
  return suite;
}
