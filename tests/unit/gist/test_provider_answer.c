/* SPDX-License-Identifier: MIT */
/* What each answer means. */
#include <string.h>

#include "gist/provider.h"
#include "suites.h"
#include "support.h"

#define NOW 1795435200 /* Mon, 23 Nov 2026 12:00:00 GMT */

typedef struct {
  const char *provider;
  guint mode, status;
  const char *headers, *body; /* "\n" between headers */
  ProviderOutcome outcome;
  const char *text, *part; /* of the reason */
  gint64 number;           /* PROVIDER_RETRY: retry_after; PROVIDER_NEXT_MODE: next_mode; PROVIDER_OK: tokens_in */
} Row;

#define CHOICE(finish, message)                                                                                        \
  "{\"model\":\"m-1\",\"choices\":[{\"index\":0,\"finish_reason\":" finish ",\"message\":" message "}]"
#define USAGE ",\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7}}"
#define SAYS(text) "{\"role\":\"assistant\",\"content\":" text ",\"refusal\":null}"

static const Row openai[] = {
  { "openai", 0, 200, "", CHOICE("\"stop\"", SAYS("\"{\\\"a\\\":1}\"")) USAGE, PROVIDER_OK, "{\"a\":1}", NULL, 11 },
  { "openai", 0, 200, "", CHOICE("\"stop\"", SAYS("\"x\"")) ",\"error\":null,\"timings\":{\"prompt_n\":3}}",
    PROVIDER_OK, "x", NULL, -1 },
  { "openai", 0, 200, "",
    CHOICE(
        "\"stop\"",
        "{\"content\":[{\"type\":\"thinking\",\"text\":\"hm\"},{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\","
        "\"text\":\"b\"}]}") USAGE,
    PROVIDER_OK, "ab", NULL, 11 },
  { "openai", 0, 200, "", CHOICE("\"length\"", SAYS("\"{\\\"a\"")) USAGE, PROVIDER_LENGTH, NULL, "cut off", 0 },
  { "openai", 0, 200, "", CHOICE("\"content_filter\"", SAYS("null")) USAGE, PROVIDER_REFUSED, NULL, "content_filter",
    0 },
  { "openai", 0, 200, "", CHOICE("\"stop\"", "{\"content\":null,\"refusal\":\"I am\\nsorry\"}") USAGE, PROVIDER_REFUSED,
    NULL, "I am sorry", 0 },
  { "openai", 0, 200, "", CHOICE("\"tool_calls\"", SAYS("\"x\"")) USAGE, PROVIDER_NO_ANSWER, NULL, "tool_calls", 0 },
  { "openai", 0, 200, "", CHOICE("null", SAYS("\"x\"")) USAGE, PROVIDER_NO_ANSWER, NULL, "ended", 0 },
  { "openai", 0, 200, "", CHOICE("\"stop\"", SAYS("\"\"")) USAGE, PROVIDER_NO_ANSWER, NULL, "empty", 0 },
  { "openai", 0, 200, "", CHOICE("\"stop\"", SAYS("null")) USAGE, PROVIDER_NO_ANSWER, NULL, "empty", 0 },
  { "openai", 0, 200, "", "{\"choices\":[]}", PROVIDER_MALFORMED, NULL, "no message", 0 },
  { "openai", 0, 200, "", "{\"choices\":{\"0\":1}}", PROVIDER_MALFORMED, NULL, "no message", 0 },
  { "openai", 0, 200, "", "{}", PROVIDER_MALFORMED, NULL, "no message", 0 },
  { "openai", 0, 200, "", "[]", PROVIDER_MALFORMED, NULL, "no JSON object", 0 },
  { "openai", 0, 200, "", "", PROVIDER_MALFORMED, NULL, "no JSON object", 0 },
  { "openai", 0, 200, "", "<html>busy</html>", PROVIDER_MALFORMED, NULL, "not JSON", 0 },
  { "openai", 0, 200, "", "\037\213\010", PROVIDER_MALFORMED, NULL, "not JSON", 0 },
  { "openai", 0, 200, "", "{\"choices\":[],\"choices\":[]}", PROVIDER_MALFORMED, NULL, "twice", 0 },
  { "openai", 0, 200, "", "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"a\\u0000b\"}}]}",
    PROVIDER_MALFORMED, NULL, "NUL", 0 },
  { "openai", 0, 200, "", "{\"error\":{\"message\":\"upstream\",\"code\":429}}", PROVIDER_RETRY, NULL, "HTTP 429", -1 },
  { "openai", 0, 200, "", "{\"error\":{\"message\":\"upstream\",\"code\":\"x\"}}", PROVIDER_RETRY, NULL, "HTTP 502",
    -1 },
  { "openai", 0, 204, "", "", PROVIDER_BLOCKED, NULL, "HTTP 204", 0 },
  { "openai", 0, 301, "", "", PROVIDER_BLOCKED, NULL, "base_url", 0 },
  { "openai", 0, 307, "", "{}", PROVIDER_BLOCKED, NULL, "base_url", 0 },
  { "openai", 0, 400, "", "{\"error\":{\"message\":\"Failed to parse grammar\",\"type\":\"invalid_request_error\"}}",
    PROVIDER_NEXT_MODE, NULL, "grammar", 1 },
  { "openai", 1, 400, "", "", PROVIDER_NEXT_MODE, NULL, "HTTP 400", 2 },
  { "openai", 2, 422, "", "{\"detail\":\"response_format\"}", PROVIDER_NEXT_MODE, NULL, "response_format", 3 },
  { "openai", 2, 501, "", "{\"error\":{\"code\":501,\"type\":\"not_supported_error\"}}", PROVIDER_NEXT_MODE, NULL,
    "not_supported", 3 },
  { "openai", 3, 400, "", "{}", PROVIDER_REJECTED, NULL, "HTTP 400", 0 },
  { "openai", 3, 501, "", "{}", PROVIDER_REJECTED, NULL, "HTTP 501", 0 },
  { "openai", 0, 400, "",
    "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' ... Use 'max_completion_tokens' instead.\",\"param\":\"max_tokens\","
    "\"code\":\"unsupported_parameter\"}}",
    PROVIDER_NEXT_MODE, NULL, "max_tokens", 4 },
  { "openai", 4, 400, "", "{\"error\":{\"message\":\"max_tokens\",\"param\":\"max_tokens\"}}", PROVIDER_NEXT_MODE, NULL,
    "max", 5 },
  { "openai", 5, 400, "", "{\"error\":{\"message\":\"no\",\"param\":\"temperature\"}}", PROVIDER_NEXT_MODE, NULL, "no",
    13 },
  { "openai", 13, 400, "", "{\"error\":{\"message\":\"no\",\"param\":\"temperature\"}}", PROVIDER_NEXT_MODE, NULL, "no",
    14 },
  { "openai", 15, 400, "", "{\"error\":{\"message\":\"temperature max_tokens\"}}", PROVIDER_REJECTED, NULL, "max", 0 },
  { "openai", 0, 400, "",
    "{\"error\":{\"message\":\"This model's maximum context length is 8192 tokens; 'max_tokens' is too large\",\"code\":null}}",
    PROVIDER_TOO_LONG, NULL, "8192", 0 },
  { "openai", 0, 400, "", "{\"error\":{\"message\":\"\",\"code\":\"context_length_exceeded\"}}", PROVIDER_TOO_LONG,
    NULL, "context", 0 },
  { "openai", 0, 400, "", "{\"error\":{\"code\":400,\"message\":\"m\",\"type\":\"exceed_context_size_error\"}}",
    PROVIDER_TOO_LONG, NULL, "exceed_context_size_error", 0 },
  { "openai", 0, 500, "", "{\"error\":{\"message\":\"the context size has been exceeded\"}}", PROVIDER_TOO_LONG, NULL,
    "500", 0 },
  { "openai", 0, 413, "", "", PROVIDER_TOO_LONG, NULL, "HTTP 413", 0 },
  { "openai", 0, 400, "", "{\"error\":{\"code\":\"content_filter\",\"message\":\"policy\"}}", PROVIDER_REFUSED, NULL,
    "policy", 0 },
  { "openai", 0, 403, "", "{\"error\":{\"code\":403,\"message\":\"Your input was flagged\"}}", PROVIDER_REFUSED, NULL,
    "flagged", 0 },
  { "openai", 0, 401, "",
    "{\"error\":{\"message\":\"Incorrect API key provided: sk-secret.\",\"code\":\"invalid_api_key\"}}",
    PROVIDER_BLOCKED, NULL, "[key]", 0 },
  { "openai", 0, 403, "", "", PROVIDER_BLOCKED, NULL, "HTTP 403", 0 },
  { "openai", 0, 404, "", "{\"error\":\"model not found\"}", PROVIDER_BLOCKED, NULL, "model not found", 0 },
  { "openai", 0, 405, "", "", PROVIDER_BLOCKED, NULL, "405", 0 },
  { "openai", 0, 418, "", "", PROVIDER_REJECTED, NULL, "418", 0 },
  { "openai", 0, 408, "", "", PROVIDER_RETRY, NULL, "408", -1 },
  { "openai", 0, 409, "", "", PROVIDER_RETRY, NULL, "409", -1 },
  { "openai", 0, 425, "", "", PROVIDER_RETRY, NULL, "425", -1 },
  { "openai", 0, 429, "retry-after: 20", "{\"error\":{\"code\":\"rate_limit_exceeded\"}}", PROVIDER_RETRY, NULL,
    "rate_limit", 20 },
  { "openai", 0, 429, "retry-after: Mon, 23 Nov 2026 12:05:00 GMT", "", PROVIDER_RETRY, NULL, "429", 300 },
  { "openai", 0, 429, "retry-after: 20\nretry-after-ms: 1500", "", PROVIDER_RETRY, NULL, "429", 2 },
  { "openai", 0, 429, "retry-after: 20\nretry-after-ms: x", "", PROVIDER_RETRY, NULL, "429", 20 },
  { "openai", 0, 429, "retry-after: 86400", "", PROVIDER_RETRY, NULL, "429", 3600 },
  { "openai", 0, 429, "retry-after: never", "", PROVIDER_RETRY, NULL, "429", -1 },
  { "openai", 0, 429, "", "{\"error\":{\"code\":\"insufficient_quota\"}}", PROVIDER_BLOCKED, NULL, "quota", 0 },
  { "openai", 0, 429, "x-should-retry: true", "{\"error\":{\"type\":\"insufficient_quota\"}}", PROVIDER_BLOCKED, NULL,
    "quota", 0 },
  { "openai", 0, 429, "", "{\"error\":{\"code\":\"project_spend_limit_exceeded\"}}", PROVIDER_BLOCKED, NULL, "spend",
    0 },
  { "openai", 0, 429, "", "{\"error\":{\"code\":\"organization_usage_limit_exceeded\"}}", PROVIDER_BLOCKED, NULL,
    "usage", 0 },
  { "openai", 0, 429, "", "{\"error\":{\"code\":\"credit_balance_exhausted\"}}", PROVIDER_BLOCKED, NULL, "credit", 0 },
  { "openai", 0, 429, "", "{\"error\":{\"code\":\"slow_down\"}}", PROVIDER_RETRY, NULL, "slow_down", -1 },
  { "openai", 0, 429, "x-should-retry: false", "", PROVIDER_BLOCKED, NULL, "429", 0 },
  { "openai", 0, 500, "x-should-retry: false", "", PROVIDER_RETRY, NULL, "500", -1 },
  { "openai", 0, 400, "x-should-retry: true", "", PROVIDER_RETRY, NULL, "400", -1 },
  { "openai", 0, 500, "", "<html><b>busy</b></html>", PROVIDER_RETRY, NULL, "HTTP 500", -1 },
  { "openai", 0, 502, "", "", PROVIDER_RETRY, NULL, "502", -1 },
  { "openai", 0, 503, "retry-after: 7",
    "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}", PROVIDER_RETRY, NULL,
    "unavailable_error: Loading model", 7 },
  { "openai", 0, 529, "", "", PROVIDER_RETRY, NULL, "529", -1 },
  { "openai", 0, 599, "", "[{\"error\":{\"message\":\"in an array\"}}]", PROVIDER_RETRY, NULL, "in an array", -1 },
  { "openai", 0, 999, "", "", PROVIDER_RETRY, NULL, "999", -1 },
};

