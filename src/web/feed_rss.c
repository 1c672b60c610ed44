/* SPDX-License-Identifier: MIT */
#include "web/feed_rss.h"

#include "util/date.h"
#include "web/feed_xml.h"

#define ICON_SIZE "96"

static void date_element(FeedXml *xml, const char *name, gint64 when)
{
  g_autofree char *date = date_rfc5322(when);

  feed_xml_element(xml, name, date);
}

static void write_head(FeedXml *xml, const Channel *channel)
{
  feed_xml_begin(xml, "rss");
  feed_xml_attribute(xml, "version", "2.0");
  feed_xml_attribute(xml, "xmlns:atom", "http://www.w3.org/2005/Atom");
  feed_xml_attribute(xml, "xmlns:content", "http://purl.org/rss/1.0/modules/content/");
  feed_xml_attribute(xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  feed_xml_begin(xml, "channel");
  feed_xml_element(xml, "title", channel->title);
  feed_xml_element(xml, "link", channel->page);
  feed_xml_element(xml, "description", channel->description);
  feed_xml_empty(xml, "atom:link", "href", channel->rss, "rel", "self", "type", "application/rss+xml", NULL);
  feed_xml_element(xml, "language", channel->language);
  date_element(xml, "pubDate", channel->changed);
  date_element(xml, "lastBuildDate", channel->changed);
  feed_xml_element(xml, "generator", "Gistwire " PACKAGE_VERSION);
  feed_xml_element(xml, "docs", "https://www.rssboard.org/rss-specification");
  feed_xml_element(xml, "ttl", FEED_TTL_MINUTES);
  feed_xml_begin(xml, "image");
  feed_xml_element(xml, "url", channel->icon);
  feed_xml_element(xml, "title", channel->title);
  feed_xml_element(xml, "link", channel->page);
  feed_xml_element(xml, "width", ICON_SIZE);
  feed_xml_element(xml, "height", ICON_SIZE);
  feed_xml_end(xml);
}

/* The description is HTML as well, by custom. */
static void write_description(FeedXml *xml, const Entry *entry)
{
  g_autoptr(GString) html = g_string_new("");

  template_escape(html, entry->text);
  feed_xml_element(xml, "description", html->str);
}

/* Readers take one enclosure, so the first attachment is it; the page has them all. */
static void write_enclosure(FeedXml *xml, const Entry *entry)
{
  const EntryFile *file = entry->files->len > 0 ? g_ptr_array_index(entry->files, 0) : NULL;
  g_autofree char *length = file != NULL ? g_strdup_printf("%" G_GSIZE_FORMAT, file->size) : NULL;

  if (file != NULL)
    feed_xml_empty(xml, "enclosure", "url", file->url, "length", length, "type", file->type, NULL);
}

static void write_entry(FeedXml *xml, const Channel *channel G_GNUC_UNUSED, const Entry *entry)
{
  feed_xml_begin(xml, "item");
  feed_xml_element(xml, "title", entry->title);
  feed_xml_element(xml, "link", entry->url);
  feed_xml_begin(xml, "guid");
  feed_xml_attribute(xml, "isPermaLink", "false");
  feed_xml_text(xml, entry->guid);
  feed_xml_end(xml);
  date_element(xml, "pubDate", entry->date);
  feed_xml_element(xml, "dc:creator", entry->author);
  for (guint i = 0; i < entry->topics->len; i++)
    feed_xml_element(xml, "category", g_ptr_array_index(entry->topics, i));
  write_enclosure(xml, entry);
  write_description(xml, entry);
  feed_xml_element(xml, "content:encoded", entry->html);
  feed_xml_end(xml);
}

GBytes *feed_rss_write(const Show *show, const Feed *feed, const GPtrArray *items, GError **error)
{
  static const FeedXmlFormat format = { write_head, write_entry, "  </channel>\n</rss>\n" };
  g_autoptr(Channel) channel = channel_new(show, feed, items, error);

  return channel != NULL ? feed_xml_write(channel, &format, error) : NULL;
}
