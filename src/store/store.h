/* SPDX-License-Identifier: MIT */
/* The database in the domain's words: nothing of SQLite shows. A Store is one connection, used by one thread at a time;
 * any number may be open. A STORE_WRITE store may write, and only between store_begin and store_commit or store_rollback, where it
 * holds the lock that lets one writer at a time across all processes do transactions, checkpoints, open and close
 * (reference D9). Every function that can fail sets a GError; results belong to the caller. */
#pragma once

#include <glib.h>

#include "model/article.h"
#include "model/feed.h"
#include "model/gist.h"
#include "model/issue.h"
#include "model/newsletter.h"
#include "model/query.h"

typedef struct _Store Store;

typedef enum { STORE_READ, STORE_WRITE } StoreMode;

/* STORE_WRITE makes a missing database and brings an old one up to date; STORE_READ wants a current one. A database of a newer
 * version is ERROR_INVALID and untouched. Opening and closing wait for the lock as store_begin does, so never do either in a thread that
 * has a transaction open in another Store. */
Store *store_open(const char *path, StoreMode mode, GError **error);
void store_close(Store *store);

/* --- transactions ------------------------------------------------------------------------- */

gboolean store_begin(Store *store, GError **error);  /* waits for the lock, 60 s at most: ERROR_AGAIN */
gboolean store_commit(Store *store, GError **error); /* durable when it returns TRUE; on failure it has rolled back */
/* A full disk or an I/O error (ERROR_AGAIN) in a transaction may undo all of it at once, savepoint or not; what follows then fails with
 * ERROR_AGAIN, up to and with store_commit. */
void store_rollback(Store *store);
gboolean store_savepoint(Store *store, GError **error); /* one level */
gboolean store_release(Store *store, GError **error);
void store_revert(Store *store); /* back to the savepoint, which is then gone */

/* --- reading ------------------------------------------------------------------------------ */

/* A span of reads that see one state of the database: what several calls need. Nests; inside a transaction it is the transaction. */
typedef Store Snapshot;
Snapshot *snapshot_begin(Store *store, GError **error);
void snapshot_end(Snapshot *snapshot);

/* *changed: anybody else committed since this store was asked last. The first time it did. Not inside a snapshot. */
gboolean store_changed(Store *store, gboolean *changed, GError **error);

/* --- feeds -------------------------------------------------------------------------------- */

/* Draws id and (when feed->address is NULL) address, fills row, created, version, changed. ERROR_EXISTS for a name or address taken or
 * retired. Allow list and filters are not looked at. Whoever says "allow list filled in" below fills in the filters, too. A derived feed has no
 * address that anybody sees, and is empty: store_feed_fill is what follows. */
gboolean store_feed_add(Store *store, Feed *feed, GError **error);
/* Puts into a derived feed that was just added what is stored already. No item of it is ever asked a model about. */
gboolean store_feed_fill(Store *store, const Feed *feed, GError **error);

#define STORE_MAX_SENDERS 500 /* feeds of single senders that one per-sender feed makes */

