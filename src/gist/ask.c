/* SPDX-License-Identifier: MIT */
#include "gist/ask.h"

#include <string.h>

#define LONGER 2u       /* times max_output_tokens after an answer that was cut off */
#define MAX_SHORTENED 3 /* times that the text is halved for a context that is too small */

struct _Ask {
  AskServer *server;
  const PromptSource *source;
  PromptParameters parameters; /* as this question has come to need them */
  Prompt *prompt;              /* of the request that is out */
  guint mode;
  guint shortened;
  gboolean longer, once_more;
  char *complaint, *wrong; /* of the first round, in the second */
  guint rounds;
  AskCost cost;
  Gist *gist;
  char *reason;
  gint64 retry_after;
  gboolean works;
};

Ask *ask_new(AskServer *server, const PromptSource *source)
{
  Ask *ask = g_new0(Ask, 1);

  ask->server = server;
  ask->source = source;
  ask->parameters = server->parameters;
  ask->mode = server->mode;
  ask->retry_after = -1;
  ask->rounds = 1;
  return ask;
}

void ask_free(Ask *ask)
{
  if (ask == NULL)
    return;
  prompt_free(ask->prompt);
  gist_free(ask->gist);
  g_free(ask->complaint);
  g_free(ask->wrong);
  g_free(ask->reason);
  g_free(ask);
}

static ProviderAsk question(const Ask *ask)
{
  return (ProviderAsk){ .system = ask->prompt->system,
                        .user = ask->prompt->user,
                        .schema = schema_json(SCHEMA_COMMON),
                        .schema_sized = schema_json(SCHEMA_SIZED),
                        .max_output_tokens = ask->parameters.max_output_tokens,
                        .mode = ask->mode };
}

HttpRequest *ask_request(Ask *ask, gint64 now, GError **error)
{
  const PromptRepair repair = { ask->complaint, ask->wrong };
  ProviderAsk asked;

  g_clear_pointer(&ask->prompt, prompt_free);
  ask->prompt =
      prompt_new(ask->source, &ask->parameters, &ask->server->ratio, ask->complaint != NULL ? &repair : NULL, error);
  if (ask->prompt == NULL)
    return NULL;
  asked = question(ask);
  return provider_request(ask->server->settings, &asked, now, error);
}

/* --- answers ------------------------------------------------------------------------------ */

static AskOutcome end(Ask *ask, AskOutcome outcome, const char *what, const char *reason)
{
  g_free(ask->reason);
  ask->reason = g_strconcat(what, reason, NULL);
  return outcome;
}

static void count(Ask *ask, const ProviderResult *result, gint64 milliseconds)
{
  gint64 in = result->tokens_in, out = result->tokens_out;

  if (result->outcome == PROVIDER_OK) {
    if (in >= 0)
      tokens_learn(&ask->server->ratio, ask->prompt->tokens, in);
    else
      in = tokens_correct(&ask->server->ratio, ask->prompt->tokens);
    if (out < 0)
      out = tokens_correct(&ask->server->ratio, tokens_estimate(result->text, -1));
  }
  ask->cost.calls++;
  ask->cost.tokens_in += MAX(in, 0);
  ask->cost.tokens_out += MAX(out, 0);
  ask->cost.milliseconds += milliseconds;
}

static void finish_gist(Ask *ask, SchemaResult *read)
{
  Gist *gist = g_steal_pointer(&read->gist);

  gist->provider = g_strdup(ask->server->parameters.provider);
  gist->model = g_strdup(ask->server->parameters.model);
  gist->prompt_version = PROMPT_VERSION;
  gist->tokens_estimated = ask->prompt->tokens;
  gist->tokens_in = ask->cost.tokens_in;
  gist->tokens_out = ask->cost.tokens_out;
  gist->milliseconds = ask->cost.milliseconds;
  gist->rounds = ask->rounds;
  gist->dropped = read->dropped;
  gist->left_out = ask->prompt->left_out;
  gist_free(ask->gist);
  ask->gist = gist;
}

