/* SPDX-License-Identifier: MIT */
#include "model/boilerplate.h"

#include <string.h>

#include "model/phrases.h"
#include "suites.h"
#include "support.h"
#include "util/chars.h"

static guint classes_of(const char *text)
{
  g_autoptr(GString) folded = g_string_new(NULL);

  chars_fold(folded, text, strlen(text));
  return boilerplate_find(boilerplate_index(), folded->str);
}

/* Text and exactly the classes that it has. */
static const struct {
  const char *text;
  guint classes;
} find_rows[] = {
  { "", 0 },
  { "a", 0 },
  { "The council voted for the new bridge on Monday.", 0 },
  { "Click to UNSUBSCRIBE", BOILERPLATE_FOOTER | BOILERPLATE_ACTION },
  { "Unsubscribing is easy", BOILERPLATE_FOOTER },
  { "View this email in your browser", BOILERPLATE_HEADER | BOILERPLATE_SELF },
  { "Code runs in your browser without a server.", 0 },
  { "\xc2\xa9 2024 Example", BOILERPLATE_LEGAL },
  { "Read our privacy policy", BOILERPLATE_LEGAL },
  { "New privacy law passes parliament", 0 },
  { "Datenschutz im Betrieb", 0 },
  { "Impressum", BOILERPLATE_LEGAL },
  { "Hier k\xc3\xb6nnen Sie sich abmelden", BOILERPLATE_FOOTER | BOILERPLATE_ACTION },
  { "Se d\xc3\xa9sabonner", BOILERPLATE_FOOTER },
  { "Cancelar la suscripci\xc3\xb3n", BOILERPLATE_FOOTER },
  { "\xd0\x9e\xd1\x82\xd0\xbf\xd0\xb8\xd1\x81\xd0\xb0\xd1\x82\xd1\x8c\xd1\x81\xd1\x8f", BOILERPLATE_FOOTER },
  { "\xe9\x85\x8d\xe4\xbf\xa1\xe5\x81\x9c\xe6\xad\xa2\xe3\x81\xaf\xe3\x81\x93\xe3\x81\xa1\xe3\x82\x89",
    BOILERPLATE_FOOTER },
  { "\xe7\x82\xb9\xe5\x87\xbb\xe9\x80\x80\xe8\xae\xa2", BOILERPLATE_FOOTER | BOILERPLATE_ACTION },
  { "\xec\x88\x98\xec\x8b\xa0\xea\xb1\xb0\xeb\xb6\x80", BOILERPLATE_FOOTER },
  { "Follow us on the web", BOILERPLATE_SOCIAL },
  { "Photo by Ada", BOILERPLATE_CREDIT },
  { "A photo by Ada was sold", 0 },
  { "** Sponsor **", BOILERPLATE_SPONSOR },
  { "Sponsors of the marathon", 0 },
  { "Anzeige", BOILERPLATE_SPONSOR },
  { "A tool for terminals (Sponsor)", BOILERPLATE_SPONSOR },
  { "Hello Ada,", BOILERPLATE_GREETING },
  { "Hellosaurus found", 0 },
  { "Say hello", 0 },
  { "Sehr geehrte Damen und Herren,", BOILERPLATE_GREETING },
  { "Best regards", BOILERPLATE_SIGNOFF },
  { "\xe2\x86\x92 Read more", BOILERPLATE_ACTION | BOILERPLATE_GENERIC },
  { "In this issue:", BOILERPLATE_GENERIC | BOILERPLATE_SELF },
  { "In this issue we meet Ada", BOILERPLATE_SELF },
  { "However, it rained", BOILERPLATE_CONTINUES },
  { "Rain came, however", 0 },
};

START_TEST(find)
{
  ck_assert_uint_eq(classes_of(find_rows[_i].text), find_rows[_i].classes);
}
END_TEST

/* Every phrase of the tables is in the form that texts are compared in, long enough for the index, and found. */
START_TEST(tables)
{
  guint count = 0;

  for (guint row = 0; phrase_rows[row].phrases != NULL; row++) {
    g_auto(GStrv) phrases = g_strsplit(phrase_rows[row].phrases, "|", -1);

    for (guint i = 0; phrases[i] != NULL; i++, count++) {
      g_autoptr(GString) folded = g_string_new(NULL);

      chars_fold(folded, phrases[i], strlen(phrases[i]));
      if (g_str_has_suffix(phrases[i], " "))
        g_string_append_c(folded, ' ');
      ck_assert_str_eq(folded->str, phrases[i]);
      ck_assert_uint_ge(folded->len, 3);
      g_string_append_c(folded, g_str_has_suffix(phrases[i], " ") ? 'x' : ' ');
      ck_assert_msg((classes_of(folded->str) & phrase_rows[row].classes) != 0, "not found: %s", phrases[i]);
    }
  }
  ck_assert_uint_gt(count, 500);
  ck_assert_uint_lt(count, BOILERPLATE_MAX_PHRASES);
}
END_TEST

Suite *test_boilerplate_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("boilerplate", &tcase);

  tcase_add_loop_test(tcase, find, 0, G_N_ELEMENTS(find_rows));
  tcase_add_test(tcase, tables);
  return suite;
}
