/* SPDX-License-Identifier: MIT */
#include "markdown/document.h"

#include <string.h>

#include "markdown/append.h"
#include "markdown/scan.h"
#include "markdown/url.h"

#define MAX_LEAF 4096u /* segments: a longer run of lines is cut into paragraphs, for memory's sake */
#define MAX_BREAKS 2u  /* more of them are spacing, not text */

/* Targets are long: g_str_hash would take most of the time of finding one. */
static guint hash_target(gconstpointer key)
{
  return (guint)scan_hash(key, strlen(key));
}

Document *document_new(gsize size_hint)
{
  Document *document = g_new0(Document, 1);

  document->text = g_string_sized_new(size_hint);
  document->segments = g_array_new(FALSE, FALSE, sizeof(Segment));
  document->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
  document->uses = g_array_new(FALSE, FALSE, sizeof(LinkUse));
  document->targets = g_ptr_array_new_with_free_func(g_free);
  document->target_index = g_hash_table_new(hash_target, g_str_equal);
  document->open = g_array_new(FALSE, FALSE, sizeof(guint32));
  return document;
}

void document_free(Document *document)
{
  if (document == NULL)
    return;
  g_string_free(document->text, TRUE);
  g_array_unref(document->segments);
  g_array_unref(document->blocks);
  g_array_unref(document->uses);
  g_hash_table_unref(document->target_index);
  g_ptr_array_unref(document->targets);
  g_array_unref(document->open);
  g_free(document);
}

/* --- inline --- */

typedef enum { CHAR_VISIBLE, CHAR_SPACE, CHAR_DROPPED, CHAR_JOINER } CharClass;

/* Soft hyphens, zero-width spaces and fillers show nothing; mails use runs of them to pad the preview text. Joiners and direction marks mean
 * something only between two characters. */
static CharClass classify(gunichar c)
{
  if (c <= 0x20 || c == 0xa0)
    return c == 0x20 || c == 0xa0 || (c >= 9 && c <= 13) ? CHAR_SPACE : CHAR_DROPPED;
  if (c < 0x7f)
    return CHAR_VISIBLE;
  if (c < 0xa0 || c == 0xad || c == 0x34f || c == 0x180e || c == 0x200b || c == 0x2060 || c == 0xfeff)
    return CHAR_DROPPED;
  if (c == 0x200c || c == 0x200d || c == 0x200e || c == 0x200f || c == 0x61c)
    return CHAR_JOINER;
  if (c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
      c == 0x3000)
    return CHAR_SPACE;
  return CHAR_VISIBLE;
}

static void append_segment(Document *document, SegmentKind kind, const char *text, gsize length, guint formats,
                           guint32 link, gboolean is_image)
{
  Segment segment = {
    (guint32)document->text->len, (guint32)length, link, (guint8)kind, (guint8)formats, (guint8)is_image
  };

  append_bytes(document->text, text, length);
  g_array_append_val(document->segments, segment);
}

/* The last segment when text of these properties may be appended to it. */
static Segment *same_segment(Document *document, guint formats, guint32 link, gboolean is_image)
{
  Segment *last;

  if (document->segments->len == document->leaf_first)
    return NULL;
  last = document_segment(document, document->segments->len - 1);
  if (last->kind != SEGMENT_TEXT || last->formats != formats || last->link != link || last->is_image != is_image)
    return NULL;
  return last;
}

/* A character kept aside. g_strlcpy() would measure all that follows it. */
static void keep(char aside[4], const char *text, gsize length)
{
  memcpy(aside, text, length);
  aside[length] = '\0';
}

static gboolean is_word_char(gunichar c)
{
  return c < 0x80 ? g_ascii_isalnum((char)c) : g_unichar_isalnum(c);
}

/* The gap counts only between two letters or digits. */
static void resolve_gap(Document *document, gunichar next, guint formats)
{
  const char *end = document->text->str + document->text->len;

  if (document->gap && !document->space && document->breaks == 0 && document->has_leaf_text && is_word_char(next) &&
      is_word_char(g_utf8_get_char(g_utf8_prev_char(end)))) {
    document->space = TRUE;
    document->space_formats = (guint8)formats;
    keep(document->space_text, " ", 1);
  }
  document->gap = FALSE;
}

