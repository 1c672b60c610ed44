/* SPDX-License-Identifier: MIT */
#include "markdown/wash_element.h"

#include <string.h>

#include "markdown/url.h"
#include "markdown/wash_css.h"
#include "markdown/wash_element_data.h"
#include "util/text.h"

#define MAX_WORD 35u /* bytes; a language tag */
#define MAX_NUMBERS 1024u
#define MAX_CLASS 64u

static const char link_guard[] = " rel=\"noopener noreferrer nofollow\" target=\"_blank\"";

/* The row of that name in a sorted table whose rows start with their name; -1 without one. */
static int find_row(const void *table, gsize count, gsize row_size, const char *name)
{
  gsize low = 0, high = count;

  while (low < high) {
    gsize middle = (low + high) / 2;
    const char *const *row = (const void *)((const char *)table + middle * row_size);
    int order = strcmp(*row, name);

    if (order == 0)
      return (int)middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return -1;
}

WashFate wash_element(const char **name, Tag *tag)
{
  int row = find_row(elements, G_N_ELEMENTS(elements), sizeof elements[0], *name);

  if (row < 0)
    return *tag == TAG_UNKNOWN ? WASH_UNKNOWN : WASH_DROP;
  if (elements[row].name == NULL)
    return WASH_UNWRAP;
  *name = elements[row].name;
  *tag = tag_find(*name, strlen(*name));
  return WASH_KEEP;
}

/* --- text --- */

static gboolean is_plain(const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar)text[i] >= 0x7f || ((guchar)text[i] < 0x20 && text[i] != '\n' && text[i] != '\t'))
      return FALSE;
  return TRUE;
}

static void append_escaped(GString *out, const char *text, gsize length, gboolean is_value)
{
  const char *end = text + length, *start = text;

  for (const char *p = text; p < end; p++) {
    const char *reference = NULL;

    if (*p == '&')
      reference = "&amp;";
    else if (*p == '<')
      reference = "&lt;";
    else if (*p == '>')
      reference = "&gt;";
    else if (*p == '"' && is_value)
      reference = "&quot;";
    if (reference != NULL) {
      g_string_append_len(out, start, p - start);
      g_string_append(out, reference);
      start = p + 1;
    }
  }
  g_string_append_len(out, start, end - start);
}

void wash_text(GString *out, const char *text, gsize length)
{
  g_autofree char *clean = NULL;

  if (is_plain(text, length)) {
    append_escaped(out, text, length, FALSE);
    return;
  }
  clean = text_clean(text, length, NULL);
  append_escaped(out, clean, strlen(clean), FALSE);
}

/* --- values: each appends what it takes of value, or returns FALSE --- */

static gboolean is_made_of(const char *value, gsize max, const char *more)
{
  gsize length = 0;

  for (; value[length] != '\0'; length++)
    if (!g_ascii_isalnum(value[length]) && strchr(more, value[length]) == NULL)
      return FALSE;
  return length > 0 && length <= max;
}

static gboolean is_number(const char *value)
{
  const char *p = value;
  gsize digits = 0;

  if (*p == '+' || *p == '-')
    p++;
  for (; g_ascii_isdigit(*p) || *p == '.'; p++)
    digits += *p != '.';
  if (digits == 0 || p - value > 12)
    return FALSE;
  return *p == '\0' || strcmp(p, "%") == 0 || g_ascii_strcasecmp(p, "px") == 0;
}

static gboolean append_classes(GString *out, const char *value)
{
  g_auto(GStrv) names = g_strsplit_set(value, " \t\n\f\r", -1);
  gboolean any = FALSE;

  for (guint i = 0; names[i] != NULL; i++) {
    if (!is_made_of(names[i], MAX_CLASS, "-_"))
      continue;
    if (any)
      g_string_append_c(out, ' ');
    g_string_append(out, names[i]);
    any = TRUE;
  }
  return any;
}

static gboolean append_id(GString *out, const char *value)
{
  const char *prefix = g_str_has_prefix(value, WASH_ID_PREFIX) ? "" : WASH_ID_PREFIX;

  if (!is_made_of(value, MAX_CLASS - strlen(prefix), "-_"))
    return FALSE;
  g_string_append(out, prefix);
  g_string_append(out, value);
  return TRUE;
}

static gboolean append_url(GString *out, char *url)
{
  g_autofree char *owned = url;

  if (owned == NULL)
    return FALSE;
  append_escaped(out, owned, strlen(owned), TRUE);
  return TRUE;
}

