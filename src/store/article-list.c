/* SPDX-License-Identifier: MIT */
/* What newsletters name: reading the tables. */
#include "store/store-private.h"
#include "util/error.h"

#define RECENT (7 * 24 * 3600)

/* --- one article -------------------------------------------------------------------------- */

static Mention *mention_from_row(Statement *statement)
{
  enum { C_PUBLISHED = LINK_COLUMN_COUNT, C_UPDATED, C_SAID, C_PROVIDER, C_SENDER, C_NAME, C_ADDRESS, C_LANGUAGE };
  Mention *mention = g_new0(Mention, 1);

  mention->link = link_from_row(statement);
  mention->published = statement_int(statement, C_PUBLISHED);
  mention->updated = statement_int(statement, C_UPDATED);
  mention->said = statement_text(statement, C_SAID);
  mention->by_model = mention->said != NULL && g_strcmp0(statement_name(statement, C_PROVIDER), "extract") != 0;
  mention->sender = statement_text(statement, C_SENDER);
  mention->name = statement_text(statement, C_NAME);
  mention->language = statement_text(statement, C_LANGUAGE);
  return mention;
}

/* As feeds of single senders tell them apart. */
#define SENDER "coalesce(nullif(newsletter.list_id, ''), lower(newsletter.from_address), '')"

static gboolean load_mentions(Store *store, Article *article, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT " LINK_COLUMNS ", item.published, item.updated, "
      "(SELECT text FROM gist_link WHERE gist_link.gist = item.gist AND gist_link.ordinal = mention.ordinal LIMIT 1), "
      "(SELECT provider FROM gist WHERE gist.row = item.gist), " SENDER ", "
      "coalesce(nullif(newsletter.from_name, ''), newsletter.from_address, 'unknown sender'), "
      "newsletter.language FROM mention CROSS JOIN item ON item.row = mention.item "
      "CROSS JOIN newsletter ON newsletter.row = item.newsletter "
      "CROSS JOIN link ON link.newsletter = item.newsletter AND link.ordinal = mention.ordinal "
      "WHERE mention.article = ?1 AND item.state = 'published' ORDER BY item.published, item.row LIMIT ?2",
      article->row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, ARTICLE_MAX_MENTIONS);
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_ptr_array_add(article->mentions, mention_from_row(statement));
  return step == STEP_DONE;
}

static gboolean load_guid(Store *store, Article *article, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT guid FROM article WHERE row = ?1", article->row, error);

  if (statement == NULL || statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  article->guid = statement_text(statement, 0);
  return TRUE;
}

/* The articles of a statement that gives their rows and by how many they are named. */
static GPtrArray *read_articles(Store *store, Statement *statement, GError **error)
{
  enum { C_ARTICLE, C_NAMED };
  g_autoptr(GPtrArray) articles = g_ptr_array_new_with_free_func((GDestroyNotify)article_free);
  Step step;

  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    Article *article = article_new();

    g_ptr_array_add(articles, article);
    article->row = statement_int(statement, C_ARTICLE);
    article->named = (guint)statement_int(statement, C_NAMED);
    if (!load_guid(store, article, error) || !load_mentions(store, article, error))
      return NULL;
    if (article->mentions->len == 0) /* a link that is gone names nothing */
      g_ptr_array_set_size(articles, (int)articles->len - 1);
  }
  return step == STEP_DONE ? g_steal_pointer(&articles) : NULL;
}

/* --- lists -------------------------------------------------------------------------------- */

static gint64 limit(guint max)
{
  return max > 0 ? (gint64)max : -1;
}

/* A place in the list of articles: the one that was named there first. */
typedef struct {
  gint64 published, item;
  gint64 ordinal;
} Place;

static gboolean find_place(Store *store, gint64 source_row, const char *link_id, Place *place, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT item.published, item.row, mention.ordinal FROM link JOIN item ON item.newsletter = link.newsletter "
      "JOIN mention ON mention.item = item.row AND mention.ordinal = link.ordinal "
      "WHERE item.feed = ?1 AND item.state = 'published' AND link.id = ?2",
      source_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, link_id);
  step = statement_step(store, statement, error);
  if (step == STEP_DONE)
    return error_set(error, ERROR_NOT_FOUND, "there is no article with the link '%s' in this feed", link_id);
  if (step == STEP_ROW)
    *place = (Place){ statement_int(statement, 0), statement_int(statement, 1), statement_int(statement, 2) };
  return step == STEP_ROW;
}

