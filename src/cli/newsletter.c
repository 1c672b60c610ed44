/* SPDX-License-Identifier: MIT */
/* gistwire newsletter: list, show, remove, rebuild. */
#include <stdio.h>

#include "cli/show.h"
#include "pipeline.h"
#include "util/date.h"
#include "util/error.h"
#include "util/log.h"

#define REBUILT_PER_TRANSACTION 32u

static json_t *item_json(const Item *item)
{
  const Newsletter *n = item->newsletter;

  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:o, s:o, s:o}", "id", item->id, "newsletter", n->id,
                   "guid", item->guid, "state", item_state_name(item->state), "why", item->why, "from",
                   cli_json_string(n->from_address), "from_name", cli_json_string(n->from_name), "subject", n->subject,
                   "date", cli_json_date(n->date), "published", cli_json_date(item->published), "updated",
                   cli_json_date(item->updated));
}

static gboolean newsletter_list(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;
  g_autoptr(GPtrArray) items = NULL;
  json_t *json = NULL;
  CliTable *table = NULL;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      (feed = store_feed_find(store, argv[0], error)) == NULL ||
      (items = store_item_list(store, feed->row, 0, TRUE, error)) == NULL)
    return FALSE;
  if (cli->json)
    json = json_array();
  else
    table = cli_table_new(6, "ID", "DATE", "STATE", "FROM", "SUBJECT", "WHY");
  for (guint i = 0; i < items->len; i++) {
    const Item *item = g_ptr_array_index(items, i);
    g_autofree char *date = date_rfc3339(item->newsletter->date);

    if (json != NULL)
      json_array_append_new(json, item_json(item));
    else
      cli_table_add(table, item->id, date, item_state_name(item->state), newsletter_sender(item->newsletter),
                    item->newsletter->subject, item->why);
  }
  if (json != NULL)
    cli_print_json(json);
  else
    cli_table_print(table);
  return TRUE;
}

static gboolean print_raw(Store *store, gint64 row, GError **error)
{
  g_autoptr(GBytes) raw = store_newsletter_raw(store, row, error);

  if (raw == NULL)
    return FALSE;
  if (fwrite(g_bytes_get_data(raw, NULL), 1, g_bytes_get_size(raw), stdout) != g_bytes_get_size(raw) ||
      fflush(stdout) != 0)
    return error_set(error, ERROR_FAILED, "cannot write to standard output");
  return TRUE;
}

/* The gist of the item that id names; an id of the newsletter itself has none. */
static gboolean print_gist(Cli *cli, Store *store, const char *id, const Newsletter *newsletter, GError **error)
{
  g_autoptr(Item) item = NULL;

  if (!store_item_by_id(store, id, &item, error))
    return FALSE;
  if (item == NULL || item->gist == NULL)
    return error_set(error, ERROR_NOT_FOUND, "%s is not the id of a published item", id);
  if (cli->json)
    cli_print_json(show_gist_json(newsletter, item->gist));
  else
    show_gist_text(newsletter, item->gist);
  return TRUE;
}

static void print_head(const Newsletter *n)
{
  g_autofree char *date = date_rfc3339(n->date);

  cli_print("id:      %s\nfrom:    %s <%s> (%s)\nsubject: %s\ndate:    %s\nsize:    %" G_GUINT64_FORMAT
            " bytes, %u words, %u links, %u parts\n\n",
            n->id, newsletter_sender(n), n->from_address != NULL ? n->from_address : "", verdict_name(n->verdict),
            n->subject, date, n->size, n->words, n->links->len, n->parts->len);
}

static gboolean newsletter_show(Cli *cli, int argc, char **argv, GError **error)
{
  gboolean markdown = FALSE, html = FALSE, raw = FALSE, gist = FALSE;
  const GOptionEntry entries[] = {
    { "markdown", 0, 0, G_OPTION_ARG_NONE, &markdown, NULL, NULL },
    { "html", 0, 0, G_OPTION_ARG_NONE, &html, NULL, NULL },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &raw, NULL, NULL },
    { "gist", 0, 0, G_OPTION_ARG_NONE, &gist, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(Store) store = NULL;
  g_autoptr(Newsletter) newsletter = NULL;
  gint64 row;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error))
    return FALSE;
  if (markdown + html + raw + gist > 1)
    return cli_usage(error, "only one of --markdown, --html, --raw and --gist");
  if ((store = cli_store(cli, STORE_READ, error)) == NULL || !store_newsletter_find(store, argv[0], &row, error))
    return FALSE;
  if (raw)
    return print_raw(store, row, error);
  newsletter = store_newsletter_get(store, row, error);
  if (newsletter == NULL)
    return FALSE;
  if (gist)
    return print_gist(cli, store, argv[0], newsletter, error);
  if (html) {
    g_autofree char *text = show_html(newsletter);

    cli_print("%s", text);
  } else if (markdown) {
    cli_print("%s", newsletter->markdown);
  } else if (cli->json) {
    cli_print_json(show_newsletter_json(newsletter));
  } else {
    print_head(newsletter);
    cli_print("%s", newsletter->markdown);
  }
  return TRUE;
}

