/* SPDX-License-Identifier: MIT */
#include "store/store-private.h"
#include "util/error.h"

enum { GIST_KEY, GIST_PROVIDER, GIST_MODEL, GIST_PROMPT_VERSION, GIST_SUMMARY, GIST_RELEVANT, GIST_WHY };
#define GIST_COLUMNS "key, provider, model, prompt_version, summary, relevant, why"

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
      statement_get_for(store, "SELECT " GIST_COLUMNS " FROM gist WHERE row = ?1", row, error);
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

/* *row is 0 when there is none. */
static gboolean find_row(Store *store, gint64 newsletter_row, const char *key, gint64 *row, GError **error)
{
  g_autoptr(Statement) statement =
      statement_get_for(store, "SELECT row FROM gist WHERE newsletter = ?1 AND key = ?2", newsletter_row, error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 2, key);
  step = statement_step(store, statement, error);
  *row = step == STEP_ROW ? statement_int(statement, 0) : 0;
  return step != STEP_ERROR;
}

gboolean store_gist_find(Store *store, gint64 newsletter_row, const char *key, Gist **gist, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Gist) found = NULL;
  gint64 row = 0;

  if (snapshot == NULL || !find_row(store, newsletter_row, key, &row, error))
    return FALSE;
  if (row != 0) {
    found = store_gist_load(store, row, error);
    if (found == NULL)
      return FALSE;
  }
  *gist = g_steal_pointer(&found);
  return TRUE;
}

/* --- storing ------------------------------------------------------------------------------ */

static gboolean insert_gist(Store *store, gint64 newsletter_row, const Gist *gist, gint64 *row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(
      store, "INSERT INTO gist (newsletter, " GIST_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", newsletter_row,
      error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, GIST_KEY + 2, gist->key);
  statement_bind_text(statement, GIST_PROVIDER + 2, gist->provider);
  statement_bind_text(statement, GIST_MODEL + 2, gist->model != NULL ? gist->model : "");
  statement_bind_int(statement, GIST_PROMPT_VERSION + 2, gist->prompt_version);
  statement_bind_text(statement, GIST_SUMMARY + 2, gist->summary != NULL ? gist->summary : "");
  statement_bind_int(statement, GIST_RELEVANT + 2, gist->relevant != 0);
  statement_bind_text(statement, GIST_WHY + 2, gist->why != NULL ? gist->why : "");
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

gboolean store_gist_put(Store *store, gint64 newsletter_row, const Gist *gist, gint64 *row, GError **error)
{
  gint64 found = 0;

  if (!find_row(store, newsletter_row, gist->key, &found, error))
    return FALSE;
  if (found == 0) {
    if (!insert_gist(store, newsletter_row, gist, &found, error))
      return FALSE;
    for (guint i = 0; i < gist->topics->len; i++)
      if (!insert_topic(store, found, i, g_ptr_array_index(gist->topics, i), error))
        return FALSE;
    for (guint i = 0; i < gist->links->len; i++)
      if (!insert_link(store, found, i, g_ptr_array_index(gist->links, i), error))
        return FALSE;
  }
  *row = found;
  return TRUE;
}
