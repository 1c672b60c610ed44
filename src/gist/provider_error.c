/* SPDX-License-Identifier: MIT */
/* What an answer other than 200 means: first what the provider's own rules say, then x-should-retry, then what holds for all. */
#include <string.h>

#include "gist/json.h"
#include "gist/provider_private.h"
#include "gist/retry.h"
#include "util/text.h"

#define MAX_FIELD 300 /* characters */

static const ProviderRule common_rules[] = {
  { 0, NULL, "context length", PROVIDER_TOO_LONG },
  { 0, NULL, "context size", PROVIDER_TOO_LONG },
  { 0, NULL, "context window", PROVIDER_TOO_LONG },
  { 0, NULL, "maximum context", PROVIDER_TOO_LONG },
  { 0, NULL, "prompt is too long", PROVIDER_TOO_LONG },
  { 0, NULL, "input is too long", PROVIDER_TOO_LONG },
  { 0, NULL, "too many input tokens", PROVIDER_TOO_LONG },
  { 400, NULL, NULL, PROVIDER_NEXT_MODE },
  { 401, NULL, NULL, PROVIDER_BLOCKED },
  { 402, NULL, NULL, PROVIDER_BLOCKED },
  { 403, NULL, NULL, PROVIDER_BLOCKED },
  { 404, NULL, NULL, PROVIDER_BLOCKED },
  { 405, NULL, NULL, PROVIDER_BLOCKED },
  { 407, NULL, NULL, PROVIDER_BLOCKED },
  { 408, NULL, NULL, PROVIDER_RETRY },
  { 409, NULL, NULL, PROVIDER_RETRY },
  { 410, NULL, NULL, PROVIDER_BLOCKED },
  { 413, NULL, NULL, PROVIDER_TOO_LONG },
  { 421, NULL, NULL, PROVIDER_BLOCKED },
  { 422, NULL, NULL, PROVIDER_NEXT_MODE },
  { 425, NULL, NULL, PROVIDER_RETRY },
  { 429, NULL, NULL, PROVIDER_RETRY },
  { 501, NULL, NULL, PROVIDER_NEXT_MODE },
  { 0, NULL, NULL, PROVIDER_OK },
};

static void clear_error(ProviderError *error)
{
  g_free(error->type);
  g_free(error->code);
  g_free(error->param);
  g_free(error->message);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ProviderError, clear_error)

/* A member that is a string or a whole number, as one line; "" when it is neither. Masked before it is cut: half a key is one too. */
static char *field(const ProviderSettings *settings, const json_t *object, const char *key)
{
  const json_t *value = json_object_get(object, key);
  g_autofree char *line = NULL;
  g_autofree char *masked = NULL;

  if (json_is_integer(value))
    return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
  line = text_clean_line(provider_string(object, key), -1);
  masked = provider_mask(settings, line);
  return text_ellipsize(masked, MAX_FIELD);
}

/* {"error":{..}}, {"error":"text"}, {"message":".."}, {"Message":".."}, {"detail":".."}, and each of them in an array. */
static void read_fields(const ProviderSettings *settings, const json_t *root, ProviderError *error)
{
  const json_t *object = json_is_array(root) ? json_array_get(root, 0) : root;
  const json_t *inner = json_object_get(object, "error");
  static const char *const messages[] = { "message", "Message", "error", "detail" };

  if (json_is_object(inner))
    object = inner;
  error->type = field(settings, object, "type");
  error->param = field(settings, object, "param");
  error->code = field(settings, object, "code");
  if (json_is_object(json_object_get(object, "details"))) {
    g_free(error->code);
    error->code = field(settings, json_object_get(object, "details"), "error_code");
  }
  for (guint i = 0; i < G_N_ELEMENTS(messages) && (error->message == NULL || error->message[0] == '\0'); i++) {
    g_free(error->message);
    error->message = field(settings, object, messages[i]);
  }
}

