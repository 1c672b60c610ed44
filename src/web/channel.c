/* SPDX-License-Identifier: MIT */
#include "web/channel.h"

#include <string.h>

#include "util/text.h"
#include "web/articles.h"
#include "web/search.h"
#include "web/trouble.h"

#define OTHER_TYPE "application/octet-stream"
#define REPLACEMENT "\xef\xbf\xbd"
#define WHITE_SQUARE "\xe2\x96\xa1"

static void entry_file_free(EntryFile *file)
{
  g_free(file->url);
  g_free(file->name);
  g_free(file->type);
  g_free(file);
}

static Entry *entry_new(void)
{
  Entry *entry = g_new0(Entry, 1);

  entry->topics = g_ptr_array_new_with_free_func(g_free);
  entry->files = g_ptr_array_new_with_free_func((GDestroyNotify)entry_file_free);
  return entry;
}

static void entry_free(Entry *entry)
{
  g_free(entry->guid);
  g_free(entry->url);
  g_free(entry->title);
  g_free(entry->author);
  g_free(entry->text);
  g_free(entry->html);
  g_free(entry->language);
  g_ptr_array_unref(entry->topics);
  g_ptr_array_unref(entry->files);
  g_free(entry);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Entry, entry_free)

void channel_free(Channel *channel)
{
  if (channel == NULL)
    return;
  g_free(channel->title);
  g_free(channel->description);
  g_free(channel->page);
  g_free(channel->rss);
  g_free(channel->icon);
  g_free(channel->language);
  g_ptr_array_unref(channel->entries);
  g_free(channel);
}

/* Takes the text over. */
static char *without_replacement(char *text)
{
  g_autofree char *old = text;
  g_auto(GStrv) pieces = strstr(text, REPLACEMENT) != NULL ? g_strsplit(text, REPLACEMENT, -1) : NULL;

  return pieces != NULL ? g_strjoinv(WHITE_SQUARE, pieces) : g_steal_pointer(&old);
}

/* The language of the items when they have one in common. */
static char *common_language(const GPtrArray *items)
{
  g_autofree char *common = NULL;

  for (guint i = 0; i < items->len; i++) {
    g_autofree char *language = show_language(((const Item *)g_ptr_array_index(items, i))->newsletter);

    if (i == 0)
      common = g_steal_pointer(&language);
    else if (g_strcmp0(language, common) != 0)
      return NULL;
  }
  return g_steal_pointer(&common);
}

static gsize body_limit(const Channel *channel)
{
  return channel->max_bytes > 0 && channel->max_bytes / 4 < CHANNEL_MAX_BODY ? (gsize)channel->max_bytes / 4 + 1
                                                                             : CHANNEL_MAX_BODY;
}

/* What readers show: the gist, then the newsletter when the feed says so. */
static char *entry_html(const Channel *channel, const Show *show, const Feed *feed, const Item *item, const char *url,
                        GError **error)
{
  g_autoptr(Value) data = show_gist(show, item);
  const Newsletter *newsletter = item->newsletter;
  g_autofree char *sender = show_sender(show, newsletter), *address = show_line(show, newsletter->from_address);
  g_autofree char *words = newsletter->words > 0 ? show_count(newsletter->words, "word") : NULL;

  value_set_string(data, "sender", sender);
  if (g_strcmp0(sender, address) != 0)
    value_set_string(data, "address", address);
  show_flags(data, newsletter);
  value_set_string(data, "words", words);
  value_set_string(data, "page", url);
  if (feed->show == FEED_SHOW_FULL && newsletter->markdown != NULL) {
    gboolean cut = FALSE;

    value_set(data, "body", show_body(show, newsletter, body_limit(channel), &cut));
    value_set_bool(data, "cut", cut);
  }
  return template_render(show->templates, "item", data, error);
}

