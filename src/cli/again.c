/* SPDX-License-Identifier: MIT */
/* gistwire newsletter gist --again: new gists after interests, filters, prompt or model have changed. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli/money.h"
#include "util/error.h"

#define PER_TRANSACTION 32u
#define LOOK_MICROSECONDS 200000

typedef struct {
  Cli *cli;
  Store *store;
  gint64 feed_row, newsletter_row; /* one of them */
  gint64 since;
  guint items, ask, change; /* of those, how many a model is asked about, how many just change */
  gint64 tokens;
} Again;

static GArray *find_items(const Again *again, GError **error)
{
  return store_item_since(again->store, again->feed_row, again->newsletter_row, again->since, 0, error);
}

/* What becomes of the items from first on, as many as one transaction takes. */
static GPtrArray *decide(const Again *again, const GArray *items, guint first, GError **error)
{
  g_autoptr(GArray) some = g_array_new(FALSE, FALSE, sizeof(PendingItem));

  g_array_append_vals(some, &g_array_index(items, PendingItem, first), MIN(items->len - first, PER_TRANSACTION));
  return pipeline_gist_items(again->store, again->cli->config, some, PIPELINE_AGAIN, error);
}

static gboolean estimate(Again *again, const GArray *items, GError **error)
{
  TokensRatio ratio = money_ratio(again->cli, again->store);

  again->items = items->len;
  for (guint i = 0; i < items->len; i += PER_TRANSACTION) {
    g_autoptr(GPtrArray) gists = decide(again, items, i, error);

    for (guint k = 0; gists != NULL && k < gists->len; k++) {
      const PipelineGist *made = g_ptr_array_index(gists, k);
      g_autoptr(PipelineQuestion) question =
          made->key != NULL ? pipeline_question(again->store, again->cli->config, made->item.newsletter_row,
                                                made->item.feed_row, error)
                            : NULL;
      gint64 tokens = question != NULL ? money_tokens(again->cli, question, &ratio, error) : 0;

      if (tokens < 0 || (made->key != NULL && question == NULL))
        return FALSE;
      again->ask += made->key != NULL;
      again->change += made->key == NULL;
      again->tokens += tokens;
    }
    if (gists == NULL)
      return FALSE;
    cli_progress("looking", MIN(i + PER_TRANSACTION, items->len), items->len);
  }
  cli_progress_end();
  return TRUE;
}

/* Says what it will be, and asks back where somebody sits. */
static gboolean may_go_on(const Again *again, gboolean yes)
{
  g_autofree char *price = money_price(again->cli, again->tokens, 0);
  char answer[8];

  if (again->ask == 0)
    return TRUE;
  fprintf(stderr,
          "%u of %u newsletters are asked about: about %" G_GINT64_FORMAT
          " tokens in%s, and at most %u out for each.\n",
          again->ask, again->items, again->tokens, price, again->cli->config->gist_max_output_tokens);
  if (yes || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
    return TRUE;
  fprintf(stderr, "Go on? [y/N] ");
  return fgets(answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
}

static gboolean apply(Again *again, const GArray *items, GError **error)
{
  for (guint i = 0; i < items->len; i += PER_TRANSACTION) {
    g_autoptr(GPtrArray) gists = decide(again, items, i, error);
    guint changed;

    if (gists == NULL || !store_begin(again->store, error) ||
        !cli_end(again->store, pipeline_publish(again->store, again->cli->config, gists, &changed, error), error))
      return FALSE;
    cli_progress("queueing", MIN(i + PER_TRANSACTION, items->len), items->len);
  }
  cli_progress_end();
  return TRUE;
}

/* The daemon has the spool locked while it runs. */
static gboolean daemon_runs(Cli *cli)
{
  int folder = open(cli->config->spool_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean locked = folder >= 0 && flock(folder, LOCK_SH | LOCK_NB) != 0;

  if (folder >= 0)
    close(folder);
  return locked;
}

/* Until the daemon has asked for all of them. */
static gboolean wait_for_answers(Again *again, GError **error)
{
  for (guint left = again->ask; left > 0 && daemon_runs(again->cli);) {
    g_autoptr(GArray) items = find_items(again, error);

    if (items == NULL)
      return FALSE;
    left = 0;
    for (guint i = 0; i < items->len; i++)
      left += g_array_index(items, PendingItem, i).awaits != 0;
    cli_progress("gists", again->ask - MIN(left, again->ask), again->ask);
    g_usleep(LOOK_MICROSECONDS);
  }
  cli_progress_end();
  return TRUE;
}

static gboolean run(Again *again, gboolean yes, gboolean wait, GError **error)
{
  g_autoptr(GArray) items = find_items(again, error);
  gboolean running = daemon_runs(again->cli);

  if (items == NULL || !estimate(again, items, error))
    return FALSE;
  if (!may_go_on(again, yes))
    return error_set(error, ERROR_FAILED, "nothing was changed");
  if (!apply(again, items, error))
    return FALSE;
  if (running && (wait || isatty(STDERR_FILENO)) && !wait_for_answers(again, error))
    return FALSE;
  if (again->cli->json)
    cli_print_json(json_pack("{s:i, s:i, s:i, s:I}", "newsletters", (int)again->items, "asked", (int)again->ask,
                             "at_once", (int)again->change, "tokens", (json_int_t)again->tokens));
  else
    cli_print("%u newsletters: %u %s, %u have what they need at once\n", again->items, again->ask,
              running ? "asked about" : "to be asked about when gistwired runs", again->change);
  return TRUE;
}

gboolean cli_newsletter_gist(Cli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *feed_key = NULL, *since = NULL;
  gboolean is_again = FALSE, yes = FALSE, wait = FALSE;
  const GOptionEntry entries[] = {
    { "again", 0, 0, G_OPTION_ARG_NONE, &is_again, NULL, NULL },
    { "feed", 0, 0, G_OPTION_ARG_STRING, &feed_key, NULL, NULL },
    { "since", 0, 0, G_OPTION_ARG_STRING, &since, NULL, NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, NULL, NULL },
    { "wait", 0, 0, G_OPTION_ARG_NONE, &wait, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  Again again = { .cli = cli };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;

  if (!cli_parse(&argc, &argv, entries, 0, 1, error))
    return FALSE;
  if (!is_again || (argc == 1) == (feed_key != NULL))
    return cli_usage(error, "--again, and an ID or --feed");
  if ((since != NULL && !money_parse_day(since, &again.since, error)) ||
      (again.store = store = cli_store(cli, STORE_WRITE, error)) == NULL)
    return FALSE;
  if (feed_key != NULL && (feed = cli_own_feed(store, feed_key, error)) == NULL)
    return FALSE;
  if (feed_key == NULL && !store_newsletter_find(store, argv[0], &again.newsletter_row, error))
    return FALSE;
  again.feed_row = feed != NULL ? feed->row : 0;
  return run(&again, yes, wait, error);
}