/* What stood between the last character and this one becomes segments. */
static void resolve_pending(Document *document, gunichar next, guint formats, guint32 link, gboolean is_image)
{
  Segment *last;

  resolve_gap(document, next, formats);
  for (; document->breaks > 0; document->breaks--) {
    append_segment(document, SEGMENT_BREAK, "", 0, document->break_formats, 0, FALSE);
    document->space = FALSE;
  }
  if (document->space && document->has_leaf_text) {
    last = same_segment(document, formats, link, is_image);
    if (last != NULL && (document->space_formats & formats) == formats) {
      g_string_append(document->text, document->space_text);
      last->length += (guint32)strlen(document->space_text);
    } else {
      append_segment(document, SEGMENT_SPACE, document->space_text, strlen(document->space_text),
                     document->space_formats, 0, FALSE);
    }
  }
  document->space = FALSE;
}

static void add_visible(Document *document, const char *text, gsize length, guint formats, guint32 link,
                        gboolean is_image)
{
  Segment *last;

  if (document->space || document->gap || document->breaks > 0)
    resolve_pending(document, g_utf8_get_char(text), formats, link, is_image);
  last = same_segment(document, formats, link, is_image);
  if (last == NULL) {
    append_segment(document, SEGMENT_TEXT, "", 0, formats, link, is_image);
    last = document_segment(document, document->segments->len - 1);
  }
  if (document->joiner[0] != '\0') {
    if (document->has_leaf_text) {
      last->length += (guint32)strlen(document->joiner);
      g_string_append(document->text, document->joiner);
    }
    document->joiner[0] = '\0';
  }
  append_bytes(document->text, text, length);
  last->length += (guint32)length;
  document->has_leaf_text = TRUE;
}

static void add_space(Document *document, const char *text, gsize length, guint formats)
{
  gboolean is_plain = length == 1 || (guchar)text[0] == 0xc2; /* ASCII, or a no-break space */

  document->joiner[0] = '\0';
  if (!document->has_leaf_text || document->breaks > 0)
    return;
  if (!document->space) {
    document->space = TRUE;
    document->space_formats = 0;
    if (is_plain || strncmp(text, "\xe2\x80\xa8", 3) == 0 || strncmp(text, "\xe2\x80\xa9", 3) == 0)
      keep(document->space_text, " ", 1);
    else
      keep(document->space_text, text, length);
  } else {
    keep(document->space_text, " ", 1);
  }
  document->space_formats |= (guint8)formats;
}

enum { RUN_VISIBLE = 1, RUN_SPACE = 2 };

/* Bytes of characters that are surely visible: of ASCII, Latin, Greek, Cyrillic and most others. A first byte without a class may begin white
 * space, a joiner or something that is dropped. */
static const guint8 run_classes[256] = { [0x20] = RUN_SPACE,
                                         [0x21 ... 0x7e] = RUN_VISIBLE,
                                         [0x80 ... 0xbf] = RUN_VISIBLE, /* within one */
                                         [0xc3 ... 0xcc] = RUN_VISIBLE,
                                         [0xce ... 0xd7] = RUN_VISIBLE,
                                         [0xd9 ... 0xe0] = RUN_VISIBLE,
                                         [0xe4 ... 0xee] = RUN_VISIBLE,
                                         [0xf0 ... 0xff] = RUN_VISIBLE };

/* The end of the run of text at p that goes in as it is: visible characters, single spaces between them. p: at no space. */
static const char *visible_run(const char *p, const char *end)
{
  guint8 class, last = 0;

  for (;;) {
    /* No branch depends on where words end: it would be foreseen wrongly once a word. */
    for (; p < end && (class = run_classes[(guchar)*p]) != 0 && !(class & last & RUN_SPACE); p++)
      last = class;
    if (p == end || (guchar)*p < 0xe1 || classify(g_utf8_get_char(p)) != CHAR_VISIBLE)
      break;
    p += MIN(g_utf8_skip[(guchar)*p], end - p);
    last = RUN_VISIBLE;
  }
  return last == RUN_SPACE ? p - 1 : p;
}

