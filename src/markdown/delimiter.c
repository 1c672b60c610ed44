/* SPDX-License-Identifier: MIT */
/* Each span gets '*' or '_' so that no closing run touches an opening run of the same character. Where the flanking
 * rules would still not see a delimiter, the letter beside it is written as a numeric reference, which counts as
 * punctuation. */
#include "markdown/delimiter.h"

#include "markdown/escape.h"

/* --- choice --- */

/* The span that opens or closes at op. */
static Span *span_at(const Plan *plan, guint32 op)
{
  return plan_span(plan, plan_op(plan, op)->index);
}

static gboolean is_delimiter(const Plan *plan, guint32 op)
{
  return plan_op(plan, op)->kind != OP_PIECE && span_at(plan, op)->kind != SPAN_LINK;
}

/* Whether '_' works for a span: no letter or digit outside at its ends. */
static gboolean takes_underscore(const Plan *plan, guint32 open_op, guint32 close_op)
{
  return escape_class(plan_char_before(plan, open_op)) < CHAR_IS_OTHER &&
         escape_class(plan_char_after(plan, close_op)) < CHAR_IS_OTHER;
}

static char other(char delimiter)
{
  return delimiter == '*' ? '_' : '*';
}

static gboolean is_open_at(const Plan *plan, guint32 op)
{
  return op < plan->ops->len && plan_op(plan, op)->kind == OP_OPEN && is_delimiter(plan, op);
}

/* The character of the span that opens at op. '*' is best, it works inside words; but
 * - a span that touches a closing '*' must differ from it, and one whose follower could not use '_' makes room for it;
 * - a span that opens together with its first one and has more of them must differ from it: the rest of a run of three could be closed by the
 *   second one's opening run (only runs of one and two never match, by the rule of multiples of three). */
static char choose(const Plan *plan, guint32 op)
{
  const Span *span = span_at(plan, op);

  if (op > 0 && is_delimiter(plan, op - 1)) {
    const Span *before = span_at(plan, op - 1);

    if (plan_op(plan, op - 1)->kind == OP_CLOSE || before->spans_inside > 1)
      return other(before->delimiter);
  }
  if (is_open_at(plan, op + 1) && span->spans_inside > 1 && takes_underscore(plan, op, span->close_op))
    return '_';
  if (is_open_at(plan, span->close_op + 1) && takes_underscore(plan, op, span->close_op) &&
      !takes_underscore(plan, span->close_op + 1, span_at(plan, span->close_op + 1)->close_op))
    return '_';
  return '*';
}

static void choose_delimiters(Plan *plan)
{
  for (guint32 i = 0; i < plan->ops->len; i++)
    if (is_open_at(plan, i))
      span_at(plan, i)->delimiter = choose(plan, i);
}

/* --- flanking --- */

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

  if (op >= plan->ops->len || plan_op(plan, op)->kind != OP_PIECE)
    return NULL;
  piece = plan_piece(plan, plan_op(plan, op)->index);
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
  return is_delimiter(plan, a) && is_delimiter(plan, b) && plan_op(plan, a)->kind == plan_op(plan, b)->kind &&
         span_at(plan, a)->delimiter == span_at(plan, b)->delimiter;
}

/* Makes the runs of one kind visible to the flanking rules. A letter that becomes punctuation helps the run it was
 * changed for, but may harm the one on its other side when that is of the same kind: that one comes next, as closing
 * runs are taken from the left and opening ones from the right. */
static void fix_closing(Plan *plan)
{
  for (guint32 from = 0, to; from < plan->ops->len; from = to) {
    to = from + 1;
    if (!is_delimiter(plan, from) || plan_op(plan, from)->kind != OP_CLOSE)
      continue;
    while (to < plan->ops->len && same_run(plan, from, to))
      to++;
    if (!flanking(span_at(plan, from)->delimiter, plan_char_before(plan, from), plan_char_after(plan, to - 1))
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
    if (!flanking(span_at(plan, from)->delimiter, plan_char_before(plan, from), plan_char_after(plan, to - 1)).can_open)
      encode_last(plan, from);
  }
}

void delimiter_choose(Plan *plan)
{
  choose_delimiters(plan);
  fix_closing(plan);
  fix_opening(plan);
}
