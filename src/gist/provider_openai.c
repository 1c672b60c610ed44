/* SPDX-License-Identifier: MIT */
/* Chat Completions as OpenAI, llama.cpp, vLLM, LM Studio, OpenRouter, Mistral, Groq and others have it (reference 5.2, 5.6). */
#include <string.h>

#include "gist/provider_private.h"
#include "util/error.h"

#define OPENAI_URL "https://api.openai.com/v1"

/* A mode: the form of the answer in the two lowest bits, and what a server has refused by now. */
#define FORMAT_MASK 3u
#define FORMAT_SCHEMA 0u        /* json_schema, nested as OpenAI does */
#define FORMAT_OBJECT_SCHEMA 1u /* json_object with a schema beside it: llama.cpp */
#define FORMAT_OBJECT 2u
#define FORMAT_TEXT 3u        /* the prompt alone has to do it */
#define OTHER_TOKENS_FIELD 4u /* max_tokens for max_completion_tokens and the other way round */
#define NO_TEMPERATURE 8u     /* models that think take no other than their own */
#define NO_SIZES 16u          /* the schema without limits */

static gboolean is_openai(const ProviderSettings *settings)
{
  return settings->base_url == NULL || g_str_has_prefix(settings->base_url, "https://api.openai.com/");
}

static char *url(const ProviderSettings *settings G_GNUC_UNUSED, const char *base, GError **error G_GNUC_UNUSED)
{
  return g_strconcat(base, "/chat/completions", NULL);
}

static const char *tokens_field(const ProviderSettings *settings, const ProviderAsk *ask)
{
  gboolean newer = is_openai(settings);

  if (settings->max_tokens_field != NULL)
    return settings->max_tokens_field;
  if ((ask->mode & OTHER_TOKENS_FIELD) != 0)
    newer = !newer;
  return newer ? "max_completion_tokens" : "max_tokens";
}

/* Local servers make a grammar of the schema. A small model that repeats itself then comes to an end, and with it to an answer. */
static gboolean sized(const ProviderSettings *settings, const ProviderAsk *ask)
{
  return !is_openai(settings) && (ask->mode & NO_SIZES) == 0 && (ask->mode & FORMAT_MASK) <= FORMAT_OBJECT_SCHEMA;
}

static json_t *response_format(const ProviderAsk *ask, json_t *schema)
{
  switch (ask->mode & FORMAT_MASK) {
  case FORMAT_SCHEMA:
    return json_pack("{s:s, s:{s:s, s:b, s:O}}", "type", "json_schema", "json_schema", "name",
                     provider_schema_name(ask), "strict", 1, "schema", schema);
  case FORMAT_OBJECT_SCHEMA:
    return json_pack("{s:s, s:O}", "type", "json_object", "schema", schema);
  case FORMAT_OBJECT:
    return json_pack("{s:s}", "type", "json_object");
  default:
    return NULL;
  }
}

static json_t *body(const ProviderSettings *settings, const ProviderAsk *ask, json_t *schema)
{
  json_t *root = json_pack("{s:s, s:[{s:s, s:s}, {s:s, s:s}]}", "model", settings->model, "messages", "role", "system",
                           "content", ask->system, "role", "user", "content", ask->user);
  json_t *format = response_format(ask, schema);

  if (root == NULL) {
    json_decref(format);
    return NULL;
  }
  json_object_set_new(root, tokens_field(settings, ask), json_integer(provider_max_output(ask)));
  if ((ask->mode & NO_TEMPERATURE) == 0)
    json_object_set_new(root, "temperature", json_integer(0));
  /* Others refuse fields that they do not know. */
  if (is_openai(settings))
    json_object_set_new(root, "store", json_false());
  if (format != NULL)
    json_object_set_new(root, "response_format", format);
  return root;
}

static const char *const wanted[] = { PROVIDER_RETRY_HEADERS, "x-request-id", NULL };

static gboolean names(const ProviderError *error, const char *word)
{
  return strstr(error->param, word) != NULL || strstr(error->message, word) != NULL;
}

static gboolean next_mode(const ProviderSettings *settings, const ProviderAsk *ask, const ProviderError *error,
                          guint *mode)
{
  if (names(error, "temperature") && (ask->mode & NO_TEMPERATURE) == 0)
    *mode = ask->mode | NO_TEMPERATURE;
  else if ((names(error, "max_tokens") || names(error, "max_completion_tokens")) &&
           (ask->mode & OTHER_TOKENS_FIELD) == 0 && settings->max_tokens_field == NULL)
    *mode = ask->mode | OTHER_TOKENS_FIELD;
  else if (ask->schema_sized != NULL && sized(settings, ask))
    *mode = ask->mode | NO_SIZES;
  else if ((ask->mode & FORMAT_MASK) < FORMAT_TEXT)
    *mode = ask->mode + 1;
  else
    return FALSE;
  return TRUE;
}

static const ProviderRule rules[] = {
  { 0, "insufficient_quota", NULL, PROVIDER_BLOCKED },
  { 0, "credit_balance_exhausted", NULL, PROVIDER_BLOCKED },
  { 0, NULL, "spend_limit_exceeded", PROVIDER_BLOCKED },
  { 0, "organization_usage_limit_exceeded", NULL, PROVIDER_BLOCKED },
  { 0, "context_length_exceeded", NULL, PROVIDER_TOO_LONG },
  { 0, "exceed_context_size_error", NULL, PROVIDER_TOO_LONG },
  { 0, "content_filter", NULL, PROVIDER_REFUSED },
  { 0, "content_policy_violation", NULL, PROVIDER_REFUSED },
  { 403, NULL, "flagged", PROVIDER_REFUSED }, /* OpenRouter's moderation */
  { 0, NULL, NULL, PROVIDER_OK },
};

/* Models that think may answer in parts. */
static char *content_of(const json_t *message)
{
  const json_t *content = json_object_get(message, "content");

  return json_is_array(content) ? provider_text_blocks(content) : g_strdup(provider_string(message, "content"));
}

static void read_root(const ProviderSettings *settings G_GNUC_UNUSED, const ProviderAsk *ask G_GNUC_UNUSED,
                      const json_t *root, ProviderResult *result)
{
  static const ProviderFinish finishes[] = {
    { "stop", PROVIDER_OK },
    { "length", PROVIDER_LENGTH },
    { "content_filter", PROVIDER_REFUSED },
    { NULL, PROVIDER_NO_ANSWER },
  };
  const json_t *choice = json_array_get(json_object_get(root, "choices"), 0);
  const json_t *usage = json_object_get(root, "usage");
  const json_t *message = json_object_get(choice, "message");

  result->model = provider_line(root, "model");
  result->tokens_in = provider_count(usage, "prompt_tokens");
  result->tokens_out = provider_count(usage, "completion_tokens");
  if (!json_is_object(message))
    provider_fail(result, PROVIDER_MALFORMED, "the answer has no message");
  else if (provider_string(message, "refusal")[0] != '\0')
    provider_fail(result, PROVIDER_REFUSED, "the model refused: %s", provider_string(message, "refusal"));
  else if (provider_finish(finishes, provider_string(choice, "finish_reason"), result))
    provider_succeed(result, content_of(message));
}

const Provider provider_openai = {
  .name = "openai",
  .base_url = OPENAI_URL,
  .wanted = wanted,
  .rules = rules,
  .url = url,
  .sized = sized,
  .body = body,
  .headers = provider_bearer,
  .next_mode = next_mode,
  .read = read_root,
};
