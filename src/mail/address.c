/* SPDX-License-Identifier: MIT */
#include "mail/address.h"

#include <string.h>

#include "mail/decode.h"
#include "mail/sender.h"
#include "util/text.h"

typedef enum { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_SPECIAL, TOKEN_BROKEN } TokenKind;

typedef struct {
  TokenKind kind;
  const char *start; /* with the quotes of a quoted string */
  gsize length;
  gboolean gap; /* white space or a comment stands before it */
} Token;

typedef struct {
  const char *p;
  const char *comment; /* the last one, without its parentheses; NULL */
  gsize comment_length;
} Scanner;

/* local@domain in the making. */
typedef struct {
  GString *local, *domain;
  gboolean at, bad;
} Spec;

typedef struct {
  AddressList *list;
  GString *phrase;
  Spec bare, angle;
  gboolean inside, closed; /* of <...> */
  guint elements;
} Reader;

/* p behind the closing character, or NULL when the text ends before. opening is '\0' for what does not nest. */
static const char *skip_nested(const char *p, char opening, char closing)
{
  gsize depth = 1;

  for (; *p != '\0'; p++) {
    if (*p == '\\' && p[1] != '\0')
      p++;
    else if (*p == closing && --depth == 0)
      return p + 1;
    else if (*p == opening && opening != '\0')
      depth++;
  }
  return NULL;
}

const char *address_skip_comment(const char *comment)
{
  return skip_nested(comment + 1, '(', ')');
}

/* Over white space and comments; FALSE when a comment does not end. */
static gboolean skip_space(Scanner *scanner)
{
  while (*scanner->p == ' ' || *scanner->p == '\t' || *scanner->p == '(') {
    const char *end;

    if (*scanner->p != '(') {
      scanner->p++;
      continue;
    }
    end = address_skip_comment(scanner->p);
    if (end == NULL)
      return FALSE;
    scanner->comment = scanner->p + 1;
    scanner->comment_length = (gsize)(end - scanner->p) - 2;
    scanner->p = end;
  }
  return TRUE;
}

/* The length of the encoded word (RFC 2047) at p, 0 when there is none. Mailers leave commas, colons and parentheses in
 * it, so it is one word here; with angle brackets or quotes it could pass for an address elsewhere and gets no such
 * favour. */
static gsize encoded_word(const char *p)
{
  gsize length;

  if (p[0] != '=' || p[1] != '?')
    return 0;
  length = 2 + strcspn(p + 2, "? \t<>\"\\");
  if (p[length] != '?' || p[length + 1] == '\0' || strchr("QqBb", p[length + 1]) == NULL || p[length + 2] != '?')
    return 0;
  length += 3;
  length += strcspn(p + length, "? \t<>\"\\");
  return p[length] == '?' && p[length + 1] == '=' ? length + 2 : 0;
}

/* ")[]" are words of their own: harmless in a name, invalid in an address, and nothing can hide between brackets. */
static void next_token(Scanner *scanner, Token *token)
{
  const char *before = scanner->p;
  const char *end;
  gsize encoded;

  token->kind = TOKEN_BROKEN;
  if (!skip_space(scanner))
    return;
  token->gap = scanner->p > before;
  token->start = end = scanner->p;
  encoded = encoded_word(end);
  if (*end == '\0') {
    token->kind = TOKEN_END;
  } else if (encoded > 0) {
    token->kind = TOKEN_WORD;
    end += encoded;
  } else if (*end == '"') {
    end = skip_nested(end + 1, '\0', '"');
    token->kind = end != NULL ? TOKEN_QUOTED : TOKEN_BROKEN;
  } else if (strchr("<>,:;@", *end) != NULL) {
    token->kind = TOKEN_SPECIAL;
    end++;
  } else if (*end != '\\') {
    token->kind = TOKEN_WORD;
    end += strchr(")[]", *end) != NULL ? 1 : strcspn(end, " \t()<>[]:;@\\,\"");
  }
  if (token->kind == TOKEN_BROKEN)
    return;
  token->length = (gsize)(end - token->start);
  scanner->p = end;
}

static void spec_init(Spec *spec)
{
  spec->local = g_string_new(NULL);
  spec->domain = g_string_new(NULL);
}

static void spec_reset(Spec *spec)
{
  g_string_truncate(spec->local, 0);
  g_string_truncate(spec->domain, 0);
  spec->at = spec->bad = FALSE;
}

static void spec_clear(Spec *spec)
{
  g_string_free(spec->local, TRUE);
  g_string_free(spec->domain, TRUE);
}

/* Words with a gap between them belong together only around a dot (RFC 5322 4.4). */
static void spec_add(Spec *spec, const Token *token)
{
  GString *part = spec->at ? spec->domain : spec->local;

  if (token->kind == TOKEN_SPECIAL) {
    spec->bad = spec->bad || spec->at;
    spec->at = TRUE;
    return;
  }
  if (part->len > 0 && (part->str[0] == '"' || token->kind == TOKEN_QUOTED ||
                        (token->gap && part->str[part->len - 1] != '.' && *token->start != '.')))
    spec->bad = TRUE;
  g_string_append_len(part, token->start, (gssize)token->length);
}

