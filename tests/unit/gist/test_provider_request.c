/* SPDX-License-Identifier: MIT */
/* What each provider is asked, mode by mode. */
#include <string.h>

#include "gist/json.h"
#include "gist/provider.h"
#include "suites.h"
#include "support.h"
#include "util/error.h"

#define NOW 1795435200 /* 2026-11-23 12:00:00 UTC */
#define SCHEMA "{\"type\":\"object\"}"
#define SIZED "{\"type\":\"object\",\"maxProperties\":5}"

typedef struct {
  const char *provider;
  ProviderSettings settings; /* borrowed strings; model "m" */
  guint mode;
  const char *url, *header; /* "Name: value" that must be there; NULL: any */
  const char *body;
} Row;

#define OPENAI_MESSAGES "\"messages\":[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"U\"}]"
#define OPENAI_FORMAT_OF(schema)                                                                                        \
  "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"gist\",\"strict\":true,\"schema\":" schema \
  "}}"
#define OPENAI_FORMAT OPENAI_FORMAT_OF(SCHEMA)
#define LOCAL_FORMAT OPENAI_FORMAT_OF(SIZED)
#define LOCAL "http://127.0.0.1:8080/v1"
#define BEDROCK_MESSAGES                                                                                               \
  "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}],\"system\":[{\"text\":\"S\"}]"
#define BEDROCK_LIMITS "\"inferenceConfig\":{\"maxTokens\":800,\"temperature\":0.0}"
#define BEDROCK_TOOL                                                                                                   \
  "\"tools\":[{\"toolSpec\":{\"name\":\"gist\",\"description\":\"Takes the gist of the newsletter. Call it once.\","   \
  "\"inputSchema\":{\"json\":" SCHEMA "}}}]"
#define ANTHROPIC_COMMON                                                                                               \
  "\"model\":\"m\",\"max_tokens\":800,\"system\":\"S\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]"
#define OLLAMA(format, context)                                                                                        \
  "{\"model\":\"m\"," OPENAI_MESSAGES                                                                                  \
  ",\"stream\":false,\"think\":false,\"truncate\":false,\"shift\":false,\"format\":" format                            \
  ",\"options\":{\"temperature\":0,\"num_ctx\":" context ",\"num_predict\":800},\"keep_alive\":\"5m\"}"

