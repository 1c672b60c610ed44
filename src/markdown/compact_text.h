/* SPDX-License-Identifier: MIT */
/* The Markdown of writer.h as lines of blocks and places of links, for cutting. Not a CommonMark parser: what writer.h never writes is read as
 * text. Pure, linear. */
#pragma once

#include <glib.h>

typedef enum { UNIT_TEXT, UNIT_HEADING, UNIT_CODE, UNIT_RULE } UnitKind;

/* A paragraph, heading, line of a tight list, fenced code or dividing line. */
typedef struct {
  UnitKind kind;
  const char *prefix; /* quote and list marks before its first line, in the Markdown; none for code */
  gsize prefix_length;
  gboolean has_marker; /* the prefix begins a list item */
  gboolean is_apart;   /* a blank line stands before it */
  gsize start, end;    /* of its text in body; a line of code has its own prefix */
  guint first, count;  /* its mentions */
} CompactUnit;

/* [text](L3) outside of code. */
typedef struct {
  gsize start, text, text_end, end; /* in body: '[', the text, ']', after ')' */
  guint ordinal;
} CompactMention;

typedef struct {
  GString *body;    /* all texts, without prefixes, hard breaks as line ends */
  GArray *units;    /* of CompactUnit */
  GArray *mentions; /* of CompactMention, in order */
} CompactText;

/* The Markdown must outlive the result. */
CompactText *compact_text_new(const char *markdown);
void compact_text_free(CompactText *text);

/* Appends what a reader sees of [start, end) of body: no marks, no targets. */
void compact_text_plain(const CompactText *text, gsize start, gsize end, GString *out);

/* Appends the mentions of body's [start, end), which is one unit's text, to mentions. */
void compact_text_find(const char *body, gsize start, gsize end, GArray *mentions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CompactText, compact_text_free)
