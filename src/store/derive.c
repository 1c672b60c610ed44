/* SPDX-License-Identifier: MIT */
/* How items of derived feeds follow those of own feeds. Whoever changes an own item calls store_derive for its newsletter, and all that follows is
 * made so: nothing else writes items with a source. */
#include <string.h>

#include "store/store-private.h"
#include "util/id.h"
#include "util/text.h"

#define MAX_NAME 200u
#define KEY_MAX "400"
#define UNKNOWN_SENDER "unknown sender"

/* The key of newsletter n's sender: what a feed of one sender is found by. */
#define SENDER_KEY                                                                                                     \
  "substr(iif(n.list_id <> '', '" SENDER_LIST_ID "' || n.list_id, lower(ifnull(n.from_address, ''))), 1, " KEY_MAX ")"

/* A select of own items s with the feed (target) whose items are to follow them. */
#define FOLLOWED                                                                                                       \
  "s.newsletter, s.row AS source, s.published AS published, s.updated AS updated, s.gist AS gist, s.row AS row "       \
  "FROM item AS s "
#define IS_SHOWN "s.source IS NULL AND s.state = 'published' "
#define FOLLOW(select)                                                                                                 \
  "INSERT INTO item (id, guid, feed, newsletter, source, published, updated, state, gist, ask) "                       \
  "SELECT random_id(), random_urn(), target, newsletter, source, published, updated, 'published', gist, 0 "            \
  "FROM (SELECT " select ") WHERE true ORDER BY published, row "
/* What follows already goes on under its guid. */
#define FOLLOW_ON                                                                                                       \
  "ON CONFLICT (newsletter, feed) DO UPDATE SET source = excluded.source, published = excluded.published, "             \
  "updated = max(item.updated + (item.source <> excluded.source), excluded.updated), state = 'published', why = '', "   \
  "gist = excluded.gist WHERE item.updated < excluded.updated OR (item.source, item.state, item.published, item.gist) " \
  "IS NOT (excluded.source, 'published', excluded.published, excluded.gist) RETURNING feed"

/* --- one newsletter ----------------------------------------------------------------------- */

/* The newsletter once, in the name of the feed that had it first. */
static gboolean follow_all(Store *store, gint64 newsletter_row, GError **error)
{
  return store_feed_bump_all(
      store,
      FOLLOW("target.row AS target, " FOLLOWED "JOIN feed AS target ON target.kind = 'all' WHERE s.row = "
             "(SELECT min(s.row) FROM item AS s WHERE s.newsletter = ?1 AND " IS_SHOWN ")") FOLLOW_ON,
      newsletter_row, error);
}

static gboolean follow_senders(Store *store, gint64 newsletter_row, GError **error)
{
  return store_feed_bump_all(store,
                             FOLLOW("target.row AS target, " FOLLOWED "JOIN newsletter AS n ON n.row = s.newsletter "
                                    "JOIN feed AS parent ON parent.source = s.feed AND parent.kind = 'per-sender' "
                                    "JOIN feed AS target ON target.source = parent.row AND target.sender = " SENDER_KEY
                                    " WHERE s.newsletter = ?1 AND " IS_SHOWN) FOLLOW_ON,
                             newsletter_row, error);
}

/* What follows an item that is not shown any more, and found no other. */
static gboolean hide_left(Store *store, gint64 newsletter_row, GError **error)
{
  return store_feed_bump_all(store,
                             "UPDATE item SET state = 'hidden', why = s.why FROM item AS s WHERE item.newsletter = ?1 "
                             "AND item.state = 'published' AND s.row = item.source AND s.state <> 'published' "
                             "RETURNING item.feed",
                             newsletter_row, error);
}

/* --- feeds of single senders -------------------------------------------------------------- */

typedef struct {
  gint64 parent;
  char *key, *name; /* name: as From has it, or NULL */
} Sender;

static void sender_free(gpointer data)
{
  Sender *sender = data;

  g_free(sender->key);
  g_free(sender->name);
  g_free(sender);
}

/* Of Sender: what a statement of parent, key and name gives. */
static GPtrArray *read_senders(Store *store, Statement *statement, GError **error)
{
  enum { C_PARENT, C_KEY, C_NAME };
  g_autoptr(GPtrArray) senders = g_ptr_array_new_with_free_func(sender_free);
  Step step;

  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    Sender *sender = g_new0(Sender, 1);

    sender->parent = statement_int(statement, C_PARENT);
    sender->key = statement_text(statement, C_KEY);
    sender->name = statement_text(statement, C_NAME);
    g_ptr_array_add(senders, sender);
  }
  return step == STEP_DONE ? g_steal_pointer(&senders) : NULL;
}

/* What the statement, bound, says with its one number. */
static gboolean read_count(Store *store, Statement *statement, gint64 *count, GError **error)
{
  if (statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *count = statement_int(statement, 0);
  return TRUE;
}

/* sql: a count with a text as its parameter. */
static gboolean count_text(Store *store, const char *sql, const char *text, gint64 *count, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, sql, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, text);
  return read_count(store, statement, count, error);
}

