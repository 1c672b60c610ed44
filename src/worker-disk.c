/* SPDX-License-Identifier: MIT */
/* Looks after the room on the disks of spool and database, and notes in the store when there is little: feeds tell their owner while it can still be
 * written down. Intake thread only. */
#include "spool/room.h"
#include "worker-private.h"

gboolean worker_check_disk(gpointer data)
{
  Worker *worker = data;
  g_autoptr(Config) config = worker_config(worker);
  g_autofree char *folder = g_path_get_dirname(config->store_path);
  guint64 reserves = MIN(room_reserves(config->spool_path, NULL), room_reserves(folder, NULL));
  gboolean low = reserves < ROOM_LOW || (worker->disk_low && reserves < ROOM_FINE);

  if (low != worker->disk_low && !worker_is_stopping(worker))
    worker_push_job(worker, low ? JOB_DISK_LOW : JOB_DISK_FINE, NULL, NULL, NULL);
  worker->disk_low = low;
  return G_SOURCE_CONTINUE;
}
