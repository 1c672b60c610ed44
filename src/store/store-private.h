/* SPDX-License-Identifier: MIT */
/* What the files of the store share. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "store/lock.h"
#include "store/migrate.h"
#include "store/statement.h"
#include "store/upkeep.h"

struct _Store {
  sqlite3 *db;
  char *path; /* as the caller gave it, for messages */
  StoreMode mode;
  Lock lock;
  gint64 lock_wait;       /* microseconds */
  GHashTable *statements; /* SQL text (by address) to Statement */
  gboolean writing;       /* between store_begin and its end */
  gboolean savepoint;
  guint snapshots;     /* how many Snapshots are open */
  guint wal_pages;     /* in the write-ahead log after the last commit */
  gboolean shrunk;     /* pages were given back, which the file shows after a checkpoint */
  gint64 data_version; /* as store_changed saw it; 0: never */
  GHashTable *limits;  /* rows of per-sender feeds that are known to be full */
  char *notice;        /* for store_take_notice */
};

/* store_open with other migrations and another patience. */
Store *store_open_with(const char *path, StoreMode mode, const Migration *migrations, gint64 lock_wait, GError **error);

#define STORE_BUSY_MILLISECONDS 10000 /* patience with SQLite's own short locks: recovery and the like */

/* Waits for the lock: ERROR_AGAIN. */
gboolean store_lock(Store *store, GError **error);

/* Moves the write-ahead log into the database when it has grown. The caller holds the lock. */
void store_checkpoint(Store *store);

/* The feed changed visibly. */
gboolean store_feed_bump(Store *store, gint64 feed_row, GError **error);
/* Deletes the newsletter with all that hangs on it but its hashes. Feeds that showed it are the caller's. */
gboolean store_newsletter_delete(Store *store, gint64 row, GError **error);
/* Runs a statement that is bound; the feeds whose rows it gives changed visibly. */
gboolean store_feed_bump_found(Store *store, Statement *statement, GError **error);
/* The same with a row as its parameter. */
gboolean store_feed_bump_all(Store *store, const char *sql, gint64 row, GError **error);
/* The feeds that show the newsletter changed. */
gboolean store_newsletter_bump(Store *store, gint64 row, GError **error);
/* Fills feed->troubles, with none when the feed has no status. */
gboolean store_trouble_load(Store *store, Feed *feed, GError **error);
/* Feeds that say how much mail waits for them change with a waiting row of that newsletter: before it goes, after it came. */
gboolean store_trouble_bump(Store *store, gint64 newsletter_row, GError **error);
/* Appends the feed's entries to feed->allow. */
gboolean store_sender_load(Store *store, Feed *feed, GError **error);
gboolean store_filter_load(Store *store, Feed *feed, GError **error);

/* After an own item of that newsletter changed, or what it shows: all that follows own items of it. */
gboolean store_derive(Store *store, gint64 newsletter_row, GError **error);
/* After its sender changed: it leaves the feeds of the one it had. */
gboolean store_derive_moved(Store *store, gint64 newsletter_row, GError **error);
/* Before an own feed goes: what follows its items follows those of others, where they have the newsletter too. */
gboolean store_derive_leave(Store *store, gint64 feed_row, GError **error);
/* After it got another name: feeds that show its name. */
gboolean store_derive_renamed(Store *store, gint64 feed_row, GError **error);
/* After another own feed got the newsletter, in it or waiting for it: feeds that showed it must hide one more address now. */
gboolean store_derive_hide(Store *store, gint64 feed_row, gint64 newsletter_row, GError **error);
/* Sorted, none twice: the addresses, also former ones, of all own feeds that have the newsletter, for which it waits or that had it: what can stand
 * in it and must not be shown. NULL is an error. */
GStrv store_newsletter_addresses(Store *store, gint64 row, GError **error);
/* What no reader of the feed may learn from what it says itself: its addresses; of a derived feed, for a sender can know any of them, those of all
 * own feeds, and of removed ones as long as a newsletter can hold them. */
GStrv store_feed_addresses(Store *store, const Feed *feed, GError **error);
/* When an own feed goes, after its address was retired and what only it had was deleted. */
gboolean store_address_keep_of_feed(Store *store, gint64 feed_row, GError **error);
/* Before all waiting rows of the newsletter go, and after it was released. */
gboolean store_address_keep_of_waiting(Store *store, gint64 newsletter_row, GError **error);
/* The items of those rows (gint64), in their order, as store_item_page gives them. */
GPtrArray *store_item_rows(Store *store, const GArray *rows, gboolean markdown, GError **error);
/* Begins to note what changes the index of words; once, after the migrations. */
gboolean store_search_watch(Store *store, GError **error);
/* A feed with all its newsletters is about to go: without this, the triggers would hold all their texts in memory. */
gboolean store_search_forget_feed(Store *store, gint64 feed_row, GError **error);
/* Brings the index up to date with this transaction. */
gboolean store_search_update(Store *store, GError **error);
/* Whether so much of the index was forgotten that it is worth writing it anew; both are newsletters. */
gboolean search_is_worn(guint64 forgotten, guint64 kept);
/* Goes on for some milliseconds with writing it anew without what it forgot, when it is worn; *begun is FALSE at first and kept by the caller, *more is FALSE
 * at the end. Mail may come between the transactions. */
