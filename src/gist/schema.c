/* SPDX-License-Identifier: MIT */
#include "gist/schema.h"

#include <jansson.h>
#include <string.h>

#include "gist/mask.h"
#include "util/text.h"

#define MAX_NAME 40u    /* characters of an unknown key that are told back */
#define GONE "[\u2026]" /* in the place of an address in the text of a model */
#define BETWEEN " \n\"'()<>[]"

typedef enum {
  FIELD_TEXT, /* paragraphs */
  FIELD_LINE,
  FIELD_BOOLEAN,
  FIELD_LINES, /* a list of lines */
  FIELD_LINKS, /* a list of objects of link_fields */
  FIELD_ORDINAL
} FieldKind;

typedef struct {
  const char *name;
  FieldKind kind;
  gsize offset;    /* in Gist, or in Link below */
  guint max_chars; /* of the text, or of each line */
  guint max_items;
  gboolean needed; /* not empty */
  const char *description;
} Field;

/* A link as it is read: the model's text, and where it leads. */
typedef struct {
  char *text;
  guint ordinal;
} ReadLink;

static const Field link_fields[] = {
  { "text", FIELD_LINE, G_STRUCT_OFFSET(ReadLink, text), 200, 0, TRUE,
    "What is behind the link, in one sentence. At most 200 characters." },
  { "url", FIELD_ORDINAL, G_STRUCT_OFFSET(ReadLink, ordinal), 0, 0, TRUE,
    "The mark of the link in the newsletter: L3 for [text](L3). Nothing else." },
};

static const Field fields[] = {
  { "summary", FIELD_TEXT, G_STRUCT_OFFSET(Gist, summary), 1200, 0, TRUE,
    "What the newsletter says, in two to five sentences. At most 1200 characters." },
  { "topics", FIELD_LINES, G_STRUCT_OFFSET(Gist, topics), 60, SCHEMA_MAX_TOPICS, FALSE,
    "Its key topics, the most important first, each in one to four words. At most 8." },
  { "links", FIELD_LINKS, G_STRUCT_OFFSET(Gist, links), 0, SCHEMA_MAX_LINKS, FALSE,
    "The articles, tutorials and events that matter, the most important first, each once. At most 12." },
  { "relevant", FIELD_BOOLEAN, G_STRUCT_OFFSET(Gist, relevant), 0, 0, FALSE,
    "Whether the newsletter has something for the reader's interests; true when there are none." },
  { "why", FIELD_LINE, G_STRUCT_OFFSET(Gist, why), 200, 0, FALSE,
    "Why it is relevant or not, in one short sentence; empty when there are no interests." },
};

/* --- the schema --------------------------------------------------------------------------- */

static json_t *object_schema(const Field *list, guint count, SchemaForm form);

/* description NULL: none. */
static json_t *typed(const char *type, const char *description)
{
  return json_pack("{s:s, s:s*}", "type", type, "description", description);
}

static json_t *string_schema(const Field *field, const char *description, SchemaForm form)
{
  json_t *schema = typed("string", description);

  if (form == SCHEMA_SIZED && field->max_chars > 0)
    json_object_set_new(schema, "maxLength", json_integer(field->max_chars));
  if (form == SCHEMA_SIZED && field->kind == FIELD_ORDINAL)
    json_object_set_new(schema, "pattern", json_string("^L[1-9][0-9]{0,4}$"));
  return schema;
}

static json_t *list_schema(const Field *field, SchemaForm form)
{
  json_t *schema = typed("array", field->description);

  json_object_set_new(schema, "items",
                      field->kind == FIELD_LINKS ? object_schema(link_fields, G_N_ELEMENTS(link_fields), form)
                                                 : string_schema(field, NULL, form));
  if (form == SCHEMA_SIZED)
    json_object_set_new(schema, "maxItems", json_integer(field->max_items));
  return schema;
}

