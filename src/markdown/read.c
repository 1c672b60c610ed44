/* SPDX-License-Identifier: MIT */
#include "markdown/read.h"

#include <cmark.h>
#include <string.h>

#include "util/template.h"
#include "util/text.h"

/* libcmark 0.30.2 takes time in proportion to depth for every node and blank line: nested deeper than columns allow here it is
 * quadratic (512 KB of "> " on one line: minutes). Our writer nests 8 deep at most. */
#define MAX_PREFIX_COLUMNS 100

/* So many brackets directly after '!' or '[' are an attack on libcmark (reference D14), and are escaped even where that shows in code. */
#define MAX_BARE_BRACKETS 500

#define MAX_ORDINAL 1000000

/* Where to cut, looking back from the limit: the last blank line, if it leaves at least half; else a line, else a character. */
static gsize cut_length(const char *markdown)
{
  const char *limit = markdown + READ_MAX_MARKDOWN, *half = markdown + READ_MAX_MARKDOWN / 2;
  const char *cut = g_strrstr_len(half, limit - half, "\n\n");

  if (cut == NULL)
    cut = g_strrstr_len(half, limit - half, "\n");
  if (cut != NULL)
    return (gsize)(cut - markdown) + 1;
  cut = limit;
  while ((*cut & 0xc0) == 0x80 && limit - cut < 4)
    cut--;
  return (gsize)(cut - markdown);
}

static gboolean is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0';
}

/* Appends the container markers and indentation a line begins with, those beyond MAX_PREFIX_COLUMNS escaped, and is what follows. */
static const char *append_prefix(GString *out, const char *line, const char *end)
{
  const char *p = line;

  for (guint column = 0; p < end && strchr(" \t>-+*0123456789.)", *p) != NULL; p++) {
    gboolean bullet = strchr("-+*", *p) != NULL && (p == line || is_blank(p[-1]) || p[-1] == '>');
    gboolean number = (*p == '.' || *p == ')') && p > line && g_ascii_isdigit(p[-1]);

    if (column > MAX_PREFIX_COLUMNS && (*p == '>' || ((bullet || number) && (p + 1 == end || is_blank(p[1])))))
      g_string_append_c(out, '\\');
    g_string_append_c(out, *p);
    column += *p == '\t' ? 4 : 1;
  }
  return p;
}

static gboolean is_bare_bracket(const char *p, const char *start)
{
  return *p == '[' && p > start && (p[-1] == '!' || p[-1] == '[');
}

static guint count_bare_brackets(const char *p, const char *end)
{
  guint n = 0;

  for (const char *start = p; (p = memchr(p, '[', (gsize)(end - p))) != NULL; p++)
    n += is_bare_bracket(p, start);
  return n;
}

/* The same Markdown without what makes libcmark slow; nothing a person writes is changed. */
static GString *defuse(const char *markdown, gsize length)
{
  GString *out = g_string_sized_new(length + length / 16 + 1);
  const char *end = markdown + length;
  gboolean brackets = count_bare_brackets(markdown, end) > MAX_BARE_BRACKETS;

  for (const char *line = markdown; line < end;) {
    const char *rest = append_prefix(out, line, end);
    const char *stop = rest + strcspn(rest, "\r\n");

    stop = stop >= end ? end : stop + 1;
    if (!brackets) {
      g_string_append_len(out, rest, stop - rest);
    } else {
      for (const char *p = rest; p < stop; p++) {
        if (is_bare_bracket(p, rest))
          g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
      }
    }
    line = stop;
  }
  return out;
}

static cmark_node *parse(const char *markdown, gboolean *truncated)
{
  gsize length = strlen(markdown);
  gboolean cut = length > READ_MAX_MARKDOWN;
  GString *safe = defuse(markdown, cut ? cut_length(markdown) : length);
  cmark_node *document = cmark_parse_document(safe->str, safe->len, CMARK_OPT_VALIDATE_UTF8);

  g_string_free(safe, TRUE);
  if (truncated != NULL)
    *truncated = cut;
  return document;
}

