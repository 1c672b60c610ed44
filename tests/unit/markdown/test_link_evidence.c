/* SPDX-License-Identifier: MIT */
#include "markdown/link_evidence.h"

#include <string.h>

#include "suites.h"

#define COUNTER "https://c.mailer.example/x/8f2a"

/* The link is what stands between < and >. near: of WordKind, of what is near; mostly GENERIC, FILL and the like do not count. */
static const struct {
  const char *block;
  WordKind near, lead, next_to;
  gboolean is_here, is_spelt, is_address, is_alone, is_whole;
} rows[] = {
  { "<The flood>", 0, 0, 0, FALSE, FALSE, FALSE, TRUE, TRUE },
  { "<here>", 0, 0, 0, TRUE, FALSE, FALSE, TRUE, TRUE },
  { "To unsubscribe <click here>", WORD_LEAVE, 0, WORD_LEAVE, TRUE, FALSE, FALSE, FALSE, FALSE },
  { "Unsubscribe? <Click here>", WORD_LEAVE, WORD_LEAVE, 0, TRUE, FALSE, FALSE, FALSE, FALSE },
  { "Unsubscribe?\n<Click here>", WORD_LEAVE, WORD_LEAVE, 0, TRUE, FALSE, FALSE, TRUE, FALSE },
  { "Our archive.\n<Click here>", 0, WORD_NAV, 0, TRUE, FALSE, FALSE, TRUE, FALSE },
  { "Our archive:\n<Click here>", WORD_NAV, WORD_NAV, 0, TRUE, FALSE, FALSE, TRUE, FALSE },
  { "Powered by <Quux>", WORD_VENDOR, 0, WORD_VENDOR, FALSE, FALSE, FALSE, FALSE, FALSE },
  { "Our archive <quux.example/a> or unsubscribe", WORD_NAV, 0, WORD_NAV, TRUE, TRUE, TRUE, FALSE, FALSE },
  { "Our archive <a@quux.example> or unsubscribe", WORD_NAV | WORD_LEAVE, 0, WORD_NAV, TRUE, FALSE, TRUE, FALSE,
    FALSE },
  { "<https://quux.example/?a=b@c>", 0, 0, 0, TRUE, TRUE, TRUE, TRUE, TRUE },
};

START_TEST(test_rows)
{
  const char *open = strchr(rows[_i].block, '<'), *close = strchr(open, '>');
  g_autofree char *text = g_strndup(open + 1, (gsize)(close - open) - 1);
  g_autofree char *block = g_strdup_printf("%.*s%s%s", (int)(open - rows[_i].block), rows[_i].block, text, close + 1);
  gsize start = (gsize)(open - rows[_i].block);
  LinkContext context = { .url = COUNTER,
                          .shown_url = COUNTER,
                          .text = text,
                          .sender_host = "",
                          .block_index = 9,
                          .block_count = 20,
                          .place = { block, start, start + strlen(text) } };
  LinkEvidence evidence = link_evidence_read(&context);
  guint telling = WORD_LEAVE | WORD_NAV | WORD_VENDOR | WORD_SPONSOR;

  ck_assert_uint_eq(link_evidence_near(&evidence).kinds & telling, rows[_i].near);
  ck_assert_uint_eq(link_evidence_lead(&evidence).kinds & telling, rows[_i].lead);
  ck_assert_uint_eq(link_evidence_next_to(&evidence) & telling, rows[_i].next_to);
  ck_assert_int_eq(link_evidence_is_here(&evidence), rows[_i].is_here);
  ck_assert_int_eq(link_evidence_is_whole_block(&context), rows[_i].is_whole);
  ck_assert_int_eq(evidence.is_spelt, rows[_i].is_spelt);
  ck_assert_int_eq(evidence.is_address, rows[_i].is_address);
  ck_assert_int_eq(evidence.is_alone, rows[_i].is_alone);
}
END_TEST

/* A lone link that says nothing goes on from the block above, one in lines from the line. */
START_TEST(test_beside)
{
  LinkBlock above = { .text = "To unsubscribe:" }, below = { .text = "Our archive" };
  LinkContext context = { .url = COUNTER,
                          .shown_url = COUNTER,
                          .text = "here",
                          .sender_host = "",
                          .previous = &above,
                          .next = &below,
                          .place = { "here", 0, 4 } };
  LinkEvidence evidence = link_evidence_read(&context);

  ck_assert(link_evidence_near(&evidence).kinds & WORD_LEAVE);
  ck_assert(link_evidence_beside(&evidence, -1).kinds & WORD_LEAVE);
  ck_assert(link_evidence_beside(&evidence, 1).kinds & WORD_NAV);
  ck_assert(above.is_scanned);
  context.place = (LinkPlace){ "Facebook\nhere\nThe end", 9, 13 };
  evidence = link_evidence_read(&context);
  ck_assert(link_evidence_beside(&evidence, -1).kinds & WORD_SOCIAL);
  ck_assert_uint_eq(link_evidence_beside(&evidence, 1).kinds & WORD_NAV, 0);
  context.previous = context.next = NULL;
  context.place = (LinkPlace){ "here", 0, 4 };
  evidence = link_evidence_read(&context);
  ck_assert_uint_eq(link_evidence_beside(&evidence, -1).units, 0);
  ck_assert_uint_eq(link_evidence_block(NULL).units, 0);
}
END_TEST

START_TEST(test_shares)
{
  ck_assert(link_evidence_is_whole(link_words_scan("our archive")));
  ck_assert(!link_evidence_is_whole(link_words_scan("our river archive")));
  ck_assert(!link_evidence_is_whole(link_words_scan("")));
  ck_assert(link_evidence_is_mostly(link_words_scan("our river archive"), 60));
  ck_assert(!link_evidence_is_mostly(link_words_scan("our river archive"), 70));
  ck_assert(!link_evidence_is_mostly(link_words_scan(""), 0));
}
END_TEST

Suite *suite_link_evidence(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/link_evidence", &tcase);

  tcase_add_loop_test(tcase, test_rows, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, test_beside);
  tcase_add_test(tcase, test_shares);
  return suite;
}
