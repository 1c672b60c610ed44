/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "util/date.h"
#include "util/error.h"

static Feed *feed;
static gint64 newsletter;

static void setup(void)
{
  fixture_setup();
  fixture_begin();
  feed = fixture_add_feed("feed", "one");
  newsletter = fixture_add_newsletter(1, 3);
}

static void teardown(void)
{
  g_clear_pointer(&feed, feed_free);
  fixture_teardown();
}

static const GistRequest request = {
  .key = "k", .provider = "openai", .model = "m", .prompt_version = 3, .urgent = TRUE
};

static PendingItem item_of(gint64 row)
{
  g_autoptr(GArray) items = store_item_since(fixture_store, 0, row, 0, 1, NULL);

  ck_assert_uint_eq(items->len, 1);
  return g_array_index(items, PendingItem, 0);
}

static void change(gint64 newsletter_row, const ItemChange *to)
{
  PendingItem item = item_of(newsletter_row);
  GError *error = NULL;
  gboolean changed = FALSE;

  store_item_change(fixture_store, &item, to, &changed, &error);
  ck_no_error(error);
  ck_assert(changed);
}

/* An item that awaits the question k. */
static void queue(gint64 newsletter_row, const GistRequest *what, ItemState state)
{
  const ItemChange to = { .state = state, .request = what };

  fixture_add_item(feed->row, newsletter_row, NOW);
  change(newsletter_row, &to);
}

static GistJob *only_job(void)
{
  g_autoptr(GPtrArray) jobs = store_gist_ready(fixture_store, date_now(), 10, NULL);

  ck_assert_uint_le(jobs->len, 1);
  return jobs->len == 1 ? g_ptr_array_steal_index(jobs, 0) : NULL;
}

static Gist *answer(gboolean relevant)
{
  Gist *gist = fixture_gist("k");

  g_free(gist->provider);
  g_free(gist->model);
  gist->provider = g_strdup("openai");
  gist->model = g_strdup("m");
  gist->relevant = relevant;
  gist->tokens_estimated = 900;
  gist->tokens_in = 1000;
  gist->tokens_out = 50;
  gist->milliseconds = 1234;
  gist->rounds = 1;
  gist->dropped = 2;
  gist->left_out = 7;
  return gist;
}

static Item *shown(void)
{
  g_autoptr(GPtrArray) items = store_item_list(fixture_store, feed->row, 0, TRUE, NULL);

  ck_assert_uint_eq(items->len, 1);
  return g_ptr_array_steal_index(items, 0);
}

static gint64 version(void)
{
  return fixture_int(fixture_store->db, "SELECT version FROM feed");
}

static gboolean claim(gint64 row)
{
  gboolean claimed = FALSE;

  ck_assert(store_gist_claim(fixture_store, row, date_now(), &claimed, NULL));
  return claimed;
}

START_TEST(from_question_to_answer)
{
  g_autoptr(GistJob) job = NULL;
  g_autoptr(Gist) gist = answer(TRUE), found = NULL;
  g_autoptr(Item) item = NULL;
  GistState state;

  queue(newsletter, &request, ITEM_PENDING);
  job = only_job();
  ck_assert_str_eq(job->key, "k");
  ck_assert_int_eq(job->newsletter_row, newsletter);
  ck_assert_uint_eq(job->attempts, 0);
  ck_assert_int_eq(job->asked, 0);
  ck_assert(store_gist_find(fixture_store, newsletter, "k", &found, &state, NULL));
  ck_assert_ptr_null(found);
  ck_assert_int_eq(state, GIST_PENDING);
  ck_assert(claim(job->row));
  ck_assert(!claim(job->row)); /* a second asker */
  ck_assert_ptr_null(only_job());
  ck_assert_int_eq(version(), 1);
  ck_assert(store_gist_finish(fixture_store, job->row, gist, NULL));
  item = shown();
  ck_assert_int_eq(item->state, ITEM_PUBLISHED);
  ck_assert_str_eq(item->gist->model, "m");
  ck_assert_uint_eq(item->gist->links->len, 2);
  ck_assert_int_eq(item->gist->tokens_in, 1000);
  ck_assert_int_eq(item->gist->milliseconds, 1234);
  ck_assert_uint_eq(item->gist->dropped, 2);
  ck_assert_uint_eq(item->gist->left_out, 7);
  ck_assert_int_eq(version(), 2);
  ck_assert_int_eq(item_of(newsletter).awaits, 0);
  ck_assert(store_gist_finish(fixture_store, job->row, gist, NULL)); /* a second answer changes nothing */
  ck_assert_int_eq(version(), 2);
}
END_TEST

