/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4) and HMAC with it (RFC 2104). Not thread-safe per object; nothing can fail. */
#pragma once

#include <glib.h>

typedef struct _Digest Digest;

Digest *digest_new(void);
void digest_add(Digest *digest, const void *bytes, gsize length);
/* A text with its length in front, so that no two lists of fields read the same. */
void digest_add_field(Digest *digest, const char *value);
/* The sum of what was added, 64 hex digits in lower case, for the caller; the digest is empty then. */
char *digest_sum(Digest *digest);
void digest_free(Digest *digest);

/* The sum of one run of bytes. */
char *digest_hex(const void *bytes, gsize length);

#define DIGEST_SIZE 32

/* The authentication code of one run of bytes under a key of any length. */
void digest_hmac(const void *key, gsize key_length, const void *bytes, gsize length, guint8 mac[DIGEST_SIZE]);

/* 64 hex digits in lower case, for the caller. */
char *digest_to_hex(const guint8 sum[DIGEST_SIZE]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digest, digest_free)
