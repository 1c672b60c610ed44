/* SPDX-License-Identifier: MIT */
/* Looks after the room on the disks of spool and database, and notes in the store when there is little: feeds tell their owner while it can still be
 * written down. Intake thread only. */
#include <sys/statvfs.h>

#include "spool/deliver.h"
#include "worker-private.h"

/* In reserves, below one of which the hook takes no mail. In between, what was so stays so. */
#define LOW 2u
#define FINE 3u

/* How many reserves are free; 0 also when nobody can tell. */
static guint64 reserves_free(const char *path)
{
  struct statvfs status;
  guint64 reserve;

  if (statvfs(path, &status) != 0)
    return 0;
  reserve = MIN((guint64)status.f_blocks / DELIVER_RESERVE_SHARE * status.f_frsize, DELIVER_RESERVE_MAX);
  return reserve > 0 ? (guint64)status.f_bavail * status.f_frsize / reserve : FINE;
}

gboolean worker_check_disk(gpointer data)
{
  Worker *worker = data;
  g_autoptr(Config) config = worker_config(worker);
  g_autofree char *folder = g_path_get_dirname(config->store_path);
  guint64 reserves = MIN(reserves_free(config->spool_path), reserves_free(folder));
  gboolean low = reserves < LOW || (worker->disk_low && reserves < FINE);

  if (low != worker->disk_low && !worker_is_stopping(worker))
    worker_push_job(worker, low ? JOB_DISK_LOW : JOB_DISK_FINE, NULL, NULL, NULL);
  worker->disk_low = low;
  return G_SOURCE_CONTINUE;
}
