/* SPDX-License-Identifier: MIT */
#include "markdown/build.h"

#include <string.h>

#include "markdown/clean.h"
#include "markdown/style.h"
#include "markdown/table.h"
#include "markdown/tag.h"
#include "markdown/tokenizer.h"

#define NO_LINK G_MAXUINT32 /* this element says nothing about links */
#define MAX_SAME_FORMATTING 3

/* What an element adds, and what holds inside it together with all elements around it. */
typedef struct {
  Style style;
  guint32 link;
  guint8 formats;
  guint8 level;
} Effect;

typedef struct {
  Tag tag;
  guint32 unknown; /* hash of an unknown element's name */
  Effect own, all;
  gboolean opened; /* a container of the document */
  gboolean has_content;
} Element;

typedef struct {
  Document *document;
  Tokenizer tokenizer;
  Element *stack;
  guint depth;
  guint open[TAG_COUNT + 1];
  guint foreign; /* SVG or MathML: its depth */
  GString *pre;  /* the text of the <pre> being read, raw */
  GArray *pre_segments;
  guint pre_depth; /* 1 + index of the <pre> on the stack */
  char *pre_language;
  gboolean skip_newline;
} Builder;

static const Effect *current(const Builder *b)
{
  static const Effect nothing = { .link = 0 };

  return b->depth > 0 ? &b->stack[b->depth - 1].all : &nothing;
}

static gboolean is_hidden(const Effect *effect)
{
  return effect->style.display_none || effect->style.zero_font == STYLE_ON || effect->style.invisible == STYLE_ON;
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
  if (all->link == NO_LINK)
    all->link = parent->link;
  all->formats |= parent->formats;
  if (all->level == 0)
    all->level = parent->level;
}

static void inherit_from(Builder *b, guint index)
{
  static const Effect nothing = { .link = 0 };

  for (; index < b->depth; index++)
    inherit(&b->stack[index], index > 0 ? &b->stack[index - 1].all : &nothing);
}

/* --- leaves --- */

static void pre_text(Builder *b, const char *text, gsize length, const Effect *effect)
{
  Segment segment = { (guint32)b->pre->len, 0, effect->link, SEGMENT_TEXT, effect->formats, FALSE };

  clean_append_raw(b->pre, text, length);
  segment.length = (guint32)b->pre->len - segment.start;
  g_array_append_val(b->pre_segments, segment);
}

static void end_leaf(Builder *b)
{
  const Effect *effect = current(b);

  if (b->pre_depth > 0 && b->pre->len > 0 && b->pre->str[b->pre->len - 1] != '\n')
    pre_text(b, "\n", 1, effect);
  if (document_end_leaf(b->document, effect->level > 0 ? BLOCK_HEADING : BLOCK_PARAGRAPH, effect->level) &&
      b->depth >= 2 && b->stack[b->depth - 1].tag == TAG_P && b->stack[b->depth - 2].tag == TAG_LI)
    document_mark_loose(b->document);
}

/* A <pre> with links is text whose lines matter, not code. */
static void replay_lines(Builder *b)
{
  for (guint i = 0; i < b->pre_segments->len; i++) {
    const Segment *segment = &g_array_index(b->pre_segments, Segment, i);
    const char *p = b->pre->str + MIN(segment->start, b->pre->len);
    const char *end = b->pre->str + MIN(segment->start + segment->length, b->pre->len);

    while (p < end) {
      const char *newline = memchr(p, '\n', (gsize)(end - p));
      const char *stop = newline != NULL ? newline : end;

      document_text(b->document, p, (gsize)(stop - p), segment->formats & ~(guint)FORMAT_CODE, segment->link, FALSE);
      if (newline != NULL)
        document_break(b->document, 0);
      p = newline != NULL ? newline + 1 : end;
    }
  }
}

