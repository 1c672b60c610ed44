/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fixture.h"
#include "publish.h"
#include "suites.h"
#include "util/error.h"
#include "util/id.h"

static Feed *feed;

static void setup(void)
{
  fixture_setup();
  fixture_begin();
  feed = fixture_add_feed("feed", "one");
  fixture_commit();
  fixture_begin();
}

static void teardown(void)
{
  g_clear_pointer(&feed, feed_free);
  fixture_teardown();
}

static const Item *item_at(GPtrArray *items, guint index)
{
  return g_ptr_array_index(items, index);
}

static void same_gist(const Gist *one, const Gist *two)
{
  ck_assert_str_eq(one->key, two->key);
  ck_assert_str_eq(one->provider, two->provider);
  ck_assert_str_eq(one->model, two->model);
  ck_assert_uint_eq(one->prompt_version, two->prompt_version);
  ck_assert_str_eq(one->summary, two->summary);
  ck_assert_int_eq(one->relevant, two->relevant);
  ck_assert_str_eq(one->why, two->why);
  ck_assert_uint_eq(one->topics->len, two->topics->len);
  for (guint i = 0; i < one->topics->len; i++)
    ck_assert_str_eq(g_ptr_array_index(one->topics, i), g_ptr_array_index(two->topics, i));
  ck_assert_uint_eq(one->links->len, two->links->len);
  for (guint i = 0; i < one->links->len; i++) {
    const GistLink *a = g_ptr_array_index(one->links, i), *b = g_ptr_array_index(two->links, i);

    ck_assert_uint_eq(a->ordinal, b->ordinal);
    ck_assert_str_eq(a->text, b->text);
  }
}

static gint64 version(void)
{
  g_autoptr(Feed) found = store_feed_by_row(fixture_store, feed->row, NULL);

  return found->version;
}

START_TEST(adding_twice)
{
  gint64 newsletter = fixture_add_newsletter(1, 1);
  gboolean added = TRUE;
  g_autoptr(GError) error = NULL;

  fixture_add_item(feed->row, newsletter, NOW);
  ck_assert(store_item_add(fixture_store, feed->row, newsletter, NOW + 5, TRUE, &added, NULL));
  ck_assert(!added);
  ck_assert_int_eq(version(), 1);
  ck_assert(!store_item_add(fixture_store, feed->row, newsletter + 1, NOW, TRUE, &added, &error));
  ck_error(error, ERROR_NOT_FOUND);
}
END_TEST

START_TEST(pending_are_oldest_first)
{
  g_autoptr(GArray) items = NULL;
  gint64 rows[3], newsletters[3];

  for (guint i = 0; i < 3; i++) {
    newsletters[i] = fixture_add_newsletter(i, 1);
    rows[i] = fixture_add_item(feed->row, newsletters[i], NOW - i);
  }
  fixture_publish(feed->row, 10, 1, NOW);
  items = store_item_pending(fixture_store, 2, NULL);
  ck_assert_uint_eq(items->len, 2);
  for (guint i = 0; i < 2; i++) {
    ck_assert_int_eq(g_array_index(items, PendingItem, i).row, rows[i]);
    ck_assert_int_eq(g_array_index(items, PendingItem, i).feed_row, feed->row);
    ck_assert_int_eq(g_array_index(items, PendingItem, i).newsletter_row, newsletters[i]);
  }
}
END_TEST

START_TEST(publishing)
{
  gint64 newsletter = fixture_add_newsletter(1, 3);
  gint64 row = fixture_add_item(feed->row, newsletter, NOW);
  g_autoptr(Gist) gist = fixture_gist("key");
  g_autoptr(Gist) found = NULL;
  g_autoptr(GPtrArray) items = NULL;
  gboolean published = FALSE;

  items = store_item_list(fixture_store, feed->row, 0, FALSE, NULL);
  ck_assert_uint_eq(items->len, 0);
  ck_assert(publish_item(fixture_store, row, newsletter, gist, &published, NULL));
  ck_assert(published);
  ck_assert_int_eq(version(), 2);
  ck_assert(publish_item(fixture_store, row, newsletter, gist, &published, NULL)); /* a second worker */
  ck_assert(!published);
  ck_assert_int_eq(version(), 2);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM gist"), 1);
  g_ptr_array_unref(items);
  items = store_item_list(fixture_store, feed->row, 0, FALSE, NULL);
  ck_assert_uint_eq(items->len, 1);
  ck_assert(id_valid(item_at(items, 0)->id));
  ck_assert(g_str_has_prefix(item_at(items, 0)->guid, "urn:uuid:"));
  ck_assert_int_eq(item_at(items, 0)->feed_row, feed->row);
  ck_assert_int_eq(item_at(items, 0)->published, NOW);
  ck_assert_int_eq(item_at(items, 0)->updated, NOW);
  ck_assert_int_eq(item_at(items, 0)->state, ITEM_PUBLISHED);
  ck_assert_int_eq(item_at(items, 0)->newsletter->row, newsletter);
  ck_assert_str_eq(item_at(items, 0)->newsletter->subject, "Issue 1");
  ck_assert_uint_eq(item_at(items, 0)->newsletter->links->len, 3);
  ck_assert_ptr_null(item_at(items, 0)->newsletter->markdown);
  same_gist(item_at(items, 0)->gist, gist);
  ck_assert(store_gist_find(fixture_store, newsletter, "key", &found, NULL, NULL));
  same_gist(found, gist);
}
END_TEST

