/* SPDX-License-Identifier: MIT */
#include "store/store-private.h"
#include "util/error.h"

/* Reading gets slower with a longer log, so it goes into the database in time: 16 MB. At the second number readers have been in the
 * way for long, and are waited for a little. */
#define CHECKPOINT_PAGES 2000
#define TRUNCATE_PAGES 16000
#define TRUNCATE_MILLISECONDS 100

gboolean store_lock(Store *store, GError **error)
{
  if (lock_take(&store->lock, store->lock_wait, error))
    return TRUE;
  g_prefix_error(error, "database %s: ", store->path);
  return FALSE;
}

gboolean store_begin(Store *store, GError **error)
{
  if (store->mode != STORE_WRITE || store->writing || store->snapshots > 0)
    return error_set(error, ERROR_FAILED, "database %s: no transaction can begin here", store->path);
  if (!store_lock(store, error))
    return FALSE;
  store->writing = statement_script(store->db, store->path, "BEGIN IMMEDIATE", error);
  if (!store->writing)
    lock_release(&store->lock);
  return store->writing;
}

static void end(Store *store)
{
  store->writing = FALSE;
  store->savepoint = FALSE;
  lock_release(&store->lock);
}

void store_rollback(Store *store)
{
  if (!store->writing)
    return;
  if (!sqlite3_get_autocommit(store->db))
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  end(store);
}

/* What is in the log is durable, so no outcome of this matters; the next commit tries again. */
void store_checkpoint(Store *store)
{
  if (store->wal_pages < CHECKPOINT_PAGES && !store->shrunk)
    return;
  if (store->wal_pages < TRUNCATE_PAGES && !store->shrunk) {
    (void)sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return;
  }
  sqlite3_busy_timeout(store->db, TRUNCATE_MILLISECONDS);
  if (sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) == SQLITE_OK)
    store->shrunk = FALSE;
  sqlite3_busy_timeout(store->db, STORE_BUSY_MILLISECONDS);
}

static gboolean commit(Store *store, GError **error)
{
  if (!store->writing)
    return error_set(error, ERROR_FAILED, "database %s: there is no transaction", store->path);
  if (sqlite3_get_autocommit(store->db))
    return error_set(error, ERROR_AGAIN, "database %s: an earlier failure has undone the transaction", store->path);
  return store_search_update(store, error) && statement_script(store->db, store->path, "COMMIT", error);
}

gboolean store_commit(Store *store, GError **error)
{
  if (!commit(store, error)) {
    store_rollback(store);
    return FALSE;
  }
  store_checkpoint(store);
  end(store);
  return TRUE;
}

gboolean store_savepoint(Store *store, GError **error)
{
  if (!store->writing || store->savepoint || sqlite3_get_autocommit(store->db))
    return error_set(error, store->writing ? ERROR_AGAIN : ERROR_FAILED, "database %s: no savepoint can be set here",
                     store->path);
  store->savepoint = statement_script(store->db, store->path, "SAVEPOINT inner", error);
  return store->savepoint;
}

gboolean store_release(Store *store, GError **error)
{
  if (!store->savepoint)
    return error_set(error, ERROR_FAILED, "database %s: there is no savepoint", store->path);
  if (sqlite3_get_autocommit(store->db))
    return error_set(error, ERROR_AGAIN, "database %s: an earlier failure has undone the transaction", store->path);
  if (!statement_script(store->db, store->path, "RELEASE inner", error))
    return FALSE;
  store->savepoint = FALSE;
  return TRUE;
}

void store_revert(Store *store)
{
  if (store->savepoint && !sqlite3_get_autocommit(store->db))
    sqlite3_exec(store->db, "ROLLBACK TO inner; RELEASE inner", NULL, NULL, NULL);
  store->savepoint = FALSE;
}

/* Prepared, unlike what store_begin does: a page is one or two of these. */
static gboolean run_control(Store *store, const char *sql, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, sql, error);

  return statement != NULL && statement_run(store, statement, error);
}

Snapshot *snapshot_begin(Store *store, GError **error)
{
  if (!store->writing && store->snapshots == 0 && !run_control(store, "BEGIN", error))
    return NULL;
  store->snapshots++;
  return store;
}

void snapshot_end(Snapshot *snapshot)
{
  if (--snapshot->snapshots == 0 && !snapshot->writing && !sqlite3_get_autocommit(snapshot->db))
    (void)run_control(snapshot, "COMMIT", NULL);
}

gboolean store_changed(Store *store, gboolean *changed, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, "PRAGMA data_version", error);
  gint64 version;

  if (statement == NULL || statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  version = statement_int(statement, 0);
  *changed = version != store->data_version;
  store->data_version = version;
  return TRUE;
}
