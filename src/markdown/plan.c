/* SPDX-License-Identifier: MIT */
#include "markdown/plan.h"

#include "markdown/append.h"

static const guint8 span_format[] = { [SPAN_STRONG] = FORMAT_STRONG, [SPAN_EM] = FORMAT_EM };

/* --- pieces --- */

static gboolean is_glue(const Piece *piece)
{
  return piece->kind == PIECE_SPACE || piece->kind == PIECE_BREAK;
}

/* Two code spans must not touch: their backticks would be one run. */
static gboolean join_code(Plan *plan, const Piece *piece)
{
  Piece *last = plan->pieces->len > 0 ? plan_piece(plan, plan->pieces->len - 1) : NULL;

  if (last == NULL || last->kind != PIECE_CODE || piece->kind != PIECE_CODE || last->formats != piece->formats ||
      last->use != piece->use)
    return FALSE;
  if (last->text + last->length != plan->code->str + plan->code->len) {
    append_bytes(plan->code, last->text, last->length);
    last->text = plan->code->str + plan->code->len - last->length;
  }
  append_bytes(plan->code, piece->text, piece->length);
  last->length += piece->length;
  return TRUE;
}

static void collect_pieces(Plan *plan, const Document *document, const Block *leaf, const guint32 *ordinals)
{
  static const PieceKind kinds[] = { PIECE_TEXT, PIECE_SPACE, PIECE_BREAK };
  gsize code_size = 1;

  for (guint32 i = 0; i < leaf->count; i++)
    if (document_segment(document, leaf->first + i)->formats & FORMAT_CODE)
      code_size += document_segment(document, leaf->first + i)->length;
  g_string_set_size(plan->code, 2 * code_size); /* joined texts point into it: it must not move */
  g_string_truncate(plan->code, 0);
  for (guint32 i = 0; i < leaf->count; i++) {
    const Segment *segment = document_segment(document, leaf->first + i);
    Piece piece = { .kind = kinds[segment->kind],
                    .text = document->text->str + segment->start,
                    .length = segment->length,
                    .formats = segment->formats };

    if (segment->link > 0)
      piece.ordinal = ordinals[g_array_index(document->uses, LinkUse, segment->link - 1).target];
    piece.use = piece.ordinal > 0 ? segment->link : 0;
    if (piece.kind == PIECE_TEXT && (piece.formats & FORMAT_CODE))
      piece.kind = PIECE_CODE;
    if (piece.kind == PIECE_BREAK && plan->is_heading) {
      piece.kind = PIECE_SPACE;
      piece.text = " ";
      piece.length = 1;
    }
    if (plan->pieces->len > 0 && piece.use > 0) {
      const Piece *last = plan_piece(plan, plan->pieces->len - 1);

      if (last->ordinal == piece.ordinal) /* one link that an editor cut in two */
        piece.use = last->use;
    }
    if (!join_code(plan, &piece))
      g_array_append_val(plan->pieces, piece);
  }
}

static gboolean continues(const Piece *piece, const Piece *next, guint8 glue_formats, SpanKind kind)
{
  if (kind == SPAN_LINK)
    return piece->use > 0 && piece->use == next->use;
  return (piece->formats & next->formats & glue_formats & span_format[kind]) != 0;
}

/* For each piece and kind of span the last piece that the same span reaches, from the end backwards. */
static void find_runs(Plan *plan)
{
  guint32 next = G_MAXUINT32;
  guint8 glue_formats = 0xff;

  for (guint32 i = plan->pieces->len; i-- > 0;) {
    Piece *piece = plan_piece(plan, i);

    if (is_glue(piece)) {
      glue_formats &= piece->formats;
      continue;
    }
    for (SpanKind kind = SPAN_STRONG; kind <= SPAN_LINK; kind++) {
      gboolean goes_on = next != G_MAXUINT32 && continues(piece, plan_piece(plan, next), glue_formats, kind);

      piece->end[kind] = goes_on ? plan_piece(plan, next)->end[kind] : i;
    }
    next = i;
    glue_formats = 0xff;
  }
}

/* --- spans --- */

static void add_op(Plan *plan, OpKind kind, guint32 index)
{
  Op op = { kind, index };

  if (kind == OP_CLOSE)
    plan_span(plan, index)->close_op = plan->ops->len;
  g_array_append_val(plan->ops, op);
}

typedef struct {
  guint32 span[4]; /* open spans, outermost first */
  guint depth;
} OpenSpans;

static gboolean is_open(const Plan *plan, const OpenSpans *open, SpanKind kind)
{
  for (guint i = 0; i < open->depth; i++)
    if (plan_span(plan, open->span[i])->kind == kind)
      return TRUE;
  return FALSE;
}

static gboolean has_kind(const Piece *piece, SpanKind kind)
{
  return kind == SPAN_LINK ? piece->use > 0 : (piece->formats & span_format[kind]) != 0;
}

/* How many of the open spans may stay open before piece i: those below the lowest one that has ended or that ends
 * inside the link which begins here. */