static json_t *field_schema(const Field *field, SchemaForm form)
{
  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_LINE:
  case FIELD_ORDINAL:
    return string_schema(field, field->description, form);
  case FIELD_BOOLEAN:
    return typed("boolean", field->description);
  case FIELD_LINES:
  case FIELD_LINKS:
    return list_schema(field, form);
  }
  g_assert_not_reached();
}

static json_t *object_schema(const Field *list, guint count, SchemaForm form)
{
  json_t *properties = json_object(), *required = json_array();

  for (guint i = 0; i < count; i++) {
    json_object_set_new(properties, list[i].name, field_schema(&list[i], form));
    json_array_append_new(required, json_string(list[i].name));
  }
  return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "properties", properties, "required", required,
                   "additionalProperties", 0);
}

/* They never change, so that they are made once. */
const char *schema_json(SchemaForm form)
{
  static gsize once;
  static char *texts[SCHEMA_SIZED + 1];

  if (g_once_init_enter(&once)) {
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
      json_t *schema = object_schema(fields, G_N_ELEMENTS(fields), (SchemaForm)i);

      texts[i] = json_dumps(schema, JSON_COMPACT);
      json_decref(schema);
    }
    g_once_init_leave(&once, 1);
  }
  return texts[form];
}

/* --- reading ------------------------------------------------------------------------------ */

typedef struct {
  const SchemaLinks *links;
  gboolean last;
  guint dropped;
  char *complaint; /* the first */
} Reading;

