/* SPDX-License-Identifier: MIT */
#include "markdown/markdown.h"

#include <string.h>

#include "markdown/build.h"
#include "markdown/document.h"
#include "markdown/inline.h"
#include "markdown/link_kind.h"
#include "markdown/plain.h"
#include "markdown/url.h"
#include "markdown/writer.h"
#include "util/text.h"

#define MAX_CONTEXT 1000u /* bytes, up to a segment */
#define MAX_LINK_TEXT 300 /* characters of Link.text */

#define MAX_SMALL_PRINT 40u /* blocks at the end among which it may begin */
#define MAX_NEIGHBOUR 16u   /* blocks between a block and the one called next to it: marks of lists and cells */

/* What the first appearance of a target knows. */
typedef struct {
  guint32 block;    /* index of its leaf */
  guint32 segment;  /* in it */
  guint32 position; /* of that leaf among those with text */
  guint32 heading;  /* index of the heading leaf above; G_MAXUINT32 */
  char *text;
  gboolean is_image;
} Appearance;

static void appearance_clear(gpointer data)
{
  g_free(((Appearance *)data)->text);
}

static gboolean is_text_leaf(const Block *block)
{
  return block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING;
}

static char *leaf_text(const Document *document, const Block *leaf, guint32 from, guint32 to)
{
  GString *out = g_string_new(NULL);

  for (guint32 i = from; i < to && i < leaf->count; i++) {
    const Segment *segment = document_segment(document, leaf->first + i);

    if (segment->kind == SEGMENT_BREAK)
      g_string_append_c(out, ' ');
    else
      g_string_append_len(out, document->text->str + segment->start, segment->length);
  }
  return g_string_free(out, FALSE);
}

/* Segments of a leaf stand one after the other in the text; a break has none there, and ends a word all the same. */
static guint leaf_words(const Document *document, const Block *leaf, guint32 count)
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

/* The text around a segment: of a huge leaf with thousands of links no more than this is looked at for each. */
static char *leaf_window(const Document *document, const Block *leaf, guint32 segment)
{
  guint32 from = segment, to = segment;
  gsize bytes = 0;

  while (from > 0 && bytes < MAX_CONTEXT / 2)
    bytes += document_segment(document, leaf->first + --from)->length + 1;
  for (bytes = 0; to < leaf->count && bytes < MAX_CONTEXT; to++)
    bytes += document_segment(document, leaf->first + to)->length + 1;
  return leaf_text(document, leaf, from, to);
}

/* Where the run of segments of one link use ends. White space after it does not belong to it. */
static guint32 link_end(const Document *document, const Block *leaf, guint32 from, gboolean *is_image)
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

typedef struct {
  const Document *document;
  guint32 *ordinals;   /* by target */
  GArray *appearances; /* by ordinal - 1 */
  guint32 positions;
  guint32 small_print; /* the position where it begins */
  guint words;
  GHashTable *blocks; /* index of a leaf to its LinkBlock, for those that somebody looked at */
} Survey;

static void survey_leaf(Survey *survey, guint32 index, guint32 heading)
{
  const Document *document = survey->document;
  const Block *leaf = document_block(document, index);
  guint32 i = 0;

  while (i < leaf->count) {
    guint32 link = document_segment(document, leaf->first + i)->link;
    Appearance appearance = { .block = index, .segment = i, .position = survey->positions, .heading = heading };
    guint32 target, end;

    if (link == 0) {
      i++;
      continue;
    }
    end = link_end(document, leaf, i, &appearance.is_image);
    target = g_array_index(document->uses, LinkUse, link - 1).target;
    if (survey->ordinals[target] == 0) {
      g_autofree char *raw = leaf_text(document, leaf, i, end);
      g_autofree char *line = text_clean_line(raw, -1);

      appearance.text = text_ellipsize(line, MAX_LINK_TEXT);
      g_array_append_val(survey->appearances, appearance);
      survey->ordinals[target] = survey->appearances->len;
    }
    i = end;
  }
}

static void survey_document(Survey *survey)
{
  const Document *document = survey->document;
  guint32 heading = G_MAXUINT32;

  for (guint32 i = 0; i < document->blocks->len; i++) {
    const Block *block = document_block(document, i);

    if (block->kind == BLOCK_OPEN || block->kind == BLOCK_CLOSE || block->kind == BLOCK_RULE)
      continue;
    survey->words += leaf_words(document, block, block->kind == BLOCK_CODE ? 1 : block->count);
    if (!is_text_leaf(block))
      continue;
    survey_leaf(survey, i, heading);
    survey->positions++;
    if (block->kind == BLOCK_HEADING)
      heading = i;
  }
}

/* The host that most links go to. */
static char *most_frequent_host(const Document *document)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree guint *uses = g_new0(guint, document->targets->len + 1);
  const char *best = NULL;
  guint best_count = 0;

  for (guint i = 0; i < document->uses->len; i++)
    uses[g_array_index(document->uses, LinkUse, i).target]++;
  for (guint i = 0; i < document->targets->len; i++) {
    char *host = url_host(g_ptr_array_index(document->targets, i));
    guint count;

    if (host == NULL)
      continue;
    count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, host)) + uses[i]; /* every target has a use */
    g_hash_table_replace(counts, host, GUINT_TO_POINTER(count));
    if (count > best_count) {
      best = host;
      best_count = count;
    }
  }
  return g_strdup(best != NULL ? best : "");
}

