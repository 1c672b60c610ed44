/* SPDX-License-Identifier: MIT */
#include "mail/body_hash.h"

#include <string.h>

#include "util/digest.h"

char *body_hash(const char *bytes, gsize length)
{
  g_autoptr(Digest) digest = digest_new();
  gsize start = 0;

  while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r'))
    length--;
  while (start < length) {
    const char *cr = memchr(bytes + start, '\r', length - start);
    gsize end = cr != NULL ? (gsize)(cr - bytes) : length;
    gboolean ends_line = end + 1 < length && bytes[end + 1] == '\n';

    if (end < length && !ends_line)
      end++;
    digest_add(digest, bytes + start, end - start);
    start = ends_line ? end + 1 : end;
  }
  return digest_sum(digest);
}
