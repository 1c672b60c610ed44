/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "store/compress.h"
#include "store/store-private.h"
#include "util/error.h"
#include "util/id.h"

#define HEADER_MARKDOWN HEADER_COUNT

Newsletter *newsletter_from_row(Statement *statement)
{
  Newsletter *newsletter = newsletter_new();

  newsletter->row = statement_int(statement, HEADER_ROW);
  newsletter->id = statement_text(statement, HEADER_ID);
  newsletter->sha256 = statement_text(statement, HEADER_SHA256);
  newsletter->body_hash = statement_text(statement, HEADER_BODY_HASH);
  newsletter->message_id = statement_text(statement, HEADER_MESSAGE_ID);
  newsletter->from_name = statement_text(statement, HEADER_FROM_NAME);
  newsletter->from_address = statement_text(statement, HEADER_FROM_ADDRESS);
  newsletter->subject = statement_text(statement, HEADER_SUBJECT);
  newsletter->date = statement_int(statement, HEADER_DATE);
  newsletter->received = statement_int(statement, HEADER_RECEIVED);
  newsletter->size = (guint64)statement_int(statement, HEADER_SIZE);
  verdict_parse(statement_name(statement, HEADER_VERDICT), &newsletter->verdict);
  newsletter->flags = (NewsletterFlags)statement_int(statement, HEADER_FLAGS);
  newsletter->list_id = statement_text(statement, HEADER_LIST_ID);
  newsletter->list_unsubscribe = statement_text(statement, HEADER_LIST_UNSUBSCRIBE);
  newsletter->web_url = statement_text(statement, HEADER_WEB_URL);
  newsletter->language = statement_text(statement, HEADER_LANGUAGE);
  newsletter->words = (guint)statement_int(statement, HEADER_WORDS);
  newsletter->decoder_version = (guint)statement_int(statement, HEADER_DECODER_VERSION);
  return newsletter;
}

/* --- adding ------------------------------------------------------------------------------- */

static gboolean insert_newsletter(Store *store, const Newsletter *newsletter, const char *id, GError **error)
{
  g_autoptr(Statement) statement = statement_get(
      store,
      "INSERT INTO newsletter (row, id, sha256, body_hash, message_id, from_name, from_address, subject, date, "
      "received, size, verdict, flags, list_id, list_unsubscribe, web_url, language, words, decoder_version, markdown) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
      error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, HEADER_ID + 1, id);
  statement_bind_text(statement, HEADER_SHA256 + 1, newsletter->sha256);
  statement_bind_text(statement, HEADER_BODY_HASH + 1, newsletter->body_hash);
  statement_bind_text(statement, HEADER_MESSAGE_ID + 1, newsletter->message_id);
  statement_bind_text(statement, HEADER_FROM_NAME + 1, newsletter->from_name);
  statement_bind_text(statement, HEADER_FROM_ADDRESS + 1, newsletter->from_address);
  statement_bind_text(statement, HEADER_SUBJECT + 1, newsletter->subject != NULL ? newsletter->subject : "");
  statement_bind_int(statement, HEADER_DATE + 1, newsletter->date);
  statement_bind_int(statement, HEADER_RECEIVED + 1, newsletter->received);
  statement_bind_int(statement, HEADER_SIZE + 1, (gint64)newsletter->size);
  statement_bind_text(statement, HEADER_VERDICT + 1, verdict_name(newsletter->verdict));
  statement_bind_int(statement, HEADER_FLAGS + 1, newsletter->flags);
  statement_bind_text(statement, HEADER_LIST_ID + 1, newsletter->list_id);
  statement_bind_text(statement, HEADER_LIST_UNSUBSCRIBE + 1, newsletter->list_unsubscribe);
  statement_bind_text(statement, HEADER_WEB_URL + 1, newsletter->web_url);
  statement_bind_text(statement, HEADER_LANGUAGE + 1, newsletter->language);
  statement_bind_int(statement, HEADER_WORDS + 1, newsletter->words);
  statement_bind_int(statement, HEADER_DECODER_VERSION + 1, newsletter->decoder_version);
  statement_bind_text(statement, HEADER_MARKDOWN + 1, newsletter->markdown != NULL ? newsletter->markdown : "");
  return statement_run(store, statement, error);
}

