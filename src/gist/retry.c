/* SPDX-License-Identifier: MIT */
#include "gist/retry.h"

#include <string.h>

gint64 retry_next(guint attempts, gint64 first, gint64 now, gint64 retry_after, guint32 chance)
{
  gint64 wait, spread, next;

  if (attempts == 0 || attempts >= RETRY_MAX_ATTEMPTS)
    return 0;
  if (retry_after >= 0) {
    wait = MIN(retry_after, RETRY_MAX_WAIT);
    spread = wait / 10 + 1;
  } else {
    wait = (gint64)RETRY_BASE << (attempts - 1);
    spread = wait / 2;
  }
  next = now + wait + chance % (spread + 1);
  return next - first <= RETRY_MAX_AGE ? next : 0;
}

/* Digits, perhaps with a fraction; -1 when it is something else. */
static double parse_number(const char *value)
{
  gsize length = strlen(value);

  if (!g_ascii_isdigit(value[0]) || length > 20 || strspn(value, "0123456789.") != length)
    return -1;
  return g_ascii_strtod(value, NULL);
}

static gint64 seconds_up(double seconds)
{
  gint64 whole;

  if (seconds < 0)
    return -1;
  whole = (gint64)MIN(seconds, RETRY_MAX_WAIT);
  return MIN(seconds, RETRY_MAX_WAIT) > (double)whole ? whole + 1 : whole;
}

static guint month_of(const char *name)
{
  static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

  for (guint i = 0; i < 12; i++)
    if (strlen(name) == 3 && strncmp(names + 3 * i, name, 3) == 0)
      return i + 1;
  return 0;
}

/* The words of a date in any of the three forms: day, month's name, year, time. FALSE when they are no date. */
static gboolean parse_words(const char *day, const char *month, const char *year, const char *time, gint64 now,
                            gint64 *when)
{
  guint64 d, y, h, m, s;
  g_auto(GStrv) clock = g_strsplit(time, ":", 4);
  g_autoptr(GDateTime) date = NULL;

  if (g_strv_length(clock) != 3 || !g_ascii_string_to_unsigned(day, 10, 1, 31, &d, NULL) ||
      !g_ascii_string_to_unsigned(year, 10, 0, 9999, &y, NULL) ||
      !g_ascii_string_to_unsigned(clock[0], 10, 0, 23, &h, NULL) ||
      !g_ascii_string_to_unsigned(clock[1], 10, 0, 59, &m, NULL) ||
      !g_ascii_string_to_unsigned(clock[2], 10, 0, 60, &s, NULL) || month_of(month) == 0)
    return FALSE;
  /* Two digits: the century that keeps it from lying more than 50 years ahead. */
  if (strlen(year) == 2) {
    g_autoptr(GDateTime) today = g_date_time_new_from_unix_utc(now);

    y += 100 * ((guint64)g_date_time_get_year(today) / 100);
    if (y > (guint64)g_date_time_get_year(today) + 50)
      y -= 100;
  }
  date = g_date_time_new_utc((int)y, (int)month_of(month), (int)d, (int)h, (int)m, (double)MIN(s, 59));
  if (date == NULL)
    return FALSE;
  *when = g_date_time_to_unix(date);
  return TRUE;
}

/* "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994". */
static gboolean parse_date(const char *value, gint64 now, gint64 *when)
{
  g_auto(GStrv) raw = g_strsplit_set(value, " ,-", 16);
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  char **word;

  for (guint i = 0; raw[i] != NULL; i++)
    if (raw[i][0] != '\0')
      g_ptr_array_add(words, raw[i]);
  word = (char **)words->pdata;
  if (words->len == 6 && strcmp(word[5], "GMT") == 0)
    return parse_words(word[1], word[2], word[3], word[4], now, when);
  return words->len == 5 && parse_words(word[2], word[1], word[4], word[3], now, when);
}

gint64 retry_parse_after(const char *value, gint64 now)
{
  gint64 when;

  if (g_ascii_isdigit(value[0]))
    return seconds_up(parse_number(value));
  if (strlen(value) > 40 || !parse_date(value, now, &when))
    return -1;
  return CLAMP(when - now, 0, RETRY_MAX_WAIT);
}

gint64 retry_parse_milliseconds(const char *value)
{
  double milliseconds = parse_number(value);

  return milliseconds < 0 ? -1 : seconds_up(milliseconds / 1000);
}
