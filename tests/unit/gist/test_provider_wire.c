/* SPDX-License-Identifier: MIT */
/* Every provider against the fake model server: what is sent is what it demands, and each of its failures is taken for what it is. */
#include <string.h>

#include "fake_server.h"
#include "gist/json.h"
#include "gist/provider.h"
#include "suites.h"
#include "support.h"
#include "util/date.h"
#include "util/http.h"

#define USER "Bound\nFrom: a\nSubject: Weekly news\n\nOne sentence stands here first. [more](L4)\nBound\n"
#define SCHEMA "{\"type\":\"object\",\"properties\":{}}"
#define SIZED                                                                                                          \
  "{\"type\":\"object\",\"properties\":{\"topics\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"maxItems\":8}}}"

static void take_answer(HttpAnswer *answer, gpointer data)
{
  *(HttpAnswer **)data = answer;
}

/* Asks until something else than PROVIDER_NEXT_MODE comes. */
static ProviderResult *ask(const ProviderSettings *settings, const char *user, guint *requests)
{
  ProviderAsk question = {
    .system = "System", .user = user, .schema = SCHEMA, .schema_sized = SIZED, .max_output_tokens = 100
  };
  g_autoptr(HttpClient) client = http_client_new(NULL);

  for (*requests = 1;; (*requests)++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(HttpAnswer) answer = NULL;
    HttpRequest *request = provider_request(settings, &question, date_now(), &error);
    g_autoptr(ProviderResult) result = NULL;

    ck_no_error(error);
    http_client_start(client, request, take_answer, &answer);
    while (answer == NULL)
      http_client_run(client, 1000);
    result = provider_read(settings, &question, answer, date_now());
    if (result->outcome != PROVIDER_NEXT_MODE)
      return g_steal_pointer(&result);
    ck_assert_uint_lt(*requests, PROVIDER_MAX_STEPS);
    question.mode = result->next_mode;
  }
}

/* The log's entry of that number (from 0). */
static json_t *log_entry(const Fake *fake, guint number)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  ck_assert(g_file_get_contents(fake->log, &text, NULL, NULL));
  lines = g_strsplit(text, "\n", 0);
  ck_assert_uint_gt(g_strv_length(lines), number);
  return json_read(lines[number], strlen(lines[number]), NULL);
}

typedef struct {
  const char *provider, *model, *base; /* after the port */
  const char *options[10];
  ProviderSettings settings;
  guint requests; /* until it answers */
  const char *path, *feature;
} Way;

static const Way ways[] = {
  { "openai", "gpt", "/v1", { "--key", "sk-1" }, { .api_key = (char *)"sk-1" }, 1, "/v1/chat/completions", "sizes" },
  { "openai", "strict", "/v1", { "--refuse", "sizes" }, { 0 }, 2, "/v1/chat/completions", "json_schema" },
  { "openai", "llama", "/v1", { "--refuse", "json_schema" }, { 0 }, 3, "/v1/chat/completions", "json_object_schema" },
  { "openai",
    "old",
    "/v1",
    { "--refuse", "json_schema", "--refuse", "json_object_schema" },
    { 0 },
    4,
    "/v1/chat/completions",
    "json_object" },
  { "openai",
    "older",
    "/v1",
    { "--refuse", "json_schema", "--refuse", "json_object_schema", "--refuse", "json_object" },
    { 0 },
    5,
    "/v1/chat/completions",
    "text" },
  { "openai",
    "o9",
    "/v1",
    { "--refuse", "max_tokens", "--refuse", "temperature" },
    { 0 },
    3,
    "/v1/chat/completions",
    "json_schema" },
  { "anthropic", "claude", "", { "--key", "k" }, { .api_key = (char *)"k" }, 1, "/v1/messages", "output_config" },
  { "anthropic",
    "claude-3",
    "",
    { "--refuse", "output_config" },
    { .api_key = (char *)"k" },
    2,
    "/v1/messages",
    "tool" },
  { "bedrock",
    "a.nova-v1:0",
    "",
    { "--aws-id", "AKIDEXAMPLE", "--aws-secret", "s/e+c" },
    { .region = (char *)"eu-central-1", .aws_key_id = (char *)"AKIDEXAMPLE", .aws_secret = (char *)"s/e+c" },
    1,
    "/model/a.nova-v1%3A0/converse",
    "tool" },
  { "bedrock",
    "arn:aws:x/y",
    "",
    { "--aws-id", "A", "--aws-secret", "s", "--aws-token", "t/o==", "--refuse", "tool" },
    { .region = (char *)"eu-central-1",
      .aws_key_id = (char *)"A",
      .aws_secret = (char *)"s",
      .aws_session_token = (char *)"t/o==" },
    2,
    "/model/arn%3Aaws%3Ax%2Fy/converse",
    "any_tool" },
  { "bedrock",
    "m",
    "",
    { "--key", "bk", "--refuse", "tool", "--refuse", "any_tool" },
    { .region = (char *)"eu-central-1", .api_key = (char *)"bk" },
    3,
    "/model/m/converse",
    "output_schema" },
  { "ollama", "qwen", "", { NULL }, { 0 }, 1, "/api/chat", "sizes" },
  { "ollama", "old", "", { "--refuse", "schema" }, { 0 }, 2, "/api/chat", "json" },
};

