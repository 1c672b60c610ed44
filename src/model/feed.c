/* SPDX-License-Identifier: MIT */
#include "model/feed.h"

#include "model/names.h"

static const char *const policy_names[] = { "allow-list", "open", NULL };
static const char *const kind_names[] = { "own", "all", "per-sender", "sender", "per-link", "digest", NULL };
static const char *const every_names[] = { "", "day", "week", NULL };
static const char *const show_names[] = { "gist", "full", NULL };
static const char *const trouble_names[] = { "waiting", "disk", NULL };
static const char *const state_names[] = { "pending", "published", "held", "hidden", NULL };

static const char *const filter_names[] = { "include-subject", "exclude-subject", "exclude-link", NULL };

const char *filter_kind_name(FilterKind kind)
{
  return filter_names[kind];
}

gboolean filter_kind_parse(const char *name, FilterKind *kind)
{
  return NAMES_PARSE(filter_names, name, kind);
}

Filter *filter_new(FilterKind kind, const char *pattern)
{
  Filter *filter = g_new0(Filter, 1);

  filter->kind = kind;
  filter->pattern = g_strdup(pattern);
  return filter;
}

void filter_free(Filter *filter)
{
  if (filter == NULL)
    return;
  g_free(filter->pattern);
  g_free(filter);
}

const char *feed_policy_name(FeedPolicy policy)
{
  return policy_names[policy];
}

gboolean feed_policy_parse(const char *name, FeedPolicy *policy)
{
  return NAMES_PARSE(policy_names, name, policy);
}

const char *feed_kind_name(FeedKind kind)
{
  return kind_names[kind];
}

gboolean feed_kind_parse(const char *name, FeedKind *kind)
{
  return NAMES_PARSE(kind_names, name, kind);
}

const char *feed_every_name(FeedEvery every)
{
  return every_names[every];
}

gboolean feed_every_parse(const char *name, FeedEvery *every)
{
  return NAMES_PARSE(every_names, name, every);
}

const char *feed_show_name(FeedShow show)
{
  return show_names[show];
}

gboolean feed_show_parse(const char *name, FeedShow *show)
{
  return NAMES_PARSE(show_names, name, show);
}

const char *trouble_kind_name(TroubleKind kind)
{
  return trouble_names[kind];
}

gboolean trouble_kind_parse(const char *name, TroubleKind *kind)
{
  return NAMES_PARSE(trouble_names, name, kind);
}

const char *item_state_name(ItemState state)
{
  return state_names[state];
}

gboolean item_state_parse(const char *name, ItemState *state)
{
  return NAMES_PARSE(state_names, name, state);
}

Feed *feed_new(void)
{
  Feed *feed = g_new0(Feed, 1);

  feed->max_items = FEED_CAP_DEFAULT;
  feed->max_bytes = FEED_CAP_DEFAULT;
  feed->status = TRUE;
  return feed;
}

void feed_free(Feed *feed)
{
  if (feed == NULL)
    return;
  g_free(feed->id);
  g_free(feed->address);
  g_free(feed->name);
  g_free(feed->description);
  g_free(feed->interests);
  g_free(feed->language);
  g_free(feed->source);
  g_free(feed->sender);
  g_free(feed->guid);
  g_clear_pointer(&feed->senders, g_ptr_array_unref);
  g_strfreev(feed->masked);
  g_clear_pointer(&feed->allow, g_ptr_array_unref);
  g_clear_pointer(&feed->articles, g_ptr_array_unref);
  g_clear_pointer(&feed->issues, g_ptr_array_unref);
  g_clear_pointer(&feed->filters, g_ptr_array_unref);
  g_clear_pointer(&feed->troubles, g_ptr_array_unref);
  g_free(feed);
}

Item *item_new(void)
{
  return g_new0(Item, 1);
}

void item_free(Item *item)
{
  if (item == NULL)
    return;
  g_free(item->id);
  g_free(item->guid);
  g_free(item->why);
  g_free(item->prefix);
  g_strfreev(item->masked);
  gist_free(item->gist);
  newsletter_free(item->newsletter);
  g_free(item);
}

void waiting_free(Waiting *waiting)
{
  if (waiting == NULL)
    return;
  newsletter_free(waiting->newsletter);
  g_free(waiting->feed_name);
  g_free(waiting->recipient);
  g_free(waiting->reason);
  g_free(waiting);
}
