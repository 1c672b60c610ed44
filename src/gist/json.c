/* SPDX-License-Identifier: MIT */
#include "gist/json.h"

#include <string.h>

#include "util/error.h"

/* jansson recurses; its own limit of 2048 is no setting. Brackets within strings do not count. */
static gboolean is_deep(const char *text, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++) {
    char c = text[i];

    if (quoted && c == '\\')
      i++;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '{' || c == '['))
      depth++;
    else if (!quoted && (c == '}' || c == ']') && depth > 0)
      depth--;
    if (depth > JSON_READ_MAX_DEPTH)
      return TRUE;
  }
  return FALSE;
}

/* jansson's own words quote the input. */
static const char *explain(const json_error_t *trouble)
{
  switch (json_error_code(trouble)) {
  case json_error_premature_end_of_input:
    return "it ends too early";
  case json_error_end_of_input_expected:
    return "something follows it";
  case json_error_invalid_utf8:
    return "not UTF-8";
  case json_error_duplicate_key:
    return "a key stands twice";
  case json_error_numeric_overflow:
    return "a number is too large";
  case json_error_null_character:
  case json_error_null_byte_in_key:
    return "a NUL in a string";
  default:
    return "not well-formed";
  }
}

json_t *json_read(const char *text, gsize length, GError **error)
{
  json_error_t trouble;
  json_t *value;

  if (length > JSON_READ_MAX_BYTES) {
    error_set(error, ERROR_INVALID, "JSON of %" G_GSIZE_FORMAT " bytes, more than %d", length, JSON_READ_MAX_BYTES);
    return NULL;
  }
  if (is_deep(text, length)) {
    error_set(error, ERROR_INVALID, "JSON nested deeper than %d", JSON_READ_MAX_DEPTH);
    return NULL;
  }
  value = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &trouble);
  if (value == NULL)
    error_set(error, ERROR_INVALID, "not JSON: %s at byte %d", explain(&trouble), trouble.position);
  return value;
}
