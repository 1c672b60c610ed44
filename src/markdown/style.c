/* SPDX-License-Identifier: MIT */
#include "markdown/style.h"

#include <string.h>

#include "markdown/scan.h"
#include "util/compiler.h"

#define MAX_VALUE 48 /* longer values say nothing about being seen */

typedef enum {
  PROPERTY_DISPLAY,
  PROPERTY_OPACITY,
  PROPERTY_MAX_HEIGHT,
  PROPERTY_OVERFLOW,
  PROPERTY_OVERFLOW_Y,
  PROPERTY_HEIGHT,
  PROPERTY_PADDING,
  PROPERTY_PADDING_TOP,
  PROPERTY_PADDING_BOTTOM,
  PROPERTY_FONT_SIZE,
  PROPERTY_VISIBILITY,
  PROPERTY_WHITE_SPACE,
  PROPERTY_COUNT
} Property;

#define PROPERTY(name)                                                                                                 \
  {                                                                                                                    \
    name, sizeof name - 1                                                                                              \
  }
static const struct {
  const char *name;
  gssize length;
} properties[PROPERTY_COUNT] = { PROPERTY("display"),   PROPERTY("opacity"),     PROPERTY("max-height"),
                                 PROPERTY("overflow"),  PROPERTY("overflow-y"),  PROPERTY("height"),
                                 PROPERTY("padding"),   PROPERTY("padding-top"), PROPERTY("padding-bottom"),
                                 PROPERTY("font-size"), PROPERTY("visibility"),  PROPERTY("white-space") };

typedef struct {
  char value[MAX_VALUE];
  gboolean important;
} Declaration;

/* What a byte is in a declaration. MARK: something to who only looks for the end of a value. */
enum { SPACE = 1, NAME = 2, MARK = 4 };

static const guint8 classes[256] = {
  [' '] = SPACE, ['\n'] = SPACE, ['\t'] = SPACE,       ['\f'] = SPACE,       ['\r'] = SPACE,       ['\0'] = MARK,
  [';'] = MARK,  ['('] = MARK,   [')'] = MARK,         ['/'] = MARK,         ['"'] = MARK,         ['\''] = MARK,
  ['-'] = NAME,  ['_'] = NAME,   ['0' ... '9'] = NAME, ['a' ... 'z'] = NAME, ['A' ... 'Z'] = NAME,
};

static inline gboolean is_space(char c)
{
  return classes[(guchar)c] & SPACE;
}

static const char *skip_comment(const char *p)
{
  const char *end = strstr(p + 2, "*/");

  return end != NULL ? end + 2 : p + strlen(p);
}

static const char *skip_string(const char *p)
{
  char quote = *p++;

  while (*p != '\0' && *p != quote && *p != '\n')
    p += p[0] == '\\' && p[1] != '\0' ? 2 : 1;
  return *p == quote ? p + 1 : p;
}

/* Past one token: a comment, a string, or a byte. */
static const char *skip_token(const char *p)
{
  if (*p == '/' && p[1] == '*')
    return skip_comment(p);
  if (*p == '"' || *p == '\'')
    return skip_string(p);
  return p + 1;
}

/* The end of a value: a ';' outside of parentheses. Copies it lower-cased, white space collapsed, without comments and strings, when
 * out is not NULL. */
static const char *read_value(const char *p, char *out)
{
  gsize length = 0;
  guint parentheses = 0;

  while (*p != '\0' && (*p != ';' || parentheses > 0)) {
    const char *next;
    char c;

    if (out == NULL && !(classes[(guchar)*p] & MARK)) {
      p++;
      continue;
    }
    next = skip_token(p);
    c = is_space(*p) ? ' ' : scan_lower(*p);
    if (c == '(')
      parentheses++;
    else if (c == ')' && parentheses > 0)
      parentheses--;
    if (out != NULL && next == p + 1 && length + 1 < MAX_VALUE && (c != ' ' || (length > 0 && out[length - 1] != ' ')))
      out[length++] = c;
    p = next;
  }
  if (out != NULL) {
    while (length > 0 && out[length - 1] == ' ')
      length--;
    out[length] = '\0';
  }
  return p;
}

/* The property that p names, PROPERTY_COUNT for any other; *end: after the name. */
static guint read_name(const char *p, const char **end)
{
  const char *start;

  while (is_space(*p) || (*p == '/' && p[1] == '*'))
    p = skip_token(p);
  start = p;
  while (classes[(guchar)*p] & NAME)
    p++;
  *end = p;
  for (guint i = 0; i < PROPERTY_COUNT; i++)
    if (properties[i].length == p - start && scan_lower(*start) == properties[i].name[0] &&
        g_ascii_strncasecmp(properties[i].name, start, (gsize)(p - start)) == 0)
      return i;
  return PROPERTY_COUNT;
}

