/* SPDX-License-Identifier: MIT */
#include "markdown/element.h"

#include <string.h>

#define MAX_SAME_FORMATTING 3
#define NOT_FOUND G_MAXUINT

static const Effect no_effect = { .link = 0 };

void element_init(ElementStack *stack, Leaf *leaf)
{
  *stack = (ElementStack){ .leaf = leaf, .elements = g_new(Element, ELEMENT_MAX_DEPTH) };
}

void element_clear(ElementStack *stack)
{
  g_free(stack->elements);
}

/* --- effects --- */

const Effect *element_effect(const ElementStack *stack)
{
  return stack->depth > 0 ? &stack->elements[stack->depth - 1].all : &no_effect;
}

/* all = own over parent. display_none stands for everything that hides a subtree for good. */
static void inherit(Element *element, const Effect *parent)
{
  Effect *all = &element->all;

  *all = element->own;
  all->style.display_none |= all->style.transparent || all->style.collapsed || parent->style.display_none;
  if (all->style.zero_font == STYLE_UNSET)
    all->style.zero_font = parent->style.zero_font;
  if (all->style.invisible == STYLE_UNSET)
    all->style.invisible = parent->style.invisible;
  if (all->style.preserve == STYLE_UNSET)
    all->style.preserve = parent->style.preserve;
  if (all->link == ELEMENT_NO_LINK)
    all->link = parent->link;
  all->formats |= parent->formats;
  if (all->level == 0)
    all->level = parent->level;
}

static void inherit_from(ElementStack *stack, guint index)
{
  for (; index < stack->depth; index++)
    inherit(&stack->elements[index], index > 0 ? &stack->elements[index - 1].all : &no_effect);
}

static void end_leaf(ElementStack *stack)
{
  gboolean is_added = leaf_end(stack->leaf, element_effect(stack));

  if (is_added && stack->depth >= 2 && stack->elements[stack->depth - 1].tag == TAG_P &&
      stack->elements[stack->depth - 2].tag == TAG_LI)
    document_mark_loose(stack->leaf->document);
}

void element_separate(ElementStack *stack, Tag tag, const Effect *own)
{
  if ((tag_flags(tag) & TAG_BLOCK) || own->style.display_block)
    end_leaf(stack);
  else if (own->style.inline_block)
    document_gap(stack->leaf->document);
}

/* --- scopes --- */

typedef gboolean (*TagTest)(Tag tag);

static gboolean stop_at_barrier(Tag tag)
{
  return (tag_flags(tag) & TAG_BARRIER) != 0;
}

static gboolean stop_in_button(Tag tag)
{
  return stop_at_barrier(tag) || tag == TAG_BUTTON;
}

static gboolean stop_at_list(Tag tag)
{
  return stop_at_barrier(tag) || tag == TAG_UL || tag == TAG_OL || tag == TAG_MENU || tag == TAG_DIR;
}

static gboolean stop_at_table(Tag tag)
{
  return tag == TAG_TABLE || tag == TAG_TEMPLATE;
}

static gboolean stop_at_special(Tag tag)
{
  return (tag_flags(tag) & TAG_SPECIAL) != 0;
}

static gboolean stop_for_item(Tag tag)
{
  return stop_at_special(tag) && tag != TAG_ADDRESS && tag != TAG_DIV && tag != TAG_P;
}

/* --- the stack --- */

void element_mark_content(ElementStack *stack)
{
  if (stack->depth > 0)
    stack->elements[stack->depth - 1].has_content = TRUE;
}

static gboolean is_same(const Effect *a, const Effect *b)
{
  return memcmp(&a->style, &b->style, sizeof a->style) == 0 && a->link == b->link && a->formats == b->formats &&
         a->level == b->level;
}

/* More than three equal ones in a row are one mistake of a program (13.2.4.3, the Noah's Ark clause). */
static gboolean is_repeated(const ElementStack *stack, Tag tag, const Effect *own)
{
  guint same = 0;

  if (!(tag_flags(tag) & TAG_FORMATTING) || stack->open[tag] < MAX_SAME_FORMATTING)
    return FALSE;
  for (guint i = stack->depth; i-- > 0 && !stop_at_barrier(stack->elements[i].tag);)
    same += stack->elements[i].tag == tag && is_same(&stack->elements[i].own, own);
  return same >= MAX_SAME_FORMATTING;
}

