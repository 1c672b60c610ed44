/* SPDX-License-Identifier: MIT */
/* What keeps the database small and sound. The rules of store.h hold here, too. */
#pragma once

#include "store/store.h"

/* --- what was kept long enough ------------------------------------------------------------- */

/* One run. Fill in the limits, zeros else; clear it with keep_clear. What it removes, and how far it is, it notes itself. */
typedef struct {
  gint64 now;                          /* the run's, whatever the clock says later */
  guint days, raw_days, log_days;      /* kept for so long; 0: for ever */
  gint64 max_items;                    /* the cap of feeds that have none of their own; 0: none */
  guint64 newsletters, raws, log_rows; /* that went so far */
  guint64 bytes;                       /* given back to the disk so far */
  guint stage;                         /* the rest is the store's */
  gint64 after_received, after_row;
  gboolean compacting; /* the index of search */
  GHashTable *changed; /* feeds that show less, and do not say so yet */
} Keep;

/* Goes on for about so many microseconds inside the caller's transaction, in this order: newsletters go that came, were published and began to
 * wait longer than days ago, with a line in the log and their hashes kept; issues of digests that are as old; raw bytes of those that came
 * longer than raw_days ago, but where they are all there is of a mail; lines of the log; what the index of search forgot, when that is a
 * good part of it; free pages. *more is FALSE at the end. Feeds change when readers see a difference. When the transaction fails the run is
 * lost: begin a new one, nothing is done twice. */
gboolean store_keep_step(Store *store, Keep *keep, gint64 microseconds, gboolean *more, GError **error);
void keep_clear(Keep *keep);

/* --- what takes how much of the file --------------------------------------------------------- */

typedef enum {
  SPACE_NEWSLETTERS, /* headers and Markdown */
  SPACE_RAW,
  SPACE_ORIGINALS,
  SPACE_PARTS,
  SPACE_LINKS,
  SPACE_GISTS,
  SPACE_ITEMS,
  SPACE_SEARCH,
  SPACE_SEEN,
  SPACE_LOG,
  SPACE_OTHER,
  SPACE_FREE /* pages that nothing uses */
} SpaceKind;

#define SPACE_COUNT (SPACE_FREE + 1)

const char *space_kind_name(SpaceKind kind); /* "newsletters", "raw", ... */

typedef struct {
  guint64 bytes[SPACE_COUNT];   /* whole pages, with their indexes */
  guint64 payload[SPACE_COUNT]; /* of the rows in them, without indexes; of those kinds that are one table */
  guint64 links;                /* how many there are */
  guint64 total;                /* of the file, once the write-ahead log is moved into it */
  gboolean shrinks;             /* free pages are given back; FALSE in a database of an older version */
} Space;

typedef struct {
  void (*func)(guint64 done, guint64 total, gpointer data); /* pages */
  gpointer data;
} SpaceProgress;

/* Reads the whole file. With progress NULL it reads next to nothing, and only total, SPACE_FREE and shrinks are right. */
gboolean store_space(Store *store, Space *space, const SpaceProgress *progress, GError **error);

typedef enum {
  GOING_NEWSLETTERS, /* with all that hangs on them */
  GOING_RAW,         /* of newsletters that stay */
  GOING_LOG,
  GOING_KINDS
} GoingKind;

typedef struct {
  guint64 count;
  guint64 bytes; /* of the file; estimated by their lengths, for pages are shared */
} Going;

/* What a run with the limits of keep would remove; going[GOING_KINDS]. */
gboolean store_space_going(Store *store, const Space *space, const Keep *keep, Going *going, GError **error);

/* --- is it sound ---------------------------------------------------------------------------- */

/* PRAGMA quick_check and foreign_key_check: what is wrong, one line each (of char *, some hundred at most); empty when it is sound. It reads the whole
 * file; tick (may be NULL) is called now and then. */
GPtrArray *store_check(Store *store, void (*tick)(gpointer data), gpointer data, GError **error);
const char *store_library(void); /* the version of SQLite */

/* Writes the database anew, without free pages, and so that it gives them back by itself from then on. Other writers wait for the lock meanwhile, readers
 * do not. It takes up to twice its size of room beside it. Nothing but store_close may follow. */
gboolean store_vacuum(Store *store, GError **error);

typedef struct {
  guint looked, found;
} SearchSample;

/* Looks in the index for some newsletters of all times by the words of their subjects. It is damaged when not all are found. */
gboolean store_search_sample(Store *store, SearchSample *sample, GError **error);

/* Makes the index of search anew from what is published, whatever is wrong with it, in a transaction of its own; readers see the old one meanwhile. tick is
 * called now and then. */
gboolean store_search_rebuild(Store *store, void (*tick)(gpointer data), gpointer data, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Keep, keep_clear)
