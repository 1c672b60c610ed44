/* SPDX-License-Identifier: MIT */
#include "markdown/tag.h"

#include <string.h>

typedef struct {
  char name[12];
  guint16 flags;
} TagRow;

#define TAG_ROW(id, name, flags) { name, flags },
static const TagRow rows[TAG_COUNT + 1] = { TAG_TABLE(TAG_ROW){ "", 0 } };

/* The first row of each letter, a to z, and the end. */
static const guint8 starts[27] = { TAG_A,      TAG_B,   TAG_CANVAS, TAG_DATALIST, TAG_EM,     TAG_FIELDSET, TAG_H1,
                                   TAG_H1,     TAG_I,   TAG_KBD,    TAG_KBD,      TAG_LEGEND, TAG_MAIN,     TAG_NAV,
                                   TAG_OBJECT, TAG_P,   TAG_Q,      TAG_RP,       TAG_S,      TAG_TABLE,    TAG_U,
                                   TAG_WBR,    TAG_WBR, TAG_XMP,    TAG_COUNT,    TAG_COUNT,  TAG_COUNT };

/* Names compare as numbers: all bytes of a row at once. */
typedef struct {
  guint64 high;
  guint32 low;
} Key;

static inline Key key_of(const char name[12])
{
  Key key;

  memcpy(&key.high, name, sizeof key.high);
  memcpy(&key.low, name + sizeof key.high, sizeof key.low);
  return (Key){ GUINT64_FROM_BE(key.high), GUINT32_FROM_BE(key.low) };
}

/* memcpy of so few bytes would be a call. */
static inline Key key_from(const char *name, gsize length)
{
  Key key = { 0 };
  gsize i = 0;

  for (; i < MIN(length, sizeof key.high); i++)
    key.high = key.high << 8 | (guchar)name[i];
  key.high <<= 8 * (sizeof key.high - i);
  for (; i < length; i++)
    key.low |= (guint32)(guchar)name[i] << (24 - 8 * (i - sizeof key.high));
  return key;
}

Tag tag_find(const char *name, gsize length)
{
  guint low, high;
  Key wanted;

  if (length == 0 || length >= sizeof rows[0].name || *name < 'a' || *name > 'z')
    return TAG_UNKNOWN;
  low = starts[*name - 'a'];
  high = starts[*name - 'a' + 1];
  wanted = key_from(name, length);
  while (low < high) {
    guint middle = (low + high) / 2;
    Key key = key_of(rows[middle].name);

    if (key.high == wanted.high && key.low == wanted.low)
      return (Tag)middle;
    if (key.high < wanted.high || (key.high == wanted.high && key.low < wanted.low))
      low = middle + 1;
    else
      high = middle;
  }
  return TAG_UNKNOWN;
}

guint tag_flags(Tag tag)
{
  return rows[tag].flags;
}

const char *tag_name(Tag tag)
{
  return rows[tag].name;
}

guint8 tag_heading_level(Tag tag)
{
  return tag >= TAG_H1 && tag <= TAG_H6 ? (guint8)(tag - TAG_H1 + 1) : 0;
}
