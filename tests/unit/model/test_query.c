/* SPDX-License-Identifier: MIT */
#include "model/query.h"

#include <string.h>

#include "suites.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1

/* Terms are separated by '|', words of a term by spaces. */
static const struct {
  const char *in;
  gsize length;
  QueryProblem problem;
  const char *terms;
} rows[] = {
  { BYTES("climate"), QUERY_FINE, "climate" },
  { BYTES("  Climate \t Policy\n"), QUERY_FINE, "climate|policy" },
  { BYTES("\"climate policy\" now"), QUERY_FINE, "climate policy|now" },
  { BYTES("\u201cclimate policy\u201d \u201enow here\u201c \uff02wide one\uff02"), QUERY_FINE,
    "climate policy|now here|wide one" },
  { BYTES("news*"), QUERY_FINE, "news*" },
  { BYTES("\"climate pol\"* news* other"), QUERY_FINE, "climate pol*|news*|other" },
  { BYTES("e-mail don't"), QUERY_FINE, "e mail|don t" },
  { BYTES("\u6771\u4eac\u3000\u30bf\u30ef\u30fc*"), QUERY_FINE, "\u6771 \u4eac|\u30bf \u30ef \u30fc" },
  { BYTES("\uc11c\uc6b8*"), QUERY_FINE, "\uc11c \uc6b8" },
  { BYTES("again Again \"again\" again*"), QUERY_FINE, "again|again*" },
  { BYTES("\"one\"two\"three four\""), QUERY_FINE, "one|two|three four" },
  { BYTES("\u202eabc\u202c so\u00adft"), QUERY_FINE, "abc|soft" },
  /* operators are text */
  { BYTES("this AND that OR NOT those NEAR(a b, 2)"), QUERY_FINE, "this|and|that|or|not|those|near a|b|2" },
  { BYTES("subject:secret ^first -minus +plus {a b}:c"), QUERY_FINE, "subject secret|first|minus|plus|a|b c" },
  { BYTES("(one) [two] one;DROP'--"), QUERY_FINE, "one|two|one drop" },
  { BYTES("a*b *c d**"), QUERY_SHORT_PREFIX, "" },
  { BYTES("a*b *c"), QUERY_FINE, "a b|c" },
  { BYTES("new**"), QUERY_FINE, "new*" },
  { BYTES("\"inside*\" *\"before\" after\" *"), QUERY_FINE, "inside|before|after" },
  { BYTES("\"unbalanced phrase"), QUERY_FINE, "unbalanced|phrase" },
  { BYTES("good \"one two\" \"three four"), QUERY_FINE, "good|one two|three|four" },
  { BYTES("a\"\"b"), QUERY_FINE, "a|b" },
  /* what is no query */
  { BYTES(""), QUERY_EMPTY, "" },
  { BYTES("  "), QUERY_EMPTY, "" },
  { BYTES("\"\""), QUERY_EMPTY, "" },
  { BYTES("\"\"\"*"), QUERY_EMPTY, "" },
  { BYTES("!? -- * ** \"...\" \U0001f600"), QUERY_EMPTY, "" },
  { BYTES("me@"), QUERY_FINE, "me" },
  { BYTES("me@news.example"), QUERY_FINE, "news example" },
  { BYTES("ab*"), QUERY_SHORT_PREFIX, "" },
  { BYTES("\u00e9\u00e9*"), QUERY_SHORT_PREFIX, "" },
  { BYTES("\u00e9t\u00e9*"), QUERY_FINE, "ete*" },
  { BYTES("nul\0here"), QUERY_MALFORMED, "" },
  { BYTES("caf\xe9"), QUERY_MALFORMED, "" },
  { BYTES("\xed\xa0\x80"), QUERY_MALFORMED, "" },
  { BYTES("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32"), QUERY_FINE,
    "1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31|32" },
  { BYTES("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33"),
    QUERY_TOO_MANY_WORDS, "" },
  { BYTES("\"1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\""), QUERY_TOO_MANY_WORDS, "" },
  { BYTES(
        "\u4e00\u4e01\u4e02\u4e03\u4e04\u4e05\u4e06\u4e07\u4e08\u4e09\u4e0a\u4e0b\u4e0c\u4e0d\u4e0e\u4e0f\u4e10\u4e11\u4e12\u4e13\u4e14\u4e15\u4e16\u4e17\u4e18\u4e19\u4e1a\u4e1b\u4e1c\u4e1d\u4e1e\u4e1f\u4e20"),
    QUERY_TOO_MANY_WORDS, "" },
};

