/* SPDX-License-Identifier: MIT */
/* What the index of search forgot goes from the file, whatever happens meanwhile. */
#include <string.h>

#include "fixture.h"
#include "suites.h"

#define DAY 86400
#define COUNT 120u
#define WORDS 600u

static Feed *feed;

/* One newsletter of made-up words, that many days old. */
static void publish(guint seed, guint age)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  g_autoptr(Newsletter) newsletter = fixture_newsletter(seed, 1);
  g_autoptr(GBytes) nothing = g_bytes_new_static("", 0), raw = store_compress(nothing);
  g_autoptr(GString) text = g_string_new("common of the");
  gint64 item;

  for (guint i = 0; i < WORDS; i++)
    g_string_append_printf(text, " %x", g_rand_int(random) % 5000 + 70000);
  g_free(newsletter->markdown);
  newsletter->markdown = g_strdup(text->str);
  newsletter->received = NOW - (gint64)age * DAY;
  ck_assert(store_newsletter_add(fixture_store, newsletter, raw, NULL));
  item = fixture_add_item(feed->row, newsletter->row, newsletter->received);
  fixture_publish_item(item, newsletter->row);
}

static void setup(void)
{
  fixture_setup();
  fixture_begin();
  feed = fixture_add_feed("Feed", "feed");
  fixture_commit();
  for (guint i = 0; i < COUNT; i++) { /* one by one, so that the index is in pieces */
    fixture_begin();
    publish(i, COUNT - i);
    fixture_commit();
  }
}

static void teardown(void)
{
  g_clear_pointer(&feed, feed_free);
  fixture_teardown();
}

static Keep keep_for(guint days)
{
  return (Keep){ .now = NOW, .days = days };
}

static gboolean step(Keep *keep)
{
  GError *error = NULL;
  gboolean more = FALSE;

  fixture_begin();
  store_keep_step(fixture_store, keep, 0, &more, &error);
  ck_no_error(error);
  fixture_commit();
  return more;
}

static gint64 index_bytes(void)
{
  return fixture_count("SELECT sum(length(block)) FROM search_data");
}

/* Of the index made anew, which it is then. */
static gint64 fresh_bytes(void)
{
  fixture_begin();
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "INSERT INTO search (search) VALUES ('rebuild')", NULL, NULL, NULL),
                   SQLITE_OK);
  fixture_commit();
  return index_bytes();
}

static void check_index(gint64 kept)
{
  fixture_begin();
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  fixture_commit();
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM search WHERE search MATCH 'common'"), kept);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM search WHERE search MATCH '\"of the\"'"), kept);
  fixture_check_integrity(fixture_store->db);
}

/* days: how many newsletters stay. */
static const struct {
  guint days;
  gboolean compacts;
} rows[] = { { COUNT + 1, FALSE },        { COUNT * 9 / 10, FALSE }, { COUNT * 3 / 4 + 2, FALSE },
             { COUNT * 3 / 4 - 2, TRUE }, { COUNT / 2, TRUE },       { 1, TRUE } };

START_TEST(when_a_quarter_was_forgotten)
{
  g_auto(Keep) keep = keep_for(rows[_i].days);
  gint64 kept = MIN(rows[_i].days, COUNT), forgotten = COUNT - kept;

  while (step(&keep))
    ;
  check_index(kept);
  ck_assert_int_eq(fixture_count("SELECT count FROM search_forgotten"), rows[_i].compacts ? 0 : forgotten);
  if (rows[_i].compacts) {
    ck_assert_int_eq(fixture_count("SELECT count(DISTINCT segid) FROM search_idx"), 1);
    ck_assert_int_le(index_bytes(), fresh_bytes() * 11 / 10);
  } else if (forgotten > 0)
    ck_assert_int_gt(index_bytes(), fresh_bytes());
}
END_TEST

/* A little each day comes to a quarter, too. */
START_TEST(what_goes_day_by_day_adds_up)
{
  gint64 compacted = 0;

  for (guint day = 0; day < 60; day++) {
    g_auto(Keep) keep = keep_for(COUNT - day);

    while (step(&keep))
      ;
    compacted += day > 0 && fixture_count("SELECT count FROM search_forgotten") == 0;
  }
  ck_assert_int_eq(compacted, 2); /* 30 of 120, 23 of the 90 that were left */
  check_index(COUNT - 59);
}
END_TEST

/* Between its steps: mail comes, a step is undone, the program ends. */
START_TEST(whatever_comes_between)
{
  Keep keep = keep_for(COUNT / 2);
  guint steps = 0, compacting = 0, seed = COUNT;
  gboolean more = TRUE;

  while (more) {
    more = step(&keep);
    compacting += keep.compacting;
    if (++steps % 7 == 0) {
      fixture_begin();
      publish(seed++, 0);
      fixture_commit();
    }
    if (compacting == 2 || compacting == 4) {
      fixture_begin();
      ck_assert(store_keep_step(fixture_store, &keep, 0, &more, NULL));
      store_rollback(fixture_store);
      keep_clear(&keep);
      g_clear_pointer(&fixture_store, store_close);
      fixture_store = fixture_open(STORE_WRITE);
      keep = keep_for(COUNT / 2);
      compacting++;
      more = TRUE;
    }
  }
  keep_clear(&keep);
  ck_assert_uint_ge(compacting, 5);
  ck_assert_int_eq(fixture_count("SELECT count FROM search_forgotten"), 0);
  check_index(COUNT / 2 + (gint64)(seed - COUNT));
  ck_assert_int_le(index_bytes(), fresh_bytes() * 12 / 10);
}
END_TEST

/* A removed feed has its words forgotten, too. */
START_TEST(a_removed_feed)
{
  GError *error = NULL;
  g_auto(Keep) keep = keep_for(0);

  fixture_begin();
  ck_assert(store_feed_remove(fixture_store, feed, &error));
  fixture_commit();
  ck_assert_int_eq(fixture_count("SELECT count FROM search_forgotten"), COUNT);
  while (step(&keep))
    ;
  check_index(0);
  ck_assert_int_eq(fixture_count("SELECT count FROM search_forgotten"), 0);
  ck_assert_int_eq(fixture_count("SELECT count(*) FROM search_idx"), 0);
}
END_TEST

Suite *test_search_compact_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("search-compact", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_set_timeout(tcase, 60);
  tcase_add_loop_test(tcase, when_a_quarter_was_forgotten, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, what_goes_day_by_day_adds_up);
  tcase_add_test(tcase, whatever_comes_between);
  tcase_add_test(tcase, a_removed_feed);
  return suite;
}
