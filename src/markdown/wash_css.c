/* SPDX-License-Identifier: MIT */
#include "markdown/wash_css.h"

#include <stdlib.h>
#include <string.h>

#include "markdown/wash_css_data.h"

#define MAX_WORD 64u    /* bytes of a property, word or unit */
#define MAX_STRING 128u /* bytes of a font's name */
#define MAX_DIGITS 12u

/* One value while it is rebuilt. */
typedef struct {
  const char *p, *end;
  GString *out;
  const WashParts *parts;
  guint allow;
  gboolean space;                          /* white space stood before the token at p */
  gboolean is_sum[WASH_CSS_MAX_FUNCTIONS]; /* of the open functions */
  guint depth;
  gsize start; /* of the value in out */
} Value;

static gboolean is_space(char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}

/* Bytes of a name: letters of any script, digits, '-' and '_'. */
static gboolean is_word(char c)
{
  return g_ascii_isalnum(c) || c == '-' || c == '_' || (guchar)c >= 0x80;
}

static const char *skip_comment(const char *p, const char *end)
{
  for (p += 3; p < end; p++)
    if (*p == '/' && p[-1] == '*')
      return p + 1;
  return end;
}

static const char *skip_string(const char *p, const char *end)
{
  char quote = *p++;

  while (p < end && *p != quote && *p != '\n')
    p += *p == '\\' && end - p > 1 ? 2 : 1;
  return p < end ? p + 1 : p;
}

const char *wash_css_skip(const char *p, const char *end)
{
  if (*p == '/' && end - p > 1 && p[1] == '*')
    return skip_comment(p, end);
  if (*p == '"' || *p == '\'')
    return skip_string(p, end);
  return p + (*p == '\\' && end - p > 1 ? 2 : 1);
}

const char *wash_css_skip_space(const char *p, const char *end)
{
  while (p < end && (is_space(*p) || (*p == '/' && end - p > 1 && p[1] == '*')))
    p = wash_css_skip(p, end);
  return p;
}

/* --- tokens of a value; each appends what it read, or returns FALSE, which ends the declaration --- */

static void separate(Value *v)
{
  char last = v->out->str[v->out->len - 1];

  if (v->space && v->out->len > v->start && last != ',' && last != '(')
    g_string_append_c(v->out, ' ');
  v->space = FALSE;
}

static gboolean read_string(Value *v)
{
  const char *close = wash_css_skip(v->p, v->end);
  gsize length = (gsize)(close - v->p);

  if (!(v->allow & ALLOW_STRING) || length < 2 || close[-1] != *v->p || length > MAX_STRING)
    return FALSE;
  for (const char *p = v->p + 1; p < close - 1; p++)
    if (!is_word(*p) && strchr(" .,+&!", *p) == NULL)
      return FALSE;
  separate(v);
  g_string_append_c(v->out, '\'');
  g_string_append_len(v->out, v->p + 1, (gssize)length - 2);
  g_string_append_c(v->out, '\'');
  v->p = close;
  return TRUE;
}

/* Digits with at most one '.', a sign, and letters or '%' behind them. */
static gboolean read_number(Value *v)
{
  const char *p = v->p, *unit;
  gsize digits;

  if (*p == '+' || *p == '-')
    p++;
  while (p < v->end && g_ascii_isdigit(*p))
    p++;
  if (v->end - p > 1 && *p == '.' && g_ascii_isdigit(p[1]))
    for (p++; p < v->end && g_ascii_isdigit(*p);)
      p++;
  digits = (gsize)(p - v->p);
  unit = p;
  if (p < v->end && *p == '%')
    p++;
  else
    while (p < v->end && g_ascii_isalpha(*p))
      p++;
  if (digits > MAX_DIGITS || p - unit > 5 || (p < v->end && (is_word(*p) || *p == '(')))
    return FALSE;
  separate(v);
  g_string_append_len(v->out, v->p, p - v->p);
  v->p = p;
  return TRUE;
}