#define BLOCK(content, stop)                                                                                           \
  "{\"model\":\"c\",\"content\":" content ",\"stop_reason\":\"" stop "\",\"usage\":{\"input_tokens\":5,"               \
  "\"cache_creation_input_tokens\":20,\"cache_read_input_tokens\":100,\"output_tokens\":7}}"
#define ANTHROPIC_ERROR(type, message)                                                                                 \
  "{\"type\":\"error\",\"error\":{\"type\":\"" type "\",\"message\":\"" message "\"}}"

static const Row anthropic[] = {
  { "anthropic", 0, 200, "",
    BLOCK("[{\"type\":\"thinking\",\"thinking\":\"hm\"},{\"type\":\"text\",\"text\":\"{}\"}]", "end_turn"), PROVIDER_OK,
    "{}", NULL, 125 },
  { "anthropic", 1, 200, "",
    BLOCK("[{\"type\":\"text\",\"text\":\"well\"},{\"type\":\"tool_use\",\"name\":\"gist\",\"input\":{\"a\":[1]}}]",
          "tool_use"),
    PROVIDER_OK, "{\"a\":[1]}", NULL, 125 },
  { "anthropic", 1, 200, "", BLOCK("[{\"type\":\"tool_use\"}]", "tool_use"), PROVIDER_NO_ANSWER, NULL, "empty", 0 },
  { "anthropic", 0, 200, "", BLOCK("[{\"type\":\"text\",\"text\":\"{\"}]", "max_tokens"), PROVIDER_LENGTH, NULL,
    "cut off", 0 },
  { "anthropic", 0, 200, "", BLOCK("[]", "refusal"), PROVIDER_REFUSED, NULL, "refusal", 0 },
  { "anthropic", 0, 200, "", BLOCK("[]", "model_context_window_exceeded"), PROVIDER_TOO_LONG, NULL, "context", 0 },
  { "anthropic", 0, 200, "", BLOCK("[]", "pause_turn"), PROVIDER_NO_ANSWER, NULL, "pause_turn", 0 },
  { "anthropic", 0, 200, "", BLOCK("[]", "end_turn"), PROVIDER_NO_ANSWER, NULL, "empty", 0 },
  { "anthropic", 0, 200, "", BLOCK("\"text\"", "end_turn"), PROVIDER_NO_ANSWER, NULL, "empty", 0 },
  { "anthropic", 0, 400, "", ANTHROPIC_ERROR("invalid_request_error", "output_config: Extra inputs"),
    PROVIDER_NEXT_MODE, NULL, "output_config", 1 },
  { "anthropic", 1, 400, "", ANTHROPIC_ERROR("invalid_request_error", "tools"), PROVIDER_REJECTED, NULL, "tools", 0 },
  { "anthropic", 0, 400, "", ANTHROPIC_ERROR("invalid_request_error", "prompt is too long: 250000 tokens"),
    PROVIDER_TOO_LONG, NULL, "250000", 0 },
  { "anthropic", 0, 400, "", ANTHROPIC_ERROR("invalid_request_error", "Your credit balance is too low"),
    PROVIDER_BLOCKED, NULL, "credit", 0 },
  { "anthropic", 0, 400, "", ANTHROPIC_ERROR("invalid_request_error", "Output blocked by content filtering policy"),
    PROVIDER_REFUSED, NULL, "filtering", 0 },
  { "anthropic", 0, 401, "", ANTHROPIC_ERROR("authentication_error", "invalid x-api-key"), PROVIDER_BLOCKED, NULL,
    "x-api-key", 0 },
  { "anthropic", 0, 402, "", ANTHROPIC_ERROR("billing_error", ""), PROVIDER_BLOCKED, NULL, "billing_error", 0 },
  { "anthropic", 0, 403, "", ANTHROPIC_ERROR("permission_error", ""), PROVIDER_BLOCKED, NULL, "permission_error", 0 },
  { "anthropic", 0, 404, "", ANTHROPIC_ERROR("not_found_error", "model: x"), PROVIDER_BLOCKED, NULL, "model: x", 0 },
  { "anthropic", 0, 413, "", ANTHROPIC_ERROR("request_too_large", ""), PROVIDER_TOO_LONG, NULL, "request_too_large",
    0 },
  { "anthropic", 0, 429, "retry-after: 13", ANTHROPIC_ERROR("rate_limit_error", ""), PROVIDER_RETRY, NULL,
    "rate_limit_error", 13 },
  { "anthropic", 0, 429, "",
    "{\"error\":{\"type\":\"rate_limit_error\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}",
    PROVIDER_BLOCKED, NULL, "rate_limit_error", 0 },
  { "anthropic", 0, 500, "", ANTHROPIC_ERROR("api_error", ""), PROVIDER_RETRY, NULL, "api_error", -1 },
  { "anthropic", 0, 504, "", ANTHROPIC_ERROR("timeout_error", ""), PROVIDER_RETRY, NULL, "timeout_error", -1 },
  { "anthropic", 0, 529, "x-should-retry: true", ANTHROPIC_ERROR("overloaded_error", "Overloaded"), PROVIDER_RETRY,
    NULL, "overloaded_error: Overloaded", -1 },
};

