/* SPDX-License-Identifier: MIT */
#include "web/excerpt.h"

#include <string.h>

#include "suites.h"
#include "support.h"

static const struct {
  const char *query, *markdown, *text;
  gboolean text_before;
} rows[] = {
  { "here", "It is **here**, in the [link](L3) and `code`.", "It is here, in the link and code.\n", FALSE },
  { "here", "# Title\n\nOne.\n\nHere.\n\n* Item\n\n> Quote\n", "Here.\nItem\nQuote\n", TRUE },
  { "one here", "One.\n\nHere.\n\nHere and one.\n\nOne, here.", "Here and one.\nOne, here.\n", TRUE },
  { "here*", "One.\n\nThe hereafter.", "The hereafter.\n", TRUE },
  { "\"at once\"", "Once at.\n\nAt\nonce.", "At once.\n", TRUE },
  { "absent", "One.\n\nTwo.", "One.\nTwo.\n", FALSE },
  { "l3", "One [two](L3).\n\nl3", "l3\n", TRUE },
  { "the", "**T**he *end*.", "The end.\n", FALSE },
  { "x", "", "", FALSE },
  { "script", "<script>alert(1)</script>\n\n\\<script>", "<script>alert(1)</script>\n<script>\n", FALSE },
};

START_TEST(source)
{
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autoptr(Query) query = query_parse(rows[_i].query, strlen(rows[_i].query));
  g_autofree char *text = NULL;
  gboolean text_before = 2;

  newsletter->markdown = g_strdup(rows[_i].markdown);
  text = excerpt_source(newsletter, query, 100, &text_before);
  ck_assert_str_eq(text, rows[_i].text);
  ck_assert_int_eq(text_before, rows[_i].text_before);
}
END_TEST

START_TEST(no_more_than_needed)
{
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autoptr(Query) query = query_parse("needle", 6);
  g_autoptr(GString) markdown = g_string_new("A needle.\n\n");
  g_autofree char *text = NULL;
  gboolean text_before;

  for (guint i = 0; i < 1000; i++)
    g_string_append(markdown, "Hay, and more of it.\n\n");
  newsletter->markdown = g_strdup(markdown->str);
  text = excerpt_source(newsletter, query, 50, &text_before);
  ck_assert_uint_ge(strlen(text), 200);
  ck_assert_uint_le(strlen(text), 300);
}
END_TEST

Suite *test_excerpt_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("excerpt", &tcase);

  tcase_add_loop_test(tcase, source, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, no_more_than_needed);
  return suite;
}
