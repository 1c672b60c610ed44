/* SPDX-License-Identifier: MIT */
#include "web/site.h"

#include <string.h>

#include "util/digest.h"
#include "util/error.h"
#include "web/assets.h"
#include "web/feed_format.h"
#include "web/original.h"
#include "web/page.h"
#include "web/search.h"

#define HTML_TYPE "text/html; charset=utf-8"
#define STYLE_TAG_LENGTH 10
#define ITEMS_PER_PAGE 20u
#define RETRY_AFTER_SECONDS "60"

struct _Site {
  TemplateSet *templates;
  char *style; /* changes with the style sheet */
};

Site *site_new(GError **error)
{
  g_autoptr(TemplateSet) templates = assets_templates(error);
  g_autoptr(GBytes) style = NULL;
  Site *site;

  if (templates == NULL)
    return NULL;
  style = assets_file("style.css");
  site = g_new0(Site, 1);
  site->templates = g_steal_pointer(&templates);
  site->style = digest_hex(g_bytes_get_data(style, NULL), g_bytes_get_size(style));
  site->style[STYLE_TAG_LENGTH] = '\0';
  return site;
}

void site_free(Site *site)
{
  if (site == NULL)
    return;
  template_set_free(site->templates);
  g_free(site->style);
  g_free(site);
}

/* masked: may be NULL. */
static Show show_for(const Site *site, const Config *config, GStrv masked)
{
  return (Show){ .templates = site->templates,
                 .config = config,
                 .masked = (const char *const *)masked,
                 .prefix = show_root(config),
                 .style = site->style };
}

static Show show_for_feed(const Site *site, const Config *config, const Feed *feed)
{
  Show show = show_for(site, config, feed->masked);

  show.yours = feed->kind == FEED_OWN ? show.masked : NULL;
  return show;
}

/* The pages of a newsletter. */
static Show show_in_feed(const Site *site, const Config *config, const Feed *feed, const Item *item)
{
  Show show = show_for_feed(site, config, feed);

  return show_for_item(&show, item);
}

Reply *site_error(const Site *site, Config *config, guint status)
{
  Show show = show_for(site, config, NULL);
  GBytes *page = page_error(&show, status, NULL);
  Reply *reply = reply_new(status, REPLY_ERROR, HTML_TYPE, page != NULL ? page : g_bytes_new_static("", 0));

  if (status == 405)
    reply_add_header(reply, "Allow", "GET, HEAD");
  if (status == 503)
    reply_add_header(reply, "Retry-After", RETRY_AFTER_SECONDS);
  return reply;
}

/* A 200; body is taken over, NULL: NULL. */
static Reply *answer(ReplyKind kind, const char *type, GBytes *body, gint64 changed)
{
  Reply *reply = body != NULL ? reply_new(200, kind, type, body) : NULL;

  if (reply != NULL)
    reply_set_validators(reply, changed);
  return reply;
}

/* An item's own time would not do for its page: the feed's name and settings are on it. */
gint64 site_changed(const Config *config, const Feed *feed)
{
  return MAX(feed->changed, config->modified);
}

/* What the feed shows: fills articles or issues in, or gives items. */
static GPtrArray *load_contents(Store *store, Feed *feed, const ItemPage *page, GError **error)
{
  if (feed->kind == FEED_PER_LINK && feed->most_named && page->before != NULL) {
    error_set(error, ERROR_NOT_FOUND, "an order by counts has no pages");
    return NULL;
  }
  if (feed->kind == FEED_PER_LINK)
    feed->articles = store_article_list(store, feed, page->before, page->max, error);
  else if (feed->kind == FEED_DIGEST)
    feed->issues = store_issue_list(store, feed->row, page->before, page->max, error);
  else
    return store_item_page(store, feed->row, page, error);
  return feed->articles != NULL || feed->issues != NULL ? g_ptr_array_new() : NULL;
}

static guint item_cap(const Config *config, const Feed *feed)
{
  return feed->max_items >= 0 ? (guint)MIN(feed->max_items, G_MAXINT) : config->feed_max_items;
}

GBytes *site_write_feed(const Site *site, Config *config, Store *store, const Route *route, Feed *feed, GError **error)
{
  ItemPage page = { .max = item_cap(config, feed), .markdown = feed->show == FEED_SHOW_FULL };
  gboolean searching = route->kind == ROUTE_SEARCH_RSS, more = FALSE;
  g_autoptr(GPtrArray) items =
      searching ? search_items(store, feed, route, &page, &more, error) : load_contents(store, feed, &page, error);
  Show show = show_for_feed(site, config, feed);

  show.prefix = config->base_url;
  if (searching)
    show.search = route->query;
  show.found_more = more;
  return items != NULL ? feed_format_of(route->kind)->write(&show, feed, items, error) : NULL;
}

/* The published item of that id and its feed; both NULL when there is none. */
static gboolean find_item(Store *store, const char *id, Item **item, Feed **feed, GError **error)
{
  return store_feed_by_item(store, id, feed, error) && store_item_by_id(store, id, item, error);
}

