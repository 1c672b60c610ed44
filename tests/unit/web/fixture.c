/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#include "publish.h"
#include "support.h"
#include "web/assets.h"

Feed *fixture_feed(void)
{
  Feed *feed = feed_new();

  feed->row = 1;
  feed->id = g_strdup(FIXTURE_ID);
  feed->address = g_strdup("secretbox");
  feed->masked = g_strdupv((char *[]){ feed->address, NULL });
  feed->name = g_strdup("Weekly reading");
  feed->description = g_strdup("");
  feed->interests = g_strdup("");
  feed->changed = FIXTURE_NOW;
  return feed;
}

static void add_link(Newsletter *newsletter, const char *url, const char *text, LinkKind kind)
{
  guint ordinal = newsletter->links->len + 1;
  Link *link = link_new(ordinal, url, text, kind);

  link->id = g_strdup_printf("link%cqrstuvwxyzqrstuvwxyzqrs", 'a' + (int)ordinal);
  g_ptr_array_add(newsletter->links, link);
}

static Newsletter *make_newsletter(const char *text)
{
  Newsletter *newsletter = newsletter_new();
  Part *part = g_new0(Part, 1);

  newsletter->sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  newsletter->body_hash = g_strdup(newsletter->sha256);
  newsletter->subject = g_strdup(text);
  newsletter->from_name = g_strdup(text);
  newsletter->from_address = g_strdup("news@sender.test");
  newsletter->date = FIXTURE_NOW - 3600;
  newsletter->received = FIXTURE_NOW;
  newsletter->language = g_strdup(text);
  newsletter->markdown = g_strconcat("# Title\n\n", text, "\n\nRead [the article](L1) and [leave](L2).\n", NULL);
  newsletter->words = 500;
  newsletter->list_unsubscribe =
      g_strconcat("<https://list.test/leave?a=1&b=2>, <", text, ">, <javascript:alert(1)>", NULL);
  add_link(newsletter, "https://track.test/c/1?to=x", text, LINK_CONTENT);
  add_link(newsletter, "https://sender.test/leave?for=secretbox%40m.test", text, LINK_ACTION);
  add_link(newsletter, "https://ads.test/", text, LINK_SPONSOR);
  add_link(newsletter, "mailto:editor@sender.test?subject=Hi", text, LINK_MAILTO);
  g_free(newsletter_link(newsletter, 1)->shown_url);
  newsletter_link(newsletter, 1)->shown_url = g_strdup("https://www.article.test/one");
  part->name = g_strdup(text);
  part->type = g_strdup("application/pdf");
  part->size = 4;
  part->bytes = g_bytes_new_static("%PDF", 4);
  g_ptr_array_add(newsletter->parts, part);
  return newsletter;
}

Item *fixture_item(const char *text)
{
  Item *item = item_new();

  item->id = g_strdup(FIXTURE_ID);
  item->guid = g_strdup("urn:uuid:00000000-0000-4000-8000-000000000001");
  item->published = item->updated = FIXTURE_NOW;
  item->state = ITEM_PUBLISHED;
  item->newsletter = make_newsletter(text);
  item->gist = gist_new();
  item->gist->key = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  item->gist->provider = g_strdup("extract");
  item->gist->model = g_strdup("");
  item->gist->summary = g_strconcat("First paragraph.\n", text, NULL);
  item->gist->why = g_strdup("");
  g_ptr_array_add(item->gist->topics, g_strdup("Topic one"));
  g_ptr_array_add(item->gist->topics, g_strdup(text));
  g_ptr_array_add(item->gist->links, gist_link_new(1, text));
  g_ptr_array_add(item->gist->links, gist_link_new(1, "the same once more"));
  g_ptr_array_add(item->gist->links, gist_link_new(99, "a link that is not there"));
  return item;
}

void fixture_setup(Fixture *fixture)
{
  static const char text[] = "[server]\nbase_url=http://h.test/g\n[mail]\ndomain=m.test;n.test\n";
  GError *error = NULL;

  fixture->templates = assets_templates(&error);
  ck_no_error(error);
  fixture->config = config_parse(text, strlen(text), "fixture", &error);
  ck_no_error(error);
  fixture->feed = fixture_feed();
  fixture->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
}

void fixture_teardown(Fixture *fixture)
{
  g_ptr_array_unref(fixture->items);
  feed_free(fixture->feed);
  config_unref(fixture->config);
  template_set_free(fixture->templates);
  xmlCleanupParser();
}

Show fixture_show(const Fixture *fixture, const char *prefix)
{
  return (Show){ .templates = fixture->templates,
                 .config = fixture->config,
                 .masked = (const char *const *)fixture->feed->masked,
                 .yours = fixture->feed->kind == FEED_OWN ? (const char *const *)fixture->feed->masked : NULL,
                 .prefix = prefix,
                 .style = "0123456789" };
}

GBytes *fixture_write(const Fixture *fixture, FeedWriter write)
{
  Show show = fixture_show(fixture, "http://h.test/g");
  GError *error = NULL;
  GBytes *bytes = write(&show, fixture->feed, fixture->items, &error);

  ck_no_error(error);
  return bytes;
}

xmlDoc *fixture_parse(GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  xmlDoc *document = xmlReadMemory(data, (int)size, "feed", NULL, XML_PARSE_NONET);

  ck_assert_ptr_nonnull(document);
  return document;
}

char *fixture_value(xmlDoc *document, const char *path)
{
  xmlXPathContext *context = xmlXPathNewContext(document);
  xmlXPathObject *object;
  xmlChar *text;
  char *copy;

  xmlXPathRegisterNs(context, BAD_CAST "atom", BAD_CAST "http://www.w3.org/2005/Atom");
  xmlXPathRegisterNs(context, BAD_CAST "dc", BAD_CAST "http://purl.org/dc/elements/1.1/");
  xmlXPathRegisterNs(context, BAD_CAST "content", BAD_CAST "http://purl.org/rss/1.0/modules/content/");
  object = xmlXPathEvalExpression(BAD_CAST path, context);
  ck_assert_msg(object != NULL, "%s is no path", path);
  text = xmlXPathCastToString(object);
  copy = g_strdup((const char *)text);
  xmlFree(text);
  xmlXPathFreeObject(object);
  xmlXPathFreeContext(context);
  return copy;
}

char *fixture_store_item(Store *store, const Feed *feed, Item *item, gboolean publish)
{
  g_autoptr(GBytes) raw = g_bytes_new_static("raw", 3), packed = store_compress(raw);
  g_autoptr(GPtrArray) list = NULL;
  GError *error = NULL;
  gboolean added = FALSE, published = FALSE;

  store_newsletter_add(store, item->newsletter, packed, &error);
  ck_no_error(error);
  store_item_add(store, feed->row, item->newsletter->row, FIXTURE_NOW, TRUE, &added, &error);
  ck_no_error(error);
  list = store_item_list(store, feed->row, 1, TRUE, &error);
  ck_no_error(error);
  if (publish)
    publish_item(store, ((const Item *)g_ptr_array_index(list, 0))->row, item->newsletter->row, item->gist, &published,
                 &error);
  ck_no_error(error);
  return g_strdup(((const Item *)g_ptr_array_index(list, 0))->id);
}

void fixture_check(const Fixture *fixture, FeedWriter write, const char *path, const char *value)
{
  g_autoptr(GBytes) bytes = fixture_write(fixture, write);
  xmlDoc *document = fixture_parse(bytes);
  g_autofree char *found = fixture_value(document, path);

  ck_assert_msg(g_strcmp0(found, value) == 0, "%s is «%s»", path, found);
  xmlFreeDoc(document);
}
