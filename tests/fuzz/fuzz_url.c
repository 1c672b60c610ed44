/* SPDX-License-Identifier: MIT */
/* Whatever the href: the result is ASCII that a header can carry, repairing it again changes nothing, what is shown is no longer, is repaired
 * too, and has no userinfo. */
#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "markdown/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_web(const char *url)
{
  g_autofree char *shown = url_shown(url);
  g_autofree char *again = url_repair(shown);
  g_autofree char *host = url_host(shown);

  g_assert_cmpuint(strlen(shown), <=, strlen(url));
  g_assert_cmpstr(again, ==, shown);
  g_assert_nonnull(host);
  g_assert_null(strchr(host, '@'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *href = g_strndup((const char *)data, size);
  g_autofree char *url = url_repair(href);
  g_autofree char *again = NULL;

  if (url == NULL)
    return 0;
  g_assert_cmpuint(strlen(url), <=, URL_MAX_LENGTH);
  for (const char *p = url; *p != '\0'; p++)
    g_assert_true(g_ascii_isgraph(*p) && strchr("\"<>`{}|^\\", *p) == NULL);
  again = url_repair(url);
  g_assert_cmpstr(again, ==, url);
  if (!g_str_has_prefix(url, "mailto:"))
    check_web(url);
  return 0;
}
