/* SPDX-License-Identifier: MIT */
#include "markdown/link_letter.h"

#include <string.h>

#include "suites.h"

#define COUNTER "https://c.mailer.example/x/8f2a"
#define TALE                                                                                                           \
  "The river was high in spring and the village spent its evenings on the dam with the old miller and his tales"

/* The link is what stands between < and > in a block at place of 20, 15 when it is 0; the block before it; the copyright notice. */
static const struct {
  enum { NOBODY, PUBLISHER, AUTHOR, SIGNATURE } role;
  const char *block, *previous, *notice, *url;
  guint place;
  gboolean is_heading;
  const char *next; /* the block after; then the one before is a heading */
} rows[] = {
  { PUBLISHER, "<Acme Letter>", .notice = "\u00a9 2026 Acme Letter", .place = 1 },
  { PUBLISHER, "<Acme Letter>", .notice = "Acme Letter \u00a9 2026 \u2013 Unsubscribe" },
  { PUBLISHER, "<Open(ish) News>", .notice = "Open(ish) News \u00a9 2026" },
  { NOBODY, "<Acme Letter>", .notice = "\u00a9 2026 Acme Letter", .place = 9 },
  { NOBODY, "See <Acme Letter>", .notice = "\u00a9 2026 Acme Letter" },
  { NOBODY, "<Acme Letter>", .notice = "\u00a9 2026 Acme Letters" },
  { NOBODY, "<Acme Letter>", .notice = "\u00a9 2026 TheAcme Letter" },
  { NOBODY, "<Acme Letter>", .notice = "" },
  { NOBODY, "<Acme Letter>" },
  { NOBODY, "<here>", .notice = "\u00a9 2026 Acme, see here" },
  { NOBODY, "<Shop now>", .notice = "\u00a9 2026 Shop now" },
  { NOBODY, "<26>", .notice = "\u00a9 26 Acme" },
  { NOBODY, "<>", .notice = "\u00a9 26 Acme" },
  { NOBODY, "<The river and the dam and its mill>", .notice = "\u00a9 The river and the dam and its mill" },

  { AUTHOR, "Written by <Ada Quux> and Bob" },
  { AUTHOR, "The end\nEdited by <Ada Quux>" },
  { AUTHOR, "Filed under <Floods>, Dams" },
  { AUTHOR, "<by Ada>" },
  { AUTHOR, "<BY Ada Quux>" },
  { AUTHOR, "<von \u00c4da Quux>" },
  { AUTHOR, "<quux>", .url = "https://acme.example/users/quux" },
  { NOBODY, "<quux>", .url = "https://acme.example/users/quux/the-flood" },
  { NOBODY, "Ask <quux>", .url = "https://acme.example/users/quux" },
  { AUTHOR, "<Ada Quux>", "The flood", .next = "Mar 2", .place = 2 },
  { AUTHOR, "<Ada Quux>", "The flood", .next = "14. Oktober 2026", .place = 2 },
  { AUTHOR, "<Ada Quux>", "The flood", .next = "2nd Dec, 26", .place = 2 },
  { NOBODY, "<Ada Quux>", "The flood", .next = "Mar 2", .place = 9 },
  { NOBODY, "<Ada Quux>", "The flood", .next = "March", .place = 2 },
  { NOBODY, "<Ada Quux>", "The flood", .next = "2026", .place = 2 },
  { NOBODY, "<Ada Quux>", "The flood", .next = "2 dams", .place = 2 },
  { NOBODY, "<Ada Quux>", "The flood", .next = "Mar Apr 2", .place = 2 },
  { NOBODY, "<Ada Quux>", "The flood", .next = "", .place = 2 },
  { NOBODY, "<Ada>", "The flood", .next = "Mar 2", .place = 2 },
  { NOBODY, "<Read more>", "The flood", .next = "Mar 2", .place = 2 },
  { NOBODY, "<Quux 2.1>", "The flood", .next = "Mar 2", .place = 2 },
  { NOBODY, "See <Ada Quux>", "The flood", .next = "Mar 2", .place = 2 },
  { NOBODY, "<Ada Quux>", "The flood", .next = "Mar 2", .place = 2, .is_heading = TRUE },
  { NOBODY, "<Di Quux>" },
  { NOBODY, "<by the river>" },
  { NOBODY, "<by \u00e4da>" },
  { NOBODY, "<by >" },
  { NOBODY, "<By Ada. A tale>" },
  { NOBODY, "<By Night All Cats Are Grey>" },
  { NOBODY, "It is <by Ada>" },
  { NOBODY, "<Written by Ada>" },

  { SIGNATURE, "<Ada Quux> and Bob", .previous = "See you tomorrow!" },
  { SIGNATURE, "<Ada Quux>", .previous = "That's all for today, friends of the river" },
  { SIGNATURE, "Until tomorrow,\nAda Quux, miller\n<https://acme.example>\nhttps://other.example" },
  { SIGNATURE, "Until tomorrow,\nAda Quux, miller\nhttps://other.example\n<https://acme.example/>" },
  { SIGNATURE, "<Ada>", .previous = "Viele Gr\u00fc\u00dfe" },
  { SIGNATURE, "<Ada>", .previous = "Cheers,", .place = 7 },
  { NOBODY, "<Ada>", .previous = "Cheers,", .place = 6 },
  { NOBODY, "<Ada>", .previous = "Cheers,", .is_heading = TRUE },
  { NOBODY, "<Ada>", .previous = "Cheers went up from all of the village as the old miller came home with his tale" },
  { NOBODY, "<Ada>", .previous = TALE },
  { NOBODY, "<Ada>" },
  { NOBODY, "<>", .previous = "Cheers," },
  { NOBODY, "<Read more>", .previous = "Have a great day!" },
  { NOBODY, "<here>", .previous = "Have a great day!" },
  { NOBODY, "<How the river took the dam>", .previous = "Have a great day!" },
  { NOBODY, "<https://acme.example/flood>", .previous = "Have a great day!" },
  { NOBODY, TALE " <Ada>", .previous = "Cheers," },
  { NOBODY, "Until tomorrow,\n" TALE "\n<Ada>" },
  { NOBODY, "Until tomorrow,\na\nb\nc\nd\ne\n<Ada>" },
};