/* Of a per-sender feed: how many newsletters are in none of its feeds, because there are so many senders. */
gboolean store_feed_left_out(Store *store, gint64 feed_row, gint64 *count, GError **error);
/* A line for the log about a limit that was met in what was committed last, once each; NULL: none. The caller frees it. */
char *store_take_notice(Store *store);
/* By name, address or feed id; allow list, item count and source filled in. ERROR_NOT_FOUND. */
Feed *store_feed_find(Store *store, const char *key, GError **error);
Feed *store_feed_by_row(Store *store, gint64 row, GError **error);
/* masked becomes what must not be told of that newsletter, which the feed has: the addresses of all own feeds that have or had it. */
gboolean store_feed_mask(Store *store, Feed *feed, gint64 newsletter_row, GError **error);
/* For the way of a mail; *feed is NULL when no feed has the address; allow list filled in. retired (may be NULL): it once was one. */
gboolean store_feed_by_address(Store *store, const char *local_part, Feed **feed, gboolean *retired, GError **error);
/* For the server: by feed id only, no allow list but troubles and senders; *feed is NULL when there is none. */
gboolean store_feed_by_id(Store *store, const char *id, Feed **feed, GError **error);
/* The feed of the published item of that id: what the item shows changes with its version. Without its lists; *feed is NULL when there is no such item. */
gboolean store_feed_by_item(Store *store, const char *item_id, Feed **feed, GError **error);
GPtrArray *store_feed_list(Store *store, GError **error); /* of Feed, by name, filled in as by store_feed_find */
/* The same of those that mail comes to, without counts. */
GPtrArray *store_feed_list_own(Store *store, GError **error);
/* As store_feed_list, of those whose source is that feed. */
GPtrArray *store_feed_derived(Store *store, gint64 feed_row, GError **error);
/* Writes what feed edit can change; bumps version. ERROR_EXISTS for a name taken. */
gboolean store_feed_edit(Store *store, const Feed *feed, GError **error);
/* Draws another id for the feed and for each of its items: what was known of their URLs leads nowhere. Fills feed->id in. */
gboolean store_feed_rotate_url(Store *store, Feed *feed, GError **error);
/* Draws another address for an own feed; the old one is retired for ever. Fills feed->address in. */
gboolean store_feed_rotate_address(Store *store, Feed *feed, GError **error);
/* The feed, its items and waiting rows, newsletters that nothing else holds, and what is derived from it; the address is retired for ever. */
gboolean store_feed_remove(Store *store, const Feed *feed, GError **error);

/* --- allow lists -------------------------------------------------------------------------- */

/* entry in normal form (mail/sender.h); by: "admin", "release". ERROR_EXISTS / ERROR_NOT_FOUND. */
gboolean store_sender_add(Store *store, gint64 feed_row, const char *entry, const char *by, GError **error);
gboolean store_sender_remove(Store *store, gint64 feed_row, const char *entry, GError **error);

/* --- filters ------------------------------------------------------------------------------ */

/* They change nothing that is shown already. ERROR_EXISTS / ERROR_NOT_FOUND. */
gboolean store_filter_add(Store *store, gint64 feed_row, const Filter *filter, GError **error);
gboolean store_filter_remove(Store *store, gint64 feed_row, const Filter *filter, GError **error);

/* --- newsletters -------------------------------------------------------------------------- */

/* zstd; call it outside transactions, from any thread. */
GBytes *store_compress(GBytes *bytes);

typedef enum {
  SEEN_NEVER,
  SEEN_SAME,   /* the same bytes, or the same Message-ID, body, sender and verdict */
  SEEN_REMOVED /* the same, but it was removed since */
} Seen;

/* *row is the newsletter's with SEEN_SAME. */
gboolean store_newsletter_seen(Store *store, const Newsletter *newsletter, Seen *seen, gint64 *row, GError **error);
/* Stores all of it with links, parts and raw bytes (from store_compress); draws ids, fills row and ids in. ERROR_EXISTS when a stored one
 * has the same bytes, ERROR_INVALID when raw bytes are more than 256 MiB. */