static gboolean count_senders(Store *store, gint64 parent_row, gint64 *count, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT count(*) FROM feed WHERE source = ?1", parent_row, error);

  return statement != NULL && read_count(store, statement, count, error);
}

/* How people know the sender. A name in which an address of ours stands would tell it to the feed's readers. */
static gboolean display_name(Store *store, const Sender *sender, char **name, GError **error)
{
  const char *key = g_str_has_prefix(sender->key, SENDER_LIST_ID) ? sender->key + strlen(SENDER_LIST_ID) : sender->key;
  const char *chosen = sender->name != NULL && sender->name[0] != '\0' ? sender->name : key;
  g_autofree char *line = text_clean_line(chosen, -1);
  gint64 told = 0;

  if (!count_text(
          store,
          "SELECT count(*) FROM (SELECT address FROM feed WHERE kind = 'own' UNION ALL SELECT address FROM retired) "
          "WHERE instr(lower(?1), address || '@') > 0 OR instr(lower(?1), address || '%') > 0 "
          "OR instr(lower(?1), address || '=') > 0",
          line, &told, error))
    return FALSE;
  *name = told > 0 || line[0] == '\0' ? g_strdup(UNKNOWN_SENDER) : g_steal_pointer(&line);
  return TRUE;
}

/* "PARENT: Sender"; where that is another feed's, with something behind it. */
static gboolean choose_name(Store *store, const Feed *parent, const Sender *sender, char **name, GError **error)
{
  g_autofree char *who = NULL, *whole = NULL, *plain = NULL, *some = id_new();
  gint64 taken = 0;

  if (!display_name(store, sender, &who, error))
    return FALSE;
  whole = g_strdup_printf("%s: %s", parent->name, who);
  plain = text_ellipsize(whole, MAX_NAME);
  if (!count_text(store, "SELECT count(*) FROM feed WHERE name = ?1", plain, &taken, error))
    return FALSE;
  *name = taken > 0 ? g_strdup_printf("%s (%.6s)", plain, some) : g_steal_pointer(&plain);
  return TRUE;
}

/* Says once in the life of this Store that there are more senders than feeds of them. */
static void note_limit(Store *store, const Feed *parent)
{
  if (store->notice != NULL || !g_hash_table_add(store->limits, GSIZE_TO_POINTER((gsize)parent->row)))
    return;
  store->notice = g_strdup_printf("feed '%s' has feeds of %d senders, and makes no more: newsletters of other senders "
                                  "are in none of them",
                                  parent->name, STORE_MAX_SENDERS);
}

/* say: the parent has readers, who see a difference. */
static gboolean add_sender(Store *store, const Sender *sender, gboolean say, GError **error)
{
  g_autoptr(Feed) parent = store_feed_by_row(store, sender->parent, error);
  g_autoptr(Feed) feed = feed_new();
  gint64 count = 0;

  if (parent == NULL || !count_senders(store, parent->row, &count, error))
    return FALSE;
  if (count >= STORE_MAX_SENDERS) {
    note_limit(store, parent);
    return TRUE;
  }
  if (!choose_name(store, parent, sender, &feed->name, error))
    return FALSE;
  feed->kind = FEED_SENDER;
  feed->source_row = parent->row;
  feed->sender = g_strdup(sender->key);
  feed->guid = id_new_urn();
  feed->max_items = parent->max_items;
  feed->max_bytes = parent->max_bytes;
  feed->show = parent->show;
  feed->images = parent->images;
  feed->status = FALSE; /* the source's and the parent's readers know */
  return store_feed_add(store, feed, error) && (!say || store_feed_bump(store, parent->row, error));
}

static gboolean add_senders(Store *store, Statement *statement, gboolean say, GError **error)
{
  g_autoptr(GPtrArray) senders = read_senders(store, statement, error);

  for (guint i = 0; senders != NULL && i < senders->len; i++)
    if (!add_sender(store, g_ptr_array_index(senders, i), say, error))
      return FALSE;
  return senders != NULL;
}

/* The feeds that the newsletter's sender does not have yet. */
static gboolean make_senders(Store *store, gint64 newsletter_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT parent.row, " SENDER_KEY ", n.from_name FROM item AS s JOIN newsletter AS n ON n.row = s.newsletter "
      "JOIN feed AS parent ON parent.source = s.feed AND parent.kind = 'per-sender' WHERE s.newsletter = ?1 AND " IS_SHOWN
      "AND NOT EXISTS (SELECT 1 FROM feed WHERE source = parent.row AND sender = " SENDER_KEY ") ORDER BY parent.row",
      newsletter_row, error);

  return statement != NULL && add_senders(store, statement, TRUE, error);
}

gboolean store_derive(Store *store, gint64 newsletter_row, GError **error)
{
  return follow_all(store, newsletter_row, error) && make_senders(store, newsletter_row, error) &&
         follow_senders(store, newsletter_row, error) && hide_left(store, newsletter_row, error);
}