/* The same guid, a new updated, the version bumped; the extract goes. */
START_TEST(upgrade_in_place)
{
  g_autoptr(Gist) extract = fixture_gist("extract"), gist = answer(TRUE);
  const ItemChange show = { .state = ITEM_PUBLISHED, .gist = extract, .keep_awaiting = TRUE };
  g_autoptr(GistJob) job = NULL;
  g_autoptr(Item) before = NULL, after = NULL;

  queue(newsletter, &request, ITEM_PENDING);
  change(newsletter, &show);
  before = shown();
  ck_assert_str_eq(before->gist->provider, "extract");
  ck_assert_int_eq(version(), 2);
  ck_assert_int_ne(item_of(newsletter).awaits, 0);
  date_set_now(NOW + 100);
  job = only_job();
  ck_assert(claim(job->row));
  ck_assert(store_gist_finish(fixture_store, job->row, gist, NULL));
  after = shown();
  ck_assert_str_eq(after->gist->provider, "openai");
  ck_assert_str_eq(after->guid, before->guid);
  ck_assert_str_eq(after->id, before->id);
  ck_assert_int_eq(after->published, before->published);
  ck_assert_int_eq(before->updated, NOW);
  ck_assert_int_eq(after->updated, NOW + 100);
  ck_assert_int_eq(version(), 3);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM gist"), 1);
}
END_TEST

START_TEST(retry_and_charge)
{
  g_autoptr(GistJob) job = NULL, again = NULL;

  queue(newsletter, &request, ITEM_PENDING);
  job = only_job();
  claim(job->row);
  ck_assert(store_gist_retry(fixture_store, job->row, NOW + 30, "busy", TRUE, NULL));
  ck_assert_ptr_null(only_job());
  date_set_now(NOW + 30);
  again = only_job();
  ck_assert_uint_eq(again->attempts, 1);
  ck_assert_int_eq(again->asked, NOW);
  claim(again->row);
  ck_assert(store_gist_retry(fixture_store, again->row, NOW + 30, "blocked", FALSE, NULL));
  gist_job_free(g_steal_pointer(&again));
  again = only_job();
  ck_assert_uint_eq(again->attempts, 1);
}
END_TEST

/* A held item that will get no answer is not lost: it is pending again, and gets an extract. */
static const struct {
  ItemState before, after;
} fail_rows[] = { { ITEM_PENDING, ITEM_PENDING }, { ITEM_HELD, ITEM_PENDING }, { ITEM_PUBLISHED, ITEM_PUBLISHED } };

START_TEST(failure)
{
  g_autoptr(GistJob) job = NULL;
  g_autoptr(Gist) found = NULL;
  GistState state;
  GistRequest again = request;
  const ItemChange ask_again = { .state = ITEM_PENDING, .request = &again };

  again.again = TRUE;
  queue(newsletter, &request, fail_rows[_i].before);
  job = only_job();
  claim(job->row);
  ck_assert(store_gist_fail(fixture_store, job->row, "refused", NULL));
  ck_assert_int_eq(item_of(newsletter).state, fail_rows[_i].after);
  ck_assert_int_eq(item_of(newsletter).awaits, 0);
  ck_assert(store_gist_find(fixture_store, newsletter, "k", &found, &state, NULL));
  ck_assert_int_eq(state, GIST_FAILED);
  ck_assert_ptr_null(only_job());
  change(newsletter, &ask_again);
  gist_job_free(g_steal_pointer(&job));
  job = only_job();
  ck_assert_uint_eq(job->attempts, 0);
}
END_TEST

