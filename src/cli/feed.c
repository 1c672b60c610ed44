/* SPDX-License-Identifier: MIT */
/* gistwire feed: add, list, show, edit, remove. */
#include <string.h>

#include "cli/cli.h"
#include "mail/route.h"
#include "util/date.h"
#include "util/error.h"
#include "util/text.h"

#define MAX_NAME 200u
#define MAX_TEXT 4000u
#define MAX_LANGUAGE 40u

/* The options that add and edit share; NULL or INT64_MIN: not given. */
typedef struct {
  char *name, *description, *interests, *language, *policy, *address, *max_items, *max_bytes, *show, *images, *status;
  char *hold, *hide_irrelevant; /* yes or no */
} FeedOptions;

/* How a feed's gists are made. */
#define GIST_OPTIONS(options)                                                                                          \
  { "interests", 0, 0, G_OPTION_ARG_STRING, &(options).interests, NULL, NULL },                                        \
      { "language", 0, 0, G_OPTION_ARG_STRING, &(options).language, NULL, NULL },                                      \
      { "hold", 0, 0, G_OPTION_ARG_STRING, &(options).hold, NULL, NULL },                                              \
  {                                                                                                                    \
    "hide-irrelevant", 0, 0, G_OPTION_ARG_STRING, &(options).hide_irrelevant, NULL, NULL                               \
  }
#define GIST_USAGE "[--interests T] [--language T] [--hold yes|no] [--hide-irrelevant yes|no]"

static void feed_options_clear(FeedOptions *options)
{
  g_free(options->name);
  g_free(options->description);
  g_free(options->interests);
  g_free(options->language);
  g_free(options->hold);
  g_free(options->hide_irrelevant);
  g_free(options->policy);
  g_free(options->address);
  g_free(options->max_items);
  g_free(options->max_bytes);
  g_free(options->show);
  g_free(options->images);
  g_free(options->status);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FeedOptions, feed_options_clear)

/* A text field: one clean line (or several with lines), not longer than max characters. */
static gboolean take_text(const char *option, const char *value, gsize max, char **field, GError **error)
{
  g_autofree char *clean = NULL;

  if (value == NULL)
    return TRUE;
  clean = text_clean_line(value, -1);
  if ((gsize)g_utf8_strlen(clean, -1) > max)
    return error_set(error, ERROR_INVALID, "%s is longer than %" G_GSIZE_FORMAT " characters", option, max);
  g_free(*field);
  *field = g_steal_pointer(&clean);
  return TRUE;
}

static gboolean take_truth(const char *option, const char *value, gboolean *field, GError **error)
{
  if (value == NULL)
    return TRUE;
  if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
    return error_set(error, ERROR_INVALID, "%s is yes or no", option);
  *field = strcmp(value, "yes") == 0;
  return TRUE;
}

static gboolean take_cap(const char *option, const char *value, gint64 *field, GError **error)
{
  guint64 cap;

  if (value == NULL)
    return TRUE;
  if (strcmp(value, "default") == 0)
    *field = FEED_CAP_DEFAULT;
  else if (g_ascii_string_to_unsigned(value, 10, 0, G_GINT64_CONSTANT(1) << 40, &cap, NULL))
    *field = (gint64)cap;
  else
    return error_set(error, ERROR_INVALID, "%s is a whole number, 0 for no cap, or default", option);
  return TRUE;
}

static gboolean take_switch(const char *option, const char *value, gboolean *field, GError **error)
{
  if (value == NULL)
    return TRUE;
  if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
    return error_set(error, ERROR_INVALID, "%s is yes or no", option);
  *field = value[0] == 'y';
  return TRUE;
}