Element *element_push(ElementStack *stack, Tag tag, const char *name, const Effect *own)
{
  Element *element;

  if (stack->depth == ELEMENT_MAX_DEPTH) {
    stack->leaf->document->truncated = TRUE;
    return NULL;
  }
  if (is_repeated(stack, tag, own))
    return NULL;
  element_mark_content(stack);
  element = &stack->elements[stack->depth++];
  *element = (Element){ .tag = tag, .unknown = tag == TAG_UNKNOWN ? g_str_hash(name) : 0, .own = *own };
  inherit_from(stack, stack->depth - 1);
  stack->open[tag]++;
  return element;
}

/* What an element does when it ends, while it is on top of those that stay. */
static void leave(ElementStack *stack, const Element *element)
{
  Document *document = stack->leaf->document;

  if (element->is_pre)
    leaf_end_pre(stack->leaf);
  else
    element_separate(stack, element->tag, &element->own);
  if (element->tag == TAG_Q && !leaf_is_hidden(&element->all))
    leaf_text(stack->leaf, "\u201d", 3, &element->all);
  if (element->is_opened)
    document_close(document, element->container, !element->has_content);
}

/* Removes the elements from index on; formatting elements stay when keep_formatting is set, as browsers reopen them. */
static void close_from(ElementStack *stack, guint index, gboolean keep_formatting)
{
  guint old_depth = stack->depth, kept = index;

  for (guint i = old_depth; i-- > index;) {
    const Element *element = &stack->elements[i];

    if (keep_formatting && i > index && (tag_flags(element->tag) & TAG_FORMATTING))
      continue;
    stack->depth = i + 1;
    leave(stack, element);
    stack->open[element->tag]--;
  }
  if (keep_formatting) {
    for (guint i = index + 1; i < old_depth; i++)
      if (tag_flags(stack->elements[i].tag) & TAG_FORMATTING)
        stack->elements[kept++] = stack->elements[i];
  }
  stack->depth = kept;
  inherit_from(stack, index);
}

/* Removes one formatting element from the middle: what is open above it stays open. */
static void remove_formatting(ElementStack *stack, guint index)
{
  const Element *element = &stack->elements[index];

  stack->open[element->tag]--;
  element_separate(stack, element->tag, &element->own);
  memmove(&stack->elements[index], &stack->elements[index + 1], (stack->depth - index - 1) * sizeof(Element));
  stack->depth--;
  inherit_from(stack, index);
}

void element_end_all(ElementStack *stack)
{
  end_leaf(stack);
  close_from(stack, 0, FALSE);
}

/* --- search --- */

static guint find_open(const ElementStack *stack, Tag tag, TagTest stop)
{
  if (stack->open[tag] == 0)
    return NOT_FOUND;
  for (guint i = stack->depth; i-- > 0;) {
    if (stack->elements[i].tag == tag)
      return i;
    if (stop(stack->elements[i].tag))
      return NOT_FOUND;
  }
  return NOT_FOUND;
}

static void close_tag(ElementStack *stack, Tag tag, TagTest stop, gboolean keep_formatting)
{
  guint index = find_open(stack, tag, stop);

  if (index != NOT_FOUND)
    close_from(stack, index, keep_formatting);
}

static gboolean is_table_part(Tag tag)
{
  return tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT;
}

/* The innermost of table, cell and template decides what a table tag means. */
static guint find_table_part(const ElementStack *stack, TagTest wanted)
{
  for (guint i = stack->depth; i-- > 0;) {
    if (wanted(stack->elements[i].tag))
      return i;
    if (stop_at_table(stack->elements[i].tag))
      return NOT_FOUND;
  }
  return NOT_FOUND;
}

static gboolean is_cell(Tag tag)
{
  return tag == TAG_TD || tag == TAG_TH || tag == TAG_CAPTION;
}

