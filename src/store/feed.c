/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "store/store-private.h"
#include "util/date.h"
#include "util/error.h"
#include "util/id.h"

/* The parameters of the INSERT are these, one higher. */
#define FEED_COLUMNS                                                                                                   \
  "feed.row, feed.id, feed.address, feed.name, feed.description, feed.interests, feed.policy, feed.max_items, "        \
  "feed.max_bytes, feed.version, feed.changed, feed.created, feed.show, feed.images, feed.status, feed.language, "     \
  "feed.hold, feed.hide_irrelevant, feed.kind, ifnull(feed.source, 0), feed.sender, feed.guid, feed.most_named, "      \
  "feed.every, feed.at_hour"
enum {
  FEED_ROW,
  FEED_ID,
  FEED_ADDRESS,
  FEED_NAME,
  FEED_DESCRIPTION,
  FEED_INTERESTS,
  FEED_POLICY,
  FEED_MAX_ITEMS,
  FEED_MAX_BYTES,
  FEED_VERSION,
  FEED_CHANGED,
  FEED_CREATED,
  FEED_SHOW,
  FEED_IMAGES,
  FEED_STATUS,
  FEED_LANGUAGE,
  FEED_HOLD,
  FEED_HIDE_IRRELEVANT,
  FEED_KIND,
  FEED_SOURCE,
  FEED_SENDER_KEY,
  FEED_GUID,
  FEED_MOST_NAMED,
  FEED_EVERY,
  FEED_AT_HOUR,
  FEED_ITEMS, /* with FEED_FOR_PEOPLE alone: on the way of a mail nobody asks */
  FEED_SOURCE_NAME
};
#define FEED_FOR_PEOPLE                                                                                                \
  ", iif(kind = 'per-sender', (SELECT count(*) FROM feed AS made WHERE made.source = feed.row), "                      \
  "(SELECT count(*) FROM item WHERE item.feed = feed.row AND item.state = 'published')), "                             \
  "(SELECT name FROM feed AS source WHERE source.row = feed.source)"

static Feed *feed_from_row(Statement *statement)
{
  Feed *feed = feed_new();

  feed->row = statement_int(statement, FEED_ROW);
  feed->id = statement_text(statement, FEED_ID);
  feed_kind_parse(statement_name(statement, FEED_KIND), &feed->kind);
  if (feed->kind == FEED_OWN) /* the others' is for nobody to see */
    feed->address = statement_text(statement, FEED_ADDRESS);
  feed->name = statement_text(statement, FEED_NAME);
  feed->description = statement_text(statement, FEED_DESCRIPTION);
  feed->interests = statement_text(statement, FEED_INTERESTS);
  feed_policy_parse(statement_name(statement, FEED_POLICY), &feed->policy);
  feed->max_items = statement_int(statement, FEED_MAX_ITEMS);
  feed->max_bytes = statement_int(statement, FEED_MAX_BYTES);
  feed->version = statement_int(statement, FEED_VERSION);
  feed->changed = statement_int(statement, FEED_CHANGED);
  feed->created = statement_int(statement, FEED_CREATED);
  feed->language = statement_text(statement, FEED_LANGUAGE);
  feed->hold = statement_int(statement, FEED_HOLD) != 0;
  feed->hide_irrelevant = statement_int(statement, FEED_HIDE_IRRELEVANT) != 0;
  feed_show_parse(statement_name(statement, FEED_SHOW), &feed->show);
  feed->source_row = statement_int(statement, FEED_SOURCE);
  feed->sender = statement_text(statement, FEED_SENDER_KEY);
  feed->guid = statement_text(statement, FEED_GUID);
  feed->most_named = statement_int(statement, FEED_MOST_NAMED) != 0;
  feed_every_parse(statement_name(statement, FEED_EVERY), &feed->every);
  feed->at_hour = (guint)statement_int(statement, FEED_AT_HOUR);
  feed->images = statement_int(statement, FEED_IMAGES) != 0;
  feed->status = statement_int(statement, FEED_STATUS) != 0;
  return feed;
}

