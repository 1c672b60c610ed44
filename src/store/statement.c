/* SPDX-License-Identifier: MIT */
#include "store/statement.h"

#include <errno.h>
#include <string.h>

#include "store/store-private.h"
#include "util/error.h"

static ErrorCode code_of(sqlite3 *db, int code)
{
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_FULL:
  case SQLITE_INTERRUPT:
  case SQLITE_IOERR:
  case SQLITE_LOCKED:
  case SQLITE_NOMEM:
  case SQLITE_PROTOCOL:
    return ERROR_AGAIN;
  case SQLITE_CANTOPEN: {
    int number = sqlite3_system_errno(db);

    return number == EMFILE || number == ENFILE || number == ENOSPC || number == EDQUOT ? ERROR_AGAIN : ERROR_FAILED;
  }
  case SQLITE_TOOBIG:
    return ERROR_INVALID;
  case SQLITE_CONSTRAINT:
    return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ? ERROR_EXISTS : ERROR_FAILED;
  default:
    return ERROR_FAILED;
  }
}

gboolean statement_fail(sqlite3 *db, const char *path, int code, GError **error)
{
  int number = sqlite3_system_errno(db);

  switch (code & 0xff) {
  case SQLITE_NOTADB:
    return error_set(error, ERROR_FAILED, "%s is not a Gistwire database", path);
  case SQLITE_CORRUPT:
    if (sqlite3_extended_errcode(db) == SQLITE_CORRUPT_VTAB)
      return error_set(error, ERROR_FAILED,
                       "database %s: the index of search is damaged; gistwire doctor "
                       "--rebuild-search makes it anew",
                       path);
    return error_set(error, ERROR_FAILED, "database %s is damaged: %s", path, sqlite3_errmsg(db));
  case SQLITE_CONSTRAINT:
    if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
      return error_set(error, ERROR_NOT_FOUND, "database %s: something that this belongs to is gone", path);
    break;
  case SQLITE_CANTOPEN:
  case SQLITE_IOERR:
    if (number != 0)
      return error_set(error, code_of(db, code), "database %s: %s: %s", path, sqlite3_errmsg(db), g_strerror(number));
    break;
  default:
    break;
  }
  return error_set(error, code_of(db, code), "database %s: %s", path, sqlite3_errmsg(db));
}

gboolean statement_script(sqlite3 *db, const char *path, const char *sql, GError **error)
{
  int code = sqlite3_exec(db, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || statement_fail(db, path, code, error);
}

Statement *statement_get(Store *store, const char *sql, GError **error)
{
  Statement *statement = g_hash_table_lookup(store->statements, sql);
  int code;

  if (statement == NULL) {
    code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    if (code != SQLITE_OK) {
      statement_fail(store->db, store->path, code, error);
      return NULL;
    }
    g_hash_table_insert(store->statements, (gpointer)sql, statement);
  }
  if (sqlite3_stmt_readonly(statement) || (store->writing && !sqlite3_get_autocommit(store->db)))
    return statement;
  /* SQLite ends a transaction by itself when the disk is full; what follows must not commit row by row. */
  error_set(error, store->writing ? ERROR_AGAIN : ERROR_FAILED, "database %s: the transaction is over", store->path);
  return NULL;
}

Statement *statement_get_for(Store *store, const char *sql, gint64 row, GError **error)
{
  Statement *statement = statement_get(store, sql, error);

  if (statement != NULL)
    statement_bind_int(statement, 1, row);
  return statement;
}

gboolean statement_run_for(Store *store, const char *sql, gint64 row, GError **error)
{
  g_autoptr(Statement) statement = statement_get_for(store, sql, row, error);

  return statement != NULL && statement_run(store, statement, error);
}

void statement_reset(Statement *statement)
{
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
}

/* Static values are not copied, so that only a wrong parameter number or a value beyond a gigabyte can fail. */
static void bound(Statement *statement, int code)
{
  if (code != SQLITE_OK)
    g_error("%s: %s", sqlite3_sql(statement), sqlite3_errstr(code));
}

void statement_bind_int(Statement *statement, int parameter, gint64 value)
{
  bound(statement, sqlite3_bind_int64(statement, parameter, value));
}

void statement_bind_text(Statement *statement, int parameter, const char *text)
{
  if (text != NULL)
    bound(statement, sqlite3_bind_text64(statement, parameter, text, strlen(text), SQLITE_STATIC, SQLITE_UTF8));
}

void statement_bind_bytes(Statement *statement, int parameter, GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);

  bound(statement, sqlite3_bind_blob64(statement, parameter, size > 0 ? data : "", size, SQLITE_STATIC));
}

Step statement_step(Store *store, Statement *statement, GError **error)
{
  int code = sqlite3_step(statement);

  if (code == SQLITE_ROW)
    return STEP_ROW;
  if (code == SQLITE_DONE)
    return STEP_DONE;
  statement_fail(store->db, store->path, code, error);
  return STEP_ERROR;
}

gboolean statement_run(Store *store, Statement *statement, GError **error)
{
  return statement_step(store, statement, error) == STEP_DONE;
}

gint64 statement_int(Statement *statement, int column)
{
  return sqlite3_column_int64(statement, column);
}

char *statement_text(Statement *statement, int column)
{
  return g_strdup((const char *)sqlite3_column_text(statement, column));
}

const char *statement_name(Statement *statement, int column)
{
  const char *text = (const char *)sqlite3_column_text(statement, column);

  return text == NULL ? "" : text;
}

GStrv statement_texts(Store *store, Statement *statement, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  Step step;

  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_strv_builder_add(builder, statement_name(statement, 0));
  return step == STEP_DONE ? g_strv_builder_end(builder) : NULL;
}