static guint staying(const Plan *plan, const OpenSpans *open, guint32 i)
{
  const Piece *piece = plan_piece(plan, i);
  gboolean link_begins = piece->use > 0;
  guint kept = 0;

  for (guint k = 0; k < open->depth; k++)
    if (plan_span(plan, open->span[k])->kind == SPAN_LINK && plan_span(plan, open->span[k])->end >= i)
      link_begins = FALSE;
  while (kept < open->depth) {
    const Span *span = plan_span(plan, open->span[kept]);

    if (span->end < i || (link_begins && span->kind != SPAN_LINK && span->end < piece->end[SPAN_LINK]))
      break;
    kept++;
  }
  return kept;
}

/* Opens what piece i needs, the longest outermost; of equally long ones the link, so that formats stand inside
 * brackets. */
static void open_spans(Plan *plan, OpenSpans *open, guint32 i)
{
  const Piece *piece = plan_piece(plan, i);

  for (;;) {
    Span best = { .kind = SPAN_LINK, .ordinal = piece->ordinal, .delimiter = '*' };
    gboolean found = FALSE;

    for (SpanKind kind = SPAN_STRONG; kind <= SPAN_LINK; kind++) {
      if (!has_kind(piece, kind) || is_open(plan, open, kind) || (found && piece->end[kind] < best.end))
        continue;
      best.kind = kind;
      best.end = piece->end[kind];
      found = TRUE;
    }
    if (!found)
      return;
    for (guint k = 0; k < open->depth; k++)
      plan_span(plan, open->span[k])->spans_inside += best.kind != SPAN_LINK;
    open->span[open->depth++] = plan->spans->len;
    g_array_append_val(plan->spans, best);
    add_op(plan, OP_OPEN, plan->spans->len - 1);
  }
}

static void close_spans(Plan *plan, OpenSpans *open, guint kept)
{
  while (open->depth > kept)
    add_op(plan, OP_CLOSE, open->span[--open->depth]);
}

static void place_ops(Plan *plan)
{
  OpenSpans open = { .depth = 0 };
  guint32 glue = 0; /* first piece of the white space before i */

  for (guint32 i = 0; i < plan->pieces->len; i++) {
    if (is_glue(plan_piece(plan, i)))
      continue;
    close_spans(plan, &open, staying(plan, &open, i));
    for (; glue < i; glue++)
      add_op(plan, OP_PIECE, glue);
    open_spans(plan, &open, i);
    add_op(plan, OP_PIECE, i);
    glue = i + 1;
  }
  close_spans(plan, &open, 0);
}

void plan_init(Plan *plan)
{
  *plan = (Plan){ .pieces = g_array_new(FALSE, FALSE, sizeof(Piece)),
                  .spans = g_array_new(FALSE, FALSE, sizeof(Span)),
                  .ops = g_array_new(FALSE, FALSE, sizeof(Op)),
                  .code = g_string_new(NULL) };
}

void plan_leaf(Plan *plan, const Document *document, const Block *leaf, const guint32 *ordinals)
{
  g_array_set_size(plan->pieces, 0);
  g_array_set_size(plan->spans, 0);
  g_array_set_size(plan->ops, 0);
  plan->is_heading = leaf->kind == BLOCK_HEADING;
  collect_pieces(plan, document, leaf, ordinals);
  find_runs(plan);
  place_ops(plan);
}

void plan_clear(Plan *plan)
{
  g_array_unref(plan->pieces);
  g_array_unref(plan->spans);
  g_array_unref(plan->ops);
  g_string_free(plan->code, TRUE);
}

/* --- characters --- */

/* The last character that op writes. */
static gunichar last_char(const Plan *plan, guint32 i)
{
  const Op *op = plan_op(plan, i);
  const Piece *piece;

  if (op->kind != OP_PIECE) {
    if (plan_span(plan, op->index)->kind != SPAN_LINK)
      return (guchar)plan_span(plan, op->index)->delimiter;
    return op->kind == OP_OPEN ? '[' : ')';
  }
  piece = plan_piece(plan, op->index);
  if (piece->kind == PIECE_BREAK)
    return '\n';
  if (piece->kind == PIECE_CODE)
    return '`';
  return piece->encode_last ? ';' : g_utf8_get_char(g_utf8_prev_char(piece->text + piece->length));
}

static gunichar first_char(const Plan *plan, guint32 i)
{
  const Op *op = plan_op(plan, i);
  const Piece *piece;

  if (op->kind != OP_PIECE) {
    if (plan_span(plan, op->index)->kind != SPAN_LINK)
      return (guchar)plan_span(plan, op->index)->delimiter;
    return op->kind == OP_OPEN ? '[' : ']';
  }
  piece = plan_piece(plan, op->index);
  if (piece->kind == PIECE_BREAK)
    return '\\';
  if (piece->kind == PIECE_CODE)
    return '`';
  return piece->encode_first ? '&' : g_utf8_get_char(piece->text);
}

gunichar plan_char_before(const Plan *plan, guint32 op)
{
  return op > 0 ? last_char(plan, op - 1) : '\n';
}

gunichar plan_char_after(const Plan *plan, guint32 op)
{
  return op + 1 < plan->ops->len ? first_char(plan, op + 1) : '\n';
}
