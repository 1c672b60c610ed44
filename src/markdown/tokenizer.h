/* SPDX-License-Identifier: MIT */
/* HTML tokenization (WHATWG HTML 13.2.5) over one clean UTF-8 string. Pull model, linear, no allocation per token: text and
 * attributes come as slices of the input; a decoded reference, a tag's lower-case name and the attributes that somebody asks for stand in the
 * tokenizer's own buffer until the next call. The input must outlive the tokenizer. */
#pragma once

#include <glib.h>

#define TOKENIZER_MAX_ATTRIBUTES 64u    /* of one tag; further ones are read and ignored */
#define TOKENIZER_MAX_VALUE (8u * 1024) /* bytes; a longer attribute is ignored: half a link target is a wrong one */
#define TOKENIZER_MAX_TAG (32u * 1024)  /* bytes of names and values of one tag; later attributes are ignored */

typedef enum { TOKEN_EOF, TOKEN_TEXT, TOKEN_START_TAG, TOKEN_END_TAG, TOKEN_COMMENT, TOKEN_DOCTYPE } TokenKind;

/* As it stands in the input: name in any case, references in value not decoded. */
typedef struct {
  const char *name, *value;
  guint32 name_length, value_length;
  guint32 name_at, value_at, decoded_length; /* in Tokenizer.buffer, once somebody asked; 0: nobody did */
} TokenAttribute;

typedef struct {
  TokenKind kind;
  const char
      *text; /* text, comment or DOCTYPE: the bytes; a tag: its lower-case name. Not nul-terminated but for tags */
  gsize length;
  gboolean self_closing;
  guint attribute_count;
  guint32
      initials; /* a bit for each letter, in either case, that an attribute's name begins with: most that are asked for are not there */
  TokenAttribute attributes[TOKENIZER_MAX_ATTRIBUTES];
} Token;

/* What the text up to the end tag of the same name is (13.2.5.2 to 13.2.5.5). */
typedef enum { CONTENT_DATA, CONTENT_RCDATA, CONTENT_RAWTEXT, CONTENT_SCRIPT, CONTENT_PLAINTEXT } TokenizerContent;

typedef struct {
  const char *p, *end;
  TokenizerContent content;
  char *buffer;      /* the current tag's name, then what was asked for, nul-separated */
  gsize used, size;  /* of buffer; it never moves but for the next tag */
  char last_tag[16]; /* the start tag whose end tag ends RCDATA, RAWTEXT and script data */
  char reference[8];
  gboolean limited; /* an attribute was ignored because of a limit */
  Token token;
} Tokenizer;

void tokenizer_init(Tokenizer *tokenizer, const char *html, gsize length);
void tokenizer_clear(Tokenizer *tokenizer);

/* The next token; valid until the next call. After the end always TOKEN_EOF. */
const Token *tokenizer_next(Tokenizer *tokenizer);

/* To be called after a start tag whose content is not HTML; last_tag is what ends it. */
void tokenizer_set_content(Tokenizer *tokenizer, TokenizerContent content, const char *last_tag);

/* The current tag's attribute of that lower-case name; NULL without one. */
const TokenAttribute *tokenizer_find(const Tokenizer *tokenizer, const char *name);
/* The name in lower case and the decoded value of an attribute of the current tag, nul-terminated; length may be NULL. */
const char *tokenizer_name(Tokenizer *tokenizer, const TokenAttribute *attribute);
const char *tokenizer_value(Tokenizer *tokenizer, const TokenAttribute *attribute, gsize *length);
/* The decoded value of the current tag's attribute, "" when it has none; NULL without the attribute. */
const char *tokenizer_attribute(Tokenizer *tokenizer, const char *name);
