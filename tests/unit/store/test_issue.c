/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "publish.h"
#include "suites.h"
#include "util/date.h"
#include "util/error.h"

/* NOW is 23 November 2026, 9:00, in a zone two hours behind the sun of Greenwich: 7:00, the very hour of publishing. */
#define HOUR 3600
#define DAY (24 * HOUR)
#define ZONE "<-02>2"

static Feed *source, *digest;

static void setup(void)
{
  GError *error = NULL;

  setenv("TZ", ZONE, 1);
  fixture_setup();
  fixture_begin();
  source = fixture_add_feed("Source", "source");
  digest = feed_new();
  digest->name = g_strdup("Digest");
  digest->kind = FEED_DIGEST;
  digest->source_row = source->row;
  digest->every = FEED_DAILY;
  digest->at_hour = 7;
  store_feed_add(fixture_store, digest, &error);
  ck_no_error(error);
}

static void teardown(void)
{
  fixture_commit();
  fixture_check_integrity(fixture_store->db);
  feed_free(source);
  feed_free(digest);
  fixture_teardown();
}

/* Makes what is due at that time, each line the number of an item. */
static char *make(gint64 now)
{
  GString *out = g_string_new(NULL);
  gboolean found = TRUE;
  GError *error = NULL;

  date_set_now(now);
  while (found) {
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(GPtrArray) items = NULL;
    IssueDue due;

    store_issue_due(fixture_store, digest, now, &due, &found, &error);
    ck_no_error(error);
    if (!found)
      break;
    items = store_issue_items(fixture_store, digest, due.floor, due.period.until, &error);
    ck_no_error(error);
    issue->feed_row = digest->row;
    issue->period = due.period;
    g_string_append_printf(out, "%s%s:", out->len > 0 ? " | " : "", due.period.day);
    for (guint i = 0; i < items->len; i++) {
      const Item *item = g_ptr_array_index(items, i);
      IssueLine *line = issue_line_new(ISSUE_NEWSLETTER, item->newsletter->subject);

      line->item = item->row;
      g_ptr_array_add(issue->lines, line);
      g_string_append_printf(out, " %s", item->newsletter->subject + strlen("Issue "));
    }
    store_issue_add(fixture_store, issue, &error);
    ck_no_error(error);
  }
  return g_string_free(out, FALSE);
}

#define check_made(now, wanted)                                                                                        \
  do {                                                                                                                 \
    g_autofree char *made = make(now);                                                                                 \
    ck_assert_str_eq(made, wanted);                                                                                    \
  } while (0)

static void publish(guint seed, gint64 when)
{
  fixture_publish(source->row, seed, 1, when);
}

START_TEST(every_day)
{
  publish(1, NOW - DAY); /* of the day before: it was over when the feed was made, but not the last */
  publish(2, NOW - DAY + 1);
  publish(3, NOW); /* at the end of the last */
  publish(4, NOW + 1);
  check_made(NOW, "2026-11-23: 3 2");
  check_made(NOW, "");
  check_made(NOW + DAY - 1, "");
  check_made(NOW + DAY, "2026-11-24: 4");
  check_made(NOW + DAY, "");
  check_made(NOW + 10 * DAY, ""); /* days without newsletters have none */
}
END_TEST

/* One for each day that had newsletters, as if nobody had been away. */
START_TEST(catches_up)
{
  publish(1, NOW + 1);
  publish(2, NOW + DAY);
  publish(3, NOW + DAY + 1);
  publish(4, NOW + 3 * DAY + 5);
  publish(5, NOW + 5 * DAY + 5);
  check_made(NOW + 5 * DAY + 10, "2026-11-24: 2 1 | 2026-11-25: 3 | 2026-11-27: 4");
  check_made(NOW + 6 * DAY, "2026-11-29: 5");
}
END_TEST

/* What waited for the model when the issue was made. */
START_TEST(late)
{
  publish(1, NOW + 10);
  check_made(NOW + DAY, "2026-11-24: 1");
  publish(2, NOW + DAY - 10);
  check_made(NOW + DAY + 10, "");
  publish(3, NOW + DAY + 20);
  check_made(NOW + 2 * DAY, "2026-11-25: 3 2");
  check_made(NOW + 3 * DAY, "");
  publish(4, NOW + 2 * DAY - 10);
  check_made(NOW + 4 * DAY, "2026-11-26: 4");
}
END_TEST

/* An archive is no news. */
START_TEST(archive)
{
  publish(1, NOW + 10);
  check_made(NOW + DAY, "2026-11-24: 1");
  publish(2, NOW - 100 * DAY);
  publish(3, NOW - 10);
  check_made(NOW + 2 * DAY, "");
}
END_TEST

START_TEST(clock_was_ahead)
{
  publish(1, NOW + 10);
  publish(2, NOW + 30 * DAY); /* came while the clock was wrong */
  check_made(NOW + 30 * DAY, "2026-11-24: 1 | 2026-12-23: 2");
  publish(3, NOW + 20); /* set right */
  check_made(NOW + 100, "");
  check_made(NOW + DAY, ""); /* the day has an issue */
  check_made(NOW + 2 * DAY, "2026-11-25: 3");
  publish(4, NOW + 29 * DAY + 5);
  check_made(NOW + 30 * DAY, "");
  check_made(NOW + 31 * DAY, "2026-12-24: 4");
}
END_TEST

