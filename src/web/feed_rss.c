/* SPDX-License-Identifier: MIT */
/* Text is escaped once for HTML by the template and once more for XML by the writer, and nowhere else. */
#include "web/feed_rss.h"

#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <string.h>

#include "util/date.h"
#include "util/error.h"

#define TAIL "  </channel>\n</rss>\n" /* what follows the items */

typedef struct {
  xmlTextWriter *xml;
  GByteArray *bytes;
  gboolean failed; /* a call of the writer did: all of the bytes are worthless */
} Writer;

static int write_bytes(void *context, const char *data, int length)
{
  g_byte_array_append(context, (const guint8 *)data, (guint)length);
  return length;
}

static void check(Writer *writer, int result)
{
  writer->failed = writer->failed || result < 0;
}

static void begin(Writer *writer, const char *name)
{
  check(writer, xmlTextWriterStartElement(writer->xml, BAD_CAST name));
}

static void end(Writer *writer)
{
  check(writer, xmlTextWriterEndElement(writer->xml));
}

static void attribute(Writer *writer, const char *name, const char *value)
{
  check(writer, xmlTextWriterWriteAttribute(writer->xml, BAD_CAST name, BAD_CAST value));
}

/* An element of text; NULL: none. */
static void element(Writer *writer, const char *name, const char *text)
{
  if (text != NULL)
    check(writer, xmlTextWriterWriteElement(writer->xml, BAD_CAST name, BAD_CAST text));
}

static void url_element(Writer *writer, const char *name, const char *base, const char *path, const char *id)
{
  g_autofree char *url = g_strconcat(base, path, id, NULL);

  element(writer, name, url);
}

