/* SPDX-License-Identifier: MIT */
/* How items come to show a gist. */
#include "store/store-private.h"
#include "util/date.h"
#include "util/error.h"
#include "util/id.h"

#define IRRELEVANT "the model found nothing in it that this feed is interested in"

gboolean store_item_add(Store *store, gint64 feed_row, gint64 newsletter_row, gint64 when, gboolean ask,
                        gboolean *added, GError **error)
{
  g_autofree char *id = id_new();
  g_autofree char *guid = id_new_urn();
  g_autoptr(Statement) statement =
      statement_get(store,
                    "INSERT INTO item (id, guid, feed, newsletter, published, updated, state, ask) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?5, 'pending', ?6) ON CONFLICT (newsletter, feed) DO NOTHING",
                    error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, id);
  statement_bind_text(statement, 2, guid);
  statement_bind_int(statement, 3, feed_row);
  statement_bind_int(statement, 4, newsletter_row);
  statement_bind_int(statement, 5, when);
  statement_bind_int(statement, 6, ask != 0);
  if (!statement_run(store, statement, error))
    return FALSE;
  *added = sqlite3_changes(store->db) == 1;
  return !*added || store_derive_hide(store, feed_row, newsletter_row, error);
}

/* --- finding ------------------------------------------------------------------------------ */

#define SELECT_PENDING "SELECT row, feed, newsletter, ifnull(awaits, 0), state, ask FROM item WHERE "

/* What the statement, ready to step, gives. */
static GArray *collect(Store *store, Statement *statement, GError **error)
{
  enum { C_ROW, C_FEED, C_NEWSLETTER, C_AWAITS, C_STATE, C_ASK };
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(PendingItem));
  Step step;

  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    PendingItem item = { .row = statement_int(statement, C_ROW),
                         .feed_row = statement_int(statement, C_FEED),
                         .newsletter_row = statement_int(statement, C_NEWSLETTER),
                         .awaits = statement_int(statement, C_AWAITS),
                         .ask = statement_int(statement, C_ASK) != 0 };

    item_state_parse(statement_name(statement, C_STATE), &item.state);
    g_array_append_val(items, item);
  }
  return step == STEP_DONE ? g_steal_pointer(&items) : NULL;
}

/* The limit as SQLite has it. */
static gint64 limit(guint max)
{
  return max > 0 ? (gint64)max : -1;
}

GArray *store_item_pending(Store *store, guint max, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, SELECT_PENDING "state = 'pending' AND awaits IS NULL ORDER BY row LIMIT ?1", limit(max), error);

  return statement != NULL ? collect(store, statement, error) : NULL;
}

GArray *store_item_pending_of(Store *store, gint64 newsletter_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, SELECT_PENDING "newsletter = ?1 AND state = 'pending' AND awaits IS NULL", newsletter_row, error);

  return statement != NULL ? collect(store, statement, error) : NULL;
}

GArray *store_item_overdue(Store *store, gint64 before, gboolean held, guint max, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        SELECT_PENDING "state IN ('pending', 'held') AND awaits IS NOT NULL AND published <= ?1 "
                                       "AND (state = 'pending' OR ?2) ORDER BY published LIMIT ?3",
                        before, error);

  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, 2, held != 0);
  statement_bind_int(statement, 3, limit(max));
  return collect(store, statement, error);
}

GArray *store_item_waiters(Store *store, gint64 gist_row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store, SELECT_PENDING "awaits = ?1 ORDER BY row", gist_row, error);

  return statement != NULL ? collect(store, statement, error) : NULL;
}

GArray *store_item_since(Store *store, gint64 feed_row, gint64 newsletter_row, gint64 since, guint max, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        feed_row != 0 ? SELECT_PENDING "feed = ?1 AND published >= ?2 ORDER BY published DESC LIMIT ?3"
                                      : SELECT_PENDING
                            "newsletter = ?1 AND source IS NULL AND published >= ?2 ORDER BY published DESC LIMIT ?3",
                        feed_row != 0 ? feed_row : newsletter_row, error);

  if (statement == NULL)
    return NULL;
  statement_bind_int(statement, 2, since);
  statement_bind_int(statement, 3, limit(max));
  return collect(store, statement, error);
}

gboolean store_item_oldest_waiting(Store *store, gint64 *published, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get(store,
                    "SELECT published FROM item WHERE state IN ('pending', 'held') AND awaits IS NOT NULL "
                    "AND state = 'pending' ORDER BY published LIMIT 1", /* the IN is that of the index */
                    error);
  Step step = statement != NULL ? statement_step(store, statement, error) : STEP_ERROR;

  if (step != STEP_ERROR)
    *published = step == STEP_ROW ? statement_int(statement, 0) : 0;
  return step != STEP_ERROR;
}

/* --- changing ----------------------------------------------------------------------------- */

/* What becomes of an item; zero rows mean: nothing is shown anew, nothing is awaited. */
typedef struct {
  ItemState state;
  const char *why;
  gint64 gist, awaits;
} Settled;