/* Between asking and the answer the newsletter was removed: its row means nothing any more. */
START_TEST(publishing_what_is_gone)
{
  gint64 newsletter = fixture_add_newsletter(1, 3);
  gint64 row = fixture_add_item(feed->row, newsletter, NOW);
  gint64 other = fixture_add_newsletter(2, 3);
  g_autoptr(Gist) gist = fixture_gist("key");
  gboolean published = TRUE;

  ck_assert(publish_item(fixture_store, row, other, gist, &published, NULL));
  ck_assert(!published);
  ck_assert(store_newsletter_remove(fixture_store, newsletter, NULL));
  ck_assert(publish_item(fixture_store, row, newsletter, gist, &published, NULL));
  ck_assert(!published);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM gist"), 0);
  ck_assert_int_eq(version(), 1);
}
END_TEST

START_TEST(feeds_share_a_gist)
{
  g_autoptr(Feed) other = fixture_add_feed("other", NULL);
  gint64 newsletter = fixture_publish(feed->row, 1, 3, NOW);
  gint64 row = fixture_add_item(other->row, newsletter, NOW);
  g_autoptr(Gist) gist = fixture_gist("key");
  g_autoptr(Gist) found = NULL;
  gboolean published = FALSE;

  ck_assert(publish_item(fixture_store, row, newsletter, gist, &published, NULL));
  ck_assert(published);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM gist"), 1);
  ck_assert(store_gist_find(fixture_store, newsletter, "other key", &found, NULL, NULL));
  ck_assert_ptr_null(found);
  ck_assert(store_gist_find(fixture_store, newsletter + 1, "key", &found, NULL, NULL));
  ck_assert_ptr_null(found);
}
END_TEST

/* Seeds in the order in which they are added, with their times. */
static const gint64 times[] = { NOW, NOW + 5, NOW - 5, NOW + 5, NOW };
static const struct {
  guint max;
  const char *subjects; /* numbers of the issues */
} order_rows[] = { { 0, "31402" }, { 1, "3" }, { 3, "314" }, { 5, "31402" }, { 50, "31402" } };

START_TEST(newest_first)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autofree char *subjects = g_malloc0(G_N_ELEMENTS(times) + 1);

  for (guint i = 0; i < G_N_ELEMENTS(times); i++)
    fixture_publish(feed->row, i, 0, times[i]);
  items = store_item_list(fixture_store, feed->row, order_rows[_i].max, FALSE, NULL);
  for (guint i = 0; i < items->len; i++)
    subjects[i] = item_at(items, i)->newsletter->subject[strlen("Issue ")];
  ck_assert_str_eq(subjects, order_rows[_i].subjects);
}
END_TEST

/* Page by page, each going on where the one before ended. */
START_TEST(pages)
{
  guint size = (guint)_i + 1;
  GString *subjects = g_string_new("");
  g_autofree char *before = NULL;

  for (guint i = 0; i < G_N_ELEMENTS(times); i++)
    fixture_publish(feed->row, i, 0, times[i]);
  for (;;) {
    ItemPage page = { .before = before, .max = size, .markdown = size == 1 };
    g_autoptr(GPtrArray) items = store_item_page(fixture_store, feed->row, &page, NULL);

    ck_assert_ptr_nonnull(items);
    ck_assert_uint_le(items->len, size);
    if (items->len == 0)
      break;
    for (guint i = 0; i < items->len; i++) {
      const Newsletter *newsletter = item_at(items, i)->newsletter;

      g_string_append_c(subjects, newsletter->subject[strlen("Issue ")]);
      ck_assert_uint_eq(newsletter->parts->len, 1);
      ck_assert_int_eq(newsletter->markdown != NULL, size == 1);
    }
    g_free(before);
    before = g_strdup(item_at(items, items->len - 1)->id);
  }
  ck_assert_str_eq(subjects->str, "31402");
  g_string_free(subjects, TRUE);
}
END_TEST