gboolean store_newsletter_add(Store *store, Newsletter *newsletter, GBytes *raw_compressed, GError **error);
/* Everything but raw bytes; parts without bytes. */
Newsletter *store_newsletter_get(Store *store, gint64 row, GError **error);
/* By item id or newsletter id; ERROR_NOT_FOUND. */
gboolean store_newsletter_find(Store *store, const char *id, gint64 *row, GError **error);
/* ERROR_INVALID when they are gone (keep_raw_days). */
GBytes *store_newsletter_raw(Store *store, gint64 row, GError **error);
/* The washed HTML; *html is NULL when it has none. */
gboolean store_newsletter_original(Store *store, gint64 row, GBytes **html, GError **error);
/* The bytes of the part at that position, from 0; *bytes is NULL when there is none. */
gboolean store_newsletter_part(Store *store, gint64 row, guint position, GBytes **bytes, GError **error);
/* Takes it out of every feed and the waiting room and deletes it; its hashes stay. */
gboolean store_newsletter_remove(Store *store, gint64 row, GError **error);
/* The rows of all newsletters that the decoder can read: a GArray of gint64. *gone: how many more there would be if their raw bytes were kept. */
GArray *store_newsletter_rows(Store *store, guint *gone, GError **error);
/* Puts what was decoded again in the place of old (from store_newsletter_get): headers, Markdown, links, parts. Ids, digests, times,
 * sender and verdict stay as they were, link ids by URL. What models wrote stays, with its links by URL; extracts and unanswered questions
 * go, and the items that showed or awaited them are pending again, with their guids and times. Fills ids into fresh. */
gboolean store_newsletter_rebuild(Store *store, const Newsletter *old, Newsletter *fresh, GError **error);
/* Deletes it, as store_newsletter_remove does, when it is in no feed and not in the waiting room. */
gboolean store_newsletter_prune(Store *store, gint64 row, GError **error);

/* --- items -------------------------------------------------------------------------------- */

/* A pending item with published = when; *added is FALSE when the feed has it already. ask: its gist may be asked of a model. */
gboolean store_item_add(Store *store, gint64 feed_row, gint64 newsletter_row, gint64 when, gboolean ask,
                        gboolean *added, GError **error);

/* An item as somebody read it who is about to change it. */
typedef struct {
  gint64 row, feed_row, newsletter_row;
  gint64 awaits; /* row of the gist that it will show when it is done; 0: none */
  ItemState state;
  gboolean ask;
} PendingItem;

/* All of them: at most max (0: all), a GArray of PendingItem. */
/* Pending items that await nothing yet, oldest first. */
GArray *store_item_pending(Store *store, guint max, GError **error);
/* The same of one newsletter. */
GArray *store_item_pending_of(Store *store, gint64 newsletter_row, GError **error);
/* Pending (with held: and held) items that await a gist since before that time, the longest first. */
GArray *store_item_overdue(Store *store, gint64 before, gboolean held, guint max, GError **error);
/* The items that await that gist. */
GArray *store_item_waiters(Store *store, gint64 gist_row, GError **error);
/* The items of an own feed (or of one newsletter in own feeds: feed_row 0) that arrived since then, newest first. */
GArray *store_item_since(Store *store, gint64 feed_row, gint64 newsletter_row, gint64 since, guint max, GError **error);
/* When the oldest item that store_item_overdue would find without held arrived; 0: there is none. */
gboolean store_item_oldest_waiting(Store *store, gint64 *published, GError **error);

/* A question to a model. */
typedef struct {
  const char *key, *provider, *model;
  guint prompt_version;
  gboolean urgent; /* an item that nobody has seen yet waits for it: before all others */
  gboolean again;  /* one that failed is tried once more */
} GistRequest;

typedef struct {
  ItemState state;
  const Gist *gist;           /* is stored, or found by its key, and shown from now on; NULL: what is shown stays */
  const char *why;            /* of ITEM_HIDDEN; NULL: "" */
  const GistRequest *request; /* is queued, or found by its key, and awaited from now on */
  gboolean keep_awaiting;     /* without request: what it awaits stays, else it awaits nothing */
} ItemChange;

/* Makes the item so, if it still is as it was read; bumps the feed when readers see a difference, and moves item->updated when they saw it
 * before. A feed that wants only what is relevant hides the others of a model. *changed may be NULL. */
gboolean store_item_change(Store *store, const PendingItem *item, const ItemChange *change, gboolean *changed,
                           GError **error);

/* --- gists and their queue ---------------------------------------------------------------- */

/* *gist is NULL when none with that key is done for that newsletter. state (may be NULL) is of the one that is there, done or not; GIST_DONE when
 * there is none. */
