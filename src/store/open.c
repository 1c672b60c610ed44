/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/search-words.h"
#include "store/store-private.h"
#include "util/error.h"
#include "util/id.h"

#define LOCK_WAIT_MICROSECONDS (60 * G_USEC_PER_SEC)

/* A newsletter is some 15 KB of text and 40 links: with large pages it touches few of them. But each look at a random row copies a page: with 16 KB
 * a redirect takes 31 us, with 8 KB 24.5; to store a mail takes 1.7 ms with either, with 4 KB a tenth more (contrib/bench, measured). What is deleted
 * later is given back to the disk in small steps (store/keep.c), which costs nothing measurable before. */
#define NEW_DATABASE "PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL"

/* secure_delete=FAST: deleted text is overwritten where that writes no further page; the full form, Debian's default, writes a
 * sixth more. */
#define EVERY_CONNECTION                                                                                               \
  "PRAGMA mmap_size = 0; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA temp_store = MEMORY"
#define WRITER_CONNECTION "PRAGMA journal_size_limit = 33554432"

/* The name that every way to the file leads to, so that all its users share one lock file. */
static char *resolve(const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *name = g_path_get_basename(path);
  g_autofree char *real_folder = NULL;
  char *real = realpath(path, NULL);

  if (real != NULL)
    return real;
  if (errno == ENOENT)
    real_folder = realpath(folder, NULL);
  if (real_folder != NULL)
    return g_build_filename(real_folder, name, NULL);
  error_set_errno(error, errno, "cannot open database %s", path);
  return NULL;
}

static gboolean check_file(const char *real, StoreMode mode, GError **error)
{
  struct stat status;

  if (stat(real, &status) != 0) {
    if (errno == ENOENT && mode == STORE_WRITE)
      return TRUE;
    return error_set_errno(error, errno, "cannot open database %s", real);
  }
  return S_ISREG(status.st_mode) || error_set(error, ERROR_INVALID, "database %s is not a file", real);
}

/* SQLite would make the file readable by all and leave its name to chance at a power cut. An existing file is not even opened: closing
 * it again would drop the locks that another Store of this process has on it. */
static gboolean create_file(const char *real, GError **error)
{
  g_autofree char *folder_name = g_path_get_dirname(real);
  int folder, file = open(real, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean synced;

  if (file < 0)
    return errno == EEXIST || error_set_errno(error, errno, "cannot make database %s", real);
  close(file);
  folder = open(folder_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  synced = folder >= 0 && fsync(folder) == 0;
  if (!synced)
    error_set_errno(error, errno, "cannot sync folder %s", folder_name);
  if (folder >= 0)
    close(folder);
  return synced;
}

/* Until the database is known to be ours, closing must not touch it. */
static gboolean connect_to(Store *store, const char *real, GError **error)
{
  int access = store->mode == STORE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  int code = sqlite3_open_v2(real, &store->db, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (code != SQLITE_OK)
    return statement_fail(store->db, store->path, code, error);
  sqlite3_busy_timeout(store->db, STORE_BUSY_MILLISECONDS);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  return search_words_register(store->db, store->path, error) &&
         statement_script(store->db, store->path, EVERY_CONNECTION, error);
}

/* For many rows at once; never in the schema. */
static void random_id(sqlite3_context *context, int count G_GNUC_UNUSED, sqlite3_value **values G_GNUC_UNUSED)
{
  sqlite3_result_text(context, id_new(), -1, g_free);
}

static void random_urn(sqlite3_context *context, int count G_GNUC_UNUSED, sqlite3_value **values G_GNUC_UNUSED)
{
  sqlite3_result_text(context, id_new_urn(), -1, g_free);
}

static gboolean add_functions(Store *store, GError **error)
{
  int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
  int code = sqlite3_create_function_v2(store->db, "random_id", 0, flags, NULL, random_id, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_create_function_v2(store->db, "random_urn", 0, flags, NULL, random_urn, NULL, NULL, NULL);
  return code == SQLITE_OK || statement_fail(store->db, store->path, code, error);
}

/* A hook of our own also turns SQLite's automatic checkpoints off: those would run outside of our lock's order. */
static int note_wal_pages(void *data, sqlite3 *db G_GNUC_UNUSED, const char *name G_GNUC_UNUSED, int pages)
{
  Store *store = data;

  store->wal_pages = (guint)pages;
  return SQLITE_OK;
}

static gboolean prepare_writer(Store *store, const Migration *migrations, guint version, GError **error)
{
  if (version == 0 && !statement_script(store->db, store->path, NEW_DATABASE, error))
    return FALSE;
  if (!statement_script(store->db, store->path, "PRAGMA journal_mode = WAL; " WRITER_CONNECTION, error))
    return FALSE;
  sqlite3_wal_hook(store->db, note_wal_pages, store);
  if (!add_functions(store, error) || !migrate_run(store->db, store->path, migrations, version, error) ||
      !store_search_watch(store, error))
    return FALSE;
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return TRUE;
}

static gboolean open_locked(Store *store, const char *real, const Migration *migrations, GError **error)
{
  guint version;

  if (store->mode == STORE_WRITE && !create_file(real, error))
    return FALSE;
  if (!connect_to(store, real, error) || !migrate_version(store->db, store->path, migrations, &version, error))
    return FALSE;
  if (store->mode == STORE_WRITE)
    return prepare_writer(store, migrations, version, error);
  if (version == 0)
    return error_set(error, ERROR_FAILED, "%s is not a Gistwire database", store->path);
  if (migrations[version].name != NULL)
    return error_set(error, ERROR_INVALID, "database %s has the old version %u: start gistwired to bring it up to date",
                     store->path, version);
  return TRUE;
}

static void finalize(gpointer statement)
{
  sqlite3_finalize(statement);
}

Store *store_open_with(const char *path, StoreMode mode, const Migration *migrations, gint64 lock_wait, GError **error)
{
  g_autofree char *real = resolve(path, error);
  g_autofree char *lock_path = NULL;
  g_autoptr(Store) store = NULL;

  if (real == NULL || !check_file(real, mode, error))
    return NULL;
  store = g_new0(Store, 1);
  store->path = g_strdup(path);
  store->mode = mode;
  store->lock = (Lock)LOCK_INIT;
  store->lock_wait = lock_wait;
  store->statements = g_hash_table_new_full(NULL, NULL, NULL, finalize);
  store->limits = g_hash_table_new(NULL, NULL);
  lock_path = g_strconcat(real, ".lock", NULL);
  if (!lock_open(&store->lock, lock_path, error) || !store_lock(store, error) ||
      !open_locked(store, real, migrations, error))
    return NULL;
  lock_release(&store->lock);
  return g_steal_pointer(&store);
}

Store *store_open(const char *path, StoreMode mode, GError **error)
{
  return store_open_with(path, mode, store_migrations, LOCK_WAIT_MICROSECONDS, error);
}

/* The last writer moves the whole log into the database. Without the lock it leaves that to the next one. */
void store_close(Store *store)
{
  if (store == NULL)
    return;
  if (store->db != NULL) {
    if (!store->lock.held && !store_lock(store, NULL))
      sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    g_hash_table_remove_all(store->statements);
    sqlite3_close(store->db);
  }
  lock_close(&store->lock);
  g_hash_table_unref(store->statements);
  g_hash_table_unref(store->limits);
  g_free(store->notice);
  g_free(store->path);
  g_free(store);
}
