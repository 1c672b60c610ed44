/* SPDX-License-Identifier: MIT */
#include "markdown/build.h"

#include <string.h>

#include "markdown/clean.h"
#include "markdown/element.h"
#include "markdown/leaf.h"
#include "markdown/scan.h"
#include "markdown/style.h"
#include "markdown/table.h"
#include "markdown/tag.h"
#include "markdown/tokenizer.h"

#define STYLE_CACHE 64u /* inline styles: a newsletter says the same few hundreds of times */

/* A style as it stands in the input, and what it says. */
typedef struct {
  const char *css;
  guint length;
  Style style;
} KnownStyle;

typedef struct {
  Document *document;
  Tokenizer tokenizer;
  KnownStyle styles[STYLE_CACHE]; /* by hash; a later one takes the place of another */
  Leaf leaf;
  ElementStack stack;
  guint foreign; /* SVG or MathML: its depth */
  gboolean skip_newline;
} Builder;

static void add_text(Builder *b, const char *text, gsize length)
{
  const Effect *effect = element_effect(&b->stack);

  if (b->foreign > 0)
    return;
  if (b->skip_newline && length > 0) {
    b->skip_newline = FALSE;
    if (*text == '\n') {
      text++;
      length--;
    }
  }
  if (length > 0)
    element_mark_content(&b->stack);
  if (!leaf_is_hidden(effect))
    leaf_text(&b->leaf, text, length, effect);
}

/* --- start tags --- */

static gboolean find_container(Tag tag, Container *container)
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

static const Style *read_style(Builder *b, const TokenAttribute *attribute)
{
  guint length = attribute->value_length;
  KnownStyle *known = &b->styles[scan_hash(attribute->value, length) % STYLE_CACHE];

  if (known->css == NULL || known->length != length || memcmp(known->css, attribute->value, length) != 0) {
    *known = (KnownStyle){ .css = attribute->value, .length = length };
    style_parse(tokenizer_value(&b->tokenizer, attribute, NULL), &known->style);
  }
  return &known->style;
}

/* The height of tables and their parts is the least they have. */
static gboolean is_plain_block(Tag tag)
{
  return (tag_flags(tag) & TAG_BLOCK) && !(tag_flags(tag) & TAG_BARRIER) && tag != TAG_TR && tag != TAG_TBODY &&
         tag != TAG_THEAD && tag != TAG_TFOOT;
}

static void own_effect(Builder *b, Tag tag, Effect *own)
{
  const TokenAttribute *style = tokenizer_find(&b->tokenizer, "style");

  *own = (Effect){ .link = ELEMENT_NO_LINK, .level = tag_heading_level(tag) };
  if (style != NULL)
    own->style = *read_style(b, style);
  if ((tag_flags(tag) & TAG_SKIP) || tokenizer_find(&b->tokenizer, "hidden") != NULL)
    own->style.display_none = TRUE;
  if (own->style.flat && (own->style.display_block || own->style.inline_block || is_plain_block(tag)))
    own->style.collapsed = TRUE;
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
  Block block = { 0 };

  if (leaf_is_hidden(&element->all) || !find_container(element->tag, &element->container))
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
  element->is_opened = document_open(b->document, element->container, &block);
}

static void open_element(Builder *b, Tag tag, const char *name)
{
  Element *element;
  Effect own;

  own_effect(b, tag, &own);
  if (tag == TAG_UNKNOWN && !own.style.display_none && !own.style.transparent && !own.style.collapsed)
    return;
  element_separate(&b->stack, tag, &own);
  if (tag == TAG_A) {
    const char *href = tokenizer_attribute(&b->tokenizer, "href");

    if (href != NULL)
      own.link = document_link(b->document, href);
  }
  element = element_push(&b->stack, tag, name, &own);
  if (element == NULL)
    return;
  open_container(b, element);
  if ((tag == TAG_PRE || tag == TAG_LISTING || tag == TAG_XMP || tag == TAG_PLAINTEXT) && !b->leaf.in_pre) {
    element->is_pre = b->leaf.in_pre = TRUE;
    b->skip_newline = tag == TAG_PRE || tag == TAG_LISTING;
  } else if (tag == TAG_CODE && b->leaf.in_pre && b->leaf.pre_language == NULL) {
    b->leaf.pre_language = clean_language(tokenizer_attribute(&b->tokenizer, "class"));
  } else if (tag == TAG_Q && !leaf_is_hidden(&element->all)) {
    leaf_text(&b->leaf, "\u201c", 3, &element->all);
  }
}

