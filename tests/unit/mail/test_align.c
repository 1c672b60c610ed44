/* SPDX-License-Identifier: MIT */
#include "mail/align.h"

#include "suites.h"
#include "support.h"

static const struct {
  const char *a, *b;
  gboolean aligned;
} rows[] = {
  { "x.org", "x.org", TRUE },
  { "mail.x.org", "x.org", TRUE },
  { "a.b.mail.x.org", "x.org", TRUE },
  { "a.x.org", "b.x.org", FALSE },
  { "x.org", "y.org", FALSE },
  { "evilx.org", "x.org", FALSE },
  { "evil-x.org", "x.org", FALSE },
  { "x.org.evil.com", "x.org", FALSE },
  { "x.org", "org", FALSE },
  { "localhost", "localhost", TRUE },
  { "x.localhost", "localhost", FALSE },
  { "bbc.co.uk", "co.uk", FALSE },
  { "co.uk", "co.uk", TRUE },
  { "mail.bbc.co.uk", "bbc.co.uk", TRUE },
  { "shop.com.au", "com.au", FALSE },
  { "x.ac.jp", "ac.jp", FALSE },
  { "x.gob.mx", "gob.mx", FALSE },
  { "x.co.com", "co.com", FALSE },
  { "evil.github.io", "github.io", FALSE },
  { "evil.eu.org", "eu.org", FALSE },
  { "a.evil.eu.org", "evil.eu.org", TRUE },
  { "news.com.org", "com.org", TRUE }, /* WORD.cc only */
  { "news.zdf.de", "zdf.de", TRUE },
};

START_TEST(align)
{
  ck_assert_msg(align_domains(rows[_i].a, rows[_i].b) == rows[_i].aligned, "%s %s", rows[_i].a, rows[_i].b);
  ck_assert_msg(align_domains(rows[_i].b, rows[_i].a) == rows[_i].aligned, "%s %s", rows[_i].b, rows[_i].a);
}
END_TEST

Suite *test_align_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("align", &tcase);

  tcase_add_loop_test(tcase, align, 0, G_N_ELEMENTS(rows));
  return suite;
}