START_TEST(kill_minus_9)
{
  g_autoptr(GistJob) job = NULL, again = NULL;
  guint landed = 0;

  queue(newsletter, &request, ITEM_PENDING);
  job = only_job();
  claim(job->row);
  ck_assert_ptr_null(only_job());
  ck_assert(store_gist_land_all(fixture_store, &landed, NULL));
  ck_assert_uint_eq(landed, 1);
  again = only_job();
  ck_assert_int_eq(again->row, job->row);
  ck_assert_uint_eq(again->attempts, 1);
}
END_TEST

START_TEST(urgent_ones_first)
{
  gint64 other = fixture_add_newsletter(2, 1), third = fixture_add_newsletter(3, 1);
  GistRequest slow = request;
  g_autoptr(GPtrArray) jobs = NULL;

  slow.urgent = FALSE;
  queue(newsletter, &slow, ITEM_PUBLISHED);
  queue(other, &slow, ITEM_PUBLISHED);
  queue(third, &request, ITEM_PENDING);
  jobs = store_gist_ready(fixture_store, NOW, 2, NULL);
  ck_assert_uint_eq(jobs->len, 2);
  ck_assert_int_eq(((GistJob *)g_ptr_array_index(jobs, 0))->newsletter_row, third);
  ck_assert_int_eq(((GistJob *)g_ptr_array_index(jobs, 1))->newsletter_row, newsletter);
}
END_TEST

/* Feeds that would ask the same share the question and the answer, but not what they hide. */
START_TEST(shared_and_irrelevant)
{
  g_autoptr(Feed) picky = fixture_add_feed("picky", "picky");
  g_autoptr(Gist) gist = answer(FALSE);
  g_autoptr(GistJob) job = NULL;
  g_autoptr(GPtrArray) waiters = NULL, hidden = NULL;
  g_autoptr(GArray) items = NULL;
  const ItemChange to = { .state = ITEM_PENDING, .request = &request };
  g_autoptr(Item) item = NULL;

  picky->hide_irrelevant = TRUE;
  picky->interests = g_strdup("opera");
  ck_assert(store_feed_edit(fixture_store, picky, NULL));
  queue(newsletter, &request, ITEM_PENDING);
  fixture_add_item(picky->row, newsletter, NOW);
  items = store_item_pending(fixture_store, 0, NULL);
  ck_assert(store_item_change(fixture_store, &g_array_index(items, PendingItem, 0), &to, NULL, NULL));
  job = only_job();
  claim(job->row);
  ck_assert(store_gist_finish(fixture_store, job->row, gist, NULL));
  item = shown();
  ck_assert_int_eq(item->state, ITEM_PUBLISHED);
  hidden = store_item_list(fixture_store, picky->row, 0, TRUE, NULL);
  ck_assert_int_eq(((Item *)g_ptr_array_index(hidden, 0))->state, ITEM_HIDDEN);
  ck_assert_str_eq(((Item *)g_ptr_array_index(hidden, 0))->why, "Because.");
}
END_TEST

/* Somebody else was faster: nothing is changed, and nothing is queued for nothing. */
START_TEST(stale_decisions)
{
  PendingItem item;
  const ItemChange to = { .state = ITEM_PENDING, .request = &request };
  gboolean changed = TRUE;

  fixture_add_item(feed->row, newsletter, NOW);
  item = item_of(newsletter);
  change(newsletter, &(ItemChange){ .state = ITEM_HIDDEN, .why = "filter" });
  ck_assert(store_item_change(fixture_store, &item, &to, &changed, NULL));
  ck_assert(!changed);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM gist"), 0);
  ck_assert(store_newsletter_remove(fixture_store, newsletter, NULL));
  ck_assert(store_item_change(fixture_store, &item, &to, &changed, NULL));
  ck_assert(!changed);
}
END_TEST

