/* SPDX-License-Identifier: MIT */
/* The reading side of the spool, a Maildir that gistwire-deliver or something else fills. Nothing here keeps
 * state about files: the directory is the truth. Not thread-safe per handle; the calls on different
 * names may run in different threads. */
#pragma once

#include <glib.h>

typedef struct _Maildir Maildir;

/* The envelope as gistwire-deliver wrote it on top of a file. */
typedef struct {
  char *sender;          /* NULL: none was given; "" for the null sender */
  GPtrArray *recipients; /* of char *; never NULL; empty for a foreign file */
} Envelope;

typedef struct {
  char *name;      /* inside new/ */
  gboolean is_own; /* written by gistwire-deliver; everything else is a foreign file */
  gint64 received; /* seconds: from an own name, else the file's modification time */
  guint64 size;    /* bytes of the message, without the envelope lines of an own file */
} MaildirEntry;

/* Opens path; makes it and tmp/ new/ cur/ (mode 0700) where they are missing. ERROR_FAILED when it is not a folder, not
 * writable, or writable by everyone. */
Maildir *maildir_open(const char *path, GError **error);
void maildir_close(Maildir *maildir);

/* Entries of new/ sorted by received and name, names beginning with '.' left out; at most max (0: all) beyond those in
 * skip (a set of names; may be NULL). With foreign=TRUE the unseen files of cur/ (no S flag) are not looked at. */
GPtrArray *maildir_list(Maildir *maildir, GHashTable *skip, guint max, GError **error);

/* Reads one file: *envelope (owned by the caller) and the message bytes below it, unchanged. ERROR_NOT_FOUND
 * when it has gone, ERROR_INVALID when it is larger than max_size. */
GBytes *maildir_read(Maildir *maildir, const MaildirEntry *entry, guint64 max_size, Envelope **envelope,
                     GError **error);

/* After the commit: an own file is deleted, or moved to cur/ with keep; a foreign one always moves to cur/NAME:2,S. A file
 * that has gone already is no error. */
gboolean maildir_finish(Maildir *maildir, const MaildirEntry *entry, gboolean keep, GError **error);

/* Makes the finished moves and deletions of a batch durable (fsync of new/ and cur/). */
gboolean maildir_sync(Maildir *maildir, GError **error);

/* Deletes files in tmp/ that were not touched for 36 hours; how many went. */
guint maildir_clean(Maildir *maildir, gint64 now);

void envelope_free(Envelope *envelope);
void maildir_entry_free(MaildirEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Maildir, maildir_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Envelope, envelope_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MaildirEntry, maildir_entry_free)