static gboolean complain(Reading *reading, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean complain(Reading *reading, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  if (reading->complaint == NULL)
    reading->complaint = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return FALSE;
}

static gboolean is_address(const char *word, gsize length)
{
  return g_strstr_len(word, (gssize)length, "://") != NULL || (length > 4 && g_ascii_strncasecmp(word, "www.", 4) == 0);
}

/* Feed readers make links of addresses in plain text; only the newsletter's own links lead anywhere. */
static char *drop_addresses(Reading *reading, const char *text)
{
  GString *out = g_string_new(NULL);

  for (const char *p = text; *p != '\0';) {
    gsize gap = strspn(p, " \n\"'(<["), length = strcspn(p + gap, BETWEEN);

    g_string_append_len(out, p, (gssize)gap);
    p += gap;
    if (length == 0 && *p != '\0')
      length = 1;
    if (is_address(p, length)) {
      g_string_append(out, GONE);
      reading->dropped++;
    } else {
      g_string_append_len(out, p, (gssize)length);
    }
    p += length;
  }
  return g_string_free(out, FALSE);
}

/* Whether there is more than marks, addresses and punctuation. */
static gboolean says_something(const char *text)
{
  g_auto(GStrv) pieces = g_strsplit(text, MASK_MARK, -1);
  g_autofree char *unmarked = g_strjoinv(" ", pieces);
  g_auto(GStrv) words = g_strsplit_set(unmarked, BETWEEN, -1);

  for (guint i = 0; words[i] != NULL; i++) {
    const char *word = words[i] + strspn(words[i], ".,;:!?-*");

    if (word[0] != '\0' && strcmp(word, "\u2026") != 0 && strchr(word, '@') == NULL)
      return TRUE;
  }
  return FALSE;
}

/* Each paragraph one clean line. */
static char *clean_text(const char *text, gsize length)
{
  g_autofree char *clean = text_clean(text, length, NULL);
  g_auto(GStrv) lines = g_strsplit(clean, "\n", -1);
  GString *out = g_string_new(NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = text_clean_line(lines[i], -1);

    if (line[0] != '\0')
      g_string_append_printf(out, "%s%s", out->len > 0 ? "\n" : "", line);
  }
  return g_string_free(out, FALSE);
}

static char *read_text(Reading *reading, const Field *field, const json_t *value, const char *where)
{
  g_autofree char *clean = NULL, *text = NULL;
  glong length;

  if (!json_is_string(value)) {
    complain(reading, "\"%s\" must be a string", where);
    return NULL;
  }
  clean = field->kind == FIELD_TEXT ? clean_text(json_string_value(value), json_string_length(value))
                                    : text_clean_line(json_string_value(value), (gssize)json_string_length(value));
  text = drop_addresses(reading, clean);
  length = g_utf8_strlen(text, -1);
  if (field->needed && length == 0) {
    complain(reading, "\"%s\" must not be empty", where);
    return NULL;
  }
  if (length > (glong)(field->max_chars + field->max_chars / 2) && !reading->last) {
    complain(reading, "\"%s\" has %ld characters, more than %u", where, length, field->max_chars);
    return NULL;
  }
  return text_ellipsize(text, field->max_chars);
}

/* "L3"; anything else is no ordinal, and so leads nowhere. */
static guint read_ordinal(const SchemaLinks *links, const char *text)
{
  guint64 ordinal;

  if (text[0] != 'L' || text[1] == '0' || !g_ascii_string_to_unsigned(text + 1, 10, 1, G_MAXUINT, &ordinal, NULL))
    return 0;
  return ordinal < links->count && links->offered[ordinal] ? (guint)ordinal : 0;
}

static gboolean check_keys(Reading *reading, json_t *object, const Field *list, guint count, const char *where)
{
  const char *key;
  json_t *value;

  for (guint i = 0; i < count; i++)
    if (json_object_get(object, list[i].name) == NULL)
      return complain(reading, "the key \"%s\" is missing%s", list[i].name, where);
  json_object_foreach(object, key, value)
  {
    gboolean known = FALSE;

    for (guint i = 0; i < count; i++)
      known |= strcmp(key, list[i].name) == 0;
    if (!known) {
      g_autofree char *line = text_clean_line(key, -1);
      g_autofree char *name = text_ellipsize(line, MAX_NAME);

      return complain(reading, "there must be no key \"%s\"%s", name, where);
    }
  }
  return TRUE;
}

static gboolean has_line(const GPtrArray *lines, const char *line)
{
  g_autofree char *folded = g_utf8_casefold(line, -1);

  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *other = g_utf8_casefold(g_ptr_array_index(lines, i), -1);

    if (strcmp(folded, other) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean read_lines(Reading *reading, const Field *field, const json_t *value, GPtrArray *lines)
{
  if (!json_is_array(value))
    return complain(reading, "\"%s\" must be a list of strings", field->name);
  for (gsize i = 0; i < json_array_size(value) && lines->len < field->max_items; i++) {
    g_autofree char *line = read_text(reading, field, json_array_get(value, i), field->name);

    if (line == NULL)
      return FALSE;
    if (says_something(line) && !has_line(lines, line))
      g_ptr_array_add(lines, g_steal_pointer(&line));
  }
  return TRUE;
}

static gboolean has_ordinal(const GPtrArray *links, guint ordinal)
{
  for (guint i = 0; i < links->len; i++)
    if (((const GistLink *)g_ptr_array_index(links, i))->ordinal == ordinal)
      return TRUE;
  return FALSE;
}

static gboolean read_link(Reading *reading, json_t *value, GPtrArray *links)
{
  g_autofree char *text = NULL;
  const json_t *url;
  guint ordinal;

  if (!json_is_object(value))
    return complain(reading, "each of \"links\" must be an object");
  if (!check_keys(reading, value, link_fields, G_N_ELEMENTS(link_fields), " in one of \"links\""))
    return FALSE;
  url = json_object_get(value, "url");
  if (!json_is_string(url))
    return complain(reading, "\"url\" in \"links\" must be a string such as \"L3\"");
  text = read_text(reading, &link_fields[0], json_object_get(value, "text"), "text");
  if (text == NULL)
    return FALSE;
  if (!says_something(text))
    text[0] = '\0';
  ordinal = read_ordinal(reading->links, json_string_value(url));
  if (ordinal == 0 || has_ordinal(links, ordinal))
    reading->dropped++;
  else
    g_ptr_array_add(links, gist_link_new(ordinal, text));
  return TRUE;
}

static gboolean read_links(Reading *reading, const Field *field, const json_t *value, GPtrArray *links)
{
  if (!json_is_array(value))
    return complain(reading, "\"%s\" must be a list of objects", field->name);
  for (gsize i = 0; i < json_array_size(value) && links->len < field->max_items; i++)
    if (!read_link(reading, json_array_get(value, i), links))
      return FALSE;
  return TRUE;
}

static gboolean read_field(Reading *reading, const Field *field, const json_t *value, Gist *gist)
{
  gpointer to = (char *)gist + field->offset;

  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_LINE:
    *(char **)to = read_text(reading, field, value, field->name);
    return *(char **)to != NULL;
  case FIELD_BOOLEAN:
    if (!json_is_boolean(value))
      return complain(reading, "\"%s\" must be true or false", field->name);
    *(gboolean *)to = json_is_true(value);
    return TRUE;
  case FIELD_LINES:
    return read_lines(reading, field, value, *(GPtrArray **)to);
  case FIELD_LINKS:
    return read_links(reading, field, value, *(GPtrArray **)to);
  case FIELD_ORDINAL:
    break;
  }
  g_assert_not_reached();
}

static Gist *read_object(Reading *reading, json_t *object)
{
  g_autoptr(Gist) gist = gist_new();

  if (!json_is_object(object)) {
    complain(reading, "the answer must be one JSON object");
    return NULL;
  }
  if (!check_keys(reading, object, fields, G_N_ELEMENTS(fields), ""))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
    if (!read_field(reading, &fields[i], json_object_get(object, fields[i].name), gist))
      return NULL;
  return g_steal_pointer(&gist);
}

/* What models put around an object although they were told not to: what they thought before, and a code fence with words around it. */
static const char *unwrap(const char *answer, gsize *length)
{
  const char *end = answer + *length, *thought = g_strstr_len(answer, (gssize)*length, "</think>");
  const char *start = thought != NULL ? thought + strlen("</think>") : answer, *fence, *last;

  while (start < end && g_ascii_isspace(*start))
    start++;
  fence = start < end && *start != '{' ? g_strstr_len(start, end - start, "```") : NULL;
  last = fence != NULL ? g_strrstr_len(fence + 3, end - fence - 3, "```") : NULL;
  if (last != NULL) {
    end = last;
    start = fence + 3 + strspn(fence + 3, "jsonJSON");
  }
  while (end > start && g_ascii_isspace(end[-1]))
    end--;
  *length = (gsize)(end - start);
  return start;
}

SchemaResult *schema_read(const char *answer, gsize length, const SchemaLinks *links, gboolean last)
{
  SchemaResult *result = g_new0(SchemaResult, 1);
  Reading reading = { .links = links, .last = last };
  json_error_t wrong;
  json_t *object;
  gsize size = MIN(length, SCHEMA_MAX_ANSWER);
  const char *start = unwrap(answer, &size);

  if (size == 0 || length > SCHEMA_MAX_ANSWER) {
    result->verdict = SCHEMA_HOPELESS;
    result->complaint = g_strdup(size == 0 ? "the answer is empty" : "the answer is far too long");
    return result;
  }
  object = json_loadb(start, size, JSON_REJECT_DUPLICATES, &wrong);
  if (object == NULL)
    complain(&reading, "the answer is not one valid JSON object (%s, at byte %d)",
             json_error_code(&wrong) == json_error_premature_end_of_input ? "it ends early" : "wrong syntax",
             wrong.position);
  else
    result->gist = read_object(&reading, object);
  json_decref(object);
  result->verdict = result->gist != NULL ? SCHEMA_GOOD : SCHEMA_REPAIRABLE;
  result->dropped = reading.dropped;
  if (result->gist != NULL)
    g_clear_pointer(&reading.complaint, g_free);
  result->complaint = reading.complaint;
  return result;
}

void schema_result_free(SchemaResult *result)
{
  if (result == NULL)
    return;
  gist_free(result->gist);
  g_free(result->complaint);
  g_free(result);
}
