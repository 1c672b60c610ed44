/* SPDX-License-Identifier: MIT */
#include "mail/rfc2047.h"

#include <string.h>

#include "suites.h"
#include "support.h"

static const struct {
  const char *in, *charset, *out;
} rows[] = {
  { "", NULL, "" },
  { "plain text", NULL, "plain text" },
  { "=?utf-8?Q?caf=C3=A9?=", NULL, "café" },
  { "=?UTF-8?b?Y2Fmw6k=?=", NULL, "café" },
  { "=?iso-8859-1?q?a_b=5F?=", NULL, "a b_" },
  { "=?utf-8*en-GB?Q?colour?=", NULL, "colour" },
  /* D1: padding ends a word, not the text. */
  { "=?UTF-8?B?SGVsbG8=?= =?UTF-8?B?IHdvcmxk?=", NULL, "Hello world" },
  { "=?UTF-8?B?SGVsbG8=IHdvcmxk?=", NULL, "Hello world" },
  { "=?UTF-8?B?8J+QiPCf?= =?UTF-8?B?kIjwn5CI?=", NULL, "🐈🐈🐈" },
  /* A character, and even a base64 quantum, split between words. */
  { "=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", NULL, "café" },
  { "=?UTF-8?B?Y2Fmw?= =?UTF-8?B?6k=?=", NULL, "café" },
  { "=?UTF-8?B?SGVsbG8?= =?UTF-8?B?IHdvcmxk?=", NULL, "Hello world" }, /* padding left out */
  { "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?= =?ISO-2022-JP?B?GyRCOGwbKEI=?=", NULL, "日本語" },
  { "=?euc-kr?B?vsiz5?= =?euc-kr?B?w==?=", NULL, "안녕" },
  { "=?utf-8?Q?caf=C3?= =?iso-8859-1?Q?=E9?=", NULL, "cafÃé" },
  /* White space. */
  { "=?utf-8?Q?a?= =?utf-8?Q?b?=", NULL, "ab" },
  { "=?utf-8?Q?a?=\t  =?utf-8?Q?b?=", NULL, "ab" },
  { "=?utf-8?Q?a?= b =?utf-8?Q?c?=", NULL, "a b c" },
  { "=?utf-8?Q?a?==?utf-8?Q?b?=", NULL, "ab" },
  { "x=?utf-8?Q?a?=y", NULL, "xay" },
  { "=?utf-8?Q?with space inside?=", NULL, "with space inside" },
  { "=?utf-8?B?Y2 Fmw6k=?=", NULL, "café" },
  { "=?utf-8?Q?what?\?= =?utf-8?Q?_yes?=", NULL, "what? yes" },
  { "=?utf-8?Q?sure?=E2=9C=94_ok?=", NULL, "sure?✔ ok" }, /* a bare '?' before an encoded byte */
  { "=?utf-8?Q?end?= =E2 x?=", NULL, "end =E2 x?=" },
  /* No words. */
  { "=?utf-8?Q?open", NULL, "=?utf-8?Q?open" },
  { "=?utf-8?X?abc?=", NULL, "=?utf-8?X?abc?=" },
  { "=?utf-8?B?not base64!?=", NULL, "=?utf-8?B?not base64!?=" },
  { "=??Q?abc?=", NULL, "=??Q?abc?=" },
  { "=?=?utf-8?Q?a?=", NULL, "=?a" },
  { "a =? b ?= c", NULL, "a =? b ?= c" },
  { "=?utf-8?Q?\?=", NULL, "" },
  { "=?utf-8?Q?=?=", NULL, "=" },
  { "=?utf-8?Q?=4?=", NULL, "=4" },
  { "=?utf-8?Q?=zz?=", NULL, "=zz" },
  /* Charsets. */
  { "=?us-askey?Q?caf=E9?=", NULL, "café" },
  { "=?unknown-8bit?Q?caf=C3=A9?=", NULL, "café" },
  { "=?iso-8859-1?Q?caf=C3=A9?=", NULL, "café" },
  { "=?GB2312?B?xPq6ww==?=", NULL, "您好" },
  { "=?UTF-16?B?//5hAGIA?=", NULL, "ab" },
  { "=?utf-7?Q?Hi_+Jjo-?=", NULL, "Hi ☺" },
  { "caf\xc3\xa9", NULL, "café" },
  { "caf\xe9", NULL, "café" },
  { "\xe4\xe0", "windows-1251", "да" },
  { "\xe4\xe0 =?utf-8?Q?=C3=A9?= \xe4\xe0", "windows-1251", "да é да" },
  { "\x1b$BF|K\\\x1b(B", NULL, "日本" },
  /* D6: nothing but a line comes out. */
  { "=?utf-8?Q?a=0D=0AX-Evil:_1?=", NULL, "a X-Evil: 1" },
  { "=?utf-8?Q?a=00b=07c=7F?=", NULL, "abc" },
  { "=?utf-8?Q?=E2=80=AEcod.exe?=", NULL, "cod.exe" },
  { "=?utf-8?B?4oCu?=gpj", NULL, "gpj" },
};

START_TEST(decode)
{
  g_autofree char *out = rfc2047_decode(rows[_i].in, rows[_i].charset);

  ck_assert_str_eq(out, rows[_i].out);
}
END_TEST

START_TEST(many_words)
{
  GString *in = g_string_new(NULL);
  g_autofree char *out = NULL;

  for (guint i = 0; i < RFC2047_MAX_WORDS + 1; i++)
    g_string_append(in, "=?utf-8?Q?a?= ");
  out = rfc2047_decode(in->str, NULL);
  ck_assert_uint_eq(strspn(out, "a"), RFC2047_MAX_WORDS);
  ck_assert_str_eq(out + RFC2047_MAX_WORDS, " =?utf-8?Q?a?=");
  g_string_free(in, TRUE);
}
END_TEST

/* The longest field there is, of what makes a naive scanner start over at each mark. */
START_TEST(linear)
{
  static const char *const bombs[] = { "=?",          "=?a?q?",     "=?a?b?b",    "=?a?q?=41",
                                       "=?a?q?x?=41", "=?a?q?x?= ", "=?utf-8?Q?=" };
  GString *in = g_string_new(NULL);
  g_autofree char *out = NULL;

  while (in->len < 32 * 1024)
    g_string_append(in, bombs[_i]);
  out = rfc2047_decode(in->str, NULL);
  g_free(out);
  g_string_append(in, "?=");
  out = rfc2047_decode(in->str, NULL);
  ck_assert(g_utf8_validate(out, -1, NULL));
  g_string_free(in, TRUE);
}
END_TEST

Suite *test_rfc2047_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("rfc2047", &tcase);

  tcase_set_timeout(tcase, 5);
  tcase_add_loop_test(tcase, decode, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, many_words);
  tcase_add_loop_test(tcase, linear, 0, 7);
  return suite;
}
