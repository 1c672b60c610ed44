/* SPDX-License-Identifier: MIT */
#include "gist/sentence.h"

#include <string.h>

#include "suites.h"
#include "support.h"

/* out: the sentences, each followed by its end: '.' closed, '~' trailing, '|' open. */
static const struct {
  const char *in;
  gboolean ordinals;
  const char *out;
} split_rows[] = {
  { "", FALSE, "" },
  { " \n \t\n", FALSE, "" },
  { "... !!! ---", FALSE, "" },
  { "One sentence.", FALSE, "One sentence.\n." },
  { "One. Two! Three? Four", FALSE, "One.\n.Two!\n.Three?\n.Four\n|" },
  { "Wait... what? Yes.", FALSE, "Wait... what?\n.Yes.\n." },
  { "Read on... There is more.", FALSE, "Read on...\n~There is more.\n." },
  { "Cut here\xe2\x80\xa6", FALSE, "Cut here\xe2\x80\xa6\n~" },
  { "Really?! Yes!!! Good.", FALSE, "Really?!\n.Yes!!!\n.Good.\n." },
  /* abbreviations and numbers */
  { "Dr. Ada Byron met Mr. Babbage. They talked.", FALSE, "Dr. Ada Byron met Mr. Babbage.\n.They talked.\n." },
  { "Use it e.g. On Sundays, i.e. Rarely. Fine.", FALSE, "Use it e.g. On Sundays, i.e. Rarely.\n.Fine.\n." },
  { "J. R. Smith wrote it. He did.", FALSE, "J. R. Smith wrote it.\n.He did.\n." },
  { "The U.S. Senate met. It left.", FALSE, "The U.S. Senate met.\n.It left.\n." },
  { "It ends at 5 p.m. Then we go.", FALSE, "It ends at 5 p.m.\n.Then we go.\n." },
  { "See No. 5 and vol. 3 now. No. Never.", FALSE, "See No. 5 and vol. 3 now.\n.No.\n.Never.\n." },
  { "It costs 3.50 or 1.000,00. Version 2.0 is out.", FALSE, "It costs 3.50 or 1.000,00.\n.Version 2.0 is out.\n." },
  { "That was in 2024. The end.", FALSE, "That was in 2024.\n.The end.\n." },
  { "1. First point here.", FALSE, "First point here.\n." },
  { "3) Third point here. [0]Ada wrote (2) it.", FALSE, "Third point here.\n.Ada wrote (2) it.\n." },
  { "2024 was fine. 3.5 is a number.", FALSE, "2024 was fine.\n.3.5 is a number.\n." },
  { "1. Mai ist frei.", TRUE, "1. Mai ist frei.\n." },
  { "NEWS ====== It rained. ---- Then not.", FALSE, "NEWS\n|It rained.\n.Then not.\n." },
  { "An em -- dash stays --- here.", FALSE, "An em -- dash stays --- here.\n." },
  { "We saw all 10. Then none.", FALSE, "We saw all 10.\n.Then none.\n." },
  { "Am 3. Mai kommt die 2. Auflage. Gut.", TRUE, "Am 3. Mai kommt die 2. Auflage.\n.Gut.\n." },
  { "Das ist z.B. Anna bzw. Otto, d.h. Leute. Ja.", TRUE, "Das ist z.B. Anna bzw. Otto, d.h. Leute.\n.Ja.\n." },
  { "Das gilt z. B. Montag. Ja.", TRUE, "Das gilt z. B. Montag.\n.Ja.\n." },
  { "M. Dupont et Mme. Durand, p.ex. Hier. Oui.", FALSE, "M. Dupont et Mme. Durand, p.ex. Hier.\n.Oui.\n." },
  { "\xd0\xb2 2020 \xd0\xb3. \xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0. \xd0\x94\xd0\xb0.", FALSE,
    "\xd0\xb2 2020 \xd0\xb3. \xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0.\n.\xd0\x94\xd0\xb0.\n." },
  /* addresses */
  { "Go to example.com/a.b?c=d now. Or mail x.y@example.org. Done.", FALSE,
    "Go to example.com/a.b?c=d now.\n.Or mail x.y@example.org.\n.Done.\n." },
  { "Node.js is fast. node.js again. Yes.", FALSE, "Node.js is fast. node.js again.\n.Yes.\n." },
  /* quotes, brackets, footnotes */
  { "\"Is it so?\" he asked. \"It is.\" She left.", FALSE, "\"Is it so?\" he asked.\n.\"It is.\"\n.She left.\n." },
  { "He said \xe2\x80\x9cno.\xe2\x80\x9d Then (quietly.) Yes.", FALSE,
    "He said \xe2\x80\x9cno.\xe2\x80\x9d\n.Then (quietly.)\n.Yes.\n." },
  { "A fact.[12] Another.", FALSE, "A fact.[12]\n.Another.\n." },
  { "Odd.[abc] Another.", FALSE, "Odd.[abc] Another.\n." },
  { "\xe2\x80\x9eGut.\xe2\x80\x9c Das war es.", FALSE, "\xe2\x80\x9eGut.\xe2\x80\x9c\n.Das war es.\n." },
  /* bullets and emoji go, currency and quotes stay */
  { "\xe2\x80\xa2 An item. \xf0\x9f\x8e\x89 A party! \xf0\x9f\x8e\x89", FALSE, "An item.\n.A party!\n." },
  { "- - \xe2\x86\x92 $5 is enough.", FALSE, "$5 is enough.\n." },
  { "\xc2\xbfQu\xc3\xa9? \xc2\xa1S\xc3\xad!", FALSE, "\xc2\xbfQu\xc3\xa9?\n.\xc2\xa1S\xc3\xad!\n." },
  /* East Asia */
  { "\xe4\xbb\x8a\xe6\x97\xa5\xe3\x81\xaf\xe3\x80\x82\xe6\x98\x8e\xe6\x97\xa5\xef\xbc\x81"
    "\xe4\xbd\x95\xef\xbc\x9f",
    FALSE,
    "\xe4\xbb\x8a\xe6\x97\xa5\xe3\x81\xaf\xe3\x80\x82\n.\xe6\x98\x8e\xe6\x97\xa5\xef\xbc\x81\n."
    "\xe4\xbd\x95\xef\xbc\x9f\n." },
  { "\xe3\x80\x8c\xe6\x98\xaf\xe3\x80\x82\xe3\x80\x8d\xe4\xbb\x96", FALSE,
    "\xe3\x80\x8c\xe6\x98\xaf\xe3\x80\x82\xe3\x80\x8d\n.\xe4\xbb\x96\n|" },
  { "\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4. \xeb\x84\xa4.", FALSE,
    "\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4.\n.\xeb\x84\xa4.\n." },
  /* hard breaks */
  { "A title\nA sentence below it.", FALSE, "A title\n|A sentence below it.\n." },
  { "Dear Ada,\nyour order has shipped.", FALSE, "Dear Ada,\n|your order has shipped.\n." },
  { "It goes on\nin the next line.", FALSE, "It goes on\nin the next line.\n." },
  { "Somebody wrapped this paragraph of a text mail at some column, so\nBreaks mean nothing in it, and a line that begins with a\nCapital "
    "letter goes on.",
    FALSE,
    "Somebody wrapped this paragraph of a text mail at some column, so\nBreaks mean nothing in it, and a line that begins with a\nCapital "
    "letter goes on.\n." },
  { "A\nB\nC", FALSE, "A\n|B\n|C\n|" },
  { "\n\n\n.", FALSE, "" },
};

