/* SPDX-License-Identifier: MIT */
#include "web/articles.h"

#include <string.h>

#include "util/date.h"
#include "util/id.h"
#include "util/text.h"

#define MAX_TITLE 200u    /* characters */
#define MAX_SENTENCE 400u /* characters */

/* Masked before it is cut, or a part of an address would stay. */
static void set_cut(Value *value, const char *key, const Show *show, const char *text, gsize max)
{
  g_autofree char *line = show_line(show, text);
  g_autofree char *cut = line != NULL ? text_ellipsize(line, max) : NULL;

  value_set_string(value, key, cut);
}

static GStrv hidden_addresses(const Show *show)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  for (guint k = 0; show->masked != NULL && show->masked[k] != NULL; k++)
    for (guint i = 0; show->config->domains[i] != NULL; i++) {
      g_autofree char *address = g_strdup_printf("%s@%s", show->masked[k], show->config->domains[i]);

      g_strv_builder_add(builder, address);
    }
  return g_strv_builder_end(builder);
}

/* names: "A", ", B" " and C"; others: " and 2 others". */
static void set_names(Value *value, const Show *show, const char *const *names, guint count)
{
  guint shown = count > ARTICLES_MAX_NAMES ? ARTICLES_MAX_NAMES : count;
  Value *list = value_new_list();

  for (guint i = 0; i < shown; i++) {
    Value *item = value_new_map();

    value_set_string(item, "before", i == 0 ? "" : i + 1 == count ? " and " : ", ");
    set_cut(item, "name", show, names[i], MAX_TITLE);
    value_add(list, item);
  }
  value_set(value, "names", list);
  if (count > shown) {
    g_autofree char *others = show_count(count - shown, "other");
    g_autofree char *text = g_strconcat(" and ", others, NULL);

    value_set_string(value, "others", text);
  }
}

static char *href_of(const Show *show, const char *link)
{
  if (id_valid(link))
    return g_strconcat(show->prefix, "/links/", link, NULL);
  return show_url_is_safe(link) ? g_strdup(link) : NULL;
}

Value *articles_value(const Show *show, const Feed *feed, const Article *article)
{
  g_auto(GStrv) addresses = hidden_addresses(show);
  gboolean direct = FALSE;
  const Mention *way = article_way(article, (const char *const *)addresses, &direct);
  g_autofree char *href = way != NULL ? href_of(show, direct ? way->link->shown_url : way->link->id) : NULL;
  g_autofree char *title = NULL, *host = NULL;
  g_autoptr(GPtrArray) names = NULL;
  Value *value;

  if (href == NULL)
    return NULL;
  value = value_new_map();
  title = article_title(article);
  host = show_host(way->link->shown_url);
  names = article_names(article);
  value_set_string(value, "href", href);
  set_cut(value, "title", show, title, MAX_TITLE);
  set_cut(value, "host", show, host, MAX_TITLE);
  set_cut(value, "sentence", show, article_sentence(article, title), MAX_SENTENCE);
  set_names(value, show, (const char *const *)names->pdata, names->len);
  if (feed->most_named) {
    g_autofree char *recent = show_count(article->named, "newsletter");

    value_set_string(value, "recent", recent);
  }
  return value;
}

/* --- issues ------------------------------------------------------------------------------- */

char *articles_issue_title(const Feed *feed, const Issue *issue)
{
  g_autofree char *noon = g_strconcat(issue->period.day, "T12:00:00Z", NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(noon, NULL);
  g_autofree char *day = time != NULL ? date_readable(g_date_time_to_unix(time)) : g_strdup(issue->period.day);
  g_autofree char *count = NULL;
  guint newsletters = 0;

  for (guint i = 0; i < issue->lines->len; i++)
    newsletters += ((const IssueLine *)g_ptr_array_index(issue->lines, i))->kind == ISSUE_NEWSLETTER;
  count = show_count(newsletters, "newsletter");
  return g_strdup_printf("%s %s: %s", feed->every == FEED_WEEKLY ? "Digest of the week to" : "Digest of", day, count);
}

static Value *line_value(const Show *show, const IssueLine *line)
{
  Value *value = value_new_map();
  g_auto(GStrv) names = g_strsplit(line->names, "\n", -1);
  g_autofree char *href = href_of(show, line->link);

  set_cut(value, "text", show, line->text, MAX_TITLE);
  set_cut(value, "detail", show, line->detail, MAX_SENTENCE);
  set_cut(value, "host", show, line->host, MAX_TITLE);
  value_set_string(value, "href", href);
  set_names(value, show, (const char *const *)names, g_strv_length(names));
  return value;
}

static Value *topic_value(const Show *show, const IssueLine *line, gboolean is_first)
{
  Value *value = value_new_map();
  g_autofree char *count = g_strdup_printf("%u", line->count);

  value_set_string(value, "before", is_first ? "" : ", ");
  set_cut(value, "text", show, line->text, MAX_TITLE);
  value_set_string(value, "count", count);
  return value;
}

Value *articles_issue_value(const Show *show, const Issue *issue)
{
  Value *value = value_new_map(), *topics = value_new_list(), *links = value_new_list();
  Value *newsletters = value_new_list();
  guint count = 0;

  for (guint i = 0; i < issue->lines->len; i++) {
    const IssueLine *line = g_ptr_array_index(issue->lines, i);

    if (line->kind == ISSUE_TOPIC)
      value_add(topics, topic_value(show, line, !value_is_true(topics)));
    else if (line->kind == ISSUE_LINK)
      value_add(links, line_value(show, line));
    else if (count++ < ARTICLES_MAX_NEWSLETTERS)
      value_add(newsletters, line_value(show, line));
  }
  value_set_bool(value, "has_topics", value_is_true(topics));
  value_set_bool(value, "has_links", value_is_true(links));
  value_set(value, "topics", topics);
  value_set(value, "links", links);
  value_set(value, "newsletters", newsletters);
  if (count > ARTICLES_MAX_NEWSLETTERS) {
    g_autofree char *more = show_count(count - ARTICLES_MAX_NEWSLETTERS, "more newsletter");

    value_set_string(value, "more", more);
  }
  return value;
}
