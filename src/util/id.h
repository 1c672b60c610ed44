/* SPDX-License-Identifier: MIT */
/* Random names for what is seen from outside (design section 5). Thread-safe. */
#pragma once

#include <glib.h>

#define ID_LENGTH 26 /* 128 bits in base32 */

/* 128 bits from getrandom(2) as 26 characters of lower-case base32 (RFC 4648 section 6
 * alphabet, no padding). The caller frees it. Aborts when the kernel has no randomness. */
char *id_new(void);

/* Whether text has the form of id_new's results. */
gboolean id_valid(const char *text);

/* "urn:uuid:" and a random version 4 UUID (RFC 4122 section 4.4). The caller frees it. */
char *id_new_urn(void);