static const char *skip_white_space(const char *p, const char *end)
{
  while (p < end && g_ascii_isspace(*p))
    p++;
  return p;
}

void document_text(Document *document, const char *text, gsize length, guint formats, guint32 link, gboolean is_image)
{
  const char *p = text, *end = text + length;

  while (p < end) {
    const char *run = *p != ' ' ? visible_run(p, end) : p;
    gsize size;

    if (run > p) {
      add_visible(document, p, (gsize)(run - p), formats, link, is_image);
      p = run;
      continue;
    }
    if (g_ascii_isspace(*p)) {
      add_space(document, " ", 1, formats);
      p = skip_white_space(p, end);
      continue;
    }
    size = MIN((gsize)g_utf8_skip[(guchar)*p], (gsize)(end - p));
    switch (classify(g_utf8_get_char(p))) {
    case CHAR_VISIBLE:
      add_visible(document, p, size, formats, link, is_image);
      break;
    case CHAR_SPACE:
      add_space(document, p, size, formats);
      break;
    case CHAR_JOINER:
      if (document->has_leaf_text && !document->space && document->breaks == 0)
        keep(document->joiner, p, size);
      break;
    case CHAR_DROPPED:
      break;
    }
    p += size;
  }
}

void document_space(Document *document, guint formats)
{
  add_space(document, " ", 1, formats);
}

void document_gap(Document *document)
{
  document->gap = TRUE;
}

void document_break(Document *document, guint formats)
{
  document->joiner[0] = '\0';
  if (!document->has_leaf_text)
    return;
  document->space = FALSE;
  if (document->segments->len - document->leaf_first > MAX_LEAF) {
    document_end_leaf(document, BLOCK_PARAGRAPH, 0);
    return;
  }
  if (document->breaks == 0)
    document->break_formats = 0;
  document->break_formats |= (guint8)formats;
  document->breaks = MIN(document->breaks + 1, MAX_BREAKS);
}

/* --- blocks --- */

static Block *top(Document *document)
{
  if (document->open->len == 0)
    return NULL;
  return document_block(document, g_array_index(document->open, guint32, document->open->len - 1));
}

static gboolean top_is(Document *document, Container container)
{
  Block *block = top(document);

  return block != NULL && block->container == container;
}

static void push(Document *document, const Block *block)
{
  guint32 index = document->blocks->len;

  g_array_append_vals(document->blocks, block, 1);
  g_array_append_val(document->open, index);
  if (block->container == CONTAINER_LIST || block->container == CONTAINER_QUOTE)
    document->depth++;
}

static void pop(Document *document, gboolean keep_empty)
{
  Block close = *top(document);
  guint32 index = g_array_index(document->open, guint32, document->open->len - 1);

  close.kind = BLOCK_CLOSE;
  close.first = index;
  g_array_set_size(document->open, document->open->len - 1);
  if (close.container == CONTAINER_LIST || close.container == CONTAINER_QUOTE)
    document->depth--;
  if (index + 1 == document->blocks->len && !keep_empty)
    g_array_set_size(document->blocks, index);
  else
    g_array_append_val(document->blocks, close);
}

/* A leaf directly in a list is an item of its own. */
static void ensure_item(Document *document)
{
  Block item = { .kind = BLOCK_OPEN, .container = CONTAINER_ITEM, .is_implied = TRUE };

  if (top_is(document, CONTAINER_LIST))
    push(document, &item);
}

static void add_leaf(Document *document, const Block *block)
{
  ensure_item(document);
  g_array_append_vals(document->blocks, block, 1);
}

gboolean document_end_leaf(Document *document, BlockKind kind, guint level)
{
  Block block = { .kind = (guint8)kind, .level = (guint8)level, .first = document->leaf_first };
  gboolean has_text = document->has_leaf_text;

  block.count = document->segments->len - document->leaf_first;
  if (has_text)
    add_leaf(document, &block);
  document->leaf_first = document->segments->len;
  document->has_leaf_text = document->space = document->gap = FALSE;
  document->breaks = 0;
  document->joiner[0] = '\0';
  return has_text;
}

