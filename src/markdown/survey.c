/* SPDX-License-Identifier: MIT */
#include "markdown/survey.h"

#include <string.h>

#include "markdown/excerpt.h"
#include "markdown/link_company.h"
#include "markdown/link_kind.h"
#include "markdown/url.h"
#include "util/text.h"

#define MAX_LINK_TEXT 300 /* characters of Link.text */

#define MAX_SMALL_PRINT 40u /* blocks at the end among which it may begin */
#define NOTICE_BLOCKS 12u   /* at the end among which the copyright notice is */
#define MAX_NEIGHBOUR 16u   /* blocks between a block and the one called next to it: marks of lists and cells */
#define MAX_LABEL 64u       /* bytes of a block that says what follows */
#define LABEL_REACH 12u     /* blocks with text for which it says so, */
#define MAX_LABELS 4000u    /* blocks among which advertisements are looked for; newsletters have hundreds */
#define ADVERT_REACH 8u     /* and before the first link of an advertisement */
#define MASTHEAD 4u         /* blocks that name the sponsor of a whole newsletter */

/* What the first appearance of a target knows. */
typedef struct {
  guint32 block;        /* index of its leaf */
  guint32 segment, end; /* in it */
  guint32 position;     /* of that leaf among those with text */
  guint32 heading,
      label; /* indices of the leaves above with a heading and with words that are no link's; G_MAXUINT32 */
  char *text;
  gboolean is_image, in_advert;
  gboolean leads_on; /* another text leads there, too */
} Appearance;

typedef struct {
  const Document *document;
  Survey *result;
  const char *list_unsubscribe;
  char *sender_host;
  GArray *appearances; /* by ordinal - 1 */
  GArray *uses;        /* of LinkUseAt */
  GArray *lines;       /* of LinkLine */
  guint32 positions, line_count;
  guint32 small_print;    /* the position where it begins */
  LinkBlock *notice;      /* whose copyright it is; NULL */
  guint32 heading, label; /* as in Appearance */
  guint32 label_position;
  guint32 advert, advert_position; /* the leaf that says that an advertisement follows; G_MAXUINT32 */
  gboolean is_advert_open;
  GHashTable *blocks; /* index of a leaf to its LinkBlock, for those that somebody looked at */
} Surveyor;

static void appearance_clear(gpointer data)
{
  g_free(((Appearance *)data)->text);
}

static gboolean is_text_leaf(const Block *block)
{
  return block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING;
}

/* --- blocks --- */

