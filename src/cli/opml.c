/* SPDX-License-Identifier: MIT */
/* gistwire opml: the list of feeds for other readers. */
#include <stdio.h>

#include "cli/cli.h"
#include "util/error.h"
#include "web/feed_opml.h"

static gboolean opml(Cli *cli, int argc, char **argv, GError **error)
{
  gboolean group = FALSE;
  const GOptionEntry entries[] = { { "group", 0, 0, G_OPTION_ARG_NONE, &group, NULL, NULL }, G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(GPtrArray) feeds = NULL;
  g_autoptr(GBytes) document = NULL;
  gsize size;
  const char *data;

  if (!cli_parse(&argc, &argv, entries, 0, 0, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      (feeds = store_feed_list(store, error)) == NULL ||
      (document = feed_opml_write(cli->config, feeds, group, error)) == NULL)
    return FALSE;
  data = g_bytes_get_data(document, &size);
  return fwrite(data, 1, size, stdout) == size || error_set(error, ERROR_FAILED, "cannot write to standard output");
}

const CliCommand cli_opml_commands[] = {
  { "opml", NULL, "[--group]", "the list of feeds as OPML, for other readers to import; --group: in folders", opml },
  { NULL },
};
