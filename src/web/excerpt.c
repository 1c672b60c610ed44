/* SPDX-License-Identifier: MIT */
#include "web/excerpt.h"

#include <string.h>

#include "markdown/read.h"

#define BYTES_PER_CHAR 4u /* at most: more than an excerpt's length of it is not needed behind its block */

static const char *text_of(const GPtrArray *blocks, guint i)
{
  return ((const ReadBlock *)g_ptr_array_index(blocks, i))->text;
}

/* The first of the blocks with the most different terms. */
static guint best_block(const GPtrArray *blocks, const Query *query)
{
  guint best = 0, most = 0;

  for (guint i = 0; i < blocks->len && most < query->terms->len; i++) {
    guint terms = query_count(query, text_of(blocks, i));

    if (terms > most) {
      most = terms;
      best = i;
    }
  }
  return best;
}

char *excerpt_source(const Newsletter *newsletter, const Query *query, guint max, gboolean *text_before)
{
  g_autoptr(GPtrArray) blocks = read_blocks(newsletter->markdown);
  GString *text = g_string_new("");
  guint first = best_block(blocks, query);
  gsize behind = 0;

  for (guint i = first; i < blocks->len && behind < max * BYTES_PER_CHAR; i++) {
    g_string_append_printf(text, "%s\n", text_of(blocks, i));
    behind += i > first ? strlen(text_of(blocks, i)) : 0;
  }
  *text_before = first > 0;
  return g_string_free(text, FALSE);
}
