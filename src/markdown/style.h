/* SPDX-License-Identifier: MIT */
/* What an inline style says about being seen. Only the properties that hide text in browsers and mail programs, tokenised as CSS: the last
 * declaration wins, !important before all, comments and strings are skipped. Pure, linear. */
#pragma once

#include <glib.h>

typedef enum {
  STYLE_UNSET,
  STYLE_OFF,
  STYLE_ON
} StyleState; /* for inherited properties: says nothing, or one of two values */

/* Booleans, then StyleStates; bytes, for every open element has two of them. */
typedef struct {
  guint8 display_none;
  guint8 display_block; /* block, table, list-item, flex, grid: an inline element stands alone */
  guint8 inline_block;  /* inline-block and its likes: stands apart in the line */
  guint8 transparent;   /* opacity: 0 */
  guint8 collapsed;     /* max-height: 0 and overflow: hidden */
  guint8 flat;      /* height: 0, overflow: hidden and no padding; means nothing to table cells and text in a line */
  guint8 zero_font; /* font-size: ON means 0 */
  guint8 invisible; /* visibility: ON means hidden or collapse */
  guint8 preserve;  /* white-space: ON means that line ends are kept */
} Style;

void style_parse(const char *css, Style *style);
