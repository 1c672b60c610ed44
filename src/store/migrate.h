/* SPDX-License-Identifier: MIT */
/* Versions of the database: PRAGMA user_version counts the scripts that have run. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

typedef struct {
  const char *name; /* of the file in data/schema */
  const char *sql;
} Migration;

/* The list that is compiled in, ended by { NULL, NULL }. */
extern const Migration store_migrations[];

/* Tells a database of ours from others, whatever its version: 0 is one without any content. path names it in messages.
 * A version above the newest is ERROR_INVALID, another program's database ERROR_FAILED. */
gboolean migrate_version(sqlite3 *db, const char *path, const Migration *migrations, guint *version, GError **error);

/* Runs the scripts after that version, each in one transaction with the new version number. On failure the database is what the
 * last good script made it. The caller holds the lock. */
gboolean migrate_run(sqlite3 *db, const char *path, const Migration *migrations, guint version, GError **error);