gboolean store_derive_moved(Store *store, gint64 newsletter_row, GError **error)
{
  return store_feed_bump_all(store,
                             "DELETE FROM item WHERE row IN (SELECT item.row FROM item JOIN newsletter AS n ON n.row = "
                             "item.newsletter JOIN feed ON feed.row = item.feed WHERE item.newsletter = ?1 "
                             "AND feed.kind = 'sender' AND feed.sender <> " SENDER_KEY ") RETURNING feed",
                             newsletter_row, error);
}

gboolean store_derive_hide(Store *store, gint64 feed_row, gint64 newsletter_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT item.feed FROM item WHERE item.newsletter = ?1 AND item.feed <> ?2 AND item.state = 'published' "
      "AND EXISTS (SELECT 1 FROM newsletter AS n JOIN feed AS own WHERE n.row = ?1 AND own.row = ?2 "
      "AND (instr(lower(n.subject || ifnull(n.from_name, '') || ifnull(n.from_address, '') || n.markdown), own.address) "
      "OR EXISTS (SELECT 1 FROM link WHERE newsletter = ?1 AND instr(lower(url), own.address))))",
      newsletter_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, feed_row);
  return store_feed_bump_found(store, statement, error);
}

/* --- whole feeds -------------------------------------------------------------------------- */

static gboolean fill_all(Store *store, gint64 feed_row, GError **error)
{
  return statement_run_for(store,
                           FOLLOW("?1 AS target, " FOLLOWED "WHERE s.row IN (SELECT min(s.row) FROM item AS s "
                                  "WHERE " IS_SHOWN "GROUP BY s.newsletter)"),
                           feed_row, error);
}

/* At the limit, those who wrote last. */
static gboolean fill_senders(Store *store, const Feed *feed, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        "SELECT parent, key, from_name FROM (SELECT ?2 AS parent, " SENDER_KEY " AS key, n.from_name, "
                        "max(s.published) AS last FROM item AS s JOIN newsletter AS n ON n.row = s.newsletter "
                        "WHERE s.feed = ?1 AND " IS_SHOWN "GROUP BY 2 ORDER BY last DESC LIMIT ?3) ORDER BY last",
                        feed->source_row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, feed->row);
  statement_bind_int(statement, 3, STORE_MAX_SENDERS);
  return add_senders(store, statement, FALSE, error) &&
         statement_run_for(store,
                           FOLLOW("target.row AS target, " FOLLOWED "JOIN newsletter AS n ON n.row = s.newsletter "
                                  "JOIN feed AS parent ON parent.source = s.feed "
                                  "JOIN feed AS target ON target.source = parent.row AND target.sender = " SENDER_KEY
                                  " WHERE parent.row = ?1 AND " IS_SHOWN),
                           feed->row, error);
}

gboolean store_feed_fill(Store *store, const Feed *feed, GError **error)
{
  switch (feed->kind) {
  case FEED_ALL:
    return fill_all(store, feed->row, error);
  case FEED_PER_SENDER:
    return fill_senders(store, feed, error);
  case FEED_OWN:
  case FEED_SENDER:
  case FEED_PER_LINK:
  case FEED_DIGEST:
    break;
  }
  return TRUE;
}

/* The feeds of all feeds that show an item of feed ?1. */
#define SHOWS_ITS_ITEMS                                                                                                \
  "kind = 'all' AND EXISTS (SELECT 1 FROM item AS s JOIN item AS d ON d.source = s.row WHERE s.feed = ?1 "             \
  "AND d.feed = feed.row AND d.state = 'published')"

gboolean store_derive_leave(Store *store, gint64 feed_row, GError **error)
{
  return store_feed_bump_all(store, "SELECT row FROM feed WHERE " SHOWS_ITS_ITEMS, feed_row, error) &&
         statement_run_for(
             store,
             "UPDATE item SET source = s.row, published = s.published, updated = max(item.updated + 1, s.updated), "
             "state = 'published', why = '', gist = s.gist FROM item AS s "
             "WHERE item.source IN (SELECT row FROM item WHERE feed = ?1) "
             "AND item.feed IN (SELECT row FROM feed WHERE kind = 'all') "
             "AND s.row = (SELECT min(s.row) FROM item AS s WHERE s.newsletter = item.newsletter AND s.feed <> ?1 "
             "AND " IS_SHOWN ")",
             feed_row, error);
}

gboolean store_derive_renamed(Store *store, gint64 feed_row, GError **error)
{
  return store_feed_bump_all(store,
                             "SELECT row FROM feed WHERE (" SHOWS_ITS_ITEMS ") OR row IN (SELECT source FROM feed "
                             "WHERE row = ?1 AND kind = 'sender')",
                             feed_row, error);
}

/* --- what derived feeds say of themselves ------------------------------------------------- */

gboolean store_feed_left_out(Store *store, gint64 feed_row, gint64 *count, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "SELECT count(*) FROM item AS s JOIN feed AS parent ON parent.source = s.feed WHERE parent.row = ?1 AND " IS_SHOWN
      "AND NOT EXISTS (SELECT 1 FROM item JOIN feed ON feed.row = item.feed WHERE item.source = s.row "
      "AND feed.source = parent.row)",
      feed_row, error);

  return statement != NULL && read_count(store, statement, count, error);
}

char *store_take_notice(Store *store)
{
  return g_steal_pointer(&store->notice);
}