/* RFC 6838 4.2, without parameters. */
static gboolean is_type(const char *type)
{
  const char *slash = strchr(type, '/');

  if (slash == NULL || !g_ascii_isalnum(type[0]) || !g_ascii_isalnum(slash[1]) || strlen(type) > 127)
    return FALSE;
  for (const char *p = type; *p != '\0'; p++)
    if (!g_ascii_isalnum(*p) && p != slash && strchr("!#$&-^_.+", *p) == NULL)
      return FALSE;
  return TRUE;
}

static void add_files(Entry *entry, const Show *show, const Newsletter *newsletter)
{
  for (guint i = 0; i < newsletter->parts->len; i++) {
    const Part *part = g_ptr_array_index(newsletter->parts, i);
    EntryFile *file;

    if (part->is_inline)
      continue;
    file = g_new0(EntryFile, 1);
    file->url = g_strdup_printf("%s/parts/%u", entry->url, i);
    file->name = without_replacement(show_line(show, part->name));
    file->type = g_strdup(is_type(part->type) ? part->type : OTHER_TYPE);
    file->size = part->size;
    g_ptr_array_add(entry->files, file);
  }
}

static char *make_text(const Show *show, const Item *item, const char *title)
{
  g_autofree char *summary =
      item->gist != NULL && item->gist->summary != NULL ? show_line(show, item->gist->summary) : NULL;

  return summary != NULL && summary[0] != '\0' ? without_replacement(g_steal_pointer(&summary)) : g_strdup(title);
}

static Entry *make_entry(const Channel *channel, const Show *feed_show, const Feed *feed, const Item *item,
                         GError **error)
{
  g_autoptr(Entry) entry = entry_new();
  const Show own = show_for_item(feed_show, item), *show = &own;
  const Newsletter *newsletter = item->newsletter;

  entry->guid = g_strdup(item->guid);
  entry->url = g_strconcat(show->prefix, "/newsletters/", item->id, NULL);
  entry->title = without_replacement(show_title(show, item));
  entry->author = without_replacement(show_sender(show, newsletter));
  entry->text = make_text(show, item, entry->title);
  entry->language = show_language(newsletter);
  entry->date = newsletter->date;
  entry->updated = item->updated;
  entry->order = (guint)(item->row % 1000);
  for (guint i = 0; item->gist != NULL && i < item->gist->topics->len; i++) {
    g_autofree char *topic = without_replacement(show_line(show, g_ptr_array_index(item->gist->topics, i)));

    if (topic[0] != '\0')
      g_ptr_array_add(entry->topics, g_steal_pointer(&topic));
  }
  add_files(entry, show, newsletter);
  entry->html = entry_html(channel, show, feed, item, entry->url, error);
  if (entry->html == NULL)
    return NULL;
  entry->html = without_replacement(entry->html);
  return g_steal_pointer(&entry);
}

/* What the server itself has to say. */
static Entry *make_status(const Channel *channel, const Show *show, const Feed *feed, GError **error)
{
  g_autoptr(Entry) entry = entry_new();
  g_autoptr(Value) data = value_new_map();

  value_set(data, "troubles", trouble_list(feed));
  value_set_string(data, "page", channel->page);
  entry->guid = trouble_guid(feed);
  entry->url = g_strdup(channel->page);
  entry->title = trouble_title(feed);
  entry->author = g_strdup("Gistwire");
  entry->text = g_strdup(entry->title);
  entry->language = g_strdup("en");
  entry->date = entry->updated = trouble_since(feed);
  entry->html = template_render(show->templates, "status", data, error);
  return entry->html != NULL ? g_steal_pointer(&entry) : NULL;
}

