/* SPDX-License-Identifier: MIT */
/* gistwire feed: add, list, show, edit, rotate, remove. */
#include "cli/feed-options.h"
#include "pipeline.h"
#include "util/date.h"
#include "util/error.h"

#define PROGRESS_AFTER (2 * G_USEC_PER_SEC)

static void add_derived(json_t *json, const Feed *feed)
{
  gboolean own = feed->kind == FEED_OWN;

  json_object_set_new(json, "kind", json_string(feed_kind_name(feed->kind)));
  json_object_set_new(json, "source", cli_json_string(feed->source));
  json_object_set_new(json, "policy", cli_json_string(own ? feed_policy_name(feed->policy) : NULL));
  if (feed->kind == FEED_SENDER)
    json_object_set_new(json, "sender", cli_json_string(feed->sender));
  if (feed->kind == FEED_PER_LINK)
    json_object_set_new(json, "most_named", json_boolean(feed->most_named));
  if (feed->kind != FEED_DIGEST)
    return;
  json_object_set_new(json, "every", json_string(feed_every_name(feed->every)));
  json_object_set_new(json, "at", json_integer(feed->at_hour));
}

static json_t *feed_json(Cli *cli, const Feed *feed)
{
  g_autofree char *address = cli_feed_address(cli, feed);
  g_autofree char *page = cli_url(cli, "/feeds/%s", feed->id), *rss = cli_url(cli, "/feeds/%s/rss", feed->id);
  g_autofree char *atom = cli_url(cli, "/feeds/%s/atom", feed->id), *json = cli_url(cli, "/feeds/%s/json", feed->id);
  json_t *allow = json_array(), *object;

  for (guint i = 0; feed->allow != NULL && i < feed->allow->len; i++)
    json_array_append_new(allow, json_string(g_ptr_array_index(feed->allow, i)));
  object = json_pack(
      "{s:s, s:s, s:s, s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:o, s:o, s:I, s:I, s:s, s:b, s:b, s:I, s:o, s:o}",
      "id", feed->id, "name", feed->name, "description", feed->description, "address", cli_json_string(address), "page",
      page, "rss", rss, "atom", atom, "json", json, "interests", feed->interests, "language",
      feed->language != NULL ? feed->language : "", "hold", feed->hold, "hide_irrelevant", feed->hide_irrelevant,
      "filters", cli_json_filters(feed->filters), "allow", allow, "max_items", (json_int_t)feed->max_items, "max_bytes",
      (json_int_t)feed->max_bytes, "show", feed_show_name(feed->show), "images", feed->images, "status", feed->status,
      "items", (json_int_t)feed->items, "created", cli_json_date(feed->created), "changed",
      cli_json_date(feed->changed));
  add_derived(object, feed);
  return object;
}

static json_t *feeds_json(Cli *cli, const GPtrArray *feeds)
{
  json_t *list = json_array();

  for (guint i = 0; i < feeds->len; i++)
    json_array_append_new(list, feed_json(cli, g_ptr_array_index(feeds, i)));
  return list;
}

static void print_cap(const char *label, gint64 cap)
{
  if (cap == FEED_CAP_DEFAULT)
    cli_print("%s default\n", label);
  else if (cap == 0)
    cli_print("%s none\n", label);
  else
    cli_print("%s %" G_GINT64_FORMAT "\n", label, cap);
}

/* What it is made of. */
static void print_kind(Cli *cli, const Feed *feed)
{
  g_autofree char *address = cli_feed_address(cli, feed);

  if (address != NULL) {
    cli_print("address:     %s\n", address);
    return;
  }
  cli_print("kind:        %s%s%s\n", feed_kind_name(feed->kind), feed->source != NULL ? " of " : "",
            feed->source != NULL ? feed->source : "");
  if (feed->sender != NULL)
    cli_print("sender:      %s\n", feed->sender);
  if (feed->kind == FEED_PER_LINK)
    cli_print("first:       %s\n", feed->most_named ? "what most newsletters name" : "the newest");
  if (feed->kind == FEED_DIGEST)
    cli_print("every:       %s, at %u:00\n", feed_every_name(feed->every), feed->at_hour);
}

