/* SPDX-License-Identifier: MIT */
#include "store/migrate.h"

#include "store/statement.h"
#include "util/error.h"

#define APPLICATION_ID 0x47697374 /* as the first script sets it */

static guint newest_of(const Migration *migrations)
{
  guint count = 0;

  while (migrations[count].name != NULL)
    count++;
  return count;
}

static gboolean query_int(sqlite3 *db, const char *path, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step(statement);
  if (code == SQLITE_ROW)
    *value = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return code == SQLITE_ROW || statement_fail(db, path, code, error);
}

gboolean migrate_version(sqlite3 *db, const char *path, const Migration *migrations, guint *version, GError **error)
{
  gint64 id = 0, number = 0, objects = 0, newest = newest_of(migrations);

  if (!query_int(db, path, "PRAGMA application_id", &id, error) ||
      !query_int(db, path, "PRAGMA user_version", &number, error) ||
      !query_int(db, path, "SELECT count(*) FROM sqlite_schema", &objects, error))
    return FALSE;
  if (id == 0 && number == 0 && objects == 0) {
    *version = 0;
    return TRUE;
  }
  if (id != APPLICATION_ID || number < 1)
    return error_set(error, ERROR_FAILED, "%s is not a Gistwire database", path);
  if (number > newest)
    return error_set(error, ERROR_INVALID,
                     "database %s has version %" G_GINT64_FORMAT
                     ", made by a newer Gistwire; this one knows up to %" G_GINT64_FORMAT,
                     path, number, newest);
  *version = (guint)number;
  return TRUE;
}

/* Foreign keys are off while a script runs (a table may be rebuilt under its references), so they are checked as a whole. */
static gboolean script_and_version(sqlite3 *db, const char *path, const Migration *migration, guint version,
                                   GError **error)
{
  g_autofree char *set_version = g_strdup_printf("PRAGMA user_version = %u", version);
  gint64 broken = 0;

  if (!statement_script(db, path, migration->sql, error) ||
      !query_int(db, path, "SELECT count(*) FROM pragma_foreign_key_check", &broken, error))
    return FALSE;
  if (broken != 0)
    return error_set(error, ERROR_FAILED, "it leaves %" G_GINT64_FORMAT " rows that refer to nothing", broken);
  if (sqlite3_get_autocommit(db))
    return error_set(error, ERROR_FAILED, "it ends its own transaction");
  return statement_script(db, path, set_version, error) && statement_script(db, path, "COMMIT", error);
}

static gboolean run_one(sqlite3 *db, const char *path, const Migration *migration, guint version, GError **error)
{
  if (!statement_script(db, path, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (script_and_version(db, path, migration, version, error))
    return TRUE;
  g_prefix_error(error, "migration %s: ", migration->name);
  if (!sqlite3_get_autocommit(db))
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean migrate_run(sqlite3 *db, const char *path, const Migration *migrations, guint version, GError **error)
{
  gboolean done = statement_script(db, path, "PRAGMA foreign_keys = OFF", error);

  for (guint i = version; done && migrations[i].name != NULL; i++)
    done = run_one(db, path, &migrations[i], i + 1, error);
  return done && statement_script(db, path, "PRAGMA foreign_keys = ON", error);
}
