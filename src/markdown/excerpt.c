/* SPDX-License-Identifier: MIT */
#include "markdown/excerpt.h"

#include <string.h>

#include "markdown/append.h"
#include "util/text.h"

#define MIN_WRAPPED 40u /* bytes of a line that another goes on from */

/* Whether a line of text that is broken only because it is long goes on with the segment. */
static gboolean goes_on(const Document *document, const GString *out, gsize line, const Segment *segment)
{
  char last = out->len > line ? out->str[out->len - 1] : '\0';

  return out->len - line >= MIN_WRAPPED && strchr(".!?:;|", last) == NULL && segment->kind == SEGMENT_TEXT &&
         g_ascii_islower(document->text->str[segment->start]);
}

static void append_segment(const Document *document, const Block *leaf, guint32 i, GString *out, gsize *line)
{
  const Segment *segment = document_segment(document, leaf->first + i);

  if (segment->kind != SEGMENT_BREAK) {
    append_bytes(out, document->text->str + segment->start, segment->length);
  } else if (i + 1 < leaf->count && goes_on(document, out, *line, segment + 1)) {
    g_string_append_c(out, ' ');
  } else {
    g_string_append_c(out, '\n');
    *line = out->len;
  }
}

char *excerpt_text(const Document *document, const Block *leaf, guint32 from, guint32 to)
{
  GString *out;
  gsize line = 0, size = 1;

  for (guint32 i = from; i < to && i < leaf->count; i++)
    size += document_segment(document, leaf->first + i)->length + 1;
  out = g_string_sized_new(size);
  for (guint32 i = from; i < to && i < leaf->count; i++)
    append_segment(document, leaf, i, out, &line);
  return g_string_free(out, FALSE);
}

/* Segments of a leaf stand one after the other in the text; a break has none there, and ends a word all the same. */
guint excerpt_count_words(const Document *document, const Block *leaf, guint32 count)
{
  guint32 start = 0, end = 0;
  guint words = 0;

  for (guint32 i = 0; i < count; i++) {
    const Segment *segment = document_segment(document, leaf->first + i);

    if (segment->kind == SEGMENT_BREAK || segment->start != end) {
      words += text_count_words(document->text->str + start, end - start);
      start = segment->start;
    }
    end = segment->start + segment->length;
  }
  return words + text_count_words(document->text->str + start, end - start);
}

/* The text around segments [start, end) of a leaf and where they stand in it: of a huge leaf with thousands of links no more than this is
 * looked at for each. */
char *excerpt_window(const Document *document, const Block *leaf, guint32 start, guint32 end, LinkPlace *place,
                     gboolean *is_cut)
{
  GString *out;
  guint32 from = start, to = start;
  gsize bytes = 0, before, line = 0;

  while (from > 0 && bytes < EXCERPT_MOST / 2)
    bytes += document_segment(document, leaf->first + --from)->length + 1;
  *is_cut = from > 0;
  before = bytes;
  for (bytes = 0; to < leaf->count && bytes < EXCERPT_MOST; to++)
    bytes += document_segment(document, leaf->first + to)->length + 1;
  out = g_string_sized_new(before + bytes + 1);
  for (; from < to; from++) {
    if (from == start)
      place->start = out->len;
    append_segment(document, leaf, from, out, &line);
    if (from < end)
      place->end = out->len;
  }
  place->text = out->str;
  return g_string_free(out, FALSE);
}

/* Where the run of segments of one link use ends. White space after it does not belong to it. */
guint32 excerpt_link_end(const Document *document, const Block *leaf, guint32 from, gboolean *is_image)
{
  guint32 link = document_segment(document, leaf->first + from)->link;
  guint32 end = from;

  *is_image = TRUE;
  for (guint32 i = from; i < leaf->count; i++) {
    const Segment *segment = document_segment(document, leaf->first + i);

    if (segment->kind != SEGMENT_TEXT)
      continue;
    if (segment->link != link)
      break;
    *is_image = *is_image && segment->is_image;
    end = i + 1;
  }
  return end;
}

gsize excerpt_length(const Document *document, const Block *leaf)
{
  const Segment *first, *last;

  if (leaf->count == 0)
    return 0;
  first = document_segment(document, leaf->first);
  last = document_segment(document, leaf->first + leaf->count - 1);
  return last->start + last->length - first->start + leaf->count;
}

/* Where a link stands in the text that excerpt_text() makes of its leaf. */
LinkPlace excerpt_place(const Document *document, const Block *leaf, guint32 start, guint32 end, const char *text)
{
  LinkPlace place = { .text = text };

  for (guint32 i = 0; i < end; i++) {
    const Segment *segment = document_segment(document, leaf->first + i);

    place.end += segment->kind == SEGMENT_BREAK ? 1 : segment->length;
    if (i + 1 == start)
      place.start = place.end;
  }
  return place;
}