/* A leaf for those that look at it from their own places; belongs to the survey. */
static LinkBlock *survey_block(Survey *survey, guint32 index)
{
  LinkBlock *block = g_hash_table_lookup(survey->blocks, GUINT_TO_POINTER(index));

  if (block == NULL) {
    block = g_new0(LinkBlock, 1);
    block->text = leaf_window(survey->document, document_block(survey->document, index), 0);
    g_hash_table_insert(survey->blocks, GUINT_TO_POINTER(index), block);
  }
  return block;
}

static void link_block_free(gpointer data)
{
  LinkBlock *block = data;

  g_free((char *)block->text);
  g_free(block);
}

/* The leaf before (step -1) or after (step 1) a block; NULL where none is near. */
static LinkBlock *neighbour(Survey *survey, guint32 index, int step)
{
  const Document *document = survey->document;

  for (guint i = 0; i < MAX_NEIGHBOUR; i++) {
    index += (guint32)step; /* below 0 is beyond the end, too */
    if (index >= document->blocks->len)
      break;
    if (is_text_leaf(document_block(document, index)))
      return survey_block(survey, index);
  }
  return NULL;
}

/* The position from which on everything is small print; a large number when nothing is. */
static guint32 small_print_start(Survey *survey)
{
  const Document *document = survey->document;
  guint32 positions = survey->positions, start = G_MAXUINT32, position = positions;

  for (guint32 i = document->blocks->len; i > 0 && position > 0 && positions - position < MAX_SMALL_PRINT; i--) {
    if (!is_text_leaf(document_block(document, i - 1)))
      continue;
    position--;
    if (position * 2 < positions)
      break;
    if (link_kind_is_small_print(survey_block(survey, i - 1)))
      start = position;
  }
  return start;
}

static void add_link(MarkdownDocument *result, Survey *survey, guint32 target, const char *sender_host,
                     const char *list_unsubscribe)
{
  const Document *document = survey->document;
  guint32 ordinal = survey->ordinals[target];
  const Appearance *appearance = &g_array_index(survey->appearances, Appearance, ordinal - 1);
  const Block *block = document_block(document, appearance->block);
  g_autofree char *block_text = leaf_window(document, block, appearance->segment);
  g_autofree char *shown = NULL;
  const char *url = g_ptr_array_index(document->targets, target);
  Link *link = link_new(ordinal, url, appearance->text, LINK_OTHER);
  LinkContext context = { .url = link->url,
                          .text = link->text,
                          .block = block_text,
                          .previous = neighbour(survey, appearance->block, -1),
                          .next = neighbour(survey, appearance->block, 1),
                          .block_index = appearance->position,
                          .block_count = survey->positions,
                          .in_small_print = appearance->position >= survey->small_print,
                          .is_image = appearance->is_image,
                          .sender_host = sender_host };

  if (appearance->heading != G_MAXUINT32)
    context.heading = survey_block(survey, appearance->heading);
  shown = url_shown(url);
  g_free(link->shown_url);
  link->shown_url = g_steal_pointer(&shown);
  context.shown_url = link->shown_url;
  link->kind = link_kind_guess(&context, list_unsubscribe);
  if (result->web_url == NULL && link->kind == LINK_ACTION && link_kind_is_web_version(&context))
    result->web_url = g_strdup(link->url);
  g_ptr_array_index(result->links, ordinal - 1) = link;
}

static MarkdownDocument *finish(Document *document, char *language, const char *list_unsubscribe)
{
  MarkdownDocument *result = g_new0(MarkdownDocument, 1);
  Survey survey = { .document = document };
  g_autofree char *sender_host = most_frequent_host(document);

  survey.ordinals = g_new0(guint32, document->targets->len + 1);
  survey.appearances = g_array_new(FALSE, FALSE, sizeof(Appearance));
  g_array_set_clear_func(survey.appearances, appearance_clear);
  survey.blocks = g_hash_table_new_full(NULL, NULL, NULL, link_block_free);
  survey_document(&survey);
  survey.small_print = small_print_start(&survey);
  result->links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);
  g_ptr_array_set_size(result->links, (gint)survey.appearances->len);
  for (guint32 target = 0; target < document->targets->len; target++)
    if (survey.ordinals[target] > 0)
      add_link(result, &survey, target, sender_host, list_unsubscribe);
  result->markdown = writer_markdown(document, survey.ordinals);
  result->language = language;
  result->words = survey.words;
  result->truncated = document->truncated;
  g_array_unref(survey.appearances);
  g_hash_table_unref(survey.blocks);
  g_free(survey.ordinals);
  return result;
}

MarkdownDocument *markdown_from_html(const char *html, gsize length, const char *list_unsubscribe)
{
  g_autoptr(Document) document = document_new(length / 4);
  char *language = NULL;

  build_html(document, html, length, &language);
  return finish(document, language, list_unsubscribe);
}

MarkdownDocument *markdown_from_text(const char *text, gsize length, const char *list_unsubscribe)
{
  g_autoptr(Document) document = document_new(length);

  plain_read(document, text, length);
  return finish(document, NULL, list_unsubscribe);
}

void markdown_document_free(MarkdownDocument *document)
{
  if (document == NULL)
    return;
  g_free(document->markdown);
  g_ptr_array_unref(document->links);
  g_free(document->web_url);
  g_free(document->language);
  g_free(document);
}
