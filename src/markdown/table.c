/* SPDX-License-Identifier: MIT */
#include "markdown/table.h"

#include <string.h>

/* What is known of a table when its end is reached. */
typedef struct {
  guint32 open; /* index of its block */
  gboolean is_data;
  guint rows, cells; /* rows with text so far; cells of this row */
  guint columns;
  gboolean in_row, in_cell, row_has_text;
  guint leaves, cell_bytes;
  gboolean has_caption, has_header, has_body, is_ragged, has_empty;
  gboolean header_elsewhere; /* a <th> that is neither in the first row nor first in its row */
  guint16 numbers;           /* bit c: column c has a number in every row after the first */
  gboolean cell_has_digit;
} Candidate;

/* --- first pass: judge --- */

static void judge_leaf(Candidate *table, const Document *document, const Block *leaf)
{
  if (leaf->kind != BLOCK_PARAGRAPH || !table->in_cell || ++table->leaves > 1) {
    table->is_data = FALSE;
    return;
  }
  for (guint32 i = 0; i < leaf->count; i++) {
    const Segment *segment = document_segment(document, leaf->first + i);
    const char *text = document->text->str + segment->start;

    table->cell_bytes += segment->length;
    if (segment->is_image || table->cell_bytes > TABLE_MAX_CELL) {
      table->is_data = FALSE;
      return;
    }
    for (guint32 k = 0; k < segment->length; k++)
      table->cell_has_digit |= g_ascii_isdigit(text[k]) != 0;
  }
}

static void begin_cell(Candidate *table, const Block *cell)
{
  table->in_cell = TRUE;
  table->leaves = table->cell_bytes = 0;
  table->cell_has_digit = FALSE;
  if (!table->in_row) {
    table->has_caption = TRUE;
    return;
  }
  table->cells++;
  if (cell->is_header) {
    table->has_header = TRUE;
    table->header_elsewhere |= table->rows > 0 && table->cells > 1;
  } else {
    table->has_body = TRUE;
  }
}

static void end_cell(Candidate *table)
{
  table->in_cell = FALSE;
  if (!table->in_row)
    return;
  table->row_has_text |= table->leaves > 0;
  table->has_empty |= table->leaves == 0;
  if (table->rows > 0 && !table->cell_has_digit && table->cells <= TABLE_MAX_COLUMNS)
    table->numbers &= (guint16) ~(1u << (table->cells - 1));
}

static void end_row(Candidate *table)
{
  table->in_row = FALSE;
  if (!table->row_has_text)
    return;
  table->is_ragged |= table->rows > 0 && table->cells != table->columns;
  table->columns = MAX(table->columns, table->cells);
  table->rows++;
}

static gboolean decide(const Candidate *table)
{
  guint16 number_columns = table->numbers & (guint16)((1u << MIN(table->columns, TABLE_MAX_COLUMNS)) - 2);

  if (!table->is_data || table->rows < 2 || table->rows > TABLE_MAX_ROWS || table->columns < 2 ||
      table->columns > TABLE_MAX_COLUMNS)
    return FALSE;
  if (table->has_header)
    return table->has_body && !table->header_elsewhere;
  return table->has_caption || (!table->is_ragged && !table->has_empty && number_columns != 0);
}

static void judge_open(GArray *stack, const Block *block, guint32 index)
{
  Candidate *table = stack->len > 0 ? &g_array_index(stack, Candidate, stack->len - 1) : NULL;
  Candidate inner = { .open = index, .is_data = !block->is_layout, .numbers = 0xffff };

  if (table != NULL && block->container == CONTAINER_ROW) {
    table->in_row = TRUE;
    table->row_has_text = FALSE;
    table->cells = 0;
  } else if (table != NULL && block->container == CONTAINER_CELL) {
    begin_cell(table, block);
  } else if (table != NULL) {
    table->is_data = FALSE;
  }
  if (block->container == CONTAINER_TABLE)
    g_array_append_val(stack, inner);
}

static void judge_close(Document *document, GArray *stack, const Block *block)
{
  Candidate *table = stack->len > 0 ? &g_array_index(stack, Candidate, stack->len - 1) : NULL;

  if (table == NULL)
    return;
  if (block->container == CONTAINER_CELL) {
    end_cell(table);
  } else if (block->container == CONTAINER_ROW) {
    end_row(table);
  } else if (block->container == CONTAINER_TABLE) {
    document_block(document, table->open)->is_data = decide(table);
    g_array_set_size(stack, stack->len - 1);
  }
}

static gboolean judge(Document *document)
{
  g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(Candidate));
  gboolean has_tables = FALSE;

  for (guint32 i = 0; i < document->blocks->len; i++) {
    const Block *block = document_block(document, i);

    if (block->kind == BLOCK_OPEN) {
      has_tables |= block->container == CONTAINER_TABLE;
      judge_open(stack, block, i);
    } else if (block->kind == BLOCK_CLOSE) {
      judge_close(document, stack, block);
    } else if (stack->len > 0) {
      judge_leaf(&g_array_index(stack, Candidate, stack->len - 1), document, block);
    }
  }
  return has_tables;
}

