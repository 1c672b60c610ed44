/* SPDX-License-Identifier: MIT */
#include <sys/stat.h>

#include "fixture.h"
#include "suites.h"
#include "util/date.h"
#include "util/error.h"

#define DAY 86400
#define LONG 1000000 /* microseconds: a step that ends before all is done is a very slow machine's */

static void execute(const char *format, ...) G_GNUC_PRINTF(1, 2);

static void execute(const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list arguments;

  va_start(arguments, format);
  sql = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  ck_assert_msg(sqlite3_exec(fixture_store->db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql,
                sqlite3_errmsg(fixture_store->db));
}

static gint64 count(const char *sql)
{
  return fixture_int(fixture_store->db, sql);
}

/* One transaction; whether there is more. */
static gboolean step(Keep *keep, gint64 microseconds)
{
  GError *error = NULL;
  gboolean more = FALSE;

  fixture_begin();
  store_keep_step(fixture_store, keep, microseconds, &more, &error);
  ck_no_error(error);
  fixture_commit();
  return more;
}

static void run(Keep *keep)
{
  while (step(keep, LONG))
    ;
}

static Keep keep_for(guint days, guint raw_days, guint log_days)
{
  return (Keep){ .now = NOW, .days = days, .raw_days = raw_days, .log_days = log_days, .max_items = 50 };
}

/* Ages in days; published, waits: -1: it is in no feed, or not in the waiting room. */
static const struct {
  const char *what;
  guint days, raw_days;
  int received, published, waits;
  gboolean undecoded;
  gboolean stays, raw_stays;
} rows[] = {
  { "for ever", 0, 0, 9999, 9999, -1, FALSE, TRUE, TRUE },
  { "young", 30, 0, 29, 29, -1, FALSE, TRUE, TRUE },
  { "on the day", 30, 0, 30, 30, -1, FALSE, TRUE, TRUE },
  { "old", 30, 0, 31, 31, -1, FALSE, FALSE, FALSE },
  { "released yesterday", 30, 0, 90, 1, -1, FALSE, TRUE, TRUE },
  { "imported yesterday, dated long ago", 30, 0, 1, 4000, -1, FALSE, TRUE, TRUE },
  { "imported long ago", 30, 0, 31, 4000, -1, FALSE, FALSE, FALSE },
  { "waits, young", 30, 0, 10, -1, 10, FALSE, TRUE, TRUE },
  { "waits, old", 30, 0, 31, -1, 31, FALSE, FALSE, FALSE },
  { "waits since yesterday for another feed", 30, 0, 90, 90, 1, FALSE, TRUE, TRUE },
  { "dated in the future", 30, 0, -400, -400, -1, FALSE, TRUE, TRUE },
  { "raw young", 0, 30, 29, 29, -1, FALSE, TRUE, TRUE },
  { "raw old", 0, 30, 31, 31, -1, FALSE, TRUE, FALSE },
  { "raw old, though published yesterday", 0, 30, 31, 1, -1, FALSE, TRUE, FALSE },
  { "raw of what waits", 0, 30, 31, -1, 31, FALSE, TRUE, FALSE },
  { "raw is all there is", 0, 30, 31, 31, -1, TRUE, TRUE, TRUE },
  { "undecoded and old", 30, 30, 31, 31, -1, TRUE, FALSE, FALSE },
  { "raw before the rest", 60, 30, 45, 45, -1, FALSE, TRUE, FALSE },
  { "raw longer than the rest", 30, 60, 45, 45, -1, FALSE, FALSE, FALSE },
};

START_TEST(ages)
{
  g_auto(Keep) keep = keep_for(rows[_i].days, rows[_i].raw_days, 0);
  g_autoptr(Feed) feed = NULL;
  gint64 row;

  fixture_begin();
  feed = fixture_add_feed("feed", "one");
  row = rows[_i].published >= 0 || rows[_i].waits < 0 ? fixture_publish(feed->row, 1, 3, NOW - rows[_i].published * DAY)
                                                      : fixture_add_newsletter(1, 3);
  if (rows[_i].waits >= 0) {
    ck_assert(store_waiting_add(fixture_store, row, 0, "x@y", "because", NULL));
    execute("UPDATE waiting SET since = %d", NOW - rows[_i].waits * DAY);
  }
  execute("UPDATE newsletter SET received = %d, flags = %d", NOW - rows[_i].received * DAY,
          rows[_i].undecoded ? NEWSLETTER_UNDECODED : 0);
  fixture_commit();
  run(&keep);
  ck_assert_msg(count("SELECT count(*) FROM newsletter") == rows[_i].stays, "%s", rows[_i].what);
  ck_assert_msg(count("SELECT count(*) FROM raw") == rows[_i].raw_stays, "%s: raw", rows[_i].what);
  ck_assert_uint_eq(keep.newsletters, !rows[_i].stays);
  ck_assert_uint_eq(keep.raws, rows[_i].stays && !rows[_i].raw_stays);
  ck_assert_int_eq(count("SELECT count(*) FROM link"), rows[_i].stays ? 3 : 0);
  ck_assert_int_eq(count("SELECT count(*) FROM seen"), 1);
  ck_assert_int_eq(count("SELECT count(*) FROM mail_log WHERE outcome = 'expired'"), !rows[_i].stays);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

/* Newsletters 1 to n, the first the oldest, one a day, the last of them today. */
static Feed *fill(guint n, gint64 cap)
{
  Feed *feed;

  fixture_begin();
  feed = fixture_add_feed("feed", "one");
  execute("UPDATE feed SET max_items = %d", (int)cap);
  for (guint i = 1; i <= n; i++) {
    gint64 when = NOW - (gint64)(n - i) * DAY;
    gint64 row = fixture_publish(feed->row, i, 2, when);

    execute("UPDATE newsletter SET received = %" G_GINT64_FORMAT " WHERE row = %" G_GINT64_FORMAT, when, row);
  }
  execute("UPDATE feed SET version = 100, changed = %d", NOW - 3600);
  fixture_commit();
  return feed;
}

START_TEST(the_log_says_so_and_it_does_not_come_back)
{
  g_auto(Keep) keep = keep_for(1, 0, 0);
  g_autoptr(Feed) feed = fill(3, 0);
  g_autoptr(Newsletter) again = fixture_newsletter(1, 2);
  g_autoptr(GPtrArray) events = NULL;
  const MailEvent *event;
  Seen seen = SEEN_NEVER;
  gint64 row = 0;

  run(&keep);
  ck_assert_uint_eq(keep.newsletters, 1);
  ck_assert(store_newsletter_seen(fixture_store, again, &seen, &row, NULL));
  ck_assert_int_eq(seen, SEEN_REMOVED);
  events = store_log_find(fixture_store, "Issue 1", 10, NULL);
  ck_assert_uint_eq(events->len, 1);
  event = g_ptr_array_index(events, 0);
  ck_assert_int_eq(event->outcome, OUTCOME_EXPIRED);
  ck_assert_str_eq(event->detail, "it was kept for 1 day");
  ck_assert_str_eq(event->message_id, "1@example.org");
  ck_assert_str_eq(event->sha256, again->sha256);
  ck_assert_int_eq(event->time, NOW);
}
END_TEST

/* Ten newsletters, of which days remain; the feed changes only when it showed one of those that went. */
static const struct {
  gint64 cap, default_cap;
  guint days;
  gboolean changes;
} caps[] = {
  { 0, 50, 4, TRUE },  { 10, 50, 4, TRUE }, { 6, 50, 4, TRUE }, { 5, 50, 4, FALSE },  { 1, 50, 4, FALSE },
  { -1, 5, 4, FALSE }, { -1, 6, 4, TRUE },  { -1, 0, 4, TRUE }, { 0, 50, 40, FALSE },
};

START_TEST(feeds_change_when_readers_see_it)
{
  g_auto(Keep) keep = keep_for(caps[_i].days, 0, 0);
  g_autoptr(Feed) feed = fill(10, caps[_i].cap);

  keep.max_items = caps[_i].default_cap;
  run(&keep);
  ck_assert_int_eq(count("SELECT count(*) FROM item"), caps[_i].days < 10 ? 5 : 10);
  ck_assert_int_eq(count("SELECT version > 100 FROM feed"), caps[_i].changes);
  ck_assert_int_eq(count("SELECT changed FROM feed"), caps[_i].changes ? NOW : NOW - 3600);
}
END_TEST

START_TEST(other_feeds_stay_as_they_are)
{
  g_auto(Keep) keep = keep_for(4, 0, 0);
  g_autoptr(Feed) feed = fill(10, 0), other = NULL;

  fixture_begin();
  other = fixture_add_feed("other", "two");
  fixture_publish(other->row, 100, 2, NOW);
  execute("UPDATE feed SET version = 100 WHERE row = %d", (int)other->row);
  fixture_commit();
  run(&keep);
  ck_assert_int_eq(count("SELECT version FROM feed WHERE name = 'other'"), 100);
  ck_assert_int_eq(count("SELECT version > 100 FROM feed WHERE name = 'feed'"), 1);
}
END_TEST

/* What is made from a feed: a copy of it, and the articles that its newsletters name. */
START_TEST(derived_feeds)
{
  g_auto(Keep) keep = keep_for(4, 0, 0);
  g_autoptr(Feed) feed = fill(10, 5), all = feed_new(), links = feed_new();

  fixture_begin();
  all->name = g_strdup("all");
  all->kind = FEED_ALL;
  links->name = g_strdup("links");
  links->kind = FEED_PER_LINK;
  links->source_row = feed->row;
  ck_assert(store_feed_add(fixture_store, all, NULL) && store_feed_fill(fixture_store, all, NULL) &&
            store_feed_add(fixture_store, links, NULL) && store_article_fill(fixture_store, links, NULL, NULL, NULL));
  ck_assert_int_gt(count("SELECT count(*) FROM mention"), 0);
  execute("UPDATE feed SET version = 100, changed = %d", NOW - 3600);
  fixture_commit();
  ck_assert_int_eq(count("SELECT count(*) FROM item WHERE source IS NOT NULL"), 10);
  run(&keep);
  ck_assert_uint_eq(keep.newsletters, 5);
  ck_assert_int_eq(count("SELECT count(*) FROM item"), 10);
  ck_assert_int_eq(count("SELECT version FROM feed WHERE name = 'feed'"), 100);
  ck_assert_int_eq(count("SELECT version FROM feed WHERE name = 'all'"), 101);
  ck_assert_int_eq(count("SELECT version FROM feed WHERE name = 'links'"), 101);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

/* Issues of a digest, one a day for ten days; cap of the feed. */
static const struct {
  int cap;
  gboolean changes;
} issue_rows[] = { { 0, TRUE }, { 6, TRUE }, { 5, FALSE }, { -1, TRUE } };

START_TEST(issues_of_digests)
{
  g_auto(Keep) keep = keep_for(4, 0, 0);
  g_autoptr(Feed) feed = fill(1, 0), digest = feed_new();

  fixture_begin();
  digest->name = g_strdup("digest");
  digest->kind = FEED_DIGEST;
  digest->source_row = feed->row;
  ck_assert(store_feed_add(fixture_store, digest, NULL));
  for (int i = 0; i < 10; i++)
    execute("INSERT INTO digest (feed, period, id, guid, since, until) VALUES (%d, '%d', 'id%d', 'guid', 0, %d)",
            (int)digest->row, i, i, NOW - i * DAY);
  execute("UPDATE feed SET version = 100, changed = %d, max_items = %d", NOW - 3600, issue_rows[_i].cap);
  fixture_commit();
  run(&keep);
  ck_assert_int_eq(count("SELECT count(*) FROM digest"), 5);
  ck_assert_int_eq(count("SELECT min(until) FROM digest"), NOW - 4 * DAY);
  ck_assert_int_eq(count("SELECT version FROM feed WHERE name = 'digest'"), issue_rows[_i].changes ? 101 : 100);
}
END_TEST

/* A feed with a status item says how much mail waits for it. */
START_TEST(waiting_mail_that_goes_is_seen)
{
  g_auto(Keep) keep = keep_for(4, 0, 0);
  g_autoptr(Feed) feed = fill(1, 0), quiet = NULL;
  gint64 row;

  fixture_begin();
  quiet = fixture_add_feed("quiet", "two");
  row = fixture_add_newsletter(50, 1);
  ck_assert(store_waiting_add(fixture_store, row, feed->row, "x@y", "because", NULL));
  ck_assert(store_waiting_add(fixture_store, row, quiet->row, "z@y", "because", NULL));
  execute("UPDATE waiting SET since = %d", NOW - 9 * DAY);
  execute("UPDATE newsletter SET received = %d WHERE row = %d", NOW - 9 * DAY, (int)row);
  execute("UPDATE feed SET version = 100, status = row <> %d", (int)quiet->row);
  fixture_commit();
  run(&keep);
  ck_assert_int_eq(count("SELECT count(*) FROM waiting"), 0);
  ck_assert_int_eq(count("SELECT version FROM feed WHERE name = 'feed'"), 101);
  ck_assert_int_eq(count("SELECT version FROM feed WHERE name = 'quiet'"), 100);
  ck_assert_int_eq(
      count("SELECT count(*) FROM mail_log WHERE detail = 'nobody let it out of the waiting room for 4 days'"), 1);
}
END_TEST

/* However many steps there are, the time of a feed's change does not run ahead of the clock by more than a second. */
START_TEST(many_steps_change_a_feed_once_a_second)
{
  g_auto(Keep) keep = keep_for(10, 0, 0);
  g_autoptr(Feed) feed = fill(60, 0);
  guint steps = 1;

  while (step(&keep, 0))
    steps++;
  ck_assert_uint_ge(steps, 49);
  ck_assert_uint_eq(keep.newsletters, 49);
  ck_assert_int_eq(count("SELECT version FROM feed"), 102);
  ck_assert_int_eq(count("SELECT changed FROM feed"), NOW + 1);
}
END_TEST

/* Killed after each transaction, and begun anew. */
START_TEST(a_killed_run_is_gone_on_with)
{
  g_autoptr(Feed) feed = fill(30, 0);
  guint steps = 0;

  for (gboolean more = TRUE; more && steps < 100; steps++) {
    g_auto(Keep) keep = keep_for(10, 5, 0);

    more = step(&keep, 0) && count("SELECT count(*) FROM newsletter") > 11;
  }
  ck_assert_uint_eq(steps, 19);
  ck_assert_int_eq(count("SELECT count(*) FROM mail_log"), 19);
  ck_assert_int_eq(count("SELECT count(DISTINCT sha256) FROM mail_log"), 19);
  {
    g_auto(Keep) keep = keep_for(10, 5, 0);

    run(&keep);
    ck_assert_uint_eq(keep.newsletters, 0);
    ck_assert_uint_eq(keep.raws, 5);
  }
  {
    g_auto(Keep) keep = keep_for(10, 5, 0);

    run(&keep);
    ck_assert_uint_eq(keep.newsletters + keep.raws, 0);
  }
}
END_TEST

START_TEST(rolled_back_nothing_went)
{
  g_auto(Keep) keep = keep_for(10, 10, 0);
  g_autoptr(Feed) feed = fill(20, 0);
  gboolean more;

  fixture_begin();
  ck_assert(store_keep_step(fixture_store, &keep, LONG, &more, NULL));
  store_rollback(fixture_store);
  ck_assert_int_eq(count("SELECT count(*) FROM newsletter"), 20);
  ck_assert_int_eq(count("SELECT count(*) FROM raw"), 20);
  ck_assert_int_eq(count("SELECT count(*) FROM mail_log"), 0);
  ck_assert_int_eq(count("SELECT version FROM feed"), 100);
}
END_TEST

START_TEST(not_outside_of_a_transaction)
{
  g_auto(Keep) keep = keep_for(1, 1, 1);
  g_autoptr(GError) error = NULL;
  gboolean more;

  ck_assert(!store_keep_step(fixture_store, &keep, LONG, &more, &error));
  ck_error(error, ERROR_FAILED);
}
END_TEST

START_TEST(the_log_is_kept_as_long_as_wanted)
{
  g_auto(Keep) keep = keep_for(0, 0, 100);
  MailEvent event = { .time = NOW, .outcome = OUTCOME_PUBLISHED };

  fixture_begin();
  for (guint i = 0; i < 1000; i++) {
    event.time = NOW - (gint64)(1000 - i) * DAY;
    if (i == 3)
      event.time = NOW + 99 * DAY; /* a clock was wrong */
    ck_assert(store_log_add(fixture_store, &event, NULL));
  }
  fixture_commit();
  run(&keep);
  ck_assert_uint_eq(keep.log_rows, 899);
  ck_assert_int_eq(count("SELECT count(*) FROM mail_log"), 101);
  ck_assert_int_eq(count("SELECT count(*) FROM mail_log WHERE time < 1795424400 - 100 * 86400"), 0);
}
END_TEST

START_TEST(guids_of_what_stays)
{
  g_auto(Keep) keep = keep_for(10, 1, 0);
  g_autoptr(Feed) feed = fill(20, 0);
  const char *sql =
      "SELECT group_concat(guid || id || updated || published) = (SELECT group_concat(guid || id || updated || "
      "published) FROM before_run) FROM (SELECT * FROM item ORDER BY row)";

  fixture_begin();
  execute("CREATE TABLE before_run AS SELECT * FROM item WHERE published >= %d ORDER BY row", NOW - 10 * DAY);
  fixture_commit();
  run(&keep);
  ck_assert_int_eq(count("SELECT count(*) FROM item"), 11);
  ck_assert_int_eq(count(sql), 1);
}
END_TEST

static gint64 file_size(void)
{
  struct stat status;

  ck_assert_int_eq(stat(fixture_path, &status), 0);
  return status.st_size;
}

/* 60 mails of 100 KB that no packer makes smaller. */
static void fill_with_noise(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(1);

  fixture_begin();
  for (guint i = 0; i < 60; i++) {
    g_autoptr(Newsletter) newsletter = fixture_newsletter(i, 40);
    g_autofree guint32 *noise = g_new(guint32, 25000);
    g_autoptr(GBytes) raw = NULL, packed = NULL;

    for (guint k = 0; k < 25000; k++)
      noise[k] = g_rand_int(random);
    raw = g_bytes_new(noise, 100000);
    packed = store_compress(raw);
    newsletter->received = NOW - (i < 45 ? 90 : 1) * DAY;
    ck_assert(store_newsletter_add(fixture_store, newsletter, packed, NULL));
  }
  fixture_commit();
}

START_TEST(space_is_given_back)
{
  g_auto(Keep) keep = keep_for(30, 0, 0);
  gint64 before;

  fill_with_noise();
  g_clear_pointer(&fixture_store, store_close);
  before = file_size();
  fixture_store = fixture_open(STORE_WRITE);
  run(&keep);
  ck_assert_uint_eq(keep.newsletters, 45);
  ck_assert_int_eq(count("PRAGMA freelist_count"), 0);
  ck_assert_int_eq(file_size(), count("PRAGMA page_count") * count("PRAGMA page_size"));
  ck_assert_int_eq(before - file_size(), (gint64)keep.bytes);
  ck_assert_int_ge(keep.bytes, 45 * 100000);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

/* One that an older program made keeps its free pages for what comes, until somebody has it vacuumed. */
START_TEST(an_old_database_does_not_shrink)
{
  g_auto(Keep) keep = keep_for(30, 0, 0);

  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "PRAGMA auto_vacuum = NONE; VACUUM", NULL, NULL, NULL), SQLITE_OK);
  ck_assert_int_eq(count("PRAGMA auto_vacuum"), 0);
  fill_with_noise();
  run(&keep);
  ck_assert_uint_eq(keep.newsletters, 45);
  ck_assert_uint_eq(keep.bytes, 0);
  ck_assert_int_ge(count("PRAGMA freelist_count"), 45 * 6);
}
END_TEST

Suite *test_keep_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("keep", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_loop_test(tcase, ages, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, the_log_says_so_and_it_does_not_come_back);
  tcase_add_loop_test(tcase, feeds_change_when_readers_see_it, 0, G_N_ELEMENTS(caps));
  tcase_add_test(tcase, other_feeds_stay_as_they_are);
  tcase_add_test(tcase, derived_feeds);
  tcase_add_loop_test(tcase, issues_of_digests, 0, G_N_ELEMENTS(issue_rows));
  tcase_add_test(tcase, waiting_mail_that_goes_is_seen);
  tcase_add_test(tcase, many_steps_change_a_feed_once_a_second);
  tcase_add_test(tcase, a_killed_run_is_gone_on_with);
  tcase_add_test(tcase, rolled_back_nothing_went);
  tcase_add_test(tcase, not_outside_of_a_transaction);
  tcase_add_test(tcase, the_log_is_kept_as_long_as_wanted);
  tcase_add_test(tcase, guids_of_what_stays);
  tcase_add_test(tcase, space_is_given_back);
  tcase_add_test(tcase, an_old_database_does_not_shrink);
  return suite;
}