/* "ThrottlingException:http://..." -> "ThrottlingException". */
static void read_amazon_type(const HttpAnswer *answer, ProviderError *error)
{
  const char *value = http_answer_header(answer, "x-amzn-errortype");

  if (value == NULL)
    return;
  g_free(error->type);
  error->type = g_strndup(value, strcspn(value, ":"));
}

static gboolean contains(const char *text, const char *part)
{
  g_autofree char *lower = g_ascii_strdown(text, -1);

  return strstr(lower, part) != NULL;
}

static gboolean fits(const ProviderRule *rule, const ProviderError *error)
{
  return (rule->status == 0 || rule->status == error->status) &&
         (rule->code == NULL || g_ascii_strcasecmp(rule->code, error->type) == 0 ||
          g_ascii_strcasecmp(rule->code, error->code) == 0) &&
         (rule->text == NULL || contains(error->message, rule->text) || contains(error->code, rule->text));
}

/* PROVIDER_OK: no rule fits. */
static ProviderOutcome apply(const ProviderRule *rule, const ProviderError *error)
{
  while (rule->outcome != PROVIDER_OK && !fits(rule, error))
    rule++;
  return rule->outcome;
}

static ProviderOutcome classify(const Provider *provider, const ProviderError *error, const char *should_retry)
{
  ProviderOutcome outcome = provider->rules != NULL ? apply(provider->rules, error) : PROVIDER_OK;

  if (outcome != PROVIDER_OK)
    return outcome;
  if (g_strcmp0(should_retry, "true") == 0)
    return PROVIDER_RETRY;
  outcome = apply(common_rules, error);
  if (outcome == PROVIDER_OK)
    outcome = error->status < 400 ? PROVIDER_BLOCKED : error->status < 500 ? PROVIDER_REJECTED : PROVIDER_RETRY;
  /* A client that retries within seconds is meant: a server that fails is asked again much later all the same, one that limits is not. */
  return error->status == 429 && g_strcmp0(should_retry, "false") == 0 ? PROVIDER_BLOCKED : outcome;
}

static gint64 read_retry_after(const HttpAnswer *answer, gint64 now)
{
  const char *milliseconds = http_answer_header(answer, "retry-after-ms");
  const char *value = http_answer_header(answer, "retry-after");
  gint64 seconds = milliseconds != NULL ? retry_parse_milliseconds(milliseconds) : -1;

  return seconds >= 0 || value == NULL ? seconds : retry_parse_after(value, now);
}

static void explain(ProviderResult *result, ProviderOutcome outcome, const ProviderError *error)
{
  const char *name = error->type[0] != '\0' ? error->type : error->code;

  if (error->status >= 300 && error->status < 400)
    provider_fail(result, outcome, "HTTP %u: the server sends elsewhere; base_url must be the address itself",
                  error->status);
  else
    provider_fail(result, outcome, "HTTP %u%s%s%s%s", error->status, name[0] != '\0' ? " " : "", name,
                  error->message[0] != '\0' ? ": " : "", error->message);
}

void provider_read_error(const ProviderSettings *settings, const ProviderAsk *ask, const HttpAnswer *answer,
                         const json_t *root, gint64 now, ProviderResult *result)
{
  const Provider *provider = settings->provider;
  g_auto(ProviderError) error = { .status = answer->status };
  ProviderOutcome outcome;
  gint64 status;

  read_fields(settings, root, &error);
  read_amazon_type(answer, &error);
  /* A gateway that answers 200 before it knows puts the status into the error. */
  status = g_ascii_strtoll(error.code, NULL, 10);
  if (answer->status == 200)
    error.status = status >= 400 && status <= 599 ? (guint)status : 502;
  outcome = classify(provider, &error, http_answer_header(answer, "x-should-retry"));
  if (outcome == PROVIDER_NEXT_MODE &&
      (provider->next_mode == NULL || !provider->next_mode(settings, ask, &error, &result->next_mode)))
    outcome = PROVIDER_REJECTED;
  if (outcome == PROVIDER_RETRY)
    result->retry_after = read_retry_after(answer, now);
  explain(result, outcome, &error);
}
