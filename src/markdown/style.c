/* SPDX-License-Identifier: MIT */
#include "markdown/style.h"

#include <string.h>

#define MAX_NAME 24
#define MAX_VALUE 48 /* longer values say nothing about being seen */

typedef enum {
  PROPERTY_DISPLAY,
  PROPERTY_OPACITY,
  PROPERTY_MAX_HEIGHT,
  PROPERTY_OVERFLOW,
  PROPERTY_FONT_SIZE,
  PROPERTY_VISIBILITY,
  PROPERTY_WHITE_SPACE,
  PROPERTY_COUNT
} Property;

static const char *const property_names[PROPERTY_COUNT] = { "display",   "opacity",    "max-height", "overflow",
                                                            "font-size", "visibility", "white-space" };

typedef struct {
  char value[MAX_VALUE];
  gboolean important;
} Declaration;

static gboolean is_space(char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
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

/* Copies up to a delimiter, lower-cased, white space collapsed, comments and strings left out; where it stopped. */
static const char *read_piece(const char *p, const char *delimiters, char *out, gsize size)
{
  gsize length = 0;
  guint parentheses = 0;

  while (*p != '\0' && (parentheses > 0 || strchr(delimiters, *p) == NULL)) {
    if (p[0] == '/' && p[1] == '*') {
      p = skip_comment(p);
      continue;
    }
    if (*p == '"' || *p == '\'') {
      p = skip_string(p);
      continue;
    }
    if (*p == '(')
      parentheses++;
    else if (*p == ')' && parentheses > 0)
      parentheses--;
    if (!is_space(*p)) {
      if (length + 1 < size)
        out[length++] = g_ascii_tolower(*p);
    } else if (length > 0 && out[length - 1] != ' ' && length + 1 < size) {
      out[length++] = ' ';
    }
    p++;
  }
  while (length > 0 && out[length - 1] == ' ')
    length--;
  out[length] = '\0';
  return p;
}

static void declare(Declaration *declarations, const char *name, char *value)
{
  gsize index = 0;
  char *bang = strchr(value, '!');
  gboolean important = FALSE;

  while (index < PROPERTY_COUNT && strcmp(property_names[index], name) != 0)
    index++;
  if (index == PROPERTY_COUNT)
    return;
  if (bang != NULL) {
    important = strstr(bang, "important") != NULL;
    *bang = '\0';
    g_strchomp(value);
  }
  if (value[0] == '\0' || (declarations[index].important && !important))
    return;
  g_strlcpy(declarations[index].value, value, MAX_VALUE);
  declarations[index].important = important;
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

static gboolean is_one_of(const char *value, const char *const *words)
{
  return g_strv_contains(words, value);
}

void style_parse(const char *css, Style *style)
{
  static const char *const blocks[] = {
    "block", "table", "list-item", "flex", "grid", "table-row", "table-cell", NULL
  };
  static const char *const preserved[] = { "pre", "pre-wrap", "pre-line", "break-spaces", NULL };
  Declaration declarations[PROPERTY_COUNT] = { 0 };
  const char *visibility, *font_size;

  memset(style, 0, sizeof *style);
  for (const char *p = css; *p != '\0';) {
    char name[MAX_NAME], value[MAX_VALUE];

    p = read_piece(p, ":;", name, sizeof name);
    if (*p == ':') {
      p = read_piece(p + 1, ";", value, sizeof value);
      declare(declarations, name, value);
    }
    if (*p == ';')
      p++;
  }
  style->display_none = strcmp(declarations[PROPERTY_DISPLAY].value, "none") == 0;
  style->display_block = is_one_of(declarations[PROPERTY_DISPLAY].value, blocks);
  style->inline_block = g_str_has_prefix(declarations[PROPERTY_DISPLAY].value, "inline-");
  style->transparent = is_zero(declarations[PROPERTY_OPACITY].value);
  style->collapsed = is_zero(declarations[PROPERTY_MAX_HEIGHT].value) &&
                     g_str_has_prefix(declarations[PROPERTY_OVERFLOW].value, "hidden");
  font_size = declarations[PROPERTY_FONT_SIZE].value;
  if (font_size[0] != '\0' && strcmp(font_size, "inherit") != 0 && !g_str_has_suffix(font_size, "%") &&
      !(g_str_has_suffix(font_size, "em") && !g_str_has_suffix(font_size, "rem") && !is_zero(font_size)))
    style->zero_font = is_zero(font_size) ? STYLE_ON : STYLE_OFF;
  else if (is_zero(font_size))
    style->zero_font = STYLE_ON;
  visibility = declarations[PROPERTY_VISIBILITY].value;
  if (strcmp(visibility, "hidden") == 0 || strcmp(visibility, "collapse") == 0)
    style->invisible = STYLE_ON;
  else if (strcmp(visibility, "visible") == 0)
    style->invisible = STYLE_OFF;
  if (declarations[PROPERTY_WHITE_SPACE].value[0] != '\0')
    style->preserve = is_one_of(declarations[PROPERTY_WHITE_SPACE].value, preserved) ? STYLE_ON : STYLE_OFF;
}
