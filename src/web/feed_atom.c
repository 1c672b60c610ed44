/* SPDX-License-Identifier: MIT */
#include "web/feed_atom.h"

#include <string.h>

#include "util/date.h"
#include "web/feed_xml.h"

static void date_element(FeedXml *xml, const char *name, gint64 when)
{
  g_autofree char *date = date_rfc3339(when);

  feed_xml_element(xml, name, date);
}

/* With thousandths, so that entries of the same second have an order. */
static void updated_element(FeedXml *xml, const Entry *entry)
{
  g_autofree char *date = date_rfc3339(entry->updated);
  g_autofree char *exact = g_strdup_printf("%.*s.%03uZ", (int)strcspn(date, "Z"), date, entry->order);

  feed_xml_element(xml, "updated", exact);
}

static void text_element(FeedXml *xml, const char *name, const char *type, const char *language, const char *text)
{
  feed_xml_begin(xml, name);
  feed_xml_attribute(xml, "type", type);
  if (language != NULL)
    feed_xml_attribute(xml, "xml:lang", language);
  feed_xml_text(xml, text);
  feed_xml_end(xml);
}

static void write_head(FeedXml *xml, const Channel *channel)
{
  g_autofree char *self = g_strconcat(channel->page, "/atom", NULL);

  feed_xml_begin(xml, "feed");
  feed_xml_attribute(xml, "xmlns", "http://www.w3.org/2005/Atom");
  if (channel->language != NULL)
    feed_xml_attribute(xml, "xml:lang", channel->language);
  feed_xml_element(xml, "id", channel->page);
  feed_xml_element(xml, "title", channel->title);
  feed_xml_element(xml, "subtitle", channel->description);
  date_element(xml, "updated", channel->changed);
  feed_xml_empty(xml, "link", "rel", "self", "type", "application/atom+xml", "href", self, NULL);
  feed_xml_empty(xml, "link", "rel", "alternate", "type", "text/html", "href", channel->page, NULL);
  feed_xml_begin(xml, "generator");
  feed_xml_attribute(xml, "version", PACKAGE_VERSION);
  feed_xml_text(xml, "Gistwire");
  feed_xml_end(xml);
  feed_xml_element(xml, "icon", channel->icon);
}

static void write_entry(FeedXml *xml, const Channel *channel G_GNUC_UNUSED, const Entry *entry)
{
  feed_xml_begin(xml, "entry");
  feed_xml_element(xml, "id", entry->guid);
  text_element(xml, "title", "text", entry->language, entry->title);
  updated_element(xml, entry);
  date_element(xml, "published", entry->date);
  feed_xml_begin(xml, "author");
  feed_xml_element(xml, "name", entry->author);
  feed_xml_end(xml);
  feed_xml_empty(xml, "link", "rel", "alternate", "type", "text/html", "href", entry->url, NULL);
  for (guint i = 0; i < entry->files->len; i++) {
    const EntryFile *file = g_ptr_array_index(entry->files, i);
    g_autofree char *length = g_strdup_printf("%" G_GSIZE_FORMAT, file->size);

    feed_xml_empty(xml, "link", "rel", "enclosure", "type", file->type, "length", length, "title", file->name, "href",
                   file->url, NULL);
  }
  for (guint i = 0; i < entry->topics->len; i++)
    feed_xml_empty(xml, "category", "term", g_ptr_array_index(entry->topics, i), NULL);
  text_element(xml, "summary", "text", entry->language, entry->text);
  text_element(xml, "content", "html", entry->language, entry->html);
  feed_xml_end(xml);
}

GBytes *feed_atom_write(const Show *show, const Feed *feed, const GPtrArray *items, GError **error)
{
  static const FeedXmlFormat format = { write_head, write_entry, "</feed>\n" };
  g_autoptr(Channel) channel = channel_new(show, feed, items, error);

  return channel != NULL ? feed_xml_write(channel, &format, error) : NULL;
}
