/* SPDX-License-Identifier: MIT */
/* The document between reading and writing: leaf blocks of flat inline segments, each with its set of formats, and open and close marks of
 * containers. White space is collapsed, invisible padding dropped and neighbours merged while text comes in; no tree is ever built. */
#pragma once

#include <glib.h>

#define DOCUMENT_MAX_DEPTH 8u    /* of quotes and lists: each level costs its prefix on every line */
#define DOCUMENT_MAX_LINKS 2000u /* distinct targets; later links stay as text */

typedef enum { FORMAT_STRONG = 1, FORMAT_EM = 2, FORMAT_CODE = 4 } Format;

typedef enum { SEGMENT_TEXT, SEGMENT_SPACE, SEGMENT_BREAK } SegmentKind;

typedef struct {
  guint32 start, length; /* in Document.text; nothing for a break */
  guint32 link;          /* 1 + index in Document.uses; 0: none */
  guint8 kind;           /* SegmentKind */
  guint8 formats;        /* of Format; for SEGMENT_SPACE and SEGMENT_BREAK where they stood */
  guint8 is_image;       /* an image's alternative text */
} Segment;

typedef enum {
  BLOCK_PARAGRAPH,
  BLOCK_HEADING,
  BLOCK_CODE, /* first segment: the text; a second one: the language */
  BLOCK_RULE,
  BLOCK_OPEN,
  BLOCK_CLOSE
} BlockKind;

typedef enum {
  CONTAINER_LIST,
  CONTAINER_ITEM,
  CONTAINER_QUOTE,
  CONTAINER_TABLE,
  CONTAINER_ROW,
  CONTAINER_CELL
} Container;

/* 16 bytes: a table of 1 MB has half a million of them. */
typedef struct {
  guint16 kind : 3;       /* BlockKind */
  guint16 container : 3;  /* Container, of BLOCK_OPEN and BLOCK_CLOSE */
  guint16 level : 3;      /* of a heading */
  guint16 is_ordered : 1; /* list */
  guint16 is_loose : 1;   /* list: its items hold paragraphs */
  guint16 is_implied : 1; /* list or item without a tag of its own */
  guint16 is_header : 1;  /* cell: <th> */
  guint16 is_data : 1;    /* table: see table.h */
  guint16 is_layout : 1;  /* table: says by its role that it does not */
  guint32 number;         /* of an ordered list's first item */
  guint32 first, count;   /* segments of a leaf; first of BLOCK_CLOSE: the block it closes */
} Block;

/* One <a> element (or bare URL): several may have one target. */
typedef struct {
  guint32 target; /* index in Document.targets */
} LinkUse;

typedef struct {
  GString *text;
  GArray *segments;   /* of Segment */
  GArray *blocks;     /* of Block */
  GArray *uses;       /* of LinkUse */
  GPtrArray *targets; /* of char *, repaired */
  GHashTable *target_index;
  gboolean truncated;

  /* the leaf that is being read */
  guint32 leaf_first;
  gboolean has_leaf_text;
  gboolean space, gap; /* white space, or an image's edge, since the last character */
  guint8 space_formats;
  char space_text[4];
  char joiner[4]; /* a zero-width joiner that is kept only between two characters */
  guint breaks;   /* since the last character */
  guint8 break_formats;
  GArray *open; /* indices of open containers in blocks */
  guint depth;  /* quotes and lists open */
} Document;

Document *document_new(gsize size_hint);
void document_free(Document *document);

/* Text of the current leaf; white space collapses as in CSS. */
void document_text(Document *document, const char *text, gsize length, guint formats, guint32 link, gboolean is_image);
void document_space(Document *document, guint formats);
/* A place where words must not grow together, though no white space stands there. */
void document_gap(Document *document);
void document_break(Document *document, guint formats);

/* Ends the current leaf; without text nothing is added. Returns whether a block was added. */
gboolean document_end_leaf(Document *document, BlockKind kind, guint level);
void document_rule(Document *document);
/* text: as it is; language may be NULL. */
void document_code(Document *document, const char *text, gsize length, const char *language);

/* Containers. A list inside a list goes into the item before it; an item without a list gets one. FALSE: too deep, nothing was opened and
 * nothing must be closed. */
gboolean document_open(Document *document, Container container, const Block *properties);
/* keep_empty: an item without content stays. */
void document_close(Document *document, Container container, gboolean keep_empty);
/* The innermost list holds paragraphs. */
void document_mark_loose(Document *document);

/* A link to href; 0 when it has no target that may be followed. */
guint32 document_link(Document *document, const char *href);

#define document_block(document, i) (&g_array_index((document)->blocks, Block, i))
#define document_segment(document, i) (&g_array_index((document)->segments, Segment, i))

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)
