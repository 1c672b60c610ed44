/* SPDX-License-Identifier: MIT */
#include "link_kind_row.h"
#include "suites.h"

static const Row rows[] = {
  /* by place */
  { LINK_NAV, .text = "Acme", .url = OWN, .block = "Acme is old." },
  { LINK_NAV, .text = "https://acme.example", .block = LONG_TALE " https://acme.example" },
  { LINK_CONTENT, .text = "Shop now", .url = OWN, .place = LATE },
  { LINK_CONTENT, .text = "Saw mill", .url = "https://saws.acme.example/", .block = "The saw mill." },
  { LINK_NAV, .text = "Saw mill", .url = "https://saws.acme.example/", .block = "The saw mill.", .place = LATE },
  { LINK_NAV, .text = "Saw mill", .url = "https://saws.acme.example/", .block = "The saw mill.", .is_image = TRUE },
  { LINK_NAV, .text = "Quux", .url = "https://quux.example/", .place = SECOND, .block = "Quux, the best of saws" },
  { LINK_CONTENT, .text = "Quux", .url = "https://quux.example/", .place = SECOND, .block = "See Quux, the best" },
  { LINK_CONTENT, .text = "Quux", .url = "https://quux.example/", .place = EARLY, .block = "Quux, the best of saws" },
  { LINK_CONTENT, .text = "Quux", .url = "https://quux.example/", .place = SHORT_MAIL, .block = "Quux, the best" },
  { LINK_NAV, .text = "Quux", .in_small_print = TRUE, .place = LATE, .block = "Quux, \u00a9 2026" },
  { LINK_CONTENT, .text = "Quux", .in_small_print = TRUE, .place = LATE,
    .block = LONG_TALE LONG_TALE LONG_TALE LONG_TALE LONG_TALE LONG_TALE LONG_TALE LONG_TALE "Quux" },
  { LINK_CONTENT, .text = "The river and its dams and its mills", .in_small_print = TRUE, .place = LATE },
  { LINK_NAV, .text = "Acme", .url = OWN, .place = LATE, .block = "Acme is old." },
  { LINK_NAV, .text = "Acme", .url = OWN, .block = "Acme is old.", .is_image = TRUE },
  { LINK_NAV, .text = "Quux", .url = "https://quux.example/", .place = LAST, .block = "Quux is old." },
  { LINK_CONTENT, .text = "Quux", .url = "https://quux.example/", .place = LATE, .block = "Quux is old." },
  { LINK_NAV, .text = "Small letters", .url = "https://acme.example/en/privacy", .place = LATE },
  { LINK_NAV, .text = "Small letters", .url = "https://acme.example/en/privacy", .is_image = TRUE },
  { LINK_CONTENT, .text = "Small letters", .url = "https://acme.example/en/privacy" },
  { LINK_CONTENT, .text = "Small letters", .url = "https://acme.example/privacy/flood", .place = LATE },
  { LINK_NAV, .text = "Saws", .block = "Saws | Files | Oils", .place = LAST },
  { LINK_NAV, .text = "Saws", .block = "Saws \u00b7 Files \u2022 Oils", .place = LAST },
  { LINK_CONTENT, .text = "Saws", .block = "Saws | Files | Oils", .place = LATE },
  { LINK_NAV, .text = "Saws", .block = "Saws | Privacy policy | Oils", .place = LATE },
  { LINK_NAV, .text = "Saws", .block = "Saws | Unsubscribe | Oils" },
  { LINK_CONTENT, .text = "Saws",
    .block = "Saws of steel \u2022 Free shipping \u2022 Eight teeth to the inch, sharp as razors" },
  { LINK_NAV, .text = "quux.example", .place = LATE },
  { LINK_CONTENT, .text = "http://quux.example", .place = LATE },
  { LINK_CONTENT, .text = "quux.example" },
  { LINK_CONTENT, .text = "quux.example", .place = LATE, .block = "Saws are made by quux.example" },
  { LINK_NAV, .text = "quux.example", .is_image = TRUE, .place = LATE, .previous = "Facebook" },
  { LINK_CONTENT, .text = "Saws", .block = "Saws | Files, Oils", .place = LAST },
  { LINK_NAV, .text = "Quux", .place = FIRST, .is_image = TRUE, .url = ELSEWHERE, .block = "Quux" },
  { LINK_NAV, .text = "Quux", .place = FIRST, .url = ELSEWHERE },
  { LINK_CONTENT, .text = "Quux", .place = FIRST, .url = ELSEWHERE, .is_heading = TRUE },
  { LINK_CONTENT, .text = "Quux 2.1", .place = FIRST, .url = ELSEWHERE },
  { LINK_CONTENT, .text = "Read more", .place = FIRST, .url = ELSEWHERE },
  { LINK_CONTENT, .text = "The river and its dams", .place = FIRST, .url = ELSEWHERE },
  { LINK_CONTENT, .text = "Quux", .place = SECOND, .url = ELSEWHERE },
  { LINK_CONTENT, .text = "Quux", .place = SHORT_MAIL, .url = ELSEWHERE },
  { LINK_CONTENT, .text = "Quux", .place = EARLY, .is_image = TRUE, .url = ELSEWHERE },
  { LINK_CONTENT, .text = "Quux", .place = FIRST, .is_image = TRUE, .block = "Quux is here", .url = ELSEWHERE },
  { LINK_CONTENT, .text = "Quux", .place = SHORT_MAIL, .is_image = TRUE, .url = ELSEWHERE },
  { LINK_NAV, .text = "Saws", .place = EARLY, .previous = "Files" },
  { LINK_NAV, .text = "Saws", .place = SECOND, .next = "Oils and lamps" },
  { LINK_CONTENT, .text = "Saws", .previous = "Files", .next = "Oils" },
  { LINK_CONTENT, .text = "Saws", .previous = "Files", .next = "Oils", .place = LATE },
  { LINK_NAV, .text = "Saws", .previous = "Privacy policy", .next = "Oils", .place = LATE },
  { LINK_NAV, .text = "Saws", .previous = "Files", .next = "Unsubscribe", .place = LATE },
  { LINK_NAV, .text = "Saws", .block = "Imprint\nSaws\nOils", .place = LATE },
  { LINK_CONTENT, .text = "Saws", .block = "Files\nSaws\nOils", .place = LATE },
  { LINK_CONTENT, .text = "Saws", .place = EARLY, .block = "Files\nSaws\nOils" },
  { LINK_CONTENT, .text = "Saws", .previous = "Files", .next = "What the river left behind", .place = LATE },
  { LINK_CONTENT, .text = "Saws", .previous = "What the river left behind", .next = "Oils", .place = LATE },
  { LINK_CONTENT, .text = "Shop now", .previous = "Files", .next = "Oils", .place = LATE },
  { LINK_OTHER, .text = "Saws", .previous = "Files", .next = "Oils", .place = LATE, .heading = "How did we do?" },
  { LINK_CONTENT, .text = "Saws", .place = EARLY, .next = "Oils and lamps and wicks" },
  { LINK_CONTENT, .text = "Shop now", .place = EARLY, .previous = "Files" },
  { LINK_CONTENT, .text = "Saws", .place = LONG_MAIL, .previous = "Files" },
  { LINK_CONTENT, .text = "Saws of the river mill", .place = EARLY, .previous = "Files" },

  /* the logo, and the picture below it */
  { LINK_NAV, .text = "The old mill dam", .place = SECOND, .is_image = TRUE, .url = ELSEWHERE,
    .previous = "The river is high in spring" },
  { LINK_CONTENT, .text = "The old mill dam", .place = SECOND, .is_image = TRUE, .url = ELSEWHERE,
    .previous = "Acme logo" },
  { LINK_CONTENT, .text = "Mill sale", .place = FIRST, .is_image = TRUE, .url = ELSEWHERE },
  { LINK_CONTENT, .text = "Mill sale", .place = FIRST, .url = ELSEWHERE },
  { LINK_CONTENT, .text = "Desconto", .place = EARLY, .previous = "Files" },
  { LINK_CONTENT, .text = "Quux", .place = FIRST, .is_image = TRUE, .url = ELSEWHERE, .leads_on = TRUE },
  { LINK_CONTENT, .text = "Quux", .place = FIRST, .url = ELSEWHERE, .leads_on = TRUE },
  { LINK_CONTENT, .text = "Saws", .place = EARLY, .previous = "Files", .leads_on = TRUE },

  /* rows of entries that nobody has a word for */
  { LINK_NAV, .text = "Saws", .block = "Saws | Files | Oils | Lamps | Wicks", .place = LATE },
  { LINK_NAV, .text = "Saws", .block = "Saws \u00b7 Files \u00b7 Oils \u00b7 Lamps \u00b7 Wicks", .place = FIRST },
  { LINK_CONTENT, .text = "Saws", .block = "Saws | Files | Oils | Lamps | Wicks" },
  { LINK_CONTENT, .text = "Saws", .block = "Saws | Files | Oils | Lamps", .place = LATE },
  { LINK_CONTENT, .text = "Saws", .place = LATE,
    .block =
        "Saws | the river was high in spring | the village spent its evenings on the dam | and the old miller told | "
        "how it had been" },
  { LINK_CONTENT, .text = "Saws", .block = LONG_TALE "\nSaws\n| | | | | |", .place = LATE },
  { LINK_CONTENT, .text = "https://quux.example/p", .block = "The dam | 7 | https://quux.example/p | | |",
    .place = FIRST },

  /* one's own categories */
  { LINK_NAV, .text = "Floods", .url = "https://acme.example/category/floods" },
  { LINK_CONTENT, .text = "Floods", .url = "https://quux.example/category/floods" },
  { LINK_CONTENT, .text = "acme.example/\u2026", .url = "https://acme.example/category/floods" },
  { LINK_CONTENT, .text = "Floods", .url = "https://acme.example/category/floods",
    .block = "Of Floods much was said." },
  { LINK_CONTENT, .text = "All that the river did", .url = "https://acme.example/category/floods" },

  /* legal pages behind a text that says nothing */
  { LINK_NAV, .text = "See more", .url = "https://acme.example/en/privacy" },
  { LINK_CONTENT, .text = "See more", .url = "https://acme.example/en/blog" },
  { LINK_CONTENT, .text = "See more", .url = "https://acme.example/privacy/flood" },

  /* who sends it: see test_link_letter.c */
  { LINK_NAV, .text = "Acme Letter", .place = EARLY, .notice = "\u00a9 2026 Acme Letter", .url = ELSEWHERE },
  { LINK_NAV, .text = "Ada Quux", .previous = "See you tomorrow!" },
  { LINK_NAV, .text = "by Ada Quux" },

  /* opinions */
  { LINK_OTHER, .text = "\u2605\u2605\u2605", .heading = "How did we do?" },
  { LINK_CONTENT, .text = "Superb", .previous = LONG_TALE " What did you think of today's letter?" },
  { LINK_OTHER, .text = "Superb", .previous = "Middling", .label = "What did you think of today's letter?" },
  { LINK_CONTENT, .text = "Superb", .previous = "Middling", .label = "What the river did" },
  { LINK_OTHER, .text = "Superb", .previous = "What did you think of today's letter?" },
  { LINK_CONTENT, .text = "Superb", .heading = "How the dam was built" },
  { LINK_ACTION, .text = "Unsubscribe", .heading = "How did we do?" },
  { LINK_OTHER, .text = "here", .block = "Have you got the saw? Write a review here" },
  { LINK_OTHER, .text = "quux.example/r", .block = "Have you got the saw?\nWrite a review here:\nquux.example/r" },
  { LINK_CONTENT, .text = "The flood", .previous = "Write a review here" },
  { LINK_CONTENT, .text = "here", .block = "Write a review. All saws are here" },

  /* nothing, and much of it */
  { LINK_CONTENT, .text = "" },
  { LINK_CONTENT, .text = "", .block = "", .place = SHORT_MAIL },
  { LINK_CONTENT, .text = "...", .block = "... ... ..." },
};

START_TEST(guesses_the_kind)
{
  check_row(&rows[_i], _i);
}
END_TEST

/* Through link_kind_guess, for which a link's place counts last; test_link_kind.c has the words. */
Suite *suite_link_place(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/link_place", &tcase);

  tcase_add_loop_test(tcase, guesses_the_kind, 0, G_N_ELEMENTS(rows));
  return suite;
}
