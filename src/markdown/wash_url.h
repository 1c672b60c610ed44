/* SPDX-License-Identifier: MIT */
/* Where the images of a washed page may come from. Pure. */
#pragma once

#include <glib.h>

typedef struct {
  GHashTable *positions; /* content id -> 1 + position; NULL without parts */
  guint count;
} WashParts;

/* parts: of Part, may be NULL; must outlive the result. */
void wash_parts_init(WashParts *parts, const GPtrArray *list);
void wash_parts_clear(WashParts *parts);

/* The image address as it is written: a repaired http or https URL, "parts/N", or a base64 data: URL of a raster picture; NULL for all others.
 * The caller frees it. Idempotent. */
char *wash_url_image(const char *src, const WashParts *parts);