START_TEST(knows_its_role)
{
  const char *open = strchr(rows[_i].block, '<'), *close = strchr(open, '>');
  g_autofree char *text = g_strndup(open + 1, (gsize)(close - open) - 1);
  g_autofree char *block = g_strdup_printf("%.*s%s%s", (int)(open - rows[_i].block), rows[_i].block, text, close + 1);
  const char *url = rows[_i].url != NULL ? rows[_i].url : COUNTER;
  gsize start = (gsize)(open - rows[_i].block);
  LinkBlock previous = { .text = rows[_i].previous }, notice = { .text = rows[_i].notice };
  LinkBlock next = { .text = rows[_i].next };
  LinkContext context = { .url = url,
                          .shown_url = url,
                          .text = text,
                          .sender_host = "",
                          .block_index = rows[_i].place != 0 ? rows[_i].place : 15,
                          .block_count = 20,
                          .is_heading = rows[_i].is_heading,
                          .previous = previous.text != NULL ? &previous : NULL,
                          .heading = next.text != NULL ? &previous : NULL,
                          .next = next.text != NULL ? &next : NULL,
                          .notice = notice.text != NULL ? &notice : NULL,
                          .place = { block, start, start + strlen(text) } };
  LinkEvidence evidence = link_evidence_read(&context);

  ck_assert_int_eq(link_letter_is_publisher(&evidence), rows[_i].role == PUBLISHER);
  ck_assert_int_eq(link_letter_is_author(&evidence), rows[_i].role == AUTHOR);
  ck_assert_int_eq(link_letter_is_signature(&evidence), rows[_i].role == SIGNATURE);
}
END_TEST

Suite *suite_link_letter(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/link_letter", &tcase);

  tcase_add_loop_test(tcase, knows_its_role, 0, G_N_ELEMENTS(rows));
  return suite;
}