/* The 3 of "L3"; 0 for every other destination. */
static guint link_ordinal(cmark_node *node)
{
  const char *url = cmark_node_get_url(node);
  guint64 ordinal = 0;

  if (url == NULL || url[0] != 'L' || url[1] < '1' || url[1] > '9')
    return 0;
  for (const char *p = url + 1; *p != '\0'; p++) {
    if (!g_ascii_isdigit(*p) || ordinal > MAX_ORDINAL)
      return 0;
    ordinal = ordinal * 10 + (guint)g_ascii_digit_value(*p);
  }
  return ordinal <= MAX_ORDINAL ? (guint)ordinal : 0;
}

/* Character references may have decoded to characters that no feed can carry. The newline that ends a block is not text. */
static char *node_text(cmark_node *node)
{
  const char *literal = cmark_node_get_literal(node);
  cmark_node_type type = cmark_node_get_type(node);
  gsize length = literal == NULL ? 0 : strlen(literal);

  if ((type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) && length > 0 && literal[length - 1] == '\n')
    length--;
  return text_clean(literal, length, NULL);
}

typedef struct {
  GString *out;
  ReadLinkFunc link_func;
  gpointer data;
  cmark_node *link;  /* the one whose <a> is open */
  gboolean outlined; /* headings go down one at a time, from <h2> */
  guint depth;       /* of the headings that the text at hand stands under */
  int levels[6];     /* their levels in the Markdown, outermost first */
} Page;

static void new_line(GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c(out, '\n');
}

static void open_link(Page *page, cmark_node *node)
{
  guint ordinal = link_ordinal(node);
  g_autofree char *href = NULL;

  if (ordinal == 0 || page->link != NULL || page->link_func == NULL)
    return;
  href = page->link_func(ordinal, page->data);
  if (href == NULL)
    return;
  g_string_append(page->out, "<a href=\"");
  template_escape(page->out, href);
  g_string_append(page->out, "\" rel=\"noopener noreferrer nofollow ugc\">");
  page->link = node;
}

static void close_link(Page *page, cmark_node *node)
{
  if (page->link != node)
    return;
  g_string_append(page->out, "</a>");
  page->link = NULL;
}

static gboolean is_tight(cmark_node *paragraph)
{
  cmark_node *item = cmark_node_parent(paragraph);
  cmark_node *list = item == NULL ? NULL : cmark_node_parent(item);

  return list != NULL && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void append_tag(GString *out, cmark_node *node, gboolean enter, const char *tag)
{
  if (enter)
    new_line(out);
  g_string_append(out, enter ? "<" : "</");
  g_string_append(out, tag);
  g_string_append_c(out, '>');
  if (!enter || cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE)
    g_string_append_c(out, '\n');
}

static void append_list(GString *out, cmark_node *list, gboolean enter)
{
  gboolean ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
  int start = cmark_node_get_list_start(list);

  new_line(out);
  if (!enter)
    g_string_append(out, ordered ? "</ol>\n" : "</ul>\n");
  else if (ordered && start != 1)
    g_string_append_printf(out, "<ol start=\"%d\">\n", start);
  else
    g_string_append(out, ordered ? "<ol>\n" : "<ul>\n");
}

static void append_literal(GString *out, cmark_node *node, const char *before, const char *after)
{
  g_autofree char *text = node_text(node);

  g_string_append(out, before);
  template_escape(out, text);
  g_string_append(out, after);
}

static void append_inline(Page *page, cmark_node *node, gboolean enter)
{
  GString *out = page->out;

  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_SOFTBREAK:
    g_string_append_c(out, '\n');
    break;
  case CMARK_NODE_LINEBREAK:
    g_string_append(out, "<br />\n");
    break;
  case CMARK_NODE_CODE:
    append_literal(out, node, "<code>", "</code>");
    break;
  case CMARK_NODE_EMPH:
    g_string_append(out, enter ? "<em>" : "</em>");
    break;
  case CMARK_NODE_STRONG:
    g_string_append(out, enter ? "<strong>" : "</strong>");
    break;
  case CMARK_NODE_LINK:
  case CMARK_NODE_IMAGE:
    enter ? open_link(page, node) : close_link(page, node);
    break;
  default: /* text, raw HTML */
    append_literal(out, node, "", "");
    break;
  }
}

