/* SPDX-License-Identifier: MIT */
#include "util/id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";

static void random_bytes(guint8 bytes[16])
{
  /* Up to 256 bytes come whole or not at all once the pool is ready (getrandom(2)). */
  while (getrandom(bytes, 16, 0) != 16)
    if (errno != EINTR)
      g_error("getrandom: %s", g_strerror(errno));
}

char *id_new(void)
{
  guint8 bytes[16];
  char *id = g_malloc(ID_LENGTH + 1);
  guint bits = 0, value = 0, next = 0;

  random_bytes(bytes);
  for (guint i = 0; i < ID_LENGTH; i++) {
    if (bits < 5) {
      value = (value << 8) | (next < sizeof bytes ? bytes[next++] : 0);
      bits += 8;
    }
    bits -= 5;
    id[i] = alphabet[(value >> bits) & 31];
  }
  id[ID_LENGTH] = '\0';
  return id;
}

gboolean id_valid(const char *text)
{
  return strlen(text) == ID_LENGTH && strspn(text, alphabet) == ID_LENGTH;
}

char *id_new_urn(void)
{
  guint8 b[16];

  random_bytes(b);
  b[6] = (guint8)((b[6] & 0x0f) | 0x40);
  b[8] = (guint8)((b[8] & 0x3f) | 0x80);
  return g_strdup_printf("urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
                         b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}
