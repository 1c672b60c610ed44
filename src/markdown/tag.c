/* SPDX-License-Identifier: MIT */
#include "markdown/tag.h"

#include <string.h>

typedef struct {
  char name[12];
  guint16 flags;
} TagRow;

#define TAG_ROW(id, name, flags) { name, flags },
static const TagRow rows[TAG_COUNT + 1] = { TAG_TABLE(TAG_ROW){ "", 0 } };

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

Tag tag_find(const char *name, gsize length)
{
  guint low = 0, high = TAG_COUNT;
  char padded[sizeof rows[0].name] = "";
  Key wanted;

  if (length == 0 || length >= sizeof padded)
    return TAG_UNKNOWN;
  memcpy(padded, name, length);
  wanted = key_of(padded);
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
