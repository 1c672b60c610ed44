/* SPDX-License-Identifier: MIT */
#include "fixture.h"
#include "suites.h"

static void begin(const char *name, gboolean alone)
{
  fixture_begin();
  ck_assert(store_attempt_begin(fixture_store, name, alone, NULL));
  fixture_commit();
}

static void end(const char *name)
{
  fixture_begin();
  ck_assert(store_attempt_end(fixture_store, name, NULL));
  fixture_commit();
}

/* -1: not there. */
static int count_of(const char *name)
{
  g_autoptr(GHashTable) attempts = store_attempt_list(fixture_store, NULL);
  gpointer count = NULL;

  return g_hash_table_lookup_extended(attempts, name, NULL, &count) ? (int)GPOINTER_TO_UINT(count) : -1;
}

START_TEST(only_those_alone_count)
{
  begin("a", FALSE);
  begin("a", FALSE);
  ck_assert_int_eq(count_of("a"), 0);
  begin("a", TRUE);
  begin("b", TRUE);
  ck_assert_int_eq(count_of("a"), 1);
  g_clear_pointer(&fixture_store, store_close);
  fixture_store = fixture_open(STORE_WRITE);
  begin("a", TRUE);
  begin("a", FALSE);
  ck_assert_int_eq(count_of("a"), 2);
  ck_assert_int_eq(count_of("b"), 1);
  ck_assert_int_eq(count_of("c"), -1);
}
END_TEST

START_TEST(an_end_forgets)
{
  begin("a", TRUE);
  end("a");
  end("never begun");
  ck_assert_int_eq(count_of("a"), -1);
  begin("a", TRUE);
  ck_assert_int_eq(count_of("a"), 1);
}
END_TEST

Suite *test_attempt_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("attempt", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, only_those_alone_count);
  tcase_add_test(tcase, an_end_forgets);
  return suite;
}
