/* SPDX-License-Identifier: MIT */
/* The gist of any Markdown. What it promises is checked: valid one-line texts, ordinals of links that exist, limits. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gist/extract.h"
#include "util/text.h"

#define CHECK(condition)                                                                                               \
  do {                                                                                                                 \
    if (!(condition))                                                                                                  \
      abort();                                                                                                         \
  } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autoptr(Gist) gist = NULL;
  g_autoptr(Gist) again = NULL;

  newsletter->sha256 = g_strdup("00");
  newsletter->subject = text_clean_line((const char *)data, (gssize)MIN(size, 60));
  newsletter->markdown = text_clean((const char *)data, size, NULL);
  for (guint i = 1; i <= 9; i++)
    g_ptr_array_add(newsletter->links,
                    link_new(i, "https://example.org/a", "text", i % 3 == 0 ? LINK_OTHER : LINK_CONTENT));
  gist = extract_gist(newsletter, newsletter->subject, (const char *const[]){ "ada@example.org", NULL });
  CHECK(g_utf8_validate(gist->summary, -1, NULL));
  CHECK(g_utf8_strlen(gist->summary, -1) <= 2000);
  CHECK(gist->topics->len <= 7 && gist->links->len <= 12);
  for (guint i = 0; i < gist->topics->len; i++)
    CHECK(g_utf8_validate(gist->topics->pdata[i], -1, NULL) && strchr(gist->topics->pdata[i], '\n') == NULL);
  for (guint i = 0; i < gist->links->len; i++) {
    const GistLink *link = gist->links->pdata[i];

    CHECK(newsletter_link(newsletter, link->ordinal) != NULL && link->text[0] != '\0');
    CHECK(g_utf8_validate(link->text, -1, NULL) && strchr(link->text, '\n') == NULL);
  }
  again = extract_gist(newsletter, newsletter->subject, (const char *const[]){ "ada@example.org", NULL });
  CHECK(strcmp(gist->summary, again->summary) == 0 && strcmp(gist->key, again->key) == 0);
  return 0;
}
