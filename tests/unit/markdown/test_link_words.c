/* SPDX-License-Identifier: MIT */
#include "markdown/link_words.h"

#include <stdio.h>
#include <string.h>

#include "suites.h"

static const struct {
  const char *text, *folded;
} folds[] = {
  { "Unsubscribe", "unsubscribe" },
  { "  View\tin\u00a0 browser  ", "view in browser" },
  { "D\u00e9sabonner", "desabonner" },
  { "de\u0301sabonner", "desabonner" },
  { "K\u00dcNDIGEN", "kundigen" },
  { "\ufb01n", "fin" },
  { "Vers\u00ad\u200bion", "version" },
  { "\u2764\ufe0f love", "love" },
  { "don't opt-out", "don t opt out" },
  { "Read more. Or not", "read more|or not" },
  { "v1.2 a.b", "v1 2 a b" },
  { "end.", "end" },
  { "a, b", "a b" },
  { "a (b) [c]", "a|b|c" },
  { "a \u00b7 b \u2022 c \u2014 d \u2192 e", "a|b|c|d|e" },
  { "||| a |||", "a" },
  { "\u00a9 2026", "\u00a9 2026" },
  { "don\u2019t l\u2018a", "don t l a" },
  { "S P O N S O R", "sponsor" },
  { "S P O N S O R: a b c", "sponsor|a b c" },
  { "The S P O N: S O R S", "the spon|sors" },
  { "a b c", "a b c" },
  { "ab c d e", "ab c d e" },
  { "ab c d e f gh", "ab cdef gh" },
  { "a|b|c|d|e f g h", "a|b|c|d|efgh" },
  { "1 2 3 4 5", "1 2 3 4 5" },
  { "\u041e\u0442\u043f\u0438\u0441\u0430\u0442\u044c\u0441\u044f",
    "\u043e\u0442\u043f\u0438\u0441\u0430\u0442\u044c\u0441\u044f" },
  { "\u0439", "\u0438" },
  { "\u914d\u4fe1\u505c\u6b62\u3002\u306f", "\u914d\u4fe1\u505c\u6b62|\u306f" },
  { "\u30ac\uac00", "\u30ac\uac00" },
  { "", "" },
  { "\u0301\u0301", "" },
  { "...", "" },
  { "\x01\x02", "" },
};

START_TEST(folds_texts)
{
  char folded[LINK_WORDS_MAX], again[LINK_WORDS_MAX];

  link_words_fold(folds[_i].text, strlen(folds[_i].text), folded);
  ck_assert_str_eq(folded, folds[_i].folded);
  link_words_fold(folded, strlen(folded), again);
  ck_assert_str_eq(again, folded);
}
END_TEST

/* Everything expands, and nothing is written beyond the end. */
static const char *const floods[] = {
  "a", "a ", "|", " ", "\u00e9", "\ufdfa", "\u0301", "\u914d", "\u00a9", "\u01c6."
};

START_TEST(folds_no_more_than_fits)
{
  g_autoptr(GString) flood = g_string_new(NULL);
  gint64 before = support_cpu_time();
  g_autofree char *folded = g_malloc(LINK_WORDS_MAX);

  while (flood->len < 1024 * 1024)
    g_string_append(flood, floods[_i]);
  link_words_fold(flood->str, flood->len, folded);
  ck_assert_uint_lt(strlen(folded), LINK_WORDS_MAX);
  ck_assert(g_utf8_validate(folded, -1, NULL));
  ck_assert_uint_lt(link_words_scan(flood->str).units, LINK_WORDS_MAX);
  ck_assert_int_lt(support_cpu_time() - before, 5 * G_USEC_PER_SEC);
}
END_TEST

START_TEST(reads_no_more_than_it_may)
{
  static const char text[] = "opt-out d\u00e9sabonner";

  for (gsize length = 0; length < sizeof text; length++) {
    g_autofree char *part = g_memdup2(text, length); /* no byte follows it */
    WordScan scan = link_words_scan_part(part, length);

    ck_assert_int_eq((scan.kinds & WORD_LEAVE) != 0, length >= strlen("opt-out"));
  }
}
END_TEST