static gboolean read_hash(Value *v)
{
  const char *p = v->p + 1;

  while (p < v->end && g_ascii_isxdigit(*p))
    p++;
  if (p - v->p < 4 || p - v->p > 9 || (p < v->end && is_word(*p)))
    return FALSE;
  separate(v);
  g_string_append_len(v->out, v->p, p - v->p);
  v->p = p;
  return TRUE;
}

/* What url() holds, from just after its '('; *end: after its ')'. */
static char *read_address(const Value *v, const char *p, const char **end)
{
  const char *start, *stop;

  while (p < v->end && is_space(*p))
    p++;
  if (p == v->end)
    return NULL;
  start = p;
  if (*p == '"' || *p == '\'') {
    p = wash_css_skip(p, v->end);
    if (p - start < 2 || p[-1] != *start)
      return NULL;
    start++;
    stop = p - 1;
  } else {
    while (p < v->end && !is_space(*p) && strchr("\"'()", *p) == NULL)
      p++;
    stop = p;
  }
  while (p < v->end && is_space(*p))
    p++;
  if (p == v->end || *p != ')' || memchr(start, '\\', (gsize)(stop - start)) != NULL)
    return NULL;
  *end = p + 1;
  return g_strndup(start, (gsize)(stop - start));
}

static gboolean read_url(Value *v, const char *p)
{
  const char *end = p;
  g_autofree char *address = v->allow & ALLOW_URL ? read_address(v, p, &end) : NULL;
  g_autofree char *url = address != NULL ? wash_url_image(address, v->parts) : NULL;

  if (url == NULL)
    return FALSE;
  separate(v);
  g_string_append(v->out, "url('");
  for (p = url; *p != '\0'; p++) {
    if (*p == '\'' || *p == '(' || *p == ')')
      g_string_append_printf(v->out, "%%%02X", (guchar)*p);
    else
      g_string_append_c(v->out, *p);
  }
  g_string_append(v->out, "')");
  v->p = end;
  return TRUE;
}