/* With FEED_FOR_PEOPLE. */
static void take_for_people(Statement *statement, Feed *feed)
{
  feed->items = statement_int(statement, FEED_ITEMS);
  feed->source = statement_text(statement, FEED_SOURCE_NAME);
}

/* *feed is NULL when the statement finds none. */
static gboolean step_feed(Store *store, Statement *statement, Feed **feed, GError **error)
{
  Step step = statement_step(store, statement, error);

  if (step == STEP_ERROR)
    return FALSE;
  *feed = step == STEP_ROW ? feed_from_row(statement) : NULL;
  return TRUE;
}

static gboolean load_lists(Store *store, Feed *feed, GError **error)
{
  return store_sender_load(store, feed, error) && store_filter_load(store, feed, error);
}

static gboolean load_masked(Store *store, Feed *feed, GError **error)
{
  feed->masked = store_feed_addresses(store, feed, error);
  return feed->masked != NULL;
}

static gboolean load_senders(Store *store, Feed *feed, GError **error)
{
  g_autoptr(Statement) statement = NULL;
  Step step;

  if (feed->kind != FEED_PER_SENDER)
    return TRUE;
  statement = statement_get_for(
      store, "SELECT " FEED_COLUMNS " FROM feed WHERE source = ?1 ORDER BY created DESC, row DESC", feed->row, error);
  if (statement == NULL)
    return FALSE;
  feed->senders = g_ptr_array_new_with_free_func((GDestroyNotify)feed_free);
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_ptr_array_add(feed->senders, feed_from_row(statement));
  return step == STEP_DONE;
}

/* --- changes ------------------------------------------------------------------------------ */

static gboolean has_row(Store *store, const char *sql, const char *text, gint64 other_than, gboolean *has,
                        GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, sql, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, text);
  statement_bind_int(statement, 2, other_than);
  step = statement_step(store, statement, error);
  *has = step == STEP_ROW;
  return step != STEP_ERROR;
}

static gboolean check_name(Store *store, const char *name, gint64 row, GError **error)
{
  gboolean taken = FALSE;

  if (!has_row(store, "SELECT 1 FROM feed WHERE name = ?1 AND row <> ?2", name, row, &taken, error))
    return FALSE;
  return !taken || error_set(error, ERROR_EXISTS, "there is a feed named '%s' already", name);
}

static gboolean check_address(Store *store, const char *address, GError **error)
{
  gboolean taken = FALSE, retired = FALSE;

  if (!has_row(store, "SELECT 1 FROM feed WHERE address = ?1 AND row <> ?2", address, 0, &taken, error) ||
      !has_row(store, "SELECT 1 FROM retired WHERE address = ?1 AND ?2 = 0", address, 0, &retired, error))
    return FALSE;
  if (taken)
    return error_set(error, ERROR_EXISTS, "the address '%s' belongs to another feed", address);
  return !retired || error_set(error, ERROR_EXISTS,
                               "the address '%s' belonged to a feed that is gone, and is never used again", address);
}

/* What feed add and feed edit both write. */
static void bind_settings(Statement *statement, const Feed *feed)
{
  statement_bind_text(statement, FEED_NAME + 1, feed->name);
  statement_bind_text(statement, FEED_DESCRIPTION + 1, feed->description != NULL ? feed->description : "");
  statement_bind_text(statement, FEED_INTERESTS + 1, feed->interests != NULL ? feed->interests : "");
  statement_bind_text(statement, FEED_POLICY + 1, feed_policy_name(feed->policy));
  statement_bind_int(statement, FEED_MAX_ITEMS + 1, feed->max_items);
  statement_bind_int(statement, FEED_MAX_BYTES + 1, feed->max_bytes);
  statement_bind_text(statement, FEED_LANGUAGE + 1, feed->language != NULL ? feed->language : "");
  statement_bind_int(statement, FEED_HOLD + 1, feed->hold != 0);
  statement_bind_int(statement, FEED_HIDE_IRRELEVANT + 1, feed->hide_irrelevant != 0);
  statement_bind_text(statement, FEED_SHOW + 1, feed_show_name(feed->show));
  statement_bind_int(statement, FEED_IMAGES + 1, feed->images);
  statement_bind_int(statement, FEED_STATUS + 1, feed->status);
}

