/* SPDX-License-Identifier: MIT */
#include "markdown/tokenizer.h"

#include <string.h>

#include "markdown/entity.h"

/* g_ascii_tolower is a call per byte. */
static inline char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* What a byte ends inside of a tag. */
enum { SPACE = 1, ENDS_TAG_NAME = 2, ENDS_NAME = 4, ENDS_VALUE = 8 };

#define ANY_SPACE (SPACE | ENDS_TAG_NAME | ENDS_NAME | ENDS_VALUE)
static const guint8 classes[256] = { [' '] = ANY_SPACE,
                                     ['\n'] = ANY_SPACE,
                                     ['\t'] = ANY_SPACE,
                                     ['\f'] = ANY_SPACE,
                                     ['\r'] = ANY_SPACE,
                                     ['/'] = ENDS_TAG_NAME | ENDS_NAME,
                                     ['>'] = ENDS_TAG_NAME | ENDS_NAME | ENDS_VALUE,
                                     ['='] = ENDS_NAME };

static inline gboolean is_space(char c)
{
  return classes[(guchar)c] & SPACE;
}

/* The first byte from p on that is of the class. */
static inline const char *until(const char *p, const char *end, guint8 class)
{
  while (p < end && !(classes[(guchar)*p] & class))
    p++;
  return p;
}

static inline const char *skip_space(const char *p, const char *end)
{
  while (p < end && is_space(*p))
    p++;
  return p;
}

void tokenizer_init(Tokenizer *tokenizer, const char *html, gsize length)
{
  memset(tokenizer, 0, sizeof *tokenizer);
  tokenizer->p = html;
  tokenizer->end = html + length;
  tokenizer->buffer = g_string_sized_new(1024);
}

void tokenizer_clear(Tokenizer *tokenizer)
{
  g_string_free(tokenizer->buffer, TRUE);
  tokenizer->buffer = NULL;
}

void tokenizer_set_content(Tokenizer *tokenizer, TokenizerContent content, const char *last_tag)
{
  tokenizer->content = content;
  g_strlcpy(tokenizer->last_tag, last_tag, sizeof tokenizer->last_tag);
}

static const Token *emit(Tokenizer *t, TokenKind kind, const char *text, gsize length)
{
  t->token.kind = kind;
  t->token.text = text;
  t->token.length = length;
  return &t->token;
}

static const char *find(const char *p, const char *end, char c)
{
  const char *found = p < end ? memchr(p, c, (gsize)(end - p)) : NULL;

  return found != NULL ? found : end;
}

/* --- tags --- */

/* Appends the value from p, whose end the caller found, with its references decoded. */
static void append_value(GString *buffer, const char *p, const char *end)
{
  while (p < end) {
    const char *reference = find(p, end, '&');
    char out[ENTITY_MAX_UTF8];
    gsize length = 0, taken;

    g_string_append_len(buffer, p, reference - p);
    p = reference;
    if (p == end)
      return;
    taken = entity_decode(p, end, TRUE, out, &length);
    if (taken == 0)
      g_string_append_c(buffer, *p++);
    else
      g_string_append_len(buffer, out, (gssize)length);
    p += taken;
  }
}

static guint append_lower(GString *buffer, const char *p, const char *end)
{
  guint start = (guint)buffer->len;
  char *out;

  g_string_set_size(buffer, start + (gsize)(end - p) + 1);
  for (out = buffer->str + start; p < end; p++)
    *out++ = lower(*p);
  *out = '\0';
  return start;
}

static gboolean has_attribute(const Tokenizer *t, const char *name, gsize length)
{
  for (guint i = 0; i < t->token.attribute_count; i++) {
    const TokenAttribute *attribute = &t->token.attributes[i];

    if (attribute->name_length == length && g_ascii_strncasecmp(t->buffer->str + attribute->name, name, length) == 0)
      return TRUE;
  }
  return FALSE;
}

static void add_attribute(Tokenizer *t, const char *name, const char *name_end, const char *value,
                          const char *value_end)
{
  gsize name_length = (gsize)(name_end - name), value_length = (gsize)(value_end - value);
  TokenAttribute *attribute;

  if (t->token.attribute_count == TOKENIZER_MAX_ATTRIBUTES || name_length > TOKENIZER_MAX_VALUE ||
      value_length > TOKENIZER_MAX_VALUE || t->buffer->len + name_length + value_length > TOKENIZER_MAX_TAG) {
    t->limited = TRUE;
    return;
  }
  if (has_attribute(t, name, name_length))
    return;
  attribute = &t->token.attributes[t->token.attribute_count++];
  attribute->name = append_lower(t->buffer, name, name_end);
  attribute->name_length = (guint)name_length;
  attribute->value = (guint)t->buffer->len;
  append_value(t->buffer, value, value_end);
  attribute->value_length = (guint)t->buffer->len - attribute->value;
  g_string_append_c(t->buffer, '\0');
}