gboolean store_gist_find(Store *store, gint64 newsletter_row, const char *key, Gist **gist, GistState *state,
                         GError **error);

typedef struct {
  gint64 row, newsletter_row;
  char *key;
  guint attempts; /* begun so far */
  gint64 asked;   /* time of the first; 0: none */
} GistJob;

void gist_job_free(GistJob *job);

/* Pending ones whose next attempt is not after now, urgent ones first: of GistJob. */
GPtrArray *store_gist_ready(Store *store, gint64 now, guint max, GError **error);
/* From pending to in flight, counting the attempt. *claimed is FALSE when it is gone or not pending any more. */
gboolean store_gist_claim(Store *store, gint64 row, gint64 now, gboolean *claimed, GError **error);
/* Back from in flight; charge FALSE takes the attempt back. What is gone is no error, here and below. */
gboolean store_gist_retry(Store *store, gint64 row, gint64 next_attempt, const char *reason, gboolean charge,
                          GError **error);
/* The end without an answer; who waited for it awaits nothing any more (held items are pending again). */
gboolean store_gist_fail(Store *store, gint64 row, const char *reason, GError **error);
/* The answer: fills the gist in, and all items that await it show it. A feed that wants only what is relevant hides the others. */
gboolean store_gist_finish(Store *store, gint64 row, const Gist *gist, GError **error);
/* Deletes a question that nobody awaits. */
gboolean store_gist_drop(Store *store, gint64 row, GError **error);
/* At the start: what an earlier run had in flight is pending. */
gboolean store_gist_land_all(Store *store, guint *landed, GError **error);
/* How many there are of each state: four numbers, by GistState. */
gboolean store_gist_count(Store *store, guint counts[4], GError **error);
/* Of the last gists of that model: tokens as they were estimated and as the server counted them. */
gboolean store_gist_tokens(Store *store, const char *model, gint64 *estimated, gint64 *reported, GError **error);

/* Published items of a feed, newest first by (published, row), at most max (0: all): gist filled in; newsletter with headers and with
 * links, but without Markdown and parts. With all_states, the others too. */
GPtrArray *store_item_list(Store *store, gint64 feed_row, guint max, gboolean all_states, GError **error);
typedef struct {
  const char *before; /* go on after this item of the list, by its id; NULL: from the newest */
  guint max;          /* 0: all */
  gboolean markdown;  /* filled in, too */
} ItemPage;

/* Some of the published items, as above but with parts (without bytes). ERROR_NOT_FOUND when before is not published in this feed. */
GPtrArray *store_item_page(Store *store, gint64 feed_row, const ItemPage *page, GError **error);
/* A published item by its id, everything filled in but raw bytes and part bytes; *item is NULL when there is none. */
gboolean store_item_by_id(Store *store, const char *id, Item **item, GError **error);

/* By link id; *link is NULL when there is none or its newsletter is published in no feed. */
gboolean store_link_by_id(Store *store, const char *id, Link **link, GError **error);
/* Local parts of the addresses of all feeds that have the newsletter of that link, not to be shown; *addresses is NULL when none shows it. */
gboolean store_link_addresses(Store *store, const char *id, GStrv *addresses, GError **error);

/* Of more newsletters that have all the words, those that were stored first are left out. */
#define SEARCH_MAX_FOUND 2000u

typedef struct {
  gint64 feed_row;   /* 0: of all feeds, each newsletter once */
  gboolean newest;   /* by time alone; else best and newest first */
  guint skip, max;   /* max 0: all */
  gboolean markdown; /* filled in, too */
} SearchPage;

typedef struct {
  GPtrArray *items; /* of Item as above; the caller unrefs it */
  guint found;      /* how many there are in all, at most SEARCH_MAX_FOUND */
  gboolean more;    /* and others, which were left out */
} SearchResult;

/* The published items whose newsletters have all terms of the query in subject or text. Nothing is found with a query that is not fine. */
gboolean store_search(Store *store, const Query *query, const SearchPage *page, SearchResult *result, GError **error);

