/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "util/error.h"
#include "util/id.h"

static void same_headers(const Newsletter *one, const Newsletter *two)
{
  ck_assert_int_eq(one->row, two->row);
  ck_assert_str_eq(one->id, two->id);
  ck_assert_str_eq(one->sha256, two->sha256);
  ck_assert_str_eq(one->body_hash, two->body_hash);
  ck_assert_pstr_eq(one->message_id, two->message_id);
  ck_assert_pstr_eq(one->from_name, two->from_name);
  ck_assert_pstr_eq(one->from_address, two->from_address);
  ck_assert_str_eq(one->subject, two->subject);
  ck_assert_int_eq(one->date, two->date);
  ck_assert_int_eq(one->received, two->received);
  ck_assert_uint_eq(one->size, two->size);
  ck_assert_int_eq(one->verdict, two->verdict);
  ck_assert_int_eq(one->flags, two->flags);
  ck_assert_pstr_eq(one->list_id, two->list_id);
  ck_assert_pstr_eq(one->list_unsubscribe, two->list_unsubscribe);
  ck_assert_pstr_eq(one->web_url, two->web_url);
  ck_assert_pstr_eq(one->language, two->language);
  ck_assert_uint_eq(one->words, two->words);
  ck_assert_uint_eq(one->decoder_version, two->decoder_version);
}

static void same_links(const Newsletter *one, const Newsletter *two)
{
  ck_assert_uint_eq(one->links->len, two->links->len);
  for (guint i = 0; i < one->links->len; i++) {
    const Link *a = g_ptr_array_index(one->links, i), *b = g_ptr_array_index(two->links, i);

    ck_assert_uint_eq(a->ordinal, b->ordinal);
    ck_assert_str_eq(a->id, b->id);
    ck_assert(id_valid(a->id));
    ck_assert_str_eq(a->url, b->url);
    ck_assert_str_eq(a->shown_url, b->shown_url);
    ck_assert_str_eq(a->text, b->text);
    ck_assert_int_eq(a->kind, b->kind);
  }
}

static void add(Newsletter *newsletter)
{
  g_autoptr(GBytes) raw = g_bytes_new_static("raw bytes \0 here", 16);
  g_autoptr(GBytes) compressed = store_compress(raw);
  GError *error = NULL;

  fixture_begin();
  store_newsletter_add(fixture_store, newsletter, compressed, &error);
  ck_no_error(error);
  fixture_commit();
}

START_TEST(round_trip)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(1, 12);
  g_autoptr(Newsletter) again = NULL;
  const Part *part;
  Link *link = g_ptr_array_index(newsletter->links, 3);

  g_free(link->shown_url);
  link->shown_url = g_strdup("https://example.org/1/4");
  for (LinkKind kind = LINK_CONTENT; kind <= LINK_OTHER; kind++)
    ((Link *)g_ptr_array_index(newsletter->links, kind))->kind = kind;
  add(newsletter);
  ck_assert(id_valid(newsletter->id));
  again = store_newsletter_get(fixture_store, newsletter->row, NULL);
  same_headers(newsletter, again);
  same_links(newsletter, again);
  ck_assert_str_eq(again->markdown, newsletter->markdown);
  ck_assert_uint_eq(again->parts->len, 1);
  part = g_ptr_array_index(again->parts, 0);
  ck_assert_str_eq(part->content_id, "logo@example.org");
  ck_assert_str_eq(part->type, "image/png");
  ck_assert_str_eq(part->name, "logo.png");
  ck_assert(part->is_inline);
  ck_assert_ptr_null(part->bytes);
  ck_assert_uint_eq(part->size, 5);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT bytes = x'89504e4700' FROM part"), 1);
}
END_TEST

START_TEST(round_trip_of_a_bare_one)
{
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autoptr(Newsletter) again = NULL;

  newsletter->sha256 = g_strdup("00");
  newsletter->body_hash = g_strdup("11");
  newsletter->subject = g_strdup("");
  newsletter->flags = NEWSLETTER_UNDECODED;
  newsletter->verdict = VERDICT_FORGED;
  add(newsletter);
  again = store_newsletter_get(fixture_store, newsletter->row, NULL);
  same_headers(newsletter, again);
  ck_assert_str_eq(again->markdown, "");
  ck_assert_uint_eq(again->links->len, 0);
  ck_assert_uint_eq(again->parts->len, 0);
}
END_TEST

/* Nothing a sender writes is SQL. */
START_TEST(text_is_only_text)
{
  const char *text = "'); DROP TABLE newsletter; -- \" % _ \\ \xf0\x9f\xa6\x93";
  g_autoptr(Newsletter) newsletter = fixture_newsletter(1, 0);
  g_autoptr(Newsletter) again = NULL;

  g_free(newsletter->subject);
  newsletter->subject = g_strdup(text);
  g_ptr_array_add(newsletter->links, link_new(1, text, text, LINK_OTHER));
  add(newsletter);
  again = store_newsletter_get(fixture_store, newsletter->row, NULL);
  ck_assert_str_eq(again->subject, text);
  ck_assert_str_eq(newsletter_link(again, 1)->url, text);
  ck_assert_str_eq(newsletter_link(again, 1)->text, text);
}
END_TEST