static void prepare(ProviderSettings *settings, const char *provider, const char *model, const Fake *fake, char *base)
{
  settings->provider = provider_find(provider);
  settings->model = (char *)model;
  g_snprintf(base, 64, "http://127.0.0.1:%u%s", fake->port, strcmp(provider, "openai") == 0 ? "/v1" : "");
  settings->base_url = base;
}

START_TEST(asks)
{
  const Way *way = &ways[_i];
  Fake fake;
  char base[64];
  ProviderSettings settings = way->settings;
  g_autoptr(ProviderResult) result = NULL;
  guint requests;
  json_t *entry, *features;
  gboolean seen = FALSE;

  fake_start(&fake, way->options);
  prepare(&settings, way->provider, way->model, &fake, base);
  result = ask(&settings, USER, &requests);
  ck_assert_msg(result->outcome == PROVIDER_OK, "%s", result->reason);
  ck_assert_uint_eq(requests, way->requests);
  ck_assert(strstr(result->text, "One sentence stands here first.") != NULL && strstr(result->text, "\"L4\"") != NULL);
  ck_assert_int_gt(result->tokens_in, 0);
  ck_assert_int_gt(result->tokens_out, 0);
  entry = log_entry(&fake, requests - 1);
  ck_assert(json_is_null(json_object_get(entry, "problem")));
  ck_assert_str_eq(json_string_value(json_object_get(entry, "path")), way->path);
  ck_assert_str_eq(json_string_value(json_object_get(entry, "model")), way->model);
  ck_assert_str_eq(json_string_value(json_object_get(entry, "system")), "System");
  ck_assert_str_eq(json_string_value(json_object_get(entry, "user")), USER);
  ck_assert_int_eq(json_integer_value(json_object_get(entry, "max_output")), 100);
  features = json_object_get(entry, "features");
  for (gsize i = 0; i < json_array_size(features); i++)
    seen = seen || strcmp(json_string_value(json_array_get(features, i)), way->feature) == 0;
  ck_assert(seen);
  json_decref(entry);
  fake_stop(&fake);
}
END_TEST

static const struct {
  const char *answer;
  ProviderOutcome outcome;
  const char *part;   /* of the reason */
  gint64 least, most; /* retry_after */
  guint timeout;
} failures[] = {
  { "429-seconds:7", PROVIDER_RETRY, "429", 7, 7 },
  { "429-date:100", PROVIDER_RETRY, "429", 95, 100 },
  { "429-ms:1500", PROVIDER_RETRY, "429", 2, 2 },
  { "status:529", PROVIDER_RETRY, "529", -1, -1 },
  { "status:503", PROVIDER_RETRY, "503", -1, -1 },
  { "status:408", PROVIDER_RETRY, "408", -1, -1 },
  { "500-html", PROVIDER_RETRY, "500", -1, -1 },
  { "close", PROVIDER_RETRY, "without an answer", -1, -1 },
  { "truncated", PROVIDER_RETRY, "middle of the answer", -1, -1 },
  { "drip:30", PROVIDER_RETRY, "timed out", -1, -1, 1 },
  { "hang", PROVIDER_RETRY, "timed out", -1, -1, 1 },
  { "huge", PROVIDER_MALFORMED, "larger than 1 MB", -1, -1 },
  { "gzip-bomb", PROVIDER_MALFORMED, "not JSON", -1, -1 },
  { "200-html", PROVIDER_MALFORMED, "not JSON", -1, -1 },
  { "empty", PROVIDER_NO_ANSWER, "empty", -1, -1 },
  { "redirect", PROVIDER_BLOCKED, "base_url", -1, -1 },
  { "status:401", PROVIDER_BLOCKED, "401", -1, -1 },
  { "status:404", PROVIDER_BLOCKED, "404", -1, -1 },
  { "quota", PROVIDER_BLOCKED, NULL, -1, -1 },
  { "too-long", PROVIDER_TOO_LONG, "4096", -1, -1 },
  { "status:413", PROVIDER_TOO_LONG, "413", -1, -1 },
  { "refusal", PROVIDER_REFUSED, NULL, -1, -1 },
  { "filter", PROVIDER_REFUSED, NULL, -1, -1 },
  { "length", PROVIDER_LENGTH, "cut off", -1, -1 },
  { "status:400", PROVIDER_REJECTED, "400", -1, -1 },
  { "obey", PROVIDER_OK, NULL, -1, -1 },
  { "invalid-json", PROVIDER_OK, NULL, -1, -1 },
};

