/* SPDX-License-Identifier: MIT */
#include "mail/charset_name.h"

#include "suites.h"
#include "support.h"

static const struct {
  const char *label, *name;
} name_rows[] = {
  { "UTF-8", "UTF-8" },
  { "utf8", "UTF-8" },
  { "\"utf-8\"", "UTF-8" },
  { " 'UTF-8' ", "UTF-8" },
  { "utf-8; format=fixed", "UTF-8" },
  { "utf-8>", "UTF-8" },
  { "charset=utf-8", "UTF-8" },
  { "us-ascii", "CP1252" },
  { "ANSI_X3.4-1968", "CP1252" },
  { "iso-8859-1", "CP1252" },
  { "ISO_8859-1:1987", "CP1252" },
  { "iso8859-1", "CP1252" },
  { "iso-8859-1(Latin)", "CP1252" },
  { "Windows-1252", "WINDOWS-1252" },
  { "cp-850", "CP850" },
  { "iso-8859-9", "CP1254" },
  { "iso-8859-15", "ISO-8859-15" },
  { "ks_c_5601-1987", "CP949" },
  { "euc-kr", "CP949" },
  { "gb2312", "GB18030" },
  { "x-gbk", "GB18030" },
  { "big5", "CP950" },
  { "chinesebig5", "CP950" },
  { "shift_jis", "CP932" },
  { "x-sjis", "CP932" },
  { "iso-2022-jp", "ISO-2022-JP" },
  { "koi8-r", "KOI8-R" },
  { "x-windows-1251", "WINDOWS-1251" },
  { "unknown-8bit", NULL },
  { "x-unknown", NULL },
  { "DEFAULT_CHARSET", NULL },
  { "us-askey", NULL },
  { "", NULL },
  { "\"\"", NULL },
  { "../../../etc/passwd", NULL },
  { "UTF-8//TRANSLIT", NULL },
  { "utf-8\x01", NULL },
  { "a-name-that-is-longer-than-any-charset-ever-had-and-does-not-fit-into-a-buffer", NULL },
  { NULL, NULL },
};

START_TEST(name)
{
  g_autofree char *found = charset_name(name_rows[_i].label);

  ck_assert_pstr_eq(found, name_rows[_i].name);
}
END_TEST

Suite *test_charset_name_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("charset_name", &tcase);

  tcase_add_loop_test(tcase, name, 0, G_N_ELEMENTS(name_rows));
  return suite;
}