static char *terms_of(const Query *query)
{
  GString *out = g_string_new("");

  for (guint i = 0; i < query->terms->len; i++) {
    const QueryTerm *term = g_ptr_array_index(query->terms, i);

    for (guint j = 0; j < term->words->len; j++)
      g_string_append_printf(out, "%s%s", j > 0 ? " " : i > 0 ? "|" : "", (char *)g_ptr_array_index(term->words, j));
    g_string_append(out, term->prefix ? "*" : "");
  }
  return g_string_free(out, FALSE);
}

START_TEST(parse)
{
  g_autoptr(Query) query = query_parse(rows[_i].in, rows[_i].length);
  g_autofree char *terms = terms_of(query);

  ck_assert_str_eq(terms, rows[_i].terms);
  ck_assert_int_eq(query->problem, rows[_i].problem);
  ck_assert(g_utf8_validate(query->text, -1, NULL));
  ck_assert_int_eq(query_advice(query->problem) == NULL, query->problem == QUERY_FINE);
}
END_TEST

START_TEST(length)
{
  g_autofree char *fits = g_strnfill(QUERY_MAX_BYTES, 'x'), *more = g_strnfill(100000, '"');
  g_autoptr(Query) fine = query_parse(fits, QUERY_MAX_BYTES), one = query_parse(more, QUERY_MAX_BYTES + 1);
  g_autoptr(Query) many = query_parse(more, 100000);

  ck_assert_int_eq(fine->problem, QUERY_FINE);
  ck_assert_int_eq(one->problem, QUERY_TOO_LONG);
  ck_assert_int_eq(many->problem, QUERY_TOO_LONG);
  ck_assert_uint_eq(strlen(many->text), QUERY_MAX_BYTES);
}
END_TEST

#define MOST_WORDS "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32"

/* What is found stands in brackets. */
static const struct {
  const char *query, *text, *out;
} mark_rows[] = {
  { "policy", "Policy, policies: POLICY.", "[Policy], policies: [POLICY]." },
  { "polic*", "Policy, policies: POLICY.", "[Policy], [policies]: [POLICY]." },
  { "\"climate policy\"", "climate. Climate policy", "climate. [Climate policy]" },
  { "climate policy", "climate. Climate policy", "[climate]. [Climate] [policy]" },
  { "\"a b\" \"b c\"", "a b c, b c", "[a b c], [b c]" },
  { "\"a a\"", "a a a b a", "[a a a] b a" },
  { "\"a a b\"", "a a a b b", "a [a a b] b" },
  { "b \"a b c\" \"b c d\"", "a b c, b, a b c d", "[a b c], [b], [a b c d]" }, /* found in another order */
  { "\"a bcd\"*", "a bc, a bcd a bcde", "a bc, [a bcd] [a bcde]" },
  { "\"" MOST_WORDS "\"", "0 " MOST_WORDS " 33", "0 [" MOST_WORDS "] 33" },
  { "strasse", "Die Stra\u00dfe", "Die [Stra\u00dfe]" },
  { "ete", "l\u2019\u00e9t\u00e9 e\u0301te\u0301", "l\u2019[\u00e9t\u00e9] [e\u0301te\u0301]" },
  { "\u6771\u4eac", "\u6771\u4eac\u3068\u4eac\u6771\u4eac", "[\u6771\u4eac]\u3068\u4eac[\u6771\u4eac]" },
  { "\u30c6", "\u30c6\u30b9\u30c8", "[\u30c6]\u30b9\u30c8" },
  { "\uc11c\uc6b8", "\uc11c\uc6b8\uc5d0\uc11c", "[\uc11c\uc6b8]\uc5d0\uc11c" },
  { "joe", "joe@news.example and joe", "joe@news.example and [joe]" },
  { "nothing", "", "" },
  { "...", "...", "..." },
};

static char *bracket(const char *text, const GArray *marks)
{
  GString *out = g_string_new(text);

  for (guint i = marks->len; i > 0; i--) {
    const QueryMark *mark = &g_array_index(marks, QueryMark, i - 1);

    g_string_insert_c(out, (gssize)mark->end, ']');
    g_string_insert_c(out, (gssize)mark->start, '[');
  }
  return g_string_free(out, FALSE);
}

