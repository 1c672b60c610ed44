/* SPDX-License-Identifier: MIT */
#include "util/digest.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <string.h>

G_STATIC_ASSERT(DIGEST_SIZE == SHA256_DIGEST_SIZE);

struct _Digest {
  struct sha256_ctx context;
};

Digest *digest_new(void)
{
  Digest *digest = g_new(Digest, 1);

  sha256_init(&digest->context);
  return digest;
}

void digest_add(Digest *digest, const void *bytes, gsize length)
{
  if (length > 0)
    sha256_update(&digest->context, length, bytes);
}

void digest_add_field(Digest *digest, const char *value)
{
  g_autofree char *length = g_strdup_printf("%" G_GSIZE_FORMAT ":", strlen(value));

  digest_add(digest, length, strlen(length));
  digest_add(digest, value, strlen(value));
}

char *digest_to_hex(const guint8 sum[DIGEST_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char *hex = g_malloc(2 * DIGEST_SIZE + 1);

  for (guint i = 0; i < DIGEST_SIZE; i++) {
    hex[2 * i] = digits[sum[i] >> 4];
    hex[2 * i + 1] = digits[sum[i] & 15];
  }
  hex[2 * DIGEST_SIZE] = '\0';
  return hex;
}

char *digest_sum(Digest *digest)
{
  guint8 sum[DIGEST_SIZE];

  sha256_digest(&digest->context, sizeof sum, sum);
  return digest_to_hex(sum);
}

void digest_hmac(const void *key, gsize key_length, const void *bytes, gsize length, guint8 mac[DIGEST_SIZE])
{
  struct hmac_sha256_ctx context;

  hmac_sha256_set_key(&context, key_length, key);
  hmac_sha256_update(&context, length, bytes);
  hmac_sha256_digest(&context, DIGEST_SIZE, mac);
  explicit_bzero(&context, sizeof context);
}

void digest_free(Digest *digest)
{
  g_free(digest);
}

char *digest_hex(const void *bytes, gsize length)
{
  g_autoptr(Digest) digest = digest_new();

  digest_add(digest, bytes, length);
  return digest_sum(digest);
}
