/* SPDX-License-Identifier: MIT */
/* Hostile JSON. Pure. */
#pragma once

#include <glib.h>
#include <jansson.h>

#define JSON_READ_MAX_BYTES (1024 * 1024)
#define JSON_READ_MAX_DEPTH 32

/* One JSON value and nothing after it but white space: valid UTF-8, no key twice in an object, within the limits above. ERROR_INVALID says
 * where it breaks and never quotes the text. The caller owns the value (json_decref). */
json_t *json_read(const char *text, gsize length, GError **error);
