/* SPDX-License-Identifier: MIT */
#include "gist/lexicon.h"

#include <string.h>

#include "suites.h"
#include "support.h"

/* Tokens separated by '|'; '+' stands before one that is joined to the one before. */
static const struct {
  const char *in, *out;
} add_rows[] = {
  { "", "" },
  { "... !? --", "" },
  { "One two, three", "One|+two|three" },
  { "AT&T and node.js don't use E-Mail 3.5", "AT&T|+and|+node.js|+don't|+use|+E-Mail|+3.5" },
  { "see https://example.org/a?b=c now", "see|now" },
  { "ask me@example.org or @handle", "ask|or|handle" },
  { "www.example.org is", "is" },
  { "Bank & Trust", "Bank|+Trust" },
  { "a.b.", "a.b" },
  { "\xe6\xa9\x9f\xe6\xa2\xb0\xe5\xad\xa6\xe7\xbf\x92\xe3\x83\xa2\xe3\x83\x87\xe3\x83\xab\xe3\x82\x92\xe5\xad\xa6\xe7\xbf\x92",
    "\xe6\xa9\x9f\xe6\xa2\xb0\xe5\xad\xa6\xe7\xbf\x92|+\xe3\x83\xa2\xe3\x83\x87\xe3\x83\xab|\xe5\xad\xa6\xe7\xbf\x92" },
  { "\xe4\xba\xba\xe5\xb7\xa5\xe6\x99\xba\xe8\x83\xbd\xe7\x9a\x84\xe6\x9c\xaa\xe6\x9d\xa5",
    "\xe4\xba\xba\xe5\xb7\xa5\xe6\x99\xba\xe8\x83\xbd|\xe6\x9c\xaa\xe6\x9d\xa5" },
  { "\xed\x95\x9c\xea\xb5\xad\xec\x9d\x80 \xec\xa2\x8b\xeb\x8b\xa4",
    "\xed\x95\x9c\xea\xb5\xad\xec\x9d\x80|+\xec\xa2\x8b\xeb\x8b\xa4" },
  { "\xf0\x9f\x8e\x89party", "party" },
};

START_TEST(add)
{
  g_autoptr(Lexicon) lexicon = lexicon_new();
  g_autoptr(GString) out = g_string_new(NULL);

  lexicon_add(lexicon, add_rows[_i].in, strlen(add_rows[_i].in));
  for (guint i = 0; i < lexicon->tokens->len; i++) {
    const Token *token = &g_array_index(lexicon->tokens, Token, i);

    g_string_append_printf(out, "%s%s%.*s", i > 0 ? "|" : "", token->shape & TOKEN_JOINED ? "+" : "", token->length,
                           token->text);
  }
  ck_assert_str_eq(out->str, add_rows[_i].out);
}
END_TEST

/* Two spellings that are one term, or not. */
static const struct {
  const char *a, *b;
  gboolean same;
} term_rows[] = {
  { "Feed", "feeds", TRUE },
  { "Feed's", "FEED", TRUE },
  { "Ada\xe2\x80\x99s", "Ada", TRUE },
  { "glass", "glas", FALSE },
  { "bus", "bu", FALSE },
  { "news", "new", FALSE },
  { "\xec\x84\x9c\xec\x9a\xb8\xec\x97\x90\xec\x84\x9c", "\xec\x84\x9c\xec\x9a\xb8", TRUE },
};

START_TEST(term)
{
  g_autoptr(Lexicon) lexicon = lexicon_new();

  lexicon_add(lexicon, term_rows[_i].a, strlen(term_rows[_i].a));
  lexicon_add(lexicon, term_rows[_i].b, strlen(term_rows[_i].b));
  ck_assert_uint_eq(lexicon->tokens->len, 2);
  ck_assert_int_eq(lexicon->terms->len == 1, term_rows[_i].same);
}
END_TEST

static const struct {
  const char *text, *word;
  gboolean stop, ordinals;
} settle_rows[] = {
  { "the war and the peace of the world", "war", FALSE, FALSE },
  { "das war der Krieg und nicht der Frieden", "war", TRUE, TRUE },
  { "der Krieg und die Welt und das Ende", "krieg", FALSE, TRUE },
  { "x", "x", TRUE, FALSE },
  { "12 2024 ok", "2024", TRUE, FALSE },
  { "5g networks", "5g", FALSE, FALSE },
  { "July surprise", "july", TRUE, FALSE },
};

START_TEST(settle)
{
  g_autoptr(Lexicon) lexicon = lexicon_new();
  gboolean found = FALSE;

  lexicon_add(lexicon, settle_rows[_i].text, strlen(settle_rows[_i].text));
  lexicon_settle(lexicon);
  for (guint i = 0; i < lexicon->terms->len; i++)
    if (strcmp(lexicon_term(lexicon, i)->key, settle_rows[_i].word) == 0) {
      found = TRUE;
      ck_assert_int_eq(lexicon_is_stop(lexicon, i), settle_rows[_i].stop);
    }
  ck_assert(found);
  ck_assert_int_eq(lexicon_has_ordinals(lexicon), settle_rows[_i].ordinals);
}
END_TEST

START_TEST(subject)
{
  g_autoptr(Lexicon) lexicon = lexicon_new();

  lexicon_add_subject(lexicon, "Bridges of steel");
  lexicon_add(lexicon, "A bridge", 8);
  ck_assert_uint_eq(lexicon->tokens->len, 2);
  ck_assert(lexicon_term(lexicon, 0)->in_subject);
  ck_assert_uint_eq(lexicon_term(lexicon, 0)->count, 1);
}
END_TEST

Suite *test_lexicon_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("lexicon", &tcase);

  tcase_add_loop_test(tcase, add, 0, G_N_ELEMENTS(add_rows));
  tcase_add_loop_test(tcase, term, 0, G_N_ELEMENTS(term_rows));
  tcase_add_loop_test(tcase, settle, 0, G_N_ELEMENTS(settle_rows));
  tcase_add_test(tcase, subject);
  return suite;
}
