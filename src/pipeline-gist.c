/* SPDX-License-Identifier: MIT */
/* From an item to its gist: what it shows, what it waits for, what a model is asked. */
#include <string.h>

#include "gist/extract.h"
#include "markdown/compact.h"
#include "model/filter.h"
#include "pipeline.h"
#include "util/date.h"
#include "util/digest.h"
#include "util/error.h"

static void pipeline_gist_free(gpointer data)
{
  PipelineGist *gist = data;

  gist_free(gist->gist);
  g_free(gist->why);
  g_free(gist->key);
  g_free(gist);
}

/* --- questions ---------------------------------------------------------------------------- */

gboolean pipeline_provider(const Config *config, ProviderSettings *settings, GError **error)
{
  if (!config_asks(config))
    return TRUE;
  settings->provider = provider_find(config->gist_provider);
  if (settings->provider == NULL)
    return error_set(error, ERROR_INVALID, "[gist] provider: there is no provider '%s'", config->gist_provider);
  settings->model = g_strdup(config->gist_model);
  settings->base_url = g_strdup(config->gist_base_url);
  settings->api_key_file = g_strdup(config->gist_api_key_file);
  settings->region = g_strdup(config->gist_region);
  settings->aws_profile_file = g_strdup(config->gist_aws_profile_file);
  settings->aws_profile = g_strdup(config->gist_aws_profile);
  settings->max_tokens_field = g_strdup(config->gist_max_tokens_field);
  settings->proxy = g_strdup(config->gist_proxy);
  settings->ca_file = g_strdup(config->gist_ca_file);
  settings->timeout = config->gist_timeout;
  /* Estimates are not exact, and what does not fit would be cut by the server where it likes. */
  settings->context_tokens = config->gist_max_input_tokens / 4 * 5 + 2 * config->gist_max_output_tokens;
  settings->allow_http = config->gist_allow_http;
  if (provider_check(settings, error))
    return TRUE;
  g_prefix_error(error, "[gist] ");
  return FALSE;
}

PromptParameters pipeline_parameters(const Config *config)
{
  return (PromptParameters){ .provider = config->gist_provider,
                             .model = config->gist_model != NULL ? config->gist_model : "",
                             .max_input_tokens = config->gist_max_input_tokens,
                             .max_output_tokens = config->gist_max_output_tokens };
}

GStrv pipeline_addresses(const Feed *feed, const Config *config)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  for (guint k = 0; feed->masked != NULL && feed->masked[k] != NULL; k++)
    for (guint i = 0; config->domains[i] != NULL; i++) {
      g_autofree char *address = g_strdup_printf("%s@%s", feed->masked[k], config->domains[i]);

      g_strv_builder_add(builder, address);
    }
  return g_strv_builder_end(builder);
}

PipelineQuestion *pipeline_question_for(const Config *config, Newsletter *newsletter, Feed *feed, GError **error)
{
  g_autoptr(PipelineQuestion) question = g_new0(PipelineQuestion, 1);
  PromptParameters parameters = pipeline_parameters(config);
  g_autoptr(Compact) compact = NULL;

  question->newsletter = newsletter;
  question->feed = feed;
  question->addresses = pipeline_addresses(feed, config);
  filter_links(feed->filters, newsletter);
  compact = compact_newsletter(newsletter);
  question->compact = g_steal_pointer(&compact->markdown);
  question->source = (PromptSource){ .newsletter = newsletter,
                                     .compact = question->compact,
                                     .feed = feed,
                                     .addresses = (const char *const *)question->addresses };
  question->key = prompt_key(&question->source, &parameters, error);
  return question->key != NULL ? g_steal_pointer(&question) : NULL;
}

static Feed *feed_of_item(Store *store, gint64 newsletter_row, gint64 feed_row, GError **error)
{
  g_autoptr(Feed) feed = store_feed_by_row(store, feed_row, error);

  return feed != NULL && store_feed_mask(store, feed, newsletter_row, error) ? g_steal_pointer(&feed) : NULL;
}

PipelineQuestion *pipeline_question(Store *store, const Config *config, gint64 newsletter_row, gint64 feed_row,
                                    GError **error)
{
  Newsletter *newsletter = store_newsletter_get(store, newsletter_row, error);
  Feed *feed = newsletter != NULL ? feed_of_item(store, newsletter_row, feed_row, error) : NULL;

  if (feed == NULL) {
    newsletter_free(newsletter);
    return NULL;
  }
  return pipeline_question_for(config, newsletter, feed, error);
}

