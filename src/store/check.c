/* SPDX-License-Identifier: MIT */
/* Is the database sound, and what makes it so again, or small. */
#include "store/store-private.h"
#include "util/error.h"

#define OPERATIONS_PER_TICK 100000
#define MAX_DAMAGE 100

typedef struct {
  void (*tick)(gpointer data);
  gpointer data;
} Ticker;

static int on_progress(void *data)
{
  const Ticker *ticker = data;

  ticker->tick(ticker->data);
  return 0;
}

/* Adds what the statement's rows say, but for "ok". A database can be damaged so that looking for damage fails. */
static gboolean collect(Store *store, const char *sql, GPtrArray *damage, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store, sql, MAX_DAMAGE, error);
  g_autoptr(GError) failure = NULL;
  Step step;

  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, &failure)) == STEP_ROW)
    if (g_strcmp0(statement_name(statement, 0), "ok") != 0)
      g_ptr_array_add(damage, g_strdelimit(statement_text(statement, 0), "\n", ' '));
  if (step == STEP_ERROR && (sqlite3_errcode(store->db) & 0xff) == SQLITE_CORRUPT)
    g_ptr_array_add(damage, g_strdup(failure->message));
  else if (step == STEP_ERROR)
    g_propagate_error(error, g_steal_pointer(&failure));
  return step == STEP_DONE || failure != NULL;
}

GPtrArray *store_check(Store *store, void (*tick)(gpointer data), gpointer data, GError **error)
{
  g_autoptr(GPtrArray) damage = g_ptr_array_new_with_free_func(g_free);
  Ticker ticker = { tick, data };
  gboolean ok;

  if (tick != NULL)
    sqlite3_progress_handler(store->db, OPERATIONS_PER_TICK, on_progress, &ticker);
  ok = collect(store, "SELECT quick_check FROM pragma_quick_check(?1)", damage, error);
  if (ok && damage->len == 0) /* else it would stumble over that */
    ok = collect(store,
                 "SELECT 'row ' || ifnull(rowid, '?') || ' of ' || \"table\" || ' refers to a row of ' || parent || "
                 "' that is not there' FROM pragma_foreign_key_check LIMIT ?1",
                 damage, error);
  sqlite3_progress_handler(store->db, 0, NULL, NULL);
  return ok ? g_steal_pointer(&damage) : NULL;
}

const char *store_library(void)
{
  return sqlite3_libversion();
}

/* The copy that VACUUM makes is a file, however large it is, beside the database (cli/doctor.c); with it go temporary tables, which is why this is the
 * store's last act. */
gboolean store_vacuum(Store *store, GError **error)
{
  gboolean ok;

  if (store->mode != STORE_WRITE || store->writing || store->snapshots > 0)
    return error_set(error, ERROR_FAILED, "database %s: it cannot be vacuumed here", store->path);
  if (!store_lock(store, error))
    return FALSE;
  g_hash_table_remove_all(store->statements);
  ok = statement_script(store->db, store->path, "PRAGMA temp_store = FILE; PRAGMA auto_vacuum = INCREMENTAL; VACUUM",
                        error);
  store->shrunk = TRUE;
  store_checkpoint(store);
  lock_release(&store->lock);
  return ok;
}

/* FTS5 does not even open a table whose first record, which tells of all others, is damaged. This is that of an empty index. */
#define FORGET_ALL "REPLACE INTO search_data (id, block) VALUES (10, x'00000000000000')"
#define REBUILD "INSERT INTO search (search) VALUES ('rebuild'); UPDATE search_forgotten SET count = 0"

static gboolean rebuild_search(Store *store, GError **error)
{
  gboolean ok;

  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL); /* else that table is FTS5's alone */
  ok = statement_script(store->db, store->path, FORGET_ALL, error);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return ok && statement_script(store->db, store->path, REBUILD, error);
}

gboolean store_search_rebuild(Store *store, void (*tick)(gpointer data), gpointer data, GError **error)
{
  Ticker ticker = { tick, data };
  gboolean ok;

  if (!store_begin(store, error))
    return FALSE;
  sqlite3_progress_handler(store->db, OPERATIONS_PER_TICK, on_progress, &ticker);
  ok = rebuild_search(store, error) && store_commit(store, error);
  sqlite3_progress_handler(store->db, 0, NULL, NULL);
  if (!ok)
    store_rollback(store);
  return ok;
}
