/* SPDX-License-Identifier: MIT */
#include "web/gzip.h"

#include <string.h>
#include <zlib.h>

#define GZIP_WINDOW (15 + 16) /* zlib's way to ask for gzip's header, in which time and name are empty */
#define GZIP_LEVEL 6
#define GZIP_MEMORY 8

GBytes *gzip_pack(GBytes *bytes)
{
  gsize size, room;
  const void *data = g_bytes_get_data(bytes, &size);
  z_stream stream = { 0 };
  g_autofree guint8 *out = NULL;
  gboolean done;

  if (size == 0 || size > G_MAXUINT32 / 2 ||
      deflateInit2(&stream, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
    return NULL;
  room = size - size / 10; /* what does not fit is not worth it */
  out = g_malloc(room);
  stream.next_in = (Bytef *)data;
  stream.avail_in = (uInt)size;
  stream.next_out = out;
  stream.avail_out = (uInt)room;
  done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  room = stream.total_out;
  deflateEnd(&stream);
  return done ? g_bytes_new_take(g_realloc(g_steal_pointer(&out), room), room) : NULL;
}

/* --- Accept-Encoding ---------------------------------------------------------------------- */

/* Whether the parameters of a coding, up to the next comma, forbid it: a weight of zero. */
static gboolean weight_is_zero(const char *text, gsize length)
{
  const char *end = text + length, *q;

  for (q = text; q < end && *q != 'q' && *q != 'Q'; q++)
    ;
  if (q == end)
    return FALSE;
  for (q++; q < end && strchr(" \t=", *q) != NULL; q++)
    ;
  if (q == end || *q != '0')
    return FALSE;
  for (q++; q < end && strchr(".0 \t", *q) != NULL; q++)
    ;
  return q == end;
}

static gboolean names(const char *text, gsize length, const char *coding)
{
  return strlen(coding) == length && g_ascii_strncasecmp(text, coding, length) == 0;
}

gboolean gzip_accepted(const char *accept_encoding)
{
  const char *next = accept_encoding;
  gboolean any = FALSE;

  while (next != NULL && *next != '\0') {
    gsize blank = strspn(next, " \t,"), length, name;
    const char *coding = next + blank;

    length = strcspn(coding, ",");
    name = strcspn(coding, " \t,;");
    if (names(coding, name, "gzip") || names(coding, name, "x-gzip"))
      return !weight_is_zero(coding + name, length - name);
    if (names(coding, name, "*"))
      any = !weight_is_zero(coding + name, length - name);
    next = coding + length;
  }
  return any;
}