/* One attribute from p, which is at its first byte (13.2.5.33 to 13.2.5.39); where it ends, t->end when the input stops inside. */
static const char *read_attribute(Tokenizer *t, const char *p)
{
  const char *name = p, *name_end, *value, *value_end;

  p = name_end = until(p + 1, t->end, ENDS_NAME); /* a '=' at the start belongs to the name */
  p = skip_space(p, t->end);
  value = value_end = name_end;
  if (p < t->end && *p == '=') {
    p = skip_space(p + 1, t->end);
    if (p < t->end && (*p == '"' || *p == '\'')) {
      value = p + 1;
      value_end = find(value, t->end, *p);
      if (value_end == t->end)
        return t->end;
      p = value_end + 1;
    } else {
      value = p;
      p = value_end = until(p, t->end, ENDS_VALUE);
    }
  }
  if (p < t->end)
    add_attribute(t, name, name_end, value, value_end);
  return p;
}

/* The tag at p ("<" or "</" and a letter); NULL when the input ends inside it, which drops it (eof-in-tag). */
static const Token *read_tag(Tokenizer *t, const char *p)
{
  gboolean is_end = p[1] == '/';
  const char *name = p + (is_end ? 2 : 1);
  gsize name_length;

  p = until(name, t->end, ENDS_TAG_NAME);
  g_string_truncate(t->buffer, 0);
  t->token.attribute_count = 0;
  t->token.self_closing = FALSE;
  name_length = (gsize)(p - name);
  append_lower(t->buffer, name, name + MIN(name_length, TOKENIZER_MAX_VALUE));
  while (p < t->end && *p != '>') {
    if (is_space(*p)) {
      p++;
    } else if (*p == '/') {
      p++;
      if (p < t->end && *p == '>')
        t->token.self_closing = TRUE;
    } else {
      p = read_attribute(t, p);
    }
  }
  if (p == t->end) {
    t->p = p;
    return NULL;
  }
  t->p = p + 1;
  t->content = CONTENT_DATA;
  return emit(t, is_end ? TOKEN_END_TAG : TOKEN_START_TAG, t->buffer->str, MIN(name_length, TOKENIZER_MAX_VALUE));
}

const char *tokenizer_attribute(const Tokenizer *tokenizer, const char *name)
{
  for (guint i = 0; i < tokenizer->token.attribute_count; i++) {
    const TokenAttribute *attribute = &tokenizer->token.attributes[i];
    const char *its_name = tokenizer->buffer->str + attribute->name;

    if (*its_name == *name && strcmp(its_name, name) == 0)
      return tokenizer->buffer->str + attribute->value;
  }
  return NULL;
}

/* --- comments and other markup declarations --- */

/* A comment from p, just after "<!--" (13.2.5.43 to 13.2.5.52). */
static const Token *read_comment(Tokenizer *t, const char *p)
{
  const char *start = p;
  gsize cut = 0;

  if (p < t->end && *p == '>') {
    t->p = p + 1;
    return emit(t, TOKEN_COMMENT, start, 0);
  }
  if (t->end - p >= 2 && p[0] == '-' && p[1] == '>') {
    t->p = p + 2;
    return emit(t, TOKEN_COMMENT, start, 0);
  }
  for (p = find(p, t->end, '-'); p < t->end; p = find(p + 1, t->end, '-')) {
    gsize left = (gsize)(t->end - p);
    gsize close = 0;

    if (left >= 3 && memcmp(p, "-->", 3) == 0)
      close = 3;
    else if (left >= 4 && memcmp(p, "--!>", 4) == 0)
      close = 4;
    if (close > 0) {
      t->p = p + close;
      return emit(t, TOKEN_COMMENT, start, (gsize)(p - start));
    }
  }
  /* The input ends inside: what could have begun the end is not part of it. */
  p = t->end;
  if (p - start >= 3 && memcmp(p - 3, "--!", 3) == 0)
    cut = 3;
  else if (p - start >= 2 && memcmp(p - 2, "--", 2) == 0)
    cut = 2;
  else if (p - start >= 1 && p[-1] == '-')
    cut = 1;
  t->p = p;
  return emit(t, TOKEN_COMMENT, start, (gsize)(p - start) - cut);
}

/* "<!", "<?" or "</" and no letter at p: a comment, a DOCTYPE, or something that ends at the next '>'. CDATA sections are among the latter
 * outside of SVG and MathML, which mail has no use for. */
