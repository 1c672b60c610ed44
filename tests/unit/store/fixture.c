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

Feed *fixture_derive(const char *name, FeedKind kind, const Feed *source)
{
  GError *error = NULL;
  Feed *feed = feed_new();

  feed->name = g_strdup(name);
  feed->kind = kind;
  feed->source_row = source != NULL ? source->row : 0;
  store_feed_add(fixture_store, feed, &error);
  ck_no_error(error);
  store_feed_fill(fixture_store, feed, &error);
  ck_no_error(error);
  return feed;
}

gint64 fixture_add_from(guint seed, const char *list_id, const char *from_name, const char *from)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(seed, 2);
  g_autoptr(GBytes) raw = g_bytes_new_static("x", 1), packed = store_compress(raw);
  GError *error = NULL;

  g_free(newsletter->list_id);
  g_free(newsletter->from_name);
  g_free(newsletter->from_address);
  newsletter->list_id = g_strdup(list_id);
  newsletter->from_name = g_strdup(from_name);
  newsletter->from_address = g_strdup(from);
  store_newsletter_add(fixture_store, newsletter, packed, &error);
  ck_no_error(error);
  return newsletter->row;
}

void fixture_publish_item(gint64 item_row, gint64 newsletter_row)
{
  g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT, item_row);
  g_autoptr(Gist) gist = fixture_gist(key);
  GError *error = NULL;
  gboolean done;

  publish_item(fixture_store, item_row, newsletter_row, gist, &done, &error);
  ck_no_error(error);
  ck_assert(done);
}

gint64 fixture_count(const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list arguments;

  va_start(arguments, format);
  sql = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return fixture_int(fixture_store->db, sql);
}

/* What must hold after whatever happened: each row counts offences. */
static const char *const laws[] = {
  /* the newsletter once, following the oldest item that is shown */
  "SELECT count(*) FROM feed AS f JOIN (SELECT newsletter, min(row) AS first FROM item WHERE source IS NULL "
  "AND state = 'published' GROUP BY newsletter) AS s LEFT JOIN item AS d ON d.feed = f.row "
  "AND d.newsletter = s.newsletter WHERE f.kind = 'all' AND (d.source IS NOT s.first OR d.state <> 'published')",
  /* each sender's in the sender's feed, made where it was missing */
  "SELECT count(*) FROM item AS s JOIN newsletter AS n ON n.row = s.newsletter JOIN feed AS p ON p.source = s.feed "
  "WHERE p.kind = 'per-sender' AND s.source IS NULL AND s.state = 'published' AND NOT EXISTS (SELECT 1 FROM item AS d "
  "JOIN feed AS c ON c.row = d.feed WHERE c.source = p.row AND d.source = s.row AND d.state = 'published' "
  "AND c.sender = CASE WHEN n.list_id IS NULL THEN ifnull(lower(n.from_address), '') ELSE 'list-id:' || n.list_id END)",
  /* nothing that the source does not show, and what is shown is the source's */
  "SELECT count(*) FROM item AS d JOIN item AS s ON s.row = d.source WHERE d.state = 'published' "
  "AND ((s.state, s.published, s.newsletter) IS NOT ('published', d.published, d.newsletter) OR s.gist IS NOT d.gist "
  "OR d.updated < s.updated OR s.source IS NOT NULL)",
  /* in one feed of single senders at most */
  "SELECT count(*) FROM (SELECT 1 FROM item AS d JOIN feed AS c ON c.row = d.feed WHERE c.kind = 'sender' "
  "GROUP BY c.source, d.newsletter HAVING count(*) > 1)",
  /* no derived item is ever waiting for anything, none is where mail comes to */
  "SELECT count(*) FROM item WHERE source IS NOT NULL AND (state NOT IN ('published', 'hidden') OR awaits IS NOT NULL)",
  "SELECT count(*) FROM item JOIN feed ON feed.row = item.feed WHERE (item.source IS NULL) <> (feed.kind = 'own')",
  "SELECT count(*) FROM newsletter WHERE NOT EXISTS (SELECT 1 FROM item WHERE newsletter = newsletter.row "
  "AND source IS NULL) AND NOT EXISTS (SELECT 1 FROM waiting WHERE newsletter = newsletter.row)",
};

void fixture_check_derived(const char *after)
{
  for (guint i = 0; i < G_N_ELEMENTS(laws); i++) {
    gint64 offences = fixture_int(fixture_store->db, laws[i]);

    ck_assert_msg(offences == 0, "after %s: %d offences against law %u", after, (int)offences, i);
  }
}
