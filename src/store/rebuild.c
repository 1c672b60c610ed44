/* SPDX-License-Identifier: MIT */
/* A stored newsletter as a newer decoder reads it. */
#include <sqlite3.h>

#include "store/store-private.h"
#include "util/date.h"

GArray *store_newsletter_rows(Store *store, guint *gone, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store,
                    "SELECT row, EXISTS (SELECT 1 FROM raw WHERE raw.newsletter = newsletter.row) FROM newsletter "
                    "WHERE flags & ?1 = 0 ORDER BY row",
                    error);
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
  Step step;

  if (statement == NULL)
    return NULL;
  *gone = 0;
  statement_bind_int(statement, 1, NEWSLETTER_UNDECODED);
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    gint64 row = statement_int(statement, 0);

    if (statement_int(statement, 1) != 0)
      g_array_append_val(rows, row);
    else
      ++*gone;
  }
  return step == STEP_DONE ? g_steal_pointer(&rows) : NULL;
}

/* What of a newsletter is not decoded but happened stays: id, digests, times, size, and the sender with the verdict about it. */
static gboolean update(Store *store, gint64 row, const Newsletter *fresh, GError **error)
{
  enum {
    P_MESSAGE_ID = 2,
    P_SUBJECT,
    P_FLAGS,
    P_LIST_ID,
    P_LIST_UNSUBSCRIBE,
    P_WEB_URL,
    P_LANGUAGE,
    P_WORDS,
    P_DECODER_VERSION,
    P_MARKDOWN
  };
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "UPDATE newsletter SET message_id = ?2, subject = ?3, flags = ?4, list_id = ?5, list_unsubscribe = ?6, web_url = ?7, "
      "language = ?8, words = ?9, decoder_version = ?10, markdown = ?11 WHERE row = ?1",
      row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, P_MESSAGE_ID, fresh->message_id);
  statement_bind_text(statement, P_SUBJECT, fresh->subject);
  statement_bind_int(statement, P_FLAGS, fresh->flags);
  statement_bind_text(statement, P_LIST_ID, fresh->list_id);
  statement_bind_text(statement, P_LIST_UNSUBSCRIBE, fresh->list_unsubscribe);
  statement_bind_text(statement, P_WEB_URL, fresh->web_url);
  statement_bind_text(statement, P_LANGUAGE, fresh->language);
  statement_bind_int(statement, P_WORDS, fresh->words);
  statement_bind_int(statement, P_DECODER_VERSION, fresh->decoder_version);
  statement_bind_text(statement, P_MARKDOWN, fresh->markdown);
  return statement_run(store, statement, error);
}

typedef struct {
  gint64 gist;
  gint64 position;
  guint ordinal;
} GistPlace;

static GArray *gist_places(Store *store, gint64 row, GError **error)
{
  enum { C_GIST, C_POSITION, C_ORDINAL };
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT gist, position, ordinal FROM gist_link JOIN gist ON gist.row = gist WHERE newsletter = ?1", row,
      error);
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(GistPlace));
  Step step;

  if (statement == NULL)
    return NULL;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    GistPlace place = { statement_int(statement, C_GIST), statement_int(statement, C_POSITION),
                        (guint)statement_int(statement, C_ORDINAL) };

    g_array_append_val(places, place);
  }
  return step == STEP_DONE ? g_steal_pointer(&places) : NULL;
}

/* The link of a gist has that ordinal now; 0: it is gone. */
static gboolean move_place(Store *store, const GistPlace *place, guint ordinal, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        ordinal != 0 ? "UPDATE gist_link SET ordinal = ?3 WHERE gist = ?1 AND position = ?2"
                                     : "DELETE FROM gist_link WHERE gist = ?1 AND position = ?2 AND ?3 = 0",
                        place->gist, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, place->position);
  statement_bind_int(statement, 3, ordinal);
  return statement_run(store, statement, error);
}

/* What a model wrote cost money and stays; its links are found again by their targets. */
static gboolean move_gist_links(Store *store, const Newsletter *old, const Newsletter *fresh, GError **error)
{
  g_autoptr(GHashTable) ordinals = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GArray) places = gist_places(store, old->row, error);

  for (guint i = 0; i < fresh->links->len; i++) {
    Link *link = g_ptr_array_index(fresh->links, i);

    g_hash_table_insert(ordinals, link->url, GUINT_TO_POINTER(link->ordinal));
  }
  for (guint i = 0; places != NULL && i < places->len; i++) {
    const GistPlace *place = &g_array_index(places, GistPlace, i);
    const Link *link = newsletter_link(old, place->ordinal);
    gpointer ordinal = link != NULL ? g_hash_table_lookup(ordinals, link->url) : NULL;

    if (!move_place(store, place, GPOINTER_TO_UINT(ordinal), error))
      return FALSE;
  }
  return places != NULL;
}

/* Extracts are made again, and questions that are not answered yet asked again; what a feed shows of them comes back with the next gist. An item that had
 * its answer, or never was to ask, does not ask because of this. */
static gboolean clear(Store *store, gint64 row, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        "UPDATE item SET ask = (state = 'held' OR awaits IS NOT NULL), state = 'pending', updated = ?2 "
                        "WHERE newsletter = ?1 AND source IS NULL AND (state = 'held' OR (state = 'published' "
                        "AND NOT EXISTS (SELECT 1 FROM gist WHERE gist.row = item.gist AND provider <> 'extract')))",
                        row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, date_now());
  return statement_run(store, statement, error) &&
         statement_run_for(store,
                           "DELETE FROM gist WHERE newsletter = ?1 AND (provider = 'extract' OR state <> 'done')", row,
                           error) &&
         statement_run_for(store, "DELETE FROM link WHERE newsletter = ?1", row, error) &&
         statement_run_for(store, "DELETE FROM part WHERE newsletter = ?1", row, error) &&
         statement_run_for(store, "DELETE FROM original WHERE newsletter = ?1", row, error) &&
         statement_run_for(store, "DELETE FROM mention WHERE item IN (SELECT row FROM item WHERE newsletter = ?1)", row,
                           error);
}

/* Items that show a model's gist still do, over other text and links. */
static gboolean touch(Store *store, gint64 row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "UPDATE item SET updated = max(updated + 1, ?2) WHERE newsletter = ?1 AND source IS NULL AND state = 'published'",
      row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, date_now());
  return statement_run(store, statement, error);
}

gboolean store_newsletter_rebuild(Store *store, const Newsletter *old, Newsletter *fresh, GError **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < old->links->len; i++) {
    const Link *link = g_ptr_array_index(old->links, i);

    g_hash_table_insert(known, link->url, link->id);
  }
  return store_newsletter_bump(store, old->row, error) && update(store, old->row, fresh, error) &&
         clear(store, old->row, error) && move_gist_links(store, old, fresh, error) && touch(store, old->row, error) &&
         store_content_add(store, old->row, old->id, fresh, known, error) &&
         store_mentions_renew(store, old->row, error) && store_derive_moved(store, old->row, error) &&
         store_derive(store, old->row, error);
}
