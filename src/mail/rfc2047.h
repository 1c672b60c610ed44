/* SPDX-License-Identifier: MIT */
/* Encoded words in header fields (RFC 2047, language suffix of RFC 2231), as written by real mailers. Pure. */
#pragma once

#include <glib.h>

/* More words than this in one field stay as they are written. */
#define RFC2047_MAX_WORDS 500u

/* The text of an unfolded field value, made of encoded words, ASCII and raw 8-bit bytes, as one clean line (text_clean_line).
 * charset is the label for raw bytes that are not UTF-8; NULL: guessed. The caller frees it. */
char *rfc2047_decode(const char *value, const char *charset);
