/* SPDX-License-Identifier: MIT */
#include "markdown/leaf.h"

#include <string.h>

#include "markdown/clean.h"

void leaf_init(Leaf *leaf, Document *document)
{
  *leaf = (Leaf){ .document = document,
                  .pre = g_string_new(NULL),
                  .pre_segments = g_array_new(FALSE, FALSE, sizeof(Segment)) };
}

void leaf_clear(Leaf *leaf)
{
  g_string_free(leaf->pre, TRUE);
  g_array_unref(leaf->pre_segments);
  g_free(leaf->pre_language);
}

gboolean leaf_is_hidden(const Effect *effect)
{
  return effect->style.display_none || effect->style.zero_font == STYLE_ON || effect->style.invisible == STYLE_ON;
}

/* --- text --- */

static void pre_text(Leaf *leaf, const char *text, gsize length, const Effect *effect)
{
  Segment segment = { (guint32)leaf->pre->len, 0, effect->link, SEGMENT_TEXT, effect->formats, FALSE };

  clean_append_raw(leaf->pre, text, length);
  segment.length = (guint32)leaf->pre->len - segment.start;
  g_array_append_val(leaf->pre_segments, segment);
}

static void preserved_text(Leaf *leaf, const char *text, gsize length, const Effect *effect)
{
  const char *p = text, *end = text + length;

  while (p < end) {
    const char *newline = memchr(p, '\n', (gsize)(end - p));

    document_text(leaf->document, p, (gsize)((newline != NULL ? newline : end) - p), effect->formats, effect->link,
                  FALSE);
    if (newline != NULL)
      document_break(leaf->document, effect->formats);
    p = newline != NULL ? newline + 1 : end;
  }
}

void leaf_text(Leaf *leaf, const char *text, gsize length, const Effect *effect)
{
  if (leaf->in_pre)
    pre_text(leaf, text, length, effect);
  else if (effect->style.preserve == STYLE_ON)
    preserved_text(leaf, text, length, effect);
  else
    document_text(leaf->document, text, length, effect->formats, effect->link, FALSE);
}

void leaf_image(Leaf *leaf, const char *alt, const Effect *effect)
{
  if (leaf->in_pre) {
    pre_text(leaf, alt, strlen(alt), effect);
    return;
  }
  document_gap(leaf->document);
  document_text(leaf->document, alt, strlen(alt), effect->formats & ~(guint)FORMAT_CODE, effect->link, TRUE);
  document_gap(leaf->document);
}

void leaf_break(Leaf *leaf, const Effect *effect)
{
  if (leaf->in_pre)
    pre_text(leaf, "\n", 1, effect);
  else if (effect->level > 0)
    document_space(leaf->document, effect->formats);
  else
    document_break(leaf->document, effect->formats);
}

/* --- ends --- */

gboolean leaf_end(Leaf *leaf, const Effect *effect)
{
  if (leaf->in_pre && leaf->pre->len > 0 && leaf->pre->str[leaf->pre->len - 1] != '\n')
    pre_text(leaf, "\n", 1, effect);
  return document_end_leaf(leaf->document, effect->level > 0 ? BLOCK_HEADING : BLOCK_PARAGRAPH, effect->level);
}

/* A <pre> with links is text whose lines matter, not code. */
static void replay_lines(Leaf *leaf)
{
  for (guint i = 0; i < leaf->pre_segments->len; i++) {
    const Segment *segment = &g_array_index(leaf->pre_segments, Segment, i);
    const char *p = leaf->pre->str + MIN(segment->start, leaf->pre->len);
    const char *end = leaf->pre->str + MIN(segment->start + segment->length, leaf->pre->len);

    while (p < end) {
      const char *newline = memchr(p, '\n', (gsize)(end - p));
      const char *stop = newline != NULL ? newline : end;

      document_text(leaf->document, p, (gsize)(stop - p), segment->formats & ~(guint)FORMAT_CODE, segment->link, FALSE);
      if (newline != NULL)
        document_break(leaf->document, 0);
      p = newline != NULL ? newline + 1 : end;
    }
  }
}

void leaf_end_pre(Leaf *leaf)
{
  gboolean has_link = FALSE, has_text = FALSE;

  for (guint i = 0; i < leaf->pre_segments->len; i++)
    has_link |= g_array_index(leaf->pre_segments, Segment, i).link > 0;
  has_text = clean_trim_lines(leaf->pre);
  if (has_link) {
    replay_lines(leaf);
    document_end_leaf(leaf->document, BLOCK_PARAGRAPH, 0);
  } else if (has_text) {
    document_code(leaf->document, leaf->pre->str, leaf->pre->len, leaf->pre_language);
  }
  g_string_truncate(leaf->pre, 0);
  g_array_set_size(leaf->pre_segments, 0);
  g_clear_pointer(&leaf->pre_language, g_free);
  leaf->in_pre = FALSE;
}
