/* SPDX-License-Identifier: MIT */
/* Prepared statements that live as long as their Store, and the one place where SQLite's errors become ours. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "store/store.h"

/* The statement of that SQL, ready to bind; sql is a constant that outlives the store, its address is the key. One that writes outside of a
 * transaction is refused. The end of its scope resets it (g_autoptr), which ends its hold on the database. */
typedef sqlite3_stmt Statement;
Statement *statement_get(Store *store, const char *sql, GError **error);
/* The same with its first parameter bound to a row. */
Statement *statement_get_for(Store *store, const char *sql, gint64 row, GError **error);
void statement_reset(Statement *statement);

/* What is bound must live until the statement is reset. A NULL text is NULL. Parameters count from 1. */
void statement_bind_int(Statement *statement, int parameter, gint64 value);
void statement_bind_text(Statement *statement, int parameter, const char *text);
void statement_bind_bytes(Statement *statement, int parameter, GBytes *bytes);

typedef enum { STEP_ERROR, STEP_DONE, STEP_ROW } Step;

Step statement_step(Store *store, Statement *statement, GError **error);
/* For those without result rows. */
gboolean statement_run(Store *store, Statement *statement, GError **error);
/* Prepares, binds the row to ?1 and runs. */
gboolean statement_run_for(Store *store, const char *sql, gint64 row, GError **error);

/* Columns count from 0. Text is NULL for NULL; the caller frees it. */
gint64 statement_int(Statement *statement, int column);
char *statement_text(Statement *statement, int column);
/* For names of enums: owned by the statement, until the next step; never NULL. */
const char *statement_name(Statement *statement, int column);

/* The first column of all its rows. */
GStrv statement_texts(Store *store, Statement *statement, GError **error);

/* Runs a script without results. */
gboolean statement_script(sqlite3 *db, const char *path, const char *sql, GError **error);

/* Sets the error for a result code of SQLite on that connection. path names the database. Returns FALSE. */
gboolean statement_fail(sqlite3 *db, const char *path, int code, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Statement, statement_reset)
