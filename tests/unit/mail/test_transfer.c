/* SPDX-License-Identifier: MIT */
#include "mail/transfer.h"

#include <string.h>

#include "suites.h"
#include "support.h"

static const struct {
  const char *encoding, *in, *out;
} rows[] = {
  { NULL, "as it is =41", "as it is =41" },
  { "7bit", "a=41", "a=41" },
  { "8bits", "a=41", "a=41" },
  { "x-gzip64", "abc", "abc" },
  { "base64", "SGVsbG8=", "Hello" },
  { "BASE64", "SGVs\r\nbG8=\r\n", "Hello" },
  { "\"base64\"", "SGVsbG8=", "Hello" },
  { "Base-64; foo", "SGVsbG8=", "Hello" },
  { "base64", "", "" },
  { "base64", "====", "" },
  { "base64", "S", "" },
  { "base64", "SGVsbG8", "Hello" },                  /* padding left out */
  { "base64", "SGVsbG8=\nIHdvcmxk", "Hello world" }, /* D2: text after the padding */
  { "base64", "SGVsbG8=IHdvcmxk", "Hello world" },
  { "base64", "SGV*sbG8=SGVsbG8=SGVsbG8=SGVsbG8*", "HelloHelloHelloHello" },
  { "base64", "SGVsbG8=\n\n_______________\nThe list, its footer\n", "Hello\n_______________\nThe list, its footer\n" },
  { "base64", "SGVsbG8= ignored\nIHdvcmxk", "Hello world" },
  { "base64", "<p>Not base64 at all.</p>\n", "<p>Not base64 at all.</p>\n" },
  { "quoted-printable", "caf=C3=A9", "caf\xc3\xa9" },
  { "quoted printable", "caf=c3=a9", "caf\xc3\xa9" },
  { "quoted-printable", "soft=\nbreak=\r\nend=", "softbreakend" },
  { "quoted-printable", "space= \t\nafter=  ", "spaceafter" },
  { "quoted-printable", "not = hex =ZZ =4", "not = hex =ZZ =4" },
  { "quoted-printable", "=3D=\r", "=" },
  { "quoted-printable", "==41", "=A" },
  { "quoted-printable", "a\r\nb", "a\r\nb" },
  { "quoted-printable", "", "" },
  { "x-uuencode", "begin 644 x\n+:&5L;&\\@=V]R;&0\n`\nend\n", "hello world" },
  { "uuencode", "begin 644 x\n", "" },
};

START_TEST(decode)
{
  gsize length = strlen(rows[_i].in);
  g_autofree char *in = g_memdup2(rows[_i].in, length);
  GString *out = transfer_decode(in, length, rows[_i].encoding);

  ck_assert_str_eq(out->str, rows[_i].out);
  ck_assert_uint_eq(out->len, strlen(rows[_i].out));
  g_string_free(out, TRUE);
}
END_TEST

/* Cut anywhere, a decoder neither reads on nor writes too much. */
START_TEST(any_length)
{
  static const char *const encodings[] = { "base64", "quoted-printable", "uuencode" };
  static const char text[] =
      "begin 644 f\nM=VEK:7!E9&EA+F]R9PT*=VEK:7!E9&EA+F]R9PT*=VEK:7!E9&EA+F]R9PT*\nSGVs=3D= \n=\r\n====\n`\nend\n";

  for (gsize length = 0; length < sizeof text; length++) {
    g_autofree char *in = g_memdup2(text, length);
    GString *out = transfer_decode(in, length, encodings[_i]);

    ck_assert_uint_le(out->len, length + 1);
    g_string_free(out, TRUE);
  }
}
END_TEST

START_TEST(base64_of_everything)
{
  guchar bytes[256];

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guchar)(i * 7 + 3);
  for (gsize length = 0; length <= sizeof bytes; length++) {
    g_autofree char *in = g_base64_encode(bytes, length);
    GString *out = transfer_decode(in, strlen(in), "base64");

    ck_assert_uint_eq(out->len, length);
    ck_assert(memcmp(out->str, bytes, length) == 0);
    g_string_free(out, TRUE);
  }
}
END_TEST

Suite *test_transfer_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("transfer", &tcase);

  tcase_add_loop_test(tcase, decode, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, any_length, 0, 3);
  tcase_add_test(tcase, base64_of_everything);
  return suite;
}