static char *spec_address(const Spec *spec)
{
  g_autofree char *domain = NULL;

  if (spec->bad || !spec->at || !address_local_valid(spec->local->str))
    return NULL;
  domain = sender_domain(spec->domain->str);
  return domain != NULL ? g_strconcat(spec->local->str, "@", domain, NULL) : NULL;
}

static void add_phrase(GString *phrase, const Token *token)
{
  if (token->gap && phrase->len > 0)
    g_string_append_c(phrase, ' ');
  if (token->kind != TOKEN_QUOTED) {
    g_string_append_len(phrase, token->start, (gssize)token->length);
    return;
  }
  for (const char *p = token->start + 1; p < token->start + token->length - 1; p++) {
    if (*p == '\\')
      p++;
    g_string_append_c(phrase, *p);
  }
}

static void take_mailbox(Reader *reader, char *address, const Scanner *scanner, gboolean bare)
{
  AddressList *list = reader->list;

  if (address == NULL) {
    list->odd = TRUE;
    return;
  }
  list->mailboxes++;
  if (list->address != NULL) {
    g_free(address);
    return;
  }
  list->address = address;
  while (reader->phrase->len > 0 && (bare || reader->phrase->str[reader->phrase->len - 1] == ','))
    g_string_truncate(reader->phrase, bare ? 0 : reader->phrase->len - 1);
  if (reader->phrase->len > 0)
    list->phrase = g_strdup(reader->phrase->str);
  else if (scanner->comment != NULL)
    list->phrase = g_strndup(scanner->comment, scanner->comment_length);
}

static void end_element(Reader *reader, Scanner *scanner)
{
  gboolean bare = !reader->closed && !reader->inside;

  if (!bare || reader->bare.at) {
    take_mailbox(reader, spec_address(bare ? &reader->bare : &reader->angle), scanner, bare);
    g_string_truncate(reader->phrase, 0);
  } else if (reader->phrase->len > 0) {
    g_string_append_c(reader->phrase, ',');
  }
  reader->list->odd = reader->list->odd || reader->inside || ++reader->elements > MAIL_MAX_ADDRESSES;
  reader->inside = reader->closed = FALSE;
  scanner->comment = NULL;
  spec_reset(&reader->bare);
  spec_reset(&reader->angle);
}

static void read_inside(Reader *reader, const Token *token)
{
  if (token->kind != TOKEN_SPECIAL || *token->start == '@') {
    spec_add(&reader->angle, token);
  } else if (*token->start == '>') {
    reader->inside = FALSE;
    reader->closed = TRUE;
  } else { /* a route, or an angle bracket that never closes */
    reader->angle.bad = TRUE;
  }
}

static void read_outside(Reader *reader, const Token *token, Scanner *scanner)
{
  char special = token->kind == TOKEN_SPECIAL ? *token->start : '\0';

  if (special == ',' || special == ';') {
    reader->list->odd = reader->list->odd || special == ';';
    end_element(reader, scanner);
  } else if (special == ':' || special == '>' || reader->closed) {
    reader->list->odd = TRUE; /* a group, or something behind <...> */
    if (!reader->closed) {
      g_string_truncate(reader->phrase, 0);
      spec_reset(&reader->bare);
    }
  } else if (special == '<') {
    reader->inside = TRUE;
  } else {
    spec_add(&reader->bare, token);
    add_phrase(reader->phrase, token);
  }
}

void address_list_read(const char *value, AddressList *list)
{
  Scanner scanner = { value, NULL, 0 };
  Reader reader = { list, g_string_new(NULL), { 0 }, { 0 }, FALSE, FALSE, 0 };
  Token token = { 0 };

  memset(list, 0, sizeof *list);
  spec_init(&reader.bare);
  spec_init(&reader.angle);
  for (;;) {
    next_token(&scanner, &token);
    if (token.kind == TOKEN_END || token.kind == TOKEN_BROKEN || reader.elements > MAIL_MAX_ADDRESSES)
      break;
    if (reader.inside)
      read_inside(&reader, &token);
    else
      read_outside(&reader, &token, &scanner);
  }
  if (token.kind == TOKEN_BROKEN)
    list->odd = TRUE;
  else
    end_element(&reader, &scanner);
  g_string_free(reader.phrase, TRUE);
  spec_clear(&reader.bare);
  spec_clear(&reader.angle);
}

gboolean address_local_valid(const char *local)
{
  gsize length = strlen(local);
  g_autofree char *clean = text_clean_line(local, (gssize)length);

  if (length == 0 || length > ADDRESS_MAX_LOCAL || strcmp(clean, local) != 0)
    return FALSE;
  if (*local == '"')
    return length > 2 && skip_nested(local + 1, '\0', '"') == local + length;
  if (strstr(local, "=?") != NULL || strspn(local, ".") == length)
    return FALSE;
  return strpbrk(local, " \t()<>[]:;@\\,\"%!") == NULL;
}

void address_list_clear(AddressList *list)
{
  g_clear_pointer(&list->phrase, g_free);
  g_clear_pointer(&list->address, g_free);
}
