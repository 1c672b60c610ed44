/* SPDX-License-Identifier: MIT */
/* Anthropic's Messages (reference 5.3). */
#include <string.h>

#include "gist/provider_private.h"
#include "util/error.h"

#define API_VERSION "2023-06-01"

#define MODE_FORMAT 0u /* output_config: Claude 4.5 and later */
#define MODE_TOOL 1u   /* a tool whose input is the answer */

static char *url(const ProviderSettings *settings G_GNUC_UNUSED, const char *base, GError **error G_GNUC_UNUSED)
{
  return g_strconcat(base, "/v1/messages", NULL);
}

static json_t *body(const ProviderSettings *settings, const ProviderAsk *ask, json_t *schema)
{
  const char *tool = provider_schema_name(ask);
  json_t *root =
      json_pack("{s:s, s:i, s:s, s:[{s:s, s:s}]}", "model", settings->model, "max_tokens",
                (int)provider_max_output(ask), "system", ask->system, "messages", "role", "user", "content", ask->user);

  if (root == NULL)
    return NULL;
  if (ask->mode == MODE_FORMAT) {
    json_object_set_new(root, "output_config",
                        json_pack("{s:{s:s, s:O}}", "format", "type", "json_schema", "schema", schema));
    return root;
  }
  json_object_set_new(
      root, "tools",
      json_pack("[{s:s, s:s, s:O}]", "name", tool, "description", PROVIDER_TOOL_DESCRIPTION, "input_schema", schema));
  json_object_set_new(root, "tool_choice",
                      json_pack("{s:s, s:s, s:b}", "type", "tool", "name", tool, "disable_parallel_tool_use", 1));
  return root;
}

static gboolean headers(const ProviderSettings *settings, HttpRequest *request, gint64 now G_GNUC_UNUSED,
                        GError **error)
{
  if (settings->api_key == NULL)
    return error_set(error, ERROR_INVALID, "provider 'anthropic' has no key");
  return http_request_header(request, "anthropic-version", API_VERSION, error) &&
         http_request_header(request, "x-api-key", settings->api_key, error);
}

static const ProviderRule rules[] = {
  { 0, "enforced_spend_limit_reached", NULL, PROVIDER_BLOCKED },
  { 400, "invalid_request_error", "credit balance", PROVIDER_BLOCKED },
  { 400, "invalid_request_error", "usage limits", PROVIDER_BLOCKED },
  { 400, "invalid_request_error", "spend limit", PROVIDER_BLOCKED },
  { 400, NULL, "content filtering", PROVIDER_REFUSED },
  { 0, NULL, NULL, PROVIDER_OK },
};

static void read_root(const ProviderSettings *settings G_GNUC_UNUSED, const ProviderAsk *ask G_GNUC_UNUSED,
                      const json_t *root, ProviderResult *result)
{
  static const ProviderFinish finishes[] = {
    { "end_turn", PROVIDER_OK },
    { "tool_use", PROVIDER_OK },
    { "max_tokens", PROVIDER_LENGTH },
    { "refusal", PROVIDER_REFUSED },
    { "model_context_window_exceeded", PROVIDER_TOO_LONG },
    { NULL, PROVIDER_NO_ANSWER },
  };
  const json_t *usage = json_object_get(root, "usage");
  const json_t *content = json_object_get(root, "content");
  static const char *const inputs[] = { "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens",
                                        NULL };

  result->model = provider_line(root, "model");
  result->tokens_in = provider_sum(usage, inputs);
  result->tokens_out = provider_count(usage, "output_tokens");
  if (provider_finish(finishes, provider_string(root, "stop_reason"), result))
    provider_read_blocks(content, json_object_get(provider_block(content, "type", "tool_use"), "input"), result);
}

static const char *const wanted[] = { PROVIDER_RETRY_HEADERS, "request-id", NULL };

const Provider provider_anthropic = {
  .name = "anthropic",
  .base_url = "https://api.anthropic.com",
  .needs_key = TRUE,
  .wanted = wanted,
  .rules = rules,
  .url = url,
  .body = body,
  .headers = headers,
  .next_mode = provider_second_mode,
  .read = read_root,
};
