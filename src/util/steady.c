/* SPDX-License-Identifier: MIT */
#include "util/steady.h"

#include <time.h>

gint64 steady_look(Steady *steady, gint64 wall, gint64 boot, gint64 *jump)
{
  gint64 ahead = wall - boot, moved = steady->begun ? ahead - steady->ahead : 0;

  *jump = ABS(moved) > STEADY_TOLERANCE ? moved : 0;
  if (!steady->begun || *jump != 0)
    steady->since = boot;
  steady->begun = TRUE;
  steady->ahead = ahead;
  return boot - steady->since;
}

gint64 steady_boot_clock(void)
{
  struct timespec now = { 0 };

  (void)clock_gettime(CLOCK_BOOTTIME, &now);
  return now.tv_sec;
}
