/* SPDX-License-Identifier: MIT */
#include "fixture.h"
#include "publish.h"
#include "suites.h"

static void log_event(Outcome outcome)
{
  MailEvent event = { .outcome = outcome,
                      .spool_name = (char *)"",
                      .sender = (char *)"",
                      .recipients = (char *)"",
                      .message_id = (char *)"",
                      .from = (char *)"",
                      .subject = (char *)"",
                      .sha256 = (char *)"",
                      .newsletter_id = (char *)"",
                      .detail = (char *)"" };

  ck_assert(store_log_add(fixture_store, &event, NULL));
}

START_TEST(counts_from_the_first_look)
{
  g_autoptr(Store) reader = fixture_open(STORE_READ);
  StoreStats stats = { 0 };
  GError *error = NULL;

  fixture_begin();
  log_event(OUTCOME_PUBLISHED);
  fixture_commit();
  ck_assert(store_stats(reader, &stats, &error));
  ck_no_error(error);
  ck_assert_uint_eq(stats.mails[OUTCOME_PUBLISHED], 0);
  fixture_begin();
  log_event(OUTCOME_PUBLISHED);
  log_event(OUTCOME_WAITING);
  log_event(OUTCOME_PUBLISHED);
  feed_free(fixture_add_feed("A", NULL));
  fixture_commit();
  for (int i = 0; i < 2; i++) { /* and counts nothing twice */
    ck_assert(store_stats(reader, &stats, &error));
    ck_assert_uint_eq(stats.mails[OUTCOME_PUBLISHED], 2);
    ck_assert_uint_eq(stats.mails[OUTCOME_WAITING], 1);
    ck_assert_uint_eq(stats.mails[OUTCOME_DUPLICATE], 0);
    ck_assert_int_eq(stats.feeds, 1);
    ck_assert_int_eq(stats.pending, 0);
    ck_assert_int_eq(stats.pending_since, 0);
    ck_assert_int_eq(stats.waiting, 0);
  }
}
END_TEST

START_TEST(queues)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Gist) gist = fixture_gist("k");
  StoreStats stats = { 0 };
  gboolean published = FALSE;
  gint64 item, row;

  ck_assert(store_stats(fixture_store, &stats, NULL));
  fixture_begin();
  feed = fixture_add_feed("A", NULL);
  row = fixture_add_newsletter(1, 2);
  item = fixture_add_item(feed->row, row, NOW);
  ck_assert(store_waiting_add(fixture_store, row, 0, "x@y.test", "why", NULL));
  fixture_commit();
  ck_assert(store_stats(fixture_store, &stats, NULL));
  ck_assert_int_eq(stats.pending, 1);
  ck_assert_int_eq(stats.pending_since, fixture_int(fixture_store->db, "SELECT received FROM newsletter"));
  ck_assert_int_eq(stats.waiting, 1);
  ck_assert_int_eq(stats.waiting_since, NOW);
  fixture_begin();
  ck_assert(publish_item(fixture_store, item, row, gist, &published, NULL) && published);
  fixture_commit();
  ck_assert(store_stats(fixture_store, &stats, NULL));
  ck_assert_int_eq(stats.pending, 0);
  ck_assert_int_eq(stats.pending_since, 0);
  ck_assert_uint_eq(stats.extracts, 1);
}
END_TEST

/* An extract counts when it is made; a question to a model is none, and what it costs is told apart. */
START_TEST(models)
{
  const Usage usage = { .feed_row = 1, .model = (char *)"m", .calls = 2, .tokens_in = 300, .tokens_out = 40 };
  StoreStats stats = { 0 };

  ck_assert(store_stats(fixture_store, &stats, NULL));
  fixture_begin();
  fixture_add_newsletter(1, 2);
  ck_assert(store_usage_add(fixture_store, NOW, &usage, NULL));
  ck_assert(store_usage_add(fixture_store, NOW - 86400, &usage, NULL));
  ck_assert_int_eq(
      sqlite3_exec(fixture_store->db,
                   "INSERT INTO gist (newsletter, key, provider, model, prompt_version, summary, relevant, why, state) "
                   "SELECT row, 'a', 'openai', 'm', 1, '', 1, '', 'pending' FROM newsletter UNION ALL "
                   "SELECT row, 'b', 'openai', 'm', 1, '', 1, '', 'in flight' FROM newsletter UNION ALL "
                   "SELECT row, 'c', 'openai', 'm', 1, '', 1, '', 'done' FROM newsletter UNION ALL "
                   "SELECT row, 'd', 'extract', '', 1, '', 1, '', 'done' FROM newsletter",
                   NULL, NULL, NULL),
      SQLITE_OK);
  fixture_commit();
  ck_assert(store_stats(fixture_store, &stats, NULL));
  ck_assert_uint_eq(stats.extracts, 1);
  ck_assert_int_eq(stats.questions, 2);
  ck_assert_int_eq(stats.calls, 4);
  ck_assert_int_eq(stats.tokens_in, 600);
  ck_assert_int_eq(stats.tokens_out, 80);
}
END_TEST

Suite *test_stats_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("stats", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, counts_from_the_first_look);
  tcase_add_test(tcase, queues);
  tcase_add_test(tcase, models);
  return suite;
}