static Reply *answer_page_of_feed(const Site *site, Config *config, Store *store, const Route *route, GError **error)
{
  ItemPage page = { .before = route->before[0] != '\0' ? route->before : NULL, .max = ITEMS_PER_PAGE + 1 };
  PageOfFeed place = { .first = page.before == NULL };
  g_autoptr(Feed) feed = NULL;
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GError) failure = NULL;
  GPtrArray *contents;
  Show show;

  if (!store_feed_by_id(store, route->id, &feed, error))
    return NULL;
  if (feed != NULL && feed->most_named) /* on one page */
    page.max = item_cap(config, feed);
  items = feed != NULL ? load_contents(store, feed, &page, &failure) : NULL;
  if (feed == NULL || g_error_matches(failure, GISTWIRE_ERROR, ERROR_NOT_FOUND))
    return site_error(site, config, 404);
  if (items == NULL) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return NULL;
  }
  contents = feed->articles != NULL ? feed->articles : feed->issues != NULL ? feed->issues : items;
  place.older = !feed->most_named && contents->len > ITEMS_PER_PAGE;
  if (place.older)
    g_ptr_array_set_size(contents, ITEMS_PER_PAGE);
  show = show_for_feed(site, config, feed);
  return answer(REPLY_PAGE, HTML_TYPE, page_feed(&show, feed, items, &place, error), site_changed(config, feed));
}

static Reply *answer_search(const Site *site, Config *config, Store *store, const Route *route, GError **error)
{
  g_autoptr(Feed) feed = NULL;
  Show show;
  GBytes *body;
  gboolean refused;
  g_autoptr(GError) failure = NULL;

  if (!store_feed_by_id(store, route->id, &feed, error))
    return NULL;
  if (feed == NULL)
    return site_error(site, config, 404);
  show = show_for_feed(site, config, feed);
  body = search_page(&show, store, feed, route, &refused, &failure);
  if (failure != NULL) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return NULL;
  }
  if (body == NULL)
    return site_error(site, config, 404);
  return refused ? reply_new(400, REPLY_ERROR, HTML_TYPE, body)
                 : answer(REPLY_PAGE, HTML_TYPE, body, site_changed(config, feed));
}

static Reply *answer_newsletter(const Site *site, Config *config, Store *store, const Route *route, GError **error)
{
  g_autoptr(Item) item = NULL;
  g_autoptr(Feed) feed = NULL;
  g_autoptr(GBytes) html = NULL;
  g_autofree char *text = NULL;
  PageOriginal original;
  Show show;

  if (!find_item(store, route->id, &item, &feed, error) ||
      (item != NULL && !store_newsletter_original(store, item->newsletter->row, &html, error)))
    return NULL;
  if (item == NULL)
    return site_error(site, config, 404);
  text = html != NULL ? g_strndup(g_bytes_get_data(html, NULL), g_bytes_get_size(html)) : NULL;
  original = (PageOriginal){ .there = text != NULL,
                             .pictures = text != NULL && original_has_pictures(text),
                             .shown = route->images || feed->images };
  show = show_in_feed(site, config, feed, item);
  return answer(REPLY_PAGE, HTML_TYPE, page_newsletter(&show, feed, item, &original, error),
                site_changed(config, feed));
}

static Reply *answer_original(const Site *site, Config *config, Store *store, const Route *route, GError **error)
{
  g_autoptr(Item) item = NULL;
  g_autoptr(Feed) feed = NULL;
  g_autoptr(GBytes) html = NULL;
  g_autofree char *text = NULL;
  char *masked;
  Show show;

  if (!find_item(store, route->id, &item, &feed, error) ||
      (item != NULL && !store_newsletter_original(store, item->newsletter->row, &html, error)))
    return NULL;
  if (html == NULL)
    return site_error(site, config, 404);
  show = show_in_feed(site, config, feed, item);
  text = g_strndup(g_bytes_get_data(html, NULL), g_bytes_get_size(html));
  masked = original_page(&show, item->newsletter, text);
  return answer(route->images || feed->images ? REPLY_PICTURED : REPLY_ORIGINAL, HTML_TYPE,
                g_bytes_new_take(masked, strlen(masked)), site_changed(config, feed));
}

/* Pictures of the kinds that browsers cannot be hurt with, told by their first bytes and not by what the mail says; NULL for all else. */
static const char *picture_type(GBytes *bytes)
{
  static const struct {
    const char *magic;
    gsize offset, length;
    const char *type;
  } kinds[] = {
    { "\x89PNG\r\n\x1a\n", 0, 8, "image/png" },
    { "\xff\xd8\xff", 0, 3, "image/jpeg" },
    { "GIF87a", 0, 6, "image/gif" },
    { "GIF89a", 0, 6, "image/gif" },
    { "WEBP", 8, 4, "image/webp" },
  };
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (size >= kinds[i].offset + kinds[i].length &&
        memcmp(data + kinds[i].offset, kinds[i].magic, kinds[i].length) == 0)
      return kinds[i].type;
  return NULL;
}