static gboolean open_function(Value *v, const char *name, gsize length)
{
  if (v->depth == WASH_CSS_MAX_FUNCTIONS)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(functions); i++) {
    if (strlen(functions[i].name) == length && g_ascii_strncasecmp(functions[i].name, name, length) == 0) {
      separate(v);
      g_string_append_printf(v->out, "%s(", functions[i].name);
      v->is_sum[v->depth++] = functions[i].is_sum;
      v->p = name + length + 1;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean read_word(Value *v)
{
  const char *p = v->p;

  while (p < v->end && is_word(*p))
    p++;
  if ((gsize)(p - v->p) > MAX_WORD)
    return FALSE;
  if (p < v->end && *p == '(') {
    if (p - v->p == 3 && g_ascii_strncasecmp(v->p, "url", 3) == 0)
      return read_url(v, p + 1);
    return open_function(v, v->p, (gsize)(p - v->p));
  }
  separate(v);
  g_string_append_len(v->out, v->p, p - v->p);
  v->p = p;
  return TRUE;
}

/* "!important", which must come last. */
static gboolean read_important(Value *v)
{
  const char *p = wash_css_skip_space(v->p + 1, v->end);

  if (v->out->len == v->start || v->end - p < 9 || g_ascii_strncasecmp(p, "important", 9) != 0)
    return FALSE;
  p = wash_css_skip_space(p + 9, v->end);
  if (p < v->end && *p != ';')
    return FALSE;
  g_string_append(v->out, "!important");
  v->p = p;
  return TRUE;
}

static gboolean read_sign(Value *v)
{
  gboolean is_sum = v->depth > 0 && v->is_sum[v->depth - 1];
  char c = *v->p;

  if (c == ')') {
    if (v->depth == 0)
      return FALSE;
    v->depth--;
    v->space = FALSE;
  } else if (c == '(') {
    if (!is_sum || v->depth == WASH_CSS_MAX_FUNCTIONS)
      return FALSE;
    separate(v);
    v->is_sum[v->depth++] = TRUE;
  } else if (c == ',') {
    v->space = FALSE;
  } else if (c == '/' || (is_sum && (c == '+' || c == '-' || c == '*'))) {
    separate(v);
  } else {
    return FALSE;
  }
  g_string_append_c(v->out, c);
  v->p++;
  return TRUE;
}

static gboolean read_token(Value *v)
{
  char c = *v->p, next = v->end - v->p > 1 ? v->p[1] : '\0';
  char after = v->end - v->p > 2 ? v->p[2] : '\0';
  gboolean is_signed = c == '+' || c == '-';

  if (c == '"' || c == '\'')
    return read_string(v);
  if (g_ascii_isdigit(c) || ((c == '.' || is_signed) && g_ascii_isdigit(next)) ||
      (is_signed && next == '.' && g_ascii_isdigit(after)))
    return read_number(v);
  if (c == '#')
    return read_hash(v);
  if (c == '!')
    return read_important(v);
  if (is_word(c) && !(c == '-' && !is_word(next)))
    return read_word(v);
  return read_sign(v);
}

/* --- declarations --- */

/* The ';' that ends what nobody wants, or end. */
static const char *skip_declaration(const char *p, const char *end)
{
  guint open = 0;

  while (p < end && (*p != ';' || open > 0)) {
    if (*p == '(' || *p == '[' || *p == '{')
      open++;
    else if ((*p == ')' || *p == ']' || *p == '}') && open > 0)
      open--;
    p = wash_css_skip(p, end);
  }
  return p;
}

static int compare_name(const void *name, const void *property)
{
  return strcmp(name, ((const Property *)property)->name);
}

static const Property *find_property(const char *p, gsize length)
{
  char name[MAX_WORD];

  if (length == 0 || length >= sizeof name)
    return NULL;
  for (gsize i = 0; i < length; i++)
    name[i] = g_ascii_tolower(p[i]);
  name[length] = '\0';
  return bsearch(name, properties, G_N_ELEMENTS(properties), sizeof properties[0], compare_name);
}

/* One declaration from p; where it ended. FALSE leaves *p. */
static gboolean read_declaration(GString *out, const char **p, const char *end, const WashParts *parts)
{
  const char *name = *p, *name_end = name;
  const Property *property;
  Value v = { .end = end, .out = out, .parts = parts };

  while (name_end < end && is_word(*name_end))
    name_end++;
  property = find_property(name, (gsize)(name_end - name));
  v.p = wash_css_skip_space(name_end, end);
  if (property == NULL || v.p == end || *v.p != ':')
    return FALSE;
  v.allow = property->allow;
  v.p = wash_css_skip_space(v.p + 1, end);
  g_string_append(out, property->name);
  g_string_append_c(out, ':');
  v.start = out->len;
  while (v.p < end && *v.p != ';') {
    const char *next = wash_css_skip_space(v.p, end);

    if (next > v.p) {
      v.space = TRUE;
      v.p = next;
    } else if (!read_token(&v)) {
      return FALSE;
    }
  }
  if (v.depth > 0 || out->len == v.start)
    return FALSE;
  *p = v.p;
  return TRUE;
}

gboolean wash_css(GString *out, const char *css, gsize length, const WashParts *parts)
{
  const char *p = css, *end = css + length;
  gboolean any = FALSE;

  while ((p = wash_css_skip_space(p, end)) < end) {
    gsize before = out->len;

    if (any)
      g_string_append_c(out, ';');
    if (read_declaration(out, &p, end, parts)) {
      any = TRUE;
    } else {
      g_string_truncate(out, before);
      p = skip_declaration(p, end);
    }
    if (p < end)
      p++;
  }
  return any;
}
