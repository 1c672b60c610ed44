/* SPDX-License-Identifier: MIT */
#include "cli/money.h"
#include "cli/preview.h"
#include "model/filter.h"
#include "util/error.h"

void preview_options_clear(PreviewOptions *options)
{
  g_free(options->interests);
  g_free(options->language);
  g_free(options->show);
  g_free(options->feed);
  g_strfreev(options->include);
  g_strfreev(options->exclude);
  g_strfreev(options->links);
}

/* One item as it is and as it would be. */
typedef struct {
  char *id, *subject, *change;
  gint64 tokens; /* that the change would take */
} Change;

static void change_free(gpointer data)
{
  Change *change = data;

  g_free(change->id);
  g_free(change->subject);
  g_free(change->change);
  g_free(change);
}

/* The feed with what the options change. */
static Feed *changed_feed(Store *store, gint64 row, const PreviewOptions *options, const GPtrArray *filters,
                          GError **error)
{
  Feed *feed = store_feed_by_row(store, row, error);

  if (feed == NULL)
    return NULL;
  if (options->interests != NULL) {
    g_free(feed->interests);
    feed->interests = g_strdup(options->interests);
  }
  if (options->language != NULL) {
    g_free(feed->language);
    feed->language = g_strdup(options->language);
  }
  for (guint i = 0; i < filters->len; i++) {
    const Filter *filter = g_ptr_array_index(filters, i);

    g_ptr_array_add(feed->filters, filter_new(filter->kind, filter->pattern));
  }
  return feed;
}

static PipelineQuestion *question_of(Cli *cli, Store *store, gint64 newsletter_row, Feed *feed, GError **error)
{
  Newsletter *newsletter = feed != NULL ? store_newsletter_get(store, newsletter_row, error) : NULL;

  if (newsletter == NULL) {
    feed_free(feed);
    return NULL;
  }
  return pipeline_question_for(cli->config, newsletter, feed, error);
}

static guint excluded_links(const PipelineQuestion *before, const PipelineQuestion *after)
{
  guint count = 0;

  for (guint i = 0; i < after->newsletter->links->len; i++)
    count += ((const Link *)g_ptr_array_index(after->newsletter->links, i))->kind !=
             ((const Link *)g_ptr_array_index(before->newsletter->links, i))->kind;
  return count;
}

/* What the two would show, when no model is asked. */
static gboolean extracts_differ(Cli *cli, const PipelineQuestion *before, const PipelineQuestion *after)
{
  g_autoptr(Gist) old = pipeline_extract(cli->config, before->newsletter, before->feed);
  g_autoptr(Gist) new = pipeline_extract(cli->config, after->newsletter, after->feed);
  gboolean differ = g_strcmp0(old->summary, new->summary) != 0 || old->links->len != new->links->len;

  for (guint i = 0; !differ && i < old->links->len; i++)
    differ = ((const GistLink *)g_ptr_array_index(old->links, i))->ordinal !=
             ((const GistLink *)g_ptr_array_index(new->links, i))->ordinal;
  return differ;
}

static gboolean compare(Cli *cli, const PipelineQuestion *before, const PipelineQuestion *after,
                        const TokensRatio *ratio, Change *change, GError **error)
{
  g_autofree char *was = filter_subject(before->feed->filters, before->newsletter->subject);
  char *hidden = filter_subject(after->feed->filters, after->newsletter->subject);
  guint excluded = excluded_links(before, after);
  gboolean asks = config_asks(cli->config);

  if (hidden != NULL || was != NULL) {
    change->change = hidden != NULL ? g_strconcat("hidden: ", hidden, NULL) : g_strdup("shown");
    g_free(hidden);
    return TRUE;
  }
  if (asks ? g_strcmp0(before->key, after->key) == 0 : !extracts_differ(cli, before, after)) {
    change->change = g_strdup("none");
    return TRUE;
  }
  change->change = excluded > 0 ? g_strdup_printf("new gist, %u links left out", excluded) : g_strdup("new gist");
  change->tokens = asks ? money_tokens(cli, after, ratio, error) : 0;
  return change->tokens >= 0;
}

static void print_changes(Cli *cli, const GPtrArray *changes)
{
  CliTable *table = cli->json ? NULL : cli_table_new(4, "ID", "SUBJECT", "TOKENS", "CHANGE");
  json_t *list = cli->json ? json_array() : NULL;
  gint64 sum = 0;
  guint changed = 0;

  for (guint i = 0; i < changes->len; i++) {
    const Change *change = g_ptr_array_index(changes, i);
    g_autofree char *tokens = g_strdup_printf("%" G_GINT64_FORMAT, change->tokens);

    sum += change->tokens;
    changed += g_strcmp0(change->change, "none") != 0;
    if (cli->json)
      json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:I}", "id", change->id, "subject", change->subject,
                                            "change", change->change, "tokens", (json_int_t)change->tokens));
    else
      cli_table_add(table, change->id, change->subject, tokens, change->change);
  }
  if (cli->json) {
    cli_print_json(
        json_pack("{s:o, s:I, s:o}", "items", list, "tokens", (json_int_t)sum, "price", money_json(cli, sum, 0)));
  } else {
    g_autofree char *price = money_price(cli, sum, 0);

    cli_table_print(table);
    cli_print("\n%u of %u items would change: about %" G_GINT64_FORMAT " tokens in%s\n", changed, changes->len, sum,
              price);
  }
}

gboolean preview_feed(Cli *cli, const PreviewOptions *options, const GPtrArray *filters, GError **error)
{
  g_autoptr(Store) store = cli_store(cli, STORE_READ, error);
  g_autoptr(Feed) feed = store != NULL ? cli_own_feed(store, options->feed, error) : NULL;
  g_autoptr(GPtrArray) items =
      feed != NULL ? store_item_list(store, feed->row, (guint)options->last, TRUE, error) : NULL;
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(change_free);
  TokensRatio ratio;

  if (items == NULL)
    return FALSE;
  ratio = money_ratio(cli, store);
  for (guint i = 0; i < items->len; i++) {
    const Item *item = g_ptr_array_index(items, i);
    gint64 row = item->newsletter->row;
    g_autoptr(PipelineQuestion) before =
        question_of(cli, store, row, store_feed_by_row(store, feed->row, error), error);
    g_autoptr(PipelineQuestion) after =
        before != NULL ? question_of(cli, store, row, changed_feed(store, feed->row, options, filters, error), error)
                       : NULL;
    Change *change = g_new0(Change, 1);

    g_ptr_array_add(changes, change);
    change->id = g_strdup(item->id);
    change->subject = g_strdup(item->newsletter->subject);
    if (after == NULL || !compare(cli, before, after, &ratio, change, error))
      return FALSE;
    cli_progress("items", i + 1, items->len);
  }
  cli_progress_end();
  print_changes(cli, changes);
  return TRUE;
}