/* In the night when the clock goes back, three o'clock comes twice; when it goes forward, half past two does not come. */
START_TEST(clock_changes)
{
  static const struct {
    guint hour;
    gint64 night; /* noon before, UTC */
    const char *day;
  } rows[] = {
    { 2, 1792843200, "2026-10-25" }, /* 24 October */
    { 3, 1792843200, "2026-10-25" },
    { 2, 1806148800, "2027-03-28" }, /* 27 March */
    { 3, 1806148800, "2027-03-28" },
  };
  g_autofree char *wanted = g_strdup_printf("%s: 1", rows[_i].day);
  GString *made = g_string_new(NULL);

  setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
  digest->at_hour = rows[_i].hour;
  digest->created = rows[_i].night;
  publish(1, rows[_i].night);
  for (gint64 now = rows[_i].night; now <= rows[_i].night + DAY; now += HOUR / 4) {
    g_autofree char *now_made = make(now);

    g_string_append(made, now_made);
  }
  ck_assert_str_eq(made->str, wanted);
  g_string_free(made, TRUE);
}
END_TEST

START_TEST(never_twice)
{
  g_autoptr(Issue) one = issue_new(), other = issue_new();
  GError *error = NULL;

  one->feed_row = other->feed_row = digest->row;
  one->period = other->period = issue_period(FEED_DAILY, 7, NOW);
  store_issue_add(fixture_store, one, &error);
  ck_no_error(error);
  ck_assert(!store_issue_add(fixture_store, other, &error));
  ck_error(error, ERROR_EXISTS);
  g_error_free(error);
}
END_TEST

START_TEST(confirmations)
{
  publish(1, NOW);
  sqlite3_exec(fixture_store->db, "UPDATE newsletter SET flags = flags | 1", NULL, NULL, NULL);
  check_made(NOW, "");
}
END_TEST

/* What it says stays, whatever becomes of the newsletters. */
START_TEST(frozen)
{
  g_autoptr(GPtrArray) before = NULL, after = NULL, next = NULL;
  g_autoptr(Issue) found = NULL, none = NULL;
  const Issue *issue;
  gint64 row, count = 0;
  GError *error = NULL;

  row = fixture_publish(source->row, 1, 1, NOW);
  check_made(NOW, "2026-11-23: 1");
  before = store_issue_list(fixture_store, digest->row, NULL, 0, &error);
  ck_no_error(error);
  ck_assert_uint_eq(before->len, 1);
  store_newsletter_remove(fixture_store, row, &error);
  ck_no_error(error);
  check_made(NOW + DAY, "");
  publish(2, NOW + DAY + 5);
  check_made(NOW + 2 * DAY, "2026-11-25: 2");
  after = store_issue_list(fixture_store, digest->row, NULL, 0, &error);
  ck_no_error(error);
  ck_assert_uint_eq(after->len, 2);
  issue = after->pdata[1];
  ck_assert_str_eq(issue->guid, ((const Issue *)before->pdata[0])->guid);
  ck_assert_str_eq(((const IssueLine *)issue->lines->pdata[0])->text, "Issue 1");
  ck_assert_int_eq(issue->period.until, NOW);
  next = store_issue_list(fixture_store, digest->row, ((const Issue *)after->pdata[0])->id, 5, &error);
  ck_assert_uint_eq(next->len, 1);
  ck_assert_str_eq(((const Issue *)next->pdata[0])->id, issue->id);
  store_issue_by_id(fixture_store, issue->id, &found, &error);
  ck_assert_str_eq(found->guid, issue->guid);
  ck_assert_int_eq(found->feed_row, digest->row);
  store_issue_by_id(fixture_store, "abcdefghijklmnopqrstuvwxyz", &none, &error);
  ck_assert_ptr_null(none);
  ck_no_error(error);
  store_issue_count(fixture_store, digest->row, &count, &error);
  ck_assert_int_eq(count, 2);
  ck_assert_ptr_null(store_issue_list(fixture_store, digest->row, "abcdefghijklmnopqrstuvwxyz", 5, &error));
  ck_error(error, ERROR_NOT_FOUND);
  g_error_free(error);
}
END_TEST

START_TEST(bumps)
{
  gint64 before = fixture_int(fixture_store->db, "SELECT version FROM feed WHERE kind = 'digest'");

  publish(1, NOW);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT version FROM feed WHERE kind = 'digest'"), before);
  check_made(NOW, "2026-11-23: 1");
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT version FROM feed WHERE kind = 'digest'"), before + 1);
}
END_TEST

Suite *test_issue_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("issue", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, every_day);
  tcase_add_test(tcase, catches_up);
  tcase_add_test(tcase, late);
  tcase_add_test(tcase, archive);
  tcase_add_test(tcase, clock_was_ahead);
  tcase_add_loop_test(tcase, clock_changes, 0, 4);
  tcase_add_test(tcase, never_twice);
  tcase_add_test(tcase, confirmations);
  tcase_add_test(tcase, frozen);
  tcase_add_test(tcase, bumps);
  return suite;
}
