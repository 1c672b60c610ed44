/* SPDX-License-Identifier: MIT */
#include "web/reply_cache.h"

#include <string.h>

#include "suites.h"
#include "support.h"

#define BODY_BYTES 10000u

static ReplyCache *cache;
static Config *config;

static void setup(void)
{
  config = config_parse("", 0, "test", NULL);
  cache = reply_cache_new(10 * BODY_BYTES);
}

static void teardown(void)
{
  reply_cache_free(cache);
  config_unref(config);
}

static Route route(char letter)
{
  Route made = { .kind = ROUTE_FEED_RSS };

  memset(made.id, letter, ID_LENGTH);
  return made;
}

static CachedReply *answer(gint64 version)
{
  GBytes *body = g_bytes_new_take(g_malloc0(BODY_BYTES), BODY_BYTES);

  return cached_reply_new(version, config, reply_new(200, REPLY_FEED, "text/plain", body), NULL);
}

static void put(char letter, guint64 epoch, gint64 version)
{
  g_autoptr(CachedReply) made = answer(version);
  Route key = route(letter);

  reply_cache_put(cache, &key, epoch, made);
}

/* The version that is current; 0: none. */
static gint64 current(char letter)
{
  Route key = route(letter);
  g_autoptr(CachedReply) found = reply_cache_get(cache, &key, config);

  return found != NULL ? found->version : 0;
}

static gint64 old(char letter)
{
  Route key = route(letter);
  g_autoptr(CachedReply) found = reply_cache_get_old(cache, &key);

  return found != NULL ? found->version : 0;
}

START_TEST(epochs)
{
  Route key = route('a'), other = route('a');
  g_autoptr(CachedReply) same = NULL;

  ck_assert_int_eq(current('a'), 0);
  put('a', reply_cache_epoch(cache), 1);
  ck_assert_int_eq(current('a'), 1);
  other.kind = ROUTE_NEWSLETTER;
  ck_assert_ptr_null(reply_cache_get_old(cache, &other)); /* another format of that feed */
  other = route('a');
  other.images = TRUE;
  ck_assert_ptr_null(reply_cache_get_old(cache, &other));
  other = route('a');
  memset(other.before, 'b', ID_LENGTH);
  ck_assert_ptr_null(reply_cache_get_old(cache, &other));
  reply_cache_advance(cache);
  ck_assert_int_eq(current('a'), 0);
  ck_assert_int_eq(old('a'), 1);
  same = reply_cache_get_old(cache, &key);
  reply_cache_put(cache, &key, reply_cache_epoch(cache), same); /* found to be still true */
  ck_assert_int_eq(current('a'), 1);
  reply_cache_drop(cache, &key);
  ck_assert_int_eq(old('a'), 0);
  reply_cache_drop(cache, &key);
}
END_TEST

/* A thread that read the store before a change and comes back after it does not undo what another made meanwhile; and what it made alone is
 * not taken for current. */
START_TEST(late_thread)
{
  guint64 before = reply_cache_epoch(cache);

  reply_cache_advance(cache);
  put('a', reply_cache_epoch(cache), 2);
  put('a', before, 1);
  ck_assert_int_eq(current('a'), 2);
  put('b', before, 1);
  ck_assert_int_eq(current('b'), 0);
  ck_assert_int_eq(old('b'), 1);
}
END_TEST

START_TEST(other_configuration)
{
  g_autoptr(Config) other = config_parse("", 0, "test", NULL);
  Route key = route('a');

  put('a', reply_cache_epoch(cache), 1);
  ck_assert_ptr_null(reply_cache_get(cache, &key, other));
  ck_assert_int_eq(current('a'), 1);
}
END_TEST

/* Ten bodies of a tenth of the limit do not fit, since an answer costs more than its body; who was asked for last stays. */
START_TEST(bounded)
{
  ReplyCacheStats stats;

  for (char letter = 'a'; letter <= 'h'; letter++)
    put(letter, 0, 1);
  ck_assert_int_eq(current('a'), 1);
  put('i', 0, 1);
  ck_assert_int_eq(current('b'), 0);
  ck_assert_int_eq(current('a'), 1);
  reply_cache_stats(cache, &stats);
  ck_assert_uint_eq(stats.entries, 8);
  ck_assert_uint_eq(stats.evicted, 1);
  ck_assert_uint_le(stats.bytes, 10 * BODY_BYTES);
  ck_assert_uint_gt(stats.bytes, 8 * BODY_BYTES);
  reply_cache_set_limit(cache, 3 * BODY_BYTES);
  ck_assert_int_eq(current('a'), 1);
  ck_assert_int_eq(current('i'), 1);
  ck_assert_int_eq(current('h'), 0);
  reply_cache_set_limit(cache, 0);
  put('a', 0, 1);
  ck_assert_int_eq(old('a'), 0);
  reply_cache_stats(cache, &stats);
  ck_assert_uint_eq(stats.bytes, 0);
  ck_assert_uint_eq(stats.entries, 0);
}
END_TEST

/* Nor does it stay as it was before. */
START_TEST(too_large)
{
  g_autoptr(CachedReply) large = answer(2);
  Route key = route('a');
  ReplyCacheStats stats;

  put('a', 0, 1);
  put('b', 0, 1);
  reply_free(large->replies[ENCODING_IDENTITY]);
  large->replies[ENCODING_IDENTITY] =
      reply_new(200, REPLY_PAGE, "text/plain", g_bytes_new_take(g_malloc0(11 * BODY_BYTES), 11 * BODY_BYTES));
  reply_cache_put(cache, &key, 0, large);
  ck_assert_int_eq(old('a'), 0);
  ck_assert_int_eq(current('b'), 1);
  reply_cache_stats(cache, &stats);
  ck_assert_uint_eq(stats.entries, 1);
  ck_assert_uint_eq(stats.evicted, 0);
}
END_TEST

START_TEST(counted)
{
  ReplyCacheStats stats;
  Route key = route('a');
  g_autoptr(CachedReply) same = NULL;

  put('a', 0, 1);
  current('a');
  current('a');
  reply_cache_advance(cache);
  current('a');
  same = reply_cache_get_old(cache, &key);
  reply_cache_put(cache, &key, 1, same);
  reply_cache_stats(cache, &stats);
  ck_assert_uint_eq(stats.hits, 2);
  ck_assert_uint_eq(stats.checked, 1);
  ck_assert_uint_eq(stats.made, 1);
}
END_TEST

Suite *test_reply_cache_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("reply_cache", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, epochs);
  tcase_add_test(tcase, late_thread);
  tcase_add_test(tcase, other_configuration);
  tcase_add_test(tcase, bounded);
  tcase_add_test(tcase, too_large);
  tcase_add_test(tcase, counted);
  return suite;
}
