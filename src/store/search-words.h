/* SPDX-License-Identifier: MIT */
/* What search needs of a connection: util/word as a tokenizer of FTS5 ("gistwire"), and gistwire_score. Without them SQLite can read and copy the
 * database, but not use its table "search". */
#pragma once

#include <glib.h>
#include <sqlite3.h>

gboolean search_words_register(sqlite3 *db, const char *path, GError **error);