static void print_own(const Feed *feed)
{
  cli_print("interests:   %s\n", feed->interests);
  cli_print("language:    %s\n", feed->language[0] != '\0' ? feed->language : "the newsletter's");
  cli_print("hold:        %s\n", feed->hold ? "yes" : "no");
  cli_print("irrelevant:  %s\n", feed->hide_irrelevant ? "hidden" : "shown");
}

static void print_lists(const Feed *feed)
{
  for (guint i = 0; i < feed->filters->len; i++) {
    const Filter *filter = g_ptr_array_index(feed->filters, i);

    cli_print("%s %s: %s\n", i == 0 ? "filters:    " : "            ", filter_kind_name(filter->kind), filter->pattern);
  }
  for (guint i = 0; i < feed->allow->len; i++)
    cli_print("%s %s\n", i == 0 ? "allow:      " : "            ", (char *)g_ptr_array_index(feed->allow, i));
}

/* senders (may be NULL): the feeds that a per-sender feed made; left_out: how many newsletters are in none of them. */
static void print_feed(Cli *cli, const Feed *feed, const GPtrArray *senders, gint64 left_out, gboolean all)
{
  if (cli->json) {
    json_t *json = feed_json(cli, feed);

    if (senders != NULL) {
      json_object_set_new(json, "senders", feeds_json(cli, senders));
      json_object_set_new(json, "left_out", json_integer(left_out));
    }
    cli_print_json(json);
    return;
  }
  cli_print("name:        %s\n", feed->name);
  print_kind(cli, feed);
  cli_print("RSS:         %s/feeds/%s/rss\n", cli->config->base_url, feed->id);
  cli_print("page:        %s/feeds/%s\n", cli->config->base_url, feed->id);
  if (feed->kind == FEED_OWN)
    cli_print("policy:      %s\n", feed_policy_name(feed->policy));
  if (!all)
    return;
  cli_print("description: %s\n", feed->description);
  if (feed->kind == FEED_OWN)
    print_own(feed);
  print_cap("item cap:   ", feed->max_items);
  print_cap("byte cap:   ", feed->max_bytes);
  cli_print("show:        %s\n", feed_show_name(feed->show));
  cli_print("images:      %s\n", feed->images ? "yes" : "no");
  cli_print("status:      %s\n", feed->status ? "yes" : "no");
  cli_print("items:       %" G_GINT64_FORMAT "\n", feed->items);
  print_lists(feed);
  for (guint i = 0; senders != NULL && i < senders->len; i++) {
    const Feed *sender = g_ptr_array_index(senders, i);

    cli_print("%s %s  %s/feeds/%s/rss\n", i == 0 ? "senders:    " : "            ", sender->name, cli->config->base_url,
              sender->id);
  }
  if (left_out > 0)
    cli_print("left out:    %" G_GINT64_FORMAT " newsletters: there are feeds of %d senders, and no more are made\n",
              left_out, STORE_MAX_SENDERS);
}

/* Only who waits for long wants to know. began: a gint64 of the monotonic clock. */
static void show_progress(guint done, guint total, gpointer began)
{
  if (g_get_monotonic_time() - *(const gint64 *)began > PROGRESS_AFTER)
    cli_progress("newsletters", done, total);
}

/* Articles that newsletters name, and the digest of the last day or week. */
static gboolean fill(Cli *cli, Store *store, const Feed *feed, GError **error)
{
  g_autoptr(Feed) whole = NULL;
  gint64 began = g_get_monotonic_time();
  gboolean filled;
  guint made;

  if (feed->kind != FEED_PER_LINK && feed->kind != FEED_DIGEST)
    return TRUE;
  filled = store_article_fill(store, feed, show_progress, &began, error);
  cli_progress_end();
  if (!filled || feed->kind == FEED_PER_LINK)
    return filled;
  whole = store_feed_by_row(store, feed->row, error);
  return whole != NULL && pipeline_digest_feed(store, cli->config, whole, date_now(), &made, error);
}

