/* SPDX-License-Identifier: MIT */
/* Whatever is done, in whatever order, what derived feeds show is what their sources show; what stays keeps its guid, and a feed that looks
 * different has another version. */
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "util/date.h"

#define STEPS 120
#define SEEDS 24

static guint random_below(GRand *rand, guint n)
{
  return (guint)g_rand_int_range(rand, 0, (gint32)n);
}

/* A row that the SQL finds, or 0. */
static gint64 any(GRand *rand, const char *table, const char *where)
{
  return fixture_count("SELECT ifnull((SELECT row FROM %s WHERE %s ORDER BY (row * %u) %% 101 LIMIT 1), 0)", table,
                       where, 1 + random_below(rand, 100));
}

static void step_deliver(GRand *rand)
{
  static guint seed;
  static const char *const from[] = { "a@x.test", "b@x.test", "A@x.test", NULL };
  gint64 feed = any(rand, "feed", "kind = 'own'"), other = any(rand, "feed", "kind = 'own'"), row = 0;
  gboolean added;

  if (feed == 0)
    return;
  if (random_below(rand, 3) == 0)
    row = any(rand, "newsletter", "1");
  if (row == 0)
    row = fixture_add_from(seed++, random_below(rand, 3) == 0 ? "l.test" : NULL, "N",
                           from[random_below(rand, G_N_ELEMENTS(from))]);
  ck_assert(store_item_add(fixture_store, feed, row, NOW - random_below(rand, 9), TRUE, &added, NULL));
  ck_assert(store_item_add(fixture_store, other, row, NOW, TRUE, &added, NULL));
}

static void step_change(GRand *rand)
{
  gint64 row = any(rand, "item", "source IS NULL AND state <> 'held'");
  g_autofree char *key = g_strdup_printf("key %u", random_below(rand, 4));
  g_autoptr(Gist) gist = fixture_gist(key);
  PendingItem item = { .row = row };
  ItemChange change = { .state = random_below(rand, 3) == 0 ? ITEM_HIDDEN : ITEM_PUBLISHED, .gist = gist };

  if (row == 0)
    return;
  item.feed_row = fixture_count("SELECT feed FROM item WHERE row = %" G_GINT64_FORMAT, row);
  item.newsletter_row = fixture_count("SELECT newsletter FROM item WHERE row = %" G_GINT64_FORMAT, row);
  for (item.state = ITEM_PENDING; item.state <= ITEM_HIDDEN; item.state++)
    if (fixture_count("SELECT count(*) FROM item WHERE row = %" G_GINT64_FORMAT " AND state = '%s'", row,
                      item_state_name(item.state)) > 0)
      break;
  if (change.state == ITEM_HIDDEN)
    change.gist = NULL;
  ck_assert(store_item_change(fixture_store, &item, &change, NULL, NULL));
}

static void step_rebuild(GRand *rand)
{
  gint64 row = any(rand, "newsletter", "1");
  g_autoptr(Newsletter) old = row != 0 ? store_newsletter_get(fixture_store, row, NULL) : NULL;
  g_autoptr(Newsletter) fresh = fixture_newsletter(random_below(rand, 99999), 2);

  if (random_below(rand, 2) == 0)
    g_clear_pointer(&fresh->list_id, g_free);
  if (old != NULL)
    ck_assert(store_newsletter_rebuild(fixture_store, old, fresh, NULL));
}

static void step_remove(GRand *rand)
{
  gint64 row = any(rand, "newsletter", "1");

  if (row != 0)
    ck_assert(store_newsletter_remove(fixture_store, row, NULL));
}

static void step_feed(GRand *rand)
{
  g_autofree char *name = g_strdup_printf("Feed %u", g_rand_int(rand));
  gint64 row = any(rand, "feed", "kind <> 'sender'"), source = any(rand, "feed", "kind = 'own'");
  gboolean many = fixture_count("SELECT count(*) FROM feed WHERE kind <> 'sender'") > 5;
  g_autoptr(Feed) old = row != 0 && many ? store_feed_by_row(fixture_store, row, NULL) : NULL;
  g_autoptr(Feed) from = source != 0 ? store_feed_by_row(fixture_store, source, NULL) : NULL;

  if (old != NULL)
    ck_assert(store_feed_remove(fixture_store, old, NULL));
  else if (random_below(rand, 3) == 0 || from == NULL)
    feed_free(fixture_add_feed(name, NULL));
  else
    feed_free(fixture_derive(name, random_below(rand, 2) == 0 ? FEED_ALL : FEED_PER_SENDER, from));
}