/* A leaf for those that look at it from their own places; belongs to the surveyor. */
static LinkBlock *block_at(Surveyor *surveyor, guint32 index)
{
  LinkBlock *block = index == G_MAXUINT32 ? NULL : g_hash_table_lookup(surveyor->blocks, GUINT_TO_POINTER(index));

  if (block == NULL && index != G_MAXUINT32) {
    LinkPlace place;
    gboolean is_cut;

    block = g_new0(LinkBlock, 1);
    block->text = excerpt_window(surveyor->document, document_block(surveyor->document, index), 0, 0, &place, &is_cut);
    g_hash_table_insert(surveyor->blocks, GUINT_TO_POINTER(index), block);
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
static LinkBlock *neighbour(Surveyor *surveyor, guint32 index, int step)
{
  const Document *document = surveyor->document;

  for (guint i = 0; i < MAX_NEIGHBOUR; i++) {
    index += (guint32)step; /* below 0 is beyond the end, too */
    if (index >= document->blocks->len)
      break;
    if (is_text_leaf(document_block(document, index)))
      return block_at(surveyor, index);
  }
  return NULL;
}

/* The last of the last blocks that says whose copyright it is; NULL. */
static LinkBlock *find_notice(Surveyor *surveyor)
{
  const Document *document = surveyor->document;
  guint32 looked_at = 0;

  for (guint32 i = document->blocks->len; i > 0 && looked_at < NOTICE_BLOCKS; i--) {
    LinkBlock *block;

    if (!is_text_leaf(document_block(document, i - 1)))
      continue;
    looked_at++;
    block = block_at(surveyor, i - 1);
    if (link_kind_is_notice(block))
      return block;
  }
  return NULL;
}

/* The position from which on everything is small print; a large number when nothing is. */
static guint32 small_print_start(Surveyor *surveyor)
{
  const Document *document = surveyor->document;
  guint32 positions = surveyor->positions, position = positions, i = document->blocks->len;

  while (i > 0 && position > 0 && (position - 1) * 2 >= positions && positions - position < MAX_SMALL_PRINT)
    position -= is_text_leaf(document_block(document, --i));
  for (; i < document->blocks->len; i++) {
    if (!is_text_leaf(document_block(document, i)))
      continue;
    if (link_kind_is_small_print(block_at(surveyor, i)))
      return position;
    position++;
  }
  return G_MAXUINT32;
}

/* --- first pass: where links stand --- */

static void add_appearance(Surveyor *surveyor, Appearance *appearance, guint32 target)
{
  const Document *document = surveyor->document;
  const Block *leaf = document_block(document, appearance->block);
  g_autofree char *raw = excerpt_text(document, leaf, appearance->segment, appearance->end);
  g_autofree char *line = text_clean_line(raw, -1);

  appearance->text = text_ellipsize(line, MAX_LINK_TEXT);
  g_array_append_vals(surveyor->appearances, appearance, 1);
  surveyor->result->ordinals[target] = surveyor->appearances->len;
}

static gboolean same_text(const Document *document, const Appearance *a, const Appearance *b)
{
  const Segment *one = document_segment(document, document_block(document, a->block)->first + a->segment);
  const Segment *other = document_segment(document, document_block(document, b->block)->first + b->segment);

  return one->length == other->length &&
         memcmp(document->text->str + one->start, document->text->str + other->start, one->length) == 0;
}

/* A later use. */
static void note_use(Surveyor *surveyor, const Appearance *use, guint32 target)
{
  Appearance *first = &g_array_index(surveyor->appearances, Appearance, surveyor->result->ordinals[target] - 1);

  first->leads_on = first->leads_on || (!use->is_image && !same_text(surveyor->document, first, use));
}

/* The use of a link that begins in a segment of the leaf. Returns where it ends. */
static guint32 add_use(Surveyor *surveyor, guint32 index, guint32 segment, gboolean in_advert)
{
  const Document *document = surveyor->document;
  const Block *leaf = document_block(document, index);
  Appearance appearance = { .block = index,
                            .segment = segment,
                            .position = surveyor->positions,
                            .heading = surveyor->heading,
                            .label = surveyor->label,
                            .in_advert = in_advert };
  guint32 link = document_segment(document, leaf->first + segment)->link;
  LinkUseAt use = { .target = g_array_index(document->uses, LinkUse, link - 1).target, .line = surveyor->lines->len };

  appearance.end = excerpt_link_end(document, leaf, segment, &appearance.is_image);
  use.is_first = surveyor->result->ordinals[use.target] == 0;
  if (use.is_first)
    add_appearance(surveyor, &appearance, use.target);
  else
    note_use(surveyor, &appearance, use.target);
  g_array_append_val(surveyor->uses, use);
  return appearance.end;
}

/* Bytes of letters and digits, no more than it takes to tell; separators of menus do not count. */
static guint32 count_plain(const char *text, gsize length)
{
  guint32 n = 0;

  for (const char *p = text, *end = text + length; p < end && n <= LINK_COMPANY_CONNECTING; p = g_utf8_next_char(p))
    if (g_ascii_isalnum(*p) || ((guchar)*p >= 0xc3 && (guchar)*p != 0xe2))
      n += g_utf8_skip[(guchar)*p];
  return n;
}

static void end_line(Surveyor *surveyor, LinkLine *line)
{
  if (line->links > 0)
    g_array_append_vals(surveyor->lines, line, 1);
  surveyor->line_count += line->links + line->plain > 0;
  line->number = surveyor->line_count;
  line->links = line->plain = 0;
}

/* Returns whether there are words in the leaf that are no link's. */
static gboolean survey_links(Surveyor *surveyor, guint32 index, gboolean in_advert)
{
  const Document *document = surveyor->document;
  const Block *leaf = document_block(document, index);
  LinkLine line = { .number = surveyor->line_count,
                    .position = surveyor->positions,
                    .is_heading = leaf->kind == BLOCK_HEADING };
  gboolean has_plain = FALSE;
  guint32 i = 0;

  while (i < leaf->count) {
    const Segment *segment = document_segment(document, leaf->first + i);

    if (segment->link != 0) {
      i = add_use(surveyor, index, i, in_advert);
      line.links++;
      continue;
    }
    if (segment->kind == SEGMENT_TEXT && line.plain <= LINK_COMPANY_CONNECTING)
      line.plain += count_plain(document->text->str + segment->start, segment->length);
    if (segment->kind == SEGMENT_BREAK) {
      has_plain = has_plain || line.plain > 0;
      end_line(surveyor, &line);
    }
    i++;
  }
  has_plain = has_plain || line.plain > 0;
  end_line(surveyor, &line);
  return has_plain;
}

/* Returns whether a leaf opens or closes an advertisement: the same label again is the other end of a fence. */
static gboolean take_advert_label(Surveyor *surveyor, guint32 index, const Block *leaf)
{
  LinkBlock *block, *opened;

  if (surveyor->positions < MASTHEAD || surveyor->positions > MAX_LABELS || leaf->count == 0 ||
      excerpt_length(surveyor->document, leaf) > MAX_LABEL)
    return FALSE;
  block = block_at(surveyor, index);
  if (!link_kind_is_advert_label(block))
    return FALSE;
  opened =
      surveyor->positions - surveyor->advert_position <= ADVERT_REACH ? block_at(surveyor, surveyor->advert) : NULL;
  surveyor->is_advert_open = opened == NULL || strcmp(opened->text, block->text) != 0;
  surveyor->advert = surveyor->is_advert_open ? index : G_MAXUINT32;
  surveyor->advert_position = surveyor->positions;
  return TRUE;
}

static void survey_leaf(Surveyor *surveyor, guint32 index, const Block *leaf)
{
  guint uses = surveyor->uses->len;
  gboolean is_heading = leaf->kind == BLOCK_HEADING, has_plain, is_label;

  if (surveyor->positions - surveyor->label_position > LABEL_REACH)
    surveyor->label = G_MAXUINT32;
  is_label = take_advert_label(surveyor, index, leaf);
  if (is_heading || surveyor->positions - surveyor->advert_position > ADVERT_REACH)
    surveyor->is_advert_open = FALSE; /* headings have their own say */
  has_plain = survey_links(surveyor, index, surveyor->is_advert_open);
  if (surveyor->uses->len > uses && !is_label)
    surveyor->is_advert_open = FALSE;
  if (has_plain) {
    surveyor->label = index;
    surveyor->label_position = surveyor->positions;
  }
  if (is_heading)
    surveyor->heading = index;
  surveyor->positions++;
}

static void survey_blocks(Surveyor *surveyor)
{
  const Document *document = surveyor->document;

  for (guint32 i = 0; i < document->blocks->len; i++) {
    const Block *block = document_block(document, i);

    if (block->kind == BLOCK_RULE)
      surveyor->is_advert_open = FALSE;
    if (block->kind == BLOCK_OPEN || block->kind == BLOCK_CLOSE || block->kind == BLOCK_RULE)
      continue;
    surveyor->result->words += excerpt_count_words(document, block, block->kind == BLOCK_CODE ? 1 : block->count);
    if (is_text_leaf(block))
      survey_leaf(surveyor, i, block);
  }
}

/* The host that most links go to. */
static char *most_frequent_host(const Document *document)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autofree guint *uses = g_new0(guint, document->targets->len + 1);
  const char *best = "";
  char *key = NULL;
  guint best_count = 0, *count = NULL;

  for (guint i = 0; i < document->uses->len; i++)
    uses[g_array_index(document->uses, LinkUse, i).target]++;
  for (guint i = 0; i < document->targets->len; i++) {
    UrlSlice host = url_site(g_ptr_array_index(document->targets, i));
    gsize length = (gsize)(host.end - host.start);

    if (length == 0)
      continue;
    if (key == NULL || strncmp(key, host.start, length) != 0 ||
        key[length] != '\0') { /* often that of the one before */
      g_autofree char *name = g_strndup(host.start, length);
      gpointer known, found;

      if (g_hash_table_lookup_extended(counts, name, &known, &found)) {
        key = known;
        count = found;
      } else {
        key = g_steal_pointer(&name);
        count = g_new0(guint, 1);
        g_hash_table_insert(counts, key, count);
      }
    }
    *count += uses[i]; /* every target has a use */
    if (*count > best_count) {
      best = key;
      best_count = *count;
    }
  }
  return g_strdup(best_count > 1 ? best : ""); /* one link makes no sender */
}

/* --- second pass: what they are --- */

static void add_link(Surveyor *surveyor, guint32 target)
{
  const Document *document = surveyor->document;
  Survey *result = surveyor->result;
  guint32 ordinal = result->ordinals[target];
  const Appearance *appearance = &g_array_index(surveyor->appearances, Appearance, ordinal - 1);
  const Block *block = document_block(document, appearance->block);
  const char *url = g_ptr_array_index(document->targets, target);
  g_autofree char *block_text = NULL;
  gboolean is_web;
  Link *link = link_new(ordinal, url, appearance->text, LINK_OTHER);
  LinkContext context = { .url = link->url,
                          .text = link->text,
                          .heading = block_at(surveyor, appearance->heading),
                          .previous = neighbour(surveyor, appearance->block, -1),
                          .next = neighbour(surveyor, appearance->block, 1),
                          .label = block_at(surveyor, appearance->label),
                          .notice = surveyor->notice,
                          .block_index = appearance->position,
                          .block_count = surveyor->positions,
                          .in_small_print = appearance->position >= surveyor->small_print,
                          .in_advert = appearance->in_advert,
                          .is_image = appearance->is_image,
                          .is_heading = block->kind == BLOCK_HEADING,
                          .leads_on = appearance->leads_on,
                          .sender_host = surveyor->sender_host };

  if (excerpt_length(document, block) <= EXCERPT_MOST / 2) {
    context.block = block_at(surveyor, appearance->block);
    context.place = excerpt_place(document, block, appearance->segment, appearance->end, context.block->text);
  } else {
    block_text = excerpt_window(document, block, appearance->segment, appearance->end, &context.place, &context.is_cut);
  }
  g_free(link->shown_url);
  link->shown_url = url_shown(url);
  context.shown_url = link->shown_url;
  link->kind = link_kind_guess(&context, surveyor->list_unsubscribe, &is_web);
  if (result->web_url == NULL && is_web)
    result->web_url = g_strdup(link->url);
  g_ptr_array_index(result->links, ordinal - 1) = link;
}

Survey *survey_document(const Document *document, const char *list_unsubscribe)
{
  Survey *result = g_new0(Survey, 1);
  Surveyor surveyor = { .document = document,
                        .result = result,
                        .list_unsubscribe = list_unsubscribe,
                        .sender_host = most_frequent_host(document),
                        .heading = G_MAXUINT32,
                        .label = G_MAXUINT32,
                        .advert = G_MAXUINT32 };

  result->ordinals = g_new0(guint32, document->targets->len + 1);
  surveyor.appearances = g_array_new(FALSE, FALSE, sizeof(Appearance));
  g_array_set_clear_func(surveyor.appearances, appearance_clear);
  surveyor.uses = g_array_new(FALSE, FALSE, sizeof(LinkUseAt));
  surveyor.lines = g_array_new(FALSE, FALSE, sizeof(LinkLine));
  surveyor.blocks = g_hash_table_new_full(NULL, NULL, NULL, link_block_free);
  survey_blocks(&surveyor);
  surveyor.small_print = small_print_start(&surveyor);
  surveyor.notice = find_notice(&surveyor);
  result->links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);
  g_ptr_array_set_size(result->links, (gint)surveyor.appearances->len);
  for (guint32 target = 0; target < document->targets->len; target++)
    if (result->ordinals[target] > 0)
      add_link(&surveyor, target);
  link_company_judge(
      &(LinkCompanies){ surveyor.uses, surveyor.lines, result->links, result->ordinals, surveyor.positions });
  g_array_unref(surveyor.appearances);
  g_array_unref(surveyor.uses);
  g_array_unref(surveyor.lines);
  g_hash_table_unref(surveyor.blocks);
  g_free(surveyor.sender_host);
  return result;
}

void survey_free(Survey *survey)
{
  if (survey == NULL)
    return;
  g_clear_pointer(&survey->links, g_ptr_array_unref);
  g_free(survey->ordinals);
  g_free(survey->web_url);
  g_free(survey);
}
