/* SPDX-License-Identifier: MIT */
/* inotify on the spool's new/ folder: a hint to look, never more. */
#pragma once

#include <glib.h>

typedef struct _Watch Watch;

/* Called in the main context that was the thread default at watch_new, for every event, overflow included, and when the
 * folder itself was moved or deleted (gone = TRUE, after which no further call comes). */
typedef void (*WatchFunc)(gboolean gone, gpointer data);

Watch *watch_new(const char *maildir_path, WatchFunc func, gpointer data, GError **error);
void watch_free(Watch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Watch, watch_free)
