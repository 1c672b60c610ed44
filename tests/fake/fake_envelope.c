/* SPDX-License-Identifier: MIT */
/* What the real servers wrap a model's words and their own troubles in (reference 5.2 to 5.5). */
#include <string.h>

#include "fake.h"

static int tokens_of(const char *text)
{
  return (int)(strlen(text) / 4) + 1;
}

static int prompt_tokens(const FakeRequest *request)
{
  return tokens_of(request->system) + tokens_of(request->user);
}

static json_t *openai(const FakeRequest *request, const char *text, FakeFinish finish)
{
  static const char *const finishes[] = { "stop", "length", "stop", "content_filter" };
  json_t *message =
      finish == FAKE_REFUSAL
          ? json_pack("{s:s, s:n, s:s}", "role", "assistant", "content", "refusal", "I cannot help with that.")
          : json_pack("{s:s, s:s, s:n}", "role", "assistant", "content", text, "refusal");

  return json_pack("{s:s, s:s, s:i, s:s, s:[{s:i, s:s, s:o}], s:{s:i, s:i, s:i}}", "id", "chatcmpl-fake", "object",
                   "chat.completion", "created", 0, "model", request->model, "choices", "index", 0, "finish_reason",
                   finishes[finish], "message", message, "usage", "prompt_tokens", prompt_tokens(request),
                   "completion_tokens", tokens_of(text), "total_tokens", prompt_tokens(request) + tokens_of(text));
}

/* The input of a tool: an object, or what comes next to it. */
static json_t *tool_input(const char *text)
{
  json_t *input = json_loads(text, 0, NULL);

  return input != NULL ? input : json_pack("{s:s}", "text", text);
}

static const char *tool_name(const FakeRequest *request)
{
  const json_t *tool = json_array_get(json_object_get(request->body, "tools"), 0);
  const json_t *bedrock = json_object_get(request->body, "toolConfig");

  if (bedrock != NULL)
    tool = json_object_get(json_array_get(json_object_get(bedrock, "tools"), 0), "toolSpec");
  return json_string_value(json_object_get(tool, "name"));
}

static json_t *anthropic(const FakeRequest *request, const char *text, FakeFinish finish)
{
  gboolean tool = fake_request_has(request, "tool") && finish == FAKE_FINISHED;
  const char *const finishes[] = { tool ? "tool_use" : "end_turn", "max_tokens", "refusal", "refusal" };
  json_t *block = tool ? json_pack("{s:s, s:s, s:s, s:o}", "type", "tool_use", "id", "toolu_fake", "name",
                                   tool_name(request), "input", tool_input(text))
                       : json_pack("{s:s, s:s}", "type", "text", "text", text);

  return json_pack("{s:s, s:s, s:s, s:s, s:[o], s:s, s:n, s:{s:i, s:i, s:i, s:i}}", "id", "msg_fake", "type", "message",
                   "role", "assistant", "model", request->model, "content", block, "stop_reason", finishes[finish],
                   "stop_sequence", "usage", "input_tokens", prompt_tokens(request), "output_tokens", tokens_of(text),
                   "cache_creation_input_tokens", 0, "cache_read_input_tokens", 0);
}

static json_t *bedrock(const FakeRequest *request, const char *text, FakeFinish finish)
{
  gboolean tool =
      (fake_request_has(request, "tool") || fake_request_has(request, "any_tool")) && finish == FAKE_FINISHED;
  const char *const finishes[] = { tool ? "tool_use" : "end_turn", "max_tokens", "guardrail_intervened",
                                   "content_filtered" };
  json_t *block = tool ? json_pack("{s:{s:s, s:s, s:o}}", "toolUse", "toolUseId", "tooluse_fake", "name",
                                   tool_name(request), "input", tool_input(text))
                       : json_pack("{s:s}", "text", text);

  return json_pack("{s:{s:{s:s, s:[o]}}, s:s, s:{s:i, s:i, s:i}, s:{s:i}}", "output", "message", "role", "assistant",
                   "content", block, "stopReason", finishes[finish], "usage", "inputTokens", prompt_tokens(request),
                   "outputTokens", tokens_of(text), "totalTokens", prompt_tokens(request) + tokens_of(text), "metrics",
                   "latencyMs", 1);
}

/* It knows no refusals: the model says no in words. */
static json_t *ollama(const FakeRequest *request, const char *text, FakeFinish finish)
{
  const char *words = finish == FAKE_REFUSAL || finish == FAKE_FILTER ? "I cannot help with that." : text;

  return json_pack("{s:s, s:s, s:{s:s, s:s}, s:b, s:s, s:i, s:i, s:i}", "model", request->model, "created_at",
                   "2026-11-23T12:00:00Z", "message", "role", "assistant", "content", words, "done", 1, "done_reason",
                   finish == FAKE_LENGTH ? "length" : "stop", "total_duration", 1000, "prompt_eval_count",
                   prompt_tokens(request), "eval_count", tokens_of(words));
}

json_t *fake_envelope(const FakeRequest *request, const char *text, FakeFinish finish)
{
  static json_t *(*const writers[])(const FakeRequest *, const char *, FakeFinish) = { openai, anthropic, bedrock,
                                                                                       ollama, openai };

  return writers[request->provider](request, text, finish);
}

static const struct {
  guint status;
  const char *openai, *anthropic, *bedrock;
} types[] = {
  { 400, "invalid_request_error", "invalid_request_error", "ValidationException" },
  { 401, "authentication_error", "authentication_error", "UnrecognizedClientException" },
  { 402, "insufficient_quota", "billing_error", "AccessDeniedException" },
  { 403, "permission_error", "permission_error", "AccessDeniedException" },
  { 404, "not_found_error", "not_found_error", "ResourceNotFoundException" },
  { 408, "timeout", "timeout_error", "ModelTimeoutException" },
  { 413, "request_too_large", "request_too_large", "ValidationException" },
  { 429, "rate_limit_exceeded", "rate_limit_error", "ThrottlingException" },
  { 503, "unavailable_error", "overloaded_error", "ServiceUnavailableException" },
  { 529, "overloaded", "overloaded_error", "ServiceUnavailableException" },
  { 0, "server_error", "api_error", "InternalServerException" },
};

json_t *fake_error(const FakeRequest *request, guint status, const char *message, const char **type)
{
  guint i = 0;

  while (types[i].status != 0 && types[i].status != status)
    i++;
  *type = NULL;
  switch (request->provider) {
  case FAKE_ANTHROPIC:
    return json_pack("{s:s, s:{s:s, s:s}, s:s}", "type", "error", "error", "type", types[i].anthropic, "message",
                     message, "request_id", "req_fake");
  case FAKE_BEDROCK:
    *type = types[i].bedrock;
    return json_pack("{s:s}", "message", message);
  case FAKE_OLLAMA:
    return json_pack("{s:s}", "error", message);
  default:
    return json_pack("{s:{s:s, s:s, s:n, s:s}}", "error", "message", message, "type", types[i].openai, "param", "code",
                     types[i].openai);
  }
}
