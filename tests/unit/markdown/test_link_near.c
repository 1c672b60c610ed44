/* SPDX-License-Identifier: MIT */
#include "markdown/link_near.h"

#include <string.h>

#include "suites.h"

/* The link is what stands between < and >. */
static LinkPlace place_of(const char *marked, char **text)
{
  const char *open = strchr(marked, '<'), *close = strchr(marked, '>');

  *text = g_strdup_printf("%.*s%.*s%s", (int)(open - marked), marked, (int)(close - open - 1), open + 1, close + 1);
  return (LinkPlace){ *text, (gsize)(open - marked), (gsize)(close - marked) - 1 };
}

static const struct {
  const char *text, *line, *before, *after, *sentence, *lead;
  gboolean is_alone;
} rows[] = {
  { "<a>", "a", "", "", "a", "", TRUE },
  { "See <a> now", "See a now", "", "", "See a now", "", FALSE },
  { "one\n<a>\ntwo", "a", "one", "two", "a", "one", TRUE },
  { "one\n\u2192 <a> |\ntwo", "\u2192 a |", "one", "two", "\u2192 a |", "one", TRUE },
  { "one\n \n\n<a>\n--\n\ntwo\nthree", "a", "one", "two", "a", "one", TRUE },
  { "One. Two <a>. Three", "One. Two a. Three", "", "", "Two a. ", "One.", FALSE },
  { "One! <a>", "One! a", "", "", "a", "One!", FALSE },
  { "At 1.5 and <a>?b c", "At 1.5 and a?b c", "", "", "At 1.5 and a?b c", "", FALSE },
  { "One? ... <a>", "One? ... a", "", "", "a", "One? ...", FALSE },
  { "\u4e00\u3002\u4e8c<a>\uff01\u4e09",
    "\u4e00\u3002\u4e8c"
    "a\uff01\u4e09",
    "", "",
    "\u4e8c"
    "a\uff01",
    "\u4e00\u3002", FALSE },
  /* hostile: nothing but ends, a link of nothing, of everything */
  { "<>", "", "", "", "", "", TRUE },
  { "\n\n<>\n\n", "", "", "", "", "", TRUE },
  { ". . . <a> . . .", ". . . a . . .", "", "", "a . ", "", TRUE },
  { "<one\ntwo. three>", "one\ntwo. three", "", "", "one\ntwo. three", "", TRUE },
  { "\u00e9\u00e9<\u00e9>\u00e9", "\u00e9\u00e9\u00e9\u00e9", "", "", "\u00e9\u00e9\u00e9\u00e9", "", FALSE },
};

static void check(const char *what, LinkWords words, const char *wanted)
{
  g_autofree char *found = g_strndup(words.start, words.length);

  ck_assert_msg(strcmp(found, wanted) == 0, "row %s: wanted '%s', got '%s'", what, wanted, found);
}

START_TEST(test_rows)
{
  g_autofree char *text = NULL;
  LinkPlace place = place_of(rows[_i].text, &text);

  check(rows[_i].text, link_near_line(&place), rows[_i].line);
  check(rows[_i].text, link_near_beside(&place, -1), rows[_i].before);
  check(rows[_i].text, link_near_beside(&place, 1), rows[_i].after);
  check(rows[_i].text, link_near_sentence(&place, 100, 100), rows[_i].sentence);
  check(rows[_i].text, link_near_lead(&place, 100), rows[_i].lead);
  ck_assert_int_eq(link_near_is_alone(&place), rows[_i].is_alone);
}
END_TEST

/* Limits are bytes, and never cut a character. */
START_TEST(test_limits)
{
  g_autofree char *text = NULL;
  LinkPlace place = place_of("\u00e9\u00e9\u00e9<a>\u00e9\u00e9\u00e9", &text);

  check("0", link_near_sentence(&place, 0, 0), "a");
  check("1", link_near_sentence(&place, 1, 1), "a");
  check("2", link_near_sentence(&place, 2, 3),
        "\u00e9"
        "a\u00e9");
  check("100", link_near_sentence(&place, 100, 100),
        "\u00e9\u00e9\u00e9"
        "a\u00e9\u00e9\u00e9");
}
END_TEST

/* However long the text is, each of its links costs the same. */
static const char *const floods[] = { "a", "\n", ". ", "\u00e9", "a\n", " " };

START_TEST(test_floods)
{
  g_autoptr(GString) text = g_string_new(NULL);
  gint64 before = support_cpu_time();

  while (text->len < 1024 * 1024)
    g_string_append(text, floods[_i]);
  for (gsize at = 0; at < text->len; at += 1024) {
    LinkPlace place = { text->str, at, at };

    while (place.start > 0 && (text->str[place.start] & 0xc0) == 0x80)
      place.start = --place.end;
    ck_assert_uint_le(link_near_line(&place).length, 2 * LINK_NEAR_MOST);
    ck_assert_uint_le(link_near_sentence(&place, 200, 200).length, 400);
    link_near_is_alone(&place);
    link_near_beside(&place, -1);
    link_near_beside(&place, 1);
    link_near_lead(&place, 200);
  }
  ck_assert_int_lt(support_cpu_time() - before, 5 * G_USEC_PER_SEC);
}
END_TEST

Suite *suite_link_near(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/link_near", &tcase);

  tcase_add_loop_test(tcase, test_rows, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, test_limits);
  tcase_add_loop_test(tcase, test_floods, 0, G_N_ELEMENTS(floods));
  return suite;
}