START_TEST(split)
{
  g_autoptr(GArray) sentences = g_array_new(FALSE, FALSE, sizeof(Sentence));
  g_autoptr(GString) out = g_string_new(NULL);

  sentence_split(split_rows[_i].in, split_rows[_i].ordinals, sentences);
  for (guint i = 0; i < sentences->len; i++) {
    const Sentence *sentence = &g_array_index(sentences, Sentence, i);

    g_string_append_len(out, split_rows[_i].in + sentence->start, (gssize)sentence->length);
    g_string_append_c(out, '\n');
    g_string_append_c(out, ".~|"[sentence->end]);
  }
  ck_assert_str_eq(out->str, split_rows[_i].out);
}
END_TEST

/* What would be slow if the splitter looked back or ahead without bound. */
static const char *const long_rows[] = {
  ".", "a", "a. ", "A\n", "\"", "[", "1", "\xe2\x80\xa6", "\xe3\x80\x82", ", \n", "(.", "\xf0\x9f\x8e\x89"
};

START_TEST(linear)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GArray) sentences = g_array_new(FALSE, FALSE, sizeof(Sentence));
  gint64 start, used;

  while (text->len < 1000000)
    g_string_append(text, long_rows[_i]);
  start = support_cpu_time();
  sentence_split(text->str, _i % 2, sentences);
  used = support_cpu_time() - start;
  for (guint i = 0; i < sentences->len; i++) {
    const Sentence *sentence = &g_array_index(sentences, Sentence, i);

    ck_assert_uint_gt(sentence->length, 0);
    ck_assert_uint_le(sentence->start + sentence->length, text->len);
    ck_assert(g_utf8_validate(text->str + sentence->start, (gssize)sentence->length, NULL));
  }
  ck_assert_int_lt(used, 5 * G_USEC_PER_SEC);
}
END_TEST

Suite *test_sentence_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("sentence", &tcase);

  tcase_add_loop_test(tcase, split, 0, G_N_ELEMENTS(split_rows));
  tcase_add_loop_test(tcase, linear, 0, G_N_ELEMENTS(long_rows));
  return suite;
}
