/* SPDX-License-Identifier: MIT */
/* The tokenizer of search within FTS5: words, pairs of little words, and that phrases find what they would find without pairs. */
#include <sqlite3.h>
#include <string.h>

#include "store/search-words.h"
#include "suites.h"
#include "support.h"
#include "util/word.h"

static sqlite3 *db;

static void run(const char *sql)
{
  ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(db));
}

static void setup(void)
{
  GError *error = NULL;

  ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
  search_words_register(db, "memory", &error);
  ck_no_error(error);
  run("CREATE VIRTUAL TABLE text USING fts5 (subject, markdown, content = '', tokenize = 'gistwire', prefix = '3');"
      "CREATE VIRTUAL TABLE place USING fts5vocab (text, instance)");
}

static void teardown(void)
{
  ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

static void add(guint row, const char *text)
{
  g_autofree char *sql = NULL;
  char *quoted = sqlite3_mprintf("INSERT INTO text (rowid, subject, markdown) VALUES (%u, '', %Q)", row, text);

  run(quoted);
  sqlite3_free(quoted);
}

/* The rows' values one after the other, separated by '|'. */
static char *ask(const char *sql, const char *value)
{
  GString *out = g_string_new("");
  sqlite3_stmt *statement;
  int code;

  ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
  if (value != NULL)
    sqlite3_bind_text(statement, 1, value, -1, SQLITE_STATIC);
  while ((code = sqlite3_step(statement)) == SQLITE_ROW)
    g_string_append_printf(out, "%s%s", out->len > 0 ? "|" : "", (const char *)sqlite3_column_text(statement, 0));
  ck_assert_msg(code == SQLITE_DONE, "%s: %s", value, sqlite3_errmsg(db));
  sqlite3_finalize(statement);
  return g_string_free(out, FALSE);
}

/* --- tokens ------------------------------------------------------------------------------- */

static const struct {
  const char *text, *tokens;
} rows[] = {
  { "", "" },
  { "word", "0 word" },
  { "of", "0 of" },
  { "of the", "0 of|0 of the|1 the" },
  { "of the year", "0 of|0 of the|1 the|2 year" },
  { "year of the", "0 year|1 of|1 of the|2 the" },
  { "in in in", "0 in|0 in in|1 in|1 in in|2 in" },
  { "one four two", "0 one|1 four|2 two" },
  { "Of. The", "0 of|0 of the|1 the" },
  { "of 20 the 3rd", "0 of|1 20|2 the|3 3rd" },
  { "\u00e0 la c\u00f4te", "0 a|0 a la|1 la|2 cote" },
  { "\u0432 \u043d\u0435\u043c", "0 \u0432|0 \u0432 \u043d\u0435\u043c|1 \u043d\u0435\u043c" },
  { "\u6771\u4eac", "0 \u6771|0 \u6771 \u4eac|1 \u4eac" },
  { "\u6771\u4eac AI", "0 \u6771|0 \u6771 \u4eac|1 \u4eac|1 \u4eac ai|2 ai" },
  { "\u6771 Tokyo", "0 \u6771|1 tokyo" },
};

START_TEST(tokens)
{
  g_autofree char *out = NULL;

  add(1, rows[_i].text);
  out = ask("SELECT offset || ' ' || term FROM place ORDER BY offset, term", NULL);
  ck_assert_str_eq(out, rows[_i].tokens);
}
END_TEST

/* --- phrases against what a phrase is ------------------------------------------------------- */

static const char *const vocabulary[] = { "a",      "of",        "the",    "off",         "there",  "year",
                                          "yearly", "20",        "theory", "\u00e0",      "\u6771", "\u4eac",
                                          "\u3044", "\u00fcber", "the,",   "\u0e02\u0e48" };

static char *random_words(GRand *rand, int most)
{
  GString *text = g_string_new("");
  int count = g_rand_int_range(rand, 1, most + 1);

  for (int i = 0; i < count; i++)
    g_string_append_printf(text, "%s%s", i > 0 && g_rand_int(rand) % 8 != 0 ? " " : "",
                           vocabulary[g_rand_int(rand) % G_N_ELEMENTS(vocabulary)]);
  return g_string_free(text, FALSE);
}

static int add_word(const char *word, gsize length, gsize start, gsize end, gpointer data)
{
  (void)start, (void)end;
  g_ptr_array_add(data, g_strndup(word, length));
  return 0;
}

static GPtrArray *words_of(const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

  word_each(text, strlen(text), WORD_PLAIN, add_word, words);
  return words;
}

static gboolean stands_at(const GPtrArray *text, guint at, const GPtrArray *phrase, gboolean prefix)
{
  for (guint i = 0; i < phrase->len; i++) {
    const char *word = g_ptr_array_index(text, at + i), *wanted = g_ptr_array_index(phrase, i);

    if (prefix && i + 1 == phrase->len ? !g_str_has_prefix(word, wanted) : strcmp(word, wanted) != 0)
      return FALSE;
  }
  return TRUE;
}

static gboolean has_phrase(const char *text, const GPtrArray *phrase, gboolean prefix)
{
  g_autoptr(GPtrArray) words = words_of(text);

  for (guint i = 0; i + phrase->len <= words->len; i++)
    if (stands_at(words, i, phrase, prefix))
      return TRUE;
  return FALSE;
}

#define TEXTS 60u
#define QUERIES 400u

START_TEST(phrases)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed((guint32)_i);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  guint hits = 0;

  for (guint i = 0; i < TEXTS; i++) {
    g_ptr_array_add(texts, random_words(rand, 60));
    add(i, g_ptr_array_index(texts, i));
  }
  for (guint i = 0; i < QUERIES; i++) {
    g_autofree char *words = random_words(rand, 5), *match = NULL, *out = NULL;
    g_autoptr(GPtrArray) phrase = words_of(words);
    const char *last = g_ptr_array_index(phrase, phrase->len - 1);
    gboolean prefix = g_rand_boolean(rand) && !word_is_alone(last, strlen(last));
    g_autoptr(GString) wanted = g_string_new("");

    for (guint t = 0; t < TEXTS; t++)
      if (has_phrase(g_ptr_array_index(texts, t), phrase, prefix))
        g_string_append_printf(wanted, "%s%u", wanted->len > 0 ? "|" : "", t);
    match = g_strdup_printf("\"%s\"%s", words, prefix ? " *" : "");
    out = ask("SELECT rowid FROM text WHERE text MATCH ?1 ORDER BY rowid", match);
    ck_assert_msg(strcmp(out, wanted->str) == 0, "%s: %s, wanted %s", match, out, wanted->str);
    hits += wanted->len > 0;
  }
  ck_assert_uint_gt(hits, QUERIES / 4); /* or there was nothing to be seen */
}
END_TEST

/* Pairs count neither as words nor twice. */
START_TEST(score)
{
  g_autofree char *little = NULL, *large = NULL;
  static const char sql[] = "SELECT gistwire_score(text) FROM text WHERE text MATCH ?1";

  add(1, "of the of the of the");
  add(2, "rather long rather long rather long");
  little = ask(sql, "\"of the\"");
  large = ask(sql, "\"rather long\"");
  ck_assert_str_eq(little, large);
  ck_assert_str_ne(little, "");
}
END_TEST

Suite *test_search_words_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("search-words", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, tokens, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, phrases, 0, 4);
  tcase_add_test(tcase, score);
  return suite;
}
