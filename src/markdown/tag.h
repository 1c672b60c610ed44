/* SPDX-License-Identifier: MIT */
/* The elements of HTML that mail uses and what the tree builder and the cleaning need to know of each. */
#pragma once

#include <glib.h>

typedef enum {
  TAG_BLOCK = 1 << 0,      /* text before and after it are different blocks */
  TAG_VOID = 1 << 1,       /* has no end tag */
  TAG_FORMATTING = 1 << 2, /* survives the end of the block around it (active formatting elements, 13.2.4.3) */
  TAG_CLOSES_P = 1 << 3,   /* its start tag ends an open <p> */
  TAG_SKIP = 1 << 4,       /* its content is never shown, or is a form control */
  TAG_SPECIAL = 1 << 5,    /* an end tag of an inline element does not reach beyond it */
  TAG_BARRIER = 1 << 6,    /* no end tag inside it reaches beyond it (scope, 13.2.4.2) */
  TAG_RCDATA = 1 << 7,
  TAG_RAWTEXT = 1 << 8,
  TAG_BREAKS_OUT = 1 << 9 /* ends SVG or MathML around it (13.2.6.5) */
} TagFlags;

/* Sorted by name. */
#define TAG_TABLE(X)                                                                                                   \
  X(A, "a", TAG_FORMATTING)                                                                                            \
  X(ADDRESS, "address", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                        \
  X(AREA, "area", TAG_VOID)                                                                                            \
  X(ARTICLE, "article", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                        \
  X(ASIDE, "aside", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                            \
  X(B, "b", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                           \
  X(BASE, "base", TAG_VOID)                                                                                            \
  X(BASEFONT, "basefont", TAG_VOID)                                                                                    \
  X(BGSOUND, "bgsound", TAG_VOID)                                                                                      \
  X(BIG, "big", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                       \
  X(BLOCKQUOTE, "blockquote", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                 \
  X(BODY, "body", TAG_BLOCK | TAG_SPECIAL | TAG_BREAKS_OUT)                                                            \
  X(BR, "br", TAG_VOID | TAG_BREAKS_OUT)                                                                               \
  X(BUTTON, "button", TAG_SPECIAL)                                                                                     \
  X(CANVAS, "canvas", TAG_SKIP)                                                                                        \
  X(CAPTION, "caption", TAG_BLOCK | TAG_SPECIAL | TAG_BARRIER)                                                         \
  X(CENTER, "center", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                         \
  X(CODE, "code", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                     \
  X(COL, "col", TAG_VOID)                                                                                              \
  X(COLGROUP, "colgroup", TAG_SPECIAL)                                                                                 \
  X(DATALIST, "datalist", TAG_SKIP)                                                                                    \
  X(DD, "dd", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(DETAILS, "details", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                        \
  X(DIALOG, "dialog", TAG_BLOCK | TAG_CLOSES_P | TAG_SKIP)                                                             \
  X(DIR, "dir", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                                \
  X(DIV, "div", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                               \
  X(DL, "dl", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(DT, "dt", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(EM, "em", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                         \
  X(EMBED, "embed", TAG_VOID | TAG_BREAKS_OUT)                                                                         \
  X(FIELDSET, "fieldset", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                      \
  X(FIGCAPTION, "figcaption", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                  \
  X(FIGURE, "figure", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                          \
  X(FONT, "font", TAG_FORMATTING)                                                                                      \
  X(FOOTER, "footer", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                          \
  X(FORM, "form", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                              \
  X(FRAME, "frame", TAG_VOID)                                                                                          \
  X(H1, "h1", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(H2, "h2", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(H3, "h3", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(H4, "h4", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(H5, "h5", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(H6, "h6", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(HEADER, "header", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                          \
  X(HGROUP, "hgroup", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                          \
  X(HR, "hr", TAG_BLOCK | TAG_VOID | TAG_CLOSES_P | TAG_BREAKS_OUT)                                                    \
  X(HTML, "html", TAG_BLOCK | TAG_SPECIAL)                                                                             \
  X(I, "i", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                           \
  X(IFRAME, "iframe", TAG_RAWTEXT)                                                                                     \
  X(IMG, "img", TAG_VOID | TAG_BREAKS_OUT)                                                                             \
  X(INPUT, "input", TAG_VOID)                                                                                          \
  X(KBD, "kbd", 0)                                                                                                     \
  X(LEGEND, "legend", TAG_BLOCK | TAG_SPECIAL)                                                                         \
  X(LI, "li", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(LINK, "link", TAG_VOID)                                                                                            \
  X(LISTING, "listing", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                       \
  X(MAIN, "main", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                              \
  X(MATH, "math", 0)                                                                                                   \
  X(MENU, "menu", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                             \
  X(META, "meta", TAG_VOID | TAG_BREAKS_OUT)                                                                           \
  X(NAV, "nav", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                                \
  X(NOBR, "nobr", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                     \
  X(NOEMBED, "noembed", TAG_RAWTEXT)                                                                                   \
  X(NOFRAMES, "noframes", TAG_RAWTEXT)                                                                                 \
  X(OBJECT, "object", TAG_SPECIAL | TAG_BARRIER)                                                                       \
  X(OL, "ol", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(P, "p", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                   \
  X(PARAM, "param", TAG_VOID)                                                                                          \
  X(PLAINTEXT, "plaintext", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                    \
  X(PRE, "pre", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                               \
  X(Q, "q", 0)                                                                                                         \
  X(RP, "rp", TAG_SKIP)                                                                                                \
  X(S, "s", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                           \
  X(SAMP, "samp", 0)                                                                                                   \
  X(SCRIPT, "script", 0)                                                                                               \
  X(SECTION, "section", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                        \
  X(SELECT, "select", TAG_SKIP)                                                                                        \
  X(SMALL, "small", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                   \
  X(SOURCE, "source", TAG_VOID)                                                                                        \
  X(SPAN, "span", TAG_BREAKS_OUT)                                                                                      \
  X(STRIKE, "strike", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                 \
  X(STRONG, "strong", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                 \
  X(STYLE, "style", TAG_RAWTEXT)                                                                                       \
  X(SUMMARY, "summary", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL)                                                        \
  X(SVG, "svg", 0)                                                                                                     \
  X(TABLE, "table", TAG_BLOCK | TAG_SPECIAL | TAG_BARRIER | TAG_BREAKS_OUT)                                            \
  X(TBODY, "tbody", TAG_BLOCK | TAG_SPECIAL)                                                                           \
  X(TD, "td", TAG_BLOCK | TAG_SPECIAL | TAG_BARRIER)                                                                   \
  X(TEMPLATE, "template", TAG_SKIP | TAG_BARRIER)                                                                      \
  X(TEXTAREA, "textarea", TAG_RCDATA)                                                                                  \
  X(TFOOT, "tfoot", TAG_BLOCK | TAG_SPECIAL)                                                                           \
  X(TH, "th", TAG_BLOCK | TAG_SPECIAL | TAG_BARRIER)                                                                   \
  X(THEAD, "thead", TAG_BLOCK | TAG_SPECIAL)                                                                           \
  X(TITLE, "title", TAG_RCDATA)                                                                                        \
  X(TR, "tr", TAG_BLOCK | TAG_SPECIAL)                                                                                 \
  X(TRACK, "track", TAG_VOID)                                                                                          \
  X(TT, "tt", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                         \
  X(U, "u", TAG_FORMATTING | TAG_BREAKS_OUT)                                                                           \
  X(UL, "ul", TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL | TAG_BREAKS_OUT)                                                 \
  X(WBR, "wbr", TAG_VOID)                                                                                              \
  X(XMP, "xmp", TAG_BLOCK | TAG_CLOSES_P | TAG_RAWTEXT)

#define TAG_ID(id, name, flags) TAG_##id,
typedef enum { TAG_TABLE(TAG_ID) TAG_COUNT, TAG_UNKNOWN = TAG_COUNT } Tag;
#undef TAG_ID

/* name: lower case. TAG_UNKNOWN for everything else, which is an inline element without meaning. */
Tag tag_find(const char *name, gsize length);
guint tag_flags(Tag tag);
const char *tag_name(Tag tag);
/* 1 to 6; 0 for all but <h1> to <h6>. */
guint8 tag_heading_level(Tag tag);