#define CONVERSE(content, stop)                                                                                        \
  "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":" content "}},\"stopReason\":\"" stop                  \
  "\",\"usage\":{\"inputTokens\":5,\"outputTokens\":7,\"totalTokens\":12,\"cacheReadInputTokens\":30}}"
#define AMAZON(type) "x-amzn-errortype: " type ":http://internal.amazon.com/coral/"

static const Row bedrock[] = {
  { "bedrock", 0, 200, "",
    CONVERSE("[{\"text\":\"so\"},{\"toolUse\":{\"name\":\"gist\",\"input\":{\"a\":true}}}]", "tool_use"), PROVIDER_OK,
    "{\"a\":true}", NULL, 35 },
  { "bedrock", 2, 200, "", CONVERSE("[{\"text\":\"{}\"}]", "end_turn"), PROVIDER_OK, "{}", NULL, 35 },
  { "bedrock", 0, 200, "", CONVERSE("[]", "end_turn"), PROVIDER_NO_ANSWER, NULL, "empty", 0 },
  { "bedrock", 0, 200, "", CONVERSE("[{\"toolUse\":{}}]", "tool_use"), PROVIDER_NO_ANSWER, NULL, "empty", 0 },
  { "bedrock", 0, 200, "", CONVERSE("[]", "max_tokens"), PROVIDER_LENGTH, NULL, "cut off", 0 },
  { "bedrock", 0, 200, "", CONVERSE("[]", "guardrail_intervened"), PROVIDER_REFUSED, NULL, "guardrail", 0 },
  { "bedrock", 0, 200, "", CONVERSE("[]", "content_filtered"), PROVIDER_REFUSED, NULL, "content_filtered", 0 },
  { "bedrock", 0, 200, "", CONVERSE("[]", "model_context_window_exceeded"), PROVIDER_TOO_LONG, NULL, "context", 0 },
  { "bedrock", 0, 200, "", CONVERSE("[]", "malformed_tool_use"), PROVIDER_NO_ANSWER, NULL, "malformed_tool_use", 0 },
  { "bedrock", 0, 200, "", "{\"output\":[]}", PROVIDER_NO_ANSWER, NULL, "ended", 0 },
  { "bedrock", 0, 400, AMAZON("ValidationException"), "{\"message\":\"toolChoice.tool is not supported\"}",
    PROVIDER_NEXT_MODE, NULL, "ValidationException: toolChoice", 1 },
  { "bedrock", 2, 400, AMAZON("ValidationException"), "{\"message\":\"outputConfig\"}", PROVIDER_NEXT_MODE, NULL,
    "outputConfig", 3 },
  { "bedrock", 0, 400, AMAZON("ValidationException"), "{\"message\":\"`temperature` is deprecated\"}",
    PROVIDER_NEXT_MODE, NULL, "temperature", 4 },
  { "bedrock", 7, 400, AMAZON("ValidationException"), "{\"message\":\"no\"}", PROVIDER_REJECTED, NULL, "no", 0 },
  { "bedrock", 0, 400, AMAZON("ValidationException"), "{\"message\":\"Input is too long for requested model.\"}",
    PROVIDER_TOO_LONG, NULL, "too long", 0 },
  { "bedrock", 0, 400, AMAZON("ServiceQuotaExceededException"), "{\"message\":\"q\"}", PROVIDER_BLOCKED, NULL,
    "ServiceQuota", 0 },
  { "bedrock", 0, 403, "x-amzn-errortype: AccessDeniedException", "{\"Message\":\"capital M\"}", PROVIDER_BLOCKED, NULL,
    "AccessDeniedException: capital M", 0 },
  { "bedrock", 0, 404, AMAZON("ResourceNotFoundException"), "{}", PROVIDER_BLOCKED, NULL, "ResourceNotFound", 0 },
  { "bedrock", 0, 408, AMAZON("ModelTimeoutException"), "{}", PROVIDER_RETRY, NULL, "ModelTimeout", -1 },
  { "bedrock", 0, 424, AMAZON("ModelErrorException"), "{\"message\":\"m\",\"originalStatusCode\":500}", PROVIDER_RETRY,
    NULL, "ModelError", -1 },
  { "bedrock", 0, 429, AMAZON("ThrottlingException"), "{}", PROVIDER_RETRY, NULL, "Throttling", -1 },
  { "bedrock", 0, 429, AMAZON("ModelNotReadyException"), "{}", PROVIDER_RETRY, NULL, "ModelNotReady", -1 },
  { "bedrock", 0, 500, AMAZON("InternalServerException"), "{}", PROVIDER_RETRY, NULL, "InternalServer", -1 },
  { "bedrock", 0, 503, AMAZON("ServiceUnavailableException"), "{}", PROVIDER_RETRY, NULL, "ServiceUnavailable", -1 },
};