static GPtrArray *list_newest(Store *store, gint64 source_row, const char *before, guint max, GError **error)
{
  enum { P_MAX = 2, P_PUBLISHED, P_ITEM, P_ORDINAL };
  Place place = { G_MAXINT64, G_MAXINT64, 0 };
  g_autoptr(Statement) statement = NULL;

  if (before != NULL && !find_place(store, source_row, before, &place, error))
    return NULL;
  statement = statement_get_for(
      store,
      "SELECT mention.article, 0 FROM item CROSS JOIN mention ON mention.item = item.row "
      "WHERE item.feed = ?1 AND item.state = 'published' AND (item.published, item.row) <= (?3, ?4) "
      "AND NOT (item.row = ?4 AND mention.ordinal <= ?5) "
      "AND NOT EXISTS (SELECT 1 FROM mention AS other CROSS JOIN item AS earlier ON earlier.row = other.item "
      "WHERE other.article = mention.article AND earlier.state = 'published' "
      "AND (earlier.published, earlier.row) < (item.published, item.row)) "
      "ORDER BY item.published DESC, item.row DESC, mention.ordinal LIMIT ?2",
      source_row, error);
  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, P_MAX, limit(max));
  statement_bind_int(statement, P_PUBLISHED, place.published);
  statement_bind_int(statement, P_ITEM, place.item);
  statement_bind_int(statement, P_ORDINAL, place.ordinal);
  return read_articles(store, statement, error);
}

GPtrArray *store_article_top(Store *store, gint64 source_row, gint64 since, gint64 until, guint max, GError **error)
{
  enum { P_MAX = 2, P_SINCE, P_UNTIL };
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;

  if (snapshot == NULL)
    return NULL;
  statement = statement_get_for(
      store,
      "SELECT mention.article, count(DISTINCT " SENDER ") AS named FROM item "
      "CROSS JOIN newsletter ON newsletter.row = item.newsletter CROSS JOIN mention ON mention.item = item.row "
      "WHERE item.feed = ?1 AND item.state = 'published' AND item.published > ?3 AND item.published <= ?4 "
      "GROUP BY mention.article "
      "ORDER BY named DESC, max(item.published) DESC, max(item.row) DESC, min(mention.ordinal), mention.article LIMIT ?2",
      source_row, error);
  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, P_MAX, limit(max));
  statement_bind_int(statement, P_SINCE, since);
  statement_bind_int(statement, P_UNTIL, until);
  return read_articles(store, statement, error);
}

/* When the newest item that names something was published; 0: none does. */
static gboolean newest_naming(Store *store, gint64 source_row, gint64 *newest, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT published FROM item WHERE feed = ?1 AND state = 'published' "
      "AND EXISTS (SELECT 1 FROM mention WHERE mention.item = item.row) ORDER BY published DESC LIMIT 1",
      source_row, error);
  Step step = statement != NULL ? statement_step(store, statement, error) : STEP_ERROR;

  if (step != STEP_ERROR)
    *newest = step == STEP_ROW ? statement_int(statement, 0) : 0;
  return step != STEP_ERROR;
}

GPtrArray *store_article_list(Store *store, const Feed *feed, const char *before, guint max, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  gint64 newest = 0;

  if (snapshot == NULL)
    return NULL;
  if (!feed->most_named)
    return list_newest(store, feed->source_row, before, max, error);
  return newest_naming(store, feed->source_row, &newest, error)
             ? store_article_top(store, feed->source_row, newest - RECENT, newest, max, error)
             : NULL;
}

gboolean store_article_count(Store *store, const Feed *feed, gint64 *count, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;
  gint64 newest = G_MAXINT64;

  if (snapshot == NULL || (feed->most_named && !newest_naming(store, feed->source_row, &newest, error)))
    return FALSE;
  statement = statement_get_for(store,
                                "SELECT count(DISTINCT mention.article) FROM item CROSS JOIN mention "
                                "ON mention.item = item.row WHERE item.feed = ?1 AND item.state = 'published' "
                                "AND item.published > ?2",
                                feed->source_row, error);
  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, feed->most_named ? newest - RECENT : G_MININT64);
  if (statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *count = statement_int(statement, 0);
  return TRUE;
}

gboolean store_others_count(Store *store, Feed *feed, GError **error)
{
  if (feed->kind == FEED_PER_LINK)
    return store_article_count(store, feed, &feed->items, error);
  return feed->kind != FEED_DIGEST || store_issue_count(store, feed->row, &feed->items, error);
}
