/* SPDX-License-Identifier: MIT */
#include "store/store-private.h"
#include "util/error.h"

/* The columns of GIST_ANSWER, after the key; also its parameters, one higher. */
enum {
  GIST_KEY,
  GIST_PROVIDER,
  GIST_MODEL,
  GIST_PROMPT_VERSION,
  GIST_SUMMARY,
  GIST_RELEVANT,
  GIST_WHY,
  GIST_TOKENS_ESTIMATED,
  GIST_TOKENS_IN,
  GIST_TOKENS_OUT,
  GIST_MILLISECONDS,
  GIST_ROUNDS,
  GIST_DROPPED,
  GIST_LEFT_OUT,
  GIST_COUNT
};

static Gist *gist_from_row(Statement *statement)
{
  Gist *gist = gist_new();

  gist->key = statement_text(statement, GIST_KEY);
  gist->provider = statement_text(statement, GIST_PROVIDER);
  gist->model = statement_text(statement, GIST_MODEL);
  gist->prompt_version = (guint)statement_int(statement, GIST_PROMPT_VERSION);
  gist->summary = statement_text(statement, GIST_SUMMARY);
  gist->relevant = statement_int(statement, GIST_RELEVANT) != 0;
  gist->why = statement_text(statement, GIST_WHY);
  gist->tokens_estimated = (guint)statement_int(statement, GIST_TOKENS_ESTIMATED);
  gist->tokens_in = statement_int(statement, GIST_TOKENS_IN);
  gist->tokens_out = statement_int(statement, GIST_TOKENS_OUT);
  gist->milliseconds = statement_int(statement, GIST_MILLISECONDS);
  gist->rounds = (guint)statement_int(statement, GIST_ROUNDS);
  gist->dropped = (guint)statement_int(statement, GIST_DROPPED);
  gist->left_out = (guint)statement_int(statement, GIST_LEFT_OUT);
  return gist;
}

static gboolean load_topics(Store *store, gint64 row, Gist *gist, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT topic FROM gist_topic WHERE gist = ?1 ORDER BY position", row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_ptr_array_add(gist->topics, statement_text(statement, 0));
  return step == STEP_DONE;
}

static gboolean load_links(Store *store, gint64 row, Gist *gist, GError **error)
{
  enum { C_ORDINAL, C_TEXT };
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT ordinal, text FROM gist_link WHERE gist = ?1 ORDER BY position", row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_ptr_array_add(gist->links,
                    gist_link_new((guint)statement_int(statement, C_ORDINAL), statement_name(statement, C_TEXT)));
  return step == STEP_DONE;
}

Gist *store_gist_load(Store *store, gint64 row, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT key, " GIST_ANSWER " FROM gist WHERE row = ?1", row, error);
  g_autoptr(Gist) gist = NULL;
  Step step;

  if (statement == NULL)
    return NULL;
  step = statement_step(store, statement, error);
  if (step == STEP_DONE)
    error_set(error, ERROR_NOT_FOUND, "there is no gist with row %" G_GINT64_FORMAT, row);
  if (step != STEP_ROW)
    return NULL;
  gist = gist_from_row(statement);
  return load_topics(store, row, gist, error) && load_links(store, row, gist, error) ? g_steal_pointer(&gist) : NULL;
}

gboolean store_gist_row(Store *store, gint64 newsletter_row, const char *key, gint64 *row, GistState *state,
                        GError **error)
{
  enum { C_ROW, C_STATE };
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT row, state FROM gist WHERE newsletter = ?1 AND key = ?2", newsletter_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, key);
  step = statement_step(store, statement, error);
  if (step == STEP_ERROR)
    return FALSE;
  *row = step == STEP_ROW ? statement_int(statement, C_ROW) : 0;
  *state = GIST_DONE;
  if (step == STEP_ROW)
    gist_state_parse(statement_name(statement, C_STATE), state);
  return TRUE;
}

gboolean store_gist_find(Store *store, gint64 newsletter_row, const char *key, Gist **gist, GistState *state,
                         GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Gist) found = NULL;
  GistState found_state;
  gint64 row = 0;

  if (snapshot == NULL || !store_gist_row(store, newsletter_row, key, &row, &found_state, error))
    return FALSE;
  if (row != 0 && found_state == GIST_DONE) {
    found = store_gist_load(store, row, error);
    if (found == NULL)
      return FALSE;
  }
  *gist = g_steal_pointer(&found);
  if (state != NULL)
    *state = found_state;
  return TRUE;
}