/* A derived feed gets its row and what it can show at once. */
static gboolean add(Cli *cli, Store *store, Feed *feed, const char *source_key, GError **error)
{
  g_autoptr(Feed) source = source_key != NULL ? cli_own_feed(store, source_key, error) : NULL;

  if (source_key != NULL && source == NULL)
    return FALSE;
  if (source != NULL) {
    feed->source_row = source->row;
    feed->source = g_strdup(source->name);
  }
  return store_feed_add(store, feed, error) && store_feed_fill(store, feed, error) && fill(cli, store, feed, error);
}

static gboolean feed_add(Cli *cli, int argc, char **argv, GError **error)
{
  g_auto(FeedOptions) options = { 0 };
  const GOptionEntry entries[] = { FEED_OPTIONS(options), FEED_KIND_OPTIONS(options), G_OPTION_ENTRY_NULL };
  g_autoptr(Feed) feed = feed_new();
  g_autoptr(Store) store = NULL;
  const char *source = NULL;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error))
    return FALSE;
  options.name = g_strdup(argv[0]);
  feed->description = g_strdup("");
  feed->interests = g_strdup("");
  if (!feed_options_kind(&options, feed, &source, error) || !feed_options_apply(cli, &options, feed, error) ||
      (store = cli_store(cli, STORE_WRITE, error)) == NULL || !store_begin(store, error) ||
      !cli_end(store, add(cli, store, feed, source, error), error))
    return FALSE;
  print_feed(cli, feed, NULL, 0, FALSE);
  return TRUE;
}

static void add_to_table(Cli *cli, CliTable *table, const Feed *feed)
{
  g_autofree char *items = g_strdup_printf("%" G_GINT64_FORMAT, feed->items);
  g_autofree char *address = cli_feed_address(cli, feed), *rss = cli_url(cli, "/feeds/%s/rss", feed->id);
  g_autofree char *kind = g_strconcat(feed_kind_name(feed->kind), feed->source != NULL ? " of " : "",
                                      feed->source != NULL ? feed->source : "", NULL);

  cli_table_add(table, feed->name, items, kind, feed->kind == FEED_OWN ? feed_policy_name(feed->policy) : "",
                address != NULL ? address : "", rss);
}

/* Feeds of single senders stand below the feed that made them. */
static void print_table(Cli *cli, const GPtrArray *feeds)
{
  CliTable *table = cli_table_new(6, "NAME", "ITEMS", "KIND", "POLICY", "ADDRESS", "RSS");
  g_autoptr(GHashTable) senders =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < feeds->len; i++) {
    Feed *feed = g_ptr_array_index(feeds, i);

    if (feed->kind == FEED_PER_SENDER)
      g_hash_table_insert(senders, &feed->row, g_ptr_array_new());
  }
  for (guint i = 0; i < feeds->len; i++) {
    Feed *feed = g_ptr_array_index(feeds, i);
    GPtrArray *list = g_hash_table_lookup(senders, &feed->source_row);

    if (list != NULL)
      g_ptr_array_add(list, feed);
  }
  for (guint i = 0; i < feeds->len; i++) {
    Feed *feed = g_ptr_array_index(feeds, i);
    GPtrArray *list = g_hash_table_lookup(senders, &feed->row);

    if (g_hash_table_contains(senders, &feed->source_row))
      continue;
    add_to_table(cli, table, feed);
    for (guint k = 0; list != NULL && k < list->len; k++)
      add_to_table(cli, table, g_ptr_array_index(list, k));
  }
  cli_table_print(table);
}