START_TEST(raw_bytes)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(1, 0);
  g_autoptr(GBytes) wanted = g_bytes_new_static("raw bytes \0 here", 16);
  g_autoptr(GBytes) raw = NULL;
  g_autoptr(GError) error = NULL;

  add(newsletter);
  raw = store_newsletter_raw(fixture_store, newsletter->row, &error);
  ck_no_error(error);
  ck_assert(g_bytes_equal(raw, wanted));
  ck_assert_ptr_null(store_newsletter_raw(fixture_store, newsletter->row + 1, &error));
  ck_error(error, ERROR_NOT_FOUND);
  g_clear_error(&error);
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "UPDATE raw SET zstd = x''", NULL, NULL, NULL), SQLITE_OK);
  ck_assert_ptr_null(store_newsletter_raw(fixture_store, newsletter->row, &error));
  ck_error(error, ERROR_FAILED);
  g_clear_error(&error);
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "DELETE FROM raw", NULL, NULL, NULL), SQLITE_OK);
  ck_assert_ptr_null(store_newsletter_raw(fixture_store, newsletter->row, &error));
  ck_error(error, ERROR_INVALID);
  ck_assert_ptr_nonnull(strstr(error->message, "keep_raw_days"));
}
END_TEST

START_TEST(a_failed_add_fills_nothing_in)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(1, 2);
  g_autoptr(GBytes) garbage = g_bytes_new_static("garbage", 7);
  g_autoptr(GBytes) compressed = store_compress(garbage);
  g_autoptr(GError) error = NULL;

  fixture_begin();
  ck_assert(!store_newsletter_add(fixture_store, newsletter, garbage, &error));
  ck_error(error, ERROR_FAILED);
  g_clear_error(&error);
  ((Link *)g_ptr_array_index(newsletter->links, 1))->ordinal = 1; /* twice */
  ck_assert(!store_newsletter_add(fixture_store, newsletter, compressed, &error));
  ck_error(error, ERROR_EXISTS);
  store_rollback(fixture_store);
  ck_assert_int_eq(newsletter->row, 0);
  ck_assert_ptr_null(newsletter->id);
  ck_assert_ptr_null(newsletter_link(newsletter, 1)->id);
  ((Link *)g_ptr_array_index(newsletter->links, 1))->ordinal = 2;
  add(newsletter);
}
END_TEST

/* The pipeline adds the same struct again after a transaction that failed. */
START_TEST(adding_again_after_a_rollback)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(1, 2);
  g_autoptr(Newsletter) again = NULL;
  g_autoptr(GBytes) raw = g_bytes_new_static("x", 1);
  g_autoptr(GBytes) compressed = store_compress(raw);

  fixture_begin();
  ck_assert(store_newsletter_add(fixture_store, newsletter, compressed, NULL));
  store_rollback(fixture_store);
  add(newsletter);
  again = store_newsletter_get(fixture_store, newsletter->row, NULL);
  same_headers(newsletter, again);
  same_links(newsletter, again);
}
END_TEST

START_TEST(find_by_either_id)
{
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Newsletter) newsletter = fixture_newsletter(1, 1);
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GError) error = NULL;
  gint64 row = 0;

  add(newsletter);
  fixture_begin();
  feed = fixture_add_feed("feed", NULL);
  fixture_add_item(feed->row, newsletter->row, NOW);
  fixture_commit();
  items = store_item_list(fixture_store, feed->row, 0, TRUE, NULL);
  ck_assert(store_newsletter_find(fixture_store, newsletter->id, &row, NULL));
  ck_assert_int_eq(row, newsletter->row);
  row = 0;
  ck_assert(store_newsletter_find(fixture_store, ((Item *)g_ptr_array_index(items, 0))->id, &row, NULL));
  ck_assert_int_eq(row, newsletter->row);
  row = 77;
  ck_assert(!store_newsletter_find(fixture_store, feed->id, &row, &error));
  ck_error(error, ERROR_NOT_FOUND);
  ck_assert_int_eq(row, 77);
}
END_TEST

START_TEST(removing)
{
  static const char *const empty_tables[] = { "newsletter", "raw",       "part", "link",   "gist",
                                              "gist_topic", "gist_link", "item", "waiting" };
  g_autoptr(Feed) shows = NULL;
  g_autoptr(Feed) pending = NULL;
  g_autoptr(Newsletter) newsletter = NULL;
  g_autoptr(GError) error = NULL;
  gint64 row;

  fixture_begin();
  shows = fixture_add_feed("shows", NULL);
  pending = fixture_add_feed("pending", NULL);
  row = fixture_publish(shows->row, 1, 3, NOW);
  fixture_add_item(pending->row, row, NOW);
  ck_assert(store_waiting_add(fixture_store, row, 0, "x@y", "r", NULL));
  fixture_commit();
  fixture_begin();
  ck_assert(store_newsletter_remove(fixture_store, row, NULL));
  ck_assert(!store_newsletter_remove(fixture_store, row, &error));
  ck_error(error, ERROR_NOT_FOUND);
  fixture_commit();
  for (guint i = 0; i < G_N_ELEMENTS(empty_tables); i++) {
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", empty_tables[i]);

    ck_assert_int_eq(fixture_int(fixture_store->db, sql), 0);
  }
  feed_free(g_steal_pointer(&shows));
  feed_free(g_steal_pointer(&pending));
  shows = store_feed_find(fixture_store, "shows", NULL);
  pending = store_feed_find(fixture_store, "pending", NULL);
  ck_assert_int_eq(shows->version, 3); /* made, published, removed */
  ck_assert_int_eq(pending->version, 1);
  fixture_check_integrity(fixture_store->db);
}
END_TEST

Suite *test_newsletter_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("newsletter", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_test(tcase, round_trip);
  tcase_add_test(tcase, round_trip_of_a_bare_one);
  tcase_add_test(tcase, text_is_only_text);
  tcase_add_test(tcase, raw_bytes);
  tcase_add_test(tcase, a_failed_add_fills_nothing_in);
  tcase_add_test(tcase, adding_again_after_a_rollback);
  tcase_add_test(tcase, find_by_either_id);
  tcase_add_test(tcase, removing);
  return suite;
}