#define CHAT(content, more)                                                                                            \
  "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"" content                                        \
  "\",\"thinking\":\"hm\"},\"done\":true" more ",\"eval_count\":7}"

static const Row ollama[] = {
  { "ollama", 0, 200, "", CHAT("{}", ",\"done_reason\":\"stop\",\"prompt_eval_count\":9"), PROVIDER_OK, "{}", NULL, 9 },
  { "ollama", 0, 200, "", CHAT("{}", ""), PROVIDER_OK, "{}", NULL, -1 },
  { "ollama", 0, 200, "", CHAT("{}", ",\"done_reason\":\"stop\",\"prompt_eval_count\":1000"), PROVIDER_TOO_LONG, NULL,
    "1000", 0 },
  { "ollama", 0, 200, "", CHAT("{}", ",\"done_reason\":\"stop\",\"prompt_eval_count\":999"), PROVIDER_OK, "{}", NULL,
    999 },
  { "ollama", 0, 200, "", CHAT("{", ",\"done_reason\":\"length\""), PROVIDER_LENGTH, NULL, "cut off", 0 },
  { "ollama", 0, 200, "", CHAT("", ",\"done_reason\":\"load\""), PROVIDER_NO_ANSWER, NULL, "load", 0 },
  { "ollama", 0, 200, "", CHAT("", ",\"done_reason\":\"stop\""), PROVIDER_NO_ANSWER, NULL, "empty", 0 },
  { "ollama", 0, 200, "", "{\"message\":{\"content\":\"a\"},\"done\":false}", PROVIDER_NO_ANSWER, NULL, "ended", 0 },
  { "ollama", 0, 200, "", "{\"done\":false}\n{\"done\":true}", PROVIDER_MALFORMED, NULL, "follows", 0 },
  { "ollama", 0, 400, "", "{\"error\":\"invalid format\"}", PROVIDER_NEXT_MODE, NULL, "invalid format", 1 },
  { "ollama", 1, 400, "", "{\"error\":\"does not support thinking\"}", PROVIDER_REJECTED, NULL, "thinking", 0 },
  { "ollama", 0, 400, "", "{\"error\":\"the input length exceeds the context length\"}", PROVIDER_TOO_LONG, NULL,
    "input length", 0 },
  { "ollama", 0, 404, "", "{\"error\":\"model 'q' not found\"}", PROVIDER_BLOCKED, NULL, "model 'q' not found", 0 },
  { "ollama", 0, 500, "", "{\"error\":\"llama runner terminated\"}", PROVIDER_RETRY, NULL, "terminated", -1 },
  { "ollama", 0, 503, "", "{\"error\":\"server busy\"}", PROVIDER_RETRY, NULL, "busy", -1 },
};