static gboolean append_style(GString *out, const char *value, const WashParts *parts)
{
  g_autoptr(GString) css = g_string_new(NULL);

  if (!wash_css(css, value, strlen(value), parts))
    return FALSE;
  append_escaped(out, css->str, css->len, TRUE);
  return TRUE;
}

/* The fragment of usemap and the name that it finds are the same without the '#'. */
static gboolean append_map(GString *out, const char *value, gboolean is_use)
{
  if ((is_use && *value++ != '#') || !is_made_of(value, MAX_CLASS, "-_"))
    return FALSE;
  g_string_append(out, is_use ? "#" : "");
  g_string_append(out, value);
  return TRUE;
}

static gboolean append_value(GString *out, guint kind, const char *value, gboolean is_use, const WashParts *parts)
{
  gboolean is_good = FALSE;

  switch (kind) {
  case VALUE_FLAG:
    return TRUE;
  case VALUE_ID:
    return append_id(out, value);
  case VALUE_CLASSES:
    return append_classes(out, value);
  case VALUE_STYLE:
    return append_style(out, value, parts);
  case VALUE_LINK:
    return append_url(out, url_repair(value));
  case VALUE_IMAGE:
    return append_url(out, wash_url_image(value, parts));
  case VALUE_MAP:
    return append_map(out, value, is_use);
  case VALUE_WORD:
    is_good = is_made_of(value, MAX_WORD, "-");
    break;
  case VALUE_COLOUR:
    is_good = is_made_of(value + (*value == '#'), MAX_WORD, "");
    break;
  case VALUE_NUMBER:
    is_good = is_number(value);
    break;
  case VALUE_NUMBERS:
    is_good = is_made_of(value, MAX_NUMBERS, "., -%");
    break;
  default:
    is_good = TRUE;
  }
  if (is_good)
    append_escaped(out, value, strlen(value), TRUE);
  return is_good;
}

/* --- attributes --- */

static gboolean has_attribute(int row, const char *element)
{
  const char *words = attributes[row].elements; /* a space on either side of each */
  gsize length = strlen(element);

  if (words == NULL)
    return TRUE;
  for (const char *p = words; (p = strstr(p, element)) != NULL; p += length)
    if (p > words && p[-1] == ' ' && p[length] == ' ')
      return TRUE;
  return FALSE;
}

/* White space around a value that is not text means nothing; what is not text of a page is gone before anything is decided. */
static char *clean_value(const char *value, gsize length, guint kind)
{
  char *clean = is_plain(value, length) ? g_strndup(value, length) : text_clean(value, length, NULL);

  return kind == VALUE_TEXT ? clean : g_strstrip(clean);
}

static gboolean append_attribute(GString *out, const char *element, Tokenizer *tokenizer,
                                 const TokenAttribute *attribute, const WashParts *parts)
{
  const char *name = tokenizer_name(tokenizer, attribute), *raw;
  int row = find_row(attributes, G_N_ELEMENTS(attributes), sizeof attributes[0], name);
  gsize before = out->len, start, length;
  g_autofree char *value = NULL;

  if (row < 0 || !has_attribute(row, element))
    return FALSE;
  raw = tokenizer_value(tokenizer, attribute, &length);
  value = clean_value(raw, length, attributes[row].kind);
  g_string_append_c(out, ' ');
  g_string_append(out, attributes[row].name);
  g_string_append(out, "=\"");
  start = out->len;
  if (!append_value(out, attributes[row].kind, value, strcmp(name, "usemap") == 0, parts) ||
      out->len - start > TOKENIZER_MAX_VALUE) {
    g_string_truncate(out, before);
    return FALSE;
  }
  g_string_append_c(out, '"');
  return TRUE;
}

void wash_attributes(GString *out, const char *element, Tokenizer *tokenizer, const WashParts *parts)
{
  gsize first = out->len;
  gboolean is_link = FALSE;

  for (guint i = 0; i < tokenizer->token.attribute_count; i++) {
    const TokenAttribute *attribute = &tokenizer->token.attributes[i];
    gsize before = out->len;

    if (!append_attribute(out, element, tokenizer, attribute, parts))
      continue;
    if (out->len - first > WASH_MAX_TAG)
      g_string_truncate(out, before);
    else if (strcmp(tokenizer_name(tokenizer, attribute), "href") == 0)
      is_link = TRUE;
  }
  if (is_link)
    g_string_append(out, link_guard);
}
