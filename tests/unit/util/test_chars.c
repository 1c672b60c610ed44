/* SPDX-License-Identifier: MIT */
#include "util/chars.h"

#include <string.h>

#include "suites.h"
#include "support.h"

static const struct {
  gunichar c;
  CharsClass class;
} class_rows[] = {
  { 'a', CHARS_WORD },      { '7', CHARS_WORD },        { ' ', CHARS_OTHER },       { '-', CHARS_OTHER },
  { 0xe9, CHARS_WORD },     { 0x301, CHARS_WORD },      { 0x416, CHARS_WORD },      { 0x2019, CHARS_OTHER },
  { 0x1f389, CHARS_OTHER }, { 0x3042, CHARS_HIRAGANA }, { 0x30ab, CHARS_KATAKANA }, { 0x30fc, CHARS_KATAKANA },
  { 0x30fb, CHARS_OTHER },  { 0x6f22, CHARS_HAN },      { 0x20000, CHARS_HAN },     { 0xd55c, CHARS_HANGUL },
  { 0x3002, CHARS_OTHER },  { 0xff01, CHARS_OTHER },    { 0xfffd, CHARS_OTHER },
};

START_TEST(class)
{
  ck_assert_int_eq(chars_class(class_rows[_i].c), class_rows[_i].class);
}
END_TEST

static const struct {
  const char *in, *out;
} fold_rows[] = {
  { "", "" },
  { "  A  B\n\tC ", "a b c" },
  { "\xc3\x84RGER", "\xc3\xa4rger" },
  { "It\xe2\x80\x99s", "it's" },
  { "\xc2\xa0x\xe3\x80\x80y", "x y" },
  { "\xd0\x96", "\xd0\xb6" },
};

START_TEST(fold)
{
  g_autoptr(GString) out = g_string_new(NULL);

  chars_fold(out, fold_rows[_i].in, strlen(fold_rows[_i].in));
  ck_assert_str_eq(out->str, fold_rows[_i].out);
}
END_TEST

static const struct {
  const char *in, *out;
  gsize weight;
} trim_rows[] = {
  { "", "", 0 },
  { " \xe2\x80\xa2 x ", "x", 1 },
  { "\xf0\x9f\x91\x89 Go!", "Go!", 2 },
  { "(a) b", "(a) b", 2 },
  { "-- --", "", 0 },
  { "\"\"", "", 0 },
  { "\xe6\xbc\xa2\xe5\xad\x97", "\xe6\xbc\xa2\xe5\xad\x97", 4 },
};

START_TEST(trim)
{
  const char *start = trim_rows[_i].in;
  gsize length = chars_trim(&start, strlen(start));
  g_autofree char *out = g_strndup(start, length);

  ck_assert_str_eq(out, trim_rows[_i].out);
  ck_assert_uint_eq(chars_weight(out, length), trim_rows[_i].weight);
}
END_TEST

Suite *test_chars_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("chars", &tcase);

  tcase_add_loop_test(tcase, class, 0, G_N_ELEMENTS(class_rows));
  tcase_add_loop_test(tcase, fold, 0, G_N_ELEMENTS(fold_rows));
  tcase_add_loop_test(tcase, trim, 0, G_N_ELEMENTS(trim_rows));
  return suite;
}
