/* SPDX-License-Identifier: MIT */
#include "markdown/survey.h"

#include <string.h>

#include "markdown/build.h"
#include "suites.h"

#define P(text) "<p>" text "</p>"
#define A(n, text) "<a href=http://c.example/" #n ">" text "</a>"
#define TALE P("The river was high in spring and the village spent its evenings on the dam.")
#define TALES TALE TALE TALE TALE TALE TALE TALE TALE

static Survey *survey_html(const char *html, const char *list_unsubscribe, Document **document)
{
  g_autofree char *language = NULL;

  *document = document_new(strlen(html));
  build_html(*document, html, strlen(html), &language);
  return survey_document(*document, list_unsubscribe);
}

/* The kinds of the links in their order by letter: c content, a action, s social, n nav, p sponsor, m mailto, o other. */
static const struct {
  const char *html, *kinds;
} rows[] = {
  { "", "" },
  { TALES, "" },
  { A(1, "One") " " A(1, "two") " " A(2, "three"), "cc" },
  { A(1, "<img>") P("a"), "" },
  /* the same text, each in its own line and sentence */
  { TALES P("For the flood " A(1, "click here") ".<br>To unsubscribe " A(2, "click here") ".") TALES, "ca" },
  { TALES P("To unsubscribe " A(1, "click here") ". For the flood " A(2, "click here") ".") TALES, "ac" },
  /* an advertisement: from its label to its first block with links, a rule or a heading */
  { TALES P("Sponsor") P("A very sharp saw.") P("Buy the " A(1, "saw of all saws") "!") P("A " A(2, "dam of steel")),
    "pc" },
  { TALES P("Sponsor") P("A very sharp saw.") "<hr>" P("Buy the " A(1, "saw of all saws") "!"), "c" },
  { TALES P("Sponsor") P("A saw.") "<h2>The flood</h2>" P("See the " A(1, "dam of old times")), "c" },
  { TALES P("Sponsor") TALES TALE P("See the " A(1, "dam of old times")), "c" },
  { TALES P("-- Advertisement --") P("A saw. " A(1, "Have it")) P("-- Advertisement --")
        TALE P("A " A(2, "dam of steel")),
    "pc" },
  { TALES P("Sponsor") P("A saw. " A(1, "Have it")) P("Advertisement") TALE P("A " A(2, "file of steel")), "pp" },
  { P("Sponsor") TALE P("See the " A(1, "dam of old times")) TALES, "c" },
  { TALES P("Sponsored by the makers of the sharpest saws and of all the files of the land")
        TALE P("See " A(1, "the dam")),
    "c" },
  /* an entry of a menu that nobody has a word for */
  { TALES P(A(1, "Privacy policy") " | " A(2, "Quux") " | " A(3, "Imprint")) TALES TALES, "nnn" },
  { TALES TALES P(A(1, "Quux") " - " A(2, "Imprint")), "nn" },
  { TALES P(A(1, "Quux") " - " A(2, "Facebook")) TALES TALES, "cs" },
  { TALES P(A(1, "Facebook") " " A(2, "Quux") " " A(3, "Instagram")) TALES TALES, "sss" },
  { TALES P(A(1, "Facebook") " and the tale of the dam " A(2, "Quux") " " A(3, "Instagram")) TALES TALES, "scs" },
  { TALES "<h2>" A(1, "Facebook") " " A(2, "Quux") " " A(3, "Instagram") "</h2>" TALES TALES, "scs" },
  { TALES P(A(1, "Facebook")) P(A(2, "Quux")) P(A(3, "Instagram")) TALES TALES, "sss" },
  { TALES P(A(1, "Facebook")) TALE P(A(2, "Quux")) TALE P(A(3, "Instagram")) TALES TALES, "scs" },
  { TALES P(A(1, "Facebook") "<br>A river<br>" A(2, "Quux") "<br>A dam<br>" A(3, "Instagram")) TALES TALES, "scs" },
  { TALES P(A(1, "Facebook")) P(A(2, "Read more")) P(A(3, "Instagram")) TALES TALES, "scs" },
  { TALES P(A(1, "Facebook")) P(A(2, "The old miller and his tale of the flood")) P(A(3, "Instagram")) TALES TALES,
    "scs" },
  { TALES P("The " A(2, "Quux") " is new.") P(A(1, "Facebook")) P(A(2, "Quux")) P(A(3, "Instagram")) TALES TALES,
    "css" },
  { TALES TALES P(A(1, "Privacy")) P(A(2, "Saws")) P(A(3, "Great old saws")) P(A(4, "Files")) P(A(5, "Oils")),
    "nnncc" },
  /* a picture and a text that lead to one target are no menu's */
  { P(A(1, "<img alt=Quux>")) P(A(2, "Oils")) P("See " A(1, "the tale of the flood")) TALES, "cn" },
  { P(A(1, "<img alt=Quux>")) P("The old miller tells it") P("See " A(1, "<img alt=Quux>")) TALES, "n" },
  { P("See " A(1, "the dam")) TALES P("\u00a9 2026 Acme Letter") P(A(2, "Acme Letter")), "cn" },
  { P("See " A(1, "the dam")) TALES P("Acme Letter") P(A(2, "Acme Letter") " is old, as old as the dam"), "cc" },
  { TALES P("How likely are you to go on reading?") P(A(1, "0") " " A(2, "1") " " A(3, "2") " " A(4, "3")) TALES,
    "oooo" },
  { P("See <a href=http://quux.example>http://quux.example</a> and more of the dam and the mill and the river and the flood."),
    "c" },
  /* opinions, though other answers stand between */
  { TALES P("What did you think of today's letter?") P(A(1, "Superb")) P(A(2, "Middling")) P(A(3, "Dull")) TALES,
    "ooo" },
  { TALES P("What the dam did to us") P(A(1, "Superb")) P(A(2, "Middling")) TALES, "cc" },
  /* small print */
  { TALES TALES P("You are receiving this because of the dam.") P("See " A(1, "Quux")), "n" },
  { P("You are receiving this because of the dam.") P("See " A(1, "Quux")) TALES TALES, "c" },
};