/* sql: INSERT of row and compressed bytes. */
static gboolean insert_bytes(Store *store, const char *sql, gint64 row, GBytes *compressed, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store, sql, row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_bytes(statement, 2, compressed);
  return statement_run(store, statement, error);
}

static gboolean insert_part(Store *store, gint64 row, guint position, const Part *part, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store,
                                                     "INSERT INTO part (newsletter, position, content_id, type, name, "
                                                     "is_inline, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                                     row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, position);
  statement_bind_text(statement, 3, part->content_id);
  statement_bind_text(statement, 4, part->type);
  statement_bind_text(statement, 5, part->name);
  statement_bind_int(statement, 6, part->is_inline);
  statement_bind_bytes(statement, 7, part->bytes);
  return statement_run(store, statement, error);
}

static gboolean insert_link(Store *store, gint64 row, const Link *link, const char *id, GError **error)
{
  enum { P_NEWSLETTER = 1, P_ORDINAL, P_ID, P_URL, P_SHOWN_URL, P_TEXT, P_KIND };
  g_autoptr(Statement) statement = statement_get(store,
                                                 "INSERT INTO link (newsletter, ordinal, id, url, shown_url, text, "
                                                 "kind) VALUES (?1, ?2, ?3, ?4, nullif(?5, ?4), ?6, ?7)",
                                                 error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, P_NEWSLETTER, row);
  statement_bind_int(statement, P_ORDINAL, link->ordinal);
  statement_bind_text(statement, P_ID, id);
  statement_bind_text(statement, P_URL, link->url);
  statement_bind_text(statement, P_SHOWN_URL, link->shown_url);
  statement_bind_text(statement, P_TEXT, link->text);
  statement_bind_text(statement, P_KIND, link_kind_name(link->kind));
  return statement_run(store, statement, error);
}

/* The links of a newsletter share the first characters of their ids (45 bits) and so stand together in the index: forty random ids
 * would change forty of its pages. The 83 bits that each has of its own cannot be guessed. */
#define LINK_ID_SHARED 9

/* The id that the link's target had before, else a new one beside first. */
static char *link_id(const Link *link, GHashTable *known, const char *first)
{
  const char *before = known != NULL ? g_hash_table_lookup(known, link->url) : NULL;
  char *id = before != NULL ? g_strdup(before) : id_new();

  if (before == NULL)
    memcpy(id, first, LINK_ID_SHARED);
  return id;
}

static const char *any_value(GHashTable *table)
{
  GHashTableIter iter;
  gpointer value = NULL;

  if (table == NULL)
    return NULL;
  g_hash_table_iter_init(&iter, table);
  g_hash_table_iter_next(&iter, NULL, &value);
  return value;
}

/* The ids of the links, in the order of newsletter->links. */
static GPtrArray *insert_links(Store *store, gint64 row, const Newsletter *newsletter, GHashTable *known,
                               GError **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *drawn = id_new();
  const char *first = any_value(known);

  for (guint i = 0; i < newsletter->links->len; i++) {
    const Link *link = g_ptr_array_index(newsletter->links, i);
    char *id = link_id(link, known, first != NULL ? first : drawn);

    g_ptr_array_add(ids, id);
    if (!insert_link(store, row, link, id, error))
      return NULL;
  }
  return g_steal_pointer(&ids);
}

static void take_ids(Newsletter *newsletter, gint64 row, const char *id, GPtrArray *link_ids)
{
  newsletter->row = row;
  g_free(newsletter->id);
  newsletter->id = g_strdup(id);
  for (guint i = 0; i < link_ids->len; i++) {
    Link *link = g_ptr_array_index(newsletter->links, i);

    g_free(link->id);
    link->id = g_strdup(g_ptr_array_index(link_ids, i));
  }
}

