/* SPDX-License-Identifier: MIT */
#include "fixture.h"
#include "suites.h"
#include "util/date.h"
#include "util/error.h"

#define DAY 86400

static void ignore(guint64 done, guint64 total, gpointer data)
{
  ck_assert_uint_le(done, total);
  ++*(guint *)data;
}

static void look(Space *space)
{
  guint calls = 0;
  const SpaceProgress progress = { ignore, &calls };
  GError *error = NULL;

  store_space(fixture_store, space, &progress, &error);
  ck_no_error(error);
}

static Going *expect(const Keep *keep)
{
  Going *going = g_new0(Going, GOING_KINDS);
  GError *error = NULL;
  Space space;

  look(&space);
  store_space_going(fixture_store, &space, keep, going, &error);
  ck_no_error(error);
  return going;
}

static void run(Keep *keep)
{
  gboolean more = TRUE;

  while (more) {
    fixture_begin();
    ck_assert(store_keep_step(fixture_store, keep, 1000000, &more, NULL));
    fixture_commit();
  }
}

/* Newsletters of 1 to n days, each third with bytes that no packer makes smaller, and as many lines in the log. */
static void fill(guint n)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  g_autoptr(Feed) feed = NULL;
  MailEvent event = { .outcome = OUTCOME_PUBLISHED };

  fixture_begin();
  feed = fixture_add_feed("feed", "one");
  for (guint i = 0; i < n; i++) {
    g_autoptr(Newsletter) newsletter = fixture_newsletter(i, i % 60);
    g_autofree guint32 *noise = g_new0(guint32, 20000);
    g_autoptr(GBytes) raw = NULL, packed = NULL;

    for (guint k = 0; i % 3 == 0 && k < 20000; k++)
      noise[k] = g_rand_int(random);
    raw = g_bytes_new(noise, 80000);
    packed = store_compress(raw);
    newsletter->received = event.time = NOW - (gint64)(n - i) * DAY;
    newsletter->flags = i % 10 == 0 ? NEWSLETTER_UNDECODED : 0;
    ck_assert(store_newsletter_add(fixture_store, newsletter, packed, NULL));
    fixture_add_item(feed->row, newsletter->row, i % 7 == 0 ? NOW : newsletter->received);
    ck_assert(store_log_add(fixture_store, &event, NULL));
  }
  fixture_commit();
}

START_TEST(nothing)
{
  Space space;

  look(&space);
  ck_assert_uint_eq(space.total, (guint64)fixture_int(fixture_store->db, "PRAGMA page_count") *
                                     (guint64)fixture_int(fixture_store->db, "PRAGMA page_size"));
  ck_assert(space.shrinks);
  ck_assert_uint_eq(space.bytes[SPACE_FREE], 0);
}
END_TEST

START_TEST(kinds_make_up_the_file)
{
  Space space, quick = { 0 };
  guint64 sum = 0;

  fill(60);
  look(&space);
  for (guint i = 0; i < SPACE_COUNT; i++) {
    sum += space.bytes[i];
    ck_assert_str_ne(space_kind_name((SpaceKind)i), "");
  }
  ck_assert_uint_eq(sum, space.total);
  ck_assert_uint_ge(space.bytes[SPACE_RAW], 20 * 80000);
  ck_assert_uint_le(space.bytes[SPACE_RAW], 20 * 100000);
  ck_assert_uint_ge(space.payload[SPACE_RAW], 20 * 80000);
  ck_assert_uint_le(space.payload[SPACE_RAW], space.bytes[SPACE_RAW]);
  ck_assert_uint_gt(space.bytes[SPACE_LINKS], 60 * 30 * 60);
  ck_assert_uint_gt(space.bytes[SPACE_LOG], 0);
  ck_assert(store_space(fixture_store, &quick, NULL, NULL));
  ck_assert_uint_eq(quick.total, space.total);
  ck_assert_uint_eq(quick.bytes[SPACE_RAW], 0);
}
END_TEST

static const struct {
  guint days, raw_days, log_days;
} limits[] = {
  { 0, 0, 0 }, { 30, 0, 0 }, { 0, 30, 0 }, { 0, 0, 30 }, { 40, 20, 10 }, { 20, 40, 1 }, { 1, 1, 1 }, { 100, 100, 100 },
};

/* What is promised is what the run does: to the newsletter, and but for 10 per cent of the bytes and a page for each table and index, which may stay
 * half full. */
START_TEST(as_the_run_does)
{
  g_auto(Keep)
      keep = { .now = NOW, .days = limits[_i].days, .raw_days = limits[_i].raw_days, .log_days = limits[_i].log_days };
  g_autofree Going *going = NULL;
  gint64 bytes, lines;

  fill(60);
  going = expect(&keep);
  run(&keep);
  ck_assert_uint_eq(going[GOING_NEWSLETTERS].count, keep.newsletters);
  ck_assert_uint_eq(going[GOING_RAW].count, keep.raws);
  /* Lines about what goes are new. */
  lines = fixture_int(fixture_store->db, "SELECT count(*) FROM mail_log WHERE outcome = 'published'");
  ck_assert_uint_eq(going[GOING_LOG].count, 60 - (guint64)lines);
  bytes = (gint64)(going[GOING_NEWSLETTERS].bytes + going[GOING_RAW].bytes + going[GOING_LOG].bytes);
  ck_assert_msg(ABS(bytes - (gint64)keep.bytes) <= bytes / 10 + 32 * 8192,
                "%" G_GINT64_FORMAT " were promised, %" G_GUINT64_FORMAT " given back", bytes, keep.bytes);
}
END_TEST

START_TEST(free_pages)
{
  Space space;

  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "PRAGMA auto_vacuum = NONE; VACUUM", NULL, NULL, NULL), SQLITE_OK);
  fill(30);
  fixture_begin();
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "DELETE FROM raw", NULL, NULL, NULL), SQLITE_OK);
  fixture_commit();
  look(&space);
  ck_assert(!space.shrinks);
  ck_assert_uint_ge(space.bytes[SPACE_FREE], 10 * 60000);
}
END_TEST

Suite *test_space_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("space", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, nothing);
  tcase_add_test(tcase, kinds_make_up_the_file);
  tcase_add_loop_test(tcase, as_the_run_does, 0, G_N_ELEMENTS(limits));
  tcase_add_test(tcase, free_pages);
  return suite;
}
