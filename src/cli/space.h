/* SPDX-License-Identifier: MIT */
/* What takes how much space in the database, and what will go, for gistwire stats. */
#pragma once

#include "cli/cli.h"
#include "store/upkeep.h"

#define SPACE_TIMES 3 /* what goes at the next run, within a week, within a month */

typedef struct {
  Space space;
  Going going[SPACE_TIMES][GOING_KINDS];
} SpaceReport;

/* Reads the whole database, with a progress line when that takes more than two seconds. */
gboolean space_read(Cli *cli, Store *store, SpaceReport *report, GError **error);

json_t *space_json(Cli *cli, const SpaceReport *report);
void space_print(Cli *cli, const SpaceReport *report);
