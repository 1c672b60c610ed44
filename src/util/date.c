/* SPDX-License-Identifier: MIT */
#include "util/date.h"

#include <time.h>

#define MAX_AHEAD 3600 /* clocks differ */

static gint64 fixed_now; /* set by tests, before threads start */

static const char *const day_names[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char *const month_names[] = { "January", "February", "March",     "April",   "May",      "June",
                                           "July",    "August",   "September", "October", "November", "December" };

#ifdef GISTWIRE_FAULTS
/* Tests of the programs name a file in GISTWIRE_CLOCK, which holds by how many seconds the clock is wrong. */
static gint64 clock_error(void)
{
  const char *path = g_getenv("GISTWIRE_CLOCK");
  g_autofree char *text = NULL;

  return path != NULL && g_file_get_contents(path, &text, NULL, NULL) ? g_ascii_strtoll(text, NULL, 10) : 0;
}
#else
static gint64 clock_error(void)
{
  return 0;
}
#endif

gint64 date_now(void)
{
  return fixed_now != 0 ? fixed_now : g_get_real_time() / G_USEC_PER_SEC + clock_error();
}

void date_set_now(gint64 now)
{
  fixed_now = now;
}

/* Years outside 1970..9999 have no four-digit form: such a time stamp is shown as the nearest one that has. */
static struct tm split(gint64 when)
{
  time_t seconds = (time_t)CLAMP(when, 0, G_GINT64_CONSTANT(253402300799));
  struct tm tm = { 0 };

  gmtime_r(&seconds, &tm);
  return tm;
}

gint64 date_believe(gint64 date, gint64 received, gint64 max_age)
{
  if (date <= 0 || date > received + MAX_AHEAD || (max_age >= 0 && date < received - max_age))
    return received;
  return date;
}

char *date_rfc5322(gint64 when)
{
  struct tm tm = split(when);

  return g_strdup_printf("%s, %02d %.3s %04d %02d:%02d:%02d +0000", day_names[tm.tm_wday], tm.tm_mday,
                         month_names[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

char *date_rfc3339(gint64 when)
{
  struct tm tm = split(when);

  return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                         tm.tm_min, tm.tm_sec);
}

char *date_readable(gint64 when)
{
  struct tm tm = split(when);

  return g_strdup_printf("%d %s %04d", tm.tm_mday, month_names[tm.tm_mon], tm.tm_year + 1900);
}
