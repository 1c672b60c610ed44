/* SPDX-License-Identifier: MIT */
/* Content-Transfer-Encoding (RFC 2045 section 6), as tolerant as real mail needs. Pure. */
#pragma once

#include <glib.h>

/* Decodes one run of base64 that may be interrupted: padding ends a run and what follows begins the next one (reference D1, D2), other
 * characters are skipped. Bits of an unfinished run stay in the state for the next call. */
typedef struct {
  guint32 bits;
  guint count; /* characters in bits, 0..3 */
} Base64State;

void base64_step(Base64State *state, const char *text, gsize length, GString *out);

/* Writes what an unpadded end left over. */
void base64_finish(Base64State *state, GString *out);

/* The bytes of a body; encoding is the field's value or NULL. Unknown encodings, and a "base64" that is none, are taken as they are. The
 * result is terminated by a NUL outside its length. */
GString *transfer_decode(const char *bytes, gsize length, const char *encoding);

/* The value of a hexadecimal pair; -1 when it is none. */
int transfer_hex_pair(const char *p);