void pipeline_question_free(PipelineQuestion *question)
{
  if (question == NULL)
    return;
  newsletter_free(question->newsletter);
  feed_free(question->feed);
  g_strfreev(question->addresses);
  g_free(question->compact);
  g_free(question->key);
  g_free(question);
}

/* --- extracts ----------------------------------------------------------------------------- */

/* Feeds whose filters exclude the same links share an extract, others do not. */
static char *filtered_key(const char *key, const Newsletter *newsletter, gboolean filters)
{
  g_autoptr(Digest) digest = NULL;

  if (!filters)
    return g_strdup(key);
  digest = digest_new();
  digest_add(digest, key, strlen(key));
  for (guint i = 0; i < newsletter->links->len; i++)
    digest_add(digest, ((const Link *)g_ptr_array_index(newsletter->links, i))->kind == LINK_NAV ? "1" : "0", 1);
  return digest_sum(digest);
}

char *pipeline_extract_key(const Config *config, Newsletter *newsletter, const Feed *feed)
{
  g_auto(GStrv) addresses = pipeline_addresses(feed, config);
  gboolean filters = filter_links(feed->filters, newsletter);
  g_autofree char *plain = extract_key(newsletter, feed->interests, (const char *const *)addresses);

  return filtered_key(plain, newsletter, filters);
}

Gist *pipeline_extract(const Config *config, Newsletter *newsletter, const Feed *feed)
{
  g_auto(GStrv) addresses = pipeline_addresses(feed, config);
  char *key = pipeline_extract_key(config, newsletter, feed);
  Gist *gist = extract_gist(newsletter, feed->interests, (const char *const *)addresses);

  g_free(gist->key);
  gist->key = key;
  return gist;
}

/* newsletter is a copy: its links are filtered here. */
static Gist *make_extract(Store *store, Newsletter *newsletter, const Feed *feed, const Config *config, GError **error)
{
  g_autofree char *key = pipeline_extract_key(config, newsletter, feed);
  Gist *gist = NULL;

  if (!store_gist_find(store, newsletter->row, key, &gist, NULL, error))
    return NULL;
  return gist != NULL ? gist : pipeline_extract(config, newsletter, feed);
}

/* --- decisions ---------------------------------------------------------------------------- */

/* A model has nothing to say about these. */
static gboolean is_for_model(const Newsletter *newsletter)
{
  return (newsletter->flags & (NEWSLETTER_CONFIRMATION | NEWSLETTER_UNDECODED)) == 0 && newsletter->words > 0;
}

/* The question is new or on its way: what the item shows until it is answered. */
static gboolean await_answer(Store *store, const Config *config, PipelineHaste haste, PipelineQuestion *question,
                             PipelineGist *made, GError **error)
{
  made->key = g_strdup(question->key);
  made->again = haste == PIPELINE_AGAIN;
  made->urgent = made->item.state == ITEM_PENDING || made->item.state == ITEM_HELD;
  if (!made->urgent)
    return TRUE;
  made->state = question->feed->hold ? ITEM_HELD : ITEM_PENDING;
  if (question->feed->hold || (haste != PIPELINE_AT_ONCE && config->gist_publish_after > 0))
    return TRUE;
  made->state = ITEM_PUBLISHED;
  made->gist = make_extract(store, question->newsletter, question->feed, config, error);
  return made->gist != NULL;
}

static gboolean decide_with_model(Store *store, const Config *config, PipelineHaste haste, PipelineGist *made,
                                  gboolean *decided, GError **error)
{
  g_autoptr(PipelineQuestion) question =
      pipeline_question(store, config, made->item.newsletter_row, made->item.feed_row, error);
  GistState state = GIST_DONE;

  if (question == NULL || !store_gist_find(store, made->item.newsletter_row, question->key, &made->gist, &state, error))
    return FALSE;
  *decided = made->gist != NULL || state != GIST_FAILED || haste == PIPELINE_AGAIN;
  if (made->gist != NULL)
    made->state = ITEM_PUBLISHED;
  return made->gist != NULL || !*decided || await_answer(store, config, haste, question, made, error);
}