/* Of a per-sender feed: that there is a feed of this sender. */
static Entry *make_sender(const Show *show, const Feed *feed, const Feed *made, GError **error)
{
  g_autoptr(Entry) entry = entry_new();
  g_autoptr(Value) data = value_new_map();
  g_autofree char *name = show_sender_name(show, feed, made), *key = show_sender_key(show, made), *url = NULL;

  entry->guid = g_strdup(made->guid);
  entry->url = g_strconcat(show->prefix, "/feeds/", made->id, NULL);
  entry->title = without_replacement(g_strdup(name));
  entry->author = without_replacement(g_strdup(name));
  entry->text = g_strconcat("New sender: ", entry->title, NULL);
  entry->language = g_strdup("en");
  entry->date = entry->updated = made->created;
  entry->order = (guint)(made->row % 1000);
  url = g_strconcat(entry->url, "/rss", NULL);
  value_set_string(data, "sender", name);
  if (strcmp(name, key) != 0)
    value_set_string(data, "address", key);
  value_set_string(data, "page", entry->url);
  value_set_string(data, "url", url);
  entry->html = template_render(show->templates, "sender", data, error);
  if (entry->html == NULL)
    return NULL;
  entry->html = without_replacement(entry->html);
  return g_steal_pointer(&entry);
}

/* The language of what that newsletter wrote. */
static char *language_of(const Mention *mention)
{
  const Newsletter newsletter = { .language = mention->language };

  return show_language(&newsletter);
}

static gint64 last_update(const Article *article)
{
  gint64 updated = 0;

  for (guint i = 0; i < article->mentions->len; i++)
    updated = MAX(updated, ((const Mention *)g_ptr_array_index(article->mentions, i))->updated);
  return updated;
}

/* value: of articles_value. Of those that one newsletter names, the first counts as the newest. */
static Entry *make_article(const Show *show, const Article *article, const Value *value, GError **error)
{
  g_autoptr(Entry) entry = entry_new();
  const Mention *first = g_ptr_array_index(article->mentions, 0);
  const char *title = value_text(value_get(value, "title", strlen("title")));
  const char *sentence = value_text(value_get(value, "sentence", strlen("sentence")));

  entry->guid = g_strdup(article->guid);
  entry->url = g_strdup(value_text(value_get(value, "href", strlen("href"))));
  entry->title = without_replacement(g_strdup(title));
  entry->author = without_replacement(show_line(show, first->name));
  entry->text = without_replacement(g_strdup(sentence != NULL ? sentence : title));
  entry->language = language_of(first);
  entry->date = first->published;
  entry->updated = MAX(last_update(article), first->published);
  entry->order = 999 - MIN(first->link->ordinal, 999u);
  entry->html = template_render(show->templates, "article", value, error);
  if (entry->html == NULL)
    return NULL;
  entry->html = without_replacement(entry->html);
  return g_steal_pointer(&entry);
}

static Entry *make_issue(const Show *show, const Feed *feed, const Issue *issue, GError **error)
{
  g_autoptr(Entry) entry = entry_new();
  g_autoptr(Value) data = articles_issue_value(show, issue);

  entry->guid = g_strdup(issue->guid);
  entry->url = g_strconcat(show->prefix, "/digests/", issue->id, NULL);
  entry->title = articles_issue_title(feed, issue);
  entry->author = g_strdup("Gistwire");
  entry->text = g_strdup(entry->title);
  entry->language = g_strdup("en");
  entry->date = entry->updated = issue->period.until;
  for (guint i = 0; i < issue->lines->len; i++) {
    const IssueLine *line = g_ptr_array_index(issue->lines, i);

    if (line->kind == ISSUE_TOPIC && line->text[0] != '\0')
      g_ptr_array_add(entry->topics, without_replacement(show_line(show, line->text)));
  }
  entry->html = template_render(show->templates, "issue", data, error);
  if (entry->html == NULL)
    return NULL;
  entry->html = without_replacement(entry->html);
  return g_steal_pointer(&entry);
}

/* Adds what make gives; size is that of the channel so far. No format makes HTML shorter, so what is over the cap here is over it there. */
static gboolean add_entry(Channel *channel, Entry *entry, gsize *size)
{
  if (entry == NULL)
    return FALSE;
  *size += strlen(entry->html);
  g_ptr_array_add(channel->entries, entry);
  return TRUE;
}

static gboolean has_room(const Channel *channel, guint count, gsize size)
{
  return count == 0 || channel->max_bytes == 0 || size <= channel->max_bytes;
}

