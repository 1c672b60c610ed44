/* SPDX-License-Identifier: MIT */
/* HTML tokenization (WHATWG HTML 13.2.5) over one clean UTF-8 string. Pull model, linear, no allocation per token: text comes as slices of
 * the input, a decoded reference or a tag's lower-cased names stand in the tokenizer's own buffer until the next call. */
#pragma once

#include <glib.h>

#define TOKENIZER_MAX_ATTRIBUTES 64u    /* of one tag; further ones are read and ignored */
#define TOKENIZER_MAX_VALUE (8u * 1024) /* bytes; a longer attribute is ignored: half a link target is a wrong one */
#define TOKENIZER_MAX_TAG (32u * 1024)  /* bytes of names and values kept of one tag; later attributes are ignored */

typedef enum { TOKEN_EOF, TOKEN_TEXT, TOKEN_START_TAG, TOKEN_END_TAG, TOKEN_COMMENT, TOKEN_DOCTYPE } TokenKind;

typedef struct {
  guint name, name_length, value, value_length; /* offsets into Token.buffer, see tokenizer_attribute */
} TokenAttribute;

typedef struct {
  TokenKind kind;
  const char
      *text; /* text, comment or DOCTYPE: the bytes; a tag: its lower-case name. Not nul-terminated but for tags */
  gsize length;
  gboolean self_closing;
  guint attribute_count;
  TokenAttribute attributes[TOKENIZER_MAX_ATTRIBUTES];
} Token;

/* What the text up to the end tag of the same name is (13.2.5.2 to 13.2.5.5). */
typedef enum { CONTENT_DATA, CONTENT_RCDATA, CONTENT_RAWTEXT, CONTENT_SCRIPT, CONTENT_PLAINTEXT } TokenizerContent;

typedef struct {
  const char *p, *end;
  TokenizerContent content;
  GString *buffer;   /* names and values of the current tag, nul-separated */
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

/* The value of the current tag's attribute, nul-terminated, "" when it has none; NULL without the attribute. */
const char *tokenizer_attribute(const Tokenizer *tokenizer, const char *name);