static void fail_once(guint row, const char *provider, const Fake *fake)
{
  char base[64];
  ProviderSettings settings = { .api_key = (char *)"k",
                                .region = (char *)"eu-central-1",
                                .timeout = failures[row].timeout };
  g_autofree char *user = g_strdup_printf("fake-answer:%s end\n%s", failures[row].answer, USER);
  g_autoptr(ProviderResult) result = NULL;
  guint requests;

  /* Ollama has no word for a refusal: its model just says something. */
  if (strcmp(provider, "ollama") == 0 && failures[row].outcome == PROVIDER_REFUSED)
    return;
  /* What is no JSON cannot be the input of a tool, nor can nothing. */
  if (strcmp(provider, "bedrock") == 0 && strcmp(failures[row].answer, "empty") == 0)
    return;
  prepare(&settings, provider, "m", fake, base);
  result = ask(&settings, user, &requests);
  ck_assert_msg(result->outcome == failures[row].outcome, "%s, %s: %s, %s", provider, failures[row].answer,
                provider_outcome_name(result->outcome), result->reason);
  if (failures[row].part != NULL)
    ck_assert_msg(strstr(result->reason, failures[row].part) != NULL, "%s", result->reason);
  ck_assert_int_ge(result->retry_after, failures[row].least);
  ck_assert_int_le(result->retry_after, failures[row].most);
}

START_TEST(fails)
{
  static const char *const providers[] = { "openai", "anthropic", "bedrock", "ollama" };
  /* Time-outs look the same to all of them. */
  guint count = failures[_i].timeout > 0 ? 1 : G_N_ELEMENTS(providers);
  Fake fake;

  fake_start(&fake, NULL);
  for (guint i = 0; i < count; i++)
    fail_once((guint)_i, providers[i], &fake);
  fake_stop(&fake);
}
END_TEST

START_TEST(wrong_key)
{
  static const char *const options[] = { "--key", "right", "--aws-id", "A", "--aws-secret", "right", NULL };
  static const char *const providers[] = { "openai", "anthropic", "bedrock" };
  Fake fake;

  fake_start(&fake, options);
  for (guint i = 0; i < G_N_ELEMENTS(providers); i++) {
    char base[64];
    ProviderSettings settings = { .region = (char *)"eu-central-1",
                                  .api_key = i < 2 ? (char *)"wrong-secret" : NULL,
                                  .aws_key_id = (char *)"A",
                                  .aws_secret = (char *)"wrong-secret" };
    g_autoptr(ProviderResult) result = NULL;
    guint requests;

    prepare(&settings, providers[i], "m", &fake, base);
    result = ask(&settings, USER, &requests);
    ck_assert_int_eq(result->outcome, PROVIDER_BLOCKED);
    ck_assert_ptr_null(strstr(result->reason, "wrong-secret"));
  }
  fake_stop(&fake);
}
END_TEST

/* The server does what its script says, then what it always does; a word in the newsletter goes first, as often as it says. */
START_TEST(follows_its_script)
{
  static const struct {
    const char *user, *part; /* of the reason; NULL: a gist */
  } turns[] = { { USER, "HTTP 500" }, { USER, "HTTP 500" }, { "fake-answer:status:503:1 " USER, "HTTP 503" },
                { USER, "HTTP 529" }, { USER, NULL },       { "fake-answer:status:503:1 " USER, "HTTP 418" },
                { USER, "HTTP 418" } };
  char *folder = support_folder();
  g_autofree char *script = g_build_filename(folder, "script", NULL);
  const char *const options[] = { "--script", script, "--fallback", "status:418", NULL };
  ProviderSettings settings = { 0 };
  char base[64];
  Fake fake;

  ck_assert(g_file_set_contents(script, "500-html 2\n\nstatus:529\ngist 1\n", -1, NULL));
  fake_start(&fake, options);
  prepare(&settings, "ollama", "m", &fake, base);
  for (guint i = 0; i < G_N_ELEMENTS(turns); i++) {
    guint requests;
    g_autoptr(ProviderResult) result = ask(&settings, turns[i].user, &requests);

    ck_assert_msg(result->reason == NULL ? turns[i].part == NULL : strstr(result->reason, turns[i].part) != NULL,
                  "%u: %s", i, result->reason);
  }
  fake_stop(&fake);
  support_remove_folder(folder);
}
END_TEST

Suite *test_provider_wire_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("provider_wire", &tcase);

  tcase_set_timeout(tcase, 60);
  tcase_add_loop_test(tcase, asks, 0, G_N_ELEMENTS(ways));
  tcase_add_loop_test(tcase, fails, 0, G_N_ELEMENTS(failures));
  tcase_add_test(tcase, wrong_key);
  tcase_add_test(tcase, follows_its_script);
  return suite;
}