START_TEST(test_kinds)
{
  static const char letters[] = "casnpmo";
  g_autoptr(Document) document = NULL;
  g_autoptr(Survey) survey = survey_html(rows[_i].html, NULL, &document);
  g_autoptr(GString) kinds = g_string_new(NULL);

  for (guint i = 0; i < survey->links->len; i++) {
    const Link *link = g_ptr_array_index(survey->links, i);

    ck_assert_uint_eq(link->ordinal, i + 1);
    g_string_append_c(kinds, letters[link->kind]);
  }
  ck_assert_msg(strcmp(kinds->str, rows[_i].kinds) == 0, "row %d: wanted %s, got %s", _i, rows[_i].kinds, kinds->str);
}
END_TEST

START_TEST(test_result)
{
  g_autoptr(Document) document = NULL;
  g_autoptr(Survey) survey = survey_html(P(A(0, "<img>") "Read it " A(1, "in your browser") " or " A(2, "leave") ".")
                                             P(A(3, "View in browser")),
                                         "<http://c.example/2>", &document);

  ck_assert_uint_eq(survey->words, 10);
  ck_assert_str_eq(survey->web_url, "http://c.example/1");
  ck_assert_uint_eq(survey->links->len, 3);
  ck_assert_uint_eq(survey->ordinals[0], 0);
  ck_assert_uint_eq(survey->ordinals[3], 3);
  ck_assert_int_eq(((const Link *)g_ptr_array_index(survey->links, 1))->kind, LINK_ACTION);
}
END_TEST

/* Repeated up to a megabyte. */
static const char *const floods[] = {
  P("Sponsor"),         P("Sponsor") P(A(1, "Saw")),
  A(1, "Facebook") " ", A(1, "Facebook") "<br>",
  P(A(1, "Facebook")),  P("What did you think?") P(A(1, "Fine")),
  P("\u00a9 2026"),     "<br>a",
};

START_TEST(test_floods)
{
  g_autoptr(GString) html = g_string_new(NULL);
  g_autoptr(Document) document = NULL;
  g_autoptr(Survey) survey = NULL;
  gint64 before = support_cpu_time();

  for (guint i = 0; html->len < 1024 * 1024; i++) {
    g_string_append(html, floods[_i]);
    g_string_append_printf(html, "<a href=http://c.example/x%u>Quux</a>", i % 3000);
  }
  survey = survey_html(html->str, NULL, &document);
  ck_assert_uint_ge(survey->words, 1);
  ck_assert_int_lt(support_cpu_time() - before, 10 * G_USEC_PER_SEC);
}
END_TEST

Suite *suite_survey(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/survey", &tcase);

  tcase_set_timeout(tcase, 60);
  tcase_add_loop_test(tcase, test_kinds, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, test_result);
  tcase_add_loop_test(tcase, test_floods, 0, G_N_ELEMENTS(floods));
  return suite;
}
