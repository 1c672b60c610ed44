/* SPDX-License-Identifier: MIT */
#include "markdown/escape.h"

#include <string.h>

#include "markdown/append.h"

#define MAX_REFERENCE 40u /* no reference is longer */

/* Punctuation since the first versions of Unicode: Latin-1, general, ideographic, full width. */
static gboolean is_old_punctuation(gunichar c)
{
  return c < 0xc0 || (c >= 0x2010 && c <= 0x205e) || (c >= 0x3001 && c <= 0x3030) || (c >= 0xff01 && c <= 0xff65);
}

EscapeClass escape_class(gunichar c)
{
  if (c < 0x80) {
    if (c == ' ' || (c >= 9 && c <= 13))
      return CHAR_IS_SPACE;
    return g_ascii_ispunct((char)c) ? CHAR_IS_PUNCTUATION : CHAR_IS_OTHER;
  }
  switch (g_unichar_type(c)) {
  case G_UNICODE_SPACE_SEPARATOR:
    return CHAR_IS_SPACE;
  case G_UNICODE_CONNECT_PUNCTUATION:
  case G_UNICODE_DASH_PUNCTUATION:
  case G_UNICODE_CLOSE_PUNCTUATION:
  case G_UNICODE_FINAL_PUNCTUATION:
  case G_UNICODE_INITIAL_PUNCTUATION:
  case G_UNICODE_OTHER_PUNCTUATION:
  case G_UNICODE_OPEN_PUNCTUATION:
    return is_old_punctuation(c) ? CHAR_IS_PUNCTUATION : CHAR_IS_UNSURE;
  case G_UNICODE_CURRENCY_SYMBOL:
  case G_UNICODE_MODIFIER_SYMBOL:
  case G_UNICODE_MATH_SYMBOL:
  case G_UNICODE_OTHER_SYMBOL:
    return CHAR_IS_UNSURE;
  default:
    return CHAR_IS_OTHER;
  }
}

static gboolean is_all(const char *p, const char *end, const char *set)
{
  while (p < end && strchr(set, *p) != NULL)
    p++;
  return p == end;
}

/* A space, or the end of the whole line, at p. */
static gboolean ends_marker(const char *p, const char *end, gboolean is_whole)
{
  return p < end ? *p == ' ' : is_whole;
}

gssize escape_line_start(const char *line, gsize length, gboolean is_whole)
{
  const char *end = line + length, *p = line;

  if (length == 0)
    return -1;
  switch (*line) {
  case '>':
    return 0;
  case '#':
    while (p < end && *p == '#')
      p++;
    return p - line <= 6 && ends_marker(p, end, is_whole) ? 0 : -1;
  case '-':
    return ends_marker(line + 1, end, is_whole) || (is_whole && is_all(line, end, "- ")) ? 0 : -1;
  case '+':
    return ends_marker(line + 1, end, is_whole) ? 0 : -1;
  case '*':
    return ends_marker(line + 1, end, is_whole) || (is_whole && is_all(line, end, "* ")) ? 0 : -1;
  case '_':
    return is_whole && is_all(line, end, "_ ") ? 0 : -1;
  case '=':
    return is_whole && is_all(line, end, "= ") ? 0 : -1;
  case '~':
  case '`':
    return length >= 3 && line[1] == *line && line[2] == *line ? 0 : -1;
  default:
    while (p < end && g_ascii_isdigit(*p))
      p++;
    if (p > line && p - line <= 9 && p < end && (*p == '.' || *p == ')') && ends_marker(p + 1, end, is_whole))
      return p - line;
    return -1;
  }
}

/* Whether the '&' at p could begin a reference. */
static gboolean is_reference(const char *p, const char *end, gboolean text_follows)
{
  const char *limit = (gsize)(end - p) > MAX_REFERENCE ? p + MAX_REFERENCE : end;
  const char *start;

  p++;
  if (p < limit && *p == '#')
    p++;
  start = p;
  while (p < limit && g_ascii_isalnum(*p))
    p++;
  if (p == end)
    return text_follows;
  return p > start && p < limit && *p == ';';
}

typedef struct {
  const char *text, *end;
  const EscapeContext *context;
} Piece;