static void add_image(Builder *b)
{
  const Effect *effect = element_effect(&b->stack);
  Effect own;
  g_autofree char *alt = NULL;

  own_effect(b, TAG_IMG, &own);
  element_mark_content(&b->stack);
  if (leaf_is_hidden(effect) || own.style.display_none || own.style.transparent || own.style.invisible == STYLE_ON)
    return;
  if (own.style.display_block && !b->leaf.in_pre)
    document_gap(b->document);
  alt = clean_alt(tokenizer_attribute(&b->tokenizer, "alt"), tokenizer_attribute(&b->tokenizer, "src"),
                  tokenizer_attribute(&b->tokenizer, "width"), tokenizer_attribute(&b->tokenizer, "height"));
  if (alt != NULL)
    leaf_image(&b->leaf, alt, effect);
}

/* A region of an image map: a link whose words are its alternative text, on a line of its own. */
static void add_area(Builder *b)
{
  Effect effect = *element_effect(&b->stack);
  g_autofree char *alt = clean_alt(tokenizer_attribute(&b->tokenizer, "alt"), NULL, NULL, NULL);
  const char *href = tokenizer_attribute(&b->tokenizer, "href");

  if (leaf_is_hidden(&effect) || alt == NULL || href == NULL)
    return;
  element_mark_content(&b->stack);
  effect.link = document_link(b->document, href);
  leaf_break(&b->leaf, element_effect(&b->stack));
  leaf_image(&b->leaf, alt, &effect);
  if (!b->leaf.in_pre)
    document_gap(b->document);
}

static void add_break(Builder *b)
{
  const Effect *effect = element_effect(&b->stack);

  if (leaf_is_hidden(effect))
    return;
  element_mark_content(&b->stack);
  leaf_break(&b->leaf, effect);
}

static void void_element(Builder *b, Tag tag)
{
  if (tag == TAG_BR) {
    add_break(b);
  } else if (tag == TAG_IMG) {
    add_image(b);
  } else if (tag == TAG_AREA) {
    add_area(b);
  } else if (tag == TAG_HR) {
    Effect own;

    own_effect(b, tag, &own);
    if (b->leaf.in_pre)
      return;
    element_separate(&b->stack, tag, &own);
    if (!leaf_is_hidden(element_effect(&b->stack)) && !own.style.display_none)
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
    if (b->stack.open[tag] > 0)
      return;
  }
  if (!element_end_implied(&b->stack, tag))
    return;
  if (tag_flags(tag) & TAG_VOID) {
    void_element(b, tag);
    return;
  }
  if (raw_element(b, tag))
    return;
  open_element(b, tag, token->text);
}

/* --- end tags --- */

static void end_tag(Builder *b, const Token *token)
{
  Tag tag = tag_find(token->text, token->length);

  b->skip_newline = FALSE;
  if (b->foreign > 0) {
    if (tag == TAG_SVG || tag == TAG_MATH)
      b->foreign--;
    return;
  }
  if (tag == TAG_BR)
    add_break(b);
  if (tag == TAG_HTML || tag == TAG_BODY || (tag_flags(tag) & TAG_VOID))
    return; /* text after </body> is still shown */
  element_end(&b->stack, tag, token->text);
}

void build_html(Document *document, const char *html, gsize length, char **language)
{
  Builder b = { .document = document };
  const Token *token;

  leaf_init(&b.leaf, document);
  element_init(&b.stack, &b.leaf);
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
  element_end_all(&b.stack);
  table_settle(document);
  document->truncated |= b.tokenizer.limited;
  tokenizer_clear(&b.tokenizer);
  element_clear(&b.stack);
  leaf_clear(&b.leaf);
}
