/* SPDX-License-Identifier: MIT */
#include "markdown/writer.h"

#include <string.h>

#include "markdown/append.h"
#include "markdown/inline.h"

#define MAX_NUMBER 999999999u /* more digits are no list marker (CommonMark 5.2) */
#define MAX_CONTAINERS (3 * DOCUMENT_MAX_DEPTH + 1)

/* What stood last at one level: decides whether a new line is enough before the next block. */
typedef enum { LAST_NOTHING, LAST_PARAGRAPH, LAST_LIST, LAST_QUOTE, LAST_OTHER } Last;

typedef struct {
  Container container;
  char marker[16]; /* an item's first line begins with it */
  guint width;     /* of the marker: later lines are indented by it */
  gboolean marker_written;
  gboolean is_loose, is_ordered, alternate; /* list */
  guint32 number;
  Last last;
  gboolean last_ordered, last_alternate; /* of LAST_LIST */
} Level;

typedef struct {
  GString *out;
  const Document *document;
  const guint32 *ordinals;
  Level levels[MAX_CONTAINERS];
  guint depth;
  GString *scratch;
  InlineWriter inlines;
} Writer;

static Level *top(Writer *w)
{
  return &w->levels[w->depth - 1];
}

static void end_line(Writer *w)
{
  while (w->out->len > 0 && w->out->str[w->out->len - 1] == ' ')
    g_string_truncate(w->out, w->out->len - 1);
  g_string_append_c(w->out, '\n');
}

/* The prefix of a line: quote marks, and each item's marker once, spaces after. */
static void begin_line(Writer *w)
{
  for (guint i = 1; i < w->depth; i++) {
    Level *level = &w->levels[i];

    if (level->container == CONTAINER_QUOTE) {
      g_string_append(w->out, "> ");
    } else if (level->container == CONTAINER_ITEM) {
      if (!level->marker_written)
        g_string_append(w->out, level->marker);
      else
        for (guint k = 0; k < level->width; k++)
          g_string_append_c(w->out, ' ');
      level->marker_written = TRUE;
    }
  }
}

static void write_line(Writer *w, const char *line, gsize length)
{
  begin_line(w);
  append_bytes(w->out, line, length);
  g_string_append_c(w->out, '\n');
}

static void blank_line(Writer *w)
{
  begin_line(w);
  end_line(w);
}

/* --- between blocks --- */

static gboolean in_tight_list(const Writer *w)
{
  return w->depth >= 3 && w->levels[w->depth - 1].container == CONTAINER_ITEM && !w->levels[w->depth - 2].is_loose;
}

/* Only what may interrupt the block before it can follow without a blank line (CommonMark 5.2, 4.8). */
static gboolean may_touch(Last last, const Block *next, gboolean next_has_text)
{
  gboolean is_open = next->kind == BLOCK_OPEN;

  if (is_open && ((last == LAST_LIST && next->container == CONTAINER_LIST) ||
                  (last == LAST_QUOTE && next->container == CONTAINER_QUOTE)))
    return FALSE;
  if (last == LAST_OTHER)
    return TRUE;
  if (is_open && next->container == CONTAINER_LIST)
    return next_has_text && (!next->is_ordered || next->number == 1);
  return is_open || next->kind != BLOCK_PARAGRAPH;
}

static void separate(Writer *w, const Block *next, gboolean next_has_text, Last becomes)
{
  Last last = top(w)->last;

  if (last != LAST_NOTHING && !(in_tight_list(w) && may_touch(last, next, next_has_text)))
    blank_line(w);
  top(w)->last = becomes;
}

/* --- leaves --- */

static void write_text(Writer *w, const Block *block)
{
  const char *p, *end;

  separate(w, block, TRUE, block->kind == BLOCK_HEADING ? LAST_OTHER : LAST_PARAGRAPH);
  g_string_truncate(w->scratch, 0);
  if (block->kind == BLOCK_HEADING) {
    g_string_append_len(w->scratch, "######", block->level);
    g_string_append_c(w->scratch, ' ');
  }
  inline_write(&w->inlines, w->scratch, w->document, block, w->ordinals);
  end = w->scratch->str + w->scratch->len;
  for (p = w->scratch->str; p < end;) {
    const char *newline = memchr(p, '\n', (gsize)(end - p));
    const char *stop = newline != NULL ? newline : end;

    write_line(w, p, (gsize)(stop - p));
    p = newline != NULL ? newline + 1 : end;
  }
}

static gsize longest_run(const char *text, gsize length, char c)
{
  gsize longest = 0, run = 0;

  for (gsize i = 0; i < length; i++) {
    run = text[i] == c ? run + 1 : 0;
    longest = MAX(longest, run);
  }
  return longest;
}

