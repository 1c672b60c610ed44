/* SPDX-License-Identifier: MIT */
/* The inlines of one leaf before they are written. Segments know sets of formats; Markdown needs nested spans. A
 * plan is a list of pieces (text, code, white space) and of spans that open and close between them, the longest
 * outermost, never across a link's edge and never next to white space. Pure, linear. */
#pragma once

#include "markdown/document.h"

typedef enum { PIECE_TEXT, PIECE_CODE, PIECE_SPACE, PIECE_BREAK } PieceKind;

/* Kept small: a hostile leaf has as many pieces as a quarter of its bytes. */
typedef struct {
  const char *text;
  guint32 length;
  guint32 use;     /* of a link that has an ordinal: see Segment.link; 0: none */
  guint32 ordinal; /* 0: none */
  guint32 end[3];  /* last piece of the run of each span kind that this piece is in */
  guint8 kind;     /* PieceKind */
  guint8 formats;
  guint8 encode_first, encode_last; /* see EscapeContext */
} Piece;

typedef enum { SPAN_STRONG, SPAN_EM, SPAN_LINK } SpanKind;

typedef struct {
  SpanKind kind;
  guint32 end;          /* its last piece */
  guint32 ordinal;      /* of a link */
  guint32 close_op;     /* index in Plan.ops */
  guint32 spans_inside; /* but links */
  char delimiter;       /* '*' or '_'; a link has none */
} Span;

typedef enum { OP_PIECE, OP_OPEN, OP_CLOSE } OpKind;

typedef struct {
  OpKind kind;
  guint32 index; /* of a piece or span */
} Op;

typedef struct {
  GArray *pieces; /* of Piece */
  GArray *spans;  /* of Span, as they open */
  GArray *ops;    /* of Op: what is written, one after the other */
  GString *code;  /* joined texts of code spans */
  gboolean is_heading;
} Plan;

#define plan_piece(plan, i) (&g_array_index((plan)->pieces, Piece, i))
#define plan_span(plan, i) (&g_array_index((plan)->spans, Span, i))
#define plan_op(plan, i) (&g_array_index((plan)->ops, Op, i))

void plan_init(Plan *plan);
void plan_clear(Plan *plan);
/* The plan of a leaf, in place of what it held. Every delimiter is '*' and nothing is encoded until delimiter_choose. ordinals: by target,
 * 0 for targets that get no link. document must outlive plan. */
void plan_leaf(Plan *plan, const Document *document, const Block *leaf, const guint32 *ordinals);

/* The character written right before or after op, a newline at the ends of the leaf. */
gunichar plan_char_before(const Plan *plan, guint32 op);
gunichar plan_char_after(const Plan *plan, guint32 op);
