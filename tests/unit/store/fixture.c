/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <string.h>

#include "publish.h"
#include "util/date.h"

char *fixture_folder;
char *fixture_path;
Store *fixture_store;

Store *fixture_open(StoreMode mode)
{
  GError *error = NULL;
  Store *store = store_open(fixture_path, mode, &error);

  ck_no_error(error);
  ck_assert_ptr_nonnull(store);
  return store;
}

void fixture_setup(void)
{
  date_set_now(NOW);
  fixture_folder = support_folder();
  fixture_path = g_build_filename(fixture_folder, "gistwire.db", NULL);
  fixture_store = fixture_open(STORE_WRITE);
}

void fixture_teardown(void)
{
  g_clear_pointer(&fixture_store, store_close);
  g_clear_pointer(&fixture_path, g_free);
  support_remove_folder(g_steal_pointer(&fixture_folder));
}

void fixture_begin(void)
{
  GError *error = NULL;

  store_begin(fixture_store, &error);
  ck_no_error(error);
}

void fixture_commit(void)
{
  GError *error = NULL;

  store_commit(fixture_store, &error);
  ck_no_error(error);
}

static char *digest(const char *what, guint seed)
{
  g_autofree char *text = g_strdup_printf("%s %u", what, seed);

  return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

Newsletter *fixture_newsletter(guint seed, guint links)
{
  Newsletter *newsletter = newsletter_new();
  Part *part = g_new0(Part, 1);

  newsletter->sha256 = digest("bytes", seed);
  newsletter->body_hash = digest("body", seed);
  newsletter->message_id = g_strdup_printf("%u@example.org", seed);
  newsletter->from_name = g_strdup("Grüße");
  newsletter->from_address = g_strdup("news@example.org");
  newsletter->subject = g_strdup_printf("Issue %u", seed);
  newsletter->date = NOW - 60;
  newsletter->received = NOW;
  newsletter->size = 50000;
  newsletter->verdict = VERDICT_PASS;
  newsletter->flags = NEWSLETTER_TEXT_ONLY | NEWSLETTER_REPAIRED;
  newsletter->list_id = g_strdup("news.example.org");
  newsletter->list_unsubscribe = g_strdup("<https://example.org/u>");
  newsletter->web_url = g_strdup("https://example.org/web");
  newsletter->language = g_strdup("de");
  newsletter->markdown = g_strdup_printf("# Issue %u\n\n[one](L1)\n", seed);
  newsletter->words = 3;
  part->content_id = g_strdup("logo@example.org");
  part->type = g_strdup("image/png");
  part->name = g_strdup("logo.png");
  part->is_inline = TRUE;
  part->bytes = g_bytes_new_static("\x89PNG\0", 5);
  part->size = 5;
  g_ptr_array_add(newsletter->parts, part);
  for (guint i = 1; i <= links; i++) {
    g_autofree char *url = g_strdup_printf("https://example.org/%u/%u?utm_source=x", seed, i);
    g_autofree char *text = g_strdup_printf("Link %u", i);

    g_ptr_array_add(newsletter->links, link_new(i, url, text, i % 2 == 0 ? LINK_ACTION : LINK_CONTENT));
  }
  return newsletter;
}

Gist *fixture_gist(const char *key)
{
  Gist *gist = gist_new();

  gist->key = g_strdup(key);
  gist->provider = g_strdup("extract");
  gist->model = g_strdup("");
  gist->prompt_version = 7;
  gist->summary = g_strdup("First.\nSecond.");
  gist->relevant = FALSE;
  gist->why = g_strdup("Because.");
  g_ptr_array_add(gist->topics, g_strdup("zebras"));
  g_ptr_array_add(gist->topics, g_strdup("apples"));
  g_ptr_array_add(gist->links, gist_link_new(2, "The second"));
  g_ptr_array_add(gist->links, gist_link_new(1, "The first"));
  return gist;
}

Feed *fixture_add_feed(const char *name, const char *address)
{
  GError *error = NULL;
  Feed *feed = feed_new();

  feed->name = g_strdup(name);
  feed->address = g_strdup(address);
  store_feed_add(fixture_store, feed, &error);
  ck_no_error(error);
  return feed;
}

gint64 fixture_add_newsletter(guint seed, guint links)
{
  GError *error = NULL;
  g_autoptr(Newsletter) newsletter = fixture_newsletter(seed, links);
  g_autofree char *text = g_strdup_printf("Subject: %u\n\n", seed);
  g_autoptr(GBytes) raw = g_bytes_new(text, strlen(text));
  g_autoptr(GBytes) compressed = store_compress(raw);

  store_newsletter_add(fixture_store, newsletter, compressed, &error);
  ck_no_error(error);
  return newsletter->row;
}

gint64 fixture_add_item(gint64 feed_row, gint64 newsletter_row, gint64 when)
{
  GError *error = NULL;
  gboolean added = FALSE;

  store_item_add(fixture_store, feed_row, newsletter_row, when, TRUE, &added, &error);
  ck_no_error(error);
  ck_assert(added);
  return sqlite3_last_insert_rowid(fixture_store->db);
}

gint64 fixture_publish(gint64 feed_row, guint seed, guint links, gint64 when)
{
  GError *error = NULL;
  gint64 newsletter_row = fixture_add_newsletter(seed, links);
  gint64 item_row = fixture_add_item(feed_row, newsletter_row, when);
  g_autoptr(Gist) gist = fixture_gist("key");
  gboolean published = FALSE;

  publish_item(fixture_store, item_row, newsletter_row, gist, &published, &error);
  ck_no_error(error);
  ck_assert(published);
  return newsletter_row;
}

gint64 fixture_int(sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 value;

  ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
  ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
  value = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return value;
}

void fixture_check_integrity(sqlite3 *db)
{
  ck_assert_int_eq(fixture_int(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
  ck_assert_int_eq(fixture_int(db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

guint fixture_newest_version(void)
{
  guint count = 0;

  while (store_migrations[count].name != NULL)
    count++;
  return count;
}
