/* SPDX-License-Identifier: MIT */
/* inotify on the spool's new/ folder: a hint to look, never more. Add the watch first, then list the folder; list it
 * again now and then anyway, because network file systems tell nothing. */
#pragma once

#include <glib.h>

typedef struct _Watch Watch;

/* Called in the main context that was the thread default at watch_new, once for all events that are at hand, overflow
 * included. gone = TRUE when new/ or the Maildir itself was moved, deleted or unmounted: no further call comes. The
 * function may free the watch. */
typedef void (*WatchFunc)(gboolean gone, gpointer data);

/* ERROR_AGAIN when the user's inotify instances or watches are used up; live by listing alone then. */
Watch *watch_new(const char *maildir_path, WatchFunc func, gpointer data, GError **error);

/* No call comes afterwards. To be called in the thread whose context it is. */
void watch_free(Watch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Watch, watch_free)
