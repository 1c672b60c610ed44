/* SPDX-License-Identifier: MIT */
#include "util/text.h"

#include <string.h>

#include "suites.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1

static const struct {
  const char *in;
  gsize length;
  const char *out;
  gsize repaired;
} clean_rows[] = {
  { BYTES(""), "", 0 },
  { BYTES("plain\ttext\n"), "plain\ttext\n", 0 },
  { BYTES("a\r\nb\rc\n"), "a\nb\nc\n", 0 },
  { BYTES("nul\0bell\a\x7f!"), "nulbell!", 0 },
  { BYTES("caf\xc3\xa9"), "caf\xc3\xa9", 0 },
  { BYTES("caf\xe9!"), "caf\xef\xbf\xbd!", 1 },
  { BYTES("\xc3"), "\xef\xbf\xbd", 1 },
  { BYTES("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd", 2 },                                 /* overlong */
  { BYTES("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 3 },                 /* surrogate */
  { BYTES("\xf4\x90\x80\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 4 }, /* above U+10FFFF */
  { BYTES("x\xc2\x85y\xef\xbf\xbfz\xef\xb7\x90"), "xyz", 0 },                           /* C1, U+FFFF, U+FDD0 */
  { BYTES("\xce\xb1\xc2\x9f\xce\xb2\xc2\xa0\xe4\xba\xac\xef\xb7\xaf"), "\u03b1\u03b2\u00a0\u4eac", 0 },
  { BYTES("\xce\xb1\xe0\x80\x80\xe4\xba"), "\u03b1\ufffd\ufffd\ufffd\ufffd\ufffd", 5 }, /* too long, cut */
  { BYTES("\xe4\xba\xac\xce"), "\u4eac\ufffd", 1 },
  { BYTES("\xe2\x80\xae"
          "rtl"),
    "\xe2\x80\xae"
    "rtl",
    0 },
};

START_TEST(clean)
{
  gsize repaired = 99;
  g_autofree char *out = text_clean(clean_rows[_i].in, clean_rows[_i].length, &repaired);

  ck_assert_str_eq(out, clean_rows[_i].out);
  ck_assert_uint_eq(repaired, clean_rows[_i].repaired);
}
END_TEST

/* Each byte at each place among plain ones, which are looked at eight at a time. */
START_TEST(clean_every_byte)
{
  for (guint byte = 0; byte < 0x100; byte++) {
    char in[] = "aaaaaaaaaaaaaaaaa";
    char kept[2] = { (char)byte, '\0' };
    const char *as = byte >= 0x80 ? "\xef\xbf\xbd" : byte == '\r' ? "\n" : kept;
    g_autofree char *wanted = NULL, *out = NULL;
    gsize repaired;

    if ((byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f)
      as = "";
    in[_i] = (char)byte;
    wanted = g_strdup_printf("%.*s%s%s", _i, in, as, in + _i + 1);
    out = text_clean(in, sizeof in - 1, &repaired);
    ck_assert_str_eq(out, wanted);
    ck_assert_uint_eq(repaired, byte >= 0x80 ? 1 : 0);
  }
}
END_TEST

static const struct {
  const char *in, *out;
} line_rows[] = {
  { "", "" },
  { "  a  b\t\r\n c ", "a b c" },
  { "evil\xe2\x80\xaetxt.exe", "eviltxt.exe" },
  { "zero\xe2\x80\x8bwidth\xef\xbb\xbf", "zerowidth" },
  { "a\r\nX-Evil: 1", "a X-Evil: 1" },
  { "\xc2\xa0nbsp\xc2\xa0", "nbsp" },
  { "\u3000\u03b1\u200b\u03b2\u00ad\u3000 \ufeff \u4eac\u2028\u061c", "\u03b1\u03b2 \u4eac" },
  { "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb" }, /* joined emoji */
};

START_TEST(clean_line)
{
  g_autofree char *out = text_clean_line(line_rows[_i].in, -1);

  ck_assert_str_eq(out, line_rows[_i].out);
}
END_TEST

static const struct {
  const char *in;
  gsize max;
  const char *out;
} ellipsize_rows[] = {
  { "short", 10, "short" },
  { "exactly10!", 10, "exactly10!" },
  { "one two three four", 16, "one two three\u2026" },
  { "abcdefghijklmnop", 8, "abcdefg\u2026" },
  { "\u3042\u3044\u3046\u3048\u304a", 3, "\u3042\u3044\u2026" },
  { "", 0, "" },
  { "ab", 1, "\u2026" },
};

START_TEST(ellipsize)
{
  g_autofree char *out = text_ellipsize(ellipsize_rows[_i].in, ellipsize_rows[_i].max);

  ck_assert_str_eq(out, ellipsize_rows[_i].out);
}
END_TEST

static const struct {
  const char *in, *address, *out;
} mask_rows[] = {
  { "to abc@x.org!", "abc@x.org", "to #!" },
  { "to ABC@X.org, abc%40x.org", "abc@x.org", "to #, #" },
  { "abc+tag@x.org abc%2Btag%40x.org", "abc@x.org", "# #" },
  { "%61bc@x.org", "abc@x.org", "#" },
  { "confirm-abc=x.org@lists.y", "abc@x.org", "confirm-#@lists.y" },
  { "confirm-abc+tag=x.org@lists.y abc+t=x.org@x.org", "abc@x.org", "confirm-#@lists.y #@x.org" },
  { "abc+=x.or+x@x.org", "abc@x.org", "#" },
  { "abd@x.org abc@y.org abc", "abc@x.org", "abd@x.org abc@y.org abc" },
  { "abc@x.org", NULL, "abc@x.org" },
  { "abc+@", "abc@x.org", "abc+@" },
  { "abc+tag", "abc@x.org", "abc+tag" },
  { "%", "%@x", "%" },
  { "aabc@x.org a abc@x.org, ABC+t%40x.org.", "abc@x.org", "a# a #, #." },
  { "abcabc@x.orgabc@x.org", "abc@x.org", "abc##" },
  { "abc at x.org", "abc@x.org", "abc at x.org" },
  { "a=b%3Dc@", "abc@x.org", "a=b%3Dc@" },
  { "abc%", "abc@x.org", "abc%" },
};

START_TEST(mask_address)
{
  g_autofree char *out = text_mask_address(mask_rows[_i].in, mask_rows[_i].address, "#");

  ck_assert_str_eq(out, mask_rows[_i].out);
}
END_TEST

static const struct {
  const char *in;
  guint words;
} word_rows[] = {
  { "", 0 },         { "one two, three", 3 },     { "don't don\u2019t", 2 },
  { "a-b 3.14", 4 }, { "\u65e5\u672c\u8a9e", 2 }, { "caf\u00e9 cr\u00e8me", 2 },
};

START_TEST(count_words)
{
  ck_assert_uint_eq(text_count_words(word_rows[_i].in, strlen(word_rows[_i].in)), word_rows[_i].words);
}
END_TEST

static const struct {
  guint64 bytes;
  const char *text;
} size_rows[] = {
  { 0, "0 bytes" },
  { 1, "1 byte" },
  { 1023, "1023 bytes" },
  { 1536, "1.5 KiB" },
  { G_GUINT64_CONSTANT(5) << 30, "5.0 GiB" },
};

START_TEST(size)
{
  g_autofree char *text = text_size(size_rows[_i].bytes);

  ck_assert_str_eq(text, size_rows[_i].text);
}
END_TEST

Suite *test_text_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("text", &tcase);

  tcase_add_loop_test(tcase, clean, 0, G_N_ELEMENTS(clean_rows));
  tcase_add_loop_test(tcase, clean_every_byte, 0, 17);
  tcase_add_loop_test(tcase, clean_line, 0, G_N_ELEMENTS(line_rows));
  tcase_add_loop_test(tcase, ellipsize, 0, G_N_ELEMENTS(ellipsize_rows));
  tcase_add_loop_test(tcase, mask_address, 0, G_N_ELEMENTS(mask_rows));
  tcase_add_loop_test(tcase, count_words, 0, G_N_ELEMENTS(word_rows));
  tcase_add_loop_test(tcase, size, 0, G_N_ELEMENTS(size_rows));
  return suite;
}