/* An address that people type into forms: letters, digits, '.', '-', '_' and no more, so that every form takes it. */
static gboolean take_address(Cli *cli, const char *value, char **field, GError **error)
{
  g_autofree char *lower = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *routed = NULL;

  if (value == NULL)
    return TRUE;
  lower = g_ascii_strdown(value, -1);
  whole = g_strdup_printf("%s@%s", lower, cli->config->domains[0]);
  routed = route_local_part(whole, (const char *const *)cli->config->domains);
  if (strlen(lower) > 64 || strspn(lower, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != strlen(lower) ||
      !g_ascii_isalnum(lower[0]) || g_strcmp0(routed, lower) != 0)
    return error_set(error, ERROR_INVALID,
                     "'%s' cannot be an address: only letters, digits, '.', '-' and '_', 64 at most", value);
  *field = g_steal_pointer(&lower);
  return TRUE;
}

static gboolean apply_options(Cli *cli, const FeedOptions *options, Feed *feed, GError **error)
{
  if (!take_text("the name", options->name, MAX_NAME, &feed->name, error) ||
      !take_text("--description", options->description, MAX_TEXT, &feed->description, error) ||
      !take_text("--interests", options->interests, MAX_TEXT, &feed->interests, error) ||
      !take_text("--language", options->language, MAX_LANGUAGE, &feed->language, error) ||
      !take_cap("--max-items", options->max_items, &feed->max_items, error) ||
      !take_cap("--max-bytes", options->max_bytes, &feed->max_bytes, error) ||
      !take_switch("--images", options->images, &feed->images, error) ||
      !take_switch("--status", options->status, &feed->status, error) ||
      !take_address(cli, options->address, &feed->address, error))
    return FALSE;
  if (!take_truth("--hold", options->hold, &feed->hold, error) ||
      !take_truth("--hide-irrelevant", options->hide_irrelevant, &feed->hide_irrelevant, error))
    return FALSE;
  if (feed->hide_irrelevant && (feed->interests == NULL || feed->interests[0] == '\0'))
    return error_set(error, ERROR_INVALID, "--hide-irrelevant needs --interests: irrelevant to what?");
  if (feed->name == NULL || feed->name[0] == '\0')
    return error_set(error, ERROR_INVALID, "a feed needs a name");
  if (options->policy != NULL && !feed_policy_parse(options->policy, &feed->policy))
    return error_set(error, ERROR_INVALID, "--policy is allow-list or open");
  if (options->show != NULL && !feed_show_parse(options->show, &feed->show))
    return error_set(error, ERROR_INVALID, "--show is gist or full");
  return TRUE;
}

static json_t *feed_json(Cli *cli, const Feed *feed)
{
  g_autofree char *address = cli_feed_address(cli, feed);
  g_autofree char *page = cli_url(cli, "/feeds/%s", feed->id), *rss = cli_url(cli, "/feeds/%s/rss", feed->id);
  g_autofree char *atom = cli_url(cli, "/feeds/%s/atom", feed->id), *json = cli_url(cli, "/feeds/%s/json", feed->id);
  json_t *allow = json_array();

  for (guint i = 0; feed->allow != NULL && i < feed->allow->len; i++)
    json_array_append_new(allow, json_string(g_ptr_array_index(feed->allow, i)));
  return json_pack(
      "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:o, s:o, s:I, s:I, s:s, s:b, s:b, s:I, "
      "s:o, s:o}",
      "id", feed->id, "name", feed->name, "description", feed->description, "address", address, "page", page, "rss",
      rss, "atom", atom, "json", json, "policy", feed_policy_name(feed->policy), "interests", feed->interests,
      "language", feed->language != NULL ? feed->language : "", "hold", feed->hold, "hide_irrelevant",
      feed->hide_irrelevant, "filters", cli_json_filters(feed->filters), "allow", allow, "max_items",
      (json_int_t)feed->max_items, "max_bytes", (json_int_t)feed->max_bytes, "show", feed_show_name(feed->show),
      "images", feed->images, "status", feed->status, "items", (json_int_t)feed->items, "created",
      cli_json_date(feed->created), "changed", cli_json_date(feed->changed));
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

static void print_feed(Cli *cli, const Feed *feed, gboolean all)
{
  g_autofree char *address = NULL;

  if (cli->json) {
    cli_print_json(feed_json(cli, feed));
    return;
  }
  address = cli_feed_address(cli, feed);
  cli_print("name:        %s\n", feed->name);
  cli_print("address:     %s\n", address);
  cli_print("RSS:         %s/feeds/%s/rss\n", cli->config->base_url, feed->id);
  cli_print("page:        %s/feeds/%s\n", cli->config->base_url, feed->id);
  cli_print("policy:      %s\n", feed_policy_name(feed->policy));
  if (!all)
    return;
  cli_print("description: %s\n", feed->description);
  cli_print("interests:   %s\n", feed->interests);
  cli_print("language:    %s\n", feed->language[0] != '\0' ? feed->language : "the newsletter's");
  cli_print("hold:        %s\n", feed->hold ? "yes" : "no");
  cli_print("irrelevant:  %s\n", feed->hide_irrelevant ? "hidden" : "shown");
  print_cap("item cap:   ", feed->max_items);
  print_cap("byte cap:   ", feed->max_bytes);
  cli_print("show:        %s\n", feed_show_name(feed->show));
  cli_print("images:      %s\n", feed->images ? "yes" : "no");
  cli_print("status:      %s\n", feed->status ? "yes" : "no");
  cli_print("items:       %" G_GINT64_FORMAT "\n", feed->items);
  for (guint i = 0; i < feed->filters->len; i++) {
    const Filter *filter = g_ptr_array_index(feed->filters, i);

    cli_print("%s %s: %s\n", i == 0 ? "filters:    " : "            ", filter_kind_name(filter->kind), filter->pattern);
  }
  for (guint i = 0; feed->allow != NULL && i < feed->allow->len; i++)
    cli_print("%s %s\n", i == 0 ? "allow:      " : "            ", (char *)g_ptr_array_index(feed->allow, i));
}

static gboolean feed_add(Cli *cli, int argc, char **argv, GError **error)
{
  g_auto(FeedOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "description", 0, 0, G_OPTION_ARG_STRING, &options.description, NULL, NULL },
    GIST_OPTIONS(options),
    { "policy", 0, 0, G_OPTION_ARG_STRING, &options.policy, NULL, NULL },
    { "address", 0, 0, G_OPTION_ARG_STRING, &options.address, NULL, NULL },
    { "max-items", 0, 0, G_OPTION_ARG_STRING, &options.max_items, NULL, NULL },
    { "max-bytes", 0, 0, G_OPTION_ARG_STRING, &options.max_bytes, NULL, NULL },
    { "show", 0, 0, G_OPTION_ARG_STRING, &options.show, NULL, NULL },
    { "images", 0, 0, G_OPTION_ARG_STRING, &options.images, NULL, NULL },
    { "status", 0, 0, G_OPTION_ARG_STRING, &options.status, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(Feed) feed = feed_new();
  g_autoptr(Store) store = NULL;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error))
    return FALSE;
  options.name = g_strdup(argv[0]);
  feed->description = g_strdup("");
  feed->interests = g_strdup("");
  if (!apply_options(cli, &options, feed, error) || (store = cli_store(cli, STORE_WRITE, error)) == NULL ||
      !store_begin(store, error) || !cli_end(store, store_feed_add(store, feed, error), error))
    return FALSE;
  print_feed(cli, feed, FALSE);
  return TRUE;
}

static gboolean feed_list(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(GPtrArray) feeds = NULL;
  CliTable *table;

  if (!cli_parse(&argc, &argv, entries, 0, 0, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      (feeds = store_feed_list(store, error)) == NULL)
    return FALSE;
  if (cli->json) {
    json_t *list = json_array();

    for (guint i = 0; i < feeds->len; i++)
      json_array_append_new(list, feed_json(cli, g_ptr_array_index(feeds, i)));
    cli_print_json(list);
    return TRUE;
  }
  table = cli_table_new(5, "NAME", "ITEMS", "POLICY", "ADDRESS", "RSS");
  for (guint i = 0; i < feeds->len; i++) {
    const Feed *feed = g_ptr_array_index(feeds, i);
    g_autofree char *items = g_strdup_printf("%" G_GINT64_FORMAT, feed->items);
    g_autofree char *address = cli_feed_address(cli, feed);
    g_autofree char *rss = cli_url(cli, "/feeds/%s/rss", feed->id);

    cli_table_add(table, feed->name, items, feed_policy_name(feed->policy), address, rss);
  }
  cli_table_print(table);
  return TRUE;
}

static gboolean feed_show(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      (feed = store_feed_find(store, argv[0], error)) == NULL)
    return FALSE;
  print_feed(cli, feed, TRUE);
  return TRUE;
}

static gboolean feed_edit(Cli *cli, int argc, char **argv, GError **error)
{
  g_auto(FeedOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, NULL, NULL },
    { "description", 0, 0, G_OPTION_ARG_STRING, &options.description, NULL, NULL },
    GIST_OPTIONS(options),
    { "policy", 0, 0, G_OPTION_ARG_STRING, &options.policy, NULL, NULL },
    { "max-items", 0, 0, G_OPTION_ARG_STRING, &options.max_items, NULL, NULL },
    { "max-bytes", 0, 0, G_OPTION_ARG_STRING, &options.max_bytes, NULL, NULL },
    { "show", 0, 0, G_OPTION_ARG_STRING, &options.show, NULL, NULL },
    { "images", 0, 0, G_OPTION_ARG_STRING, &options.images, NULL, NULL },
    { "status", 0, 0, G_OPTION_ARG_STRING, &options.status, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;
  gboolean ok;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error) || (store = cli_store(cli, STORE_WRITE, error)) == NULL ||
      !store_begin(store, error))
    return FALSE;
  feed = store_feed_find(store, argv[0], error);
  ok = feed != NULL && apply_options(cli, &options, feed, error) && store_feed_edit(store, feed, error);
  if (!cli_end(store, ok, error))
    return FALSE;
  print_feed(cli, feed, TRUE);
  return TRUE;
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
  return cli_end(store, feed != NULL && store_feed_remove(store, feed, error), error);
}

const CliCommand cli_feed_commands[] = {
  { "feed", "add",
    "NAME [--description T] " GIST_USAGE
    " [--policy allow-list|open] [--address LOCALPART] [--max-items N] [--max-bytes N] "
    "[--show gist|full] [--images yes|no] [--status yes|no]",
    "make a feed; prints its mail address and its URL", feed_add },
  { "feed", "list", "", "all feeds", feed_list },
  { "feed", "show", "FEED", "one feed with its settings", feed_show },
  { "feed", "edit",
    "FEED [--name T] [--description T] " GIST_USAGE " [--policy P] [--max-items N|default] [--max-bytes N|default] "
    "[--show gist|full] [--images yes|no] [--status yes|no]",
    "change a feed", feed_edit },
  { "feed", "remove", "FEED", "remove a feed and its items; its address never comes back", feed_remove },
  { NULL },
};
