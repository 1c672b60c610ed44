/* SPDX-License-Identifier: MIT */
/* AWS Bedrock's Converse (reference 5.4), with a Bedrock API key or signed (gist/sigv4.h). */
#include <string.h>

#include "gist/provider_private.h"
#include "gist/sigv4.h"
#include "util/error.h"

#define SIGNING_NAME "bedrock"

/* A mode: how to get JSON, and what the model has refused by now. */
#define FORMAT_MASK 3u
#define FORMAT_TOOL 0u     /* this one tool: Claude, Nova */
#define FORMAT_ANY_TOOL 1u /* some tool, there being but one */
#define FORMAT_SCHEMA 2u   /* outputConfig */
#define FORMAT_TEXT 3u     /* the prompt alone has to do it */
#define NO_TEMPERATURE 4u

static const char *region_of(const ProviderSettings *settings)
{
  return settings->region != NULL ? settings->region : settings->aws_region;
}

static gboolean check_region(const char *region, GError **error)
{
  gsize length = strlen(region);

  if (length == 0 || length > 40 || strspn(region, "abcdefghijklmnopqrstuvwxyz0123456789-") != length)
    return error_set(error, ERROR_INVALID, "the AWS region is not one such as eu-central-1");
  return TRUE;
}

static gboolean check(const ProviderSettings *settings, GError **error)
{
  return settings->region == NULL || check_region(settings->region, error);
}

static char *url(const ProviderSettings *settings, const char *base, GError **error)
{
  g_autofree char *id = g_uri_escape_string(settings->model, NULL, FALSE);
  const char *region = region_of(settings);

  if (region == NULL) {
    error_set(error, ERROR_INVALID, "provider 'bedrock' needs a region");
    return NULL;
  }
  if (!check_region(region, error))
    return NULL;
  return base != NULL ? g_strdup_printf("%s/model/%s/converse", base, id)
                      : g_strdup_printf("https://bedrock-runtime.%s.amazonaws.com/model/%s/converse", region, id);
}

static json_t *tool_config(const ProviderAsk *ask, json_t *schema)
{
  const char *name = provider_schema_name(ask);
  json_t *choice = (ask->mode & FORMAT_MASK) == FORMAT_TOOL ? json_pack("{s:{s:s}}", "tool", "name", name)
                                                            : json_pack("{s:{}}", "any");

  return json_pack("{s:[{s:{s:s, s:s, s:{s:O}}}], s:o}", "tools", "toolSpec", "name", name, "description",
                   PROVIDER_TOOL_DESCRIPTION, "inputSchema", "json", schema, "toolChoice", choice);
}

static json_t *output_config(const ProviderAsk *ask, const json_t *schema)
{
  g_autofree char *text = json_dumps(schema, JSON_COMPACT);

  return json_pack("{s:{s:s, s:{s:{s:s, s:s}}}}", "textFormat", "type", "json_schema", "structure", "jsonSchema",
                   "name", provider_schema_name(ask), "schema", text);
}

static json_t *body(const ProviderSettings *settings G_GNUC_UNUSED, const ProviderAsk *ask, json_t *schema)
{
  guint format = ask->mode & FORMAT_MASK;
  json_t *root =
      json_pack("{s:[{s:s, s:[{s:s}]}], s:[{s:s}], s:{s:i}}", "messages", "role", "user", "content", "text", ask->user,
                "system", "text", ask->system, "inferenceConfig", "maxTokens", (int)provider_max_output(ask));

  if (root == NULL)
    return NULL;
  if ((ask->mode & NO_TEMPERATURE) == 0)
    json_object_set_new(json_object_get(root, "inferenceConfig"), "temperature", json_real(0));
  if (format == FORMAT_SCHEMA)
    json_object_set_new(root, "outputConfig", output_config(ask, schema));
  else if (format != FORMAT_TEXT)
    json_object_set_new(root, "toolConfig", tool_config(ask, schema));
  return root;
}

static gboolean headers(const ProviderSettings *settings, HttpRequest *request, gint64 now, GError **error)
{
  const SigV4Keys keys = { settings->aws_key_id, settings->aws_secret, settings->aws_session_token };

  if (settings->api_key != NULL)
    return provider_bearer(settings, request, now, error);
  if (settings->aws_key_id == NULL || settings->aws_secret == NULL)
    return error_set(error, ERROR_INVALID, "provider 'bedrock' has no keys");
  return sigv4_sign(request, &keys, region_of(settings), SIGNING_NAME, now, error);
}

static gboolean next_mode(const ProviderSettings *settings G_GNUC_UNUSED, const ProviderAsk *ask,
                          const ProviderError *error, guint *mode)
{
  if (strstr(error->message, "temperature") != NULL && (ask->mode & NO_TEMPERATURE) == 0)
    *mode = ask->mode | NO_TEMPERATURE;
  else if ((ask->mode & FORMAT_MASK) < FORMAT_TEXT)
    *mode = ask->mode + 1;
  else
    return FALSE;
  return TRUE;
}

static const ProviderRule rules[] = {
  { 400, "ServiceQuotaExceededException", NULL, PROVIDER_BLOCKED },
  { 400, "ThrottlingException", NULL, PROVIDER_RETRY },
  { 424, NULL, NULL, PROVIDER_RETRY },
  { 0, NULL, NULL, PROVIDER_OK },
};

static void read_root(const ProviderSettings *settings G_GNUC_UNUSED, const ProviderAsk *ask G_GNUC_UNUSED,
                      const json_t *root, ProviderResult *result)
{
  static const ProviderFinish finishes[] = {
    { "end_turn", PROVIDER_OK },
    { "tool_use", PROVIDER_OK },
    { "max_tokens", PROVIDER_LENGTH },
    { "guardrail_intervened", PROVIDER_REFUSED },
    { "content_filtered", PROVIDER_REFUSED },
    { "model_context_window_exceeded", PROVIDER_TOO_LONG },
    { NULL, PROVIDER_NO_ANSWER },
  };
  static const char *const inputs[] = { "inputTokens", "cacheReadInputTokens", "cacheWriteInputTokens", NULL };
  const json_t *usage = json_object_get(root, "usage");
  const json_t *message = json_object_get(json_object_get(root, "output"), "message");
  const json_t *content = json_object_get(message, "content");
  const json_t *block = provider_block(content, "toolUse", NULL);

  result->tokens_in = provider_sum(usage, inputs);
  result->tokens_out = provider_count(usage, "outputTokens");
  if (provider_finish(finishes, provider_string(root, "stopReason"), result))
    provider_read_blocks(content, json_object_get(json_object_get(block, "toolUse"), "input"), result);
}

static const char *const wanted[] = { PROVIDER_RETRY_HEADERS, "x-amzn-errortype", "x-amzn-requestid", NULL };

const Provider provider_bedrock = {
  .name = "bedrock",
  .signs = TRUE,
  .wanted = wanted,
  .rules = rules,
  .check = check,
  .url = url,
  .body = body,
  .headers = headers,
  .next_mode = next_mode,
  .read = read_root,
};