static const Row rows[] = {
  { "openai",
    { .api_key = (char *)"sk-1" },
    0,
    "https://api.openai.com/v1/chat/completions",
    "Authorization: Bearer sk-1",
    "{\"model\":\"m\"," OPENAI_MESSAGES
    ",\"max_completion_tokens\":800,\"temperature\":0,\"store\":false," OPENAI_FORMAT "}" },
  { "openai",
    { .base_url = (char *)LOCAL },
    0,
    LOCAL "/chat/completions",
    "Content-Type: application/json",
    "{\"model\":\"m\"," OPENAI_MESSAGES ",\"max_tokens\":800,\"temperature\":0," LOCAL_FORMAT "}" },
  { "openai",
    { .base_url = (char *)LOCAL },
    16,
    NULL,
    NULL,
    "{\"model\":\"m\"," OPENAI_MESSAGES ",\"max_tokens\":800,\"temperature\":0," OPENAI_FORMAT "}" },
  { "openai",
    { .base_url = (char *)LOCAL },
    1,
    LOCAL "/chat/completions",
    NULL,
    "{\"model\":\"m\"," OPENAI_MESSAGES
    ",\"max_tokens\":800,\"temperature\":0,\"response_format\":{\"type\":\"json_object\",\"schema\":" SIZED "}}" },
  { "openai",
    { .base_url = (char *)LOCAL },
    2,
    NULL,
    NULL,
    "{\"model\":\"m\"," OPENAI_MESSAGES
    ",\"max_tokens\":800,\"temperature\":0,\"response_format\":{\"type\":\"json_object\"}}" },
  { "openai",
    { .base_url = (char *)LOCAL },
    3,
    NULL,
    NULL,
    "{\"model\":\"m\"," OPENAI_MESSAGES ",\"max_tokens\":800,\"temperature\":0}" },
  { "openai",
    { .base_url = (char *)LOCAL },
    4,
    NULL,
    NULL,
    "{\"model\":\"m\"," OPENAI_MESSAGES ",\"max_completion_tokens\":800,\"temperature\":0," LOCAL_FORMAT "}" },
  { "openai",
    { 0 },
    4,
    NULL,
    NULL,
    "{\"model\":\"m\"," OPENAI_MESSAGES ",\"max_tokens\":800,\"temperature\":0,\"store\":false," OPENAI_FORMAT "}" },
  { "openai",
    { 0 },
    8 + 3,
    NULL,
    NULL,
    "{\"model\":\"m\"," OPENAI_MESSAGES ",\"max_completion_tokens\":800,\"store\":false}" },
  { "openai",
    { .max_tokens_field = (char *)"n_predict", .base_url = (char *)LOCAL },
    4,
    NULL,
    NULL,
    "{\"model\":\"m\"," OPENAI_MESSAGES ",\"n_predict\":800,\"temperature\":0," LOCAL_FORMAT "}" },
  { "anthropic",
    { .api_key = (char *)"k" },
    0,
    "https://api.anthropic.com/v1/messages",
    "x-api-key: k",
    "{" ANTHROPIC_COMMON ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":" SCHEMA "}}}" },
  { "anthropic",
    { .api_key = (char *)"k", .base_url = (char *)"https://proxy.example/a" },
    1,
    "https://proxy.example/a/v1/messages",
    "anthropic-version: 2023-06-01",
    "{" ANTHROPIC_COMMON
    ",\"tools\":[{\"name\":\"gist\",\"description\":\"Takes the gist of the newsletter. Call it once.\","
    "\"input_schema\":" SCHEMA
    "}],\"tool_choice\":{\"type\":\"tool\",\"name\":\"gist\",\"disable_parallel_tool_use\":true}}" },
  { "bedrock",
    { .model = (char *)"anthropic.claude-3-haiku-20240307-v1:0",
      .region = (char *)"eu-central-1",
      .api_key = (char *)"bk" },
    0,
    "https://bedrock-runtime.eu-central-1.amazonaws.com/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse",
    "Authorization: Bearer bk",
    "{" BEDROCK_MESSAGES "," BEDROCK_LIMITS ",\"toolConfig\":{" BEDROCK_TOOL
    ",\"toolChoice\":{\"tool\":{\"name\":\"gist\"}}}}" },
  { "bedrock",
    { .model = (char *)"arn:aws:bedrock:us-east-1:1:inference-profile/eu.x-v1:0",
      .aws_region = (char *)"us-east-1",
      .aws_key_id = (char *)"AKIDEXAMPLE",
      .aws_secret = (char *)"s",
      .aws_session_token = (char *)"tok" },
    1,
    "https://bedrock-runtime.us-east-1.amazonaws.com/model/"
    "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Feu.x-v1%3A0/converse",
    "X-Amz-Security-Token: tok",
    "{" BEDROCK_MESSAGES "," BEDROCK_LIMITS ",\"toolConfig\":{" BEDROCK_TOOL ",\"toolChoice\":{\"any\":{}}}}" },
  { "bedrock",
    { .region = (char *)"r", .base_url = (char *)"http://localhost:1", .api_key = (char *)"k" },
    2,
    "http://localhost:1/model/m/converse",
    NULL,
    "{" BEDROCK_MESSAGES "," BEDROCK_LIMITS ",\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":"
    "{\"jsonSchema\":{\"name\":\"gist\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}}}}}" },
  { "bedrock",
    { .region = (char *)"r", .api_key = (char *)"k" },
    3,
    NULL,
    NULL,
    "{" BEDROCK_MESSAGES "," BEDROCK_LIMITS "}" },
  { "bedrock",
    { .region = (char *)"r", .api_key = (char *)"k" },
    7,
    NULL,
    NULL,
    "{" BEDROCK_MESSAGES ",\"inferenceConfig\":{\"maxTokens\":800}}" },
  { "ollama", { 0 }, 0, "http://localhost:11434/api/chat", NULL, OLLAMA(SIZED, "32768") },
  { "ollama",
    { .context_tokens = 8192, .base_url = (char *)"https://o.example", .api_key = (char *)"k" },
    1,
    "https://o.example/api/chat",
    "Authorization: Bearer k",
    OLLAMA("\"json\"", "8192") },
};

static HttpRequest *ask(const Row *row, const char *user, const char *schema, GError **error)
{
  ProviderSettings settings = row->settings;
  const ProviderAsk question = {
    .system = "S", .user = user, .schema = schema, .schema_sized = SIZED, .max_output_tokens = 800, .mode = row->mode
  };

  settings.provider = provider_find(row->provider);
  if (settings.model == NULL)
    settings.model = (char *)"m";
  return provider_request(&settings, &question, NOW, error);
}

static void check_header(const HttpRequest *request, const char *header)
{
  g_auto(GStrv) parts = g_strsplit(header, ": ", 2);

  ck_assert_pstr_eq(http_request_get_header(request, parts[0]), parts[1]);
}