/* An item of another feed, a pending one, one that never was. */
START_TEST(pages_of_others)
{
  g_autoptr(Feed) other = fixture_add_feed("other", NULL);
  g_autoptr(GPtrArray) items = NULL, pending = NULL;
  const char *ids[3] = { "no-such-item", NULL, NULL };

  fixture_publish(other->row, 1, 0, NOW);
  fixture_add_item(feed->row, fixture_add_newsletter(2, 1), NOW);
  items = store_item_list(fixture_store, other->row, 0, TRUE, NULL);
  pending = store_item_list(fixture_store, feed->row, 0, TRUE, NULL);
  ids[1] = item_at(items, 0)->id;
  ids[2] = item_at(pending, 0)->id;
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
    ItemPage page = { .before = ids[i] };
    g_autoptr(GError) error = NULL;

    ck_assert_ptr_null(store_item_page(fixture_store, feed->row, &page, &error));
    ck_error(error, ERROR_NOT_FOUND);
  }
}
END_TEST

START_TEST(all_states)
{
  g_autoptr(GPtrArray) items = NULL;

  fixture_publish(feed->row, 1, 1, NOW);
  fixture_add_item(feed->row, fixture_add_newsletter(2, 1), NOW + 1);
  items = store_item_list(fixture_store, feed->row, 0, TRUE, NULL);
  ck_assert_uint_eq(items->len, 2);
  ck_assert_int_eq(item_at(items, 0)->state, ITEM_PENDING);
  ck_assert_ptr_null(item_at(items, 0)->gist);
  ck_assert_int_eq(item_at(items, 1)->state, ITEM_PUBLISHED);
}
END_TEST

START_TEST(by_id)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(Item) item = NULL;
  Item *none = NULL;

  fixture_publish(feed->row, 1, 4, NOW);
  fixture_add_item(feed->row, fixture_add_newsletter(2, 1), NOW - 1);
  items = store_item_list(fixture_store, feed->row, 0, TRUE, NULL);
  ck_assert(store_item_by_id(fixture_store, item_at(items, 0)->id, &item, NULL));
  ck_assert_int_eq(item->row, item_at(items, 0)->row);
  ck_assert_str_eq(item->newsletter->markdown, "# Issue 1\n\n[one](L1)\n");
  ck_assert_uint_eq(item->newsletter->links->len, 4);
  ck_assert_uint_eq(item->newsletter->parts->len, 1);
  same_gist(item->gist, item_at(items, 0)->gist);
  ck_assert(store_item_by_id(fixture_store, item_at(items, 1)->id, &none, NULL)); /* pending */
  ck_assert_ptr_null(none);
  ck_assert(store_item_by_id(fixture_store, item->newsletter->id, &none, NULL)); /* a newsletter's */
  ck_assert_ptr_null(none);
}
END_TEST

START_TEST(link_targets)
{
  g_autoptr(Newsletter) newsletter = NULL;
  g_autoptr(Gist) gist = fixture_gist("key");
  g_autoptr(LinkTarget) target = NULL;
  LinkTarget *none = NULL;
  gint64 row = fixture_add_newsletter(1, 2), item;
  gboolean published;
  const char *id;

  newsletter = store_newsletter_get(fixture_store, row, NULL);
  id = newsletter_link(newsletter, 2)->id;
  ck_assert(store_link_by_id(fixture_store, id, &none, NULL));
  ck_assert_ptr_null(none); /* in no feed */
  item = fixture_add_item(feed->row, row, NOW);
  ck_assert(store_link_by_id(fixture_store, id, &none, NULL));
  ck_assert_ptr_null(none); /* not yet */
  ck_assert(publish_item(fixture_store, item, row, gist, &published, NULL));
  ck_assert(store_link_by_id(fixture_store, id, &target, NULL));
  ck_assert_uint_eq(target->link->ordinal, 2);
  ck_assert_str_eq(target->link->url, newsletter_link(newsletter, 2)->url);
  ck_assert_int_eq(target->link->kind, LINK_ACTION);
  ck_assert_uint_eq(g_strv_length(target->masked), 1);
  ck_assert_str_eq(target->masked[0], "one");
  ck_assert(store_link_by_id(fixture_store, "nothing", &none, NULL));
  ck_assert_ptr_null(none);
  ck_assert(store_feed_remove(fixture_store, feed, NULL));
  ck_assert(store_link_by_id(fixture_store, id, &none, NULL));
  ck_assert_ptr_null(none);
}
END_TEST

Suite *test_item_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("item", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, adding_twice);
  tcase_add_test(tcase, pending_are_oldest_first);
  tcase_add_test(tcase, publishing);
  tcase_add_test(tcase, publishing_what_is_gone);
  tcase_add_test(tcase, feeds_share_a_gist);
  tcase_add_loop_test(tcase, newest_first, 0, G_N_ELEMENTS(order_rows));
  tcase_add_loop_test(tcase, pages, 0, 6);
  tcase_add_test(tcase, pages_of_others);
  tcase_add_test(tcase, all_states);
  tcase_add_test(tcase, by_id);
  tcase_add_test(tcase, link_targets);
  return suite;
}
