/* SPDX-License-Identifier: MIT */
/* A header block through authres_verdict: nobody passes without the words for it, nor below a Received line. */
#include <stdint.h>
#include <string.h>

#include "mail/authres.h"

#define SERVER "mx.example.org"
#define DOMAIN "x.org"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Verdict verdict_of(const char *bytes, gsize length, const char *domain)
{
  g_autoptr(HeaderBlock) block = header_split(bytes, length);

  return authres_verdict(block, SERVER, domain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autofree char *lower = g_ascii_strdown(text, -1);
  g_autofree char *below = g_strconcat("Received: by " SERVER "\n", text, NULL);
  Verdict verdict = verdict_of(text, strlen(text), DOMAIN);
  char *end = lower;

  for (const char *p = lower; *p != '\0'; p++) /* as the splitter does */
    if (*p != '\r' && *p != '\n')
      *end++ = *p;
  *end = '\0';

  if (verdict == VERDICT_PASS)
    g_assert_true(strstr(lower, "pass") != NULL && strstr(lower, DOMAIN) != NULL && strstr(lower, "mx.") != NULL);
  g_assert_cmpint(verdict_of(text, strlen(text), NULL), !=, VERDICT_PASS);
  g_assert_cmpint(verdict_of(below, strlen(below), DOMAIN), !=, VERDICT_PASS);
  return 0;
}