/* What becomes of the feeds of articles that are made from the item's feed. */
static gboolean tell_articles(Store *store, const PendingItem *item, const Settled *to, GError **error)
{
  if (to->state == ITEM_PUBLISHED && item->state != ITEM_PUBLISHED)
    return store_mentions_set(store, item->row, item->feed_row, item->newsletter_row, error);
  return store_mentions_bump(store, item->row, error) &&
         (to->state == ITEM_PUBLISHED || store_mentions_clear(store, item->row, error));
}

static gboolean settle(Store *store, const PendingItem *item, const Settled *to, gboolean *changed, GError **error)
{
  enum { P_ROW = 1, P_NEWSLETTER, P_STATE_BEFORE, P_AWAITS_BEFORE, P_STATE, P_WHY, P_GIST, P_AWAITS, P_NOW };
  g_autoptr(Statement) statement = statement_get_for(
      store,
      "UPDATE item SET state = ?5, why = ?6, gist = ifnull(nullif(?7, 0), gist), awaits = nullif(?8, 0), "
      "updated = iif(state = 'published' AND ?7 <> 0 AND gist IS NOT ?7, max(updated + 1, ?9), updated) "
      "WHERE row = ?1 AND newsletter = ?2 AND state = ?3 AND ifnull(awaits, 0) = ?4",
      item->row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, P_NEWSLETTER, item->newsletter_row);
  statement_bind_text(statement, P_STATE_BEFORE, item_state_name(item->state));
  statement_bind_int(statement, P_AWAITS_BEFORE, item->awaits);
  statement_bind_text(statement, P_STATE, item_state_name(to->state));
  statement_bind_text(statement, P_WHY, to->why);
  statement_bind_int(statement, P_GIST, to->gist);
  statement_bind_int(statement, P_AWAITS, to->awaits);
  statement_bind_int(statement, P_NOW, date_now());
  if (!statement_run(store, statement, error))
    return FALSE;
  *changed = sqlite3_changes(store->db) == 1;
  if (!*changed || (item->state != ITEM_PUBLISHED && to->state != ITEM_PUBLISHED) ||
      (item->state == to->state && to->gist == 0))
    return TRUE;
  return store_feed_bump(store, item->feed_row, error) && tell_articles(store, item, to, error) &&
         store_derive(store, item->newsletter_row, error);
}

static gboolean hides_irrelevant(Store *store, gint64 feed_row, gboolean *hides, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT 1 FROM feed WHERE row = ?1 AND hide_irrelevant", feed_row, error);
  Step step = statement != NULL ? statement_step(store, statement, error) : STEP_ERROR;

  *hides = step == STEP_ROW;
  return step != STEP_ERROR;
}

/* A gist is about to be shown: whether this feed wants to see it. An extract has no opinion. */
static gboolean judge(Store *store, gint64 feed_row, const Gist *gist, Settled *to, GError **error)
{
  gboolean hides;

  if (to->state != ITEM_PUBLISHED || gist->relevant || g_strcmp0(gist->provider, "extract") == 0)
    return TRUE;
  if (!hides_irrelevant(store, feed_row, &hides, error))
    return FALSE;
  if (hides) {
    to->state = ITEM_HIDDEN;
    to->why = gist->why != NULL && gist->why[0] != '\0' ? gist->why : IRRELEVANT;
  }
  return TRUE;
}

/* Whether the item is still as it was read: what it would show or await is not stored for nothing. */
static gboolean is_there(Store *store, const PendingItem *item, gboolean *there, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "SELECT 1 FROM item WHERE row = ?1 AND newsletter = ?2 AND state = ?3 AND ifnull(awaits, 0) = ?4",
      item->row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, item->newsletter_row);
  statement_bind_text(statement, 3, item_state_name(item->state));
  statement_bind_int(statement, 4, item->awaits);
  step = statement_step(store, statement, error);
  *there = step == STEP_ROW;
  return step != STEP_ERROR;
}

gboolean store_item_change(Store *store, const PendingItem *item, const ItemChange *change, gboolean *changed,
                           GError **error)
{
  Settled to = { .state = change->state,
                 .why = change->why != NULL ? change->why : "",
                 .awaits = change->keep_awaiting ? item->awaits : 0 };
  gboolean there = FALSE;

  if (!is_there(store, item, &there, error))
    return FALSE;
  if (there && ((change->gist != NULL && (!store_gist_put(store, item->newsletter_row, change->gist, &to.gist, error) ||
                                          !judge(store, item->feed_row, change->gist, &to, error))) ||
                (change->request != NULL &&
                 !store_gist_queue(store, item->newsletter_row, change->request, &to.awaits, error)) ||
                !settle(store, item, &to, &there, error)))
    return FALSE;
  if (changed != NULL)
    *changed = there;
  return TRUE;
}

gboolean store_item_answered(Store *store, gint64 gist_row, const Gist *gist, GError **error)
{
  g_autoptr(GArray) waiters = store_item_waiters(store, gist_row, error);

  for (guint i = 0; waiters != NULL && i < waiters->len; i++) {
    const PendingItem *item = &g_array_index(waiters, PendingItem, i);
    Settled to = { .state = ITEM_PUBLISHED, .why = "", .gist = gist_row };
    gboolean changed;

    if (!judge(store, item->feed_row, gist, &to, error) || !settle(store, item, &to, &changed, error))
      return FALSE;
  }
  return waiters != NULL;
}
