/* SPDX-License-Identifier: MIT */
/* The reading side of the spool, a Maildir that gistwire-deliver or something else fills. Nothing here keeps
 * state about files: the directory is the truth. A handle may be used by several threads at once. */
#pragma once

#include <glib.h>

typedef struct _Maildir Maildir;

/* The envelope as gistwire-deliver wrote it on top of a file. Valid UTF-8 without control characters below U+0080. */
typedef struct {
  char *sender;          /* NULL: none was given; "" for the null sender */
  GPtrArray *recipients; /* of char *; never NULL; empty for a foreign file */
} Envelope;

typedef struct {
  char *name;      /* inside new/; any bytes but '/' (not always UTF-8) */
  gboolean is_own; /* written by gistwire-deliver; everything else is a foreign file */
  gint64 received; /* seconds, never in the future: from an own name, else the file's modification time */
  guint64 size;    /* bytes of the message, without the envelope lines of an own file */
} MaildirEntry;

/* Opens path; makes it (not its parents) and tmp/ new/ cur/ (mode 0700) where they are missing. ERROR_FAILED when it is
 * not a folder, not writable, or writable by everyone. */
Maildir *maildir_open(const char *path, GError **error);
void maildir_close(Maildir *maildir);

/* The regular files of new/, oldest first: by the seconds that an own or foreign name starts with, else by modification
 * time, then by name. Names beginning with '.' are left out, symbolic links, folders and FIFOs too; at most max (0: all)
 * beyond those in skip (a set of names; may be NULL). cur/ is not looked at. Costs one pass over the names of
 * the whole folder, memory for 2 * max of them and one fstatat per result (measured on ext4, warm: of 100,000 files the
 * oldest 1000 in 60 ms, all in 300 ms), so a backlog is to be asked for in thousands. */
GPtrArray *maildir_list(Maildir *maildir, GHashTable *skip, guint max, GError **error);

/* Reads one file: *envelope (owned by the caller) and the message bytes below it, unchanged. ERROR_NOT_FOUND
 * when it has gone, ERROR_INVALID when it is larger than max_size or not a regular file, ERROR_AGAIN when it changed meanwhile. */
GBytes *maildir_read(Maildir *maildir, const MaildirEntry *entry, guint64 max_size, Envelope **envelope,
                     GError **error);

/* After the commit: an own file is deleted, or moved to cur/NAME:2,S with keep; a foreign one always moves there. A file
 * that has gone already is no error. Never replaces a file of cur/ (ERROR_EXISTS). */
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