static void check_result(const Row *row, const ProviderResult *result)
{
  ck_assert_msg(result->outcome == row->outcome, "%s %u %s: %s (%s)", row->provider, row->status, row->body,
                provider_outcome_name(result->outcome), result->reason);
  ck_assert_pstr_eq(result->text, row->text);
  if (row->outcome == PROVIDER_OK)
    ck_assert_ptr_null(result->reason);
  else
    ck_assert_msg(strstr(result->reason, row->part) != NULL, "%s", result->reason);
  if (result->reason != NULL)
    ck_assert(strpbrk(result->reason, "\r\n\t") == NULL && strstr(result->reason, "secret") == NULL);
  ck_assert_int_eq(result->retry_after, row->outcome == PROVIDER_RETRY ? row->number : -1);
  if (row->outcome == PROVIDER_NEXT_MODE)
    ck_assert_uint_eq(result->next_mode, (guint)row->number);
  if (row->outcome == PROVIDER_OK)
    ck_assert_int_eq(result->tokens_in, row->number);
}

static void check_row(const Row *row)
{
  static const char *const wanted[] = { "retry-after", "retry-after-ms", "x-should-retry", "x-amzn-errortype", NULL };
  const ProviderSettings settings = { .provider = provider_find(row->provider),
                                      .model = (char *)"m",
                                      .api_key = (char *)"sk-secret",
                                      .base_url = (char *)"http://localhost",
                                      .context_tokens = 1000 };
  const ProviderAsk ask = { .mode = row->mode };
  g_autoptr(HttpAnswer) answer = http_answer_new();
  g_autoptr(ProviderResult) result = NULL;
  g_auto(GStrv) headers = g_strsplit(row->headers, "\n", 0);

  answer->status = row->status;
  g_string_append(answer->body, row->body);
  for (guint i = 0; headers[i] != NULL; i++)
    http_answer_header_line(answer, wanted, headers[i], strlen(headers[i]));
  result = provider_read(&settings, &ask, answer, NOW);
  check_result(row, result);
}