/* --- articles ------------------------------------------------------------------------------ */

/* May be told as often as one likes. */
typedef void (*StoreProgress)(guint done, guint total, gpointer data);

/* For a feed of articles or a digest that was just added: what the newsletters of its source name, if that is not known yet. progress may be
 * NULL. */
gboolean store_article_fill(Store *store, const Feed *feed, StoreProgress progress, gpointer data, GError **error);
/* What a feed of articles shows, of Article: what was named last comes first, or, in a feed of the most named, what most senders named in the seven
 * days before its newest newsletter. before: go on after the article that is named by the link of that id (NULL: from the beginning; not in
 * a feed of the most named); ERROR_NOT_FOUND when the source has none. max 0: all. */
GPtrArray *store_article_list(Store *store, const Feed *feed, const char *before, guint max, GError **error);
/* What most senders named in (since, until], of Article: what as many named by the newest of them. */
GPtrArray *store_article_top(Store *store, gint64 source_row, gint64 since, gint64 until, guint max, GError **error);
/* How many store_article_list would give, all in all. */
gboolean store_article_count(Store *store, const Feed *feed, gint64 *count, GError **error);

#define ARTICLE_MAX_MENTIONS                                                                                           \
  1000u /* of one article, the oldest: later ones are counted among the most named, but not shown */

/* --- digests ------------------------------------------------------------------------------- */

/* The rows of all digest feeds, a GArray of gint64. */
GArray *store_issue_feeds(Store *store, GError **error);
typedef struct {
  IssuePeriod period;
  gint64 floor; /* what was published before is of no interest any more */
} IssueDue;

/* *found: the issue of an oldest period is missing that is over at that time. There is one for each period in which newsletters were published, also for
 * those that went by while nobody was there to make it: what the feed holds does not depend on when the daemon ran. What is
 * published after the issue of its time was made is a matter of the next one. Each day has one issue at most, wherever the clock was set. The feed
 * begins with the last period that was over when it was made. */
gboolean store_issue_due(Store *store, const Feed *feed, gint64 now, IssueDue *due, gboolean *found, GError **error);
/* What is published in the source of a digest feed in (since, until] and in none of its issues yet, confirmations aside: newest first, as
 * store_item_list gives it. */
GPtrArray *store_issue_items(Store *store, const Feed *feed, gint64 since, gint64 until, GError **error);
/* Draws id and guid and fills them in. ERROR_EXISTS when the feed has an issue of that day. */
gboolean store_issue_add(Store *store, Issue *issue, GError **error);
/* Newest first, of Issue, with lines. before: go on after the issue of that id (NULL: from the newest); ERROR_NOT_FOUND. max 0: all. */
GPtrArray *store_issue_list(Store *store, gint64 feed_row, const char *before, guint max, GError **error);
/* *issue is NULL when there is none. */
gboolean store_issue_by_id(Store *store, const char *id, Issue **issue, GError **error);
gboolean store_issue_count(Store *store, gint64 feed_row, gint64 *count, GError **error);

/* --- what models cost --------------------------------------------------------------------- */

typedef struct {
  char *day; /* "2026-11-23", UTC; not looked at by store_usage_add */
  gint64 feed_row;
  char *feed_name; /* NULL: removed; not looked at by store_usage_add */
  char *model;
  gint64 calls, tokens_in, tokens_out, milliseconds;
} Usage;

/* Adds to the day that when is in. */
gboolean store_usage_add(Store *store, gint64 when, const Usage *usage, GError **error);
/* Tokens in and out of that day. */
gboolean store_usage_of_day(Store *store, gint64 when, gint64 *tokens, GError **error);
/* Of Usage, newest day first. */
GPtrArray *store_usage_list(Store *store, gint64 since, GError **error);
void usage_free(Usage *usage);

/* --- the waiting room --------------------------------------------------------------------- */

