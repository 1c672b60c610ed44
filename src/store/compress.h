/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#define RAW_SIZE_MAX (256u * 1024 * 1024) /* bytes of an original message */

/* Whether these are bytes that decompress takes. */
gboolean compress_check(GBytes *compressed, GError **error);

/* The bytes given to store_compress. ERROR_FAILED when they are damaged or larger than RAW_SIZE_MAX. */
GBytes *compress_undo(const void *compressed, gsize size, GError **error);
