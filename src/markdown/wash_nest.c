/* SPDX-License-Identifier: MIT */
#include "markdown/wash_nest.h"

#include <string.h>

#define MAX_PENDING 32u
#define MAX_LOOK 32u /* elements of unknown names that an end tag is compared with */

/* What an element is to the tags that come while it is open. */
enum {
  KIND_P = 1 << 0,
  KIND_ITEM = 1 << 1,
  KIND_TERM = 1 << 2, /* <dd>, <dt> */
  KIND_HEADING = 1 << 3,
  KIND_CELL = 1 << 4,
  KIND_ROW = 1 << 5,
  KIND_PART = 1 << 6,
  KIND_TABLE = 1 << 7,
  KIND_LIST = 1 << 8,
  KIND_BARRIER = 1 << 9,
  KIND_SPECIAL = 1 << 10,
  KIND_ITEM_STOP = 1 << 11, /* no item beyond it ends with a new one */
  START_CLOSES_P = 1 << WASH_NEST_KINDS
};
#define TABLE_PARTS (KIND_CELL | KIND_ROW | KIND_PART)

/* What of the elements inside a closed one comes back with the next text. */
typedef enum { KEEP_NONE, KEEP_FORMATTING, KEEP_ALL } Keep;

/* Which open element ends when a tag starts; the rows apply in turn. */
static const struct {
  guint starts, ends, stops;
  Keep keep;
} rules[] = {
  { KIND_ITEM, KIND_ITEM, KIND_ITEM_STOP, KEEP_FORMATTING }, { KIND_TERM, KIND_TERM, KIND_ITEM_STOP, KEEP_FORMATTING },
  { START_CLOSES_P, KIND_P, KIND_BARRIER, KEEP_FORMATTING }, { TABLE_PARTS, KIND_CELL, KIND_TABLE, KEEP_NONE },
  { KIND_ROW | KIND_PART, KIND_ROW, KIND_TABLE, KEEP_NONE }, { KIND_PART, KIND_PART, KIND_TABLE, KEEP_NONE },
  { KIND_TABLE, KIND_TABLE, KIND_CELL, KEEP_NONE },
};

typedef struct {
  const char *name;
  Tag tag;
  guint32 unknown;
  char *text; /* its start tag */
  gsize length;
  guint barriers; /* open ones: it comes back inside these and no others */
} Pending;

static void clear_pending(gpointer pending)
{
  g_free(((Pending *)pending)->text);
}

#define pending_at(nest, i) (&g_array_index((nest)->pending, Pending, i))

static guint kinds_of(Tag tag)
{
  static const struct {
    Tag tag;
    guint kinds;
  } rows[] = {
    { TAG_P, KIND_P },
    { TAG_LI, KIND_ITEM },
    { TAG_DD, KIND_TERM },
    { TAG_DT, KIND_TERM },
    { TAG_TD, KIND_CELL },
    { TAG_TH, KIND_CELL },
    { TAG_TR, KIND_ROW },
    { TAG_TBODY, KIND_PART },
    { TAG_THEAD, KIND_PART },
    { TAG_TFOOT, KIND_PART },
    { TAG_CAPTION, KIND_CELL | KIND_PART },
    { TAG_COLGROUP, KIND_ROW | KIND_PART },
    { TAG_TABLE, KIND_TABLE },
    { TAG_UL, KIND_LIST },
    { TAG_OL, KIND_LIST },
  };
  guint flags = tag_flags(tag), kinds = 0;

  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (rows[i].tag == tag)
      kinds |= rows[i].kinds;
  if (tag_heading_level(tag) > 0)
    kinds |= KIND_HEADING;
  if (flags & TAG_BARRIER)
    kinds |= KIND_BARRIER;
  if (flags & TAG_SPECIAL) {
    kinds |= KIND_SPECIAL;
    if (tag != TAG_ADDRESS && tag != TAG_DIV && tag != TAG_P)
      kinds |= KIND_ITEM_STOP;
  }
  return kinds;
}

void wash_nest_init(WashNest *nest, GString *out, gsize budget)
{
  nest->out = out;
  nest->depth = nest->dropped = nest->ended = 0;
  nest->budget = budget;
  memset(nest->count, 0, sizeof nest->count);
  for (guint i = 0; i < G_N_ELEMENTS(nest->last_of_tag); i++)
    nest->last_of_tag[i] = WASH_NEST_NONE;
  nest->pending = g_array_new(FALSE, FALSE, sizeof(Pending));
  g_array_set_clear_func(nest->pending, clear_pending);
}

void wash_nest_clear(WashNest *nest)
{
  g_array_unref(nest->pending);
}

/* --- the stack --- */

