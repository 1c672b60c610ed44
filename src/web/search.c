/* SPDX-License-Identifier: MIT */
#include "web/search.h"

#include <string.h>

#include "util/date.h"
#include "web/excerpt.h"

#define RESULTS_PER_PAGE 20u
#define EXCERPT_CHARS 240u

static Query *parse(const Route *route)
{
  Query *query = query_parse(route->query, strlen(route->query));

  if (route->problem != QUERY_FINE)
    query->problem = route->problem;
  return query;
}

gboolean search_refuses(const Route *route)
{
  g_autoptr(Query) query = route->kind == ROUTE_SEARCH_RSS ? parse(route) : NULL;

  return query != NULL && query->problem != QUERY_FINE;
}

GPtrArray *search_items(Store *store, const Feed *feed, const Route *route, const ItemPage *page, gboolean *more,
                        GError **error)
{
  g_autoptr(Query) query = parse(route);
  const SearchPage wanted = { .feed_row = feed->row, .newest = TRUE, .max = page->max, .markdown = page->markdown };
  SearchResult result;

  if (!store_search(store, query, &wanted, &result, error))
    return NULL;
  *more = result.more;
  return result.items;
}

char *search_more_text(void)
{
  return g_strdup_printf(
      "More than %u newsletters were found. These are of the %u that came last; more words find others.",
      SEARCH_MAX_FOUND, SEARCH_MAX_FOUND);
}

/* --- results ------------------------------------------------------------------------------ */

static void add_piece(Value *list, const char *key, const char *text, gsize length)
{
  Value *piece = value_new_map();
  g_autofree char *copy = g_strndup(text, length);

  value_set_string(piece, "plain", "");
  value_set_string(piece, "found", "");
  value_set_string(piece, key, copy);
  value_add(list, piece);
}

/* The text in pieces, each plain or found. */
static Value *marked(const char *text, const GArray *marks)
{
  Value *list = value_new_list();
  gsize done = 0;

  for (guint i = 0; i < marks->len; i++) {
    const QueryMark *mark = &g_array_index(marks, QueryMark, i);

    add_piece(list, "plain", text + done, mark->start - done);
    add_piece(list, "found", text + mark->start, mark->end - mark->start);
    done = mark->end;
  }
  add_piece(list, "plain", text + done, strlen(text) - done);
  return list;
}

static QueryExcerpt *make_excerpt(const Show *show, const Query *query, const Newsletter *newsletter)
{
  gboolean text_before;
  g_autofree char *text = excerpt_source(newsletter, query, EXCERPT_CHARS, &text_before);
  g_autofree char *shown = show_text(show, text);

  return query_excerpt(query, shown, text_before, EXCERPT_CHARS);
}

static Value *result_value(const Show *feed_show, const Query *query, const Item *item)
{
  const Show own = show_for_item(feed_show, item), *show = &own;
  const Newsletter *newsletter = item->newsletter;
  Value *value = value_new_map();
  g_autofree char *title = show_title(show, item), *sender = show_sender(show, newsletter);
  g_autofree char *href = g_strconcat(show->prefix, "/newsletters/", item->id, NULL);
  g_autofree char *language = show_language(newsletter);
  g_autofree char *date = date_readable(newsletter->date), *datetime = date_rfc3339(newsletter->date);
  g_autoptr(GArray) marks = query_marks(query, title);
  g_autoptr(QueryExcerpt) excerpt = make_excerpt(show, query, newsletter);

  value_set(value, "subject", marked(title, marks));
  value_set(value, "excerpt", marked(excerpt->text, excerpt->marks));
  value_set_string(value, "sender", sender);
  value_set_string(value, "href", href);
  value_set_string(value, "lang", language != NULL ? language : "");
  value_set_bool(value, "rtl", show_is_rtl(language));
  value_set_string(value, "date", date);
  value_set_string(value, "datetime", datetime);
  show_flags(value, newsletter);
  return value;
}

static char *count_text(const SearchResult *result)
{
  if (result->more)
    return g_strdup_printf("More than %u newsletters. Here are the %u that came last; more words find others.",
                           SEARCH_MAX_FOUND, SEARCH_MAX_FOUND);
  if (result->found == 0)
    return g_strdup("Nothing was found.");
  return g_strdup_printf("%u newsletter%s.", result->found, result->found == 1 ? "" : "s");
}