static void end_pre(Builder *b)
{
  gboolean has_link = FALSE, has_text = FALSE;

  for (guint i = 0; i < b->pre_segments->len; i++)
    has_link |= g_array_index(b->pre_segments, Segment, i).link > 0;
  has_text = clean_trim_lines(b->pre);
  if (has_link) {
    replay_lines(b);
    document_end_leaf(b->document, BLOCK_PARAGRAPH, 0);
  } else if (has_text) {
    document_code(b->document, b->pre->str, b->pre->len, b->pre_language);
  }
  g_string_truncate(b->pre, 0);
  g_array_set_size(b->pre_segments, 0);
  g_clear_pointer(&b->pre_language, g_free);
  b->pre_depth = 0;
}

static void preserved_text(Builder *b, const char *text, gsize length, const Effect *effect)
{
  const char *p = text, *end = text + length;

  while (p < end) {
    const char *newline = memchr(p, '\n', (gsize)(end - p));

    document_text(b->document, p, (gsize)((newline != NULL ? newline : end) - p), effect->formats, effect->link, FALSE);
    if (newline != NULL)
      document_break(b->document, effect->formats);
    p = newline != NULL ? newline + 1 : end;
  }
}

static void add_text(Builder *b, const char *text, gsize length)
{
  const Effect *effect = current(b);

  if (b->foreign > 0)
    return;
  if (b->skip_newline && length > 0) {
    b->skip_newline = FALSE;
    if (*text == '\n') {
      text++;
      length--;
    }
  }
  if (b->depth > 0 && length > 0)
    b->stack[b->depth - 1].has_content = TRUE;
  if (is_hidden(effect))
    return;
  if (b->pre_depth > 0)
    pre_text(b, text, length, effect);
  else if (effect->style.preserve == STYLE_ON)
    preserved_text(b, text, length, effect);
  else
    document_text(b->document, text, length, effect->formats, effect->link, FALSE);
}

/* --- the stack --- */

static gboolean closes_container(Tag tag, Container *container)
{
  static const struct {
    Tag tag;
    Container container;
  } rows[] = { { TAG_UL, CONTAINER_LIST },     { TAG_OL, CONTAINER_LIST },     { TAG_MENU, CONTAINER_LIST },
               { TAG_DIR, CONTAINER_LIST },    { TAG_LI, CONTAINER_ITEM },     { TAG_BLOCKQUOTE, CONTAINER_QUOTE },
               { TAG_TABLE, CONTAINER_TABLE }, { TAG_TR, CONTAINER_ROW },      { TAG_TD, CONTAINER_CELL },
               { TAG_TH, CONTAINER_CELL },     { TAG_CAPTION, CONTAINER_CELL } };

  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    if (rows[i].tag == tag) {
      *container = rows[i].container;
      return TRUE;
    }
  }
  return FALSE;
}

/* What an element does when it ends, while it is on top of those that stay. */
static void leave(Builder *b, const Element *element, guint index)
{
  Container container;

  if (b->pre_depth == index + 1)
    end_pre(b);
  else if ((tag_flags(element->tag) & TAG_BLOCK) || element->own.style.display_block)
    end_leaf(b);
  else if (element->own.style.inline_block)
    document_gap(b->document);
  if (element->tag == TAG_Q && !is_hidden(&element->all))
    document_text(b->document, "\u201d", 3, element->all.formats, element->all.link, FALSE);
  if (element->opened && closes_container(element->tag, &container))
    document_close(b->document, container, !element->has_content);
}

/* Removes the elements from index on; formatting elements stay when keep_formatting is set, as browsers reopen them. */
static void close_from(Builder *b, guint index, gboolean keep_formatting)
{
  guint old_depth = b->depth, kept = index;

  for (guint i = old_depth; i-- > index;) {
    const Element *element = &b->stack[i];

    if (keep_formatting && i > index && (tag_flags(element->tag) & TAG_FORMATTING))
      continue;
    b->depth = i + 1;
    leave(b, element, i);
    b->open[element->tag]--;
  }
  if (keep_formatting) {
    for (guint i = index + 1; i < old_depth; i++)
      if (tag_flags(b->stack[i].tag) & TAG_FORMATTING)
        b->stack[kept++] = b->stack[i];
  }
  b->depth = kept;
  inherit_from(b, index);
}

