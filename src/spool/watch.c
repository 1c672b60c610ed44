/* SPDX-License-Identifier: MIT */
#include "spool/watch.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "util/error.h"

struct _Watch {
  int fd;
  GSource *source;
  WatchFunc func;
  gpointer data;
};

enum {
  /* While someone holds new/ open, as the reader of the spool does, only its parent is told of its end: IN_DELETE. */
  FOLDER_EVENTS = IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW,
  NEW_EVENTS = IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW,
  GONE_EVENTS = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED
};

/* Takes every event that is at hand. Whether there was one; *gone is set when a folder is no more. */
static gboolean take_events(int fd, gboolean *gone)
{
  _Alignas(struct inotify_event) char buffer[16 * 1024];
  gboolean any = FALSE;
  gssize got;

  while ((got = read(fd, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR))
    for (gssize at = 0; at < got;) {
      const struct inotify_event *event = (const struct inotify_event *)(const void *)(buffer + at);

      any = TRUE;
      if ((event->mask & GONE_EVENTS) != 0 ||
          ((event->mask & IN_DELETE) != 0 && event->len > 0 && strcmp(event->name, "new") == 0))
        *gone = TRUE;
      at += (gssize)(sizeof *event + event->len);
    }
  return any;
}

static gboolean on_readable(int fd, G_GNUC_UNUSED GIOCondition condition, gpointer user_data)
{
  Watch *watch = user_data;
  gboolean gone = FALSE;

  if (take_events(fd, &gone))
    watch->func(gone, watch->data); /* which may have freed the watch */
  return gone ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

Watch *watch_new(const char *maildir_path, WatchFunc func, gpointer data, GError **error)
{
  g_autofree char *files = g_build_filename(maildir_path, "new", NULL);
  g_autoptr(Watch) watch = g_new0(Watch, 1);

  watch->func = func;
  watch->data = data;
  watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (watch->fd < 0 || inotify_add_watch(watch->fd, maildir_path, FOLDER_EVENTS) < 0 ||
      inotify_add_watch(watch->fd, files, NEW_EVENTS) < 0) {
    error_set_errno(error, errno, "cannot watch the spool '%s'", maildir_path);
    return NULL;
  }
  watch->source = g_unix_fd_source_new(watch->fd, G_IO_IN);
  g_source_set_callback(watch->source, G_SOURCE_FUNC(on_readable), watch, NULL);
  g_source_attach(watch->source, g_main_context_get_thread_default());
  return g_steal_pointer(&watch);
}

void watch_free(Watch *watch)
{
  if (watch == NULL)
    return;
  if (watch->source != NULL) {
    g_source_destroy(watch->source);
    g_source_unref(watch->source);
  }
  if (watch->fd >= 0)
    close(watch->fd);
  g_free(watch);
}
