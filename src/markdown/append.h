/* SPDX-License-Identifier: MIT */
/* g_string_append_len without a call where there is room: a newsletter takes hundreds of short pieces. */
#pragma once

#include <glib.h>
#include <string.h>

static inline void append_bytes(GString *out, const char *text, gsize length)
{
  if (length >= out->allocated_len - out->len) {
    g_string_append_len(out, text, (gssize)length);
    return;
  }
  memcpy(out->str + out->len, text, length);
  out->len += length;
  out->str[out->len] = '\0';
}