static guint sender_count(const Show *show, const Feed *feed)
{
  gint64 cap = feed->max_items >= 0 ? feed->max_items : show->config->feed_max_items;
  guint count = feed->senders != NULL ? feed->senders->len : 0;

  return cap > 0 ? MIN(count, (guint)MIN(cap, G_MAXINT)) : count;
}

static gboolean add_articles(Channel *channel, const Show *show, const Feed *feed, GError **error)
{
  gsize size = 0;

  for (guint i = 0; feed->articles != NULL && i < feed->articles->len && has_room(channel, i, size); i++) {
    const Article *article = g_ptr_array_index(feed->articles, i);
    g_autoptr(Value) value = articles_value(show, feed, article);

    if (value != NULL && !add_entry(channel, make_article(show, article, value, error), &size))
      return FALSE;
  }
  return TRUE;
}

static gboolean add_issues(Channel *channel, const Show *show, const Feed *feed, GError **error)
{
  gsize size = 0;

  for (guint i = 0; feed->issues != NULL && i < feed->issues->len && has_room(channel, i, size); i++)
    if (!add_entry(channel, make_issue(show, feed, g_ptr_array_index(feed->issues, i), error), &size))
      return FALSE;
  return TRUE;
}

/* What the feed says of itself; and a search, when that is not all. */
static char *describe(const Show *show, const Feed *feed)
{
  gboolean described = feed->description != NULL && feed->description[0] != '\0';
  g_autofree char *text = show_line(show, described ? feed->description : "The gist of newsletters, by Gistwire");
  g_autofree char *more = show->found_more ? search_more_text() : NULL;

  return without_replacement(more != NULL ? g_strconcat(text, " \u2013 ", more, NULL) : g_steal_pointer(&text));
}

/* Title and addresses; those of a search, when it is one. */
static void name_channel(Channel *channel, const Show *show, const Feed *feed)
{
  g_autofree char *name = without_replacement(show_line(show, feed->name));
  g_autofree char *page = g_strconcat(show->prefix, "/feeds/", feed->id, NULL);

  if (show->search != NULL) {
    g_autofree char *sought = without_replacement(text_clean_line(show->search, -1));
    g_autofree char *query = g_uri_escape_string(show->search, NULL, FALSE);

    channel->title = g_strconcat(name, ": search for ", sought, NULL);
    channel->page = g_strconcat(page, "/search?q=", query, NULL);
    channel->rss = g_strconcat(page, "/search.rss?q=", query, NULL);
    return;
  }
  channel->rss = g_strconcat(page, "/rss", NULL);
  channel->title = g_steal_pointer(&name);
  channel->page = g_steal_pointer(&page);
}

Channel *channel_new(const Show *show, const Feed *feed, const GPtrArray *items, GError **error)
{
  g_autoptr(Channel) channel = g_new0(Channel, 1);
  gsize size = 0;

  channel->entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
  name_channel(channel, show, feed);
  channel->description = describe(show, feed);
  channel->icon = g_strconcat(show->prefix, "/icon.png", NULL);
  channel->language = common_language(items);
  channel->changed = feed->changed;
  channel->max_bytes = feed->max_bytes >= 0 ? (guint64)feed->max_bytes : show->config->feed_max_bytes;
  if (feed->troubles != NULL && feed->troubles->len > 0 && show->search == NULL) {
    Entry *status = make_status(channel, show, feed, error);

    if (status == NULL)
      return NULL;
    g_ptr_array_add(channel->entries, status);
  }
  for (guint i = 0; i < items->len && has_room(channel, i, size); i++)
    if (!add_entry(channel, make_entry(channel, show, feed, g_ptr_array_index(items, i), error), &size))
      return NULL;
  for (guint i = 0; show->search == NULL && i < sender_count(show, feed) && has_room(channel, i, size); i++)
    if (!add_entry(channel, make_sender(show, feed, g_ptr_array_index(feed->senders, i), error), &size))
      return NULL;
  return add_articles(channel, show, feed, error) && add_issues(channel, show, feed, error) ? g_steal_pointer(&channel)
                                                                                            : NULL;
}