static const struct {
  const char *text;
  guint units, covered;
  guint kinds;
  gboolean is_advert, ends_advert;
  guint first;
} scans[] = {
  { "Unsubscribe", 1, 1, WORD_LEAVE, .first = WORD_LEAVE },
  { "to unsubscribe", 2, 2, WORD_FILL | WORD_LEAVE, .first = WORD_LEAVE },
  { "never unsubscribe", 2, 1, WORD_LEAVE },
  { "unsubscribed", 1, 1, WORD_LEAVE, .first = WORD_LEAVE },
  { "unsubscribedness", 1, 0, 0 },
  { "view this email quux", 4, 3, WORD_WEB, .first = WORD_WEB }, /* the longest phrase, not "view" */
  { "view | this email", 3, 3, WORD_VIEW | WORD_FILL },          /* none goes over a bar */
  { "Sponsored by Quux", 3, 2, WORD_SPONSOR, .is_advert = TRUE, .first = WORD_SPONSOR },
  { "The sharpest saw, sponsored by Quux", 6, 3, WORD_FILL | WORD_SPONSOR, .is_advert = TRUE },
  { "One two three four five six seven eight sponsored by Quux", 11, 2, WORD_SPONSOR },
  { "One two three four five six seven eight. Sponsored by Quux", 11, 2, WORD_SPONSOR, .is_advert = TRUE },
  { "Ad: the saw", 3, 2, WORD_AD | WORD_FILL, .is_advert = TRUE, .first = WORD_AD },
  { "Ad the saw", 3, 2, WORD_AD | WORD_FILL, .first = WORD_AD },
  { "The saw (ad)", 3, 2, WORD_FILL | WORD_AD, .is_advert = TRUE, .ends_advert = TRUE },
  { "The saw ad", 3, 2, WORD_FILL | WORD_AD, .ends_advert = TRUE },
  { "The ad saw", 3, 2, WORD_FILL | WORD_AD, .first = WORD_AD },
  { "\u914d\u4fe1\u505c\u6b62\u306f", 5, 5, WORD_LEAVE | WORD_FILL, .first = WORD_LEAVE },
  { "\u6c34\u914d\u4fe1\u505c\u6b62", 5, 4, WORD_LEAVE },
  { "RSS\u914d\u4fe1\u505c\u6b62", 5, 5, WORD_SOCIAL | WORD_LEAVE, .first = WORD_SOCIAL },
  { "", 0, 0, 0 },
  { "- - -", 0, 0, 0 },
  { "quux", 1, 0, 0 },
};

START_TEST(scans_texts)
{
  WordScan scan = link_words_scan(scans[_i].text);

  ck_assert_uint_eq(scan.units, scans[_i].units);
  ck_assert_uint_eq(scan.covered, scans[_i].covered);
  ck_assert_uint_eq(scan.kinds, scans[_i].kinds);
  ck_assert_int_eq(scan.is_advert, scans[_i].is_advert);
  ck_assert_int_eq(scan.ends_advert, scans[_i].ends_advert);
  ck_assert_uint_eq(scan.first, scans[_i].first);
}
END_TEST

START_TEST(finds_every_phrase_of_its_table)
{
  guint i;

  for (i = 0; link_words_phrase(i) != NULL; i++) {
    const LinkPhrase *phrase = link_words_phrase(i);
    WordScan scan = link_words_scan(phrase->phrase);

    ck_assert_msg(scan.kinds == phrase->kind && scan.units > 0 && scan.covered == scan.units, "'%s' is 0x%x, not 0x%x",
                  phrase->phrase, scan.kinds, phrase->kind);
  }
  ck_assert_uint_gt(i, 2000);
}
END_TEST

/* What link_words_table.py prints; NULL without Python. */
static char *table_script(const char *option)
{
  const char *argv[] = { "python3", MARKDOWN_SOURCE "/link_words_table.py", option, NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *python = g_find_program_in_path(argv[0]);
  char *output = NULL;
  int status = -1;

  if (python == NULL) {
    printf("SKIPPED: no python3 to run %s\n", argv[1]);
    return NULL;
  }
  g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  ck_no_error(error);
  ck_assert_int_eq(status, 0);
  return output;
}

START_TEST(table_is_what_its_script_prints)
{
  g_autofree char *output = table_script(NULL);
  g_autofree char *table = NULL;

  if (output == NULL)
    return;
  ck_assert(g_file_get_contents(MARKDOWN_SOURCE "/link_words_table.inc", &table, NULL, NULL));
  ck_assert_msg(strcmp(output, table) == 0, "run link_words_table.py");
}
END_TEST

START_TEST(folds_as_the_script_does)
{
  g_autofree char *output = table_script("--sources");
  g_auto(GStrv) lines = output == NULL ? NULL : g_strsplit(output, "\n", -1);

  if (lines == NULL)
    return;
  ck_assert_uint_gt(g_strv_length(lines), 2000);
  for (guint i = 0; lines[i][0] != '\0'; i++) {
    char *script = strchr(lines[i], '\t');
    char folded[LINK_WORDS_MAX];

    ck_assert_ptr_nonnull(script);
    *script++ = '\0';
    link_words_fold(lines[i], strlen(lines[i]), folded);
    ck_assert_msg(strcmp(folded, script) == 0, "'%s' is '%s' here, '%s' in the table", lines[i], folded, script);
  }
}
END_TEST

Suite *suite_link_words(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/link_words", &tcase);

  tcase_add_loop_test(tcase, folds_texts, 0, G_N_ELEMENTS(folds));
  tcase_add_loop_test(tcase, folds_no_more_than_fits, 0, G_N_ELEMENTS(floods));
  tcase_add_test(tcase, reads_no_more_than_it_may);
  tcase_add_loop_test(tcase, scans_texts, 0, G_N_ELEMENTS(scans));
  tcase_add_test(tcase, finds_every_phrase_of_its_table);
  tcase_add_test(tcase, table_is_what_its_script_prints);
  tcase_add_test(tcase, folds_as_the_script_does);
  return suite;
}
