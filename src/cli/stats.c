/* SPDX-License-Identifier: MIT */
/* gistwire stats: what models did and cost, and what takes how much space. */
#include <stdio.h>

#include "cli/money.h"
#include "cli/space.h"
#include "util/date.h"

#define DEFAULT_DAYS 30

static const char *feed_of(const Usage *usage)
{
  return usage->feed_name != NULL ? usage->feed_name : "(removed)";
}

static json_t *usage_json(Cli *cli, const Usage *usage)
{
  return json_pack("{s:s, s:o, s:s, s:I, s:I, s:I, s:I, s:o}", "day", usage->day, "feed",
                   cli_json_string(usage->feed_name), "model", usage->model, "calls", (json_int_t)usage->calls,
                   "tokens_in", (json_int_t)usage->tokens_in, "tokens_out", (json_int_t)usage->tokens_out,
                   "milliseconds", (json_int_t)usage->milliseconds, "price",
                   money_json(cli, usage->tokens_in, usage->tokens_out));
}

static void print_json(Cli *cli, const GPtrArray *list, const guint *queue, gint64 today, const SpaceReport *report)
{
  json_t *days = json_array();

  for (guint i = 0; i < list->len; i++)
    json_array_append_new(days, usage_json(cli, g_ptr_array_index(list, i)));
  cli_print_json(json_pack("{s:{s:I, s:I, s:I, s:I}, s:I, s:I, s:o, s:o}", "gists", "pending",
                           (json_int_t)queue[GIST_PENDING], "in_flight", (json_int_t)queue[GIST_IN_FLIGHT], "done",
                           (json_int_t)queue[GIST_DONE], "failed", (json_int_t)queue[GIST_FAILED], "tokens_today",
                           (json_int_t)today, "daily_tokens", (json_int_t)cli->config->gist_daily_tokens, "usage", days,
                           "space", space_json(cli, report)));
}

static void add_row(CliTable *table, Cli *cli, const char *day, const char *feed, const Usage *usage)
{
  g_autofree char *calls = g_strdup_printf("%" G_GINT64_FORMAT, usage->calls);
  g_autofree char *in = g_strdup_printf("%" G_GINT64_FORMAT, usage->tokens_in);
  g_autofree char *out = g_strdup_printf("%" G_GINT64_FORMAT, usage->tokens_out);
  g_autofree char *seconds = g_strdup_printf("%.1f", (double)usage->milliseconds / 1000.0);
  g_autofree char *price = money_price(cli, usage->tokens_in, usage->tokens_out);

  cli_table_add(table, day, feed, usage->model, calls, in, out, seconds, price[0] != '\0' ? price + 8 : "");
}

static void print_table(Cli *cli, const GPtrArray *list, const guint *queue, gint64 today)
{
  CliTable *table = cli_table_new(8, "DAY", "FEED", "MODEL", "CALLS", "TOKENS IN", "OUT", "SECONDS", "PRICE");
  Usage sum = { .model = (char *)"" };

  cli_print("gists by a model: %u done, %u pending, %u in flight, %u failed\n", queue[GIST_DONE], queue[GIST_PENDING],
            queue[GIST_IN_FLIGHT], queue[GIST_FAILED]);
  if (cli->config->gist_daily_tokens > 0)
    cli_print("tokens today: %" G_GINT64_FORMAT " of %" G_GUINT64_FORMAT "\n", today, cli->config->gist_daily_tokens);
  for (guint i = 0; i < list->len; i++) {
    const Usage *usage = g_ptr_array_index(list, i);

    add_row(table, cli, usage->day, feed_of(usage), usage);
    sum.calls += usage->calls;
    sum.tokens_in += usage->tokens_in;
    sum.tokens_out += usage->tokens_out;
    sum.milliseconds += usage->milliseconds;
  }
  add_row(table, cli, "total", "", &sum);
  cli_print("\n");
  cli_table_print(table);
}

static gboolean stats(Cli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *since_text = NULL;
  const GOptionEntry entries[] = { { "since", 0, 0, G_OPTION_ARG_STRING, &since_text, NULL, NULL },
                                   G_OPTION_ENTRY_NULL };
  gint64 since = date_now() - DEFAULT_DAYS * 86400, today = 0;
  guint queue[4];
  g_autoptr(Store) store = NULL;
  g_autoptr(GPtrArray) list = NULL;
  SpaceReport report;

  if (!cli_parse(&argc, &argv, entries, 0, 0, error) ||
      (since_text != NULL && !money_parse_day(since_text, &since, error)) ||
      (store = cli_store(cli, STORE_READ, error)) == NULL || !store_gist_count(store, queue, error) ||
      !store_usage_of_day(store, date_now(), &today, error) || (list = store_usage_list(store, since, error)) == NULL)
    return FALSE;
  if (!cli->json)
    print_table(cli, list, queue, today);
  fflush(stdout);
  if (!space_read(cli, store, &report, error))
    return FALSE;
  if (cli->json) {
    print_json(cli, list, queue, today, &report);
  } else {
    cli_print("\n");
    space_print(cli, &report);
  }
  return TRUE;
}

const CliCommand cli_stats_commands[] = {
  { "stats", NULL, "[--since DAY]",
    "what models did and cost, by day and feed (30 days without --since); what takes how much space, and what will go",
    stats },
  { NULL },
};
