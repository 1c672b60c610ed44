/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4). Not thread-safe per object; nothing can fail. */
#pragma once

#include <glib.h>

typedef struct _Digest Digest;

Digest *digest_new(void);
void digest_add(Digest *digest, const void *bytes, gsize length);
/* The sum of what was added, 64 hex digits in lower case, for the caller; the digest is empty then. */
char *digest_sum(Digest *digest);
void digest_free(Digest *digest);

/* The sum of one run of bytes. */
char *digest_hex(const void *bytes, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digest, digest_free)
