/* SPDX-License-Identifier: MIT */
/* Any answer of a model. What is promised is checked: sizes, valid one-line texts, only ordinals that were offered, each once, no addresses. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gist/schema.h"

#define CHECK(condition)                                                                                               \
  do {                                                                                                                 \
    if (!(condition))                                                                                                  \
      abort();                                                                                                         \
  } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text, glong most, gboolean one_line)
{
  CHECK(g_utf8_validate(text, -1, NULL));
  CHECK(g_utf8_strlen(text, -1) <= most);
  CHECK(strstr(text, "://") == NULL);
  for (const char *p = text; *p != '\0'; p++)
    CHECK((guchar)*p >= 0x20 || (*p == '\n' && !one_line));
}

static void check_gist(const Gist *gist, const SchemaLinks *links)
{
  guint8 seen[8] = { 0 };

  check_text(gist->summary, 1200, FALSE);
  check_text(gist->why, 200, TRUE);
  CHECK(gist->summary[0] != '\0');
  CHECK(gist->topics->len <= SCHEMA_MAX_TOPICS && gist->links->len <= SCHEMA_MAX_LINKS);
  for (guint i = 0; i < gist->topics->len; i++)
    check_text(gist->topics->pdata[i], 60, TRUE);
  for (guint i = 0; i < gist->links->len; i++) {
    const GistLink *link = gist->links->pdata[i];

    check_text(link->text, 200, TRUE);
    CHECK(link->ordinal < links->count && links->offered[link->ordinal] && !seen[link->ordinal]);
    seen[link->ordinal] = 1;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static guint8 offered[] = { 0, 1, 1, 0, 1, 1, 0, 1 };
  const SchemaLinks links = { offered, G_N_ELEMENTS(offered) };

  for (gboolean last = FALSE; last <= TRUE; last++) {
    g_autoptr(SchemaResult) result = schema_read((const char *)data, size, &links, last);

    CHECK((result->verdict == SCHEMA_GOOD) == (result->gist != NULL));
    CHECK((result->verdict == SCHEMA_GOOD) == (result->complaint == NULL));
    if (result->gist != NULL)
      check_gist(result->gist, &links);
    else
      CHECK(g_utf8_validate(result->complaint, -1, NULL) && strchr(result->complaint, '\n') == NULL &&
            strlen(result->complaint) < 400);
  }
  return 0;
}
