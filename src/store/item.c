/* SPDX-License-Identifier: MIT */
#include "store/store-private.h"
#include "util/error.h"
#include "util/id.h"

/* After the headers of its newsletter. */
#define ITEM_COLUMNS                                                                                                   \
  "item.row, item.id, item.guid, item.feed, item.published, item.updated, item.state, "                                \
  "item.gist, item.why, ifnull(item.source, 0)"
enum {
  ITEM_ROW = HEADER_COUNT,
  ITEM_ID,
  ITEM_GUID,
  ITEM_FEED,
  ITEM_PUBLISHED_AT,
  ITEM_UPDATED,
  ITEM_STATE,
  ITEM_GIST,
  ITEM_WHY,
  ITEM_SOURCE
};

static Item *item_from_row(Statement *statement)
{
  Item *item = item_new();

  item->row = statement_int(statement, ITEM_ROW);
  item->id = statement_text(statement, ITEM_ID);
  item->guid = statement_text(statement, ITEM_GUID);
  item->feed_row = statement_int(statement, ITEM_FEED);
  item->published = statement_int(statement, ITEM_PUBLISHED_AT);
  item->updated = statement_int(statement, ITEM_UPDATED);
  item_state_parse(statement_name(statement, ITEM_STATE), &item->state);
  item->why = statement_text(statement, ITEM_WHY);
  item->source_row = statement_int(statement, ITEM_SOURCE);
  item->newsletter = newsletter_from_row(statement);
  return item;
}

static gboolean load_gist(Store *store, Item *item, gint64 gist_row, GError **error)
{
  if (gist_row == 0)
    return TRUE;
  item->gist = store_gist_load(store, gist_row, error);
  return item->gist != NULL;
}

/* What a feed of everything says of where the item comes from. */
static gboolean load_prefix(Store *store, Item *item, GError **error)
{
  g_autoptr(Statement) statement = NULL;
  Step step;

  if (item->source_row == 0)
    return TRUE;
  statement = statement_get_for(store,
                                "SELECT feed.name FROM item JOIN feed ON feed.row = item.feed WHERE item.row = ?1 "
                                "AND (SELECT kind FROM feed WHERE row = ?2) = 'all'",
                                item->source_row, error);
  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, item->feed_row);
  step = statement_step(store, statement, error);
  if (step == STEP_ROW)
    item->prefix = statement_text(statement, 0);
  return step != STEP_ERROR;
}

/* That, and what must not be shown. */
static gboolean load_source(Store *store, Item *item, GError **error)
{
  item->masked = store_newsletter_addresses(store, item->newsletter->row, error);
  return item->masked != NULL && load_prefix(store, item, error);
}

/* --- reading ------------------------------------------------------------------------------ */

#define FROM_ITEM                                                                                                      \
  "SELECT " NEWSLETTER_HEADERS ", " ITEM_COLUMNS " FROM item JOIN newsletter ON newsletter.row = item.newsletter "
#define NEWEST_FIRST " ORDER BY item.published DESC, item.row DESC LIMIT ?2"

/* How much of each newsletter is read beside its headers and links. */
typedef enum { READ_LINKS, READ_PARTS, READ_MARKDOWN } ReadDepth;

static gboolean load_markdown(Store *store, Newsletter *newsletter, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT markdown FROM newsletter WHERE row = ?1", newsletter->row, error);

  if (statement == NULL || statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  newsletter->markdown = statement_text(statement, 0);
  return TRUE;
}

static GPtrArray *read_items(Store *store, Statement *statement, ReadDepth depth, GError **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  Step step;

  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    Item *item = item_from_row(statement);

    g_ptr_array_add(items, item);
    if (!load_gist(store, item, statement_int(statement, ITEM_GIST), error) || !load_source(store, item, error) ||
        !store_links_load(store, item->newsletter, error) ||
        (depth >= READ_PARTS && !store_parts_load(store, item->newsletter, error)) ||
        (depth >= READ_MARKDOWN && !load_markdown(store, item->newsletter, error)))
      return NULL;
  }
  return step == STEP_DONE ? g_steal_pointer(&items) : NULL;
}

GPtrArray *store_item_list(Store *store, gint64 feed_row, guint max, gboolean all_states, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;

  if (snapshot == NULL)
    return NULL;
  statement = statement_get_for(store,
                                all_states ? FROM_ITEM "WHERE item.feed = ?1" NEWEST_FIRST
                                           : FROM_ITEM "WHERE item.feed = ?1 AND item.state = 'published'" NEWEST_FIRST,
                                feed_row, error);
  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, 2, max > 0 ? (gint64)max : -1);
  return read_items(store, statement, READ_LINKS, error);
}

/* Where the list goes on. */
static gboolean find_before(Store *store, gint64 feed_row, const char *id, gint64 *published, gint64 *row,
                            GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT published, row FROM item WHERE feed = ?1 AND id = ?2 AND state = 'published'", feed_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, id);
  step = statement_step(store, statement, error);
  if (step == STEP_DONE)
    return error_set(error, ERROR_NOT_FOUND, "there is no item '%s' in this feed", id);
  if (step == STEP_ERROR)
    return FALSE;
  *published = statement_int(statement, 0);
  *row = statement_int(statement, 1);
  return TRUE;
}