/* --- the page ----------------------------------------------------------------------------- */

void search_set_form(Value *data, const Show *show, const Feed *feed, const char *query)
{
  g_autofree char *action = g_strconcat(show->prefix, "/feeds/", feed->id, "/search", NULL);

  value_set_string(data, "search_action", action);
  value_set_string(data, "query", query != NULL ? query : "");
}

/* What was typed is shown as it is: masked, it would tell who guesses when a guess was right. */
static void set_head(Value *data, const Show *show, const Feed *feed, const Query *query)
{
  g_autofree char *name = show_line(show, feed->name), *page = g_strconcat(show->prefix, "/feeds/", feed->id, NULL);
  g_autofree char *title = query->text[0] != '\0' ? g_strconcat(name, ": search for ", query->text, NULL)
                                                  : g_strconcat(name, ": search", NULL);

  search_set_form(data, show, feed, query->text);
  value_set_string(data, "title", title);
  value_set_string(data, "feed", name);
  value_set_string(data, "feed_page", page);
  value_set_string(data, "root", show->prefix);
  value_set_string(data, "style", show->style);
}

static void set_advice(Value *data, QueryProblem problem)
{
  const char *advice = query_advice(problem);
  g_autofree char *sentence = g_strdup_printf("%c%s.", g_ascii_toupper(advice[0]), advice + 1);

  value_set_string(data, "advice", sentence);
}

/* The same search as a feed, which the head of the page names for readers, too. */
static void set_subscription(Value *data, const Show *show, const Feed *feed, const char *encoded)
{
  Value *list = value_new_list(), *value = value_new_map();
  g_autofree char *href = g_strconcat(show->prefix, "/feeds/", feed->id, "/search.rss?q=", encoded, NULL);

  value_set_string(value, "name", "RSS");
  value_set_string(value, "type", "application/rss+xml");
  value_set_string(value, "href", href);
  value_add(list, value);
  value_set(data, "subscriptions", list);
}

static void set_results(Value *data, const Show *show, const Feed *feed, const Query *query, guint page,
                        const SearchResult *result)
{
  Value *list = value_new_list();
  g_autofree char *encoded = g_uri_escape_string(query->text, NULL, FALSE), *count = count_text(result);
  g_autofree char *start = g_strconcat(show->prefix, "/feeds/", feed->id, "/search?q=", encoded, NULL);
  g_autofree char *next = g_strdup_printf("%s&page=%u", start, page + 1);
  gboolean more = result->found > page * RESULTS_PER_PAGE;

  for (guint i = 0; i < result->items->len; i++)
    value_add(list, result_value(show, query, g_ptr_array_index(result->items, i)));
  value_set(data, "items", list);
  value_set_string(data, "count", count);
  value_set_bool(data, "paged", page > 1 || more);
  value_set_string(data, "first", page > 1 ? start : "");
  value_set_string(data, "next", more ? next : "");
  set_subscription(data, show, feed, encoded);
}

GBytes *search_page(const Show *show, Store *store, const Feed *feed, const Route *route, gboolean *refused,
                    GError **error)
{
  g_autoptr(Query) query = parse(route);
  const SearchPage wanted = {
    .feed_row = feed->row, .skip = (route->page - 1) * RESULTS_PER_PAGE, .max = RESULTS_PER_PAGE, .markdown = TRUE
  };
  g_autoptr(Value) data = value_new_map();
  g_autoptr(GPtrArray) items = NULL;
  SearchResult result;
  char *html;

  set_head(data, show, feed, query);
  *refused = query->problem != QUERY_FINE && (query->problem != QUERY_EMPTY || route->kind == ROUTE_SEARCH_RSS);
  if (query->problem != QUERY_FINE && (*refused || query->text[0] != '\0'))
    set_advice(data, query->problem);
  if (query->problem == QUERY_FINE) {
    if (!store_search(store, query, &wanted, &result, error))
      return NULL;
    items = result.items;
    if (items->len == 0 && route->page > 1)
      return NULL;
    set_results(data, show, feed, query, route->page, &result);
  }
  html = template_render(show->templates, "search", data, error);
  return html != NULL ? g_bytes_new_take(html, strlen(html)) : NULL;
}