static gboolean is_row(Tag tag)
{
  return tag == TAG_TR;
}

static void close_part(ElementStack *stack, TagTest wanted)
{
  guint index = stack->open[TAG_TABLE] > 0 ? find_table_part(stack, wanted) : NOT_FOUND;

  if (index != NOT_FOUND)
    close_from(stack, index, FALSE);
}

/* --- tags --- */

/* End tags that a start tag implies (13.2.6.4.7 and the table modes). */
gboolean element_end_implied(ElementStack *stack, Tag tag)
{
  if ((tag_flags(tag) & TAG_CLOSES_P) && stack->open[TAG_P] > 0)
    close_tag(stack, TAG_P, stop_in_button, TRUE);
  if (tag == TAG_LI) {
    close_tag(stack, TAG_LI, stop_for_item, TRUE);
    if (stack->open[TAG_P] > 0)
      close_tag(stack, TAG_P, stop_in_button, TRUE);
  } else if (tag == TAG_DD || tag == TAG_DT) {
    close_tag(stack, TAG_DD, stop_for_item, TRUE);
    close_tag(stack, TAG_DT, stop_for_item, TRUE);
  } else if (tag_heading_level(tag) > 0) {
    if (stack->depth > 0 && tag_heading_level(stack->elements[stack->depth - 1].tag) > 0)
      close_from(stack, stack->depth - 1, TRUE);
  } else if (is_cell(tag) || is_row(tag) || is_table_part(tag) || tag == TAG_COLGROUP) {
    if (stack->open[TAG_TABLE] == 0)
      return FALSE;
    close_part(stack, is_cell);
    if (!is_cell(tag) || tag == TAG_CAPTION)
      close_part(stack, is_row);
    if (is_table_part(tag))
      close_part(stack, is_table_part);
  } else if (tag == TAG_TABLE && stack->open[TAG_TABLE] > 0) {
    guint cell = find_table_part(stack, is_cell);

    if (cell == NOT_FOUND)
      close_tag(stack, TAG_TABLE, stop_at_table, FALSE);
  } else if (tag == TAG_A || tag == TAG_NOBR) {
    guint index = find_open(stack, tag, stop_at_barrier);

    if (index != NOT_FOUND)
      remove_formatting(stack, index);
  }
  return TRUE;
}

static void end_unknown(ElementStack *stack, const char *name)
{
  guint32 hash = g_str_hash(name);

  for (guint i = stack->depth; i-- > 0 && !stop_at_special(stack->elements[i].tag);) {
    if (stack->elements[i].tag == TAG_UNKNOWN && stack->elements[i].unknown == hash) {
      close_from(stack, i, TRUE);
      return;
    }
  }
}

static void end_heading(ElementStack *stack)
{
  for (guint i = stack->depth; i-- > 0 && !stop_at_barrier(stack->elements[i].tag);) {
    if (tag_heading_level(stack->elements[i].tag) > 0) {
      close_from(stack, i, TRUE);
      return;
    }
  }
}

void element_end(ElementStack *stack, Tag tag, const char *name)
{
  guint flags = tag_flags(tag), index;

  if (stack->open[tag] == 0)
    return;
  if (tag == TAG_UNKNOWN)
    end_unknown(stack, name);
  else if (flags & TAG_FORMATTING) {
    index = find_open(stack, tag, stop_at_barrier);
    if (index != NOT_FOUND)
      remove_formatting(stack, index);
  } else if (tag_heading_level(tag) > 0)
    end_heading(stack);
  else if (tag == TAG_LI)
    close_tag(stack, tag, stop_at_list, TRUE);
  else if (tag == TAG_P)
    close_tag(stack, tag, stop_in_button, TRUE);
  else if (is_cell(tag) || is_row(tag) || is_table_part(tag) || tag == TAG_TABLE)
    close_tag(stack, tag, stop_at_table, FALSE);
  else if (flags & TAG_SPECIAL)
    close_tag(stack, tag, stop_at_barrier, TRUE);
  else
    close_tag(stack, tag, stop_at_special, TRUE);
}
