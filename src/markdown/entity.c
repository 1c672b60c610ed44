/* SPDX-License-Identifier: MIT */
#include "markdown/entity.h"

#include <string.h>

typedef struct {
  guint16 start;
  guint8 length;
  guint32 first, second; /* code points; second is 0 for most */
} EntityRow;

#include "markdown/entity_table.inc"

/* &#128; to &#159; mean windows-1252, as they always did in browsers; 0: the C1 control itself. */
static const guint16 windows_1252[32] = { 0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                          0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                          0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                          0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178 };

static gunichar repaired(guint32 value)
{
  if (value == 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
    return 0xfffd;
  if (value >= 0x80 && value <= 0x9f && windows_1252[value - 0x80] != 0)
    return windows_1252[value - 0x80];
  return value;
}

static gsize decode_number(const char *p, const char *end, char out[ENTITY_MAX_UTF8], gsize *out_length)
{
  const char *start = p;
  const char *digits;
  guint32 value = 0;
  gboolean hex;

  p += 2; /* "&#" */
  hex = p < end && (*p == 'x' || *p == 'X');
  if (hex)
    p++;
  digits = p;
  while (p < end && (hex ? g_ascii_isxdigit(*p) : g_ascii_isdigit(*p))) {
    if (value <= 0x10ffff)
      value = value * (hex ? 16 : 10) + (guint32)g_ascii_xdigit_value(*p);
    p++;
  }
  if (p == digits)
    return 0;
  if (p < end && *p == ';')
    p++;
  *out_length = (gsize)g_unichar_to_utf8(repaired(value), out);
  return (gsize)(p - start);
}

/* Compares a row's name with its first `depth` bytes already known to be equal. */
static int compare_at(const EntityRow *row, guint depth, char c)
{
  if (row->length <= depth)
    return -1;
  return (guchar)entity_names[row->start + depth] - (guchar)c;
}

/* The first row in [low, high) whose byte at depth is not below c (or above c when after is set). */
static guint bound(guint low, guint high, guint depth, char c, gboolean after)
{
  while (low < high) {
    guint middle = low + (high - low) / 2;
    int order = compare_at(&entity_rows[middle], depth, c);

    if (order < 0 || (after && order == 0))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The row of a name with its ';', which is the longest one that p can start with; NULL without one. */
static const EntityRow *whole(const char *p, const char *end)
{
  const char *name_end = p;
  guint low = 0, high = G_N_ELEMENTS(entity_rows);
  gsize length;

  while (name_end < end && name_end - p < ENTITY_MAX_NAME && g_ascii_isalnum(*name_end))
    name_end++;
  if (name_end == end || *name_end != ';')
    return NULL;
  length = (gsize)(name_end - p) + 1;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    const EntityRow *row = &entity_rows[middle];
    int order = memcmp(entity_names + row->start, p, MIN(row->length, length));

    if (order == 0 && row->length == length)
      return row;
    if (order < 0 || (order == 0 && row->length < length))
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

/* The row with the longest name that p starts with, or NULL: the range of candidates narrows byte by byte. */
static const EntityRow *longest(const char *p, const char *end)
{
  guint low = 0, high = G_N_ELEMENTS(entity_rows);
  const EntityRow *best = NULL;

  for (guint depth = 0; p + depth < end && depth < ENTITY_MAX_NAME; depth++) {
    char c = p[depth];

    low = bound(low, high, depth, c, FALSE);
    high = bound(low, high, depth, c, TRUE);
    if (low == high)
      break;
    if (entity_rows[low].length == depth + 1)
      best = &entity_rows[low];
  }
  return best;
}

gsize entity_decode(const char *p, const char *end, gboolean in_attribute, char out[ENTITY_MAX_UTF8], gsize *out_length)
{
  const EntityRow *row;
  const char *after;

  if (end - p < 2)
    return 0;
  if (p[1] == '#')
    return decode_number(p, end, out, out_length);
  if (!g_ascii_isalpha(p[1]))
    return 0;
  row = whole(p + 1, end);
  if (row == NULL && (row = longest(p + 1, end)) == NULL)
    return 0;
  after = p + 1 + row->length;
  if (in_attribute && after[-1] != ';' && after < end && (*after == '=' || g_ascii_isalnum(*after)))
    return 0;
  *out_length = (gsize)g_unichar_to_utf8(row->first, out);
  if (row->second != 0)
    *out_length += (gsize)g_unichar_to_utf8(row->second, out + *out_length);
  return (gsize)(after - p);
}