static void append_language(GString *fence, const char *language, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if (g_ascii_ispunct(language[i]) && strchr("-+_.#", language[i]) == NULL)
      g_string_append_c(fence, '\\');
    g_string_append_c(fence, language[i]);
  }
}

static void write_code(Writer *w, const Block *block)
{
  const Segment *text = document_segment(w->document, block->first);
  const char *p = w->document->text->str + text->start, *end = p + text->length;
  gsize ticks = MAX(3, longest_run(p, text->length, '`') + 1);

  separate(w, block, TRUE, LAST_OTHER);
  g_string_truncate(w->scratch, 0);
  for (gsize i = 0; i < ticks; i++)
    g_string_append_c(w->scratch, '`');
  if (block->count > 1) {
    const Segment *language = document_segment(w->document, block->first + 1);

    append_language(w->scratch, w->document->text->str + language->start, language->length);
  }
  write_line(w, w->scratch->str, w->scratch->len);
  while (p < end) {
    const char *newline = memchr(p, '\n', (gsize)(end - p));
    const char *stop = newline != NULL ? newline : end;

    if (stop > p)
      write_line(w, p, (gsize)(stop - p));
    else
      blank_line(w);
    p = newline != NULL ? newline + 1 : end;
  }
  write_line(w, w->scratch->str, ticks);
}

/* --- containers --- */

static void open_list(Writer *w, const Block *block, gboolean has_text)
{
  Level list = {
    .container = CONTAINER_LIST, .is_loose = block->is_loose, .is_ordered = block->is_ordered, .number = block->number
  };
  Level *parent = top(w);

  /* Two lists of one kind in a row would be one list: the other marker keeps them apart. */
  if (parent->last == LAST_LIST && parent->last_ordered == list.is_ordered)
    list.alternate = !parent->last_alternate;
  separate(w, block, has_text, LAST_LIST);
  parent->last_ordered = list.is_ordered;
  parent->last_alternate = list.alternate;
  w->levels[w->depth++] = list;
}

static void open_item(Writer *w)
{
  Level *list = top(w);
  Level item = { .container = CONTAINER_ITEM };

  if (list->last != LAST_NOTHING && list->is_loose)
    blank_line(w);
  list->last = LAST_OTHER;
  if (list->is_ordered)
    g_snprintf(item.marker, sizeof item.marker, "%u%c ", MIN(list->number, MAX_NUMBER), list->alternate ? ')' : '.');
  else
    g_strlcpy(item.marker, list->alternate ? "+ " : "- ", sizeof item.marker);
  list->number++;
  item.width = (guint)strlen(item.marker);
  w->levels[w->depth++] = item;
}

static void close_level(Writer *w)
{
  if (top(w)->container == CONTAINER_ITEM && !top(w)->marker_written) {
    begin_line(w);
    end_line(w);
  }
  w->depth--;
}

static gboolean is_written(Container container)
{
  return container == CONTAINER_LIST || container == CONTAINER_ITEM || container == CONTAINER_QUOTE;
}

/* Whether the list that opens at i begins with an item that has something on its first line. */
static gboolean begins_with_text(const Document *document, guint32 i)
{
  return i + 2 < document->blocks->len && document_block(document, i + 2)->kind != BLOCK_CLOSE;
}

static void write_block(Writer *w, guint32 i)
{
  const Block *block = document_block(w->document, i);

  switch ((BlockKind)block->kind) {
  case BLOCK_PARAGRAPH:
  case BLOCK_HEADING:
    write_text(w, block);
    break;
  case BLOCK_CODE:
    write_code(w, block);
    break;
  case BLOCK_RULE:
    separate(w, block, TRUE, LAST_OTHER);
    write_line(w, "***", 3); /* "---" would make a heading of the line before it */
    break;
  case BLOCK_OPEN:
    if (block->container == CONTAINER_LIST) {
      open_list(w, block, begins_with_text(w->document, i));
    } else if (block->container == CONTAINER_ITEM) {
      open_item(w);
    } else if (block->container == CONTAINER_QUOTE) {
      separate(w, block, TRUE, LAST_QUOTE);
      w->levels[w->depth++] = (Level){ .container = CONTAINER_QUOTE };
    }
    break;
  case BLOCK_CLOSE:
    if (is_written(block->container))
      close_level(w);
    break;
  }
}

char *writer_markdown(const Document *document, const guint32 *ordinals)
{
  Writer w = { .document = document, .ordinals = ordinals, .depth = 1 };

  w.out = g_string_sized_new(document->text->len + document->text->len / 8 + 64);
  w.scratch = g_string_sized_new(1024);
  inline_init(&w.inlines);
  for (guint32 i = 0; i < document->blocks->len; i++)
    write_block(&w, i);
  g_string_free(w.scratch, TRUE);
  inline_clear(&w.inlines);
  return g_string_free(w.out, FALSE);
}