static gboolean remove_one(Store *store, const char *id, GError **error)
{
  g_autoptr(Newsletter) n = NULL;
  gint64 row;

  return store_newsletter_find(store, id, &row, error) && (n = store_newsletter_get(store, row, error)) != NULL &&
         pipeline_log(store, n, OUTCOME_REMOVED, "from every feed", error) &&
         store_newsletter_remove(store, row, error);
}

static gboolean newsletter_remove(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;

  return cli_parse(&argc, &argv, entries, 1, 1, error) && (store = cli_store(cli, STORE_WRITE, error)) != NULL &&
         store_begin(store, error) && cli_end(store, remove_one(store, argv[0], error), error);
}

/* One newsletter that cannot be decoded is told and left as it is. FALSE when the store fails. */
static gboolean rebuild_one(Cli *cli, Store *store, gint64 row, guint *failed, GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (!store_savepoint(store, error))
    return FALSE;
  if (pipeline_rebuild(store, cli->config, row, &failure))
    return store_release(store, error);
  store_revert(store);
  if (g_error_matches(failure, GISTWIRE_ERROR, ERROR_AGAIN)) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
  }
  /* Somebody else may have removed it since the rows were read. */
  if (!g_error_matches(failure, GISTWIRE_ERROR, ERROR_NOT_FOUND)) {
    g_autoptr(Newsletter) newsletter = store_newsletter_get(store, row, NULL);

    cli_progress_end();
    log_warning("newsletter %s: %s", newsletter != NULL ? newsletter->id : "?", failure->message);
    ++*failed;
  }
  return TRUE;
}

/* The gists that it needs anew, in the same transaction, so that no reader sees an item without one. */
static gboolean regist_one(Cli *cli, Store *store, gint64 row, GError **error)
{
  g_autoptr(GArray) items = store_item_pending_of(store, row, error);
  g_autoptr(GPtrArray) gists =
      items != NULL ? pipeline_gist_items(store, cli->config, items, PIPELINE_AT_ONCE, error) : NULL;
  guint changed;

  return gists != NULL && pipeline_publish(store, cli->config, gists, &changed, error);
}

static gboolean rebuild_some(Cli *cli, Store *store, const gint64 *rows, guint count, guint *failed, GError **error)
{
  for (guint i = 0; i < count; i++)
    if (!rebuild_one(cli, store, rows[i], failed, error) || !regist_one(cli, store, rows[i], error))
      return FALSE;
  return TRUE;
}

static gboolean rebuild_all(Cli *cli, Store *store, GError **error)
{
  guint failed = 0, gone = 0;
  g_autoptr(GArray) rows = store_newsletter_rows(store, &gone, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i += REBUILT_PER_TRANSACTION) {
    guint count = MIN(rows->len - i, REBUILT_PER_TRANSACTION);

    if (!store_begin(store, error) ||
        !cli_end(store, rebuild_some(cli, store, &g_array_index(rows, gint64, i), count, &failed, error), error))
      return FALSE;
    cli_progress("newsletters", i + count, rows->len);
  }
  cli_progress_end();
  cli_print("%u newsletters decoded again\n", rows->len - failed);
  if (gone > 0)
    cli_print("%u stay as they are: their bytes are gone, for [store] keep_raw_days is over\n", gone);
  return failed == 0 || error_set(error, ERROR_FAILED, "%u newsletters stay as they were", failed);
}

static gboolean newsletter_rebuild(Cli *cli, int argc, char **argv, GError **error)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = { { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL }, G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  guint failed = 0;
  gint64 row;

  if (!cli_parse(&argc, &argv, entries, 0, 1, error))
    return FALSE;
  if ((argc == 1) == all)
    return cli_usage(error, "an ID, or --all");
  if ((store = cli_store(cli, STORE_WRITE, error)) == NULL)
    return FALSE;
  if (all)
    return rebuild_all(cli, store, error);
  if (!store_newsletter_find(store, argv[0], &row, error) || !store_begin(store, error) ||
      !cli_end(store, rebuild_some(cli, store, &row, 1, &failed, error), error))
    return FALSE;
  return failed == 0 || error_set(error, ERROR_FAILED, "it stays as it was");
}

const CliCommand cli_newsletter_commands[] = {
  { "newsletter", "list", "FEED", "the items of a feed, newest first", newsletter_list },
  { "newsletter", "show", "ID [--markdown|--html|--raw|--gist]",
    "one newsletter; --raw gives the mail's bytes unchanged", newsletter_show },
  { "newsletter", "rebuild", "ID|--all", "decode stored mail again; items keep their ids, links by URL",
    newsletter_rebuild },
  { "newsletter", "gist", "--again ID|--feed FEED [--since DAY] [--yes] [--wait]",
    "new gists, after interests, filters, prompt or model changed; says first what it takes", cli_newsletter_gist },
  { "newsletter", "remove", "ID", "delete it from every feed; the same mail does not come back", newsletter_remove },
  { NULL },
};