START_TEST(openai_answers)
{
  check_row(&openai[_i]);
}
END_TEST

START_TEST(anthropic_answers)
{
  check_row(&anthropic[_i]);
}
END_TEST

START_TEST(bedrock_answers)
{
  check_row(&bedrock[_i]);
}
END_TEST

START_TEST(ollama_answers)
{
  check_row(&ollama[_i]);
}
END_TEST

static const struct {
  HttpOutcome http;
  ProviderOutcome outcome;
} transports[] = {
  { HTTP_RESOLVE, PROVIDER_RETRY },       { HTTP_CONNECT, PROVIDER_RETRY },   { HTTP_TLS, PROVIDER_RETRY },
  { HTTP_TIMEOUT, PROVIDER_RETRY },       { HTTP_TRUNCATED, PROVIDER_RETRY }, { HTTP_CANCELLED, PROVIDER_RETRY },
  { HTTP_TOO_LARGE, PROVIDER_MALFORMED }, { HTTP_OTHER, PROVIDER_RETRY },
};

START_TEST(no_answer)
{
  const ProviderSettings settings = { .provider = provider_find("openai"), .model = (char *)"m" };
  const ProviderAsk ask = { 0 };
  g_autoptr(HttpAnswer) answer = http_answer_new();
  g_autoptr(ProviderResult) result = NULL;

  answer->outcome = transports[_i].http;
  answer->message = g_strdup("what went wrong");
  result = provider_read(&settings, &ask, answer, NOW);
  ck_assert_int_eq(result->outcome, transports[_i].outcome);
  ck_assert_str_eq(result->reason, "what went wrong");
  ck_assert_int_eq(result->retry_after, -1);
}
END_TEST

