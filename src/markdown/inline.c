/* SPDX-License-Identifier: MIT */
#include "markdown/inline.h"

#include <string.h>

#include "markdown/append.h"
#include "markdown/delimiter.h"
#include "markdown/escape.h"
#include "markdown/plan.h"

static guint count_runs(const Plan *plan, char c)
{
  guint runs = 0;

  for (guint32 i = 0; i < plan->pieces->len && runs < 2; i++) {
    const Piece *piece = plan_piece(plan, i);
    const char *p = piece->text, *end = p + piece->length;

    if (piece->kind != PIECE_TEXT)
      continue;
    while (p < end && (p = memchr(p, c, (gsize)(end - p))) != NULL) {
      runs++;
      while (p < end && *p == c)
        p++;
    }
  }
  return runs;
}

/* "[label]:" at the start of a paragraph would be read as a definition and shown as nothing. */
static gboolean begins_definition(const Plan *plan, const Piece *first)
{
  const char *close;

  if (first->text[0] != '[')
    return FALSE;
  close = memchr(first->text, ']', first->length);
  if (close == NULL)
    return plan->pieces->len > 1;
  if (close + 1 == first->text + first->length)
    return plan->pieces->len > 1 && plan_piece(plan, 1)->kind == PIECE_TEXT && plan_piece(plan, 1)->text[0] == ':';
  return close[1] == ':';
}

/* What holds for all texts of the leaf: which characters could find a partner in it, and how it begins. */
static EscapeContext leaf_context(const Plan *plan)
{
  const Piece *first = plan->pieces->len > 0 ? plan_piece(plan, 0) : NULL;
  EscapeContext context = { .stars = count_runs(plan, '*') > 1,
                            .underscores = count_runs(plan, '_') > 1,
                            .backticks = count_runs(plan, '`') > 1 };

  for (guint32 i = 0; i < plan->spans->len; i++) {
    const Span *span = plan_span(plan, i);

    context.stars |= span->kind != SPAN_LINK && span->delimiter == '*';
    context.underscores |= span->kind != SPAN_LINK && span->delimiter == '_';
  }
  for (guint32 i = 0; i < plan->pieces->len; i++)
    context.backticks |= plan_piece(plan, i)->kind == PIECE_CODE;
  context.is_definition =
      !plan->is_heading && first != NULL && first->kind == PIECE_TEXT && begins_definition(plan, first);
  return context;
}

/* The text of a line up to its first delimiter decides whether it would begin a block. */
static gssize line_escape(const Plan *plan, guint32 op, GString *line)
{
  g_string_truncate(line, 0);
  for (; op < plan->ops->len; op++) {
    const Piece *piece;

    if (plan_op(plan, op)->kind != OP_PIECE)
      return escape_line_start(line->str, line->len, FALSE);
    piece = plan_piece(plan, plan_op(plan, op)->index);
    if (piece->kind == PIECE_BREAK || piece->kind == PIECE_CODE)
      return escape_line_start(line->str, line->len, FALSE);
    append_bytes(line, piece->text, piece->length);
  }
  return escape_line_start(line->str, line->len, TRUE);
}

static void write_code(GString *out, const Piece *piece)
{
  guint64 lengths = 0; /* bit n: a run of n backticks is inside */
  gsize ticks = 1;
  gboolean pad = piece->text[0] == '`' || piece->text[piece->length - 1] == '`';

  for (gsize i = 0, run = 0; i <= piece->length; i++) {
    if (i < piece->length && piece->text[i] == '`') {
      run++;
      continue;
    }
    if (run > 0 && run < 64)
      lengths |= (guint64)1 << run;
    run = 0;
  }
  while (ticks < 63 && (lengths & ((guint64)1 << ticks)) != 0)
    ticks++;
  for (gsize i = 0; i < ticks; i++)
    g_string_append_c(out, '`');
  if (pad)
    g_string_append_c(out, ' ');
  append_bytes(out, piece->text, piece->length);
  if (pad)
    g_string_append_c(out, ' ');
  for (gsize i = 0; i < ticks; i++)
    g_string_append_c(out, '`');
}

/* context: of the leaf and the line; the rest is filled in here. */
static void write_piece(GString *out, const Plan *plan, guint32 op, EscapeContext context)
{
  const Piece *piece = plan_piece(plan, plan_op(plan, op)->index);

  if (piece->kind == PIECE_BREAK) {
    g_string_append(out, "\\\n");
  } else if (piece->kind == PIECE_CODE) {
    write_code(out, piece);
  } else {
    context.before = plan_char_before(plan, op);
    context.after = plan_char_after(plan, op);
    context.text_follows = op + 1 < plan->ops->len && plan_op(plan, op + 1)->kind == OP_PIECE &&
                           plan_piece(plan, plan_op(plan, op + 1)->index)->kind == PIECE_TEXT;
    context.is_definition &= op == 0;
    context.encode_first = piece->encode_first;
    context.encode_last = piece->encode_last;
    escape_text(out, piece->text, piece->length, &context);
  }
}

static void write_span(GString *out, const Span *span, gboolean opens)
{
  if (span->kind == SPAN_LINK) {
    if (opens)
      g_string_append_c(out, '[');
    else
      g_string_append_printf(out, "](L%u)", span->ordinal);
    return;
  }
  g_string_append_c(out, span->delimiter);
  if (span->kind == SPAN_STRONG)
    g_string_append_c(out, span->delimiter);
}

static void write_ops(GString *out, const Plan *plan, GString *line)
{
  gssize escape = -1; /* offset in the text of the line that is to be escaped; -1: none (left) */
  gboolean line_start = !plan->is_heading;
  EscapeContext context = leaf_context(plan);

  for (guint32 i = 0; i < plan->ops->len; i++) {
    const Op *op = plan_op(plan, i);
    const Piece *piece;

    if (line_start)
      escape = line_escape(plan, i, line);
    line_start = FALSE;
    if (op->kind != OP_PIECE) {
      const Span *span = plan_span(plan, op->index);

      write_span(out, span, op->kind == OP_OPEN);
      if (span->kind == SPAN_LINK)
        context.in_link = op->kind == OP_OPEN;
      continue;
    }
    piece = plan_piece(plan, op->index);
    context.line_escape = escape < (gssize)piece->length ? escape : -1;
    write_piece(out, plan, i, context);
    escape = escape >= (gssize)piece->length ? escape - (gssize)piece->length : -1;
    line_start = piece->kind == PIECE_BREAK;
  }
}

/* A heading's text must not end in what would be its closing sequence: "C #". */
static void escape_heading_end(GString *out, gsize start)
{
  gsize end = out->len;

  while (end > start && out->str[end - 1] == '#')
    end--;
  if (end < out->len && (end == start || out->str[end - 1] == ' '))
    g_string_insert_c(out, (gssize)end, '\\');
}

void inline_init(InlineWriter *writer)
{
  plan_init(&writer->plan);
  writer->line = g_string_new(NULL);
}

void inline_clear(InlineWriter *writer)
{
  plan_clear(&writer->plan);
  g_string_free(writer->line, TRUE);
}

void inline_write(InlineWriter *writer, GString *out, const Document *document, const Block *leaf,
                  const guint32 *ordinals)
{
  gsize start = out->len;

  plan_leaf(&writer->plan, document, leaf, ordinals);
  delimiter_choose(&writer->plan);
  write_ops(out, &writer->plan, writer->line);
  if (writer->plan.is_heading)
    escape_heading_end(out, start);
}
