/* SPDX-License-Identifier: MIT */
/* What search needs of a connection: util/word as a tokenizer of FTS5 ("gistwire"), gistwire_score, and gistwire_has. Without them SQLite can read and copy the
 * database, but not use its table "search". */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* gistwire_has(?, row): whether row is among those, which search_words_bind_rows bound: a GArray of gint64 in ascending order that outlives
 * the statement's run. */
void search_words_bind_rows(sqlite3_stmt *statement, int parameter, GArray *rows);

gboolean search_words_register(sqlite3 *db, const char *path, GError **error);
