/* SPDX-License-Identifier: MIT */
#include "web/feed_xml.h"

#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <string.h>

#include "util/error.h"

struct _FeedXml {
  xmlTextWriter *writer;
  GByteArray *bytes;
  gboolean failed; /* a call of the writer did: all of the bytes are worthless */
};

static int write_bytes(void *context, const char *data, int length)
{
  g_byte_array_append(context, (const guint8 *)data, (guint)length);
  return length;
}

static void check(FeedXml *xml, int result)
{
  xml->failed = xml->failed || result < 0;
}

void feed_xml_begin(FeedXml *xml, const char *name)
{
  check(xml, xmlTextWriterStartElement(xml->writer, BAD_CAST name));
}

void feed_xml_end(FeedXml *xml)
{
  check(xml, xmlTextWriterEndElement(xml->writer));
}

void feed_xml_attribute(FeedXml *xml, const char *name, const char *value)
{
  check(xml, xmlTextWriterWriteAttribute(xml->writer, BAD_CAST name, BAD_CAST value));
}

void feed_xml_text(FeedXml *xml, const char *text)
{
  check(xml, xmlTextWriterWriteString(xml->writer, BAD_CAST text));
}

void feed_xml_element(FeedXml *xml, const char *name, const char *text)
{
  if (text != NULL)
    check(xml, xmlTextWriterWriteElement(xml->writer, BAD_CAST name, BAD_CAST text));
}

void feed_xml_empty(FeedXml *xml, const char *name, ...)
{
  const char *attribute;
  va_list list;

  feed_xml_begin(xml, name);
  va_start(list, name);
  while ((attribute = va_arg(list, const char *)) != NULL)
    feed_xml_attribute(xml, attribute, va_arg(list, const char *));
  va_end(list);
  feed_xml_end(xml);
}

/* Each entry is written and taken back when the cap does not hold it. */
static void write_entries(FeedXml *xml, const Channel *channel, const FeedXmlFormat *format)
{
  check(xml, xmlTextWriterFlush(xml->writer));
  for (guint i = 0; i < channel->entries->len && !xml->failed; i++) {
    guint before = xml->bytes->len;

    format->entry(xml, channel, g_ptr_array_index(channel->entries, i));
    check(xml, xmlTextWriterFlush(xml->writer));
    if (i > 0 && channel->max_bytes > 0 && xml->bytes->len + strlen(format->tail) > channel->max_bytes) {
      g_byte_array_set_size(xml->bytes, before);
      return;
    }
  }
}

static void write_whole(FeedXml *xml, FeedXmlFunc write, gconstpointer data)
{
  check(xml, xmlTextWriterSetIndent(xml->writer, 1));
  check(xml, xmlTextWriterSetIndentString(xml->writer, BAD_CAST "  "));
  check(xml, xmlTextWriterStartDocument(xml->writer, "1.0", "utf-8", NULL));
  write(xml, data);
  check(xml, xmlTextWriterEndDocument(xml->writer));
  check(xml, xmlTextWriterFlush(xml->writer));
}

GBytes *feed_xml_document(FeedXmlFunc write, gconstpointer data, const char *name, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  FeedXml xml = { .bytes = bytes };
  xmlOutputBuffer *output;

  xmlInitParser(); /* does nothing but the first time; the threads of the server may come here at once */
  output = xmlOutputBufferCreateIO(write_bytes, NULL, bytes, NULL);
  xml.writer = output != NULL ? xmlNewTextWriter(output) : NULL;
  if (xml.writer == NULL) {
    error_set(error, ERROR_AGAIN, "there is no memory to write a feed");
    return NULL;
  }
  write_whole(&xml, write, data);
  xmlFreeTextWriter(xml.writer);
  if (xml.failed) {
    error_set(error, ERROR_FAILED, "%s could not be written as XML", name);
    return NULL;
  }
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

typedef struct {
  const Channel *channel;
  const FeedXmlFormat *format;
} Document;

static void write_channel(FeedXml *xml, gconstpointer data)
{
  const Document *document = data;

  document->format->head(xml, document->channel);
  write_entries(xml, document->channel, document->format);
}

GBytes *feed_xml_write(const Channel *channel, const FeedXmlFormat *format, GError **error)
{
  const Document document = { channel, format };
  g_autofree char *name = g_strdup_printf("the feed '%s'", channel->title);

  return feed_xml_document(write_channel, &document, name, error);
}
