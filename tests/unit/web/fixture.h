/* SPDX-License-Identifier: MIT */
/* A feed and a newsletter that the tests of the web stage show, and a sender who means no good. */
#pragma once

#include <libxml/tree.h>

#include "model/feed.h"
#include "store/store.h"
#include "util/config.h"
#include "web/feed_format.h"

#define FIXTURE_ID "abcdefghijklmnopqrstuvwxyz"
#define FIXTURE_NOW 1795424400 /* Mon, 23 Nov 2026 09:00:00 UTC */

/* Markup, an end of CDATA, entities, quotes, C0, C1 and noncharacters, a bidi override, bytes that are not UTF-8. */
#define FIXTURE_HOSTILE                                                                                                \
  "</title><script>alert(1)</script>]]>&amp;&#xD800;\"'` onerror=x\x01\x0b\x7f\xc2\x85\xef\xbf\xbe\xe2\x80\xae\xff!"

/* What the tests of writers begin with: base_url http://h.test/g, mail domains m.test and n.test. */
typedef struct {
  TemplateSet *templates;
  Config *config;
  Feed *feed;
  GPtrArray *items; /* of Item, none at first; for those who want some in the feed */
} Fixture;

void fixture_setup(Fixture *fixture);
void fixture_teardown(Fixture *fixture);

Feed *fixture_feed(void);

/* Four links: content, action, sponsor, mailto; a gist with the first. text stands wherever a sender's text may stand. */
Item *fixture_item(const char *text);

/* What the writer makes of that feed, with base URL http://h.test/g; fails the test on error. */
GBytes *fixture_write(const Fixture *fixture, FeedWriter write);
xmlDoc *fixture_parse(GBytes *bytes);
/* The string value of an XPath expression (prefixes atom, dc, content); g_free. */
char *fixture_value(xmlDoc *document, const char *path);

/* That the expression has that value in what the writer makes. */
void fixture_check(const Fixture *fixture, FeedWriter write, const char *path, const char *value);

/* Of that feed, with links that begin with prefix. */
Show fixture_show(const Fixture *fixture, const char *prefix);

/* Stores the item in that feed, inside a transaction. The id that it got. */
char *fixture_store_item(Store *store, const Feed *feed, Item *item, gboolean publish);