/* made->item is filled in. */
static gboolean decide(Store *store, const Config *config, PipelineHaste haste, PipelineGist *made, GError **error)
{
  g_autoptr(Newsletter) newsletter = store_newsletter_get(store, made->item.newsletter_row, error);
  g_autoptr(Feed) feed =
      newsletter != NULL ? feed_of_item(store, made->item.newsletter_row, made->item.feed_row, error) : NULL;
  gboolean decided = FALSE;

  if (feed == NULL)
    return FALSE;
  made->state = made->item.state;
  if (!(newsletter->flags & NEWSLETTER_CONFIRMATION))
    made->why = filter_subject(feed->filters, newsletter->subject);
  if (made->why != NULL) {
    made->state = ITEM_HIDDEN;
    return TRUE;
  }
  if (config_asks(config) && is_for_model(newsletter) && (made->item.ask || haste == PIPELINE_AGAIN) &&
      !decide_with_model(store, config, haste, made, &decided, error))
    return FALSE;
  if (decided)
    return TRUE;
  made->state = ITEM_PUBLISHED;
  made->gist = make_extract(store, newsletter, feed, config, error);
  return made->gist != NULL;
}

typedef gboolean (*DecideFunc)(Store *store, const Config *config, PipelineHaste haste, PipelineGist *made,
                               GError **error);

static GPtrArray *decide_all(Store *store, const Config *config, GArray *items, PipelineHaste haste, DecideFunc func,
                             GError **error)
{
  g_autoptr(GPtrArray) gists = g_ptr_array_new_with_free_func(pipeline_gist_free);

  for (guint i = 0; i < items->len; i++) {
    g_autoptr(GError) failure = NULL;
    PipelineGist *made = g_new0(PipelineGist, 1);

    made->item = g_array_index(items, PendingItem, i);
    g_ptr_array_add(gists, made);
    if (func(store, config, haste, made, &failure))
      continue;
    if (!g_error_matches(failure, GISTWIRE_ERROR, ERROR_NOT_FOUND)) {
      g_propagate_error(error, g_steal_pointer(&failure));
      return NULL;
    }
    g_ptr_array_remove_index(gists, gists->len - 1); /* removed by the CLI since it was listed */
  }
  return g_steal_pointer(&gists);
}

GPtrArray *pipeline_gist_items(Store *store, const Config *config, GArray *items, PipelineHaste haste, GError **error)
{
  return decide_all(store, config, items, haste, decide, error);
}

GPtrArray *pipeline_gist(Store *store, const Config *config, PipelineHaste haste, guint max, GError **error)
{
  g_autoptr(GArray) pending = store_item_pending(store, max, error);

  return pending != NULL ? pipeline_gist_items(store, config, pending, haste, error) : NULL;
}

static gboolean show_extract(Store *store, const Config *config, PipelineHaste haste G_GNUC_UNUSED, PipelineGist *made,
                             GError **error)
{
  g_autoptr(Newsletter) newsletter = store_newsletter_get(store, made->item.newsletter_row, error);
  g_autoptr(Feed) feed =
      newsletter != NULL ? feed_of_item(store, made->item.newsletter_row, made->item.feed_row, error) : NULL;

  if (feed == NULL)
    return FALSE;
  made->state = ITEM_PUBLISHED;
  made->keep_awaiting = config_asks(config);
  made->gist = make_extract(store, newsletter, feed, config, error);
  return made->gist != NULL;
}

GPtrArray *pipeline_gist_overdue(Store *store, const Config *config, gint64 now, gboolean all, guint max,
                                 GError **error)
{
  g_autoptr(GArray) items =
      store_item_overdue(store, all ? G_MAXINT64 : now - config->gist_publish_after, all, max, error);

  return items != NULL ? decide_all(store, config, items, PIPELINE_IN_TIME, show_extract, error) : NULL;
}

gboolean pipeline_publish(Store *store, const Config *config, GPtrArray *gists, guint *changed, GError **error)
{
  guint count = 0;

  for (guint i = 0; i < gists->len; i++) {
    const PipelineGist *made = g_ptr_array_index(gists, i);
    const GistRequest request = { .key = made->key,
                                  .provider = config->gist_provider,
                                  .model = config->gist_model,
                                  .prompt_version = PROMPT_VERSION,
                                  .urgent = made->urgent,
                                  .again = made->again };
    const ItemChange change = { .state = made->state,
                                .gist = made->gist,
                                .why = made->why,
                                .request = made->key != NULL ? &request : NULL,
                                .keep_awaiting = made->keep_awaiting };
    gboolean done = FALSE;

    if (!store_item_change(store, &made->item, &change, &done, error))
      return FALSE;
    count += done;
  }
  *changed = count;
  return TRUE;
}
