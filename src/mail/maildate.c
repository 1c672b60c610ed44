/* SPDX-License-Identifier: MIT */
#include "mail/maildate.h"

#include <string.h>

/* No date has more tokens, however many comments stand in it. */
#define MAX_TOKENS 24u
#define MAX_TOKEN 40u
#define LATEST G_GINT64_CONSTANT(4102444800) /* 2100 */

typedef struct {
  int year, month, day; /* 0: not seen */
  int hour, minute, second;
  int offset; /* minutes east of UTC */
  gboolean has_time, has_zone;
} Parts;

static int month_number(const char *token)
{
  static const char *const names = "janfebmaraprmayjunjulaugsepoctnovdec";

  if (strlen(token) < 3)
    return 0;
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp(token, names + 3 * i, 3) == 0)
      return i + 1;
  return 0;
}

/* Zones by name (RFC 5322 4.3); the military letters mean nothing reliable and are UTC. */
static gboolean zone_by_name(const char *token, int *offset)
{
  static const struct {
    const char *name;
    int hours;
  } zones[] = {
    { "UT", 0 },   { "UTC", 0 },  { "GMT", 0 },  { "Z", 0 },    { "EST", -5 }, { "EDT", -4 }, { "CST", -6 },
    { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 }, { "CET", 1 },  { "CEST", 2 },
    { "MET", 1 },  { "BST", 1 },  { "JST", 9 },  { "KST", 9 },  { "MSK", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS(zones); i++)
    if (g_ascii_strcasecmp(token, zones[i].name) == 0) {
      *offset = zones[i].hours * 60;
      return TRUE;
    }
  return FALSE;
}

/* Digits from *p, at most max of them; -1 when there are none or more. */
static int read_number(const char **p, int max)
{
  int value = 0, digits = 0;

  while (g_ascii_isdigit(**p)) {
    if (++digits > max)
      return -1;
    value = value * 10 + (*(*p)++ - '0');
  }
  return digits > 0 ? value : -1;
}

/* "+0200", "-08:00", "GMT+0200"; what is absurd is UTC. */
static void read_zone(const char *token, Parts *parts)
{
  const char *p = token + 1;
  gsize digits = strspn(p, "0123456789");
  int hours = read_number(&p, 4), minutes = 0;

  if (hours < 0)
    return;
  if (digits > 2) {
    minutes = hours % 100;
    hours /= 100;
  } else if (*p == ':') {
    p++;
    minutes = read_number(&p, 2);
  }
  parts->has_zone = TRUE;
  if (hours <= 14 && minutes >= 0 && minutes < 60)
    parts->offset = (*token == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/* "08:52", "8.52.00", with a zone glued to it; FALSE when it is no time. */
static gboolean read_time(const char *token, Parts *parts)
{
  const char *p = token;
  int values[3] = { -1, -1, 0 };

  for (int i = 0; i < 3; i++) {
    values[i] = read_number(&p, 2);
    if (values[i] < 0)
      return FALSE;
    if ((*p != ':' && *p != '.') || i == 2 || !g_ascii_isdigit(p[1]))
      break;
    p++;
  }
  if (values[1] < 0 || values[0] > 23 || values[1] > 59 || values[2] > 60)
    return FALSE;
  if (*p == '.') /* fractions of a second */
    p += 1 + strspn(p + 1, "0123456789");
  parts->hour = values[0];
  parts->minute = values[1];
  parts->second = MIN(values[2], 59);
  parts->has_time = TRUE;
  if (*p == '+' || *p == '-')
    read_zone(p, parts);
  return TRUE;
}

/* "2026-11-23", with or without "T08:52:00Z"; FALSE when it is none. */
static gboolean read_iso(const char *token, Parts *parts)
{
  const char *p = token;
  int year = read_number(&p, 4), month, day;

  if (year < 1000 || *p != '-')
    return FALSE;
  p++;
  month = read_number(&p, 2);
  if (month < 1 || *p != '-')
    return FALSE;
  p++;
  day = read_number(&p, 2);
  if (day < 1 || (*p != '\0' && *p != 'T'))
    return FALSE;
  parts->year = year;
  parts->month = month;
  parts->day = day;
  return *p == '\0' || read_time(p + 1, parts);
}

/* A year as written: two digits are this century or the last, three count from 1900 (programs of 1999). */
static int full_year(int number)
{
  if (number < 50)
    return number + 2000;
  return number < 1000 ? number + 1900 : number;
}

static void read_day_or_year(int number, Parts *parts)
{
  if (number < 0)
    return;
  if (parts->day == 0 && number >= 1 && number <= 31)
    parts->day = number;
  else if (parts->year == 0)
    parts->year = full_year(number);
}

static void read_token(const char *token, Parts *parts)
{
  const char *p = token;

  if (g_ascii_isdigit(*token)) {
    if (read_iso(token, parts) || (!parts->has_time && strpbrk(token, ":.") != NULL && read_time(token, parts)))
      return;
    read_day_or_year(read_number(&p, 4), parts);
    if (*p == '-') { /* 23-Nov-2026 */
      if (parts->month == 0)
        parts->month = month_number(p + 1);
      p = strchr(p + 1, '-');
      if (p != NULL) {
        p++;
        read_day_or_year(read_number(&p, 4), parts);
      }
    }
    return;
  }
  if ((*token == '+' || *token == '-') && parts->has_time && !parts->has_zone) {
    read_zone(token, parts);
    return;
  }
  if (parts->has_time && g_ascii_strcasecmp(token, "PM") == 0 && parts->hour < 12)
    parts->hour += 12;
  else if (parts->has_time && g_ascii_strcasecmp(token, "AM") == 0 && parts->hour == 12)
    parts->hour = 0;
  else if (parts->has_time && !parts->has_zone && zone_by_name(token, &parts->offset))
    parts->has_zone = TRUE;
  else if (parts->has_time && !parts->has_zone && (p = strpbrk(token, "+-")) != NULL)
    read_zone(p, parts);
  else if (parts->month == 0)
    parts->month = month_number(token);
}

/* The next token at p, comments left out; where it ends. */
static const char *next_token(const char *p, char *token)
{
  gsize length = 0;
  int depth = 0;

  for (; *p != '\0'; p++) {
    gboolean separator = strchr(" \t,;", *p) != NULL;

    if (*p == '(')
      depth++;
    if (depth == 0 && separator && length > 0)
      break;
    if (depth == 0 && !separator && length + 1 < MAX_TOKEN)
      token[length++] = *p;
    if (*p == ')' && depth > 0)
      depth--;
  }
  token[length] = '\0';
  return p;
}

gint64 maildate_parse(const char *value)
{
  Parts parts = { 0 };
  char token[MAX_TOKEN];
  GDateTime *when;
  gint64 seconds;

  for (guint i = 0; value != NULL && *value != '\0' && i < MAX_TOKENS; i++) {
    value = next_token(value, token);
    read_token(token, &parts);
  }
  if (parts.day == 0 || parts.month == 0 || parts.year < 1970 || parts.year > 2100)
    return 0;
  when = g_date_time_new_utc(parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second);
  if (when == NULL)
    return 0;
  seconds = g_date_time_to_unix(when) - (gint64)parts.offset * 60;
  g_date_time_unref(when);
  return seconds > 0 && seconds < LATEST ? seconds : 0;
}
