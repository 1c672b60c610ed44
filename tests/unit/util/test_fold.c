/* SPDX-License-Identifier: MIT */
#include "util/fold.h"

#include <string.h>

#include "suites.h"
#include "support.h"

static const struct {
  const char *c;
  FoldRole role;
  const char *word;
} rows[] = {
  { "\u00c9", FOLD_LETTER, "e" },
  { "\u0149", FOLD_LETTER, "\u02bcn" },
  { "\u00bd", FOLD_LETTER, "12" },
  { "\u03a9", FOLD_LETTER, "\u03c9" },
  { "\u0439", FOLD_LETTER, "\u0439" }, /* no accent in Cyrillic */
  { "\u0640", FOLD_LETTER, "" },
  { "\u0663", FOLD_LETTER, "3" },
  { "\u0958", FOLD_LETTER, "\u0915\u093c" },
  { "\uff21", FOLD_LETTER, "a" },
  { "\u3220", FOLD_ALONE, "\u4e00" },
  { "\u4eac", FOLD_ALONE, "\u4eac" },
  { "\uac00", FOLD_ALONE, "\uac00" },
  { "\uff76", FOLD_ALONE, "\u30ab" },
  { "\uf9e3", FOLD_ALONE, "\u6ce5" },
  { "\u0301", FOLD_ACCENT, "\u0301" },
  { "\u3099", FOLD_MARK, "\u3099" },
  { "\uff9e", FOLD_MARK, "\u3099" },
  { "\ufe0f", FOLD_SELECTOR, "" },
  { "\u00ad", FOLD_NOTHING, "" },
  { "\u20e3", FOLD_NOTHING, "" },
  { "\u2019", FOLD_BREAK, "" },
  { "\uff0c", FOLD_BREAK, "" },
  { "\u0378", FOLD_BREAK, "" }, /* no character */
  { "\uffff", FOLD_BREAK, "" },
  { "\ufdfa", FOLD_UNKNOWN, "" },
};

START_TEST(remembered)
{
  const Fold *fold = fold_at(rows[_i].c, rows[_i].c + strlen(rows[_i].c));

  ck_assert_ptr_nonnull(fold);
  ck_assert_int_eq(fold->role, rows[_i].role);
  ck_assert_uint_eq(fold->length, strlen(rows[_i].word));
  ck_assert_mem_eq(fold->word.bytes, rows[_i].word, fold->length);
}
END_TEST

/* All beginnings, whole, cut and with any third byte that matters: GLib is the judge. */
START_TEST(only_valid_characters)
{
  static const char thirds[] = { '\0', '\x7f', '\x80', '\x9e', '\xbf', '\xc0', '\xff' };

  for (guint i = 0; i < 0x10000; i++)
    for (guint j = 0; j < sizeof thirds; j++) {
      const char bytes[] = { (char)(i >> 8), (char)i, thirds[j] };

      for (gsize length = 1; length <= sizeof bytes; length++) {
        gunichar c = g_utf8_get_char_validated(bytes, (gssize)length);
        gboolean wanted = c >= 0x80 && c < 0x10000;

        ck_assert_msg((fold_at(bytes, bytes + length) != NULL) == wanted, "%02x %02x, %zu bytes", i >> 8, i & 0xff,
                      length);
      }
    }
  ck_assert_ptr_null(fold_at("", ""));
}
END_TEST

START_TEST(joins)
{
  static const struct {
    const char *first, *second;
    gboolean join;
  } pairs[] = {
    { "\u304b", "\u3099", TRUE },  { "\u1112", "\u1161", TRUE },  { "\ud558", "\u11ab", TRUE },
    { "\u03b1", "\u0301", TRUE },  { "\u0928", "\u093c", TRUE },  { "\uff76", "\uff9e", TRUE },
    { "\u03b1", "\u03b2", FALSE }, { "\u0915", "\u093f", FALSE }, { "\u4eac", "\u4eac", FALSE },
    { "\ud55c", "\uae00", FALSE }, { "\u304b", "\u0301", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
    const char *first = pairs[i].first, *second = pairs[i].second;

    ck_assert_msg(fold_join(fold_at(first, first + strlen(first)), fold_at(second, second + strlen(second))) ==
                      pairs[i].join,
                  "%s %s", first, second);
  }
}
END_TEST

START_TEST(letter_within_room)
{
  static const struct {
    gunichar c;
    gsize room;
    const char *out;
  } letters[] = { { 0x149, 3, "\u02bcn" }, { 0x149, 2, "\u02bc" }, { 0x149, 1, "n" }, { 0x149, 0, "" },
                  { 0xdf, 2, "ss" },       { 0xdf, 1, "" },        { 0x416, 1, "" } };
  char bytes[8];

  for (guint i = 0; i < G_N_ELEMENTS(letters); i++) {
    gsize length = fold_letter(letters[i].c, bytes, letters[i].room);

    ck_assert_uint_eq(length, strlen(letters[i].out));
    ck_assert_mem_eq(bytes, letters[i].out, length);
  }
}
END_TEST

Suite *test_fold_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("fold", &tcase);

  tcase_add_loop_test(tcase, remembered, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, only_valid_characters);
  tcase_add_test(tcase, joins);
  tcase_add_test(tcase, letter_within_room);
  return suite;
}