gboolean store_content_add(Store *store, gint64 row, const char *id, Newsletter *newsletter, GHashTable *known,
                           GError **error)
{
  g_autoptr(GPtrArray) link_ids = NULL;

  for (guint i = 0; i < newsletter->parts->len; i++)
    if (!insert_part(store, row, i, g_ptr_array_index(newsletter->parts, i), error))
      return FALSE;
  if (newsletter->original != NULL &&
      !insert_bytes(store, "INSERT INTO original (newsletter, zstd) VALUES (?1, ?2)", row, newsletter->original, error))
    return FALSE;
  link_ids = insert_links(store, row, newsletter, known, error);
  if (link_ids == NULL)
    return FALSE;
  take_ids(newsletter, row, id, link_ids);
  return TRUE;
}

gboolean store_newsletter_add(Store *store, Newsletter *newsletter, GBytes *raw_compressed, GError **error)
{
  g_autofree char *id = id_new();
  gint64 row;

  if (!compress_check(raw_compressed, error) || !insert_newsletter(store, newsletter, id, error))
    return FALSE;
  row = sqlite3_last_insert_rowid(store->db);
  return store_seen_add(store, newsletter, row, error) &&
         insert_bytes(store, "INSERT INTO raw (newsletter, zstd) VALUES (?1, ?2)", row, raw_compressed, error) &&
         store_content_add(store, row, id, newsletter, NULL, error);
}

/* --- reading ------------------------------------------------------------------------------ */

Link *link_from_row(Statement *statement)
{
  Link *link = g_new0(Link, 1);

  link->ordinal = (guint)statement_int(statement, LINK_ORDINAL);
  link->id = statement_text(statement, LINK_ID);
  link->url = statement_text(statement, LINK_URL);
  link->shown_url = statement_text(statement, LINK_SHOWN_URL);
  if (link->shown_url == NULL)
    link->shown_url = g_strdup(link->url);
  link->text = statement_text(statement, LINK_TEXT);
  link_kind_parse(statement_name(statement, LINK_KIND), &link->kind);
  return link;
}

gboolean store_links_load(Store *store, Newsletter *newsletter, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT " LINK_COLUMNS " FROM link WHERE newsletter = ?1 ORDER BY ordinal", newsletter->row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_ptr_array_add(newsletter->links, link_from_row(statement));
  return step == STEP_DONE;
}

gboolean store_parts_load(Store *store, Newsletter *newsletter, GError **error)
{
  enum { C_CONTENT_ID, C_TYPE, C_NAME, C_IS_INLINE, C_SIZE };
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT content_id, type, name, is_inline, length(bytes) FROM part WHERE newsletter = ?1 ORDER BY position",
      newsletter->row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    Part *part = g_new0(Part, 1);

    part->content_id = statement_text(statement, C_CONTENT_ID);
    part->type = statement_text(statement, C_TYPE);
    part->name = statement_text(statement, C_NAME);
    part->is_inline = statement_int(statement, C_IS_INLINE) != 0;
    part->size = (gsize)statement_int(statement, C_SIZE);
    g_ptr_array_add(newsletter->parts, part);
  }
  return step == STEP_DONE;
}

static gboolean not_found(gint64 row, GError **error)
{
  return error_set(error, ERROR_NOT_FOUND, "there is no newsletter with row %" G_GINT64_FORMAT, row);
}

Newsletter *store_newsletter_get(Store *store, gint64 row, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;
  g_autoptr(Newsletter) newsletter = NULL;
  Step step;

  if (snapshot == NULL)
    return NULL;
  statement =
      statement_get_for(store, "SELECT " NEWSLETTER_HEADERS ", markdown FROM newsletter WHERE row = ?1", row, error);
  if (statement == NULL)
    return NULL;
  step = statement_step(store, statement, error);
  if (step == STEP_DONE)
    not_found(row, error);
  if (step != STEP_ROW)
    return NULL;
  newsletter = newsletter_from_row(statement);
  newsletter->markdown = statement_text(statement, HEADER_MARKDOWN);
  if (!store_links_load(store, newsletter, error) || !store_parts_load(store, newsletter, error))
    return NULL;
  return g_steal_pointer(&newsletter);
}

