/* SPDX-License-Identifier: MIT */
/* What the tests of the store share: a database in a folder of its own, and things to put into it. All functions fail the test
 * when the store fails. */
#pragma once

#include <glib.h>

#include "store/store-private.h"
#include "support.h"

#define NOW 1795424400 /* 2026-11-23T09:00:00Z; fixture_setup stops the clock there */

extern char *fixture_folder;
extern char *fixture_path;
extern Store *fixture_store; /* STORE_WRITE */

/* A checked fixture: tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown). */
void fixture_setup(void);
void fixture_teardown(void);

Store *fixture_open(StoreMode mode);
void fixture_begin(void);
void fixture_commit(void);

/* A newsletter that differs from those of other seeds in all digests; with links and one part. */
Newsletter *fixture_newsletter(guint seed, guint links);
Gist *fixture_gist(const char *key);

Feed *fixture_add_feed(const char *name, const char *address); /* the caller frees it */
gint64 fixture_add_newsletter(guint seed, guint links);        /* row */
gint64 fixture_add_item(gint64 feed_row, gint64 newsletter_row, gint64 when);
/* A newsletter in that feed, published; its row. */
gint64 fixture_publish(gint64 feed_row, guint seed, guint links, gint64 when);

/* The one number that the SQL gives. */
gint64 fixture_int(sqlite3 *db, const char *sql);
/* The version that the compiled-in migrations lead to. */
guint fixture_newest_version(void);
/* integrity_check and foreign_key_check. */
void fixture_check_integrity(sqlite3 *db);

/* The count that the SQL gives, in the fixture's store. */
gint64 fixture_count(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* A derived feed of what is stored; source may be NULL. The caller frees it. */
Feed *fixture_derive(const char *name, FeedKind kind, const Feed *source);
/* A newsletter of that sender; its row. */
gint64 fixture_add_from(guint seed, const char *list_id, const char *from_name, const char *from);
/* That pending item, with a gist of its own. */
void fixture_publish_item(gint64 item_row, gint64 newsletter_row);
/* What holds for all derived feeds after whatever happened. */
void fixture_check_derived(const char *after);
