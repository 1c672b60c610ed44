/* SPDX-License-Identifier: MIT */
/* Segments know sets of formats; Markdown needs nested spans with delimiters. First a plan is made: a list of pieces (text, code, white space)
 * and of spans that open and close between them, the longest outermost, never across a link's edge and never next to white space. Then each span gets
 * '*' or '_' so that no closing run touches an opening run of the same character; and where the flanking rules would still not see a
 * delimiter, the letter beside it is written as a numeric reference, which counts as punctuation. */
#include "markdown/inline.h"

#include <string.h>

#include "markdown/escape.h"

typedef enum { PIECE_TEXT, PIECE_CODE, PIECE_SPACE, PIECE_BREAK } PieceKind;

/* Kept small: a hostile leaf has as many pieces as a quarter of its bytes. */
typedef struct {
  const char *text;
  guint32 length;
  guint32 use; /* of a link that has an ordinal; 0 */
  guint32 ordinal;
  guint32 end[3]; /* last piece of the run of each span kind that this piece is in */
  guint8 kind;    /* PieceKind */
  guint8 formats;
  guint8 encode_first, encode_last;
} Piece;

typedef enum { SPAN_STRONG, SPAN_EM, SPAN_LINK } SpanKind;

static const guint8 span_format[2] = { FORMAT_STRONG, FORMAT_EM };

typedef struct {
  SpanKind kind;
  guint32 end; /* piece */
  guint32 ordinal;
  char delimiter;
  guint32 close_op;
  guint32 spans_inside; /* spans with delimiters */
} Span;

typedef enum { OP_PIECE, OP_OPEN, OP_CLOSE } OpKind;

typedef struct {
  OpKind kind;
  guint32 index; /* of a piece or span */
} Op;

typedef struct {
  GArray *pieces, *spans, *ops;
  GString *code; /* joined texts of code spans */
  gboolean is_heading;
  gboolean stars, underscores, backticks, is_definition;
} Plan;

#define piece_at(plan, i) (&g_array_index((plan)->pieces, Piece, i))
#define span_at(plan, i) (&g_array_index((plan)->spans, Span, i))
#define op_at(plan, i) (&g_array_index((plan)->ops, Op, i))

/* --- pieces --- */

guint32 inline_ordinal(const Document *document, const Segment *segment, const guint32 *ordinals)
{
  return segment->link > 0 ? ordinals[g_array_index(document->uses, LinkUse, segment->link - 1).target] : 0;
}

static gboolean is_glue(const Piece *piece)
{
  return piece->kind == PIECE_SPACE || piece->kind == PIECE_BREAK;
}