static gunichar char_before(const Piece *piece, const char *p)
{
  if (p == piece->text)
    return piece->context->before;
  p = g_utf8_prev_char(p);
  if (p == piece->text && piece->context->encode_first)
    return ';';
  return g_utf8_get_char(p);
}

static gunichar char_after(const Piece *piece, const char *p)
{
  if (p >= piece->end)
    return piece->context->after;
  if (piece->context->encode_last && g_utf8_next_char(p) == piece->end)
    return '&';
  return g_utf8_get_char(p);
}

/* A run of '*' or '_' that no delimiter rule touches: between white space, or '_' inside a word. */
static gboolean is_inert_run(const Piece *piece, const char *p, const char *run_end)
{
  EscapeClass before = escape_class(char_before(piece, p));
  EscapeClass after = escape_class(char_after(piece, run_end));

  if (before == CHAR_IS_SPACE && after == CHAR_IS_SPACE)
    return TRUE;
  return *p == '_' && before == CHAR_IS_OTHER && after == CHAR_IS_OTHER;
}

/* "<1@x.org>" is an autolink too (CommonMark 6.5). A run that reaches the end of the piece may go on after it. */
static gboolean is_mail_autolink(const char *p, const char *end)
{
  const char *start = p;

  while (p < end && (g_ascii_isalnum(*p) || strchr(".!#$%&'*+/=?^_`{|}~-", *p) != NULL))
    p++;
  return p > start && (p == end || *p == '@');
}

static gboolean needs_escape(const Piece *piece, const char *p)
{
  const EscapeContext *context = piece->context;
  gunichar next = char_after(piece, p + 1);

  switch (*p) {
  case '\\':
    return next < 0x80 && g_ascii_ispunct((char)next);
  case '`':
    return context->backticks;
  case '<':
    return (next < 0x80 && (g_ascii_isalpha((char)next) || next == '/' || next == '!' || next == '?')) ||
           is_mail_autolink(p + 1, piece->end);
  case '&':
    return is_reference(p, piece->end, context->text_follows);
  case '!':
    return p + 1 == piece->end && next == '[';
  case '[': {
    gunichar before = char_before(piece, p);

    return context->in_link || before == '!' || before == '[' || (p + 1 == piece->end && next == '[') ||
           (context->is_definition && p == piece->text);
  }
  case ']':
    return context->in_link || next == '(';
  default:
    return FALSE;
  }
}

static const char *append_run(GString *out, const Piece *piece, const char *p, gboolean partners)
{
  const char *run_end = p;
  gboolean bare;

  while (run_end < piece->end && *run_end == *p)
    run_end++;
  bare = !partners || is_inert_run(piece, p, run_end);
  for (; p < run_end; p++) {
    if (!bare || p - piece->text == piece->context->line_escape)
      g_string_append_c(out, '\\');
    g_string_append_c(out, *p);
  }
  return run_end;
}

/* The first byte from p on that may need something. */
static const char *plain_run(const char *p, const char *end)
{
  static const guint8 special[256] = {
    ['*'] = 1, ['_'] = 1, ['\\'] = 1, ['`'] = 1, ['<'] = 1, ['&'] = 1, ['!'] = 1, ['['] = 1, [']'] = 1
  };

  while (p < end && !special[(guchar)*p])
    p++;
  return p;
}

void escape_text(GString *out, const char *text, gsize length, const EscapeContext *context)
{
  Piece piece = { text, text + length, context };
  const char *p = text, *last = length > 0 ? g_utf8_prev_char(piece.end) : text;

  while (p < piece.end) {
    if ((p == text && context->encode_first) || (p == last && context->encode_last)) {
      g_string_append_printf(out, "&#%u;", g_utf8_get_char(p));
      p = g_utf8_next_char(p);
      continue;
    }
    if (*p == '*' || *p == '_') {
      p = append_run(out, &piece, p, *p == '*' ? context->stars : context->underscores);
      continue;
    }
    if (p - text == context->line_escape || needs_escape(&piece, p))
      g_string_append_c(out, '\\');
    if (context->encode_last || p - text <= context->line_escape) {
      const char *next = g_utf8_next_char(p);

      append_bytes(out, p, (gsize)(next - p));
      p = next;
    } else {
      const char *next = plain_run(p + 1, piece.end);

      append_bytes(out, p, (gsize)(next - p));
      p = next;
    }
  }
}
