/* SPDX-License-Identifier: MIT */
#include "fixture.h"
#include "suites.h"
#include "util/error.h"

/* How a second mail differs from the stored one. */
typedef enum {
  DIFFERS_BYTES = 1 << 0,
  DIFFERS_MESSAGE_ID = 1 << 1,
  DIFFERS_BODY = 1 << 2,
  DIFFERS_FROM = 1 << 3,
  DIFFERS_VERDICT = 1 << 4,
  DIFFERS_SUBJECT = 1 << 5,
  LACKS_MESSAGE_ID = 1 << 6, /* both */
  LACKS_FROM = 1 << 7        /* both */
} Difference;

static const struct {
  guint differences;
  Seen seen;
} rows[] = {
  { 0, SEEN_SAME },
  { DIFFERS_MESSAGE_ID | DIFFERS_BODY | DIFFERS_FROM | DIFFERS_VERDICT,
    SEEN_SAME }, /* the same bytes are the same mail */
  { DIFFERS_BYTES, SEEN_SAME },
  { DIFFERS_BYTES | DIFFERS_SUBJECT, SEEN_SAME },
  { DIFFERS_BYTES | DIFFERS_MESSAGE_ID, SEEN_NEVER },
  { DIFFERS_BYTES | DIFFERS_BODY, SEEN_NEVER }, /* a copy that was cut short */
  { DIFFERS_BYTES | DIFFERS_FROM, SEEN_NEVER },
  { DIFFERS_BYTES | DIFFERS_VERDICT, SEEN_NEVER }, /* a forged one that came first */
  { LACKS_MESSAGE_ID, SEEN_SAME },
  { LACKS_MESSAGE_ID | DIFFERS_BYTES, SEEN_NEVER },
  { LACKS_FROM | DIFFERS_BYTES, SEEN_SAME },
  { LACKS_FROM | DIFFERS_BYTES | DIFFERS_BODY, SEEN_NEVER },
};

static void put(char **field, char *value)
{
  g_free(*field);
  *field = value;
}

static Newsletter *variant(guint differences, gboolean second)
{
  Newsletter *newsletter = fixture_newsletter(1, 1);

  if ((differences & LACKS_MESSAGE_ID) != 0)
    put(&newsletter->message_id, NULL);
  if ((differences & LACKS_FROM) != 0)
    put(&newsletter->from_address, NULL);
  if (!second)
    return newsletter;
  if ((differences & DIFFERS_BYTES) != 0)
    put(&newsletter->sha256, g_strdup("other"));
  if ((differences & DIFFERS_MESSAGE_ID) != 0)
    put(&newsletter->message_id, g_strdup("other@example.org"));
  if ((differences & DIFFERS_BODY) != 0)
    put(&newsletter->body_hash, g_strdup("other"));
  if ((differences & DIFFERS_FROM) != 0)
    put(&newsletter->from_address, g_strdup("other@example.org"));
  if ((differences & DIFFERS_SUBJECT) != 0)
    put(&newsletter->subject, g_strdup("other"));
  if ((differences & DIFFERS_VERDICT) != 0)
    newsletter->verdict = VERDICT_UNVERIFIED;
  return newsletter;
}

static gint64 add(Newsletter *newsletter, GError **error)
{
  g_autoptr(GBytes) raw = g_bytes_new_static("x", 1);
  g_autoptr(GBytes) compressed = store_compress(raw);

  return store_newsletter_add(fixture_store, newsletter, compressed, error) ? newsletter->row : 0;
}

static Seen seen_of(const Newsletter *newsletter, gint64 *row)
{
  GError *error = NULL;
  Seen seen = SEEN_NEVER;

  store_newsletter_seen(fixture_store, newsletter, &seen, row, &error);
  ck_no_error(error);
  return seen;
}

START_TEST(which_mail_is_a_duplicate)
{
  g_autoptr(Newsletter) first = variant(rows[_i].differences, FALSE);
  g_autoptr(Newsletter) second = variant(rows[_i].differences, TRUE);
  gint64 row = 0;

  fixture_begin();
  ck_assert_int_eq(seen_of(first, &row), SEEN_NEVER);
  ck_assert_int_gt(add(first, NULL), 0);
  ck_assert_int_eq(seen_of(second, &row), rows[_i].seen); /* before the commit, too */
  ck_assert_int_eq(row, rows[_i].seen == SEEN_SAME ? first->row : 0);
  ck_assert(store_newsletter_remove(fixture_store, first->row, NULL));
  ck_assert_int_eq(seen_of(second, &row), rows[_i].seen == SEEN_SAME ? SEEN_REMOVED : SEEN_NEVER);
  fixture_commit();
}
END_TEST

/* Of two with the same Message-ID and body one was removed: the one that lives answers. */
START_TEST(the_living_one_counts)
{
  g_autoptr(Newsletter) first = variant(0, FALSE);
  g_autoptr(Newsletter) second = variant(DIFFERS_BYTES, TRUE);
  g_autoptr(Newsletter) third = variant(DIFFERS_BYTES, TRUE);
  gint64 row = 0;

  put(&third->sha256, g_strdup("third"));
  fixture_begin();
  add(first, NULL);
  add(second, NULL);
  ck_assert_int_eq(seen_of(third, &row), SEEN_SAME);
  ck_assert_int_eq(row, first->row);
  ck_assert(store_newsletter_remove(fixture_store, first->row, NULL));
  ck_assert_int_eq(seen_of(third, &row), SEEN_SAME);
  ck_assert_int_eq(row, second->row);
  ck_assert_int_eq(seen_of(first, &row), SEEN_SAME);
  fixture_commit();
}
END_TEST

START_TEST(the_same_bytes_are_stored_once)
{
  g_autoptr(Newsletter) first = variant(0, FALSE);
  g_autoptr(Newsletter) second = variant(0, TRUE);
  g_autoptr(GError) error = NULL;
  gint64 row = 0;

  fixture_begin();
  ck_assert(store_savepoint(fixture_store, NULL));
  add(first, NULL);
  ck_assert(store_release(fixture_store, NULL));
  ck_assert(store_savepoint(fixture_store, NULL));
  ck_assert_int_eq(add(second, &error), 0);
  ck_error(error, ERROR_EXISTS);
  store_revert(fixture_store);
  ck_assert(store_newsletter_remove(fixture_store, first->row, NULL));
  ck_assert_int_gt(add(second, NULL), first->row); /* asked for again after its removal */
  ck_assert_int_eq(seen_of(first, &row), SEEN_SAME);
  ck_assert_int_eq(row, second->row);
  fixture_commit();
}
END_TEST

Suite *test_seen_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("seen", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_loop_test(tcase, which_mail_is_a_duplicate, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, the_living_one_counts);
  tcase_add_test(tcase, the_same_bytes_are_stored_once);
  return suite;
}