/* RFC 6266: a plain name for old browsers, the real one for others. */
static char *disposition(const char *name)
{
  g_autofree char *plain = g_strdup(name);
  g_autofree char *encoded = g_uri_escape_string(name, NULL, FALSE);

  for (char *p = plain; *p != '\0'; p++)
    if (!g_ascii_isalnum(*p) && strchr(".-_ ", *p) == NULL)
      *p = '_';
  return g_strdup_printf("attachment; filename=\"%s\"; filename*=UTF-8''%s", plain, encoded);
}

/* A picture is shown, everything else is saved and never shown. */
static Reply *answer_part(const Site *site, Config *config, Store *store, const Route *route, GError **error)
{
  g_autoptr(Item) item = NULL;
  g_autoptr(Feed) feed = NULL;
  g_autoptr(GBytes) bytes = NULL;
  const char *type;
  Reply *reply;

  if (!find_item(store, route->id, &item, &feed, error) ||
      (item != NULL && !store_newsletter_part(store, item->newsletter->row, route->number, &bytes, error)))
    return NULL;
  if (bytes == NULL || route->number >= item->newsletter->parts->len)
    return site_error(site, config, 404);
  type = picture_type(bytes);
  reply = answer(REPLY_PART, type != NULL ? type : "application/octet-stream", g_steal_pointer(&bytes),
                 site_changed(config, feed));
  if (type == NULL) {
    const Part *part = g_ptr_array_index(item->newsletter->parts, route->number);
    Show show = show_in_feed(site, config, feed, item);
    g_autofree char *name = show_line(&show, part->name), *value = disposition(name);

    reply_add_header(reply, "Content-Disposition", value);
  }
  return reply;
}

static Reply *redirect(const Link *link)
{
  Reply *reply = reply_new(302, REPLY_REDIRECT, NULL, g_bytes_new_static("", 0));

  reply_add_header(reply, "Location", link->url);
  return reply;
}

static Reply *answer_link(const Site *site, Config *config, Store *store, const char *id, GError **error)
{
  g_autoptr(Link) link = NULL;
  g_auto(GStrv) addresses = NULL;
  Show show;

  if (!store_link_by_id(store, id, &link, error))
    return NULL;
  if (link == NULL)
    return site_error(site, config, 404);
  if (!show_url_is_safe(link->url))
    return site_error(site, config, 500);
  if (link->kind != LINK_ACTION && !g_str_has_prefix(link->url, "mailto:"))
    return redirect(link);
  if (!store_link_addresses(store, id, &addresses, error))
    return NULL;
  show = show_for(site, config, addresses);
  return answer(REPLY_PAGE, HTML_TYPE, page_between(&show, link, error), 0);
}

static Reply *answer_digest(const Site *site, Config *config, Store *store, const char *id, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  g_autoptr(Issue) issue = NULL;
  g_autoptr(Feed) feed = NULL;
  Show show;

  if (snapshot == NULL || !store_issue_by_id(store, id, &issue, error))
    return NULL;
  if (issue == NULL)
    return site_error(site, config, 404);
  feed = store_feed_by_row(store, issue->feed_row, error);
  if (feed == NULL)
    return NULL;
  show = show_for_feed(site, config, feed);
  return answer(REPLY_PAGE, HTML_TYPE, page_digest(&show, feed, issue, error), issue->period.until);
}

static Reply *answer_home(const Site *site, Config *config, GError **error)
{
  Show show = show_for(site, config, NULL);

  return answer(REPLY_PAGE, HTML_TYPE, page_home(&show, error), 0);
}

Reply *site_answer(const Site *site, Config *config, Store *store, const Route *route, GError **error)
{
  switch (route->kind) {
  case ROUTE_NONE:
    return site_error(site, config, 404);
  case ROUTE_HOME:
    return answer_home(site, config, error);
  case ROUTE_FEED:
    return answer_page_of_feed(site, config, store, route, error);
  case ROUTE_SEARCH:
  case ROUTE_SEARCH_RSS: /* one that cannot be answered with a feed */
    return answer_search(site, config, store, route, error);
  case ROUTE_FEED_RSS: /* the server asks serve, and server_admin */
  case ROUTE_FEED_ATOM:
  case ROUTE_FEED_JSON:
  case ROUTE_HEALTH:
  case ROUTE_METRICS:
    break;
  case ROUTE_NEWSLETTER:
    return answer_newsletter(site, config, store, route, error);
  case ROUTE_ORIGINAL:
    return answer_original(site, config, store, route, error);
  case ROUTE_PART:
    return answer_part(site, config, store, route, error);
  case ROUTE_LINK:
    return answer_link(site, config, store, route->id, error);
  case ROUTE_DIGEST:
    return answer_digest(site, config, store, route->id, error);
  case ROUTE_STYLE:
    return answer(REPLY_ASSET, "text/css; charset=utf-8", assets_file("style.css"), 0);
  case ROUTE_ICON:
    return answer(REPLY_ASSET, "image/png", assets_file("icon.png"), 0);
  case ROUTE_FAVICON:
    return answer(REPLY_ASSET, "image/x-icon", assets_file("favicon.ico"), 0);
  case ROUTE_ROBOTS:
    return answer(REPLY_ASSET, "text/plain; charset=utf-8", assets_file("robots.txt"), 0);
  }
  return site_error(site, config, 404);
}
