/* SPDX-License-Identifier: MIT */
/* Whatever the Markdown and the kinds of its links: at most twice as long (escapes), no target that is not the newsletter's, and each content link's target still there. */
#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "markdown/compact.h"
#include "markdown/compact_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LINKS 14u /* two of each kind */

static guint ordinals_in(const char *markdown, gboolean *unknown)
{
  g_autoptr(CompactText) text = compact_text_new(markdown);
  guint seen = 0;

  for (guint i = 0; i < text->mentions->len; i++) {
    guint ordinal = g_array_index(text->mentions, CompactMention, i).ordinal;

    *unknown |= ordinal == 0 || ordinal > LINKS;
    if (ordinal > 0 && ordinal <= LINKS && (ordinal % 7 == LINK_CONTENT || ordinal % 7 == LINK_OTHER))
      seen |= 1u << ordinal;
  }
  return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *bytes = g_strndup((const char *)data, size);
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autoptr(Compact) compact = NULL;
  gboolean had_unknown = FALSE, has_unknown = FALSE;

  newsletter->markdown = g_utf8_make_valid(bytes, -1);
  for (guint i = 1; i <= LINKS; i++)
    g_ptr_array_add(newsletter->links, link_new(i, "https://a.example/", "text", (LinkKind)(i % 7)));
  compact = compact_newsletter(newsletter);
  g_assert_true(g_utf8_validate(compact->markdown, -1, NULL));
  g_assert_cmpuint(strlen(compact->markdown), <=, 2 * strlen(newsletter->markdown) + 1);
  g_assert_cmpuint(ordinals_in(newsletter->markdown, &had_unknown), ==, ordinals_in(compact->markdown, &has_unknown));
  return 0;
}