START_TEST(removed_while_asked)
{
  g_autoptr(GistJob) job = NULL;
  g_autoptr(Gist) gist = answer(TRUE);

  queue(newsletter, &request, ITEM_PENDING);
  job = only_job();
  claim(job->row);
  ck_assert(store_newsletter_remove(fixture_store, newsletter, NULL));
  ck_assert(store_gist_finish(fixture_store, job->row, gist, NULL));
  ck_assert(store_gist_retry(fixture_store, job->row, NOW, "x", TRUE, NULL));
  ck_assert(store_gist_fail(fixture_store, job->row, "x", NULL));
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM gist"), 0);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

START_TEST(dropping)
{
  g_autoptr(GistJob) job = NULL;

  queue(newsletter, &request, ITEM_PENDING);
  job = only_job();
  ck_assert(store_gist_drop(fixture_store, job->row, NULL));
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM gist"), 1); /* somebody awaits it */
  change(newsletter, &(ItemChange){ .state = ITEM_HIDDEN });
  ck_assert(store_gist_drop(fixture_store, job->row, NULL));
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM gist"), 0);
}
END_TEST

START_TEST(overdue)
{
  gint64 other = fixture_add_newsletter(2, 1), held = fixture_add_newsletter(3, 1), oldest = 0;
  static const struct {
    gint64 before;
    gboolean held;
    guint count;
  } asks[] = { { NOW - 1, TRUE, 0 }, { NOW, FALSE, 1 }, { NOW, TRUE, 2 }, { G_MAXINT64, FALSE, 1 } };

  fixture_add_item(feed->row, other, NOW); /* nobody has looked at it yet */
  queue(newsletter, &request, ITEM_PENDING);
  queue(held, &request, ITEM_HELD);
  for (guint i = 0; i < G_N_ELEMENTS(asks); i++) {
    g_autoptr(GArray) items = store_item_overdue(fixture_store, asks[i].before, asks[i].held, 0, NULL);

    ck_assert_uint_eq(items->len, asks[i].count);
  }
  ck_assert(store_item_oldest_waiting(fixture_store, &oldest, NULL));
  ck_assert_int_eq(oldest, NOW);
}
END_TEST

START_TEST(usage_and_counts)
{
  const Usage usage = {
    .feed_row = feed->row, .model = (char *)"m", .calls = 2, .tokens_in = 100, .tokens_out = 10, .milliseconds = 5
  };
  gint64 tokens = 0, estimated = 0, reported = 0;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(Gist) gist = answer(TRUE);
  g_autoptr(GistJob) job = NULL;
  guint counts[4];

  ck_assert(store_usage_add(fixture_store, NOW, &usage, NULL));
  ck_assert(store_usage_add(fixture_store, NOW + 60, &usage, NULL));
  ck_assert(store_usage_add(fixture_store, NOW - 86400, &usage, NULL));
  ck_assert(store_usage_of_day(fixture_store, NOW, &tokens, NULL));
  ck_assert_int_eq(tokens, 220);
  queue(newsletter, &request, ITEM_PENDING);
  ck_assert(store_gist_count(fixture_store, counts, NULL));
  ck_assert_uint_eq(counts[GIST_PENDING], 1);
  job = only_job();
  claim(job->row);
  ck_assert(store_gist_finish(fixture_store, job->row, gist, NULL));
  ck_assert(store_gist_tokens(fixture_store, "m", &estimated, &reported, NULL));
  ck_assert_int_eq(estimated, 900);
  ck_assert_int_eq(reported, 1000);
  ck_assert(store_feed_remove(fixture_store, feed, NULL)); /* the money stays spent */
  list = store_usage_list(fixture_store, NOW - 2 * 86400, NULL);
  ck_assert_uint_eq(list->len, 2);
  ck_assert_str_eq(((Usage *)g_ptr_array_index(list, 0))->day, "2026-11-23");
  ck_assert_int_eq(((Usage *)g_ptr_array_index(list, 0))->calls, 4);
  ck_assert_ptr_null(((Usage *)g_ptr_array_index(list, 0))->feed_name);
}
END_TEST

START_TEST(filters)
{
  g_autoptr(Filter) filter = filter_new(FILTER_EXCLUDE_LINK, "*.example.org");
  g_autoptr(Feed) found = NULL;
  g_autoptr(GError) error = NULL;

  ck_assert(store_filter_add(fixture_store, feed->row, filter, NULL));
  ck_assert(!store_filter_add(fixture_store, feed->row, filter, &error));
  ck_error(error, ERROR_EXISTS);
  g_clear_error(&error);
  found = store_feed_find(fixture_store, "feed", NULL);
  ck_assert_uint_eq(found->filters->len, 1);
  ck_assert_str_eq(((Filter *)g_ptr_array_index(found->filters, 0))->pattern, "*.example.org");
  ck_assert(store_filter_remove(fixture_store, feed->row, filter, NULL));
  ck_assert(!store_filter_remove(fixture_store, feed->row, filter, &error));
  ck_error(error, ERROR_NOT_FOUND);
}
END_TEST

/* What a model wrote survives a rebuild, with its links by target; what was only asked is asked again. */
START_TEST(rebuild)
{
  g_autoptr(Newsletter) old = NULL, fresh = fixture_newsletter(1, 3);
  g_autoptr(Gist) gist = answer(TRUE);
  g_autoptr(GistJob) job = NULL;
  g_autoptr(Item) item = NULL;
  gpointer first;

  queue(newsletter, &request, ITEM_PENDING);
  job = only_job();
  claim(job->row);
  ck_assert(store_gist_finish(fixture_store, job->row, gist, NULL));
  old = store_newsletter_get(fixture_store, newsletter, NULL);
  /* The gist has links 2 and 1; in the new decoding 1 is 3, and 2 is gone. */
  first = g_ptr_array_steal_index(fresh->links, 0);
  g_ptr_array_add(fresh->links, first);
  g_ptr_array_remove_index(fresh->links, 0);
  for (guint i = 0; i < fresh->links->len; i++)
    ((Link *)g_ptr_array_index(fresh->links, i))->ordinal = i + 1;
  ck_assert(store_newsletter_rebuild(fixture_store, old, fresh, NULL));
  item = shown();
  ck_assert_int_eq(item->state, ITEM_PUBLISHED);
  ck_assert_uint_eq(item->gist->links->len, 1);
  ck_assert_uint_eq(((GistLink *)g_ptr_array_index(item->gist->links, 0))->ordinal, 2);
  ck_assert_str_eq(((GistLink *)g_ptr_array_index(item->gist->links, 0))->text, "The first");
}
END_TEST

START_TEST(rebuild_of_what_waits)
{
  g_autoptr(Newsletter) old = store_newsletter_get(fixture_store, newsletter, NULL), fresh = fixture_newsletter(1, 3);

  queue(newsletter, &request, ITEM_HELD);
  ck_assert(store_newsletter_rebuild(fixture_store, old, fresh, NULL));
  ck_assert_int_eq(item_of(newsletter).state, ITEM_PENDING);
  ck_assert(item_of(newsletter).ask);
  ck_assert_int_eq(item_of(newsletter).awaits, 0);
  ck_assert_ptr_null(only_job());
}
END_TEST

Suite *test_queue_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("queue", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, from_question_to_answer);
  tcase_add_test(tcase, upgrade_in_place);
  tcase_add_test(tcase, retry_and_charge);
  tcase_add_loop_test(tcase, failure, 0, G_N_ELEMENTS(fail_rows));
  tcase_add_test(tcase, kill_minus_9);
  tcase_add_test(tcase, urgent_ones_first);
  tcase_add_test(tcase, shared_and_irrelevant);
  tcase_add_test(tcase, stale_decisions);
  tcase_add_test(tcase, removed_while_asked);
  tcase_add_test(tcase, dropping);
  tcase_add_test(tcase, overdue);
  tcase_add_test(tcase, usage_and_counts);
  tcase_add_test(tcase, filters);
  tcase_add_test(tcase, rebuild);
  tcase_add_test(tcase, rebuild_of_what_waits);
  return suite;
}
