/* SPDX-License-Identifier: MIT */
#include "cli/money.h"

#include "util/date.h"
#include "util/error.h"
#include "util/http.h"

#define MILLION 1000000.0
#define WAIT_MS 1000

TokensRatio money_ratio(Cli *cli, Store *store)
{
  TokensRatio ratio = { 0 };
  gint64 estimated = 0, reported = 0;

  if (config_asks(cli->config) && store_gist_tokens(store, cli->config->gist_model, &estimated, &reported, NULL))
    tokens_learn(&ratio, estimated, reported);
  return ratio;
}

gint64 money_tokens(Cli *cli, const PipelineQuestion *question, const TokensRatio *ratio, GError **error)
{
  PromptParameters parameters = pipeline_parameters(cli->config);
  g_autoptr(Prompt) prompt = prompt_new(&question->source, &parameters, ratio, NULL, error);

  return prompt != NULL ? (gint64)tokens_correct(ratio, prompt->tokens) : -1;
}

static double price(Cli *cli, gint64 tokens_in, gint64 tokens_out)
{
  return ((double)tokens_in * cli->config->gist_price_in + (double)tokens_out * cli->config->gist_price_out) / MILLION;
}

static gboolean has_prices(Cli *cli)
{
  return cli->config->gist_price_in > 0 || cli->config->gist_price_out > 0;
}

char *money_price(Cli *cli, gint64 tokens_in, gint64 tokens_out)
{
  return has_prices(cli) ? g_strdup_printf(", about %.4f", price(cli, tokens_in, tokens_out)) : g_strdup("");
}

json_t *money_json(Cli *cli, gint64 tokens_in, gint64 tokens_out)
{
  return has_prices(cli) ? json_real(price(cli, tokens_in, tokens_out)) : json_null();
}

static void take_answer(HttpAnswer *answer, gpointer data)
{
  *(HttpAnswer **)data = answer;
}

/* Until something else than ASK_MORE comes. */
static gboolean ask_until(Ask *ask, HttpClient *client, AskOutcome *outcome, GError **error)
{
  do {
    HttpRequest *request = ask_request(ask, date_now(), error);
    g_autoptr(HttpAnswer) answer = NULL;

    if (request == NULL)
      return FALSE;
    http_client_start(client, request, take_answer, &answer);
    while (answer == NULL)
      http_client_run(client, WAIT_MS);
    *outcome = ask_answer(ask, answer, date_now());
  } while (*outcome == ASK_MORE);
  return TRUE;
}

Gist *money_ask(Cli *cli, const PipelineQuestion *question, AskCost *cost, GError **error)
{
  g_auto(ProviderSettings) settings = { 0 };
  AskServer server = { .settings = &settings, .parameters = pipeline_parameters(cli->config) };
  g_autoptr(Ask) ask = ask_new(&server, &question->source);
  g_autoptr(HttpClient) client = NULL;
  AskOutcome outcome;

  if (!pipeline_provider(cli->config, &settings, error) || !provider_load_keys(&settings, error) ||
      (client = http_client_new(error)) == NULL || !ask_until(ask, client, &outcome, error))
    return NULL;
  *cost = ask_cost(ask);
  if (outcome == ASK_DONE)
    return ask_take_gist(ask);
  error_set(error, outcome == ASK_RETRY ? ERROR_AGAIN : ERROR_FAILED, "model %s: %s", cli->config->gist_model,
            ask_reason(ask));
  return NULL;
}

gboolean money_parse_day(const char *text, gint64 *when, GError **error)
{
  g_autofree char *full = g_strconcat(text, "T00:00:00Z", NULL);
  g_autoptr(GDateTime) day = g_date_time_new_from_iso8601(full, NULL);

  if (day == NULL)
    return error_set(error, ERROR_INVALID, "'%s' is no day such as 2026-11-23", text);
  *when = g_date_time_to_unix(day);
  return TRUE;
}