static void declare(Declaration *declaration, char *value)
{
  char *bang = strchr(value, '!');
  gboolean important = FALSE;

  if (bang != NULL) {
    important = strstr(bang, "important") != NULL;
    *bang = '\0';
    g_strchomp(value);
  }
  if (value[0] == '\0' || (declaration->important && !important))
    return;
  memcpy(declaration->value, value, MAX_VALUE);
  declaration->important = important;
}

/* A length or number that is zero: "0", "0px", "0.0em", "0 %" is not CSS but seen. */
static gboolean is_zero(const char *value)
{
  const char *p = value;

  if (*p != '0' && *p != '.')
    return FALSE;
  while (*p == '0' || *p == '.')
    p++;
  return !g_ascii_isdigit(*p);
}

static void read_declarations(const char *css, Declaration *declarations)
{
  const char *p = css;

  while (*p != '\0') {
    guint property = read_name(p, &p);
    UNINITIALIZED char value[MAX_VALUE];

    while (is_space(*p) || (*p == '/' && p[1] == '*'))
      p = skip_token(p);
    if (*p == ':' && property < PROPERTY_COUNT) {
      p = read_value(p + 1, value);
      declare(&declarations[property], value);
    } else {
      p = read_value(p, NULL);
    }
    if (*p == ';')
      p++;
  }
}

static StyleState font_state(const char *value)
{
  if (value[0] == '\0')
    return STYLE_UNSET;
  if (is_zero(value))
    return STYLE_ON;
  if (strcmp(value, "inherit") == 0 || g_str_has_suffix(value, "%"))
    return STYLE_UNSET; /* nothing times anything is nothing */
  if (g_str_has_suffix(value, "em") && !g_str_has_suffix(value, "rem"))
    return STYLE_UNSET;
  return STYLE_OFF;
}

/* No room for a line of text; what hangs out would be seen, and so would what stands in the padding. */
static gboolean is_flat(const Declaration *declarations)
{
  if (!is_zero(declarations[PROPERTY_HEIGHT].value))
    return FALSE;
  for (guint i = PROPERTY_PADDING; i <= PROPERTY_PADDING_BOTTOM; i++)
    if (strpbrk(declarations[i].value, "123456789") != NULL)
      return FALSE;
  return g_str_has_prefix(declarations[PROPERTY_OVERFLOW].value, "hidden") ||
         g_str_has_prefix(declarations[PROPERTY_OVERFLOW_Y].value, "hidden");
}

void style_parse(const char *css, Style *style)
{
  static const char *const blocks[] = {
    "block", "table", "list-item", "flex", "grid", "table-row", "table-cell", NULL
  };
  static const char *const preserved[] = { "pre", "pre-wrap", "pre-line", "break-spaces", NULL };
  UNINITIALIZED Declaration declarations[PROPERTY_COUNT];
  const char *value;

  for (guint i = 0; i < PROPERTY_COUNT; i++) {
    declarations[i].value[0] = '\0';
    declarations[i].important = FALSE;
  }
  read_declarations(css, declarations);
  memset(style, 0, sizeof *style);
  value = declarations[PROPERTY_DISPLAY].value;
  style->display_none = strcmp(value, "none") == 0;
  style->display_block = value[0] != '\0' && g_strv_contains(blocks, value);
  style->inline_block = g_str_has_prefix(value, "inline-");
  style->transparent = is_zero(declarations[PROPERTY_OPACITY].value);
  style->collapsed = is_zero(declarations[PROPERTY_MAX_HEIGHT].value) &&
                     g_str_has_prefix(declarations[PROPERTY_OVERFLOW].value, "hidden");
  style->flat = is_flat(declarations);
  style->zero_font = font_state(declarations[PROPERTY_FONT_SIZE].value);
  value = declarations[PROPERTY_VISIBILITY].value;
  if (strcmp(value, "hidden") == 0 || strcmp(value, "collapse") == 0)
    style->invisible = STYLE_ON;
  else if (strcmp(value, "visible") == 0)
    style->invisible = STYLE_OFF;
  value = declarations[PROPERTY_WHITE_SPACE].value;
  if (value[0] != '\0')
    style->preserve = g_strv_contains(preserved, value) ? STYLE_ON : STYLE_OFF;
}
