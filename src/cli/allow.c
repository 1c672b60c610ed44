/* SPDX-License-Identifier: MIT */
/* gistwire allow: the allow list of a feed. */
#include "cli/cli.h"
#include "mail/sender.h"

typedef gboolean (*EntryFunc)(Store *store, gint64 feed_row, const char *entry, GError **error);

static gboolean add_entry(Store *store, gint64 feed_row, const char *entry, GError **error)
{
  return store_sender_add(store, feed_row, entry, "admin", error);
}

/* Runs func for every entry in one transaction: all of them, or none. */
static gboolean for_entries(Cli *cli, int argc, char **argv, EntryFunc func, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;
  gboolean ok;

  if (!cli_parse(&argc, &argv, entries, 2, G_MAXINT, error) || (store = cli_store(cli, STORE_WRITE, error)) == NULL ||
      !store_begin(store, error))
    return FALSE;
  feed = cli_own_feed(store, argv[0], error);
  ok = feed != NULL;
  for (int i = 1; ok && i < argc; i++) {
    g_autofree char *entry = sender_entry_parse(argv[i], error);

    ok = entry != NULL && func(store, feed->row, entry, error);
  }
  return cli_end(store, ok, error);
}

static gboolean allow_add(Cli *cli, int argc, char **argv, GError **error)
{
  return for_entries(cli, argc, argv, add_entry, error);
}

static gboolean allow_remove(Cli *cli, int argc, char **argv, GError **error)
{
  return for_entries(cli, argc, argv, store_sender_remove, error);
}

static gboolean allow_list(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;
  json_t *list;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      (feed = cli_own_feed(store, argv[0], error)) == NULL)
    return FALSE;
  list = json_array();
  for (guint i = 0; i < feed->allow->len; i++) {
    json_array_append_new(list, json_string(g_ptr_array_index(feed->allow, i)));
    if (!cli->json)
      cli_print("%s\n", (char *)g_ptr_array_index(feed->allow, i));
  }
  if (cli->json)
    cli_print_json(list);
  else
    json_decref(list);
  return TRUE;
}

const CliCommand cli_allow_commands[] = {
  { "allow", "add", "FEED ENTRY...", "allow senders: news@x.org, @x.org, @.x.org (subdomains), list-id:news.x.org",
    allow_add },
  { "allow", "list", "FEED", "who is allowed", allow_list },
  { "allow", "remove", "FEED ENTRY...", "take entries off the list", allow_remove },
  { NULL },
};