static void date_element(Writer *writer, const char *name, gint64 when)
{
  g_autofree char *date = date_rfc5322(when);

  element(writer, name, date);
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

static void write_head(Writer *writer, const Show *show, const Feed *feed, const GPtrArray *items)
{
  g_autofree char *title = show_line(show, feed->name);
  g_autofree char *description = show_line(show, feed->description);
  g_autofree char *self = g_strconcat(show->prefix, "/feeds/", feed->id, "/rss", NULL);
  g_autofree char *language = common_language(items);

  element(writer, "title", title);
  url_element(writer, "link", show->prefix, "/", "");
  element(writer, "description",
          description != NULL && description[0] != '\0' ? description : "The gist of newsletters, by Gistwire");
  begin(writer, "atom:link");
  attribute(writer, "href", self);
  attribute(writer, "rel", "self");
  attribute(writer, "type", "application/rss+xml");
  end(writer);
  element(writer, "language", language);
  date_element(writer, "pubDate", feed->changed);
  date_element(writer, "lastBuildDate", feed->changed);
  element(writer, "generator", "Gistwire " PACKAGE_VERSION);
  element(writer, "docs", "https://www.rssboard.org/rss-specification");
  element(writer, "ttl", FEED_TTL_MINUTES);
}

/* The gist as HTML. */
static char *describe(const Show *show, const Item *item, GError **error)
{
  g_autoptr(Value) data = show_gist(show, item);
  const Newsletter *newsletter = item->newsletter;
  g_autofree char *sender = show_sender(show, newsletter), *address = show_line(show, newsletter->from_address);
  g_autofree char *words = newsletter->words > 0 ? show_count(newsletter->words, "word") : NULL;
  g_autofree char *page = g_strconcat(show->prefix, "/newsletters/", item->id, NULL);

  value_set_string(data, "sender", sender);
  if (g_strcmp0(sender, address) != 0)
    value_set_string(data, "address", address);
  value_set_bool(data, "doubtful", newsletter->verdict == VERDICT_FAIL || newsletter->verdict == VERDICT_FORGED);
  value_set_bool(data, "confirmation", (newsletter->flags & NEWSLETTER_CONFIRMATION) != 0);
  value_set_bool(data, "undecoded", (newsletter->flags & NEWSLETTER_UNDECODED) != 0);
  value_set_string(data, "words", words);
  value_set_string(data, "page", page);
  return template_render(show->templates, "item", data, error);
}

static gboolean write_item(Writer *writer, const Show *show, const Item *item, GError **error)
{
  g_autofree char *title = show_title(show, item->newsletter), *sender = show_sender(show, item->newsletter);
  g_autofree char *description = describe(show, item, error);

  if (description == NULL)
    return FALSE;
  begin(writer, "item");
  element(writer, "title", title);
  url_element(writer, "link", show->prefix, "/newsletters/", item->id);
  begin(writer, "guid");
  attribute(writer, "isPermaLink", "false");
  check(writer, xmlTextWriterWriteString(writer->xml, BAD_CAST item->guid));
  end(writer);
  date_element(writer, "pubDate", item->newsletter->date);
  element(writer, "dc:creator", sender);
  for (guint i = 0; item->gist != NULL && i < item->gist->topics->len; i++) {
    g_autofree char *topic = show_line(show, g_ptr_array_index(item->gist->topics, i));

    element(writer, "category", topic[0] != '\0' ? topic : NULL);
  }
  element(writer, "description", description);
  end(writer);
  return TRUE;
}

/* Each item is written and taken back when the cap does not hold it. */
static gboolean write_items(Writer *writer, const Show *show, const GPtrArray *items, guint64 max_bytes, GError **error)
{
  check(writer, xmlTextWriterFlush(writer->xml));
  for (guint i = 0; i < items->len && !writer->failed; i++) {
    guint before = writer->bytes->len;

    if (!write_item(writer, show, g_ptr_array_index(items, i), error))
      return FALSE;
    check(writer, xmlTextWriterFlush(writer->xml));
    if (i > 0 && max_bytes > 0 && writer->bytes->len + strlen(TAIL) > max_bytes) {
      g_byte_array_set_size(writer->bytes, before);
      return TRUE;
    }
  }
  return TRUE;
}

static gboolean write_document(Writer *writer, const Show *show, const Feed *feed, const GPtrArray *items,
                               GError **error)
{
  guint64 max_bytes = feed->max_bytes >= 0 ? (guint64)feed->max_bytes : show->config->feed_max_bytes;

  check(writer, xmlTextWriterSetIndent(writer->xml, 1));
  check(writer, xmlTextWriterSetIndentString(writer->xml, BAD_CAST "  "));
  check(writer, xmlTextWriterStartDocument(writer->xml, "1.0", "utf-8", NULL));
  begin(writer, "rss");
  attribute(writer, "version", "2.0");
  attribute(writer, "xmlns:atom", "http://www.w3.org/2005/Atom");
  attribute(writer, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  begin(writer, "channel");
  write_head(writer, show, feed, items);
  if (!write_items(writer, show, items, max_bytes, error))
    return FALSE;
  check(writer, xmlTextWriterEndDocument(writer->xml));
  check(writer, xmlTextWriterFlush(writer->xml));
  return TRUE;
}

GBytes *feed_rss_write(const Show *show, const Feed *feed, const GPtrArray *items, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  Writer writer = { .bytes = bytes };
  xmlOutputBuffer *output;
  gboolean done;

  xmlInitParser(); /* does nothing but the first time; the threads of the server may come here at once */
  output = xmlOutputBufferCreateIO(write_bytes, NULL, bytes, NULL);
  writer.xml = output != NULL ? xmlNewTextWriter(output) : NULL;
  if (writer.xml == NULL) {
    error_set(error, ERROR_AGAIN, "there is no memory to write a feed");
    return NULL;
  }
  done = write_document(&writer, show, feed, items, error);
  xmlFreeTextWriter(writer.xml);
  if (done && writer.failed)
    done = error_set(error, ERROR_FAILED, "feed %.6s... could not be written as XML", feed->id);
  return done ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}