void document_rule(Document *document)
{
  Block block = { .kind = BLOCK_RULE };

  add_leaf(document, &block);
}

void document_code(Document *document, const char *text, gsize length, const char *language)
{
  Block block = { .kind = BLOCK_CODE, .first = document->segments->len, .count = 1 };

  append_segment(document, SEGMENT_TEXT, text, length, FORMAT_CODE, 0, FALSE);
  if (language != NULL) {
    append_segment(document, SEGMENT_TEXT, language, strlen(language), 0, 0, FALSE);
    block.count = 2;
  }
  document->leaf_first = document->segments->len;
  add_leaf(document, &block);
}

static const Block *last_block(Document *document)
{
  return document->blocks->len > 0 ? document_block(document, document->blocks->len - 1) : NULL;
}

/* Takes back the close mark that ended the last block, so that what comes goes into it. */
static gboolean reopen(Document *document, Container container, gboolean implied_only)
{
  const Block *last = last_block(document);
  guint32 index;

  if (last == NULL || last->kind != BLOCK_CLOSE || last->container != container || (implied_only && !last->is_implied))
    return FALSE;
  index = last->first;
  g_array_set_size(document->blocks, document->blocks->len - 1);
  g_array_append_val(document->open, index);
  document->depth += container == CONTAINER_LIST;
  return TRUE;
}

gboolean document_open(Document *document, Container container, const Block *properties)
{
  Block block = *properties;
  Block list = { .kind = BLOCK_OPEN, .container = CONTAINER_LIST, .is_implied = TRUE };

  block.kind = BLOCK_OPEN;
  block.container = (guint8)container;
  if (container == CONTAINER_ITEM) {
    if (top_is(document, CONTAINER_ITEM) && top(document)->is_implied)
      pop(document, FALSE);
    if (!top_is(document, CONTAINER_LIST)) {
      if (document->depth >= DOCUMENT_MAX_DEPTH)
        return FALSE;
      if (!reopen(document, CONTAINER_LIST, TRUE))
        push(document, &list);
    }
  } else if (container == CONTAINER_LIST || container == CONTAINER_QUOTE) {
    if (document->depth >= DOCUMENT_MAX_DEPTH)
      return FALSE;
    if (top_is(document, CONTAINER_LIST)) {
      if (reopen(document, CONTAINER_ITEM, FALSE))
        top(document)->is_implied = TRUE;
      else
        ensure_item(document);
    }
  } else {
    ensure_item(document);
  }
  push(document, &block);
  return TRUE;
}

void document_close(Document *document, Container container, gboolean keep_empty)
{
  while (top(document) != NULL && top(document)->container != container && top(document)->is_implied)
    pop(document, FALSE);
  if (!top_is(document, container))
    return;
  pop(document, keep_empty);
  if (container == CONTAINER_ITEM && top_is(document, CONTAINER_LIST) && top(document)->is_implied)
    pop(document, FALSE);
}

void document_mark_loose(Document *document)
{
  for (guint i = document->open->len; i-- > 0;) {
    Block *block = document_block(document, g_array_index(document->open, guint32, i));

    if (block->container == CONTAINER_LIST) {
      block->is_loose = TRUE;
      return;
    }
  }
}

/* --- links --- */

guint32 document_link(Document *document, const char *href)
{
  LinkUse use;
  gpointer found;
  char *url = url_repair(href);

  if (url == NULL)
    return 0;
  if (g_hash_table_lookup_extended(document->target_index, url, NULL, &found)) {
    use.target = GPOINTER_TO_UINT(found);
    g_free(url);
  } else if (document->targets->len < DOCUMENT_MAX_LINKS) {
    use.target = document->targets->len;
    g_ptr_array_add(document->targets, url);
    g_hash_table_insert(document->target_index, url, GUINT_TO_POINTER(use.target));
  } else {
    g_free(url);
    document->truncated = TRUE;
    return 0;
  }
  g_array_append_val(document->uses, use);
  return document->uses->len;
}