/* 1 + the index of the innermost element of any of these kinds; 0: none. */
static guint innermost(const WashNest *nest, guint kinds)
{
  guint found = 0;

  for (guint i = 0; i < WASH_NEST_KINDS; i++)
    if ((kinds & (1u << i)) && nest->count[i] > 0)
      found = MAX(found, nest->last[i][nest->count[i] - 1] + 1u);
  return found;
}

static guint barriers(const WashNest *nest)
{
  return nest->count[g_bit_nth_lsf(KIND_BARRIER, -1)];
}

static void push(WashNest *nest, const WashNested *element)
{
  WashNested *top = &nest->stack[nest->depth];

  *top = *element;
  top->previous = nest->last_of_tag[top->tag];
  nest->last_of_tag[top->tag] = (guint16)nest->depth;
  for (guint i = 0; i < WASH_NEST_KINDS; i++)
    if (top->kinds & (1u << i))
      nest->last[i][nest->count[i]++] = (guint16)nest->depth;
  nest->depth++;
}

static void pop(WashNest *nest)
{
  const WashNested *top = &nest->stack[--nest->depth];

  if (top->is_ended)
    nest->ended--;
  else
    nest->last_of_tag[top->tag] = top->previous;
  for (guint i = 0; i < WASH_NEST_KINDS; i++)
    if (top->kinds & (1u << i))
      nest->count[i]--;
  if (top->is_dropped) {
    nest->dropped--;
    g_string_truncate(nest->out, top->start);
  } else {
    g_string_append(nest->out, "</");
    g_string_append(nest->out, top->name);
    g_string_append_c(nest->out, '>');
  }
}

static void postpone(WashNest *nest, const WashNested *element, guint position)
{
  Pending pending = { element->name, element->tag, element->unknown, NULL, element->length, barriers(nest) };

  pending.text = g_strndup(nest->out->str + element->start, element->length);
  g_array_insert_val(nest->pending, position, pending);
}

static gboolean is_kept(const WashNest *nest, const WashNested *element, Keep keep)
{
  if (keep == KEEP_FORMATTING)
    return (tag_flags(element->tag) & TAG_FORMATTING) && !element->is_ended && nest->pending->len < MAX_PENDING;
  return keep == KEEP_ALL && !element->is_ended;
}

/* Closes the elements from index on. */
static void close_elements(WashNest *nest, guint index, Keep keep)
{
  guint position = nest->pending->len, kept;

  while (nest->depth > index) {
    const WashNested *top = &nest->stack[nest->depth - 1];

    if (nest->depth - 1 > index && is_kept(nest, top, keep))
      postpone(nest, top, position);
    pop(nest);
  }
  for (kept = nest->pending->len; kept > 0 && pending_at(nest, kept - 1)->barriers > barriers(nest);)
    kept--;
  g_array_set_size(nest->pending, kept);
}

/* 1 + the index of the outermost ended element that no open block keeps open any more; 0: none. */
static guint find_ended(const WashNest *nest)
{
  if (nest->ended == 0)
    return 0;
  for (guint i = innermost(nest, KIND_SPECIAL); i < nest->depth; i++)
    if (nest->stack[i].is_ended)
      return i + 1;
  return 0;
}

/* The same, and what was waiting for that. What is inside the latter comes back all, as its end tags are still to come: they must find it. */
static void close_from(WashNest *nest, guint index, Keep keep)
{
  close_elements(nest, index, keep);
  for (guint ended = find_ended(nest); ended > 0; ended = find_ended(nest))
    close_elements(nest, ended - 1, KEEP_ALL);
}

void wash_nest_open(WashNest *nest, Tag tag, const char *name, guint32 unknown, const GString *tag_text)
{
  WashNested element = { .name = name, .tag = tag, .unknown = unknown, .kinds = kinds_of(tag) };

  if (nest->depth == WASH_MAX_DEPTH)
    return;
  element.start = nest->out->len;
  element.length = tag_text->len;
  g_string_append_len(nest->out, tag_text->str, (gssize)tag_text->len);
  push(nest, &element);
}

void wash_nest_open_dropped(WashNest *nest, Tag tag)
{
  WashNested element = { .tag = tag, .kinds = KIND_BARRIER | KIND_SPECIAL | KIND_ITEM_STOP, .is_dropped = TRUE };

  if (nest->depth == WASH_MAX_DEPTH)
    return;
  element.start = nest->out->len;
  push(nest, &element);
  nest->dropped++;
}

/* --- formatting elements --- */

static guint first_pending(const WashNest *nest)
{
  guint first = nest->pending->len;

  while (first > 0 && pending_at(nest, first - 1)->barriers == barriers(nest))
    first--;
  return first;
}

