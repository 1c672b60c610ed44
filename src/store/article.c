/* SPDX-License-Identifier: MIT */
/* What newsletters name: keeping the tables. */
#include "model/filter.h"
#include "store/store-private.h"
#include "util/id.h"

/* Whether somebody wants to know what that feed's newsletters name. */
static gboolean is_wanted(Store *store, gint64 feed_row, gboolean *wanted, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT 1 FROM feed WHERE source = ?1 AND kind IN ('per-link', 'digest') LIMIT 1", feed_row, error);
  Step step = statement != NULL ? statement_step(store, statement, error) : STEP_ERROR;

  *wanted = step == STEP_ROW;
  return step != STEP_ERROR;
}

gboolean store_mentions_bump(Store *store, gint64 item_row, GError **error)
{
  return store_feed_bump_all(store,
                             "SELECT feed.row FROM item CROSS JOIN feed ON feed.source = item.feed "
                             "WHERE item.row = ?1 AND feed.kind = 'per-link' "
                             "AND EXISTS (SELECT 1 FROM mention WHERE mention.item = item.row)",
                             item_row, error);
}

/* --- keys to rows ------------------------------------------------------------------------- */

static gboolean insert_article(Store *store, gint64 source, const ArticleKey *key, gint64 *row, GError **error)
{
  g_autofree char *guid = id_new_urn();
  g_autoptr(Statement) statement =
      statement_get_for(store, "INSERT INTO article (source, hash, rest, guid) VALUES (?1, ?2, ?3, ?4)", source, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, key->hash);
  statement_bind_int(statement, 3, key->rest);
  statement_bind_text(statement, 4, guid);
  if (!statement_run(store, statement, error))
    return FALSE;
  *row = sqlite3_last_insert_rowid(store->db);
  return TRUE;
}

static gboolean find_article(Store *store, gint64 source, const ArticleKey *key, gint64 *row, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT row FROM article WHERE source = ?1 AND hash = ?2 AND rest = ?3", source, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, key->hash);
  statement_bind_int(statement, 3, key->rest);
  step = statement_step(store, statement, error);
  if (step == STEP_ROW)
    *row = statement_int(statement, 0);
  return step == STEP_ROW || (step == STEP_DONE && insert_article(store, source, key, row, error));
}

static gboolean insert_mention(Store *store, gint64 item_row, guint ordinal, gint64 article_row, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "INSERT INTO mention (item, ordinal, article) VALUES (?1, ?2, ?3)", item_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, ordinal);
  statement_bind_int(statement, 3, article_row);
  return statement_run(store, statement, error);
}

/* --- one item ----------------------------------------------------------------------------- */

typedef struct {
  gint64 row, feed_row, newsletter_row;
} ItemRow;

static gboolean add_mentions(Store *store, const ItemRow *item, const GArray *links, GError **error)
{
  for (guint i = 0; i < links->len; i++) {
    const ArticleLink *named = &g_array_index(links, ArticleLink, i);
    gint64 article_row;

    if (!find_article(store, item->feed_row, &named->key, &article_row, error) ||
        !insert_mention(store, item->row, named->link->ordinal, article_row, error))
      return FALSE;
  }
  return TRUE;
}

gboolean store_mentions_clear(Store *store, gint64 item_row, GError **error)
{
  return statement_run_for(store, "DELETE FROM mention WHERE item = ?1", item_row, error);
}

/* filters: of the item's feed. Only links of content are read. */
static gboolean set_mentions(Store *store, const ItemRow *item, const GPtrArray *filters, guint *count, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT " LINK_COLUMNS " FROM link WHERE newsletter = ?1 AND kind = 'content' ORDER BY ordinal",
      item->newsletter_row, error);
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autoptr(GArray) links = NULL;
  Step step;

  if (statement == NULL || !store_mentions_clear(store, item->row, error))
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_ptr_array_add(newsletter->links, link_from_row(statement));
  if (step == STEP_ERROR)
    return FALSE;
  filter_links(filters, newsletter);
  links = article_links(newsletter);
  *count = links->len;
  return add_mentions(store, item, links, error);
}

