/* SPDX-License-Identifier: MIT */
#include "markdown/tokenizer.h"

#include <string.h>

#include "markdown/entity.h"
#include "markdown/scan.h"

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
}

void tokenizer_clear(Tokenizer *tokenizer)
{
  g_clear_pointer(&tokenizer->buffer, g_free);
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

/* --- tags --- */

/* What value and name may take in the buffer: a reference's text is at most twice as long as the reference. */
static gsize room_for(const TokenAttribute *attribute)
{
  return attribute->name_length + 2 * (gsize)attribute->value_length + 2;
}

static inline gboolean has_name(const TokenAttribute *attribute, const char *name, gsize length)
{
  if (attribute->name_length != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (attribute->name[i] != name[i] && scan_lower(attribute->name[i]) != scan_lower(name[i]))
      return FALSE;
  return TRUE;
}

static inline guint32 initial_of(const char *name)
{
  return 1u << (*name & 31);
}

static const TokenAttribute *find_attribute(const Tokenizer *t, const char *name, gsize length)
{
  if ((t->token.initials & initial_of(name)) == 0)
    return NULL;
  for (guint i = 0; i < t->token.attribute_count; i++)
    if (has_name(&t->token.attributes[i], name, length))
      return &t->token.attributes[i];
  return NULL;
}

/* Adds it to the tag, *taken being the bytes of all of them so far. */
static void add_attribute(Tokenizer *t, const char *name, gsize name_length, const char *value, gsize value_length,
                          gsize *taken)
{
  TokenAttribute *attribute = &t->token.attributes[t->token.attribute_count];

  if (t->token.attribute_count == TOKENIZER_MAX_ATTRIBUTES || name_length > TOKENIZER_MAX_VALUE ||
      value_length > TOKENIZER_MAX_VALUE || *taken + name_length + value_length > TOKENIZER_MAX_TAG) {
    t->limited = TRUE;
    return;
  }
  if (find_attribute(t, name, name_length) != NULL)
    return;
  attribute->name = name;
  attribute->value = value;
  attribute->name_length = (guint32)name_length;
  attribute->value_length = (guint32)value_length;
  attribute->name_at = attribute->value_at = 0;
  t->token.attribute_count++;
  t->token.initials |= initial_of(name);
  *taken += name_length + value_length;
}

/* One attribute from p, which is at its first byte (13.2.5.33 to 13.2.5.39); where it ends, t->end when the input stops inside. */
static const char *read_attribute(Tokenizer *t, const char *p, gsize *taken)
{
  const char *name = p, *name_end, *value, *value_end;

  p = name_end = until(p + 1, t->end, ENDS_NAME); /* a '=' at the start belongs to the name */
  p = skip_space(p, t->end);
  value = value_end = name_end;
  if (p < t->end && *p == '=') {
    p = skip_space(p + 1, t->end);
    if (p < t->end && (*p == '"' || *p == '\'')) {
      value = p + 1;
      value_end = scan_find(value, t->end, *p);
      if (value_end == t->end)
        return t->end;
      p = value_end + 1;
    } else {
      value = p;
      p = value_end = until(p, t->end, ENDS_VALUE);
    }
  }
  if (p < t->end)
    add_attribute(t, name, (gsize)(name_end - name), value, (gsize)(value_end - value), taken);
  return p;
}

static void append_lower(Tokenizer *t, const char *text, gsize length)
{
  char *out = t->buffer + t->used;

  for (gsize i = 0; i < length; i++)
    out[i] = scan_lower(text[i]);
  out[length] = '\0';
  t->used += length + 1;
}

/* The name of the tag that was read, and room for whatever will be asked about its attributes. */
static void prepare_buffer(Tokenizer *t, const char *name, gsize name_length)
{
  gsize room = name_length + 1;

  for (guint i = 0; i < t->token.attribute_count; i++)
    room += room_for(&t->token.attributes[i]);
  if (room > t->size) {
    g_free(t->buffer); /* nothing in it is to be kept */
    t->size = MAX(room, 1024);
    t->buffer = g_malloc(t->size);
  }
  t->used = 0;
  append_lower(t, name, name_length);
}

/* The tag at p ("<" or "</" and a letter); NULL when the input ends inside it, which drops it (eof-in-tag). */
static const Token *read_tag(Tokenizer *t, const char *p)
{
  gboolean is_end = p[1] == '/';
  const char *name = p + (is_end ? 2 : 1);
  gsize name_length, taken = 0;

  p = until(name, t->end, ENDS_TAG_NAME);
  t->token.attribute_count = 0;
  t->token.initials = 0;
  t->token.self_closing = FALSE;
  name_length = MIN((gsize)(p - name), TOKENIZER_MAX_VALUE);
  while (p < t->end && *p != '>') {
    if (is_space(*p)) {
      p++;
    } else if (*p == '/') {
      p++;
      if (p < t->end && *p == '>')
        t->token.self_closing = TRUE;
    } else {
      p = read_attribute(t, p, &taken);
    }
  }
  if (p == t->end) {
    t->p = p;
    return NULL;
  }
  t->p = p + 1;
  t->content = CONTENT_DATA;
  prepare_buffer(t, name, name_length);
  return emit(t, is_end ? TOKEN_END_TAG : TOKEN_START_TAG, t->buffer, name_length);
}

const TokenAttribute *tokenizer_find(const Tokenizer *tokenizer, const char *name)
{
  return (tokenizer->token.initials & initial_of(name)) == 0 ? NULL : find_attribute(tokenizer, name, strlen(name));
}

const char *tokenizer_name(Tokenizer *tokenizer, const TokenAttribute *attribute)
{
  TokenAttribute *known = &tokenizer->token.attributes[attribute - tokenizer->token.attributes];

  if (known->name_at == 0) {
    known->name_at = (guint32)tokenizer->used;
    append_lower(tokenizer, known->name, known->name_length);
  }
  return tokenizer->buffer + known->name_at;
}

/* Appends the value with its references decoded. */
static void append_value(Tokenizer *t, const char *p, const char *end)
{
  char *out = t->buffer + t->used;

  while (p < end) {
    const char *reference = scan_find(p, end, '&');
    gsize decoded = 0;

    memcpy(out, p, (gsize)(reference - p));
    out += reference - p;
    p = reference;
    if (p == end)
      break;
    p += entity_decode(p, end, TRUE, out, &decoded);
    out += decoded;
    if (p == reference)
      *out++ = *p++;
  }
  *out++ = '\0';
  t->used = (gsize)(out - t->buffer);
}

const char *tokenizer_value(Tokenizer *tokenizer, const TokenAttribute *attribute, gsize *length)
{
  TokenAttribute *known = &tokenizer->token.attributes[attribute - tokenizer->token.attributes];

  if (known->value_at == 0) {
    known->value_at = (guint32)tokenizer->used;
    append_value(tokenizer, known->value, known->value + known->value_length);
    known->decoded_length = (guint32)tokenizer->used - known->value_at - 1;
  }
  if (length != NULL)
    *length = known->decoded_length;
  return tokenizer->buffer + known->value_at;
}

const char *tokenizer_attribute(Tokenizer *tokenizer, const char *name)
{
  const TokenAttribute *attribute = tokenizer_find(tokenizer, name);

  return attribute != NULL ? tokenizer_value(tokenizer, attribute, NULL) : NULL;
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
  for (p = scan_find(p, t->end, '-'); p < t->end; p = scan_find(p + 1, t->end, '-')) {
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
  close = scan_find(start, t->end, '>');
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
  for (p = scan_find(p, t->end, '<'); p < t->end; p = scan_find(p + 1, t->end, '<'))
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
