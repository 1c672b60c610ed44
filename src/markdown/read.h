/* SPDX-License-Identifier: MIT */
/* Reading stored Markdown: to HTML for pages and feeds, to blocks for the gist. The only user of libcmark. Pure, reentrant. */
#pragma once

#include <glib.h>

#define READ_MAX_MARKDOWN (512u * 1024) /* libcmark's worst cases stay bearable below this (reference D14) */

/* Gives the href for link ordinal, to be freed by the reader; NULL leaves the text without a link. */
typedef char *(*ReadLinkFunc)(guint ordinal, gpointer data);

/* HTML from Markdown, raw HTML shown as text, link destinations (L3) replaced by link_func's answer and escaped, any other
 * destination dropped. Markdown beyond READ_MAX_MARKDOWN is cut at a block boundary; *truncated (may be NULL) says so. */
char *read_html(const char *markdown, ReadLinkFunc link_func, gpointer data, gboolean *truncated);

typedef enum { READ_PARAGRAPH, READ_HEADING, READ_LIST_ITEM, READ_QUOTE, READ_CODE } ReadBlockKind;

typedef struct {
  guint ordinal;
  gsize start, end; /* byte range of the link's text in ReadBlock.text */
} ReadSpan;

typedef struct {
  ReadBlockKind kind;
  guint level;   /* of a heading; depth of an item or quote */
  char *text;    /* plain text, soft breaks as spaces, hard breaks as newlines */
  GArray *links; /* of ReadSpan */
} ReadBlock;

/* The leaf blocks in document order, of ReadBlock. Thematic breaks are left out. */
GPtrArray *read_blocks(const char *markdown);
