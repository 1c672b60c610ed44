/* SPDX-License-Identifier: MIT */
#include "markdown/wash.h"

#include <string.h>

#include "markdown/wash_element.h"
#include "markdown/wash_nest.h"
#include "markdown/wash_sheet.h"

#define REOPEN_BYTES (64u * 1024) /* of start tags written again, beside once the length of the input */
#define MAX_DOCTYPE 512u

typedef struct {
  Tokenizer tokenizer;
  WashParts parts;
  WashNest nest;
  GString *content;      /* of <body> */
  GString *sheet;        /* of all <style> elements */
  GString *html, *body;  /* attributes; NULL before the tag */
  GString *tag;          /* the start tag at hand */
  const char *doctype;   /* static */
  gboolean has_begun;    /* something that no DOCTYPE may follow has been read */
  gboolean has_viewport; /* made for narrow screens */
  guint foreign;         /* depth in SVG or MathML */
} Washer;

/* --- DOCTYPE --- */

#define DOCTYPE_STANDARD "<!DOCTYPE html>"
#define DOCTYPE_ALMOST                                                                                                 \
  "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "                                                  \
  "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">"

/* The three ways in which browsers lay out a page (13.2.6.4.1), by what stands in the public identifier; no row: as without a DOCTYPE. */
static const char *find_doctype(const char *text, gsize length)
{
  static const struct {
    const char *identifier;
    gboolean needs_system;
    const char *doctype;
  } rows[] = {
    { "-//w3c//dtd xhtml 1.0 transitional//", FALSE, DOCTYPE_ALMOST },
    { "-//w3c//dtd xhtml 1.0 frameset//", FALSE, DOCTYPE_ALMOST },
    { "-//w3c//dtd html 4.01 transitional//", TRUE, DOCTYPE_ALMOST },
    { "-//w3c//dtd html 4.01 frameset//", TRUE, DOCTYPE_ALMOST },
    { "-//w3c//dtd html 4.01//", FALSE, DOCTYPE_STANDARD },
    { "-//w3c//dtd html 4.0//", FALSE, DOCTYPE_STANDARD },
    { "-//w3c//dtd xhtml 1.", FALSE, DOCTYPE_STANDARD },
  };
  g_autofree char *lower = g_ascii_strdown(text, (gssize)MIN(length, MAX_DOCTYPE));
  const char *name = lower + strspn(lower, " \t\n\f\r");

  if (!g_str_has_prefix(name, "html"))
    return "";
  if (strstr(name, "public") == NULL)
    return DOCTYPE_STANDARD;
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (strstr(name, rows[i].identifier) != NULL && (!rows[i].needs_system || strstr(name, "http://") != NULL))
      return rows[i].doctype;
  return "";
}

/* --- content --- */

static void add_text(Washer *w, const char *text, gsize length)
{
  gsize space = 0;

  if (w->foreign > 0)
    return;
  while (space < length && strchr(" \t\n\f\r", text[space]) != NULL)
    space++;
  if (space < length)
    wash_nest_content(&w->nest);
  else if (w->content->len == 0)
    return;
  if (w->content->len == 0)
    wash_text(w->content, text + space, length - space);
  else
    wash_text(w->content, text, length);
}

/* Of <html> and <body> the first tag counts. */
static void read_root(Washer *w, GString **attributes, const char *name)
{
  if (*attributes != NULL)
    return;
  *attributes = g_string_new(NULL);
  wash_attributes(*attributes, name, &w->tokenizer, &w->parts);
}

static void read_style(Washer *w)
{
  const char *type = tokenizer_attribute(&w->tokenizer, "type");
  g_autofree char *media = g_strdup(tokenizer_attribute(&w->tokenizer, "media"));
  gboolean is_css = type == NULL || *type == '\0' || g_ascii_strcasecmp(type, "text/css") == 0;
  const Token *token;

  tokenizer_set_content(&w->tokenizer, CONTENT_RAWTEXT, tag_name(TAG_STYLE));
  while ((token = tokenizer_next(&w->tokenizer))->kind == TOKEN_TEXT)
    if (is_css && w->nest.dropped == 0)
      wash_sheet(w->sheet, token->text, token->length, media, &w->parts);
}

/* Elements whose content is other than HTML. TRUE: it has been read to its end. */
static gboolean raw_element(Washer *w, Tag tag)
{
  guint flags = tag_flags(tag);
  TokenizerContent content = CONTENT_RAWTEXT;

  if (tag == TAG_STYLE) {
    read_style(w);
    return TRUE;
  }
  if (tag == TAG_SCRIPT)
    content = CONTENT_SCRIPT;
  else if (tag == TAG_PLAINTEXT)
    content = CONTENT_PLAINTEXT;
  else if (flags & TAG_RCDATA)
    content = CONTENT_RCDATA;
  else if (!(flags & TAG_RAWTEXT))
    return FALSE;
  tokenizer_set_content(&w->tokenizer, content, tag_name(tag));
  if (tag == TAG_XMP || tag == TAG_PLAINTEXT)
    return FALSE;
  while (tokenizer_next(&w->tokenizer)->kind == TOKEN_TEXT)
    ;
  return TRUE;
}

/* Inside SVG and MathML everything goes until the end tag or an HTML tag that breaks out of it. */
static gboolean is_foreign(Washer *w, Tag tag, gboolean self_closing)
{
  gboolean is_root = tag == TAG_SVG || tag == TAG_MATH;

  if (w->foreign > 0 && (tag_flags(tag) & TAG_BREAKS_OUT))
    w->foreign = 0;
  if (is_root && !self_closing)
    w->foreign++;
  return is_root || w->foreign > 0;
}