/* Removes one formatting element from the middle: what is open above it stays open. */
static void remove_formatting(Builder *b, guint index)
{
  b->open[b->stack[index].tag]--;
  if (b->stack[index].own.style.display_block)
    end_leaf(b);
  else if (b->stack[index].own.style.inline_block)
    document_gap(b->document);
  memmove(&b->stack[index], &b->stack[index + 1], (b->depth - index - 1) * sizeof(Element));
  b->depth--;
  if (b->pre_depth > index)
    b->pre_depth--;
  inherit_from(b, index);
}

#define NOT_FOUND G_MAXUINT

typedef gboolean (*StopFunc)(Tag tag);

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

static guint find_open(const Builder *b, Tag tag, StopFunc stop)
{
  if (b->open[tag] == 0)
    return NOT_FOUND;
  for (guint i = b->depth; i-- > 0;) {
    if (b->stack[i].tag == tag)
      return i;
    if (stop(b->stack[i].tag))
      return NOT_FOUND;
  }
  return NOT_FOUND;
}

static void close_tag(Builder *b, Tag tag, StopFunc stop, gboolean keep_formatting)
{
  guint index = find_open(b, tag, stop);

  if (index != NOT_FOUND)
    close_from(b, index, keep_formatting);
}

static gboolean is_heading(Tag tag)
{
  return tag >= TAG_H1 && tag <= TAG_H6;
}

static gboolean is_table_part(Tag tag)
{
  return tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT;
}