gboolean store_newsletter_find(Store *store, const char *id, gint64 *row, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store,
                                                 "SELECT row FROM newsletter WHERE id = ?1 UNION ALL "
                                                 "SELECT newsletter FROM item WHERE id = ?1 LIMIT 1",
                                                 error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, id);
  step = statement_step(store, statement, error);
  if (step == STEP_DONE)
    return error_set(error, ERROR_NOT_FOUND, "there is no newsletter '%s'", id);
  if (step == STEP_ERROR)
    return FALSE;
  *row = statement_int(statement, 0);
  return TRUE;
}

/* *bytes is NULL when the statement finds none. */
static gboolean step_bytes(Store *store, Statement *statement, gboolean is_compressed, GBytes **bytes, GError **error)
{
  Step step = statement_step(store, statement, error);
  const void *data;
  gsize size;

  *bytes = NULL;
  if (step != STEP_ROW)
    return step == STEP_DONE;
  data = sqlite3_column_blob(statement, 0);
  size = (gsize)sqlite3_column_bytes(statement, 0);
  *bytes = is_compressed ? compress_undo(data, size, error) : g_bytes_new(data, size);
  return *bytes != NULL;
}

/* FALSE with ERROR_NOT_FOUND. */
static gboolean is_there(Store *store, gint64 row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store, "SELECT 1 FROM newsletter WHERE row = ?1", row, error);
  Step step = statement != NULL ? statement_step(store, statement, error) : STEP_ERROR;

  return step == STEP_ROW || (step == STEP_DONE && not_found(row, error));
}

GBytes *store_newsletter_raw(Store *store, gint64 row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store, "SELECT zstd FROM raw WHERE newsletter = ?1", row, error);
  GBytes *bytes;

  if (statement == NULL || !step_bytes(store, statement, TRUE, &bytes, error))
    return NULL;
  if (bytes == NULL && is_there(store, row, error))
    error_set(error, ERROR_INVALID, "the bytes of this mail are gone: [store] keep_raw_days is over");
  return bytes;
}

gboolean store_newsletter_original(Store *store, gint64 row, GBytes **html, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT zstd FROM original WHERE newsletter = ?1", row, error);

  return statement != NULL && step_bytes(store, statement, TRUE, html, error);
}

gboolean store_newsletter_part(Store *store, gint64 row, guint position, GBytes **bytes, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT bytes FROM part WHERE newsletter = ?1 AND position = ?2", row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, position);
  return step_bytes(store, statement, FALSE, bytes, error);
}

/* --- removing ----------------------------------------------------------------------------- */

gboolean store_newsletter_bump(Store *store, gint64 row, GError **error)
{
  return store_feed_bump_all(store,
                             "SELECT feed FROM item WHERE newsletter = ?1 AND state = 'published' "
                             "UNION SELECT feed.row FROM item CROSS JOIN feed ON feed.source = item.feed "
                             "WHERE item.newsletter = ?1 AND item.state = 'published' AND feed.kind = 'per-link' "
                             "AND EXISTS (SELECT 1 FROM mention WHERE mention.item = item.row)",
                             row, error);
}

gboolean store_newsletter_delete(Store *store, gint64 row, GError **error)
{
  return statement_run_for(store, "DELETE FROM newsletter WHERE row = ?1", row, error) &&
         (sqlite3_changes(store->db) == 1 || not_found(row, error));
}

gboolean store_newsletter_remove(Store *store, gint64 row, GError **error)
{
  return store_newsletter_bump(store, row, error) && store_trouble_bump(store, row, error) &&
         store_newsletter_delete(store, row, error);
}

gboolean store_newsletter_prune(Store *store, gint64 row, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store,
                    "DELETE FROM newsletter WHERE row = ?1 AND NOT EXISTS (SELECT 1 FROM item WHERE newsletter = ?1) "
                    "AND NOT EXISTS (SELECT 1 FROM waiting WHERE newsletter = ?1)",
                    error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 1, row);
  return statement_run(store, statement, error);
}
