/* SPDX-License-Identifier: MIT */
/* gistwire filter: add, list, remove. */
#include "model/filter.h"

#include "cli/cli.h"
#include "util/error.h"
#include "util/text.h"

/* The patterns of one command line. */
typedef struct {
  char **include, **exclude, **links;
} Patterns;

static void patterns_clear(Patterns *patterns)
{
  g_strfreev(patterns->include);
  g_strfreev(patterns->exclude);
  g_strfreev(patterns->links);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Patterns, patterns_clear)

static gboolean take(char **values, FilterKind kind, GPtrArray *filters, GError **error)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++) {
    g_autofree char *pattern = text_clean_line(values[i], -1);

    if (!filter_check(kind, pattern, error))
      return FALSE;
    g_ptr_array_add(filters, filter_new(kind, pattern));
  }
  return TRUE;
}

GPtrArray *cli_filters(char **include, char **exclude, char **links, GError **error)
{
  g_autoptr(GPtrArray) filters = g_ptr_array_new_with_free_func((GDestroyNotify)filter_free);

  return take(include, FILTER_INCLUDE_SUBJECT, filters, error) &&
                 take(exclude, FILTER_EXCLUDE_SUBJECT, filters, error) &&
                 take(links, FILTER_EXCLUDE_LINK, filters, error)
             ? g_steal_pointer(&filters)
             : NULL;
}

typedef gboolean (*ChangeFunc)(Store *store, gint64 feed_row, const Filter *filter, GError **error);

static gboolean change_all(Store *store, const char *key, const GPtrArray *filters, ChangeFunc change, GError **error)
{
  g_autoptr(Feed) feed = cli_own_feed(store, key, error);

  if (feed == NULL)
    return FALSE;
  for (guint i = 0; i < filters->len; i++)
    if (!change(store, feed->row, g_ptr_array_index(filters, i), error))
      return FALSE;
  return TRUE;
}

static gboolean run(Cli *cli, int argc, char **argv, ChangeFunc change, GError **error)
{
  g_auto(Patterns) patterns = { 0 };
  const GOptionEntry entries[] = {
    { "include-subject", 0, 0, G_OPTION_ARG_STRING_ARRAY, &patterns.include, NULL, NULL },
    { "exclude-subject", 0, 0, G_OPTION_ARG_STRING_ARRAY, &patterns.exclude, NULL, NULL },
    { "exclude-link", 0, 0, G_OPTION_ARG_STRING_ARRAY, &patterns.links, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(GPtrArray) filters = NULL;
  g_autoptr(Store) store = NULL;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error))
    return FALSE;
  filters = cli_filters(patterns.include, patterns.exclude, patterns.links, error);
  if (filters == NULL)
    return FALSE;
  if (filters->len == 0)
    return cli_usage(error, "no filter is given");
  return (store = cli_store(cli, STORE_WRITE, error)) != NULL && store_begin(store, error) &&
         cli_end(store, change_all(store, argv[0], filters, change, error), error);
}

static gboolean filter_add(Cli *cli, int argc, char **argv, GError **error)
{
  return run(cli, argc, argv, store_filter_add, error);
}

static gboolean filter_remove(Cli *cli, int argc, char **argv, GError **error)
{
  return run(cli, argc, argv, store_filter_remove, error);
}

static gboolean filter_list(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      (feed = cli_own_feed(store, argv[0], error)) == NULL)
    return FALSE;
  if (cli->json) {
    cli_print_json(cli_json_filters(feed->filters));
    return TRUE;
  }
  for (guint i = 0; i < feed->filters->len; i++) {
    const Filter *filter = g_ptr_array_index(feed->filters, i);

    cli_print("--%s '%s'\n", filter_kind_name(filter->kind), filter->pattern);
  }
  return TRUE;
}

json_t *cli_json_filters(const GPtrArray *filters)
{
  json_t *list = json_array();

  for (guint i = 0; filters != NULL && i < filters->len; i++) {
    const Filter *filter = g_ptr_array_index(filters, i);

    json_array_append_new(list,
                          json_pack("{s:s, s:s}", "kind", filter_kind_name(filter->kind), "pattern", filter->pattern));
  }
  return list;
}

#define PATTERNS "[--include-subject P] [--exclude-subject P] [--exclude-link P] ..."

const CliCommand cli_filter_commands[] = {
  { "filter", "add", "FEED " PATTERNS, "what the feed wants, told without a model; '*' and '?' are wild", filter_add },
  { "filter", "list", "FEED", "the filters of a feed", filter_list },
  { "filter", "remove", "FEED " PATTERNS, "take filters away, as they were given", filter_remove },
  { NULL },
};
