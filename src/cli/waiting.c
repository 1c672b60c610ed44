/* SPDX-License-Identifier: MIT */
/* gistwire waiting: mail that is kept but in no feed. */
#include "cli/cli.h"
#include "pipeline.h"
#include "util/date.h"
#include "util/error.h"

static json_t *waiting_json(const Waiting *waiting)
{
  const Newsletter *n = waiting->newsletter;

  return json_pack("{s:s, s:o, s:s, s:s, s:o, s:o, s:s, s:s, s:o}", "id", n->id, "feed",
                   cli_json_string(waiting->feed_name), "recipient", waiting->recipient, "reason", waiting->reason,
                   "from", cli_json_string(n->from_address), "from_name", cli_json_string(n->from_name), "verdict",
                   verdict_name(n->verdict), "subject", n->subject, "since", cli_json_date(waiting->since));
}

static gboolean waiting_list(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(GPtrArray) list = NULL;
  json_t *json = NULL;
  CliTable *table = NULL;

  if (!cli_parse(&argc, &argv, entries, 0, 0, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      (list = store_waiting_list(store, error)) == NULL)
    return FALSE;
  if (cli->json)
    json = json_array();
  else
    table = cli_table_new(6, "ID", "SINCE", "FEED", "FROM", "SUBJECT", "WHY");
  for (guint i = 0; i < list->len; i++) {
    const Waiting *waiting = g_ptr_array_index(list, i);
    g_autofree char *since = date_rfc3339(waiting->since);
    const Newsletter *n = waiting->newsletter;

    if (json != NULL)
      json_array_append_new(json, waiting_json(waiting));
    else
      cli_table_add(table, n->id, since, waiting->feed_name != NULL ? waiting->feed_name : "-", newsletter_sender(n),
                    n->subject, waiting->reason);
  }
  if (json != NULL)
    cli_print_json(json);
  else
    cli_table_print(table);
  return TRUE;
}

/* The waiting rows of one newsletter: of Waiting, owned by list. */
static GPtrArray *rows_of(GPtrArray *list, gint64 row)
{
  GPtrArray *rows = g_ptr_array_new();

  for (guint i = 0; i < list->len; i++)
    if (((Waiting *)g_ptr_array_index(list, i))->newsletter->row == row)
      g_ptr_array_add(rows, g_ptr_array_index(list, i));
  return rows;
}

/* Finds a waiting newsletter by its id: *all owns the rows that *rows lists. */
static gboolean find_waiting(Store *store, const char *id, GPtrArray **all, GPtrArray **rows, gint64 *row,
                             GError **error)
{
  gint64 found;

  if (!store_newsletter_find(store, id, &found, error) || (*all = store_waiting_list(store, error)) == NULL)
    return FALSE;
  *rows = rows_of(*all, found);
  *row = found;
  if ((*rows)->len == 0)
    return error_set(error, ERROR_NOT_FOUND, "%s is not in the waiting room", id);
  return TRUE;
}

static gboolean waiting_show(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(Newsletter) newsletter = NULL;
  gint64 row;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      !find_waiting(store, argv[0], &all, &rows, &row, error) ||
      (newsletter = store_newsletter_get(store, row, error)) == NULL)
    return FALSE;
  if (cli->json) {
    json_t *json = waiting_json(g_ptr_array_index(rows, 0));

    json_object_set_new(json, "markdown", json_string(newsletter->markdown));
    cli_print_json(json);
    return TRUE;
  }
  for (guint i = 0; i < rows->len; i++) {
    const Waiting *waiting = g_ptr_array_index(rows, i);

    cli_print("waits: %s%s%s: %s\n", waiting->recipient, waiting->feed_name != NULL ? ", feed " : "",
              waiting->feed_name != NULL ? waiting->feed_name : "", waiting->reason);
  }
  cli_print("from: %s <%s> (%s)\nsubject: %s\n\n%s\n", newsletter_sender(newsletter),
            newsletter->from_address != NULL ? newsletter->from_address : "", verdict_name(newsletter->verdict),
            newsletter->subject, newsletter->markdown);
  return TRUE;
}