/* --- storing ------------------------------------------------------------------------------ */

void store_gist_bind(Statement *statement, const Gist *gist)
{
  statement_bind_text(statement, GIST_PROVIDER + 1, gist->provider);
  statement_bind_text(statement, GIST_MODEL + 1, gist->model != NULL ? gist->model : "");
  statement_bind_int(statement, GIST_PROMPT_VERSION + 1, gist->prompt_version);
  statement_bind_text(statement, GIST_SUMMARY + 1, gist->summary != NULL ? gist->summary : "");
  statement_bind_int(statement, GIST_RELEVANT + 1, gist->relevant != 0);
  statement_bind_text(statement, GIST_WHY + 1, gist->why != NULL ? gist->why : "");
  statement_bind_int(statement, GIST_TOKENS_ESTIMATED + 1, gist->tokens_estimated);
  statement_bind_int(statement, GIST_TOKENS_IN + 1, gist->tokens_in);
  statement_bind_int(statement, GIST_TOKENS_OUT + 1, gist->tokens_out);
  statement_bind_int(statement, GIST_MILLISECONDS + 1, gist->milliseconds);
  statement_bind_int(statement, GIST_ROUNDS + 1, gist->rounds);
  statement_bind_int(statement, GIST_DROPPED + 1, gist->dropped);
  statement_bind_int(statement, GIST_LEFT_OUT + 1, gist->left_out);
}

static gboolean insert_gist(Store *store, gint64 newsletter_row, const Gist *gist, gint64 *row, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store,
                        "INSERT INTO gist (newsletter, " GIST_ANSWER ", key) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                        newsletter_row, error);

  if (statement == NULL)
    return FALSE;
  store_gist_bind(statement, gist);
  statement_bind_text(statement, GIST_COUNT + 1, gist->key);
  if (!statement_run(store, statement, error))
    return FALSE;
  *row = sqlite3_last_insert_rowid(store->db);
  return TRUE;
}

static gboolean insert_topic(Store *store, gint64 row, guint position, const char *topic, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "INSERT INTO gist_topic (gist, position, topic) VALUES (?1, ?2, ?3)", row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, position);
  statement_bind_text(statement, 3, topic);
  return statement_run(store, statement, error);
}

static gboolean insert_link(Store *store, gint64 row, guint position, const GistLink *link, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "INSERT INTO gist_link (gist, position, ordinal, text) VALUES (?1, ?2, ?3, ?4)", row, error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, 2, position);
  statement_bind_int(statement, 3, link->ordinal);
  statement_bind_text(statement, 4, link->text);
  return statement_run(store, statement, error);
}

gboolean store_gist_add_lists(Store *store, gint64 row, const Gist *gist, GError **error)
{
  for (guint i = 0; i < gist->topics->len; i++)
    if (!insert_topic(store, row, i, g_ptr_array_index(gist->topics, i), error))
      return FALSE;
  for (guint i = 0; i < gist->links->len; i++)
    if (!insert_link(store, row, i, g_ptr_array_index(gist->links, i), error))
      return FALSE;
  return TRUE;
}

gboolean store_gist_put(Store *store, gint64 newsletter_row, const Gist *gist, gint64 *row, GError **error)
{
  gint64 found = 0;
  GistState state;

  if (!store_gist_row(store, newsletter_row, gist->key, &found, &state, error))
    return FALSE;
  if (found != 0 && state != GIST_DONE)
    return error_set(error, ERROR_EXISTS, "a gist that is still asked for cannot be shown");
  if (found == 0 &&
      (!insert_gist(store, newsletter_row, gist, &found, error) || !store_gist_add_lists(store, found, gist, error)))
    return FALSE;
  *row = found;
  return TRUE;
}

gboolean store_gist_prune(Store *store, gint64 newsletter_row, GError **error)
{
  return statement_run_for(store,
                           "DELETE FROM gist WHERE newsletter = ?1 AND provider = 'extract' "
                           "AND NOT EXISTS (SELECT 1 FROM item WHERE item.gist = gist.row)",
                           newsletter_row, error);
}