static const Token *read_declaration(Tokenizer *t, const char *p)
{
  gsize left = (gsize)(t->end - p);
  const char *start = p + (p[1] == '?' ? 1 : 2);
  const char *close;
  TokenKind kind = TOKEN_COMMENT;

  if (left >= 4 && memcmp(p, "<!--", 4) == 0)
    return read_comment(t, p + 4);
  if (left >= 9 && p[1] == '!' && g_ascii_strncasecmp(p + 2, "doctype", 7) == 0) {
    kind = TOKEN_DOCTYPE;
    start = p + 9;
  }
  close = find(start, t->end, '>');
  t->p = close < t->end ? close + 1 : close;
  return emit(t, kind, start, (gsize)(close - start));
}

/* --- text --- */

/* Whether "</" at p is the appropriate end tag (13.2.5.11 and its likes). */
static gboolean is_appropriate_end(const Tokenizer *t, const char *p)
{
  gsize length = strlen(t->last_tag);
  char after;

  if (length == 0 || (gsize)(t->end - p) < length + 3 || p[1] != '/' ||
      g_ascii_strncasecmp(p + 2, t->last_tag, length) != 0)
    return FALSE;
  after = p[2 + length];
  return is_space(after) || after == '/' || after == '>';
}

/* Whether p ("<script" or "</script") is that tag's name and a delimiter. */
static gboolean is_script_tag(const char *p, const char *end, const char *tag)
{
  gsize length = strlen(tag);

  return (gsize)(end - p) > length && g_ascii_strncasecmp(p, tag, length) == 0 &&
         (is_space(p[length]) || p[length] == '/' || p[length] == '>');
}

/* Where script data ends: at its end tag that is not inside <!-- <script ... (13.2.5.15 to 13.2.5.31). */
static const char *script_end(const Tokenizer *t, const char *p)
{
  enum { PLAIN, ESCAPED, DOUBLE } state = PLAIN;

  while (p < t->end) {
    gsize left = (gsize)(t->end - p);

    if (*p == '<') {
      if (state != DOUBLE && is_appropriate_end(t, p))
        return p;
      if (state == PLAIN && left >= 4 && memcmp(p, "<!--", 4) == 0) {
        state = ESCAPED;
        p += 2; /* its dashes may be those of the end: "<!-->" */
        continue;
      }
      if (state == ESCAPED && is_script_tag(p, t->end, "<script"))
        state = DOUBLE;
      else if (state == DOUBLE && is_script_tag(p, t->end, "</script"))
        state = ESCAPED;
    } else if (*p == '-' && state != PLAIN && left >= 3 && memcmp(p, "-->", 3) == 0) {
      state = PLAIN;
    }
    p++;
  }
  return p;
}

static const char *raw_end(const Tokenizer *t, const char *p)
{
  for (p = find(p, t->end, '<'); p < t->end; p = find(p + 1, t->end, '<'))
    if (is_appropriate_end(t, p))
      break;
  return p;
}

/* Data and RCDATA up to the next '<' that starts something, one reference at a time. */
static const Token *read_text(Tokenizer *t)
{
  const char *start = t->p, *p = t->p;
  gsize length = 0, taken;

  if (*p == '&') {
    taken = entity_decode(p, t->end, FALSE, t->reference, &length);
    if (taken > 0) {
      t->p = p + taken;
      return emit(t, TOKEN_TEXT, t->reference, length);
    }
  }
  p++; /* a '<' or '&' here is text */
  while (p < t->end && *p != '<' && *p != '&')
    p++;
  t->p = p;
  return emit(t, TOKEN_TEXT, start, (gsize)(p - start));
}

static const Token *next_data(Tokenizer *t)
{
  const char *p = t->p;

  if (*p == '<' && t->end - p >= 2) {
    if (g_ascii_isalpha(p[1]))
      return read_tag(t, p);
    if (p[1] == '!' || p[1] == '?')
      return read_declaration(t, p);
    if (p[1] == '/' && t->end - p >= 3) {
      if (g_ascii_isalpha(p[2]))
        return read_tag(t, p);
      if (p[2] != '>')
        return read_declaration(t, p);
      t->p = p + 3; /* "</>" is nothing */
      return NULL;
    }
  }
  return read_text(t);
}

static const Token *next_raw(Tokenizer *t)
{
  const char *start = t->p;
  const char *end = t->end;

  if (t->content != CONTENT_PLAINTEXT && is_appropriate_end(t, start))
    return read_tag(t, start);
  if (t->content == CONTENT_RCDATA)
    return read_text(t);
  if (t->content == CONTENT_RAWTEXT)
    end = raw_end(t, start);
  else if (t->content == CONTENT_SCRIPT)
    end = script_end(t, start);
  t->p = end;
  return emit(t, TOKEN_TEXT, start, (gsize)(end - start));
}

const Token *tokenizer_next(Tokenizer *tokenizer)
{
  while (tokenizer->p < tokenizer->end) {
    const Token *token = tokenizer->content == CONTENT_DATA ? next_data(tokenizer) : next_raw(tokenizer);

    if (token != NULL)
      return token;
  }
  return emit(tokenizer, TOKEN_EOF, tokenizer->end, 0);
}