static void append_heading(Page *page, cmark_node *node, gboolean enter)
{
  int level = cmark_node_get_heading_level(node);
  char tag[] = "h1";

  if (page->outlined && enter) {
    while (page->depth > 0 && page->levels[page->depth - 1] >= level)
      page->depth--;
    page->levels[page->depth++] = level;
  }
  tag[1] = (char)('0' + (page->outlined ? MIN((int)page->depth + 1, 6) : level));
  append_tag(page->out, node, enter, tag);
}

static void append_event(Page *page, cmark_node *node, gboolean enter)
{
  GString *out = page->out;

  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_DOCUMENT:
    break;
  case CMARK_NODE_BLOCK_QUOTE:
    append_tag(out, node, enter, "blockquote");
    break;
  case CMARK_NODE_LIST:
    append_list(out, node, enter);
    break;
  case CMARK_NODE_ITEM:
    append_tag(out, node, enter, "li");
    break;
  case CMARK_NODE_PARAGRAPH:
    if (!is_tight(node))
      append_tag(out, node, enter, "p");
    break;
  case CMARK_NODE_HEADING:
    append_heading(page, node, enter);
    break;
  case CMARK_NODE_THEMATIC_BREAK:
    new_line(out);
    g_string_append(out, "<hr />\n");
    break;
  case CMARK_NODE_CODE_BLOCK:
    new_line(out);
    append_literal(out, node, "<pre><code>", "\n</code></pre>\n");
    break;
  case CMARK_NODE_HTML_BLOCK:
    new_line(out);
    append_literal(out, node, "<p>", "</p>\n");
    break;
  default:
    append_inline(page, node, enter);
    break;
  }
}

static gboolean is_block(cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type(node);

  return type >= CMARK_NODE_FIRST_BLOCK && type <= CMARK_NODE_LAST_BLOCK && type != CMARK_NODE_DOCUMENT;
}

static gboolean ends_block(cmark_node *node, gboolean enter)
{
  cmark_node_type type = cmark_node_get_type(node);

  return is_block(node) && (!enter || type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK ||
                            type == CMARK_NODE_THEMATIC_BREAK);
}

/* Back to the end of the block last; what is open around it is closed. */
static void cut_after(Page *page, cmark_node *last, gsize length)
{
  g_string_truncate(page->out, length);
  for (cmark_node *open = last != NULL ? cmark_node_parent(last) : NULL; open != NULL; open = cmark_node_parent(open))
    append_event(page, open, FALSE);
}

/* page: link_func, data and outlined; the rest is 0. */
static char *render(const char *markdown, gsize max, Page page, gboolean *truncated)
{
  gboolean cut = FALSE;
  cmark_node *document = parse(markdown, &cut);
  cmark_iter *iter = cmark_iter_new(document);
  cmark_node *last = NULL;
  gsize last_length = 0;
  cmark_event_type event;

  page.out = g_string_sized_new(strlen(markdown));
  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);

    append_event(&page, node, event == CMARK_EVENT_ENTER);
    if (max > 0 && page.out->len > max) {
      cut_after(&page, last, last_length);
      cut = TRUE;
      break;
    }
    if (ends_block(node, event == CMARK_EVENT_ENTER)) {
      last = node;
      last_length = page.out->len;
    }
  }
  cmark_iter_free(iter);
  cmark_node_free(document);
  if (truncated != NULL)
    *truncated = cut;
  return g_string_free(page.out, FALSE);
}

char *read_html(const char *markdown, ReadLinkFunc link_func, gpointer data, gboolean *truncated)
{
  return render(markdown, 0, (Page){ .link_func = link_func, .data = data }, truncated);
}

char *read_html_within(const char *markdown, gsize max, ReadLinkFunc link_func, gpointer data, gboolean *truncated)
{
  return render(markdown, max, (Page){ .link_func = link_func, .data = data }, truncated);
}

char *read_html_outlined(const char *markdown, ReadLinkFunc link_func, gpointer data, gboolean *truncated)
{
  return render(markdown, 0, (Page){ .link_func = link_func, .data = data, .outlined = TRUE }, truncated);
}

