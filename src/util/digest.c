/* SPDX-License-Identifier: MIT */
#include "util/digest.h"

#include <nettle/sha2.h>

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

char *digest_sum(Digest *digest)
{
  static const char digits[] = "0123456789abcdef";
  guint8 sum[SHA256_DIGEST_SIZE];
  char *hex = g_malloc(2 * sizeof sum + 1);

  sha256_digest(&digest->context, sizeof sum, sum);
  for (guint i = 0; i < sizeof sum; i++) {
    hex[2 * i] = digits[sum[i] >> 4];
    hex[2 * i + 1] = digits[sum[i] & 15];
  }
  hex[2 * sizeof sum] = '\0';
  return hex;
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
