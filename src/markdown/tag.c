/* SPDX-License-Identifier: MIT */
#include "markdown/tag.h"

#include <string.h>

typedef struct {
  char name[12];
  guint16 flags;
} TagRow;

#define TAG_ROW(id, name, flags) { name, flags },
static const TagRow rows[TAG_COUNT + 1] = { TAG_TABLE(TAG_ROW){ "", 0 } };

Tag tag_find(const char *name, gsize length)
{
  guint low = 0, high = TAG_COUNT;

  if (length == 0 || length >= sizeof rows[0].name)
    return TAG_UNKNOWN;
  while (low < high) {
    guint middle = (low + high) / 2;
    int order = rows[middle].name[0] - name[0];

    if (order == 0)
      order = strncmp(rows[middle].name, name, length);
    if (order == 0)
      order = rows[middle].name[length];
    if (order == 0)
      return (Tag)middle;
    if (order < 0)
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