START_TEST(requests)
{
  const Row *row = &rows[_i];
  g_autoptr(GError) error = NULL;
  g_autoptr(HttpRequest) request = ask(row, "U", SCHEMA, &error);
  gsize length;
  const char *bytes;
  json_t *body, *wanted;

  ck_no_error(error);
  if (row->url != NULL)
    ck_assert_str_eq(request->url, row->url);
  check_header(request, row->header != NULL ? row->header : "Content-Type: application/json");
  ck_assert_uint_eq(request->timeout, PROVIDER_TIMEOUT);
  bytes = g_bytes_get_data(request->body, &length);
  body = json_read(bytes, length, &error);
  wanted = json_read(row->body, strlen(row->body), &error);
  ck_no_error(error);
  ck_assert_msg(json_equal(body, wanted), "%.*s\n%s", (int)length, bytes, row->body);
  json_decref(body);
  json_decref(wanted);
}
END_TEST

/* A signed request has no Bearer, and the other way round. */
START_TEST(bedrock_signs)
{
  g_autoptr(HttpRequest) with_key = ask(&rows[12], "U", SCHEMA, NULL);
  g_autoptr(HttpRequest) with_secret = ask(&rows[13], "U", SCHEMA, NULL);

  ck_assert_ptr_null(http_request_get_header(with_key, "X-Amz-Date"));
  ck_assert_str_eq(http_request_get_header(with_secret, "X-Amz-Date"), "20261123T120000Z");
  ck_assert(g_str_has_prefix(http_request_get_header(with_secret, "Authorization"),
                             "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/us-east-1/bedrock/aws4_request, "
                             "SignedHeaders=accept;content-type;host;x-amz-date;x-amz-security-token, Signature="));
}
END_TEST

static const struct {
  Row row;
  const char *user, *schema, *part; /* of the message */
} refused[] = {
  { { "openai", { .model = (char *)"" }, 0, NULL, NULL, NULL }, "U", SCHEMA, "needs a model" },
  { { "openai", { .model = (char *)"\xff" }, 0, NULL, NULL, NULL }, "U", SCHEMA, "UTF-8" },
  { { "openai", { .base_url = (char *)"http://models.example/v1" }, 0, NULL, NULL, NULL }, "U", SCHEMA, "plain http" },
  { { "openai", { .base_url = (char *)"https://user:pw@models.example/v1" }, 0, NULL, NULL, NULL },
    "U",
    SCHEMA,
    "user" },
  { { "openai", { .base_url = (char *)"file:///etc/passwd" }, 0, NULL, NULL, NULL }, "U", SCHEMA, "not a URL" },
  { { "openai", { .api_key = (char *)"sk\r\nX-Evil: 1" }, 0, NULL, NULL, NULL }, "U", SCHEMA, "Authorization" },
  { { "openai", { 0 }, 0, NULL, NULL, NULL }, "\xff\xfe", SCHEMA, "UTF-8" },
  { { "openai", { 0 }, 0, NULL, NULL, NULL }, "U", "[]", "no object" },
  { { "openai", { 0 }, 0, NULL, NULL, NULL }, "U", "{", "not JSON" },
  { { "anthropic", { .api_key = (char *)"k\n" }, 0, NULL, NULL, NULL }, "U", SCHEMA, "x-api-key" },
  { { "anthropic", { 0 }, 0, NULL, NULL, NULL }, "U", SCHEMA, "key" },
  { { "bedrock", { .api_key = (char *)"k" }, 0, NULL, NULL, NULL }, "U", SCHEMA, "region" },
  { { "bedrock", { .api_key = (char *)"k", .region = (char *)"evil.example/" }, 0, NULL, NULL, NULL },
    "U",
    SCHEMA,
    "region" },
  { { "bedrock", { .api_key = (char *)"k", .aws_region = (char *)"evil.example/" }, 0, NULL, NULL, NULL },
    "U",
    SCHEMA,
    "region" },
  { { "bedrock", { .region = (char *)"r" }, 0, NULL, NULL, NULL }, "U", SCHEMA, "keys" },
};

START_TEST(refuses)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HttpRequest) request = ask(&refused[_i].row, refused[_i].user, refused[_i].schema, &error);

  ck_assert_ptr_null(request);
  ck_error(error, ERROR_INVALID);
  ck_assert_msg(strstr(error->message, refused[_i].part) != NULL, "%s", error->message);
  ck_assert_msg(strstr(error->message, "Evil") == NULL && strstr(error->message, "pw@") == NULL, "%s", error->message);
}
END_TEST

START_TEST(finds)
{
  static const char *const names[] = { "openai", "anthropic", "bedrock", "ollama" };

  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    ck_assert_str_eq(provider_name(provider_find(names[i])), names[i]);
  ck_assert_ptr_null(provider_find("extract"));
  ck_assert_ptr_null(provider_find(""));
}
END_TEST

Suite *test_provider_request_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("provider_request", &tcase);

  tcase_add_loop_test(tcase, requests, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, bedrock_signs);
  tcase_add_loop_test(tcase, refuses, 0, G_N_ELEMENTS(refused));
  tcase_add_test(tcase, finds);
  return suite;
}
