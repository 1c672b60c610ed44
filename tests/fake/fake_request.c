/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fake.h"
#include "gist/json.h"
#include "gist/sigv4.h"

FakeRequest *fake_request_new(void)
{
  FakeRequest *request = g_new0(FakeRequest, 1);

  request->headers = g_ptr_array_new_with_free_func(g_free);
  request->features = g_ptr_array_new();
  request->bytes = g_byte_array_new();
  return request;
}

void fake_request_free(FakeRequest *request)
{
  g_free(request->method);
  g_free(request->path);
  g_ptr_array_unref(request->headers);
  g_byte_array_unref(request->bytes);
  json_decref(request->body);
  g_free(request->model);
  g_free(request->system);
  g_free(request->user);
  g_ptr_array_unref(request->features);
  g_free(request->problem);
  g_free(request);
}

const char *fake_request_header(const FakeRequest *request, const char *name)
{
  gsize length = strlen(name);

  for (guint i = 0; i < request->headers->len; i++) {
    const char *header = request->headers->pdata[i];

    if (g_ascii_strncasecmp(header, name, length) == 0 && header[length] == ':')
      return header + length + 2;
  }
  return NULL;
}

gboolean fake_request_has(const FakeRequest *request, const char *feature)
{
  for (guint i = 0; i < request->features->len; i++)
    if (strcmp(request->features->pdata[i], feature) == 0)
      return TRUE;
  return FALSE;
}