/* The feeds a release goes to: the one named, else those the mail came to. */
static GPtrArray *release_targets(Store *store, const char *feed_key, GPtrArray *rows, GError **error)
{
  g_autoptr(GPtrArray) feeds = g_ptr_array_new_with_free_func((GDestroyNotify)feed_free);

  if (feed_key != NULL) {
    Feed *feed = cli_own_feed(store, feed_key, error);

    if (feed == NULL)
      return NULL;
    g_ptr_array_add(feeds, feed);
    return g_steal_pointer(&feeds);
  }
  for (guint i = 0; i < rows->len; i++) {
    const Waiting *waiting = g_ptr_array_index(rows, i);
    Feed *feed = waiting->feed_row != 0 ? store_feed_by_row(store, waiting->feed_row, error) : NULL;

    if (feed != NULL)
      g_ptr_array_add(feeds, feed);
    else if (waiting->feed_row != 0)
      return NULL;
  }
  if (feeds->len == 0) {
    error_set(error, ERROR_INVALID, "it came to no feed: name one with --feed");
    return NULL;
  }
  return g_steal_pointer(&feeds);
}

static gboolean release_into(Store *store, const Newsletter *newsletter, const Feed *feed, gboolean allow,
                             GError **error)
{
  g_autofree char *detail = g_strdup_printf("into feed '%s'%s", feed->name, allow ? ", sender allowed" : "");
  g_autoptr(GError) failure = NULL;
  gboolean added;

  if (!store_item_add(store, feed->row, newsletter->row, date_now(), TRUE, &added, error))
    return FALSE;
  if (allow && !store_sender_add(store, feed->row, newsletter->from_address, "release", &failure) &&
      !g_error_matches(failure, GISTWIRE_ERROR, ERROR_EXISTS)) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
  }
  return pipeline_log(store, newsletter, OUTCOME_RELEASED, detail, error);
}

static gboolean release(Store *store, const char *id, const char *feed_key, gboolean allow, GError **error)
{
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) feeds = NULL;
  g_autoptr(Newsletter) newsletter = NULL;
  gint64 row;

  if (!find_waiting(store, id, &all, &rows, &row, error) ||
      (newsletter = store_newsletter_get(store, row, error)) == NULL ||
      (feeds = release_targets(store, feed_key, rows, error)) == NULL)
    return FALSE;
  if (allow && newsletter->from_address == NULL)
    return error_set(error, ERROR_INVALID, "the sender's address cannot be read: release it without --allow");
  if (allow && newsletter->verdict == VERDICT_FORGED)
    return error_set(error, ERROR_INVALID, "the sender %s is not certain: release it without --allow",
                     newsletter->from_address);
  for (guint i = 0; i < feeds->len; i++)
    if (!release_into(store, newsletter, g_ptr_array_index(feeds, i), allow, error))
      return FALSE;
  return store_waiting_clear(store, row, 0, error);
}

static gboolean waiting_release(Cli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *feed_key = NULL;
  gboolean allow = FALSE;
  const GOptionEntry entries[] = {
    { "feed", 0, 0, G_OPTION_ARG_STRING, &feed_key, NULL, NULL },
    { "allow", 0, 0, G_OPTION_ARG_NONE, &allow, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(Store) store = NULL;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error) || (store = cli_store(cli, STORE_WRITE, error)) == NULL ||
      !store_begin(store, error) || !cli_end(store, release(store, argv[0], feed_key, allow, error), error))
    return FALSE;
  return cli_gist(cli, store, error);
}

static gboolean discard(Store *store, const char *id, GError **error)
{
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(Newsletter) newsletter = NULL;
  gint64 row;

  return find_waiting(store, id, &all, &rows, &row, error) &&
         (newsletter = store_newsletter_get(store, row, error)) != NULL &&
         pipeline_log(store, newsletter, OUTCOME_DISCARDED, "from the waiting room", error) &&
         store_waiting_clear(store, row, 0, error) && store_newsletter_prune(store, row, error);
}

static gboolean waiting_discard(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;

  return cli_parse(&argc, &argv, entries, 1, 1, error) && (store = cli_store(cli, STORE_WRITE, error)) != NULL &&
         store_begin(store, error) && cli_end(store, discard(store, argv[0], error), error);
}

const CliCommand cli_waiting_commands[] = {
  { "waiting", "list", "", "mail that is kept but in no feed, and why", waiting_list },
  { "waiting", "show", "ID", "one of them with its text", waiting_show },
  { "waiting", "release", "ID [--feed FEED] [--allow]",
    "put it into its feed; --allow adds the sender to the allow list", waiting_release },
  { "waiting", "discard", "ID", "delete it", waiting_discard },
  { NULL },
};
