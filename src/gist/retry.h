/* SPDX-License-Identifier: MIT */
/* When to ask a model again about a newsletter. Pure: time and chance come from the caller. */
#pragma once

#include <glib.h>

#define RETRY_MAX_ATTEMPTS 6
#define RETRY_MAX_AGE (24 * 3600) /* seconds from the first attempt to the last */
#define RETRY_BASE 30             /* seconds before the second attempt; doubled before each further one */
#define RETRY_MAX_WAIT 3600       /* seconds that a server's Retry-After may ask for */

/* The time of the next attempt, 0 when there is none left. attempts were made so far (1 or more), the first at that time. retry_after is
 * what the server asked for in seconds, -1: nothing. Up to a half (of the back-off) or a tenth (of Retry-After) is added by chance, so
 * that newsletters do not come back in step. */
gint64 retry_next(guint attempts, gint64 first, gint64 now, gint64 retry_after, guint32 chance);

/* What a server asked for, in seconds from now: never negative, at most RETRY_MAX_WAIT; -1 when it cannot be read. Retry-After (RFC 9110 10.2.3) is
 * a number of seconds or a date in one of three forms (5.6.7); retry-after-ms is a number of milliseconds, rounded up. */
gint64 retry_parse_after(const char *value, gint64 now);
gint64 retry_parse_milliseconds(const char *value);
