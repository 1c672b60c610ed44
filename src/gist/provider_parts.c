/* SPDX-License-Identifier: MIT */
/* What several providers' files are made of. */
#include <string.h>

#include "gist/provider_private.h"
#include "util/text.h"

#define MAX_LINE 200 /* characters */
#define MIN_SECRET 8

gint64 provider_count(const json_t *object, const char *key)
{
  const json_t *value = json_object_get(object, key);

  return json_is_integer(value) ? MAX((gint64)json_integer_value(value), -1) : -1;
}

const char *provider_string(const json_t *object, const char *key)
{
  const char *text = json_string_value(json_object_get(object, key));

  return text != NULL ? text : "";
}

char *provider_line(const json_t *object, const char *key)
{
  g_autofree char *line = text_clean_line(provider_string(object, key), -1);

  return line[0] == '\0' ? NULL : text_ellipsize(line, MAX_LINE);
}

gint64 provider_sum(const json_t *object, const char *const *keys)
{
  gint64 sum = -1;

  for (; *keys != NULL; keys++) {
    gint64 count = provider_count(object, *keys);

    if (count >= 0 && count <= G_MAXINT64 - MAX(sum, 0))
      sum = MAX(sum, 0) + count;
  }
  return sum;
}

const json_t *provider_block(const json_t *array, const char *key, const char *value)
{
  for (gsize i = 0; i < json_array_size(array); i++) {
    const json_t *block = json_array_get(array, i);
    const json_t *member = json_object_get(block, key);

    if (value == NULL ? member != NULL : json_is_string(member) && strcmp(json_string_value(member), value) == 0)
      return block;
  }
  return NULL;
}

char *provider_text_blocks(const json_t *array)
{
  g_autoptr(GString) text = g_string_new(NULL);

  for (gsize i = 0; i < json_array_size(array); i++) {
    const json_t *block = json_array_get(array, i);
    const char *type = provider_string(block, "type");

    if (type[0] == '\0' || strcmp(type, "text") == 0)
      g_string_append(text, provider_string(block, "text"));
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

void provider_read_blocks(const json_t *content, const json_t *input, ProviderResult *result)
{
  provider_succeed(result,
                   input != NULL ? json_dumps(input, JSON_COMPACT | JSON_ENCODE_ANY) : provider_text_blocks(content));
}

gboolean provider_second_mode(const ProviderSettings *settings G_GNUC_UNUSED, const ProviderAsk *ask,
                              const ProviderError *error G_GNUC_UNUSED, guint *mode)
{
  if (ask->mode > 0)
    return FALSE;
  *mode = 1;
  return TRUE;
}

gboolean provider_finish(const ProviderFinish *finishes, const char *finish, ProviderResult *result)
{
  while (finishes->name != NULL && strcmp(finishes->name, finish) != 0)
    finishes++;
  switch (finishes->outcome) {
  case PROVIDER_OK:
    return TRUE;
  case PROVIDER_LENGTH:
    provider_fail(result, PROVIDER_LENGTH, "the model's answer was cut off at the output limit");
    break;
  case PROVIDER_REFUSED:
    provider_fail(result, PROVIDER_REFUSED, "the model or a filter refused (%s)", finish);
    break;
  case PROVIDER_TOO_LONG:
    provider_fail(result, PROVIDER_TOO_LONG, "prompt and answer do not fit the model's context");
    break;
  default:
    provider_fail(result, finishes->outcome, "the model ended with '%s'", finish);
  }
  return FALSE;
}

gboolean provider_bearer(const ProviderSettings *settings, HttpRequest *request, gint64 now G_GNUC_UNUSED,
                         GError **error)
{
  g_autofree char *value = NULL;
  gboolean done;

  if (settings->api_key == NULL)
    return TRUE;
  value = g_strconcat("Bearer ", settings->api_key, NULL);
  done = http_request_header(request, "Authorization", value, error);
  explicit_bzero(value, strlen(value));
  return done;
}

char *provider_mask(const ProviderSettings *settings, const char *text)
{
  const char *const secrets[] = { settings->api_key, settings->aws_secret, settings->aws_session_token };
  char *masked = g_strdup(text);

  for (guint i = 0; i < G_N_ELEMENTS(secrets); i++) {
    g_auto(GStrv) parts = NULL;

    if (secrets[i] == NULL || strlen(secrets[i]) < MIN_SECRET || strstr(masked, secrets[i]) == NULL)
      continue;
    parts = g_strsplit(masked, secrets[i], -1);
    g_free(masked);
    masked = g_strjoinv("[key]", parts);
  }
  return masked;
}

guint provider_max_output(const ProviderAsk *ask)
{
  return ask->max_output_tokens > 0 ? ask->max_output_tokens : PROVIDER_DEFAULT_OUTPUT;
}

const char *provider_schema_name(const ProviderAsk *ask)
{
  return ask->schema_name != NULL ? ask->schema_name : "gist";
}
