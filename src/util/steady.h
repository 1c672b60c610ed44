/* SPDX-License-Identifier: MIT */
/* Whether the wall clock may be believed by somebody who deletes what is old: a machine without a clock of its own begins in 1970 or in any other year until
 * the network tells it the time, and a clock that somebody set wrong is set right again. So it must have gone evenly for a while. */
#pragma once

#include <glib.h>

/* What was seen so far. Zeros at first. */
typedef struct {
  gboolean begun;
  gint64 ahead; /* of the wall clock, at the last look */
  gint64 since; /* by the boot clock: evenly since then */
} Steady;

#define STEADY_TOLERANCE 60 /* seconds between two looks */

/* A look at both clocks: for how many seconds the wall clock has gone evenly. *jump: how far it jumped since the last look; 0: it did not. */
gint64 steady_look(Steady *steady, gint64 wall, gint64 boot, gint64 *jump);

/* Seconds since the machine started, sleep included. Nobody can set it. */
gint64 steady_boot_clock(void);