static gboolean insert_feed(Store *store, const Feed *feed, const char *id, const char *address, gint64 now,
                            GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store,
                    "INSERT INTO feed (row, id, address, name, description, interests, policy, max_items, max_bytes, "
                    "version, changed, created, show, images, status, language, hold, hide_irrelevant, kind, source, "
                    "sender, guid, most_named, every, at_hour) "
                    "VALUES (NULL, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?11, ?11, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
                    "nullif(?20, 0), ?21, ?22, ?23, ?24, ?25)",
                    error);

  if (statement == NULL)
    return FALSE;
  bind_settings(statement, feed);
  statement_bind_text(statement, FEED_ID + 1, id);
  statement_bind_text(statement, FEED_ADDRESS + 1, address);
  statement_bind_int(statement, FEED_CHANGED + 1, now);
  statement_bind_text(statement, FEED_KIND + 1, feed_kind_name(feed->kind));
  statement_bind_int(statement, FEED_SOURCE + 1, feed->source_row);
  statement_bind_text(statement, FEED_SENDER_KEY + 1, feed->sender);
  statement_bind_text(statement, FEED_GUID + 1, feed->guid);
  statement_bind_int(statement, FEED_MOST_NAMED + 1, feed->most_named);
  statement_bind_text(statement, FEED_EVERY + 1, feed_every_name(feed->every));
  statement_bind_int(statement, FEED_AT_HOUR + 1, feed->at_hour);
  return statement_run(store, statement, error);
}

gboolean store_feed_add(Store *store, Feed *feed, GError **error)
{
  g_autofree char *id = id_new();
  g_autofree char *address = feed->address != NULL ? g_ascii_strdown(feed->address, -1) : id_new();
  gint64 now = date_now();

  if (!check_name(store, feed->name, 0, error) || !check_address(store, address, error) ||
      !insert_feed(store, feed, id, address, now, error))
    return FALSE;
  g_free(feed->id);
  g_free(feed->address);
  feed->id = g_steal_pointer(&id);
  feed->address = feed->kind == FEED_OWN ? g_steal_pointer(&address) : NULL;
  feed->row = sqlite3_last_insert_rowid(store->db);
  feed->version = 1;
  feed->created = feed->changed = now;
  return TRUE;
}

gboolean store_feed_edit(Store *store, const Feed *feed, GError **error)
{
  g_autoptr(Statement) statement = NULL;
  gboolean renamed = FALSE;

  if (!check_name(store, feed->name, feed->row, error) ||
      !has_row(store, "SELECT 1 FROM feed WHERE name <> ?1 AND row = ?2", feed->name, feed->row, &renamed, error))
    return FALSE;
  statement = statement_get(store,
                            "UPDATE feed SET name = ?4, description = ?5, interests = ?6, policy = ?7, max_items = ?8, "
                            "max_bytes = ?9, show = ?13, images = ?14, status = ?15, language = ?16, hold = ?17, "
                            "hide_irrelevant = ?18 WHERE row = ?1",
                            error);
  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, FEED_ROW + 1, feed->row);
  bind_settings(statement, feed);
  if (!statement_run(store, statement, error))
    return FALSE;
  if (sqlite3_changes(store->db) == 0)
    return error_set(error, ERROR_NOT_FOUND, "the feed '%s' is gone", feed->name);
  return (!renamed || store_derive_renamed(store, feed->row, error)) && store_feed_bump(store, feed->row, error);
}

static gboolean retire(Store *store, gint64 feed_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "INSERT INTO retired (address, since, feed) SELECT address, ?2, row FROM feed WHERE row = ?1 AND kind = 'own'",
      feed_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, date_now());
  if (!statement_run(store, statement, error))
    return FALSE;
  return sqlite3_changes(store->db) == 1 || error_set(error, ERROR_NOT_FOUND, "the feed is gone already");
}

