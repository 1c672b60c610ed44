/* SPDX-License-Identifier: MIT */
#include "mail/body_hash.h"

#include <string.h>

char *body_hash(const char *bytes, gsize length)
{
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  gsize start = 0;

  while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r'))
    length--;
  while (start < length) {
    const char *cr = memchr(bytes + start, '\r', length - start);
    gsize end = cr != NULL ? (gsize)(cr - bytes) : length;
    gboolean ends_line = end + 1 < length && bytes[end + 1] == '\n';

    if (end < length && !ends_line)
      end++;
    g_checksum_update(checksum, (const guchar *)bytes + start, (gssize)(end - start));
    start = ends_line ? end + 1 : end;
  }
  return g_strdup(g_checksum_get_string(checksum));
}