/* The innermost of table, cell and template decides what a table tag means. */
static guint find_table_part(const Builder *b, gboolean (*wanted)(Tag tag))
{
  for (guint i = b->depth; i-- > 0;) {
    if (wanted(b->stack[i].tag))
      return i;
    if (stop_at_table(b->stack[i].tag))
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

static void close_part(Builder *b, gboolean (*wanted)(Tag tag))
{
  guint index = b->open[TAG_TABLE] > 0 ? find_table_part(b, wanted) : NOT_FOUND;

  if (index != NOT_FOUND)
    close_from(b, index, FALSE);
}

/* End tags that a start tag implies (13.2.6.4.7 and the table modes). FALSE: the start tag is to be ignored. */
static gboolean close_implied(Builder *b, Tag tag)
{
  if ((tag_flags(tag) & TAG_CLOSES_P) && b->open[TAG_P] > 0)
    close_tag(b, TAG_P, stop_in_button, TRUE);
  if (tag == TAG_LI) {
    close_tag(b, TAG_LI, stop_for_item, TRUE);
    if (b->open[TAG_P] > 0)
      close_tag(b, TAG_P, stop_in_button, TRUE);
  } else if (tag == TAG_DD || tag == TAG_DT) {
    close_tag(b, TAG_DD, stop_for_item, TRUE);
    close_tag(b, TAG_DT, stop_for_item, TRUE);
  } else if (is_heading(tag)) {
    if (b->depth > 0 && is_heading(b->stack[b->depth - 1].tag))
      close_from(b, b->depth - 1, TRUE);
  } else if (is_cell(tag) || is_row(tag) || is_table_part(tag) || tag == TAG_COLGROUP) {
    if (b->open[TAG_TABLE] == 0)
      return FALSE;
    close_part(b, is_cell);
    if (!is_cell(tag) || tag == TAG_CAPTION)
      close_part(b, is_row);
    if (is_table_part(tag))
      close_part(b, is_table_part);
  } else if (tag == TAG_TABLE && b->open[TAG_TABLE] > 0) {
    guint cell = find_table_part(b, is_cell);

    if (cell == NOT_FOUND)
      close_tag(b, TAG_TABLE, stop_at_table, FALSE);
  } else if (tag == TAG_A || tag == TAG_NOBR) {
    guint index = find_open(b, tag, stop_at_barrier);

    if (index != NOT_FOUND)
      remove_formatting(b, index);
  }
  return TRUE;
}

/* --- start tags --- */

static void own_effect(Builder *b, Tag tag, Effect *own)
{
  const char *css = tokenizer_attribute(&b->tokenizer, "style");

  memset(own, 0, sizeof *own);
  own->link = NO_LINK;
  if (css != NULL)
    style_parse(css, &own->style);
  if (tokenizer_attribute(&b->tokenizer, "hidden") != NULL || (tag_flags(tag) & TAG_SKIP))
    own->style.display_none = TRUE;
  if (is_heading(tag))
    own->level = (guint8)(tag - TAG_H1 + 1);
  if (tag == TAG_B || tag == TAG_STRONG)
    own->formats = FORMAT_STRONG;
  else if (tag == TAG_I || tag == TAG_EM)
    own->formats = FORMAT_EM;
  else if (tag == TAG_CODE || tag == TAG_KBD || tag == TAG_SAMP)
    own->formats = FORMAT_CODE;
}

static void open_container(Builder *b, Element *element)
{
  const char *value;
  Container container;
  Block block = { 0 };

  if (is_hidden(&element->all) || !closes_container(element->tag, &container))
    return;
  if (element->tag == TAG_OL) {
    value = tokenizer_attribute(&b->tokenizer, "start");
    block.is_ordered = TRUE;
    block.number = value != NULL ? clean_number(value, 1) : 1;
  }
  block.is_header = element->tag == TAG_TH;
  if (element->tag == TAG_TABLE) {
    value = tokenizer_attribute(&b->tokenizer, "role");
    block.is_layout =
        value != NULL && (g_ascii_strcasecmp(value, "presentation") == 0 || g_ascii_strcasecmp(value, "none") == 0);
  }
  element->opened = document_open(b->document, container, &block);
}

/* More than three equal ones in a row are one mistake of a program (13.2.4.3, the Noah's Ark clause). */
static gboolean is_repeated(const Builder *b, const Element *element)
{
  guint same = 0;

  if (!(tag_flags(element->tag) & TAG_FORMATTING) || b->open[element->tag] < MAX_SAME_FORMATTING)
    return FALSE;
  for (guint i = b->depth; i-- > 0 && !stop_at_barrier(b->stack[i].tag);)
    same += b->stack[i].tag == element->tag && memcmp(&b->stack[i].own, &element->own, sizeof(Effect)) == 0;
  return same >= MAX_SAME_FORMATTING;
}

static void push_element(Builder *b, Tag tag, const Token *token)
{
  Element element = { .tag = tag };
  guint flags = tag_flags(tag);

  own_effect(b, tag, &element.own);
  if (tag == TAG_UNKNOWN) {
    if (!element.own.style.display_none && !element.own.style.transparent && !element.own.style.collapsed)
      return;
    element.unknown = g_str_hash(token->text);
  }
  if ((flags & TAG_BLOCK) || element.own.style.display_block)
    end_leaf(b);
  else if (element.own.style.inline_block)
    document_gap(b->document);
  if (tag == TAG_A) {
    const char *href = tokenizer_attribute(&b->tokenizer, "href");

    if (href != NULL)
      element.own.link = document_link(b->document, href);
  }
  if (b->depth == BUILD_MAX_DEPTH || is_repeated(b, &element)) {
    b->document->truncated |= b->depth == BUILD_MAX_DEPTH;
    return;
  }
  inherit(&element, current(b));
  open_container(b, &element);
  if (b->depth > 0)
    b->stack[b->depth - 1].has_content = TRUE;
  b->stack[b->depth++] = element;
  b->open[tag]++;
  if ((tag == TAG_PRE || tag == TAG_LISTING || tag == TAG_XMP || tag == TAG_PLAINTEXT) && b->pre_depth == 0) {
    b->pre_depth = b->depth;
    b->skip_newline = tag == TAG_PRE || tag == TAG_LISTING;
  } else if (tag == TAG_CODE && b->pre_depth > 0 && b->pre_language == NULL) {
    b->pre_language = clean_language(tokenizer_attribute(&b->tokenizer, "class"));
  } else if (tag == TAG_Q && !is_hidden(&element.all)) {
    document_text(b->document, "\u201c", 3, element.all.formats, element.all.link, FALSE);
  }
}

static void add_image(Builder *b)
{
  const Effect *effect = current(b);
  Effect own;
  g_autofree char *alt = NULL;

  own_effect(b, TAG_IMG, &own);
  if (b->depth > 0)
    b->stack[b->depth - 1].has_content = TRUE;
  if (is_hidden(effect) || own.style.display_none || own.style.transparent || own.style.invisible == STYLE_ON)
    return;
  if (own.style.display_block && b->pre_depth == 0)
    document_gap(b->document);
  alt = clean_alt(tokenizer_attribute(&b->tokenizer, "alt"), tokenizer_attribute(&b->tokenizer, "src"),
                  tokenizer_attribute(&b->tokenizer, "width"), tokenizer_attribute(&b->tokenizer, "height"));
  if (alt == NULL)
    return;
  if (b->pre_depth > 0) {
    pre_text(b, alt, strlen(alt), effect);
    return;
  }
  document_gap(b->document);
  document_text(b->document, alt, strlen(alt), effect->formats & ~(guint)FORMAT_CODE, effect->link, TRUE);
  document_gap(b->document);
}

static void add_break(Builder *b)
{
  const Effect *effect = current(b);

  if (is_hidden(effect))
    return;
  if (b->depth > 0)
    b->stack[b->depth - 1].has_content = TRUE;
  if (b->pre_depth > 0)
    pre_text(b, "\n", 1, effect);
  else if (effect->level > 0)
    document_space(b->document, effect->formats);
  else
    document_break(b->document, effect->formats);
}

static void void_element(Builder *b, Tag tag)
{
  if (tag == TAG_BR) {
    add_break(b);
  } else if (tag == TAG_IMG) {
    add_image(b);
  } else if (tag == TAG_HR) {
    Effect own;

    own_effect(b, tag, &own);
    if (b->pre_depth > 0)
      return;
    end_leaf(b);
    if (!is_hidden(current(b)) && !own.style.display_none)
      document_rule(b->document);
  }
}

/* Elements whose content is other than HTML: all of it is read and, but for <xmp> and <plaintext>, dropped. */
static gboolean raw_element(Builder *b, Tag tag)
{
  guint flags = tag_flags(tag);
  TokenizerContent content = CONTENT_RAWTEXT;
  const Token *token;

  if (tag == TAG_PLAINTEXT) {
    tokenizer_set_content(&b->tokenizer, CONTENT_PLAINTEXT, "");
    return FALSE;
  }
  if (tag != TAG_SCRIPT && !(flags & (TAG_RCDATA | TAG_RAWTEXT)))
    return FALSE;
  if (flags & TAG_RCDATA)
    content = CONTENT_RCDATA;
  else if (tag == TAG_SCRIPT)
    content = CONTENT_SCRIPT;
  tokenizer_set_content(&b->tokenizer, content, tag_name(tag));
  if (tag == TAG_XMP)
    return FALSE;
  do
    token = tokenizer_next(&b->tokenizer);
  while (token->kind == TOKEN_TEXT);
  return TRUE;
}

/* Inside SVG and MathML everything is dropped until its end tag or an HTML tag that breaks out of it. */
static gboolean foreign_start(Builder *b, Tag tag, gboolean self_closing)
{
  if (b->foreign > 0 && (tag_flags(tag) & TAG_BREAKS_OUT))
    b->foreign = 0;
  if (b->foreign == 0 && tag != TAG_SVG && tag != TAG_MATH)
    return FALSE;
  if ((tag == TAG_SVG || tag == TAG_MATH) && !self_closing)
    b->foreign++;
  return TRUE;
}

static void start_tag(Builder *b, const Token *token, char **language)
{
  Tag tag = tag_find(token->text, token->length);
  const char *value;

  b->skip_newline = FALSE;
  if (foreign_start(b, tag, token->self_closing))
    return;
  if (tag == TAG_HTML || tag == TAG_BODY) {
    value = tokenizer_attribute(&b->tokenizer, "lang");
    if (language != NULL && *language == NULL && value != NULL)
      *language = clean_primary_language(value);
    if (b->open[tag] > 0)
      return;
  }
  if (!close_implied(b, tag))
    return;
  if (tag_flags(tag) & TAG_VOID) {
    void_element(b, tag);
    return;
  }
  if (raw_element(b, tag))
    return;
  push_element(b, tag, token);
}

/* --- end tags --- */

static void end_unknown(Builder *b, const Token *token)
{
  guint32 hash = g_str_hash(token->text);

  for (guint i = b->depth; i-- > 0 && !stop_at_special(b->stack[i].tag);) {
    if (b->stack[i].tag == TAG_UNKNOWN && b->stack[i].unknown == hash) {
      close_from(b, i, TRUE);
      return;
    }
  }
}

static void end_heading(Builder *b)
{
  for (guint i = b->depth; i-- > 0 && !stop_at_barrier(b->stack[i].tag);) {
    if (is_heading(b->stack[i].tag)) {
      close_from(b, i, TRUE);
      return;
    }
  }
}

static void end_tag(Builder *b, const Token *token)
{
  Tag tag = tag_find(token->text, token->length);
  guint flags = tag_flags(tag), index;

  b->skip_newline = FALSE;
  if (b->foreign > 0) {
    if (tag == TAG_SVG || tag == TAG_MATH)
      b->foreign--;
    return;
  }
  if (tag == TAG_BR)
    add_break(b);
  if (tag == TAG_HTML || tag == TAG_BODY || (flags & TAG_VOID) || b->open[tag] == 0)
    return; /* text after </body> is still shown */
  if (tag == TAG_UNKNOWN)
    end_unknown(b, token);
  else if (flags & TAG_FORMATTING) {
    index = find_open(b, tag, stop_at_barrier);
    if (index != NOT_FOUND)
      remove_formatting(b, index);
  } else if (is_heading(tag))
    end_heading(b);
  else if (tag == TAG_LI)
    close_tag(b, tag, stop_at_list, TRUE);
  else if (tag == TAG_P)
    close_tag(b, tag, stop_in_button, TRUE);
  else if (is_cell(tag) || is_row(tag) || is_table_part(tag) || tag == TAG_TABLE)
    close_tag(b, tag, stop_at_table, FALSE);
  else if (flags & TAG_SPECIAL)
    close_tag(b, tag, stop_at_barrier, TRUE);
  else
    close_tag(b, tag, stop_at_special, TRUE);
}

void build_html(Document *document, const char *html, gsize length, char **language)
{
  Builder b = { .document = document };
  const Token *token;

  b.stack = g_new0(Element, BUILD_MAX_DEPTH);
  b.pre = g_string_new(NULL);
  b.pre_segments = g_array_new(FALSE, FALSE, sizeof(Segment));
  tokenizer_init(&b.tokenizer, html, length);
  do {
    token = tokenizer_next(&b.tokenizer);
    if (token->kind == TOKEN_TEXT)
      add_text(&b, token->text, token->length);
    else if (token->kind == TOKEN_START_TAG)
      start_tag(&b, token, language);
    else if (token->kind == TOKEN_END_TAG)
      end_tag(&b, token);
  } while (token->kind != TOKEN_EOF);
  end_leaf(&b);
  close_from(&b, 0, FALSE);
  table_settle(document);
  document->truncated |= b.tokenizer.limited;
  tokenizer_clear(&b.tokenizer);
  g_string_free(b.pre, TRUE);
  g_array_unref(b.pre_segments);
  g_free(b.pre_language);
  g_free(b.stack);
}
