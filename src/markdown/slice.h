/* SPDX-License-Identifier: MIT */
/* Parts of a URL compared with words and hosts of tables. Inline, as every link meets every row: most differ in the first character. */
#pragma once

#include <string.h>

#include "markdown/url.h"

static inline gsize slice_length(UrlSlice slice)
{
  return (gsize)(slice.end - slice.start);
}

/* What of the slice is left after text, which begins it, ASCII case ignored; NULL when it does not. */
static inline const char *slice_after(UrlSlice slice, const char *text)
{
  const char *p = slice.start;

  for (; *text != '\0'; p++, text++)
    if (p == slice.end || (*p != *text && ((*p ^ *text) != 0x20 || !g_ascii_isalpha(*p))))
      return NULL;
  return p;
}

static inline gboolean slice_equals(UrlSlice slice, const char *text)
{
  const char *after = slice_after(slice, text);

  return after != NULL && after == slice.end;
}

/* words ends with NULL. */
static inline gboolean slice_in(UrlSlice slice, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (slice_equals(slice, words[i]))
      return TRUE;
  return FALSE;
}

#define SLICE_LABELS 8u /* no host of a table has more */

/* Where the last labels of a host begin, found once and compared with hundreds of names. */
typedef struct {
  const char *starts[SLICE_LABELS], *end;
  guint count;
} HostLabels;

static inline HostLabels slice_labels(UrlSlice host)
{
  HostLabels labels = { .end = host.end };

  for (const char *p = host.end; p > host.start && labels.count < SLICE_LABELS; p--)
    if (p - 1 == host.start || p[-2] == '.')
      labels.starts[labels.count++] = p - 1;
  return labels;
}

/* Whether the host is that one or below it. */
static inline gboolean slice_is_at(const HostLabels *labels, const char *name)
{
  for (guint i = 0; i < labels->count; i++)
    if (*labels->starts[i] == *name && slice_equals((UrlSlice){ labels->starts[i], labels->end }, name))
      return TRUE;
  return FALSE;
}

/* Cuts the next piece before a character of set off *rest. */
static inline gboolean slice_next(UrlSlice *rest, const char *set, UrlSlice *piece)
{
  const char *p;

  if (rest->start == NULL || rest->start > rest->end)
    return FALSE;
  if (set[1] == '\0') {
    p = memchr(rest->start, set[0], slice_length(*rest));
    p = p != NULL ? p : rest->end;
  } else {
    for (p = rest->start; p < rest->end && (g_ascii_isalnum(*p) || strchr(set, *p) == NULL); p++)
      ;
  }
  *piece = (UrlSlice){ rest->start, p };
  rest->start = p + 1;
  return TRUE;
}
