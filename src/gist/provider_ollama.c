/* SPDX-License-Identifier: MIT */
/* Ollama's own API (reference 5.5): its OpenAI-compatible one cannot set the size of the context. */
#include <string.h>

#include "gist/provider_private.h"
#include "util/error.h"

#define DEFAULT_CONTEXT                                                                                                \
  32768 /* tokens; the server's own default may be 4096, beyond which it drops text without a word */

#define MODE_SCHEMA 0u
#define MODE_JSON 1u /* servers before 0.5 */

static char *url(const ProviderSettings *settings G_GNUC_UNUSED, const char *base, GError **error G_GNUC_UNUSED)
{
  return g_strconcat(base, "/api/chat", NULL);
}

static guint context_of(const ProviderSettings *settings)
{
  return settings->context_tokens > 0 ? settings->context_tokens : DEFAULT_CONTEXT;
}

/* The server makes a grammar of it, as llama.cpp does. */
static gboolean sized(const ProviderSettings *settings G_GNUC_UNUSED, const ProviderAsk *ask)
{
  return ask->mode == MODE_SCHEMA;
}

static json_t *body(const ProviderSettings *settings, const ProviderAsk *ask, json_t *schema)
{
  json_t *format = ask->mode == MODE_SCHEMA ? json_incref(schema) : json_string("json");

  /* truncate and shift: newer servers then answer 400 instead of dropping text; older ones ignore them. */
  return json_pack("{s:s, s:[{s:s, s:s}, {s:s, s:s}], s:b, s:b, s:b, s:b, s:o, s:{s:i, s:i, s:i}, s:s}", "model",
                   settings->model, "messages", "role", "system", "content", ask->system, "role", "user", "content",
                   ask->user, "stream", 0, "think", 0, "truncate", 0, "shift", 0, "format", format, "options",
                   "temperature", 0, "num_ctx", (int)context_of(settings), "num_predict", (int)provider_max_output(ask),
                   "keep_alive", "5m");
}

static void read_root(const ProviderSettings *settings, const ProviderAsk *ask G_GNUC_UNUSED, const json_t *root,
                      ProviderResult *result)
{
  static const ProviderFinish finishes[] = {
    { "stop", PROVIDER_OK },
    { "length", PROVIDER_LENGTH },
    { NULL, PROVIDER_NO_ANSWER },
  };
  const char *finish = provider_string(root, "done_reason");

  result->model = provider_line(root, "model");
  result->tokens_in = provider_count(root, "prompt_eval_count");
  result->tokens_out = provider_count(root, "eval_count");
  /* Servers before 0.1.35 have no done_reason. */
  if (finish[0] == '\0' && json_is_true(json_object_get(root, "done")))
    finish = "stop";
  if (result->tokens_in >= (gint64)context_of(settings))
    provider_fail(result, PROVIDER_TOO_LONG, "the prompt filled the context of %u tokens", context_of(settings));
  else if (provider_finish(finishes, finish, result))
    provider_succeed(result, g_strdup(provider_string(json_object_get(root, "message"), "content")));
}

static const char *const wanted[] = { PROVIDER_RETRY_HEADERS, NULL };

const Provider provider_ollama = {
  .name = "ollama",
  .base_url = "http://localhost:11434",
  .wanted = wanted,
  .url = url,
  .sized = sized,
  .body = body,
  .headers = provider_bearer,
  .next_mode = provider_second_mode,
  .read = read_root,
};
