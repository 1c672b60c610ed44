/* SPDX-License-Identifier: MIT */
/* A stored newsletter as a newer decoder reads it. */
#include <sqlite3.h>

#include "store/store-private.h"
#include "util/date.h"

GArray *store_newsletter_rows(Store *store, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store, "SELECT row FROM newsletter WHERE flags & ?1 = 0 ORDER BY row", error);
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
  Step step;

  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, 1, NEWSLETTER_UNDECODED);
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    gint64 row = statement_int(statement, 0);

    g_array_append_val(rows, row);
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

/* The gists name ordinals that may mean other links now, so they go; what a feed shows of them comes back with the next gist. */
static gboolean clear(Store *store, gint64 row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "UPDATE item SET state = 'pending', updated = ?2 WHERE newsletter = ?1 AND state = 'published'", row,
      error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, date_now());
  return statement_run(store, statement, error) &&
         statement_run_for(store, "DELETE FROM gist WHERE newsletter = ?1", row, error) &&
         statement_run_for(store, "DELETE FROM link WHERE newsletter = ?1", row, error) &&
         statement_run_for(store, "DELETE FROM part WHERE newsletter = ?1", row, error) &&
         statement_run_for(store, "DELETE FROM original WHERE newsletter = ?1", row, error);
}

gboolean store_newsletter_rebuild(Store *store, const Newsletter *old, Newsletter *fresh, GError **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < old->links->len; i++) {
    const Link *link = g_ptr_array_index(old->links, i);

    g_hash_table_insert(known, link->url, link->id);
  }
  return update(store, old->row, fresh, error) && clear(store, old->row, error) &&
         store_content_add(store, old->row, old->id, fresh, known, error);
}