gboolean store_feed_remove(Store *store, const Feed *feed, GError **error)
{
  static const char *const remove_newsletters =
      "DELETE FROM newsletter WHERE row IN (SELECT newsletter FROM item WHERE feed = ?1 "
      "UNION SELECT newsletter FROM waiting WHERE feed = ?1) "
      "AND NOT EXISTS (SELECT 1 FROM item WHERE item.newsletter = newsletter.row AND item.feed <> ?1 "
      "AND item.source IS NULL) "
      "AND NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.newsletter = newsletter.row AND waiting.feed IS NOT ?1)";

  if (feed->kind == FEED_OWN && /* a derived one holds no newsletter */
      (!retire(store, feed->row, error) || !store_search_forget_feed(store, feed->row, error) ||
       !store_derive_leave(store, feed->row, error) ||
       !statement_run_for(store, remove_newsletters, feed->row, error) ||
       !store_address_keep_of_feed(store, feed->row, error)))
    return FALSE;
  return statement_run_for(store, "DELETE FROM feed WHERE row = ?1", feed->row, error) &&
         store_article_drop(store, feed->source_row, error);
}

static gboolean replace(Store *store, const char *sql, gint64 feed_row, const char *text, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store, sql, feed_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, text);
  return statement_run(store, statement, error) && store_feed_bump(store, feed_row, error);
}

gboolean store_feed_rotate_url(Store *store, Feed *feed, GError **error)
{
  g_autofree char *id = id_new();

  if (!replace(store, "UPDATE feed SET id = ?2 WHERE row = ?1", feed->row, id, error) ||
      !statement_run_for(store, "UPDATE item SET id = random_id() WHERE feed = ?1", feed->row, error) ||
      !statement_run_for(store, "UPDATE digest SET id = random_id() WHERE feed = ?1", feed->row, error) ||
      (feed->kind == FEED_SENDER && !store_derive_renamed(store, feed->row, error))) /* it is linked from there */
    return FALSE;
  g_free(feed->id);
  feed->id = g_steal_pointer(&id);
  return TRUE;
}

gboolean store_feed_rotate_address(Store *store, Feed *feed, GError **error)
{
  g_autofree char *address = id_new();

  if (!retire(store, feed->row, error) ||
      !replace(store, "UPDATE feed SET address = ?2 WHERE row = ?1", feed->row, address, error))
    return FALSE;
  g_free(feed->address);
  feed->address = g_steal_pointer(&address);
  return TRUE;
}

/* --- finding ------------------------------------------------------------------------------ */

Feed *store_feed_find(Store *store, const char *key, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;
  g_autoptr(Feed) feed = NULL;
  const char *at = strrchr(key, '@');
  g_autofree char *address = g_ascii_strdown(key, at != NULL ? at - key : -1);

  if (snapshot == NULL)
    return NULL;
  statement = statement_get(store,
                            "SELECT " FEED_COLUMNS FEED_FOR_PEOPLE " FROM feed "
                            "WHERE id = ?1 OR (address = ?2 AND kind = 'own') OR name = ?1 "
                            "ORDER BY id = ?1 DESC, address = ?2 DESC LIMIT 1",
                            error);
  if (statement == NULL)
    return NULL;
  statement_bind_text(statement, 1, key);
  statement_bind_text(statement, 2, address);
  if (!step_feed(store, statement, &feed, error))
    return NULL;
  if (feed == NULL) {
    error_set(error, ERROR_NOT_FOUND, "there is no feed '%s'", key);
    return NULL;
  }
  take_for_people(statement, feed);
  return store_others_count(store, feed, error) && load_lists(store, feed, error) && load_masked(store, feed, error)
             ? g_steal_pointer(&feed)
             : NULL;
}

Feed *store_feed_by_row(Store *store, gint64 row, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;
  g_autoptr(Feed) feed = NULL;

  if (snapshot == NULL)
    return NULL;
  statement = statement_get_for(store, "SELECT " FEED_COLUMNS " FROM feed WHERE row = ?1", row, error);
  if (statement == NULL)
    return NULL;
  if (!step_feed(store, statement, &feed, error))
    return NULL;
  if (feed == NULL) {
    error_set(error, ERROR_NOT_FOUND, "there is no feed with row %" G_GINT64_FORMAT, row);
    return NULL;
  }
  return load_lists(store, feed, error) && load_masked(store, feed, error) ? g_steal_pointer(&feed) : NULL;
}