/* Two code spans must not touch: their backticks would be one run. */
static gboolean join_code(Plan *plan, const Piece *piece)
{
  Piece *last = plan->pieces->len > 0 ? piece_at(plan, plan->pieces->len - 1) : NULL;

  if (last == NULL || last->kind != PIECE_CODE || piece->kind != PIECE_CODE || last->formats != piece->formats ||
      last->use != piece->use)
    return FALSE;
  if (last->text + last->length != plan->code->str + plan->code->len) {
    g_string_append_len(plan->code, last->text, (gssize)last->length);
    last->text = plan->code->str + plan->code->len - last->length;
  }
  g_string_append_len(plan->code, piece->text, (gssize)piece->length);
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
  plan->code = g_string_sized_new(2 * code_size); /* joined texts point into it: it must not move */
  for (guint32 i = 0; i < leaf->count; i++) {
    const Segment *segment = document_segment(document, leaf->first + i);
    Piece piece = { .kind = kinds[segment->kind],
                    .text = document->text->str + segment->start,
                    .length = segment->length,
                    .formats = segment->formats };

    piece.ordinal = inline_ordinal(document, segment, ordinals);
    piece.use = piece.ordinal > 0 ? segment->link : 0;
    if (piece.kind == PIECE_TEXT && (piece.formats & FORMAT_CODE))
      piece.kind = PIECE_CODE;
    if (piece.kind == PIECE_BREAK && plan->is_heading) {
      piece.kind = PIECE_SPACE;
      piece.text = " ";
      piece.length = 1;
    }
    if (plan->pieces->len > 0 && piece.use > 0) {
      const Piece *last = piece_at(plan, plan->pieces->len - 1);

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
    Piece *piece = piece_at(plan, i);

    if (is_glue(piece)) {
      glue_formats &= piece->formats;
      continue;
    }
    for (SpanKind kind = SPAN_STRONG; kind <= SPAN_LINK; kind++) {
      gboolean goes_on = next != G_MAXUINT32 && continues(piece, piece_at(plan, next), glue_formats, kind);

      piece->end[kind] = goes_on ? piece_at(plan, next)->end[kind] : i;
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
    span_at(plan, index)->close_op = plan->ops->len;
  g_array_append_val(plan->ops, op);
}

typedef struct {
  guint32 span[4]; /* open spans, outermost first */
  guint depth;
} OpenSpans;

static gboolean is_open(const Plan *plan, const OpenSpans *open, SpanKind kind)
{
  for (guint i = 0; i < open->depth; i++)
    if (span_at(plan, open->span[i])->kind == kind)
      return TRUE;
  return FALSE;
}

static gboolean has_kind(const Piece *piece, SpanKind kind)
{
  return kind == SPAN_LINK ? piece->use > 0 : (piece->formats & span_format[kind]) != 0;
}

/* How many of the open spans may stay open before piece i: those below the lowest one that has ended or that ends inside the link which
 * begins here. */
static guint staying(const Plan *plan, const OpenSpans *open, guint32 i)
{
  const Piece *piece = piece_at(plan, i);
  gboolean link_begins = piece->use > 0;
  guint kept = 0;

  for (guint k = 0; k < open->depth; k++)
    if (span_at(plan, open->span[k])->kind == SPAN_LINK && span_at(plan, open->span[k])->end >= i)
      link_begins = FALSE;
  while (kept < open->depth) {
    const Span *span = span_at(plan, open->span[kept]);

    if (span->end < i || (link_begins && span->kind != SPAN_LINK && span->end < piece->end[SPAN_LINK]))
      break;
    kept++;
  }
  return kept;
}

/* Opens what piece i needs, the longest outermost; of equally long ones the link, so that formats stand inside brackets. */
static void open_spans(Plan *plan, OpenSpans *open, guint32 i)
{
  const Piece *piece = piece_at(plan, i);

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

static void make_plan(Plan *plan)
{
  OpenSpans open = { .depth = 0 };
  guint32 glue = 0; /* first piece of the white space before i */

  for (guint32 i = 0; i < plan->pieces->len; i++) {
    if (is_glue(piece_at(plan, i)))
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

/* --- delimiters --- */

static gboolean is_delimiter(const Plan *plan, guint32 op)
{
  return op_at(plan, op)->kind != OP_PIECE && span_at(plan, op_at(plan, op)->index)->kind != SPAN_LINK;
}

/* The last character that op writes. */
static gunichar last_char(const Plan *plan, guint32 i)
{
  const Op *op = op_at(plan, i);
  const Piece *piece;

  if (op->kind != OP_PIECE) {
    if (span_at(plan, op->index)->kind != SPAN_LINK)
      return (guchar)span_at(plan, op->index)->delimiter;
    return op->kind == OP_OPEN ? '[' : ')';
  }
  piece = piece_at(plan, op->index);
  if (piece->kind == PIECE_BREAK)
    return '\n';
  if (piece->kind == PIECE_CODE)
    return '`';
  return piece->encode_last ? ';' : g_utf8_get_char(g_utf8_prev_char(piece->text + piece->length));
}

static gunichar first_char(const Plan *plan, guint32 i)
{
  const Op *op = op_at(plan, i);
  const Piece *piece;

  if (op->kind != OP_PIECE) {
    if (span_at(plan, op->index)->kind != SPAN_LINK)
      return (guchar)span_at(plan, op->index)->delimiter;
    return op->kind == OP_OPEN ? '[' : ']';
  }
  piece = piece_at(plan, op->index);
  if (piece->kind == PIECE_BREAK)
    return '\\';
  if (piece->kind == PIECE_CODE)
    return '`';
  return piece->encode_first ? '&' : g_utf8_get_char(piece->text);
}

static gunichar char_before(const Plan *plan, guint32 op)
{
  return op > 0 ? last_char(plan, op - 1) : '\n';
}

static gunichar char_after(const Plan *plan, guint32 op)
{
  return op + 1 < plan->ops->len ? first_char(plan, op + 1) : '\n';
}

/* Whether '_' works for a span: no letter or digit outside at its ends. */
static gboolean takes_underscore(const Plan *plan, guint32 open_op, guint32 close_op)
{
  return escape_class(char_before(plan, open_op)) < CHAR_IS_OTHER && escape_class(char_after(plan, close_op)) < CHAR_IS_OTHER;
}

static char other(char delimiter)
{
  return delimiter == '*' ? '_' : '*';
}

static gboolean is_open_at(const Plan *plan, guint32 op)
{
  return op < plan->ops->len && op_at(plan, op)->kind == OP_OPEN && is_delimiter(plan, op);
}

/* The character of the span that opens at op. '*' is best, it works inside words; but
 * - a span that touches a closing '*' must differ from it, and one whose follower could not use '_' makes room for it;
 * - a span that opens together with its first one and has more of them must differ from it: the rest of a run of three could be closed by the
 *   second one's opening run (only runs of one and two never match, by the rule of multiples of three). */
static char choose(const Plan *plan, guint32 op)
{
  const Span *span = span_at(plan, op_at(plan, op)->index);
  const Op *before = op > 0 && is_delimiter(plan, op - 1) ? op_at(plan, op - 1) : NULL;

  if (before != NULL && before->kind == OP_CLOSE)
    return other(span_at(plan, before->index)->delimiter);
  if (before != NULL && span_at(plan, before->index)->spans_inside > 1)
    return other(span_at(plan, before->index)->delimiter);
  if (is_open_at(plan, op + 1) && span->spans_inside > 1 && takes_underscore(plan, op, span->close_op))
    return '_';
  if (is_open_at(plan, span->close_op + 1) && takes_underscore(plan, op, span->close_op) &&
      !takes_underscore(plan, span->close_op + 1, span_at(plan, op_at(plan, span->close_op + 1)->index)->close_op))
    return '_';
  return '*';
}

static void count_inside(Plan *plan)
{
  guint32 open[4], depth = 0; /* a span of each kind at most */

  for (guint32 i = 0; i < plan->ops->len; i++) {
    if (op_at(plan, i)->kind == OP_CLOSE) {
      depth--;
    } else if (op_at(plan, i)->kind == OP_OPEN) {
      for (guint32 k = 0; k < depth; k++)
        span_at(plan, open[k])->spans_inside += is_delimiter(plan, i);
      open[depth++] = op_at(plan, i)->index;
    }
  }
}

static void choose_delimiters(Plan *plan)
{
  count_inside(plan);
  for (guint32 i = 0; i < plan->ops->len; i++)
    if (is_open_at(plan, i))
      span_at(plan, op_at(plan, i)->index)->delimiter = choose(plan, i);
}

typedef struct {
  gboolean can_open, can_close;
} Flanking;

/* CommonMark 6.2, left- and right-flanking delimiter runs. */
static Flanking flanking_of(char delimiter, EscapeClass left, EscapeClass right)
{
  gboolean is_left = right != CHAR_IS_SPACE && (right != CHAR_IS_PUNCTUATION || left != CHAR_IS_OTHER);
  gboolean is_right = left != CHAR_IS_SPACE && (left != CHAR_IS_PUNCTUATION || right != CHAR_IS_OTHER);

  if (delimiter == '*')
    return (Flanking){ is_left, is_right };
  return (Flanking){ is_left && (!is_right || left == CHAR_IS_PUNCTUATION),
                     is_right && (!is_left || right == CHAR_IS_PUNCTUATION) };
}

/* What holds however a parser reads the characters it may be unsure of. */
static Flanking flanking(char delimiter, gunichar before, gunichar after)
{
  EscapeClass left = escape_class(before), right = escape_class(after);
  Flanking all = { TRUE, TRUE };

  for (guint reading = 0; reading < 4; reading++) {
    EscapeClass either[] = { CHAR_IS_PUNCTUATION, CHAR_IS_OTHER };
    Flanking one = flanking_of(delimiter, left == CHAR_IS_UNSURE ? either[reading & 1] : left,
                               right == CHAR_IS_UNSURE ? either[reading >> 1] : right);

    all.can_open &= one.can_open;
    all.can_close &= one.can_close;
  }
  return all;
}

/* The text piece at op, or NULL. */
static Piece *text_piece(const Plan *plan, guint32 op)
{
  Piece *piece;

  if (op >= plan->ops->len || op_at(plan, op)->kind != OP_PIECE)
    return NULL;
  piece = piece_at(plan, op_at(plan, op)->index);
  return piece->kind == PIECE_TEXT ? piece : NULL;
}

static gboolean is_one_char(const Piece *piece)
{
  return piece->length > 0 && g_utf8_next_char(piece->text) >= piece->text + piece->length;
}

static void encode_last(Plan *plan, guint32 op)
{
  Piece *piece = op > 0 ? text_piece(plan, op - 1) : NULL;

  if (piece == NULL)
    return;
  piece->encode_last = TRUE;
  piece->encode_first |= is_one_char(piece);
}

static void encode_first(Plan *plan, guint32 op)
{
  Piece *piece = text_piece(plan, op + 1);

  if (piece == NULL)
    return;
  piece->encode_first = TRUE;
  piece->encode_last |= is_one_char(piece);
}

static gboolean same_run(const Plan *plan, guint32 a, guint32 b)
{
  return is_delimiter(plan, a) && is_delimiter(plan, b) && op_at(plan, a)->kind == op_at(plan, b)->kind &&
         span_at(plan, op_at(plan, a)->index)->delimiter == span_at(plan, op_at(plan, b)->index)->delimiter;
}

/* Makes the runs of one kind visible to the flanking rules. A letter that becomes punctuation helps the run it was changed for, but may harm
 * the one on its other side when that is of the same kind: that one comes next, as closing runs are taken from the left and opening ones from
 * the right. */
static void fix_closing(Plan *plan)
{
  for (guint32 from = 0, to; from < plan->ops->len; from = to) {
    to = from + 1;
    if (!is_delimiter(plan, from) || op_at(plan, from)->kind != OP_CLOSE)
      continue;
    while (to < plan->ops->len && same_run(plan, from, to))
      to++;
    if (!flanking(span_at(plan, op_at(plan, from)->index)->delimiter, char_before(plan, from), char_after(plan, to - 1))
             .can_close)
      encode_first(plan, to - 1);
  }
}

static void fix_opening(Plan *plan)
{
  for (guint32 to = plan->ops->len, from; to > 0; to = from) {
    from = to - 1;
    if (!is_open_at(plan, from))
      continue;
    while (from > 0 && same_run(plan, from - 1, from))
      from--;
    if (!flanking(span_at(plan, op_at(plan, from)->index)->delimiter, char_before(plan, from), char_after(plan, to - 1))
             .can_open)
      encode_last(plan, from);
  }
}

/* --- output --- */

static guint count_runs(const Plan *plan, char c)
{
  guint runs = 0;

  for (guint32 i = 0; i < plan->pieces->len && runs < 2; i++) {
    const Piece *piece = piece_at(plan, i);
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
    return plan->pieces->len > 1 && piece_at(plan, 1)->kind == PIECE_TEXT && piece_at(plan, 1)->text[0] == ':';
  return close[1] == ':';
}

/* Which characters could find a partner in this leaf. */
static void look_for_partners(Plan *plan)
{
  const Piece *first = plan->pieces->len > 0 ? piece_at(plan, 0) : NULL;

  plan->stars = count_runs(plan, '*') > 1;
  plan->underscores = count_runs(plan, '_') > 1;
  plan->backticks = count_runs(plan, '`') > 1;
  for (guint32 i = 0; i < plan->spans->len; i++) {
    const Span *span = span_at(plan, i);

    plan->stars |= span->kind != SPAN_LINK && span->delimiter == '*';
    plan->underscores |= span->kind != SPAN_LINK && span->delimiter == '_';
  }
  for (guint32 i = 0; i < plan->pieces->len; i++)
    plan->backticks |= piece_at(plan, i)->kind == PIECE_CODE;
  plan->is_definition =
      !plan->is_heading && first != NULL && first->kind == PIECE_TEXT && begins_definition(plan, first);
}

/* The text of a line up to its first delimiter decides whether it would begin a block. */
static gssize line_escape(const Plan *plan, guint32 op, GString *line)
{
  g_string_truncate(line, 0);
  for (; op < plan->ops->len; op++) {
    const Piece *piece;

    if (op_at(plan, op)->kind != OP_PIECE)
      return escape_line_start(line->str, line->len, FALSE);
    piece = piece_at(plan, op_at(plan, op)->index);
    if (piece->kind == PIECE_BREAK || piece->kind == PIECE_CODE)
      return escape_line_start(line->str, line->len, FALSE);
    g_string_append_len(line, piece->text, (gssize)piece->length);
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
  g_string_append_len(out, piece->text, (gssize)piece->length);
  if (pad)
    g_string_append_c(out, ' ');
  for (gsize i = 0; i < ticks; i++)
    g_string_append_c(out, '`');
}

static void write_piece(GString *out, const Plan *plan, guint32 op, gboolean in_link, gssize line_offset)
{
  const Piece *piece = piece_at(plan, op_at(plan, op)->index);
  EscapeContext context = { .before = char_before(plan, op),
                            .after = char_after(plan, op),
                            .in_link = in_link,
                            .stars = plan->stars,
                            .underscores = plan->underscores,
                            .backticks = plan->backticks,
                            .is_definition = plan->is_definition && op == 0,
                            .encode_first = piece->encode_first,
                            .encode_last = piece->encode_last,
                            .line_escape = line_offset };

  if (piece->kind == PIECE_BREAK) {
    g_string_append(out, "\\\n");
  } else if (piece->kind == PIECE_CODE) {
    write_code(out, piece);
  } else {
    context.text_follows = op + 1 < plan->ops->len && op_at(plan, op + 1)->kind == OP_PIECE &&
                           piece_at(plan, op_at(plan, op + 1)->index)->kind == PIECE_TEXT;
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

static void write_ops(GString *out, const Plan *plan)
{
  g_autoptr(GString) line = g_string_new(NULL);
  gssize escape = -1; /* offset in the text of the line that is to be escaped; -1: none (left) */
  gboolean line_start = !plan->is_heading, in_link = FALSE;

  for (guint32 i = 0; i < plan->ops->len; i++) {
    const Op *op = op_at(plan, i);
    const Piece *piece;

    if (line_start)
      escape = line_escape(plan, i, line);
    line_start = FALSE;
    if (op->kind != OP_PIECE) {
      const Span *span = span_at(plan, op->index);

      write_span(out, span, op->kind == OP_OPEN);
      if (span->kind == SPAN_LINK)
        in_link = op->kind == OP_OPEN;
      continue;
    }
    piece = piece_at(plan, op->index);
    write_piece(out, plan, i, in_link, escape < (gssize)piece->length ? escape : -1);
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

void inline_write(GString *out, const Document *document, const Block *leaf, const guint32 *ordinals)
{
  Plan plan = { .is_heading = leaf->kind == BLOCK_HEADING };
  gsize start = out->len;

  plan.pieces = g_array_sized_new(FALSE, FALSE, sizeof(Piece), leaf->count);
  plan.spans = g_array_new(FALSE, FALSE, sizeof(Span));
  plan.ops = g_array_sized_new(FALSE, FALSE, sizeof(Op), leaf->count);
  collect_pieces(&plan, document, leaf, ordinals);
  find_runs(&plan);
  make_plan(&plan);
  choose_delimiters(&plan);
  fix_closing(&plan);
  fix_opening(&plan);
  look_for_partners(&plan);
  write_ops(out, &plan);
  if (plan.is_heading)
    escape_heading_end(out, start);
  g_array_unref(plan.pieces);
  g_array_unref(plan.spans);
  g_array_unref(plan.ops);
  g_string_free(plan.code, TRUE);
}
