/* SPDX-License-Identifier: MIT */
#include "web/feed_opml.h"

#include "web/feed_xml.h"

#define TITLE "Newsletters by Gistwire"

/* Readers differ in whether they show text or title. */
static void write_feed(FeedXml *xml, const Channel *channel)
{
  g_autofree char *rss = g_strconcat(channel->page, "/rss", NULL);

  feed_xml_empty(xml, "outline", "text", channel->title, "title", channel->title, "description", channel->description,
                 "type", "rss", "version", "RSS2", "xmlUrl", rss, "htmlUrl", channel->page, NULL);
}

/* data: of Channel. */
static void write_outlines(FeedXml *xml, gconstpointer data)
{
  const GPtrArray *channels = data;

  feed_xml_begin(xml, "opml");
  feed_xml_attribute(xml, "version", "2.0");
  feed_xml_begin(xml, "head");
  feed_xml_element(xml, "title", TITLE);
  feed_xml_element(xml, "docs", "http://opml.org/spec2.opml");
  feed_xml_end(xml);
  feed_xml_begin(xml, "body");
  for (guint i = 0; i < channels->len; i++)
    write_feed(xml, g_ptr_array_index(channels, i));
}

GBytes *feed_opml_write(const Config *config, const GPtrArray *feeds, GError **error)
{
  g_autoptr(GPtrArray) channels = g_ptr_array_new_with_free_func((GDestroyNotify)channel_free);
  g_autoptr(GPtrArray) no_items = g_ptr_array_new();

  for (guint i = 0; i < feeds->len; i++) {
    const Feed *feed = g_ptr_array_index(feeds, i);
    const Show show = { .config = config, .address = feed->address, .prefix = config->base_url };
    Channel *channel = channel_new(&show, feed, no_items, error);

    if (channel == NULL)
      return NULL;
    g_ptr_array_add(channels, channel);
  }
  return feed_xml_document(write_outlines, channels, "the list of feeds", error);
}