static AskOutcome read_text(Ask *ask, const char *text)
{
  g_autoptr(SchemaResult) read = schema_read(text, strlen(text), &ask->prompt->links, ask->complaint != NULL);

  ask->server->mode = ask->mode;
  if (read->verdict == SCHEMA_GOOD) {
    finish_gist(ask, read);
    return ASK_DONE;
  }
  if (read->verdict == SCHEMA_HOPELESS || ask->complaint != NULL)
    return end(ask, ASK_FAILED, "the model's answer cannot be used: ", read->complaint);
  ask->complaint = g_steal_pointer(&read->complaint);
  ask->wrong = g_strdup(text);
  ask->rounds++;
  return ASK_MORE;
}

/* What the server said about the question itself. */
static AskOutcome adapt(Ask *ask, const ProviderResult *result)
{
  switch (result->outcome) {
  case PROVIDER_NEXT_MODE:
    ask->mode = result->next_mode;
    return ASK_MORE;
  case PROVIDER_LENGTH:
    if (ask->longer)
      return end(ask, ASK_FAILED, "the answer was cut off twice: ", result->reason);
    ask->longer = TRUE;
    ask->parameters.max_output_tokens *= LONGER;
    return ASK_MORE;
  case PROVIDER_TOO_LONG:
    if (ask->shortened == MAX_SHORTENED)
      return end(ask, ASK_FAILED, "too long for the model, however short: ", result->reason);
    ask->shortened++;
    /* Half of what was sent, which may be less than the limit. */
    ask->parameters.max_input_tokens =
        MIN(ask->parameters.max_input_tokens, tokens_correct(&ask->server->ratio, ask->prompt->tokens)) / 2;
    return ASK_MORE;
  case PROVIDER_NO_ANSWER:
    if (ask->once_more)
      return end(ask, ASK_FAILED, "", result->reason);
    ask->once_more = TRUE;
    return ASK_MORE;
  case PROVIDER_REFUSED:
    return end(ask, ASK_FAILED, "refused: ", result->reason);
  default:
    return end(ask, ASK_FAILED, "", result->reason);
  }
}

static AskOutcome judge(Ask *ask, const ProviderResult *result)
{
  switch (result->outcome) {
  case PROVIDER_OK:
    return read_text(ask, result->text);
  case PROVIDER_RETRY:
  case PROVIDER_MALFORMED:
    ask->retry_after = result->outcome == PROVIDER_RETRY ? result->retry_after : -1;
    return end(ask, ASK_RETRY, "", result->reason);
  case PROVIDER_BLOCKED:
    return end(ask, ASK_BLOCKED, "", result->reason);
  default:
    return adapt(ask, result);
  }
}

AskOutcome ask_answer(Ask *ask, const HttpAnswer *answer, gint64 now)
{
  ProviderAsk asked = question(ask);
  g_autoptr(ProviderResult) result = provider_read(ask->server->settings, &asked, answer, now);
  AskOutcome outcome;

  count(ask, result, answer->milliseconds);
  outcome = judge(ask, result);
  ask->works = outcome == ASK_MORE || outcome == ASK_DONE || outcome == ASK_FAILED;
  if (outcome == ASK_MORE && ask->cost.calls >= ASK_MAX_REQUESTS)
    return end(ask, ASK_FAILED, "too many requests without an answer", "");
  return outcome;
}

Gist *ask_take_gist(Ask *ask)
{
  return g_steal_pointer(&ask->gist);
}

const char *ask_reason(const Ask *ask)
{
  return ask->reason;
}

gint64 ask_retry_after(const Ask *ask)
{
  return ask->retry_after;
}

gboolean ask_server_works(const Ask *ask)
{
  return ask->works;
}

AskCost ask_cost(const Ask *ask)
{
  return ask->cost;
}