/* What readers of each derived feed see, by its row: a hash of it, and of the version. */
typedef struct {
  guint hash;
  gint64 version;
} Look;

static GHashTable *look_at_all(void)
{
  GHashTable *seen = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  sqlite3_stmt *statement = NULL;

  ck_assert_int_eq(sqlite3_prepare_v2(
                       fixture_store->db,
                       "SELECT f.row, f.version, ifnull(group_concat(d.guid || d.published || '-' || d.updated || '-' "
                       "|| ifnull(d.gist, 0) || iif(f.kind = 'all', own.name, '')), '') FROM feed AS f "
                       "LEFT JOIN item AS d ON d.feed = f.row AND d.state = 'published' LEFT JOIN item AS s "
                       "ON s.row = d.source LEFT JOIN feed AS own ON own.row = s.feed WHERE f.kind <> 'own' "
                       "GROUP BY f.row",
                       -1, &statement, NULL),
                   SQLITE_OK);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    Look *look = g_new0(Look, 1);

    look->version = sqlite3_column_int64(statement, 1);
    look->hash = g_str_hash((const char *)sqlite3_column_text(statement, 2));
    g_hash_table_insert(seen, GSIZE_TO_POINTER((gsize)sqlite3_column_int64(statement, 0)), look);
  }
  sqlite3_finalize(statement);
  return seen;
}

static void compare_looks(GHashTable *before, GHashTable *after, const char *what)
{
  GHashTableIter iter;
  gpointer row, value;

  g_hash_table_iter_init(&iter, after);
  while (g_hash_table_iter_next(&iter, &row, &value)) {
    const Look *was = g_hash_table_lookup(before, row), *is = value;

    ck_assert_msg(was == NULL || was->hash == is->hash || was->version < is->version,
                  "after %s a feed looks different and has the same version", what);
  }
}

START_TEST(whatever_happens)
{
  static const struct {
    const char *what;
    void (*step)(GRand *rand);
    guint share;
  } steps[] = { { "delivering", step_deliver, 40 },
                { "changing", step_change, 40 },
                { "rebuilding", step_rebuild, 8 },
                { "removing", step_remove, 6 },
                { "changing feeds", step_feed, 6 } };
  GRand *rand = g_rand_new_with_seed((guint32)_i);

  for (guint i = 0; i < STEPS; i++) {
    g_autoptr(GHashTable) before = look_at_all(), after = NULL;
    guint lot = random_below(rand, 100), k = 0;

    while (lot >= steps[k].share)
      lot -= steps[k++].share;
    date_set_now(NOW + i);
    ck_assert_int_eq(sqlite3_exec(fixture_store->db,
                                  "CREATE TEMP TABLE IF NOT EXISTS was (feed, newsletter, guid); DELETE FROM was; "
                                  "INSERT INTO was SELECT feed, newsletter, guid FROM item",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    steps[k].step(rand);
    fixture_check_derived(steps[k].what);
    ck_assert_int_eq(
        fixture_count("SELECT count(*) FROM was JOIN item USING (feed, newsletter) WHERE was.guid <> item.guid"), 0);
    after = look_at_all();
    compare_looks(before, after, steps[k].what);
  }
  fixture_commit();
  fixture_check_integrity(fixture_store->db);
  g_rand_free(rand);
}
END_TEST

static void setup(void)
{
  fixture_setup();
  fixture_begin();
  for (guint i = 0; i < 2; i++) {
    g_autofree char *name = g_strdup_printf("Own %u", i);
    g_autoptr(Feed) own = fixture_add_feed(name, NULL), per = NULL;

    name[0] = 'P';
    per = fixture_derive(name, FEED_PER_SENDER, own);
  }
  feed_free(fixture_derive("All", FEED_ALL, NULL));
}

Suite *test_derive_random_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("derive at random", &tcase);

  tcase_add_checked_fixture(tcase, setup, fixture_teardown);
  tcase_add_loop_test(tcase, whatever_happens, 0, SEEDS);
  return suite;
}
