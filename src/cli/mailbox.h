/* SPDX-License-Identifier: MIT */
/* Messages out of .eml files, mbox files, Maildirs and folders of .eml files. */
#pragma once

#include <glib.h>

typedef struct _Mailbox Mailbox;

/* Looks at all paths (not into mbox files): ERROR_NOT_FOUND or ERROR_FAILED for one that cannot be read, ERROR_INVALID for a
 * folder that is no Maildir and has no .eml files. */
Mailbox *mailbox_open(char **paths, int count, GError **error);
void mailbox_close(Mailbox *mailbox);

/* The next message, with where it comes from ("FILE" or "FILE:LINE-OFFSET") in *origin for messages to people. NULL with *error unset at the end; with
 * *error set for a file that cannot be read, after which the next call goes on behind it. */
GBytes *mailbox_next(Mailbox *mailbox, char **origin, GError **error);

/* Bytes of all files, and of those that are behind; for a progress bar. */
guint64 mailbox_total(Mailbox *mailbox);
guint64 mailbox_done(Mailbox *mailbox);

/* Where the mbox message that begins at start ends: the offset of the next separator line, or length. Pure. A separator is an empty line
 * followed by "From " and a line with a time of day in it (mboxrd; RFC 4155 appendix A). */
gsize mailbox_message_end(const char *bytes, gsize length, gsize start);

/* The message in bytes[start, end) without its separator line and the empty line at its end, and with one '>' taken from each ">From "
 * line. */
GBytes *mailbox_unquote(const char *bytes, gsize start, gsize end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mailbox, mailbox_close)