/* The first problem counts. */
static void refuse(FakeRequest *request, guint status, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void refuse(FakeRequest *request, guint status, const char *format, ...)
{
  va_list arguments;

  if (request->problem != NULL)
    return;
  va_start(arguments, format);
  request->problem = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  request->status = status;
}

static const char *string_at(const json_t *object, const char *key)
{
  const char *text = json_string_value(json_object_get(object, key));

  return text != NULL ? text : "";
}

static void add(FakeRequest *request, const char *feature)
{
  g_ptr_array_add(request->features, (gpointer)feature);
}

static void take_model(FakeRequest *request, const char *model)
{
  request->model = g_strdup(model);
  if (model[0] == '\0')
    refuse(request, 400, "no model");
}

static void take_max_output(FakeRequest *request, const json_t *object, const char *key)
{
  const json_t *value = json_object_get(object, key);

  if (json_integer_value(value) < 1)
    refuse(request, 400, "%s is no positive number", key);
  request->max_output = (guint)json_integer_value(value);
}

static gboolean is_schema(const json_t *schema)
{
  return json_is_object(schema) && strcmp(string_at(schema, "type"), "object") == 0;
}

/* Notes when a list of the schema has a limit. */
static void take_sizes(FakeRequest *request, const json_t *schema)
{
  const char *key;
  json_t *value;

  json_object_foreach(json_object_get(schema, "properties"), key, value) if (json_object_get(value, "maxItems") != NULL)
  {
    add(request, "sizes");
    return;
  }
}

/* Every key of the object must be one of the list: real servers refuse what they do not know. */
static void check_keys(FakeRequest *request, json_t *object, const char *const *known)
{
  const char *key;
  json_t *value;

  json_object_foreach(object, key, value) if (!g_strv_contains(known, key))
      refuse(request, 400, "unknown field '%s'", key);
}

/* [{"role":"system","content":".."},{"role":"user","content":".."}] */
static void take_messages(FakeRequest *request)
{
  const json_t *messages = json_object_get(request->body, "messages");
  const json_t *system = json_array_get(messages, 0), *user = json_array_get(messages, 1);

  if (json_array_size(messages) != 2 || strcmp(string_at(system, "role"), "system") != 0 ||
      strcmp(string_at(user, "role"), "user") != 0)
    refuse(request, 400, "messages must be one of the system and one of the user");
  request->system = g_strdup(string_at(system, "content"));
  request->user = g_strdup(string_at(user, "content"));
}

static void read_openai_format(FakeRequest *request)
{
  const json_t *format = json_object_get(request->body, "response_format");
  const json_t *nested = json_object_get(format, "json_schema");
  const char *type = string_at(format, "type");

  take_sizes(request, nested != NULL ? json_object_get(nested, "schema") : json_object_get(format, "schema"));
  if (format == NULL)
    add(request, "text");
  else if (strcmp(type, "json_schema") == 0 && json_is_true(json_object_get(nested, "strict")) &&
           string_at(nested, "name")[0] != '\0' && is_schema(json_object_get(nested, "schema")))
    add(request, "json_schema");
  else if (strcmp(type, "json_object") == 0 && is_schema(json_object_get(format, "schema")))
    add(request, "json_object_schema");
  else if (strcmp(type, "json_object") == 0 && json_object_size(format) == 1)
    add(request, "json_object");
  else
    refuse(request, 400, "response_format is none of the known ones");
}

static void read_openai(FakeRequest *request)
{
  static const char *const known[] = { "model",       "messages", "max_tokens",      "max_completion_tokens",
                                       "temperature", "store",    "response_format", NULL };
  gboolean newer = json_object_get(request->body, "max_completion_tokens") != NULL;

  check_keys(request, request->body, known);
  take_model(request, string_at(request->body, "model"));
  take_messages(request);
  take_max_output(request, request->body, newer ? "max_completion_tokens" : "max_tokens");
  add(request, newer ? "max_completion_tokens" : "max_tokens");
  if (json_object_get(request->body, "temperature") != NULL)
    add(request, "temperature");
  read_openai_format(request);
}

static void read_anthropic(FakeRequest *request)
{
  static const char *const known[] = { "model",         "messages", "max_tokens",  "system",
                                       "output_config", "tools",    "tool_choice", NULL };
  const json_t *messages = json_object_get(request->body, "messages");
  const json_t *format = json_object_get(json_object_get(request->body, "output_config"), "format");
  const json_t *tool = json_array_get(json_object_get(request->body, "tools"), 0);
  const json_t *choice = json_object_get(request->body, "tool_choice");

  check_keys(request, request->body, known);
  take_model(request, string_at(request->body, "model"));
  take_max_output(request, request->body, "max_tokens");
  request->system = g_strdup(string_at(request->body, "system"));
  request->user = g_strdup(string_at(json_array_get(messages, 0), "content"));
  if (json_array_size(messages) != 1 || strcmp(string_at(json_array_get(messages, 0), "role"), "user") != 0)
    refuse(request, 400, "messages must be one of the user");
  if (g_strcmp0(fake_request_header(request, "anthropic-version"), "2023-06-01") != 0)
    refuse(request, 400, "anthropic-version: header is required");
  if (strcmp(string_at(format, "type"), "json_schema") == 0 && is_schema(json_object_get(format, "schema")))
    add(request, "output_config");
  else if (is_schema(json_object_get(tool, "input_schema")) && string_at(tool, "name")[0] != '\0' &&
           strcmp(string_at(choice, "type"), "tool") == 0 &&
           strcmp(string_at(choice, "name"), string_at(tool, "name")) == 0)
    add(request, "tool");
  else
    refuse(request, 400, "neither output_config nor a tool");
}

static const char *text_block(const json_t *array)
{
  return string_at(json_array_get(array, 0), "text");
}

static void read_bedrock_tool(FakeRequest *request, const json_t *config)
{
  const json_t *spec = json_object_get(json_array_get(json_object_get(config, "tools"), 0), "toolSpec");
  const json_t *choice = json_object_get(config, "toolChoice");
  const json_t *tool = json_object_get(choice, "tool");

  if (!is_schema(json_object_get(json_object_get(spec, "inputSchema"), "json")) || string_at(spec, "name")[0] == '\0')
    refuse(request, 400, "toolSpec is none");
  if (tool != NULL && strcmp(string_at(tool, "name"), string_at(spec, "name")) == 0)
    add(request, "tool");
  else if (json_is_object(json_object_get(choice, "any")))
    add(request, "any_tool");
  else
    refuse(request, 400, "toolChoice is none");
}

static void read_bedrock_schema(FakeRequest *request, const json_t *config)
{
  const json_t *format = json_object_get(config, "textFormat");
  const json_t *schema = json_object_get(json_object_get(format, "structure"), "jsonSchema");
  const char *text = string_at(schema, "schema");
  json_t *parsed = json_read(text, strlen(text), NULL);

  if (strcmp(string_at(format, "type"), "json_schema") == 0 && is_schema(parsed))
    add(request, "output_schema");
  else
    refuse(request, 400, "outputConfig is none");
  json_decref(parsed);
}

static void read_bedrock(FakeRequest *request)
{
  static const char *const known[] = { "messages", "system", "inferenceConfig", "toolConfig", "outputConfig", NULL };
  const json_t *message = json_array_get(json_object_get(request->body, "messages"), 0);
  const json_t *inference = json_object_get(request->body, "inferenceConfig");
  const json_t *tools = json_object_get(request->body, "toolConfig");
  const json_t *output = json_object_get(request->body, "outputConfig");
  g_auto(GStrv) parts = g_strsplit(request->path, "/", 0);
  g_autofree char *model = g_uri_unescape_string(parts[2], NULL);

  check_keys(request, request->body, known);
  take_model(request, model != NULL ? model : "");
  take_max_output(request, inference, "maxTokens");
  if (json_object_get(inference, "temperature") != NULL)
    add(request, "temperature");
  request->system = g_strdup(text_block(json_object_get(request->body, "system")));
  request->user = g_strdup(text_block(json_object_get(message, "content")));
  if (strcmp(string_at(message, "role"), "user") != 0)
    refuse(request, 400, "messages must be one of the user");
  if (tools != NULL)
    read_bedrock_tool(request, tools);
  else if (output != NULL)
    read_bedrock_schema(request, output);
  else
    add(request, "text");
}

static void read_ollama(FakeRequest *request)
{
  static const char *const known[] = { "model", "messages", "stream",  "think",      "truncate",
                                       "shift", "format",   "options", "keep_alive", NULL };
  const json_t *format = json_object_get(request->body, "format");
  const json_t *options = json_object_get(request->body, "options");

  check_keys(request, request->body, known);
  take_model(request, string_at(request->body, "model"));
  take_messages(request);
  take_max_output(request, options, "num_predict");
  if (!json_is_false(json_object_get(request->body, "stream")))
    refuse(request, 400, "stream must be false: the answer would come in pieces");
  if (json_integer_value(json_object_get(options, "num_ctx")) < 1)
    refuse(request, 400, "num_ctx is not set: the server would cut the prompt");
  take_sizes(request, format);
  if (is_schema(format))
    add(request, "schema");
  else if (g_strcmp0(json_string_value(format), "json") == 0)
    add(request, "json");
  else
    refuse(request, 400, "format is neither a schema nor 'json'");
}

/* SignedHeaders of Authorization names what was signed; with these headers the signature must come out again. */
static void check_signature(FakeRequest *request, const FakeOptions *options, const char *authorization)
{
  const SigV4Keys keys = { options->aws_id, options->aws_secret, options->aws_token };
  const char *names = strstr(authorization, "SignedHeaders=");
  const char *date = fake_request_header(request, "x-amz-date");
  g_autofree char *list = names == NULL ? g_strdup("") : g_strndup(names + 14, strcspn(names + 14, ","));
  g_auto(GStrv) signed_names = g_strsplit(list, ";", 50);
  g_autoptr(GPtrArray) headers = g_ptr_array_new();
  g_autoptr(GBytes) body = g_bytes_new_static(request->bytes->data, request->bytes->len);
  g_autofree char *again = NULL, *canonical = NULL, *wanted = NULL;

  for (guint i = 0; i < request->headers->len; i++) {
    g_autofree char *name = g_ascii_strdown(request->headers->pdata[i], strcspn(request->headers->pdata[i], ":"));

    if (g_strv_contains((const char *const *)signed_names, name))
      g_ptr_array_add(headers, request->headers->pdata[i]);
  }
  canonical = sigv4_canonical(request->method, request->path, headers, body, &again);
  wanted = sigv4_authorization(canonical, again, &keys, "eu-central-1", "bedrock", date != NULL ? date : "");
  if (date == NULL || strstr(list, "host") == NULL || strstr(list, "x-amz-date") == NULL)
    refuse(request, 403, "the signature does not cover host and x-amz-date");
  else if (g_strcmp0(fake_request_header(request, "x-amz-security-token"), options->aws_token) != 0)
    refuse(request, 403, "the security token included in the request is invalid");
  else if (strcmp(wanted, authorization) != 0)
    refuse(request, 403, "the request signature we calculated does not match the signature you provided");
}

static void check_key(FakeRequest *request, const FakeOptions *options)
{
  gboolean anthropic = request->provider == FAKE_ANTHROPIC;
  const char *value = fake_request_header(request, anthropic ? "x-api-key" : "authorization");
  g_autofree char *wanted = anthropic ? g_strdup(options->key) : g_strconcat("Bearer ", options->key, NULL);

  if (request->provider == FAKE_BEDROCK && options->aws_secret != NULL)
    check_signature(request, options, value != NULL ? value : "");
  else if (options->key != NULL && g_strcmp0(value, wanted) != 0)
    refuse(request, 401, "invalid key");
}

static FakeProvider provider_of(const char *path)
{
  if (strcmp(path, "/v1/chat/completions") == 0)
    return FAKE_OPENAI;
  if (strcmp(path, "/v1/messages") == 0)
    return FAKE_ANTHROPIC;
  if (strcmp(path, "/api/chat") == 0)
    return FAKE_OLLAMA;
  return g_str_has_prefix(path, "/model/") && g_str_has_suffix(path, "/converse") ? FAKE_BEDROCK : FAKE_UNKNOWN;
}

static void read_body(FakeRequest *request)
{
  static void (*const readers[])(FakeRequest *) = { [FAKE_OPENAI] = read_openai,
                                                    [FAKE_ANTHROPIC] = read_anthropic,
                                                    [FAKE_BEDROCK] = read_bedrock,
                                                    [FAKE_OLLAMA] = read_ollama };
  const char *type = fake_request_header(request, "content-type");

  request->body = json_read((const char *)request->bytes->data, request->bytes->len, NULL);
  if (!json_is_object(request->body))
    refuse(request, 400, "the body is no JSON object");
  else
    readers[request->provider](request);
  if (g_strcmp0(type, "application/json") != 0)
    refuse(request, 400, "Content-Type is not application/json");
}

/* What no request of ours may have. */
static void check_transport(FakeRequest *request)
{
  static const char *const forbidden[] = { "accept-encoding", "cookie", "referer", "expect", "transfer-encoding" };

  if (strcmp(request->method, "POST") != 0)
    refuse(request, 405, "method %s", request->method);
  for (guint i = 0; i < G_N_ELEMENTS(forbidden); i++)
    if (fake_request_header(request, forbidden[i]) != NULL)
      refuse(request, 400, "the header %s has no business here", forbidden[i]);
}

void fake_request_read(FakeRequest *request, const FakeOptions *options)
{
  request->provider = provider_of(request->path);
  check_transport(request);
  if (request->provider == FAKE_UNKNOWN) {
    refuse(request, 404, "nothing is at this path");
  } else {
    check_key(request, options);
    read_body(request);
  }
  for (guint i = 0; options->refuse != NULL && options->refuse[i] != NULL; i++)
    if (request->problem == NULL && fake_request_has(request, options->refuse[i]))
      refuse(request, 400, "unsupported: '%s'", options->refuse[i]);
  if (request->model == NULL)
    request->model = g_strdup("");
  if (request->system == NULL)
    request->system = g_strdup("");
  if (request->user == NULL)
    request->user = g_strdup("");
}

json_t *fake_request_log(const FakeRequest *request, const FakeAnswer *answer, guint number)
{
  static const char *const names[] = { "openai", "anthropic", "bedrock", "ollama", "unknown" };
  json_t *headers = json_object();
  json_t *features = json_array();

  for (guint i = 0; i < request->headers->len; i++) {
    const char *header = request->headers->pdata[i];
    g_autofree char *name = g_ascii_strdown(header, strcspn(header, ":"));

    json_object_set_new(headers, name, json_string(header + strlen(name) + 2));
  }
  for (guint i = 0; i < request->features->len; i++)
    json_array_append_new(features, json_string(request->features->pdata[i]));
  return json_pack("{s:i, s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:o, s:o, s:O?, s:s?, s:s}", "number", (int)number,
                   "time", (json_int_t)g_get_real_time() / 1000, "provider", names[request->provider], "method",
                   request->method, "path", request->path, "model", request->model, "system", request->system, "user",
                   request->user, "max_output", (int)request->max_output, "features", features, "headers", headers,
                   "body", request->body, "problem", request->problem, "answer", answer->name);
}
