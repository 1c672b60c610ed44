/* SPDX-License-Identifier: MIT */
#include "util/word.h"

#include <string.h>

#include "suites.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1

/* Words are separated by '|'. */
static const struct {
  const char *in;
  gsize length;
  const char *out;
} plain_rows[] = {
  { BYTES(""), "" },
  { BYTES("Hello, World"), "hello|world" },
  { BYTES("don't don\u2019t e-mail 3.14 C++ a_b"), "don|t|don|t|e|mail|3|14|c|a|b" },
  { BYTES("Gr\u00fc\u00dfe, STRASSE, Stra\u00dfe, \u1e9e"), "grusse|strasse|strasse|ss" },
  { BYTES("A\u0308pfel u\u0308ber"), "apfel|uber" }, /* combining */
  { BYTES("L\u2019\u00c9t\u00e9 \u00e0 No\u00ebl, \u0153uvre \u00c6on"), "l|ete|a|noel|oeuvre|aeon" },
  { BYTES("ma\u00f1ana \u00bfQu\u00e9?"), "manana|que" },
  { BYTES("\u0141\u00f3d\u017a S\u00f8ren \u00deor \u0130stanbul \u0131s\u0131k"), "lodz|soren|thor|istanbul|isik" },
  { BYTES("Vi\u1ec7t Nam \u0110\u1ed3ng"), "viet|nam|dong" },
  { BYTES("\u0401\u043b\u043a\u0430 \u041c\u041e\u0419 \u043c\u043e\u0438 \u0438\u0306"),
    "\u0435\u043b\u043a\u0430|\u043c\u043e\u0439|\u043c\u043e\u0438|\u0439" },
  { BYTES("\u0391\u03b8\u03ae\u03bd\u03b1 \u03bb\u03cc\u03b3\u03bf\u03c2 \u039b\u039f\u0393\u039f\u03a3"),
    "\u03b1\u03b8\u03b7\u03bd\u03b1|\u03bb\u03bf\u03b3\u03bf\u03c3|\u03bb\u03bf\u03b3\u03bf\u03c3" },
  { BYTES(
        "\u0627\u0644\u0652\u0639\u064e\u0631\u064e\u0628\u0650\u064a\u0651\u0629\u060c \u0643\u0640\u0640\u062a\u0627\u0628 \u0662\u0660\u0662\u0666"),
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629|\u0643\u062a\u0627\u0628|2026" },
  { BYTES("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
    "\u0645\u06cc\u062e\u0648\u0627\u0647\u0645" }, /* a joiner */
  { BYTES("\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd \u05e2\u05d5\u05dc\u05dd"),
    "\u05e9\u05dc\u05d5\u05dd|\u05e2\u05d5\u05dc\u05dd" },
  { BYTES("\u0939\u093f\u0928\u094d\u0926\u0940 \u092d\u093e\u0937\u093e"),
    "\u0939\u093f\u0928\u094d\u0926\u0940|\u092d\u093e\u0937\u093e" },
  { BYTES("\u6771\u4eac\u30bf\u30ef\u30fc\u3067"), "\u6771|\u4eac|\u30bf|\u30ef|\u30fc|\u3067" },
  { BYTES("iPhone\u3092\u8cb7\u3046"), "iphone|\u3092|\u8cb7|\u3046" },
  { BYTES("\u304b\u3099 \uff76\uff9e \u30ac"), "\u304c|\u30ac|\u30ac" }, /* one and half widths */
  { BYTES("\uff21\uff22\uff23\uff11"), "abc1" },
  { BYTES("\u5317\u4eac\uff0c2024\u5e74"), "\u5317|\u4eac|2024|\u5e74" },
  { BYTES("\u8fbb\U000e0100\uf9e3"), "\u8fbb|\u6ce5" }, /* a variation, a doubled code point */
  { BYTES("\uc11c\uc6b8\uc5d0\uc11c \u1112\u1161\u11ab"), "\uc11c|\uc6b8|\uc5d0|\uc11c|\ud55c" },
  { BYTES("\u0e01\u0e23\u0e38\u0e07\u0e40\u0e17\u0e1e"), "\u0e01|\u0e23\u0e38|\u0e07|\u0e40|\u0e17|\u0e1e" },
  { BYTES("so\u00adft \u202ebidi\u202c \ufeffbom zero\u200bwidth"), "soft|bidi|bom|zerowidth" },
  { BYTES("\u2764\ufe0f 1\ufe0f\u20e3 \U0001f600 \ufb01n \u00bd"), "1|fin|12" },
  { BYTES("\u0301mark first"), "mark|first" },
  { BYTES("[x](L3) a**b &#233;"), "x|l3|a|b|233" },
  { BYTES("\u01e3 \u01ff \u1d2d \ufb06 \u00b5"), "ae|o|ae|st|\u03bc" }, /* first apart, then plain */
  { BYTES("x\u3038y \u3220a \u3280 \u2167"), "x|\u5341|y|\u4e00|a|\u4e00|viii" },
  { BYTES("\ufe71 \u0640 \u0628\ufe71\u0627"), "\u0628\u0627" },
  { BYTES("\ufe79\u0c43 \u0640\u0c43 x\u0c43"), "x\u0c43" }, /* marks on what is no letter */
  { BYTES("\ufdf2 \u0bca \u0915\u093c \u0958"), /* many, a mark first, kept marks */
    "\u0627\u0644\u0644\u0647|\u0915\u093c|\u0915\u093c" },
  /* addresses give nothing but their host */
  { BYTES("write to dncrgx.alke33@news.example now"), "write|to|news|example|now" },
  { BYTES("<a-b_c+tag@news.example>, x%2By%40news.example"), "news|example|news|example" },
  { BYTES("https://x.example/u?e=joe%40news.example&l=de"), "https|x|example|u|news|example|l|de" },
  { BYTES("bounce-joe=news.example@list.example"), "list|example" },
  { BYTES("bounce-joe=news.example"), "news|example" },
  { BYTES("a my\\_name@news.example"), "a|news|example" },
  { BYTES("utm=1 x=y @handle me @ home a@ b@-c %40x"), "utm|1|x|y|handle|me|home|a|b|c|40x" },
  /* no text at all */
  { BYTES("a\0b"), "a|b" },
  { BYTES("caf\xe9s \xc3 \xff\xfe \xed\xa0\x80 \xf4\x90\x80\x80 x\xe6\x9d"), "caf|s|x" },
  { BYTES("\xe2\x80"), "" },
  { BYTES("!?*\"'()[]{}<>:;-+^~|\\/"), "" },
};

static const struct {
  const char *in, *out;
} markdown_rows[] = {
  { "# [One](L1) two [three](L23456)four", "one|two|three|four" },
  { "**T**he *best* un*believ*able\n2 * 3", "the|best|unbelievable|2|3" },
  { "a\\*b\\*c ** x", "a|b|c|x" },
  { "caf**\u00e9**", "cafe" },
  { "\u6771**\u4eac**", "\u6771|\u4eac" },
  { "fo&#111;**(bar)** &#26481;&#20140; &#38; x&#0;y", "foo|bar|\u6771|\u4eac|x|y" },
  { "&#1114112; &#; &#x41; &amp; &#12", "1114112|x41|amp|12" },
  { "](L) ](L1 (L3) ](L123456789) ](l3)", "l|l1|l3|l123456789|l3" },
  { "x&#64;y joe&#64;news.example", "x|y|joe|news|example" },
  { "[joe@news.example](L1)", "news|example" },
};

static int add(const char *word, gsize length, gsize start, gsize end, gpointer data)
{
  GString *out = data;

  ck_assert_uint_gt(length, 0);
  ck_assert_uint_le(length, WORD_MAX_BYTES);
  ck_assert_uint_lt(start, end);
  if (out->len > 0)
    g_string_append_c(out, '|');
  g_string_append_len(out, word, (gssize)length);
  return 0;
}

static char *words_of(const char *text, gsize length, WordSource source)
{
  GString *out = g_string_new("");

  ck_assert_int_eq(word_each(text, length, source, add, out), 0);
  return g_string_free(out, FALSE);
}

START_TEST(plain)
{
  g_autofree char *out = words_of(plain_rows[_i].in, plain_rows[_i].length, WORD_PLAIN);
  g_autofree char *again = words_of(out, strlen(out), WORD_PLAIN),
                  *markdown = words_of(out, strlen(out), WORD_MARKDOWN);

  ck_assert_str_eq(out, plain_rows[_i].out);
  ck_assert_str_eq(again, out); /* words are their own words */
  ck_assert_str_eq(markdown, out);
}
END_TEST

START_TEST(markdown)
{
  g_autofree char *out = words_of(markdown_rows[_i].in, strlen(markdown_rows[_i].in), WORD_MARKDOWN);

  ck_assert_str_eq(out, markdown_rows[_i].out);
}
END_TEST

static int stop_at_second(const char *word, gsize length, gsize start, gsize end, gpointer data)
{
  guint *count = data;

  (void)word, (void)length, (void)start, (void)end;
  return ++*count == 2 ? 7 : 0;
}

START_TEST(stops)
{
  static const char *const texts[] = { "one two three", "\u6771\u4eac\u90fd", "a \u4eac b", "one two",
                                       "one two\u3002" };

  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    guint count = 0;

    ck_assert_int_eq(word_each(texts[i], strlen(texts[i]), WORD_PLAIN, stop_at_second, &count), 7);
    ck_assert_uint_eq(count, 2);
  }
}
END_TEST

static int check_place(const char *word, gsize length, gsize start, gsize end, gpointer data)
{
  static const struct {
    const char *word;
    gsize start, end;
  } wanted[] = { { "xete", 0, 6 }, { "\u6771", 7, 10 }, { "\u4eac", 10, 13 }, { "e", 14, 17 } };
  guint *count = data;

  ck_assert_uint_lt(*count, G_N_ELEMENTS(wanted));
  ck_assert_uint_eq(length, strlen(wanted[*count].word));
  ck_assert_mem_eq(word, wanted[*count].word, length);
  ck_assert_uint_eq(start, wanted[*count].start);
  ck_assert_uint_eq(end, wanted[*count].end);
  ++*count;
  return 0;
}

START_TEST(places)
{
  const char *text = "x\u00c9t\u00e9 \u6771\u4eac e\u0301";
  guint count = 0;

  word_each(text, strlen(text), WORD_PLAIN, check_place, &count);
  ck_assert_uint_eq(count, 4);
}
END_TEST

START_TEST(alone)
{
  static const struct {
    const char *word;
    gboolean alone;
  } words[] = { { "a", FALSE },     { "\u00e9", FALSE },       { "\u4eac", TRUE },
                { "\u304c", TRUE }, { "\ud55c", TRUE },        { "\u0e01", TRUE },
                { "", FALSE },      { "\u0627\u0628", FALSE }, { "\U00020000", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    ck_assert_int_eq(word_is_alone(words[i].word, strlen(words[i].word)), words[i].alone);
}
END_TEST

/* What could be read again and again. */
START_TEST(is_linear)
{
  static const char *const pieces[] = { "a",   "a=",      "a.b=",         "a%4",    "**a", "a**", "](L1",
                                        "&#1", "e\u0301", "\u4eac\u3099", "\u0301", "=a.", "a@",  "\xff" };
  g_autoptr(GString) text = g_string_new("");
  gint64 start;
  guint count = 0;

  while (text->len < 1024 * 1024)
    g_string_append(text, pieces[_i]);
  start = support_cpu_time();
  word_each(text->str, text->len, WORD_MARKDOWN, stop_at_second, (count = 2, &count));
  ck_assert_int_lt(support_cpu_time() - start, 2000000);
}
END_TEST

START_TEST(long_words_are_cut)
{
  g_autofree char *ascii = g_strnfill(100000, 'x'), *out = words_of(ascii, 100000, WORD_PLAIN);
  g_autoptr(GString) wide = g_string_new("");
  g_autofree char *out_wide = NULL, *out_mixed = NULL;

  ck_assert_uint_eq(strlen(out), WORD_MAX_BYTES);
  memcpy(ascii + WORD_MAX_BYTES - 1, "\u0149", 2); /* two letters, of which the first has two bytes */
  out_mixed = words_of(ascii, WORD_MAX_BYTES + 1, WORD_PLAIN);
  ck_assert_uint_eq(strlen(out_mixed), WORD_MAX_BYTES);
  ck_assert_int_eq(out_mixed[WORD_MAX_BYTES - 1], 'n');
  for (guint i = 0; i < 1000; i++)
    g_string_append(wide, "\u0436");
  out_wide = words_of(wide->str, wide->len, WORD_PLAIN);
  ck_assert_uint_eq(strlen(out_wide), WORD_MAX_BYTES);
}
END_TEST

#define THREADS 8

static gpointer all_words(gpointer text)
{
  return words_of(text, strlen(text), WORD_PLAIN);
}

/* What is remembered about characters may be made by all threads at once. */
START_TEST(same_in_all_threads)
{
  g_autoptr(GString) text = g_string_new("");
  GThread *threads[THREADS];
  char *words[THREADS];

  for (gunichar c = 0x80; c < 0x10000; c++)
    if (g_unichar_validate(c))
      g_string_append_unichar(text, c);
  for (guint i = 0; i < THREADS; i++)
    threads[i] = g_thread_new("words", all_words, text->str);
  for (guint i = 0; i < THREADS; i++)
    words[i] = g_thread_join(threads[i]);
  for (guint i = 0; i < THREADS; i++) {
    ck_assert_str_eq(words[i], words[0]);
    ck_assert_uint_gt(strlen(words[i]), 100000);
  }
  for (guint i = 0; i < THREADS; i++)
    g_free(words[i]);
}
END_TEST

Suite *test_word_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("word", &tcase);

  tcase_add_loop_test(tcase, plain, 0, G_N_ELEMENTS(plain_rows));
  tcase_add_loop_test(tcase, markdown, 0, G_N_ELEMENTS(markdown_rows));
  tcase_add_test(tcase, stops);
  tcase_add_test(tcase, places);
  tcase_add_test(tcase, alone);
  tcase_add_loop_test(tcase, is_linear, 0, 14);
  tcase_add_test(tcase, long_words_are_cut);
  tcase_add_test(tcase, same_in_all_threads);
  return suite;
}
