/* SPDX-License-Identifier: MIT */
/* What RSS and Atom have in common: an XML document of a channel, written so that nobody has to think of escaping, as many entries in it as the
 * byte cap holds. */
#pragma once

#include "web/channel.h"

typedef struct _FeedXml FeedXml;

void feed_xml_begin(FeedXml *xml, const char *name);
void feed_xml_end(FeedXml *xml);
void feed_xml_attribute(FeedXml *xml, const char *name, const char *value);
void feed_xml_text(FeedXml *xml, const char *text);
/* An element of text; NULL: none. */
void feed_xml_element(FeedXml *xml, const char *name, const char *text);
/* An element with attributes "name", "value", ... and no content; ended by NULL. */
void feed_xml_empty(FeedXml *xml, const char *name, ...) G_GNUC_NULL_TERMINATED;

/* A whole document, indented; name is for messages. NULL with an error when it could not be written whole. */
typedef void (*FeedXmlFunc)(FeedXml *xml, gconstpointer data);
GBytes *feed_xml_document(FeedXmlFunc write, gconstpointer data, const char *name, GError **error);

typedef struct {
  void (*head)(FeedXml *xml, const Channel *channel); /* leaves open what the entries are within */
  void (*entry)(FeedXml *xml, const Channel *channel, const Entry *entry);
  const char *tail; /* what ends the document */
} FeedXmlFormat;

/* At least one entry, whatever its size. NULL with an error when it could not be written whole. */
GBytes *feed_xml_write(const Channel *channel, const FeedXmlFormat *format, GError **error);