START_TEST(marks)
{
  g_autoptr(Query) query = query_parse(mark_rows[_i].query, strlen(mark_rows[_i].query));
  g_autoptr(GArray) found = query_marks(query, mark_rows[_i].text);
  g_autofree char *out = bracket(mark_rows[_i].text, found);

  ck_assert_str_eq(out, mark_rows[_i].out);
}
END_TEST

START_TEST(counts)
{
  static const struct {
    const char *query, *text;
    guint count;
  } wanted[] = { { "a b c", "c a c", 2 },
                 { "a b \"a b\"", "a b", 3 },
                 { "a", "", 0 },
                 { "", "a", 0 },
                 { MOST_WORDS, "0 " MOST_WORDS, 32 } };

  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_autoptr(Query) query = query_parse(wanted[i].query, strlen(wanted[i].query));

    ck_assert_uint_eq(query_count(query, wanted[i].text), wanted[i].count);
  }
}
END_TEST

#define FILLER "Some words stand here that nobody looks for and that go on for a while. "

static const struct {
  const char *query, *text, *out;
} excerpt_rows[] = {
  { "here", "Short, and here.", "Short, and [here]." },
  { "nothing", FILLER FILLER, "Some words stand here that nobody looks for and that go on\u2026" },
  { "needle", FILLER FILLER "A needle in it.", "\u2026 a while. A [needle] in it." },
  { "needle", FILLER "A needle in it." FILLER,
    "\u2026 a while. A [needle] in it.Some words stand here that nobody\u2026" },
  { "red blue", "A red thing. " FILLER "Another red and a blue thing.", "\u2026 Another [red] and a [blue] thing." },
  { "\u4eac",
    "\u4e00\u4e01\u4e02\u4e03\u4e04\u4e05\u4e06\u4e07\u4e08\u4e09\u4e0a\u4e0b\u4e0c\u4e0d\u4e0e\u4e0f\u4e10\u4e11\u4e12\u4e13\u4eac\u4e14",
    "\u2026 \u4e05\u4e06\u4e07\u4e08\u4e09\u4e0a\u4e0b\u4e0c\u4e0d\u4e0e\u4e0f\u4e10\u4e11\u4e12\u4e13[\u4eac]\u4e14" },
  { "two", "one\n\n\u202etwo\u202c\tthree", "one [two] three" },
};

START_TEST(excerpts)
{
  g_autoptr(Query) query = query_parse(excerpt_rows[_i].query, strlen(excerpt_rows[_i].query));
  g_autoptr(QueryExcerpt) excerpt = query_excerpt(query, excerpt_rows[_i].text, FALSE, 60);
  g_autofree char *out = bracket(excerpt->text, excerpt->marks);

  ck_assert_str_eq(out, excerpt_rows[_i].out);
}
END_TEST

START_TEST(excerpt_is_linear)
{
  static const char *const queries[] = { "a", "\"a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a\"",
                                         "aaa*", "\"a b\" \"b a\" a b" };
  static const char *const pieces[] = { "a ", "a ", "aaaa ", "a b " };
  g_autoptr(Query) query = query_parse(queries[_i], strlen(queries[_i]));
  g_autoptr(GString) text = g_string_new("");
  g_autoptr(QueryExcerpt) excerpt = NULL;
  gint64 start;

  while (text->len < 512 * 1024)
    g_string_append(text, pieces[_i]);
  start = support_cpu_time();
  excerpt = query_excerpt(query, text->str, TRUE, 240);
  ck_assert_uint_gt(excerpt->marks->len, 0);
  ck_assert_int_lt(support_cpu_time() - start, 4000000);
}
END_TEST

Suite *test_query_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("query", &tcase);

  tcase_add_loop_test(tcase, parse, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, length);
  tcase_add_loop_test(tcase, marks, 0, G_N_ELEMENTS(mark_rows));
  tcase_add_test(tcase, counts);
  tcase_add_loop_test(tcase, excerpts, 0, G_N_ELEMENTS(excerpt_rows));
  tcase_add_loop_test(tcase, excerpt_is_linear, 0, 4);
  return suite;
}
