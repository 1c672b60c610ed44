/* SPDX-License-Identifier: MIT */
/* A header block through from_read: whatever is in it, a clear identity is one clean address with a plain domain. */
#include <stdint.h>
#include <string.h>

#include "mail/address.h"
#include "mail/from.h"
#include "mail/sender.h"
#include "util/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gboolean is_clean(const char *text)
{
  g_autofree char *clean = text_clean_line(text, -1);

  return strcmp(clean, text) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(HeaderBlock) block = header_split((const char *)data, size);
  g_autofree char *name = NULL, *address = NULL;
  gboolean clear = from_read(block, &name, &address);

  g_assert_true(!clear || address != NULL);
  g_assert_true(name == NULL || is_clean(name));
  if (address != NULL) {
    const char *at = strrchr(address, '@');
    g_autofree char *local = g_strndup(address, (gsize)(at - address));
    g_autofree char *domain = sender_domain(at + 1);

    g_assert_true(is_clean(address));
    g_assert_true(address_local_valid(local));
    g_assert_cmpstr(domain, ==, at + 1);
  }
  return 0;
}
