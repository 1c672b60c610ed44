/* SPDX-License-Identifier: MIT */
#include "mail/param.h"

#include <string.h>

#include "mail/charset.h"
#include "mail/rfc2047.h"
#include "mail/transfer.h"

typedef struct {
  char *name;        /* lower case, without "*0*" */
  char *value;       /* as written, quotes removed */
  int section;       /* -1: the whole value */
  gboolean extended; /* percent-encoded */
} Param;

static void free_param(Param *param)
{
  g_free(param->name);
  g_free(param->value);
  g_free(param);
}

static gboolean is_blank(char c)
{
  return c == ' ' || c == '\t';
}

static const char *skip_blanks(const char *p)
{
  while (is_blank(*p))
    p++;
  return p;
}

/* A backslash before anything but a quote or itself stays: it is part of a Windows path. */
static const char *read_quoted(const char *p, GString *out)
{
  for (p++; *p != '\0' && *p != '"'; p++) {
    if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
      p++;
    g_string_append_c(out, *p);
  }
  return *p == '"' ? p + 1 : p;
}

/* Only names have spaces in them without being quoted; elsewhere what follows a space is a comment or the next parameter. */
static const char *read_bare(const char *p, gboolean is_name, GString *out)
{
  while (*p != '\0' && *p != ';' && (is_name || !is_blank(*p)))
    g_string_append_c(out, *p++);
  while (out->len > 0 && is_blank(out->str[out->len - 1]))
    g_string_truncate(out, out->len - 1);
  return p;
}

/* "filename*1*" into name, section and kind. */
static void split_name(Param *param)
{
  char *star = strchr(param->name, '*');
  guint64 number;

  param->section = -1;
  if (star == NULL)
    return;
  *star++ = '\0';
  if (*star == '\0') {
    param->extended = TRUE;
    return;
  }
  if (!g_ascii_isdigit(*star))
    return;
  number = g_ascii_strtoull(star, &star, 10);
  param->section = number < PARAM_MAX ? (int)number : G_MAXINT;
  param->extended = *star == '*';
}

/* One "name=value" at p; NULL when there is none. */
static Param *read_param(const char **position)
{
  const char *p = *position, *start;
  Param *param;
  GString *value;
  gboolean is_name;

  start = p;
  while (*p != '\0' && *p != '=' && *p != ';' && !is_blank(*p))
    p++;
  if (p == start || *skip_blanks(p) != '=') {
    *position = p > start ? p : p + (*p != '\0');
    return NULL;
  }
  param = g_new0(Param, 1);
  param->name = g_ascii_strdown(start, p - start);
  split_name(param);
  is_name = g_str_has_suffix(param->name, "name");
  p = skip_blanks(skip_blanks(p) + 1);
  value = g_string_new(NULL);
  p = *p == '"' ? read_quoted(p, value) : read_bare(p, is_name, value);
  param->value = g_string_free(value, FALSE);
  *position = p;
  return param;
}

ParamField *param_parse(const char *value)
{
  ParamField *field = g_new0(ParamField, 1);
  const char *p = skip_blanks(value != NULL ? value : ""), *start;

  start = p;
  while (*p != '\0' && *p != ';' && *p != '(' && !is_blank(*p))
    p++;
  /* "text / html" */
  if (*skip_blanks(p) == '/' || (p > start && p[-1] == '/')) {
    p = skip_blanks(*skip_blanks(p) == '/' ? skip_blanks(p) + 1 : p);
    while (*p != '\0' && *p != ';' && *p != '(' && !is_blank(*p))
      p++;
  }
  field->value = g_ascii_strdown(start, p - start);
  /* Quotes, brackets and whatever else cannot be in a type. */
  for (char *to = field->value, *from = field->value; (*to = *from) != '\0'; from++)
    to += g_ascii_isalnum(*from) || strchr("/.+-_!#$&^", *from) != NULL;
  field->params = g_ptr_array_new_with_free_func((GDestroyNotify)free_param);
  while (*p != '\0') {
    Param *param;

    if (is_blank(*p) || *p == ';') {
      p++;
      continue;
    }
    if (field->params->len >= PARAM_MAX) {
      field->cut = TRUE;
      break;
    }
    param = read_param(&p);
    if (param != NULL)
      g_ptr_array_add(field->params, param);
  }
  return field;
}

void param_free(ParamField *field)
{
  if (field == NULL)
    return;
  g_free(field->value);
  g_ptr_array_unref(field->params);
  g_free(field);
}

static const Param *find_param(const ParamField *field, const char *name, int section, gboolean extended_only)
{
  for (guint i = 0; i < field->params->len; i++) {
    const Param *param = g_ptr_array_index(field->params, i);

    if (param->section == section && (!extended_only || param->extended) && strcmp(param->name, name) == 0)
      return param;
  }
  return NULL;
}

/* Takes "charset'language'" off the front. */
static const char *take_charset(const char *value, char **charset)
{
  const char *first = strchr(value, '\'');
  const char *second = first != NULL ? strchr(first + 1, '\'') : NULL;

  if (second == NULL)
    return value;
  g_free(*charset);
  *charset = g_strndup(value, (gsize)(first - value));
  return second + 1;
}

static void append_percent_decoded(GString *out, const char *p)
{
  for (; *p != '\0'; p++) {
    int value = *p == '%' ? transfer_hex_pair(p + 1) : -1;

    g_string_append_c(out, value >= 0 ? (char)value : *p);
    p += value >= 0 ? 2 : 0;
  }
}

/* The bytes by RFC 2231; NULL when the parameter is not written that way. */
static GString *join_sections(const ParamField *field, const char *name, char **charset)
{
  const Param *param = find_param(field, name, -1, TRUE);
  gboolean whole = param != NULL;
  GString *out;

  if (!whole)
    param = find_param(field, name, 0, FALSE);
  if (param == NULL)
    return NULL;
  out = g_string_new(NULL);
  for (int section = 1; param != NULL; section++) {
    const char *value = param->value;

    if (section == 1 && param->extended)
      value = take_charset(value, charset);
    if (param->extended)
      append_percent_decoded(out, value);
    else
      g_string_append(out, value);
    param = whole ? NULL : find_param(field, name, section, FALSE);
  }
  return out;
}

char *param_bytes(const ParamField *field, const char *name)
{
  g_autofree char *charset = NULL;
  GString *joined = join_sections(field, name, &charset);
  const Param *param;

  if (joined != NULL)
    return g_string_free(joined, FALSE);
  param = find_param(field, name, -1, FALSE);
  return param != NULL ? g_strdup(param->value) : NULL;
}

char *param_text(const ParamField *field, const char *name)
{
  g_autofree char *charset = NULL;
  GString *joined = join_sections(field, name, &charset);
  const Param *param;
  char *text, *line;

  if (joined == NULL) {
    param = find_param(field, name, -1, FALSE);
    return param != NULL ? rfc2047_decode(param->value, NULL) : NULL;
  }
  text = charset_decode(joined->str, joined->len, charset, NULL, NULL);
  g_string_free(joined, TRUE);
  line = rfc2047_decode(text, NULL);
  g_free(text);
  return line;
}

gboolean param_is(const ParamField *field, const char *name, const char *value)
{
  g_autofree char *bytes = param_bytes(field, name);

  return bytes != NULL && g_ascii_strcasecmp(bytes, value) == 0;
}
