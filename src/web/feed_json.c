/* SPDX-License-Identifier: MIT */
#include "web/feed_json.h"

#include <jansson.h>
#include <string.h>

#include "util/date.h"
#include "util/error.h"
#include "web/channel.h"

#define FLAGS JSON_COMPACT

typedef json_t Json;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Json, json_decref)

static void set_string(json_t *object, const char *key, const char *text)
{
  if (text != NULL)
    json_object_set_new(object, key, json_string(text));
}

static void set_date(json_t *object, const char *key, gint64 when)
{
  g_autofree char *date = date_rfc3339(when);

  set_string(object, key, date);
}

static json_t *make_head(const Channel *channel)
{
  g_autofree char *self = g_strconcat(channel->page, "/json", NULL);
  json_t *head = json_object();

  set_string(head, "version", "https://jsonfeed.org/version/1.1");
  set_string(head, "title", channel->title);
  set_string(head, "home_page_url", channel->page);
  set_string(head, "feed_url", self);
  set_string(head, "description", channel->description);
  set_string(head, "icon", channel->icon);
  set_string(head, "language", channel->language);
  json_object_set_new(head, "items", json_array());
  return head;
}

static json_t *make_files(const Entry *entry)
{
  json_t *list = json_array();

  for (guint i = 0; i < entry->files->len; i++) {
    const EntryFile *file = g_ptr_array_index(entry->files, i);
    json_t *object = json_object();

    set_string(object, "url", file->url);
    set_string(object, "mime_type", file->type);
    set_string(object, "title", file->name);
    json_object_set_new(object, "size_in_bytes", json_integer((json_int_t)file->size));
    json_array_append_new(list, object);
  }
  return list;
}

static json_t *make_item(const Entry *entry)
{
  json_t *item = json_object(), *tags = json_array();

  set_string(item, "id", entry->guid);
  set_string(item, "url", entry->url);
  set_string(item, "title", entry->title);
  set_string(item, "content_html", entry->html);
  set_string(item, "summary", entry->text);
  set_date(item, "date_published", entry->date);
  set_date(item, "date_modified", entry->updated);
  json_object_set_new(item, "authors", json_pack("[{s:s}]", "name", entry->author));
  for (guint i = 0; i < entry->topics->len; i++)
    json_array_append_new(tags, json_string(g_ptr_array_index(entry->topics, i)));
  json_object_set_new(item, "tags", tags);
  set_string(item, "language", entry->language);
  if (entry->files->len > 0)
    json_object_set_new(item, "attachments", make_files(entry));
  return item;
}

/* The same bytes as dumped, so that the cap is kept exactly: head, items, a comma between two. */
static void add_items(json_t *head, const Channel *channel)
{
  json_t *items = json_object_get(head, "items");
  gsize size = json_dumpb(head, NULL, 0, FLAGS) + 1;

  for (guint i = 0; i < channel->entries->len; i++) {
    json_t *item = make_item(g_ptr_array_index(channel->entries, i));

    size += json_dumpb(item, NULL, 0, FLAGS) + (i > 0);
    if (i > 0 && channel->max_bytes > 0 && size > channel->max_bytes) {
      json_decref(item);
      return;
    }
    json_array_append_new(items, item);
  }
}

GBytes *feed_json_write(const Show *show, const Feed *feed, const GPtrArray *items, GError **error)
{
  g_autoptr(Channel) channel = channel_new(show, feed, items, error);
  g_autoptr(Json) head = NULL;
  g_autofree char *text = NULL;
  gsize size;

  if (channel == NULL)
    return NULL;
  head = make_head(channel);
  add_items(head, channel);
  size = json_dumpb(head, NULL, 0, FLAGS);
  text = g_malloc(size + 1);
  if (size == 0 || json_dumpb(head, text, size, FLAGS) != size) {
    error_set(error, ERROR_FAILED, "the feed '%s' could not be written as JSON", channel->title);
    return NULL;
  }
  text[size] = '\n';
  return g_bytes_new_take(g_steal_pointer(&text), size + 1);
}