/* Mails that ask for a confirmation recommend nothing. */
static gboolean recommends(Store *store, gint64 newsletter_row, gboolean *does, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT 1 FROM newsletter WHERE row = ?1 AND flags & ?2 = 0", newsletter_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, NEWSLETTER_CONFIRMATION);
  step = statement_step(store, statement, error);
  *does = step == STEP_ROW;
  return step != STEP_ERROR;
}

gboolean store_mentions_set(Store *store, gint64 item_row, gint64 feed_row, gint64 newsletter_row, GError **error)
{
  const ItemRow item = { item_row, feed_row, newsletter_row };
  g_autoptr(Feed) feed = NULL;
  gboolean wanted = FALSE;
  guint count = 0;

  if (!is_wanted(store, feed_row, &wanted, error) || (wanted && !recommends(store, newsletter_row, &wanted, error)))
    return FALSE;
  if (!wanted)
    return TRUE;
  feed = feed_new();
  feed->row = feed_row;
  return store_filter_load(store, feed, error) && set_mentions(store, &item, feed->filters, &count, error) &&
         (count == 0 || store_mentions_bump(store, item_row, error));
}

gboolean store_mentions_renew(Store *store, gint64 newsletter_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT row, feed FROM item WHERE newsletter = ?1 AND state = 'published'", newsletter_row, error);
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(ItemRow));
  Step step;

  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    ItemRow item = { statement_int(statement, 0), statement_int(statement, 1), newsletter_row };

    g_array_append_val(items, item);
  }
  for (guint i = 0; step == STEP_DONE && i < items->len; i++) {
    const ItemRow *item = &g_array_index(items, ItemRow, i);

    if (!store_mentions_set(store, item->row, item->feed_row, newsletter_row, error))
      return FALSE;
  }
  return step == STEP_DONE;
}

/* --- all items ---------------------------------------------------------------------------- */

/* The published items of a feed, of ItemRow. */
static GArray *published_items(Store *store, gint64 feed_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT item.row, item.newsletter FROM item JOIN newsletter ON newsletter.row = item.newsletter "
      "WHERE item.feed = ?1 AND item.state = 'published' AND newsletter.flags & ?2 = 0 ORDER BY item.row",
      feed_row, error);
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(ItemRow));
  Step step;

  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, 2, NEWSLETTER_CONFIRMATION);
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    ItemRow item = { statement_int(statement, 0), feed_row, statement_int(statement, 1) };

    g_array_append_val(items, item);
  }
  return step == STEP_DONE ? g_steal_pointer(&items) : NULL;
}

/* Whether another feed of articles or digest is made from the same feed, so that its tables are filled. */
static gboolean is_kept(Store *store, const Feed *feed, gboolean *kept, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT 1 FROM feed WHERE source = ?1 AND kind IN ('per-link', 'digest') AND row <> ?2 LIMIT 1",
      feed->source_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, feed->row);
  step = statement_step(store, statement, error);
  *kept = step == STEP_ROW;
  return step != STEP_ERROR;
}

gboolean store_article_fill(Store *store, const Feed *feed, StoreProgress progress, gpointer data, GError **error)
{
  g_autoptr(Feed) source = feed_new();
  g_autoptr(GArray) items = NULL;
  gboolean kept = FALSE;

  source->row = feed->source_row;
  if (!is_kept(store, feed, &kept, error))
    return FALSE;
  if (kept)
    return TRUE;
  items = published_items(store, feed->source_row, error);
  if (items == NULL || !store_filter_load(store, source, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++) {
    guint count;

    if (!set_mentions(store, &g_array_index(items, ItemRow, i), source->filters, &count, error))
      return FALSE;
    if (progress != NULL)
      progress(i + 1, items->len, data);
  }
  return TRUE;
}

gboolean store_article_drop(Store *store, gint64 feed_row, GError **error)
{
  return statement_run_for(store,
                           "DELETE FROM article WHERE source = ?1 AND NOT EXISTS "
                           "(SELECT 1 FROM feed WHERE feed.source = ?1 AND kind IN ('per-link', 'digest'))",
                           feed_row, error);
}