/* A key that stands where the message is cut: not even its beginning is told. */
START_TEST(cut_key)
{
  const ProviderSettings settings = { .provider = provider_find("openai"),
                                      .model = (char *)"m",
                                      .api_key = (char *)"sk-secret-0123456789" };
  const ProviderAsk ask = { 0 };
  g_autofree char *filler = g_strnfill(270 + (gsize)_i, 'x');
  g_autoptr(HttpAnswer) answer = http_answer_new();
  g_autoptr(ProviderResult) result = NULL;

  answer->status = 401;
  g_string_printf(answer->body, "{\"error\":{\"message\":\"%s%s\"}}", filler, settings.api_key);
  result = provider_read(&settings, &ask, answer, NOW);
  ck_assert_ptr_null(strstr(result->reason, "sk-"));
}
END_TEST

/* Servers that want no key are often given a word: it is no secret. */
START_TEST(placeholder_key)
{
  const ProviderSettings settings = { .provider = provider_find("openai"),
                                      .model = (char *)"m",
                                      .api_key = (char *)"none" };
  const ProviderAsk ask = { 0 };
  g_autoptr(HttpAnswer) answer = http_answer_new();
  g_autoptr(ProviderResult) result = NULL;

  answer->status = 404;
  g_string_append(answer->body, "{\"error\":\"none of the models\"}");
  result = provider_read(&settings, &ask, answer, NOW);
  ck_assert_ptr_nonnull(strstr(result->reason, "none of the models"));
}
END_TEST

