/* SPDX-License-Identifier: MIT */
/* Time stamps are gint64 seconds since 1970-01-01 UTC everywhere; 0 means none. The results
 * do not depend on locale or time zone; the caller frees them. */
#pragma once

#include <glib.h>

/* Seconds now. Tests fix it with date_set_now (0: the real clock again). */
gint64 date_now(void);
void date_set_now(gint64 now);

/* The date that people see: a mail's own where it can be believed, not over an hour after receipt and not more than max_age seconds before
 * it (-1: any age, for archives); else that of receipt. */
gint64 date_believe(gint64 date, gint64 received, gint64 max_age);

/* RFC 5322 3.3 with a four-digit year: "Mon, 23 Nov 2026 08:52:00 +0000". */
char *date_rfc5322(gint64 when);

/* RFC 3339: "2026-11-23T08:52:00Z". */
char *date_rfc3339(gint64 when);

/* "23 November 2026", for pages. */
char *date_readable(gint64 when);