GPtrArray *store_item_page(Store *store, gint64 feed_row, const ItemPage *page, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;
  gint64 published = G_MAXINT64, row = G_MAXINT64;

  if (snapshot == NULL ||
      (page->before != NULL && !find_before(store, feed_row, page->before, &published, &row, error)))
    return NULL;
  statement = statement_get_for(store,
                                FROM_ITEM "WHERE item.feed = ?1 AND item.state = 'published' "
                                          "AND (item.published, item.row) < (?3, ?4)" NEWEST_FIRST,
                                feed_row, error);
  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, 2, page->max > 0 ? (gint64)page->max : -1);
  statement_bind_int(statement, 3, published);
  statement_bind_int(statement, 4, row);
  return read_items(store, statement, page->markdown ? READ_MARKDOWN : READ_PARTS, error);
}

/* What of ?1 (a feed) is in no issue of ?3 (a digest feed) yet; ?2 is the limit. */
#define UNDIGESTED                                                                                                     \
  "WHERE item.feed = ?1 AND item.state = 'published' AND item.published > ?4 AND item.published <= ?5 "                \
  "AND newsletter.flags & ?6 = 0 AND NOT EXISTS (SELECT 1 FROM digest_line JOIN digest ON digest.row = digest "        \
  "WHERE digest_line.item = item.row AND digest_line.item <> 0 AND digest.feed = ?3)"

static Statement *get_undigested(Store *store, const char *sql, const Feed *feed, gint64 since, gint64 until,
                                 GError **error)
{
  enum { P_MAX = 2, P_DIGEST, P_SINCE, P_UNTIL, P_FLAGS };
  Statement *statement = statement_get_for(store, sql, feed->source_row, error);

  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, P_MAX, -1);
  statement_bind_int(statement, P_DIGEST, feed->row);
  statement_bind_int(statement, P_SINCE, since);
  statement_bind_int(statement, P_UNTIL, until);
  statement_bind_int(statement, P_FLAGS, NEWSLETTER_CONFIRMATION);
  return statement;
}

gboolean store_issue_oldest(Store *store, const Feed *feed, gint64 since, gint64 until, gint64 *published,
                            GError **error)
{
  g_autoptr(Statement) statement =
      get_undigested(store,
                     "SELECT ifnull(min(item.published), 0) FROM item CROSS JOIN newsletter "
                     "ON newsletter.row = item.newsletter " UNDIGESTED " LIMIT ?2",
                     feed, since, until, error);

  if (statement == NULL || statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *published = statement_int(statement, 0);
  return TRUE;
}

GPtrArray *store_issue_items(Store *store, const Feed *feed, gint64 since, gint64 until, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement =
      snapshot != NULL ? get_undigested(store, FROM_ITEM UNDIGESTED NEWEST_FIRST, feed, since, until, error) : NULL;

  return statement != NULL ? read_items(store, statement, READ_LINKS, error) : NULL;
}

GPtrArray *store_item_rows(Store *store, const GArray *rows, gboolean markdown, GError **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);

  for (guint i = 0; i < rows->len; i++) {
    g_autoptr(Statement) statement =
        statement_get_for(store, FROM_ITEM "WHERE item.row = ?1", g_array_index(rows, gint64, i), error);
    g_autoptr(GPtrArray) one =
        statement != NULL ? read_items(store, statement, markdown ? READ_MARKDOWN : READ_PARTS, error) : NULL;

    if (one == NULL)
      return NULL;
    g_ptr_array_extend_and_steal(items, g_steal_pointer(&one));
  }
  return g_steal_pointer(&items);
}

gboolean store_item_by_id(Store *store, const char *id, Item **item, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;
  g_autoptr(Item) found = NULL;
  Newsletter *newsletter;
  Step step;

  if (snapshot == NULL)
    return FALSE;
  statement = statement_get(store, FROM_ITEM "WHERE item.id = ?1 AND item.state = 'published'", error);
  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, id);
  step = statement_step(store, statement, error);
  if (step == STEP_ERROR)
    return FALSE;
  if (step == STEP_ROW) {
    found = item_from_row(statement);
    newsletter = store_newsletter_get(store, found->newsletter->row, error);
    if (newsletter == NULL)
      return FALSE;
    newsletter_free(found->newsletter);
    found->newsletter = newsletter;
    if (!load_gist(store, found, statement_int(statement, ITEM_GIST), error) || !load_source(store, found, error))
      return FALSE;
  }
  *item = g_steal_pointer(&found);
  return TRUE;
}

/* statement: NULL when there is none, which is an error. */
static Step step_for(Store *store, Statement *statement, const char *id, GError **error)
{
  if (statement == NULL)
    return STEP_ERROR;
  statement_bind_text(statement, 1, id);
  return statement_step(store, statement, error);
}

/* A redirect is this and little else: three pages of the database that nothing else made warm. */
gboolean store_link_by_id(Store *store, const char *id, Link **link, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store,
                    "SELECT " LINK_COLUMNS " FROM link WHERE id = ?1 AND EXISTS "
                    "(SELECT 1 FROM item WHERE item.newsletter = link.newsletter AND item.state = 'published')",
                    error);
  Step step = step_for(store, statement, id, error);

  if (step == STEP_ERROR)
    return FALSE;
  *link = step == STEP_ROW ? link_from_row(statement) : NULL;
  return TRUE;
}

gboolean store_link_addresses(Store *store, const char *id, GStrv *addresses, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;
  Step step;

  if (snapshot == NULL)
    return FALSE;
  statement = statement_get(store,
                            "SELECT link.newsletter FROM link JOIN item ON item.newsletter = link.newsletter "
                            "WHERE link.id = ?1 AND item.state = 'published' LIMIT 1",
                            error);
  step = step_for(store, statement, id, error);
  if (step == STEP_ERROR)
    return FALSE;
  *addresses = NULL;
  if (step == STEP_ROW)
    *addresses = store_newsletter_addresses(store, statement_int(statement, 0), error);
  return step == STEP_DONE || *addresses != NULL;
}