/* A server that always says "not in this way" is asked a limited number of times, whatever it complains of. */
START_TEST(modes_end)
{
  static const char *const complaints[] = { "", "temperature", "max_tokens", "temperature max_tokens" };
  const ProviderSettings settings = { .provider = provider_find(_i < 4 ? "openai" : "bedrock"), .model = (char *)"m" };
  ProviderAsk ask = { 0 };
  guint steps = 0;

  for (; steps <= PROVIDER_MAX_STEPS; steps++) {
    g_autoptr(HttpAnswer) answer = http_answer_new();
    g_autoptr(ProviderResult) result = NULL;

    answer->status = 400;
    g_string_printf(answer->body, "{\"error\":{\"message\":\"%s\"}}", complaints[_i % 4]);
    result = provider_read(&settings, &ask, answer, NOW);
    if (result->outcome != PROVIDER_NEXT_MODE)
      break;
    ask.mode = result->next_mode;
  }
  ck_assert_uint_ge(steps, 3);
  ck_assert_uint_lt(steps, PROVIDER_MAX_STEPS);
}
END_TEST

Suite *test_provider_answer_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("provider_answer", &tcase);

  tcase_add_loop_test(tcase, openai_answers, 0, G_N_ELEMENTS(openai));
  tcase_add_loop_test(tcase, anthropic_answers, 0, G_N_ELEMENTS(anthropic));
  tcase_add_loop_test(tcase, bedrock_answers, 0, G_N_ELEMENTS(bedrock));
  tcase_add_loop_test(tcase, ollama_answers, 0, G_N_ELEMENTS(ollama));
  tcase_add_loop_test(tcase, no_answer, 0, G_N_ELEMENTS(transports));
  tcase_add_loop_test(tcase, cut_key, 0, 32);
  tcase_add_test(tcase, placeholder_key);
  tcase_add_loop_test(tcase, modes_end, 0, 8);
  return suite;
}
