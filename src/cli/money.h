/* SPDX-License-Identifier: MIT */
/* Tokens, what they cost, and asking a model from a command. */
#pragma once

#include "cli/cli.h"
#include "gist/ask.h"
#include "pipeline.h"

/* What the tokens of the model that is configured are against estimates, as far as the store knows. */
TokensRatio money_ratio(Cli *cli, Store *store);

/* How many tokens that question is, estimated and corrected; -1 for an error. */
gint64 money_tokens(Cli *cli, const PipelineQuestion *question, const TokensRatio *ratio, GError **error);

/* ", about 0.0123" by the configured prices; "" when there are none. The caller frees it. */
char *money_price(Cli *cli, gint64 tokens_in, gint64 tokens_out);
/* The same as a number; JSON null when there are none. */
json_t *money_json(Cli *cli, gint64 tokens_in, gint64 tokens_out);

/* Asks the configured model, here and now. NULL: *error has the reason. */
Gist *money_ask(Cli *cli, const PipelineQuestion *question, AskCost *cost, GError **error);

/* "2026-11-23" as the beginning of that day in UTC: ERROR_INVALID. */
gboolean money_parse_day(const char *text, gint64 *when, GError **error);