gboolean store_search_compact(Store *store, gboolean *begun, gboolean *more, GError **error);

/* The columns of a newsletter's headers, in this order wherever they are selected (first of all columns), and the parameters
 * of its INSERT, one higher. */
#define NEWSLETTER_HEADERS                                                                                             \
  "newsletter.row, newsletter.id, newsletter.sha256, newsletter.body_hash, newsletter.message_id, "                    \
  "newsletter.from_name, newsletter.from_address, newsletter.subject, newsletter.date, newsletter.received, "          \
  "newsletter.size, newsletter.verdict, newsletter.flags, newsletter.list_id, newsletter.list_unsubscribe, "           \
  "newsletter.web_url, newsletter.language, newsletter.words, newsletter.decoder_version"
enum {
  HEADER_ROW,
  HEADER_ID,
  HEADER_SHA256,
  HEADER_BODY_HASH,
  HEADER_MESSAGE_ID,
  HEADER_FROM_NAME,
  HEADER_FROM_ADDRESS,
  HEADER_SUBJECT,
  HEADER_DATE,
  HEADER_RECEIVED,
  HEADER_SIZE,
  HEADER_VERDICT,
  HEADER_FLAGS,
  HEADER_LIST_ID,
  HEADER_LIST_UNSUBSCRIBE,
  HEADER_WEB_URL,
  HEADER_LANGUAGE,
  HEADER_WORDS,
  HEADER_DECODER_VERSION,
  HEADER_COUNT
};

Newsletter *newsletter_from_row(Statement *statement);
/* The columns of a link, from column first on. */
#define LINK_COLUMNS "link.ordinal, link.id, link.url, link.shown_url, link.text, link.kind"
enum { LINK_ORDINAL, LINK_ID, LINK_URL, LINK_SHOWN_URL, LINK_TEXT, LINK_KIND, LINK_COLUMN_COUNT };
Link *link_from_row(Statement *statement);
gboolean store_links_load(Store *store, Newsletter *newsletter, GError **error);
gboolean store_parts_load(Store *store, Newsletter *newsletter, GError **error); /* without bytes */
/* Stores links and parts below a newsletter's row; fills row, id and link ids in. known (URL to link id, or NULL): ids that stay. */
gboolean store_content_add(Store *store, gint64 row, const char *id, Newsletter *newsletter, GHashTable *known,
                           GError **error);

/* What the newsletter of an item names, which is published from now on: for the feeds of articles that are made from its
 * feed, which change by it. */
gboolean store_mentions_set(Store *store, gint64 item_row, gint64 feed_row, gint64 newsletter_row, GError **error);
/* The same feeds change when that item does, if it names anything: before it goes. */
gboolean store_mentions_bump(Store *store, gint64 item_row, GError **error);
/* feed->items of a feed that shows no items. */
gboolean store_others_count(Store *store, Feed *feed, GError **error);
gboolean store_mentions_clear(Store *store, gint64 item_row, GError **error);
/* store_mentions_set for the published items of a newsletter that was decoded anew. */
gboolean store_mentions_renew(Store *store, gint64 newsletter_row, GError **error);
/* Forgets what the newsletters of that feed name when nobody wants to know any more. */
gboolean store_article_drop(Store *store, gint64 feed_row, GError **error);

/* Notes the digests of a newsletter that was just stored; ERROR_EXISTS when another living one has the same bytes. */
gboolean store_seen_add(Store *store, const Newsletter *newsletter, gint64 row, GError **error);

/* Finds or stores the gist. */
gboolean store_gist_put(Store *store, gint64 newsletter_row, const Gist *gist, gint64 *row, GError **error);
/* Finds the gist of that request, or queues it. */
gboolean store_gist_queue(Store *store, gint64 newsletter_row, const GistRequest *request, gint64 *row, GError **error);
/* *row is 0 when there is none. */
gboolean store_gist_row(Store *store, gint64 newsletter_row, const char *key, gint64 *row, GistState *state,
                        GError **error);
/* When the oldest was published of what store_issue_items gives; 0: there is none. */
gboolean store_issue_oldest(Store *store, const Feed *feed, gint64 since, gint64 until, gint64 *published,
                            GError **error);
/* What of a gist is an answer; the parameters are these columns from ?2 on. */
#define GIST_ANSWER                                                                                                    \
  "provider, model, prompt_version, summary, relevant, why, tokens_estimated, tokens_in, tokens_out, milliseconds, "   \
  "rounds, dropped, left_out"
void store_gist_bind(Statement *statement, const Gist *gist);
/* Its topics and links. */
gboolean store_gist_add_lists(Store *store, gint64 row, const Gist *gist, GError **error);
/* All items that await that gist show it. */
gboolean store_item_answered(Store *store, gint64 gist_row, const Gist *gist, GError **error);
/* Deletes the extracts of a newsletter that no item shows. */
gboolean store_gist_prune(Store *store, gint64 newsletter_row, GError **error);
/* The gist of that row; NULL is an error. */
Gist *store_gist_load(Store *store, gint64 row, GError **error);