static gboolean feed_list(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(GPtrArray) feeds = NULL;

  if (!cli_parse(&argc, &argv, entries, 0, 0, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      (feeds = store_feed_list(store, error)) == NULL)
    return FALSE;
  if (cli->json)
    cli_print_json(feeds_json(cli, feeds));
  else
    print_table(cli, feeds);
  return TRUE;
}

/* The feed with all that there is to say about it. */
static gboolean show(Cli *cli, Store *store, const Feed *feed, GError **error)
{
  g_autoptr(GPtrArray) senders = NULL;
  gint64 left_out = 0;

  if (feed->kind == FEED_PER_SENDER && ((senders = store_feed_derived(store, feed->row, error)) == NULL ||
                                        !store_feed_left_out(store, feed->row, &left_out, error)))
    return FALSE;
  print_feed(cli, feed, senders, left_out, TRUE);
  return TRUE;
}

static gboolean feed_show(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;

  return cli_parse(&argc, &argv, entries, 1, 1, error) && (store = cli_store(cli, STORE_READ, error)) != NULL &&
         (feed = store_feed_find(store, argv[0], error)) != NULL && show(cli, store, feed, error);
}

static gboolean feed_edit(Cli *cli, int argc, char **argv, GError **error)
{
  g_auto(FeedOptions) options = { 0 };
  const GOptionEntry entries[] = { { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, NULL, NULL },
                                   FEED_OPTIONS(options),
                                   G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;
  gboolean ok;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error) || (store = cli_store(cli, STORE_WRITE, error)) == NULL ||
      !store_begin(store, error))
    return FALSE;
  feed = store_feed_find(store, argv[0], error);
  ok = feed != NULL && feed_options_apply(cli, &options, feed, error) && store_feed_edit(store, feed, error);
  return cli_end(store, ok, error) && show(cli, store, feed, error);
}

static gboolean rotate(Store *store, Feed *feed, gboolean url, gboolean address, GError **error)
{
  if (address && feed->kind != FEED_OWN)
    return error_set(error, ERROR_INVALID, "the feed '%s' has no address: it is derived from others", feed->name);
  return (!url || store_feed_rotate_url(store, feed, error)) &&
         (!address || store_feed_rotate_address(store, feed, error));
}

static gboolean feed_rotate(Cli *cli, int argc, char **argv, GError **error)
{
  gboolean url = FALSE, address = FALSE;
  const GOptionEntry entries[] = {
    { "url", 0, 0, G_OPTION_ARG_NONE, &url, NULL, NULL },
    { "address", 0, 0, G_OPTION_ARG_NONE, &address, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error))
    return FALSE;
  if (!url && !address)
    return cli_usage(error, "--url or --address");
  if ((store = cli_store(cli, STORE_WRITE, error)) == NULL || !store_begin(store, error))
    return FALSE;
  feed = store_feed_find(store, argv[0], error);
  if (!cli_end(store, feed != NULL && rotate(store, feed, url, address, error), error))
    return FALSE;
  print_feed(cli, feed, NULL, 0, FALSE);
  return TRUE;
}

static gboolean remove_one(Store *store, const Feed *feed, GError **error)
{
  if (feed->kind == FEED_SENDER)
    return error_set(error, ERROR_INVALID, "the feed '%s' would come back: '%s' makes one for each sender", feed->name,
                     feed->source);
  return store_feed_remove(store, feed, error);
}

static gboolean feed_remove(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error) || (store = cli_store(cli, STORE_WRITE, error)) == NULL ||
      !store_begin(store, error))
    return FALSE;
  feed = store_feed_find(store, argv[0], error);
  return cli_end(store, feed != NULL && remove_one(store, feed, error), error);
}

#define GIST_USAGE "[--interests T] [--language T] [--hold yes|no] [--hide-irrelevant yes|no]"
#define LOOK_USAGE "[--show gist|full] [--images yes|no] [--status yes|no]"

const CliCommand cli_feed_commands[] = {
  { "feed", "add",
    "NAME [--description T] " GIST_USAGE
    " [--policy allow-list|open] [--address LOCALPART] [--max-items N] [--max-bytes N] " LOOK_USAGE
    " [--all | --per-sender FEED | --per-link FEED [--most-named] | --digest FEED --every day|week [--at HOUR]]",
    "make a feed; prints its mail address and its URL", feed_add },
  { "feed", "list", "", "all feeds", feed_list },
  { "feed", "show", "FEED", "one feed with its settings", feed_show },
  { "feed", "edit",
    "FEED [--name T] [--description T] " GIST_USAGE
    " [--policy P] [--max-items N|default] [--max-bytes N|default] " LOOK_USAGE,
    "change a feed", feed_edit },
  { "feed", "rotate", "FEED --url|--address", "give a feed another URL or another mail address; the old one is dead",
    feed_rotate },
  { "feed", "remove", "FEED", "remove a feed and its items; its address never comes back", feed_remove },
  { NULL },
};