void wash_nest_content(WashNest *nest)
{
  guint first = first_pending(nest);

  for (guint i = first; i < nest->pending->len; i++) {
    const Pending *pending = pending_at(nest, i);
    GString text = { .str = pending->text, .len = pending->length };

    if (pending->length > nest->budget)
      continue;
    nest->budget -= pending->length;
    wash_nest_open(nest, pending->tag, pending->name, pending->unknown, &text);
  }
  g_array_set_size(nest->pending, first);
}

/* Takes the innermost one of that tag away. */
static gboolean end_pending(WashNest *nest, Tag tag, guint32 unknown)
{
  guint first = first_pending(nest);

  for (guint i = nest->pending->len; i-- > first;) {
    if (pending_at(nest, i)->tag == tag && pending_at(nest, i)->unknown == unknown) {
      g_array_remove_index(nest->pending, i);
      return TRUE;
    }
  }
  return FALSE;
}

/* Ends the innermost formatting element of that tag. One around an open block ends with the block, as its end tag can stand nowhere else; browsers
 * would let it go on around what comes before the block, and again inside up to here. */
static void end_formatting(WashNest *nest, Tag tag)
{
  guint index = nest->last_of_tag[tag];

  if (end_pending(nest, tag, 0))
    return;
  if (index == WASH_NEST_NONE || innermost(nest, KIND_BARRIER) > index)
    return;
  if (innermost(nest, KIND_SPECIAL) > index) {
    nest->stack[index].is_ended = TRUE;
    nest->ended++;
    nest->last_of_tag[tag] = nest->stack[index].previous;
    return;
  }
  close_from(nest, index, KEEP_FORMATTING);
}

/* --- tags --- */

/* Closes what the first rule that applies closes; FALSE: none does. What one closes may have been in the way of another. */
static gboolean end_implied(WashNest *nest, guint kinds)
{
  for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
    guint found = kinds & rules[i].starts ? innermost(nest, rules[i].ends) : 0;

    if (found > 0 && found >= innermost(nest, rules[i].stops)) {
      close_from(nest, found - 1, rules[i].keep);
      return TRUE;
    }
  }
  return FALSE;
}

gboolean wash_nest_before(WashNest *nest, Tag tag)
{
  guint flags = tag_flags(tag), kinds = kinds_of(tag) | (flags & TAG_CLOSES_P ? START_CLOSES_P : 0);

  if (((kinds & TABLE_PARTS) || tag == TAG_COL) && innermost(nest, KIND_TABLE) == 0)
    return FALSE;
  while (end_implied(nest, kinds))
    ;
  while ((kinds & KIND_HEADING) && nest->depth > 0 && (nest->stack[nest->depth - 1].kinds & KIND_HEADING))
    close_from(nest, nest->depth - 1, KEEP_FORMATTING);
  if (tag == TAG_A || tag == TAG_NOBR)
    end_formatting(nest, tag);
  if (!(flags & (TAG_BLOCK | TAG_SPECIAL)) && tag != TAG_COL)
    wash_nest_content(nest);
  return TRUE;
}

/* 1 + the index of what the end tag ends, not beyond the innermost of the kinds of stops; 0: nothing. */
static guint find_open(const WashNest *nest, Tag tag, guint32 unknown, guint stops)
{
  guint stop = innermost(nest, stops), index = nest->last_of_tag[tag];

  for (guint looks = 0; index != WASH_NEST_NONE && index + 1 >= stop && looks < MAX_LOOK; looks++) {
    if (nest->stack[index].unknown == unknown)
      return index + 1;
    index = nest->stack[index].previous;
  }
  return 0;
}

void wash_nest_end(WashNest *nest, Tag tag, guint32 unknown)
{
  guint kinds = kinds_of(tag), found, stops = KIND_SPECIAL;
  gboolean is_table = (kinds & (TABLE_PARTS | KIND_TABLE)) != 0;

  if (tag_flags(tag) & TAG_FORMATTING) {
    end_formatting(nest, tag);
    return;
  }
  if (end_pending(nest, tag, unknown))
    return;
  if (kinds & KIND_ITEM)
    stops = KIND_BARRIER | KIND_LIST;
  else if (is_table)
    stops = KIND_TABLE;
  else if ((kinds & KIND_SPECIAL) || (tag_flags(tag) & TAG_SKIP))
    stops = KIND_BARRIER;
  if (kinds & KIND_HEADING) {
    found = innermost(nest, KIND_HEADING);
    found = found > innermost(nest, KIND_BARRIER) ? found : 0;
  } else {
    found = find_open(nest, tag, unknown, stops);
  }
  if (found > 0)
    close_from(nest, found - 1, is_table ? KEEP_NONE : KEEP_FORMATTING);
  else if (tag == TAG_P)
    g_string_append(nest->out, "<p></p>");
}

void wash_nest_end_all(WashNest *nest)
{
  close_from(nest, 0, KEEP_NONE);
}
