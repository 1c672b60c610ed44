/* SPDX-License-Identifier: MIT */
/* Small steps over bytes that are taken millions of times; inline, where GLib's are a call per byte. */
#pragma once

#include <glib.h>
#include <string.h>

/* As g_ascii_tolower. */
static inline char scan_lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* The first c in [p, end), else end. */
static inline const char *scan_find(const char *p, const char *end, char c)
{
  const char *found = p < end ? memchr(p, c, (gsize)(end - p)) : NULL;

  return found != NULL ? found : end;
}

/* A hash for tables and caches that compare what they find, eight bytes at a time; the last eight overlap. */
static inline guint64 scan_hash(const char *bytes, gsize length)
{
  guint64 hash = length, word = 0;

  for (gsize i = 0; i + sizeof word <= length; i += sizeof word) {
    memcpy(&word, bytes + i, sizeof word);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 32;
  }
  if (length >= sizeof word)
    memcpy(&word, bytes + length - sizeof word, sizeof word);
  else if (length > 0)
    memcpy(&word, bytes, length);
  hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
  return hash ^ hash >> 32;
}
