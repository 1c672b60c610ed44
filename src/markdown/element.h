/* SPDX-License-Identifier: MIT */
/* The stack of open elements (WHATWG HTML 13.2.4.2): what holds inside all of them together, which of them a start
 * or an end tag ends, and what their end does to the document. Nothing recurses; a tag costs at most the depth of
 * the stack. */
#pragma once

#include "markdown/leaf.h"
#include "markdown/tag.h"

#define ELEMENT_MAX_DEPTH 512u
#define ELEMENT_NO_LINK G_MAXUINT32 /* in Element.own: the element says nothing about links */

typedef struct {
  Tag tag;
  guint32 unknown; /* hash of an unknown element's name */
  Effect own;      /* what the element itself says */
  Effect all;      /* own over that of all elements around it; kept by the stack */
  gboolean has_content;
  gboolean is_pre;     /* its end writes what the leaf has collected for a <pre> */
  gboolean is_opened;  /* as a container of the document */
  Container container; /* when is_opened */
} Element;

typedef struct {
  Leaf *leaf;
  Element *elements; /* outermost first */
  guint depth;
  guint open[TAG_COUNT + 1]; /* elements open by tag */
} ElementStack;

/* leaf must outlive stack. */
void element_init(ElementStack *stack, Leaf *leaf);
void element_clear(ElementStack *stack);

/* What holds for text that comes now; valid until the stack changes. */
const Effect *element_effect(const ElementStack *stack);
/* The innermost element is not empty. */
void element_mark_content(ElementStack *stack);
/* What the start or the end of an element does to the text around it: ends the leaf, or keeps words apart, or nothing.
 * own: what the element itself says. Ends call it by themselves. */
void element_separate(ElementStack *stack, Tag tag, const Effect *own);

/* Opens an element inside the others and returns it, valid until the stack changes; the caller may set is_pre,
 * is_opened and container. name: nul-terminated, lower case. NULL when there is no room (the document is then marked
 * as truncated) or too many equal ones are open. */
Element *element_push(ElementStack *stack, Tag tag, const char *name, const Effect *own);

/* Ends what a start tag ends. FALSE: the start tag is to be ignored. */
gboolean element_end_implied(ElementStack *stack, Tag tag);
/* Ends what an end tag ends, which may be nothing. */
void element_end(ElementStack *stack, Tag tag, const char *name);
/* Ends all that is open, at the end of the input. */
void element_end_all(ElementStack *stack);
