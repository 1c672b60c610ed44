/* SPDX-License-Identifier: MIT */
/* Plain text formats that are not plain: format=flowed (RFC 3676) and text/enriched (RFC 1896). Pure; text is clean UTF-8 with LF line
 * ends; the caller frees the result. */
#pragma once

#include <glib.h>

/* Joins soft-wrapped lines, keeps quotes as "> ", removes space-stuffing, keeps the signature separator "-- ". */
char *flowed_join(const char *text, gboolean delsp);

/* The text without its formatting commands; line breaks by its rules (one is a space, n are n - 1). */
char *flowed_from_enriched(const char *text);
