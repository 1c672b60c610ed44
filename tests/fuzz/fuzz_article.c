/* SPDX-License-Identifier: MIT */
/* Whatever the address: its normal form is no longer than it, has no escape that need not be one, and is the same for http and https where
 * no port is told. */
#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "model/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_escapes(const char *normal)
{
  for (const char *p = strchr(normal, '%'); p != NULL; p = strchr(p + 1, '%')) {
    int high = g_ascii_xdigit_value(p[1]), low = high >= 0 ? g_ascii_xdigit_value(p[2]) : -1;
    gsize host = strcspn(normal, "/?#");

    g_assert_true(low < 0 || (gsize)(p - normal) < host || !g_ascii_isalnum((char)(high << 4 | low)));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *rest = g_strndup((const char *)data, size);
  g_autofree char *plain = g_strconcat("http://", rest, NULL), *secure = g_strconcat("https://", rest, NULL);
  g_autofree char *one = article_normal(plain), *other = article_normal(secure), *as_it_is = article_normal(rest);

  g_assert_true(as_it_is == NULL || strlen(as_it_is) <= strlen(rest));
  g_assert_true((one == NULL) == (other == NULL));
  if (one == NULL)
    return 0;
  g_assert_cmpuint(strlen(one), <=, strlen(rest));
  check_escapes(one);
  if (memchr(rest, ':', strcspn(rest, "/?#")) == NULL)
    g_assert_cmpstr(one, ==, other);
  return 0;
}