/* feed_row 0: none. One row per newsletter, feed and recipient; a second time is no error. */
gboolean store_waiting_add(Store *store, gint64 newsletter_row, gint64 feed_row, const char *recipient,
                           const char *reason, GError **error);
GPtrArray *store_waiting_list(Store *store, GError **error); /* of Waiting, oldest first */
/* Takes the newsletter's waiting rows for that feed (0: all of them) away, without deleting the newsletter. */
gboolean store_waiting_clear(Store *store, gint64 newsletter_row, gint64 feed_row, GError **error);

/* --- what is wrong ------------------------------------------------------------------------- */

/* Notes that it began, or that it is over; says so in every feed that has status, unless it was known. */
gboolean store_trouble_set(Store *store, TroubleKind kind, gboolean wrong, GError **error);
/* Whether it is noted now. */
gboolean store_trouble_known(Store *store, TroubleKind kind, gboolean *wrong, GError **error);

/* --- what happened ------------------------------------------------------------------------ */

typedef enum {
  OUTCOME_PUBLISHED, /* in at least one feed */
  OUTCOME_WAITING,
  OUTCOME_DUPLICATE,
  OUTCOME_UNDECODED, /* kept as a flagged newsletter; detail says where it went */
  OUTCOME_RELEASED,
  OUTCOME_DISCARDED,
  OUTCOME_REMOVED,
  OUTCOME_IMPORTED,
  OUTCOME_EXPIRED /* it was kept for keep_days */
} Outcome;

#define OUTCOME_COUNT (OUTCOME_EXPIRED + 1)

const char *outcome_name(Outcome outcome);

typedef struct {
  gint64 time;
  char *spool_name; /* "" when it did not come by the spool */
  char *sender;     /* of the envelope */
  char *recipients; /* of the envelope, separated by ", " */
  char *message_id; /* "" */
  char *from;       /* address in From, "" */
  char *subject;
  char *sha256;        /* of the newsletter's content, "" */
  char *newsletter_id; /* "" */
  Outcome outcome;
  char *detail; /* one line for people */
} MailEvent;

gboolean store_log_add(Store *store, const MailEvent *event, GError **error);
/* Events whose spool name, Message-ID, From, recipients, newsletter or item id, or subject contain text (ASCII case ignored), oldest first,
 * at most max of the newest: of MailEvent. */
GPtrArray *store_log_find(Store *store, const char *text, guint max, GError **error);
/* Whether this spool file with this content was finished by an earlier run that died before it could delete the file. */
gboolean store_log_has(Store *store, const char *spool_name, const char *sha256, gboolean *has, GError **error);
void mail_event_free(MailEvent *event);

/* --- numbers ------------------------------------------------------------------------------ */

/* Fill with zeros before the first time. Counters count what every process does from that first time on. */
typedef struct {
  guint64 mails[OUTCOME_COUNT]; /* events of mail_log */
  guint64 extracts;             /* made */
  gint64 feeds;
  gint64 pending,
      pending_since; /* items without a gist, and when the oldest of their newsletters came; 0: there is none */
  gint64 waiting, waiting_since;       /* the waiting room */
  gint64 questions;                    /* to a model, not answered yet */
  gint64 calls, tokens_in, tokens_out; /* of models, as long as the database remembers */
  gint64 log_row, gist_row;            /* counted up to these */
  gboolean begun;
} StoreStats;

gboolean store_stats(Store *store, StoreStats *stats, GError **error);

/* --- attempts (design section 2) ---------------------------------------------------------- */

/* Notes that these files are being decoded. alone adds one to each count. */
gboolean store_attempt_begin(Store *store, const char *spool_name, gboolean alone, GError **error);
gboolean store_attempt_end(Store *store, const char *spool_name, GError **error);
/* Names left by an unclean end, with their counts: char * to GUINT_TO_POINTER. */
GHashTable *store_attempt_list(Store *store, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snapshot, snapshot_end)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailEvent, mail_event_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GistJob, gist_job_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Usage, usage_free)