gboolean store_feed_by_address(Store *store, const char *local_part, Feed **feed, gboolean *retired, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;
  g_autoptr(Feed) found = NULL;
  g_autofree char *address = g_ascii_strdown(local_part, -1);
  gboolean was = FALSE;

  if (snapshot == NULL)
    return FALSE;
  statement = statement_get(store, "SELECT " FEED_COLUMNS " FROM feed WHERE address = ?1 AND kind = 'own'", error);
  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, address);
  if (!step_feed(store, statement, &found, error) || (found != NULL && !load_lists(store, found, error)) ||
      (found == NULL &&
       !has_row(store, "SELECT 1 FROM retired WHERE address = ?1 AND ?2 = 0", address, 0, &was, error)))
    return FALSE;
  *feed = g_steal_pointer(&found);
  if (retired != NULL)
    *retired = was;
  return TRUE;
}

gboolean store_feed_by_id(Store *store, const char *id, Feed **feed, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = NULL;
  g_autoptr(Feed) found = NULL;

  if (snapshot == NULL)
    return FALSE;
  statement = statement_get(store, "SELECT " FEED_COLUMNS " FROM feed WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, id);
  if (!step_feed(store, statement, &found, error) ||
      (found != NULL && (!store_trouble_load(store, found, error) || !load_masked(store, found, error) ||
                         !load_senders(store, found, error))))
    return FALSE;
  *feed = g_steal_pointer(&found);
  return TRUE;
}

gboolean store_feed_by_item(Store *store, const char *item_id, Feed **feed, GError **error)
{
  g_autoptr(Statement) statement = statement_get(
      store,
      "SELECT " FEED_COLUMNS " FROM feed WHERE row = (SELECT feed FROM item WHERE id = ?1 AND state = 'published')",
      error);
  g_autoptr(Feed) found = NULL;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, item_id);
  if (!step_feed(store, statement, &found, error) || (found != NULL && !load_masked(store, found, error)))
    return FALSE;
  *feed = g_steal_pointer(&found);
  return TRUE;
}

/* What store_feed_list says, of the feeds that sql finds with that parameter. */
static GPtrArray *read_feeds(Store *store, const char *sql, gint64 parameter, gboolean for_people, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Statement) statement = snapshot != NULL ? statement_get_for(store, sql, parameter, error) : NULL;
  g_autoptr(GPtrArray) feeds = g_ptr_array_new_with_free_func((GDestroyNotify)feed_free);
  Step step;

  if (statement == NULL)
    return NULL;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    Feed *feed = feed_from_row(statement);

    g_ptr_array_add(feeds, feed);
    if (for_people)
      take_for_people(statement, feed);
    if (for_people && !store_others_count(store, feed, error))
      return NULL;
    if (!load_lists(store, feed, error))
      return NULL;
  }
  return step == STEP_DONE ? g_steal_pointer(&feeds) : NULL;
}

#define BY_NAME " ORDER BY name COLLATE NOCASE, name"

GPtrArray *store_feed_list(Store *store, GError **error)
{
  return read_feeds(store, "SELECT " FEED_COLUMNS FEED_FOR_PEOPLE " FROM feed WHERE row > ?1" BY_NAME, 0, TRUE, error);
}

GPtrArray *store_feed_list_own(Store *store, GError **error)
{
  return read_feeds(store, "SELECT " FEED_COLUMNS " FROM feed WHERE kind = 'own' AND row > ?1" BY_NAME, 0, FALSE,
                    error);
}

GPtrArray *store_feed_derived(Store *store, gint64 feed_row, GError **error)
{
  return read_feeds(store, "SELECT " FEED_COLUMNS FEED_FOR_PEOPLE " FROM feed WHERE source = ?1" BY_NAME, feed_row,
                    TRUE, error);
}
