/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "util/error.h"

#define CC (char *)

/* A to D, oldest first. */
static const MailEvent events[] = {
  { NOW, CC "1.M1.host", CC "bounce@x.org", CC "one@me, two@me", CC "aaa@x.org", CC "news@x.org", CC "100% Off_er",
    CC "d1", CC "id-a", OUTCOME_PUBLISHED, CC "A" },
  { NOW + 1, CC "2.M2.host", CC "", CC "two@me", CC "", CC "", CC "", CC "d2", CC "", OUTCOME_UNDECODED, CC "B" },
  { NOW + 2, CC "1.M1.host", CC "", CC "one@me", CC "aaa@x.org", CC "News@X.org", CC "back\\slash", CC "d1", CC "id-a",
    OUTCOME_DUPLICATE, CC "C" },
  { NOW + 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, OUTCOME_REMOVED, CC "D" },
};

static const struct {
  const char *text;
  guint max;
  const char *details;
} rows[] = {
  { "", 100, "ABCD" },        { "", 2, "CD" },         { "", 0, "" },
  { "M1.host", 100, "AC" },   { "AAA@x", 100, "AC" },  { "news@x.org", 100, "AC" },
  { "news@x.org", 1, "C" },   { "two@me", 100, "AB" }, { "id-a", 100, "AC" },
  { "off", 100, "A" },        { "0%", 100, "A" },      { "%", 100, "A" },
  { "f_e", 100, "A" },        { "f.e", 100, "" },      { "\\", 100, "C" },
  { "bounce@", 100, "" }, /* the envelope's sender is not searched */
  { "' OR 1=1 --", 100, "" },
};

START_TEST(finding)
{
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GString) details = g_string_new(NULL);

  fixture_begin();
  for (guint i = 0; i < G_N_ELEMENTS(events); i++)
    ck_assert(store_log_add(fixture_store, &events[i], NULL));
  fixture_commit();
  found = store_log_find(fixture_store, rows[_i].text, rows[_i].max, NULL);
  for (guint i = 0; i < found->len; i++)
    g_string_append(details, ((MailEvent *)g_ptr_array_index(found, i))->detail);
  ck_assert_str_eq(details->str, rows[_i].details);
}
END_TEST

START_TEST(round_trip)
{
  g_autoptr(GPtrArray) found = NULL;
  const MailEvent *event;

  fixture_begin();
  ck_assert(store_log_add(fixture_store, &events[0], NULL));
  ck_assert(store_log_add(fixture_store, &events[3], NULL));
  fixture_commit();
  found = store_log_find(fixture_store, "", 10, NULL);
  event = g_ptr_array_index(found, 0);
  ck_assert_int_eq(event->time, NOW);
  ck_assert_str_eq(event->spool_name, events[0].spool_name);
  ck_assert_str_eq(event->sender, events[0].sender);
  ck_assert_str_eq(event->recipients, events[0].recipients);
  ck_assert_str_eq(event->message_id, events[0].message_id);
  ck_assert_str_eq(event->from, events[0].from);
  ck_assert_str_eq(event->subject, events[0].subject);
  ck_assert_str_eq(event->sha256, events[0].sha256);
  ck_assert_str_eq(event->newsletter_id, events[0].newsletter_id);
  ck_assert_int_eq(event->outcome, OUTCOME_PUBLISHED);
  event = g_ptr_array_index(found, 1);
  ck_assert_str_eq(event->spool_name, "");
  ck_assert_str_eq(event->subject, "");
  ck_assert_int_eq(event->outcome, OUTCOME_REMOVED);
}
END_TEST

START_TEST(finding_by_item_id)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GPtrArray) found = NULL;
  MailEvent event = { .detail = CC "X" };
  const Item *item;

  fixture_begin();
  feed = fixture_add_feed("feed", NULL);
  fixture_publish(feed->row, 1, 1, NOW);
  items = store_item_list(fixture_store, feed->row, 0, FALSE, NULL);
  item = g_ptr_array_index(items, 0);
  event.newsletter_id = item->newsletter->id;
  ck_assert(store_log_add(fixture_store, &event, NULL));
  fixture_commit();
  found = store_log_find(fixture_store, item->id, 10, NULL);
  ck_assert_uint_eq(found->len, 1);
}
END_TEST

START_TEST(a_search_has_a_limit)
{
  g_autofree char *text = g_strnfill(100000, '%');
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(store_log_find(fixture_store, text, 10, &error));
  ck_error(error, ERROR_INVALID);
}
END_TEST

static const struct {
  const char *spool_name, *sha256;
  gboolean has;
} has_rows[] = {
  { "1.M1.host", "d1", TRUE },  { "2.M2.host", "d2", TRUE }, { "1.M1.host", "d2", FALSE },
  { "3.M3.host", "d1", FALSE }, { "", "", FALSE },
};

START_TEST(has)
{
  gboolean found = !has_rows[_i].has;

  fixture_begin();
  for (guint i = 0; i < G_N_ELEMENTS(events); i++)
    ck_assert(store_log_add(fixture_store, &events[i], NULL));
  fixture_commit();
  ck_assert(store_log_has(fixture_store, has_rows[_i].spool_name, has_rows[_i].sha256, &found, NULL));
  ck_assert_int_eq(found, has_rows[_i].has);
}
END_TEST

START_TEST(every_outcome_has_a_name)
{
  for (Outcome outcome = OUTCOME_PUBLISHED; outcome < OUTCOME_COUNT; outcome++)
    ck_assert_str_ne(outcome_name(outcome), "");
  ck_assert_str_eq(outcome_name(OUTCOME_EXPIRED), "expired");
}
END_TEST

Suite *test_log_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("log", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_loop_test(tcase, finding, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, round_trip);
  tcase_add_test(tcase, finding_by_item_id);
  tcase_add_test(tcase, a_search_has_a_limit);
  tcase_add_loop_test(tcase, has, 0, G_N_ELEMENTS(has_rows));
  tcase_add_test(tcase, every_outcome_has_a_name);
  return suite;
}
