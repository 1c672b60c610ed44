/* SPDX-License-Identifier: MIT */
#include "web/feed_opml.h"

#include "web/feed_xml.h"

#define TITLE "Newsletters by Gistwire"
#define MAX_DEPTH 2 /* of folders: a feed, its senders */

typedef struct {
  const Feed *feed;
  Channel *channel; /* its title and description */
} Outline;

/* What is written: all outlines, or below whose row (0: at the top) they stand. */
typedef struct {
  GPtrArray *all;      /* of Outline */
  GHashTable *derived; /* row to GPtrArray of Outline; NULL: no groups */
} List;

static void outline_free(gpointer data)
{
  Outline *outline = data;

  channel_free(outline->channel);
  g_free(outline);
}

static void list_clear(List *list)
{
  g_clear_pointer(&list->derived, g_hash_table_unref);
  g_ptr_array_unref(list->all);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(List, list_clear)

/* The local parts of all own feeds' addresses: a derived feed says none of them. */
static GStrv all_addresses(const GPtrArray *feeds)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  for (guint i = 0; i < feeds->len; i++) {
    const Feed *feed = g_ptr_array_index(feeds, i);

    if (feed->address != NULL)
      g_strv_builder_add(builder, feed->address);
  }
  return g_strv_builder_end(builder);
}

static gboolean add_all(List *list, const Config *config, const GPtrArray *feeds, GError **error)
{
  g_autoptr(GPtrArray) no_items = g_ptr_array_new();
  g_auto(GStrv) addresses = all_addresses(feeds);

  for (guint i = 0; i < feeds->len; i++) {
    const Feed *feed = g_ptr_array_index(feeds, i);
    const char *const own[] = { feed->address, NULL };
    const Show show = { .config = config,
                        .masked = feed->address != NULL ? own : (const char *const *)addresses,
                        .prefix = config->base_url };
    Channel *channel = channel_new(&show, feed, no_items, error);
    Outline *outline;

    if (channel == NULL)
      return FALSE;
    outline = g_new0(Outline, 1);
    outline->feed = feed;
    outline->channel = channel;
    g_ptr_array_add(list->all, outline);
  }
  return TRUE;
}

static GPtrArray *derived_from(const List *list, gint64 row)
{
  return g_hash_table_lookup(list->derived, &row);
}

static void sort_by_source(List *list)
{
  list->derived = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < list->all->len; i++) {
    Outline *outline = g_ptr_array_index(list->all, i);
    GPtrArray *group = derived_from(list, outline->feed->source_row);

    if (group == NULL) {
      group = g_ptr_array_new();
      g_hash_table_insert(list->derived, (gpointer)&outline->feed->source_row, group);
    }
    g_ptr_array_add(group, outline);
  }
}

/* --- writing ------------------------------------------------------------------------------- */

/* Readers differ in whether they show text or title. */
static void write_names(FeedXml *xml, const Channel *channel)
{
  feed_xml_attribute(xml, "text", channel->title);
  feed_xml_attribute(xml, "title", channel->title);
}

static void write_feed(FeedXml *xml, const Channel *channel)
{
  g_autofree char *rss = g_strconcat(channel->page, "/rss", NULL);

  feed_xml_begin(xml, "outline");
  write_names(xml, channel);
  feed_xml_attribute(xml, "description", channel->description);
  feed_xml_attribute(xml, "type", "rss");
  feed_xml_attribute(xml, "version", "RSS2");
  feed_xml_attribute(xml, "xmlUrl", rss);
  feed_xml_attribute(xml, "htmlUrl", channel->page);
  feed_xml_end(xml);
}

/* No deeper than MAX_DEPTH. */
static void write_group(FeedXml *xml, const List *list, const GPtrArray *group, guint depth)
{
  for (guint i = 0; group != NULL && i < group->len; i++) {
    const Outline *outline = g_ptr_array_index(group, i);
    const GPtrArray *below = list->derived != NULL && depth < MAX_DEPTH ? derived_from(list, outline->feed->row) : NULL;

    if (below != NULL) {
      feed_xml_begin(xml, "outline");
      write_names(xml, outline->channel);
    }
    write_feed(xml, outline->channel);
    if (below != NULL) {
      write_group(xml, list, below, depth + 1);
      feed_xml_end(xml);
    }
  }
}

static void write_list(FeedXml *xml, gconstpointer data)
{
  const List *list = data;

  feed_xml_begin(xml, "opml");
  feed_xml_attribute(xml, "version", "2.0");
  feed_xml_begin(xml, "head");
  feed_xml_element(xml, "title", TITLE);
  feed_xml_element(xml, "docs", "http://opml.org/spec2.opml");
  feed_xml_end(xml);
  feed_xml_begin(xml, "body");
  write_group(xml, list, list->derived != NULL ? derived_from(list, 0) : list->all, 0);
}

GBytes *feed_opml_write(const Config *config, const GPtrArray *feeds, gboolean group, GError **error)
{
  g_auto(List) list = { .all = g_ptr_array_new_with_free_func(outline_free) };

  if (!add_all(&list, config, feeds, error))
    return NULL;
  if (group)
    sort_by_source(&list);
  return feed_xml_document(write_list, &list, "the list of feeds", error);
}
