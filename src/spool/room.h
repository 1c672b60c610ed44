/* SPDX-License-Identifier: MIT */
/* Room on a disk, in reserves: below one of which the hook takes no mail (spool/deliver.h). */
#pragma once

#include <glib.h>

#define ROOM_LOW 2u  /* with less the owner should know */
#define ROOM_FINE 3u /* with so much it is over; in between, what was so stays so */

/* How many reserves are free on the disk of that path; 0 also when nobody can tell. *bytes (may be NULL): how much that is. */
guint64 room_reserves(const char *path, guint64 *bytes);
