/* SPDX-License-Identifier: MIT */
#include "gist/provider.h"

#include <string.h>

#include "gist/json.h"
#include "gist/provider_private.h"
#include "util/error.h"
#include "util/text.h"

#define MAX_REASON 300 /* characters */
#define MAX_MODEL 200

static const Provider *const providers[] = { &provider_openai, &provider_anthropic, &provider_bedrock,
                                             &provider_ollama };

static const char *const outcome_names[] = {
  [PROVIDER_OK] = "ok",
  [PROVIDER_RETRY] = "retry",
  [PROVIDER_BLOCKED] = "blocked",
  [PROVIDER_NEXT_MODE] = "next mode",
  [PROVIDER_REFUSED] = "refused",
  [PROVIDER_LENGTH] = "length",
  [PROVIDER_TOO_LONG] = "too long",
  [PROVIDER_REJECTED] = "rejected",
  [PROVIDER_NO_ANSWER] = "no answer",
  [PROVIDER_MALFORMED] = "malformed",
};

const char *provider_outcome_name(ProviderOutcome outcome)
{
  return outcome_names[outcome];
}

const Provider *provider_find(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(providers); i++)
    if (strcmp(providers[i]->name, name) == 0)
      return providers[i];
  return NULL;
}

const char *provider_name(const Provider *provider)
{
  return provider->name;
}

gboolean provider_check(const ProviderSettings *settings, GError **error)
{
  const Provider *provider = settings->provider;

  if (settings->model == NULL || settings->model[0] == '\0')
    return error_set(error, ERROR_INVALID, "provider '%s' needs a model", provider->name);
  if (!g_utf8_validate(settings->model, -1, NULL) || strlen(settings->model) > MAX_MODEL)
    return error_set(error, ERROR_INVALID, "the model's name is too long or no UTF-8");
  if (settings->base_url != NULL) {
    g_autoptr(HttpRequest) request = http_request_new(settings->base_url, settings->allow_http, error);

    if (request == NULL)
      return FALSE;
  }
  return provider->check == NULL || provider->check(settings, error);
}

void provider_settings_clear(ProviderSettings *settings)
{
  provider_keys_clear(settings);
  g_free(settings->model);
  g_free(settings->base_url);
  g_free(settings->api_key_file);
  g_free(settings->region);
  g_free(settings->aws_profile_file);
  g_free(settings->aws_profile);
  g_free(settings->max_tokens_field);
  g_free(settings->proxy);
  g_free(settings->ca_file);
  *settings = (ProviderSettings){ 0 };
}

/* Takes body over. */
static gboolean set_body(HttpRequest *request, json_t *body, GError **error)
{
  char *text = json_dumps(body, JSON_COMPACT);

  json_decref(body);
  if (text == NULL)
    return error_set(error, ERROR_INVALID, "the question is not valid UTF-8");
  request->body = g_bytes_new_with_free_func(text, strlen(text), free, text);
  return http_request_header(request, "Content-Type", "application/json", error) &&
         http_request_header(request, "Accept", "application/json", error) &&
         http_request_header(request, "User-Agent", "gistwire", error);
}

HttpRequest *provider_request(const ProviderSettings *settings, const ProviderAsk *ask, gint64 now, GError **error)
{
  const Provider *provider = settings->provider;
  g_autoptr(HttpRequest) request = NULL;
  g_autofree char *url = NULL;
  const char *base = settings->base_url != NULL ? settings->base_url : provider->base_url;
  gboolean sized = provider->sized != NULL && ask->schema_sized != NULL && provider->sized(settings, ask);
  const char *text = sized ? ask->schema_sized : ask->schema;
  json_t *schema, *body;

  if (!provider_check(settings, error))
    return NULL;
  url = provider->url(settings, base, error);
  request = url == NULL ? NULL : http_request_new(url, settings->allow_http, error);
  schema = request == NULL ? NULL : json_read(text, strlen(text), error);
  if (!json_is_object(schema)) {
    if (schema != NULL)
      error_set(error, ERROR_INVALID, "the schema is no object");
    json_decref(schema);
    return NULL;
  }
  body = provider->body(settings, ask, schema);
  json_decref(schema);
  if (!set_body(request, body, error) || !provider->headers(settings, request, now, error))
    return NULL;
  request->wanted = provider->wanted;
  request->timeout = settings->timeout > 0 ? settings->timeout : PROVIDER_TIMEOUT;
  request->proxy = g_strdup(settings->proxy);
  request->ca_file = g_strdup(settings->ca_file);
  return g_steal_pointer(&request);
}

void provider_fail(ProviderResult *result, ProviderOutcome outcome, const char *format, ...)
{
  va_list arguments;
  g_autofree char *raw = NULL;
  g_autofree char *line = NULL;

  va_start(arguments, format);
  raw = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  line = text_clean_line(raw, -1);
  g_free(result->reason);
  result->reason = text_ellipsize(line, MAX_REASON);
  result->outcome = outcome;
}

void provider_succeed(ProviderResult *result, char *text)
{
  if (text == NULL || text[0] == '\0') {
    provider_fail(result, PROVIDER_NO_ANSWER, "the model's answer is empty");
    g_free(text);
    return;
  }
  g_free(result->text);
  result->text = text;
  result->outcome = PROVIDER_OK;
}

/* No answer came. */
static void read_failure(const HttpAnswer *answer, ProviderResult *result)
{
  provider_fail(result, answer->outcome == HTTP_TOO_LARGE ? PROVIDER_MALFORMED : PROVIDER_RETRY, "%s", answer->message);
}

static void read_answer(const ProviderSettings *settings, const ProviderAsk *ask, const HttpAnswer *answer, gint64 now,
                        ProviderResult *result)
{
  g_autoptr(GError) error = NULL;
  json_t *root = json_read(answer->body->str, answer->body->len, &error);
  const json_t *trouble = json_object_get(root, "error");

  if (answer->status != 200 || (trouble != NULL && !json_is_null(trouble)))
    provider_read_error(settings, ask, answer, root, now, result);
  else if (json_is_object(root))
    settings->provider->read(settings, ask, root, result);
  else
    provider_fail(result, PROVIDER_MALFORMED, "the answer is no JSON object%s%s", error != NULL ? ": " : "",
                  error != NULL ? error->message : "");
  json_decref(root);
}

ProviderResult *provider_read(const ProviderSettings *settings, const ProviderAsk *ask, const HttpAnswer *answer,
                              gint64 now)
{
  ProviderResult *result = g_new0(ProviderResult, 1);

  result->tokens_in = result->tokens_out = result->retry_after = -1;
  if (answer->outcome == HTTP_ANSWERED)
    read_answer(settings, ask, answer, now, result);
  else
    read_failure(answer, result);
  if (result->reason != NULL) {
    g_autofree char *reason = g_steal_pointer(&result->reason);

    result->reason = provider_mask(settings, reason);
  }
  return result;
}

void provider_result_free(ProviderResult *result)
{
  if (result == NULL)
    return;
  g_free(result->text);
  g_free(result->model);
  g_free(result->reason);
  g_free(result);
}
