/* SPDX-License-Identifier: MIT */
/* Reading stored Markdown: to HTML for pages and feeds, to blocks for the gist. The only user of libcmark. Pure,
 * reentrant, bounded on any input. */
#pragma once

#include <glib.h>

#define READ_MAX_MARKDOWN (512u * 1024) /* libcmark's worst cases stay bearable below this (reference D14) */

/* Gives the href for link ordinal, to be freed by the reader; NULL leaves the text without a link. */
typedef char *(*ReadLinkFunc)(guint ordinal, gpointer data);

/* Well-formed HTML (XHTML syntax, UTF-8, no character that XML forbids) from Markdown: raw HTML shown as text, images as their alt text, link destinations (L3)
 * replaced by link_func's answer, escaped and with rel="noopener noreferrer nofollow ugc", any other destination dropped. link_func may be NULL: no links. Markdown
 * beyond READ_MAX_MARKDOWN is cut at a block boundary, or at a line or character where a block is longer than
 * that; *truncated (may be NULL) says so. */
char *read_html(const char *markdown, ReadLinkFunc link_func, gpointer data, gboolean *truncated);

/* The same, but only the blocks that fit into max bytes of HTML (0: all), a list or quote up to the last item or paragraph that does; the tags
 * that close what is open come on top. *truncated says whether anything is missing. */
char *read_html_within(const char *markdown, gsize max, ReadLinkFunc link_func, gpointer data, gboolean *truncated);

/* The same for a page that has a title of its own: headings begin at <h2> and go down one at a time, whatever levels the sender skipped. */
char *read_html_outlined(const char *markdown, ReadLinkFunc link_func, gpointer data, gboolean *truncated);

typedef enum { READ_PARAGRAPH, READ_HEADING, READ_LIST_ITEM, READ_QUOTE, READ_CODE } ReadBlockKind;

typedef struct {
  guint ordinal;
  gsize start, end; /* byte range of the link's text in ReadBlock.text */
} ReadSpan;

typedef struct {
  ReadBlockKind kind;
  guint level;   /* of a heading; depth of an item or quote; 0 for the others */
  char *text;    /* plain text, soft breaks as spaces, hard breaks as newlines; never empty */
  GArray *links; /* of ReadSpan, in order, never empty ranges */
} ReadBlock;

/* The leaf blocks in document order, of ReadBlock. Thematic breaks are left out. Cut like read_html. */
GPtrArray *read_blocks(const char *markdown);
