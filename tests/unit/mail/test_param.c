/* SPDX-License-Identifier: MIT */
#include "mail/param.h"

#include "suites.h"
#include "support.h"

static const struct {
  const char *in, *value, *name, *text;
} rows[] = {
  { NULL, "", "x", NULL },
  { "", "", "x", NULL },
  { "text/html", "text/html", "charset", NULL },
  { "Text/HTML; Charset=UTF-8", "text/html", "charset", "UTF-8" },
  { "text / html;charset = \"utf-8\" ", "text/html", "charset", "utf-8" },
  { "text/html (a comment); charset=utf-8 (another)", "text/html", "charset", "utf-8" },
  { "text/html charset=utf-8", "text/html", "charset", "utf-8" }, /* no semicolon */
  { "text/plain>, x", "text/plain", "x", NULL },
  { "text/plain;; charset=utf-8;", "text/plain", "charset", "utf-8" },
  { "text/plain; charset=utf-8 format=flowed", "text/plain", "format", "flowed" },
  { "\"text/html\"; a=b", "text/html", "a", "b" },
  { "text/plain; a=1; a=2", "text/plain", "a", "1" },
  { "text/plain; charset", "text/plain", "charset", NULL },
  { "text/plain; =x; b=c", "text/plain", "b", "c" },
  { "; charset=x", "", "charset", "x" },
  { "garbage", "garbage", "charset", NULL },
  { "a/b; boundary=\"a;b c\"", "a/b", "boundary", "a;b c" },
  { "a/b; boundary=\"never closed", "a/b", "boundary", "never closed" },
  { "attachment; filename=my report.pdf", "attachment", "filename", "my report.pdf" },
  { "attachment; filename=\"a \\\"b\\\".pdf\"", "attachment", "filename", "a \"b\".pdf" },
  { "attachment; filename=\"C:\\dir\\a.pdf\"", "attachment", "filename", "C:\\dir\\a.pdf" },
  { "attachment; filename==?utf-8?Q?caf=C3=A9.pdf?=", "attachment", "filename", "café.pdf" },
  { "attachment; filename=\"=?iso-8859-1?Q?caf=E9?= =?iso-8859-1?Q?.pdf?=\"", "attachment", "filename", "café.pdf" },
  { "attachment; filename=\"caf\xe9.pdf\"", "attachment", "filename", "café.pdf" },
  /* RFC 2231 */
  { "attachment; filename*=utf-8''caf%C3%A9.pdf", "attachment", "filename", "café.pdf" },
  { "attachment; filename*=iso-8859-1'fr'caf%E9.pdf", "attachment", "filename", "café.pdf" },
  { "attachment; filename*=caf%C3%A9.pdf", "attachment", "filename", "café.pdf" },
  { "attachment; filename=plain.pdf; filename*=utf-8''caf%C3%A9.pdf", "attachment", "filename", "café.pdf" },
  { "attachment; filename*0=one; filename*1=\"two\"; filename*2=three", "attachment", "filename", "onetwothree" },
  { "attachment; filename*1=two; filename*0=one", "attachment", "filename", "onetwo" },
  { "attachment; filename*0=one; filename*2=three", "attachment", "filename", "one" },
  { "attachment; filename*0*=utf-8''caf%C3; filename*1*=%A9; filename*2=%41", "attachment", "filename", "café%41" },
  { "attachment; filename*0*=euc-kr''%be%c8; filename*1*=%b3%e7", "attachment", "filename", "안녕" },
  { "attachment; filename*=utf-8''%zz%4", "attachment", "filename", "%zz%4" },
  { "attachment; filename*99999999999999999999=x", "attachment", "filename", NULL },
  { "attachment; filename*x=y", "attachment", "filename", "y" },
  { "attachment; filename*=utf-8''a%0D%0AX-Evil%3A1%00", "attachment", "filename", "a X-Evil:1" },
};

START_TEST(parse)
{
  g_autoptr(ParamField) field = param_parse(rows[_i].in);
  g_autofree char *text = param_text(field, rows[_i].name);

  ck_assert_str_eq(field->value, rows[_i].value);
  ck_assert_pstr_eq(text, rows[_i].text);
  ck_assert(!field->cut);
}
END_TEST

/* CVE-2026-27859: a flood of RFC 2231 parameters. */
START_TEST(flood)
{
  GString *in = g_string_new("attachment");
  g_autoptr(ParamField) field = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf(in, "; filename*%u*=a", i);
  field = param_parse(in->str);
  text = param_text(field, "filename");
  ck_assert(field->cut);
  ck_assert_uint_eq(strlen(text), PARAM_MAX);
  g_string_free(in, TRUE);
}
END_TEST

Suite *test_param_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("param", &tcase);

  tcase_set_timeout(tcase, 5);
  tcase_add_loop_test(tcase, parse, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, flood);
  return suite;
}