static void block_free(gpointer data)
{
  ReadBlock *block = data;

  g_free(block->text);
  g_array_unref(block->links);
  g_free(block);
}

/* What read_blocks knows on its way through the tree. */
typedef struct {
  GPtrArray *blocks;
  GString *text; /* of the leaf block at hand */
  GArray *links;
  cmark_node *link;
  gsize link_start;
  guint items, quotes; /* open around it */
} Reader;

static void take_block(Reader *reader, cmark_node *node)
{
  cmark_node *parent = cmark_node_parent(node);
  cmark_node_type type = cmark_node_get_type(node), around = cmark_node_get_type(parent);
  ReadBlock *block;

  if (reader->text->len == 0)
    return;
  block = g_new0(ReadBlock, 1);
  block->kind = type == CMARK_NODE_HEADING         ? READ_HEADING
                : type == CMARK_NODE_CODE_BLOCK    ? READ_CODE
                : around == CMARK_NODE_ITEM        ? READ_LIST_ITEM
                : around == CMARK_NODE_BLOCK_QUOTE ? READ_QUOTE
                                                   : READ_PARAGRAPH;
  block->level = block->kind == READ_HEADING     ? (guint)cmark_node_get_heading_level(node)
                 : block->kind == READ_LIST_ITEM ? reader->items
                 : block->kind == READ_QUOTE     ? reader->quotes
                                                 : 0;
  block->text = g_strndup(reader->text->str, reader->text->len);
  block->links = reader->links;
  g_ptr_array_add(reader->blocks, block);
  g_string_truncate(reader->text, 0);
  reader->links = g_array_new(FALSE, FALSE, sizeof(ReadSpan));
}

static void read_link(Reader *reader, cmark_node *node, gboolean enter)
{
  ReadSpan span = { link_ordinal(node), reader->link_start, reader->text->len };

  if (enter && reader->link == NULL && span.ordinal != 0) {
    reader->link = node;
    reader->link_start = reader->text->len;
  } else if (!enter && reader->link == node) {
    reader->link = NULL;
    if (span.end > span.start)
      g_array_append_val(reader->links, span);
  }
}

static void read_literal(Reader *reader, cmark_node *node)
{
  g_autofree char *text = node_text(node);

  g_string_append(reader->text, text);
}

static void read_event(Reader *reader, cmark_node *node, gboolean enter)
{
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_BLOCK_QUOTE:
    reader->quotes += enter ? 1 : -1u;
    break;
  case CMARK_NODE_ITEM:
    reader->items += enter ? 1 : -1u;
    break;
  case CMARK_NODE_PARAGRAPH:
  case CMARK_NODE_HEADING:
    if (!enter)
      take_block(reader, node);
    break;
  case CMARK_NODE_CODE_BLOCK:
  case CMARK_NODE_HTML_BLOCK:
    read_literal(reader, node);
    take_block(reader, node);
    break;
  case CMARK_NODE_LINK:
  case CMARK_NODE_IMAGE:
    read_link(reader, node, enter);
    break;
  case CMARK_NODE_SOFTBREAK:
    g_string_append_c(reader->text, ' ');
    break;
  case CMARK_NODE_LINEBREAK:
    g_string_append_c(reader->text, '\n');
    break;
  case CMARK_NODE_TEXT:
  case CMARK_NODE_CODE:
  case CMARK_NODE_HTML_INLINE:
    read_literal(reader, node);
    break;
  default:
    break;
  }
}

GPtrArray *read_blocks(const char *markdown)
{
  cmark_node *document = parse(markdown, NULL);
  cmark_iter *iter = cmark_iter_new(document);
  Reader reader = { .blocks = g_ptr_array_new_with_free_func(block_free),
                    .text = g_string_new(NULL),
                    .links = g_array_new(FALSE, FALSE, sizeof(ReadSpan)) };
  cmark_event_type event;

  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
    read_event(&reader, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
  g_string_free(reader.text, TRUE);
  g_array_unref(reader.links);
  cmark_iter_free(iter);
  cmark_node_free(document);
  return reader.blocks;
}