/* --- second pass: rewrite --- */

typedef struct {
  Document *document;
  guint32 count;   /* of new blocks: they take the place of the old ones, which are never fewer */
  guint32 divider; /* offset of " | " in the text */
  gboolean in_data, in_row, in_header, has_list, has_cell, row_has_text;
  guint dividers;    /* to be written before the next cell's text */
  guint32 row_first; /* first segment of the row's leaf */
} Rewrite;

static void add_block(Rewrite *r, Block block)
{
  *document_block(r->document, r->count++) = block;
}

static void add_mark(Rewrite *r, BlockKind kind, Container container)
{
  add_block(r, (Block){ .kind = (guint8)kind, .container = (guint8)container });
}

static void add_piece(Rewrite *r, SegmentKind kind, guint32 offset)
{
  Segment segment = { .start = r->divider + offset, .length = 1, .kind = (guint8)kind };

  g_array_append_val(r->document->segments, segment);
}

static void begin_row_cell(Rewrite *r, const Block *cell)
{
  r->in_header = cell->is_header;
  r->dividers += r->has_cell;
  r->has_cell = TRUE;
}

/* Dividers wait for the text after them: empty cells at the end of a row leave none. */
static void write_dividers(Rewrite *r)
{
  for (; r->dividers > 0; r->dividers--) {
    if (r->document->segments->len > r->row_first)
      add_piece(r, SEGMENT_SPACE, 0);
    add_piece(r, SEGMENT_TEXT, 1);
    if (r->dividers == 1)
      add_piece(r, SEGMENT_SPACE, 2);
  }
}

static void copy_cell(Rewrite *r, const Block *leaf)
{
  write_dividers(r);
  r->row_has_text = TRUE;
  for (guint32 i = 0; i < leaf->count; i++) {
    Segment segment = *document_segment(r->document, leaf->first + i);

    if (segment.kind == SEGMENT_BREAK) {
      segment.kind = SEGMENT_SPACE;
      segment.start = r->divider;
      segment.length = 1;
    }
    if (r->in_header)
      segment.formats |= FORMAT_STRONG;
    g_array_append_val(r->document->segments, segment);
  }
}

static void finish_row(Rewrite *r)
{
  Block leaf = { .kind = BLOCK_PARAGRAPH, .first = r->row_first, .count = r->document->segments->len - r->row_first };

  r->in_row = FALSE;
  if (!r->row_has_text)
    return;
  if (!r->has_list)
    add_mark(r, BLOCK_OPEN, CONTAINER_LIST);
  r->has_list = TRUE;
  add_mark(r, BLOCK_OPEN, CONTAINER_ITEM);
  add_block(r, leaf);
  add_mark(r, BLOCK_CLOSE, CONTAINER_ITEM);
}

static void rewrite_data(Rewrite *r, const Block *block)
{
  gboolean opens = block->kind == BLOCK_OPEN;

  if (block->kind == BLOCK_PARAGRAPH) {
    if (r->in_row)
      copy_cell(r, block);
    else
      add_block(r, *block);
  } else if (block->container == CONTAINER_ROW && opens) {
    r->in_row = TRUE;
    r->has_cell = r->row_has_text = FALSE;
    r->dividers = 0;
    r->row_first = r->document->segments->len;
  } else if (block->container == CONTAINER_ROW) {
    finish_row(r);
  } else if (block->container == CONTAINER_CELL && opens && r->in_row) {
    begin_row_cell(r, block);
  } else if (block->container == CONTAINER_TABLE && !opens) {
    if (r->has_list)
      add_mark(r, BLOCK_CLOSE, CONTAINER_LIST);
    r->in_data = FALSE;
  }
}

static gboolean is_table_mark(const Block *block)
{
  return (block->kind == BLOCK_OPEN || block->kind == BLOCK_CLOSE) &&
         (block->container == CONTAINER_TABLE || block->container == CONTAINER_ROW ||
          block->container == CONTAINER_CELL);
}

void table_settle(Document *document)
{
  Rewrite r = { .document = document, .divider = (guint32)document->text->len };

  if (!judge(document))
    return;
  g_string_append(document->text, " | ");
  for (guint32 i = 0; i < document->blocks->len; i++) {
    const Block *block = document_block(document, i);

    if (r.in_data) {
      rewrite_data(&r, block);
    } else if (block->kind == BLOCK_OPEN && block->container == CONTAINER_TABLE && block->is_data) {
      r.in_data = TRUE;
      r.has_list = FALSE;
    } else if (!is_table_mark(block)) {
      add_block(&r, *block);
    }
  }
  g_array_set_size(document->blocks, r.count);
}
