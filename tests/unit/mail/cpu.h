/* SPDX-License-Identifier: MIT */
/* CPU time of this process: what hostile mail may cost, however busy the machine is. */
#pragma once

#include <time.h>

static inline double cpu_seconds(void)
{
  struct timespec now;

  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