static void add_element(Washer *w, Tag tag, const char *name, guint32 unknown)
{
  if (!wash_nest_before(&w->nest, tag))
    return;
  if (tag_flags(tag) & TAG_VOID)
    g_string_append_len(w->content, w->tag->str, (gssize)w->tag->len);
  else
    wash_nest_open(&w->nest, tag, name, unknown, w->tag);
}

static void open_element(Washer *w, Tag tag, const char *source)
{
  const char *name = source;
  WashFate fate = wash_element(&name, &tag);
  gsize bare;

  if (fate == WASH_DROP && !(tag_flags(tag) & TAG_VOID) && wash_nest_before(&w->nest, tag))
    wash_nest_open_dropped(&w->nest, tag);
  if (fate == WASH_DROP || fate == WASH_UNWRAP)
    return;
  if (fate == WASH_UNKNOWN)
    name = tag_name(TAG_SPAN);
  g_string_assign(w->tag, "<");
  g_string_append(w->tag, name);
  bare = w->tag->len;
  wash_attributes(w->tag, name, &w->tokenizer, &w->parts);
  if (fate == WASH_UNKNOWN && w->tag->len == bare)
    return;
  g_string_append_c(w->tag, '>');
  if (fate == WASH_UNKNOWN)
    add_element(w, TAG_SPAN, name, g_str_hash(source));
  else
    add_element(w, tag, name, tag == TAG_UNKNOWN ? g_str_hash(name) : 0);
}

static void start_tag(Washer *w, const Token *token)
{
  Tag tag = tag_find(token->text, token->length);
  const char *name;

  if (is_foreign(w, tag, token->self_closing))
    return;
  switch (tag) {
  case TAG_HTML:
    read_root(w, &w->html, "html");
    return;
  case TAG_BODY:
    read_root(w, &w->body, "body");
    return;
  case TAG_META:
    name = tokenizer_attribute(&w->tokenizer, "name");
    w->has_viewport |= name != NULL && g_ascii_strcasecmp(name, "viewport") == 0;
    return;
  default:
    break;
  }
  if (raw_element(w, tag) || w->nest.last_of_tag[TAG_SELECT] != WASH_NEST_NONE)
    return;
  open_element(w, tag, token->text);
}

static void end_tag(Washer *w, const Token *token)
{
  Tag tag = tag_find(token->text, token->length);
  const char *name = token->text;

  if (w->foreign > 0) {
    w->foreign -= tag == TAG_SVG || tag == TAG_MATH;
    return;
  }
  if (tag == TAG_BR) {
    g_string_assign(w->tag, "<br>");
    add_element(w, tag, "br", 0);
  }
  if (tag_flags(tag) & TAG_VOID)
    return;
  switch (wash_element(&name, &tag)) {
  case WASH_UNWRAP:
    return;
  case WASH_UNKNOWN:
    wash_nest_end(&w->nest, TAG_SPAN, g_str_hash(name));
    return;
  default:
    wash_nest_end(&w->nest, tag, tag == TAG_UNKNOWN ? g_str_hash(name) : 0);
  }
}

static void read_document(Washer *w)
{
  const Token *token;

  while ((token = tokenizer_next(&w->tokenizer))->kind != TOKEN_EOF) {
    if (token->kind == TOKEN_TEXT)
      add_text(w, token->text, token->length);
    else if (token->kind == TOKEN_START_TAG)
      start_tag(w, token);
    else if (token->kind == TOKEN_END_TAG)
      end_tag(w, token);
    else if (token->kind == TOKEN_DOCTYPE && !w->has_begun)
      w->doctype = find_doctype(token->text, token->length);
    w->has_begun |= token->kind == TOKEN_START_TAG || token->kind == TOKEN_DOCTYPE || w->content->len > 0;
  }
  wash_nest_end_all(&w->nest);
}

static char *write_document(const Washer *w)
{
  GString *out = g_string_sized_new(w->content->len + w->sheet->len + 512);

  g_string_append_printf(out, "%s<html%s><head><meta charset=\"utf-8\">", w->doctype,
                         w->html != NULL ? w->html->str : "");
  if (w->has_viewport)
    g_string_append(out, "<meta name=\"viewport\" content=\"width=device-width\">");
  if (w->sheet->len > 0)
    g_string_append_printf(out, "<style>\n%s</style>", w->sheet->str);
  g_string_append_printf(out, "</head><body%s>", w->body != NULL ? w->body->str : "");
  g_string_append_len(out, w->content->str, (gssize)w->content->len);
  g_string_append(out, "</body></html>");
  return g_string_free(out, FALSE);
}

char *wash_html(const char *html, gsize length, const GPtrArray *parts)
{
  g_autofree Washer *w = g_new0(Washer, 1);
  char *result;

  tokenizer_init(&w->tokenizer, html, length);
  wash_parts_init(&w->parts, parts);
  w->content = g_string_sized_new(length + 1);
  w->sheet = g_string_new(NULL);
  w->tag = g_string_new(NULL);
  w->doctype = "";
  wash_nest_init(&w->nest, w->content, length + REOPEN_BYTES);
  read_document(w);
  result = write_document(w);
  tokenizer_clear(&w->tokenizer);
  wash_parts_clear(&w->parts);
  wash_nest_clear(&w->nest);
  g_string_free(w->content, TRUE);
  g_string_free(w->sheet, TRUE);
  g_string_free(w->tag, TRUE);
  if (w->html != NULL)
    g_string_free(w->html, TRUE);
  if (w->body != NULL)
    g_string_free(w->body, TRUE);
  return result;
}
