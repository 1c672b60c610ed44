/* SPDX-License-Identifier: MIT */
#include "spool/room.h"

#include <sys/statvfs.h>

#include "spool/deliver.h"

guint64 room_reserves(const char *path, guint64 *bytes)
{
  struct statvfs status = { 0 };
  gboolean known = statvfs(path, &status) == 0;
  guint64 reserve = MIN((guint64)status.f_blocks / DELIVER_RESERVE_SHARE * status.f_frsize, DELIVER_RESERVE_MAX);
  guint64 available = (guint64)status.f_bavail * status.f_frsize;

  if (bytes != NULL)
    *bytes = available;
  if (!known)
    return 0;
  return reserve > 0 ? available / reserve : ROOM_FINE;
}
