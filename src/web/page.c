/* SPDX-License-Identifier: MIT */
#include "web/page.h"

#include <string.h>

#include "util/date.h"
#include "web/articles.h"
#include "web/search.h"
#include "web/trouble.h"

#define WORDS_PER_MINUTE 230
#define MAX_UNSUBSCRIBE_URIS 32
#define GIST_LONG 450u /* columns; the text behind a longer gist begins below the first screen of a laptop or a phone */
#define LINK_COLUMNS 40u /* what a link's host and the rest of its line take */

static const struct {
  guint status;
  const char *title, *explanation;
} errors[] = {
  { 400, "Bad request", "The server could not make sense of this request." },
  { 404, "Nothing here", "This address leads nowhere, or what it led to is gone." },
  { 405, "Not that way", "This server only answers GET and HEAD." },
  { 413, "No contents, please", "This server takes no request with a body." },
  { 500, "Something went wrong", "The server made a mistake. Its log says more." },
  { 503, "Back in a moment", "The server cannot answer right now. Please try again later." },
};

static GBytes *render(const Show *show, const char *template, Value *data, GError **error)
{
  char *html;

  value_set_string(data, "root", show->prefix);
  value_set_string(data, "style", show->style);
  html = template_render(show->templates, template, data, error);
  return html != NULL ? g_bytes_new_take(html, strlen(html)) : NULL;
}

GBytes *page_home(const Show *show, GError **error)
{
  g_autoptr(Value) data = value_new_map();

  value_set_string(data, "title", "Gistwire");
  return render(show, "home", data, error);
}

GBytes *page_error(const Show *show, guint status, GError **error)
{
  g_autoptr(Value) data = value_new_map();
  g_autofree char *number = g_strdup_printf("%u", status);

  value_set_string(data, "status", number);
  for (guint i = 0; i < G_N_ELEMENTS(errors); i++)
    if (errors[i].status == status) {
      value_set_string(data, "title", errors[i].title);
      value_set_string(data, "explanation", errors[i].explanation);
    }
  return render(show, "error", data, error);
}

GBytes *page_between(const Show *show, const Link *link, GError **error)
{
  g_autoptr(Value) data = show_link(show, link, NULL);
  g_autofree char *target = show_line(show, link->url);

  value_set_string(data, "title", "Before you go on");
  value_set_string(data, "target", target);
  value_set_string(data, "href", link->url);
  value_set_bool(data, "mail", g_str_has_prefix(link->url, "mailto:"));
  value_set_bool(data, "masked", strcmp(target, link->url) != 0);
  return render(show, "between", data, error);
}

static void set_reading(Value *data, const Newsletter *newsletter)
{
  g_autofree char *date = date_readable(newsletter->date), *datetime = date_rfc3339(newsletter->date);
  g_autofree char *words = show_count(newsletter->words, "word");
  g_autofree char *minutes = g_strdup_printf("%u min", (newsletter->words + WORDS_PER_MINUTE - 1) / WORDS_PER_MINUTE);

  value_set_string(data, "date", date);
  value_set_string(data, "datetime", datetime);
  if (newsletter->words > 0) {
    value_set_string(data, "words", words);
    value_set_string(data, "minutes", minutes);
  }
}

/* --- the feed ----------------------------------------------------------------------------- */

static const struct {
  const char *name, *path, *type;
} subscriptions[] = {
  { "RSS", "rss", "application/rss+xml" },
  { "Atom", "atom", "application/atom+xml" },
  { "JSON Feed", "json", "application/feed+json" },
};

static void set_subscriptions(Value *data, const Show *show, const Feed *feed)
{
  Value *list = value_new_list();
  g_autofree char *url = g_strconcat(show->config->base_url, "/feeds/", feed->id, "/rss", NULL);
  g_autofree char *reader = g_strconcat("feed:", url, NULL);

  for (guint i = 0; i < G_N_ELEMENTS(subscriptions); i++) {
    Value *value = value_new_map();
    g_autofree char *href = g_strconcat(show->prefix, "/feeds/", feed->id, "/", subscriptions[i].path, NULL);

    value_set_string(value, "name", subscriptions[i].name);
    value_set_string(value, "type", subscriptions[i].type);
    value_set_string(value, "href", href);
    value_add(list, value);
  }
  value_set(data, "subscriptions", list);
  value_set_string(data, "url", url);
  value_set_string(data, "reader", reader);
}

static Value *feed_item(const Show *feed_show, const Item *item)
{
  const Show own = show_for_item(feed_show, item), *show = &own;
  const Newsletter *newsletter = item->newsletter;
  Value *value = show_gist(show, item);
  g_autofree char *title = show_title(show, item), *sender = show_sender(show, newsletter);
  g_autofree char *href = g_strconcat(show->prefix, "/newsletters/", item->id, NULL);
  g_autofree char *language = show_language(newsletter);

  value_set_string(value, "subject", title);
  value_set_string(value, "sender", sender);
  value_set_string(value, "page", href);
  value_set_string(value, "lang", language != NULL ? language : "");
  value_set_bool(value, "rtl", show_is_rtl(language));
  show_flags(value, newsletter);
  set_reading(value, newsletter);
  return value;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
  const Feed *const *one = a, *const *other = b;
  int order = g_ascii_strcasecmp((*one)->name, (*other)->name);

  return order != 0 ? order : strcmp((*one)->name, (*other)->name);
}

/* The feeds that a per-sender feed made, by name; absent when there are none. */
static void set_senders(Value *data, const Show *show, const Feed *feed)
{
  g_autoptr(GPtrArray) sorted = feed->senders != NULL ? g_ptr_array_copy(feed->senders, NULL, NULL) : NULL;
  Value *list;

  if (sorted == NULL || sorted->len == 0)
    return;
  g_ptr_array_set_free_func(sorted, NULL);
  g_ptr_array_sort(sorted, compare_names);
  list = value_new_list();
  for (guint i = 0; i < sorted->len; i++) {
    const Feed *made = g_ptr_array_index(sorted, i);
    Value *value = value_new_map();
    g_autofree char *name = show_sender_name(show, feed, made), *key = show_sender_key(show, made);
    g_autofree char *href = g_strconcat(show->prefix, "/feeds/", made->id, NULL);

    value_set_string(value, "text", name);
    value_set_string(value, "href", href);
    if (strcmp(name, key) != 0)
      value_set_string(value, "host", key);
    value_add(list, value);
  }
  value_set(data, "senders", list);
  value_set_bool(data, "has_senders", TRUE);
}

static void set_articles(Value *data, const Show *show, const Feed *feed)
{
  Value *list = value_new_list();

  for (guint i = 0; feed->articles != NULL && i < feed->articles->len; i++) {
    const Article *article = g_ptr_array_index(feed->articles, i);
    const Mention *first = g_ptr_array_index(article->mentions, 0);
    g_autofree char *date = date_readable(first->published), *datetime = date_rfc3339(first->published);
    Value *value = articles_value(show, feed, article);

    if (value == NULL)
      continue;
    value_set_string(value, "date", date);
    value_set_string(value, "datetime", datetime);
    value_add(list, value);
  }
  value_set(data, "articles", list);
}

static void set_issues(Value *data, const Show *show, const Feed *feed)
{
  Value *list = value_new_list();

  for (guint i = 0; feed->issues != NULL && i < feed->issues->len; i++) {
    const Issue *issue = g_ptr_array_index(feed->issues, i);
    Value *value = articles_issue_value(show, issue);
    g_autofree char *title = articles_issue_title(feed, issue);
    g_autofree char *page = g_strconcat(show->prefix, "/digests/", issue->id, NULL);

    value_set_string(value, "title", title);
    value_set_string(value, "page", page);
    value_add(list, value);
  }
  value_set(data, "issues", list);
}

/* By what the next page begins; NULL when this one is empty. */
static const char *last_id(const Feed *feed, const GPtrArray *items)
{
  if (feed->articles != NULL && feed->articles->len > 0) {
    const Article *last = g_ptr_array_index(feed->articles, feed->articles->len - 1);

    return ((const Mention *)g_ptr_array_index(last->mentions, 0))->link->id;
  }
  if (feed->issues != NULL && feed->issues->len > 0)
    return ((const Issue *)g_ptr_array_index(feed->issues, feed->issues->len - 1))->id;
  return items->len > 0 ? ((const Item *)g_ptr_array_index(items, items->len - 1))->id : NULL;
}

static const char *older_text(FeedKind kind)
{
  return kind == FEED_PER_LINK ? "Older articles" : kind == FEED_DIGEST ? "Older digests" : "Older newsletters";
}

GBytes *page_digest(const Show *show, const Feed *feed, const Issue *issue, GError **error)
{
  g_autoptr(Value) data = articles_issue_value(show, issue);
  g_autofree char *title = articles_issue_title(feed, issue), *name = show_line(show, feed->name);

  value_set_string(data, "title", title);
  value_set_string(data, "feed", name);
  value_set_bool(data, "alone", TRUE);
  return render(show, "digest", data, error);
}

GBytes *page_feed(const Show *show, const Feed *feed, const GPtrArray *items, const PageOfFeed *place, GError **error)
{
  g_autoptr(Value) data = value_new_map();
  g_autofree char *name = show_line(show, feed->name), *description = show_line(show, feed->description);
  g_autofree char *start = g_strconcat(show->prefix, "/feeds/", feed->id, NULL);
  Value *list = value_new_list();

  for (guint i = 0; i < items->len; i++)
    value_add(list, feed_item(show, g_ptr_array_index(items, i)));
  value_set_string(data, "title", name);
  value_set_string(data, "description", description);
  set_subscriptions(data, show, feed);
  if (feed->kind == FEED_OWN || feed->kind == FEED_ALL ||
      feed->kind == FEED_SENDER) /* the others have no newsletters */
    search_set_form(data, show, feed, NULL);
  value_set(data, "items", list);
  set_senders(data, show, feed);
  set_articles(data, show, feed);
  set_issues(data, show, feed);
  value_set_bool(data, "empty", last_id(feed, items) == NULL && (feed->senders == NULL || feed->senders->len == 0));
  if (feed->troubles != NULL && place->first)
    value_set(data, "troubles", trouble_list(feed));
  value_set_bool(data, "paged", !place->first || place->older);
  if (!place->first)
    value_set_string(data, "newest", start);
  if (place->older && last_id(feed, items) != NULL) {
    g_autofree char *older = g_strconcat(start, "?before=", last_id(feed, items), NULL);

    value_set_string(data, "older", older);
    value_set_string(data, "older_text", older_text(feed->kind));
  }
  return render(show, "feed", data, error);
}

/* --- the newsletter ----------------------------------------------------------------------- */

static guint columns(const char *text)
{
  guint count = 0;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char(p))
    count += g_unichar_iswide(g_utf8_get_char(p)) ? 2 : 1;
  return count;
}

static gboolean is_long(const Gist *gist)
{
  guint count = gist != NULL ? columns(gist->summary) : 0;

  for (guint i = 0; gist != NULL && i < gist->topics->len; i++)
    count += columns(g_ptr_array_index(gist->topics, i));
  for (guint i = 0; gist != NULL && i < gist->links->len; i++)
    count += LINK_COLUMNS + columns(((const GistLink *)g_ptr_array_index(gist->links, i))->text);
  return count > GIST_LONG;
}

static gboolean has_body(const Value *data)
{
  return value_is_true(value_get(data, "body", strlen("body")));
}

static void set_body(Value *data, const Show *show, const Item *item)
{
  const Newsletter *newsletter = item->newsletter;
  gboolean cut = FALSE;

  if (newsletter->markdown != NULL)
    value_set(data, "body", show_body(show, newsletter, 0, &cut));
  value_set_bool(data, "cut", cut);
  value_set_bool(data, "far", is_long(item->gist) && has_body(data));
}

static void set_byline(Value *data, const Show *show, const Newsletter *newsletter)
{
  static const char *const verdicts[] = {
    [VERDICT_UNVERIFIED] = "sender not checked",
    [VERDICT_PASS] = "sender verified",
    [VERDICT_FAIL] = "this mail may not be from this sender",
    [VERDICT_FORGED] = "the sender looks forged",
  };
  g_autofree char *sender = show_sender(show, newsletter), *address = show_line(show, newsletter->from_address);

  value_set_string(data, "sender", sender);
  if (g_strcmp0(sender, address) != 0)
    value_set_string(data, "address", address);
  value_set_string(data, "verdict", verdict_name(newsletter->verdict));
  value_set_string(data, "verdict_text", verdicts[newsletter->verdict]);
  set_reading(data, newsletter);
}

/* The link to the sender's own page of it; NULL when there is none. */
static const Link *web_link(const Newsletter *newsletter)
{
  for (guint i = 0; newsletter->web_url != NULL && i < newsletter->links->len; i++) {
    const Link *link = g_ptr_array_index(newsletter->links, i);

    if (link->id != NULL && strcmp(link->url, newsletter->web_url) == 0)
      return link;
  }
  return NULL;
}

/* A list of the links of these kinds but the web version; *count of them. */
static Value *links_of(const Show *show, const Newsletter *newsletter, guint kinds, guint *count)
{
  const Link *web = web_link(newsletter);
  Value *list = value_new_list();

  *count = 0;
  for (guint i = 0; i < newsletter->links->len; i++) {
    const Link *link = g_ptr_array_index(newsletter->links, i);

    if (!(kinds & 1u << link->kind) || link == web)
      continue;
    value_add(list, show_link(show, link, NULL));
    ++*count;
  }
  return list;
}

static gboolean has_link(const Newsletter *newsletter, const char *url)
{
  for (guint i = 0; i < newsletter->links->len; i++)
    if (strcmp(((const Link *)g_ptr_array_index(newsletter->links, i))->url, url) == 0)
      return TRUE;
  return FALSE;
}

/* The header's way to unsubscribe, the web before mail, unless one of them is a link of the newsletter anyway. It has no id, so this page, which
 * shows its target, is its page between. Who did not subscribe is not told what belongs to the subscription. */
static void add_header_unsubscribe(Value *actions, const Show *show, const Newsletter *newsletter)
{
  g_auto(GStrv) uris = g_strsplit_set(newsletter->list_unsubscribe != NULL ? newsletter->list_unsubscribe : "", "<>",
                                      MAX_UNSUBSCRIBE_URIS);
  const char *best = NULL;
  g_autoptr(Link) link = NULL;
  Value *value;

  for (guint i = 0; uris[i] != NULL; i++) {
    if (!show_url_is_safe(uris[i]) || show_tells(show, uris[i]))
      continue;
    if (has_link(newsletter, uris[i]))
      return;
    if (best == NULL || (g_str_has_prefix(best, "mailto:") && !g_str_has_prefix(uris[i], "mailto:")))
      best = uris[i];
  }
  if (best == NULL)
    return;
  link = link_new(0, best, "Unsubscribe, as the mail\u2019s header has it", LINK_ACTION);
  value = show_link(show, link, NULL);
  value_set_string(value, "href", best);
  value_add(actions, value);
}

static void set_lists(Value *data, const Show *show, const Newsletter *newsletter)
{
  guint count, action_count;
  Value *all = links_of(show, newsletter,
                        1u << LINK_CONTENT | 1u << LINK_SPONSOR | 1u << LINK_MAILTO | 1u << LINK_OTHER, &count);
  Value *actions = links_of(show, newsletter, 1u << LINK_ACTION, &action_count);
  g_autofree char *label = show_count(count, "link");
  const Link *web = web_link(newsletter);

  value_set(data, "all", all);
  if (count > 0)
    value_set_string(data, "all_count", label);
  add_header_unsubscribe(actions, show, newsletter);
  if (web != NULL)
    value_set(data, "web", show_link(show, web, "Web version"));
  value_set_bool(data, "has_footer", web != NULL || value_is_true(actions));
  value_set(data, "actions", actions);
}

static void set_parts(Value *data, const Show *show, const Item *item)
{
  const Newsletter *newsletter = item->newsletter;
  Value *list = value_new_list();
  guint count = 0;

  for (guint i = 0; i < newsletter->parts->len; i++) {
    const Part *part = g_ptr_array_index(newsletter->parts, i);
    g_autofree char *name = show_line(show, part->name), *type = show_line(show, part->type);
    g_autofree char *size = g_format_size(part->size);
    g_autofree char *href = g_strdup_printf("%s/newsletters/%s/parts/%u", show->prefix, item->id, i);
    Value *value;

    if (part->is_inline)
      continue;
    value = value_new_map();
    value_set_string(value, "name", name);
    value_set_string(value, "href", href);
    value_set_string(value, "type", type);
    value_set_string(value, "size", size);
    value_add(list, value);
    count++;
  }
  value_set(data, "parts", list);
  if (count > 0) {
    g_autofree char *label = show_count(count, "attachment");

    value_set_string(data, "part_count", label);
  }
}

static void set_original(Value *data, const Show *show, const Feed *feed, const Item *item,
                         const PageOriginal *original)
{
  g_autofree char *page = g_strconcat(show->prefix, "/newsletters/", item->id, NULL);
  gboolean asked = original->shown && !feed->images;
  g_autofree char *frame = g_strconcat(page, "/original", asked ? "?images=1" : "", NULL);
  g_autofree char *with = g_strconcat(page, "?images=1#original", NULL);

  if (!original->there)
    return;
  value_set_string(data, "original", frame);
  value_set_bool(data, "open", asked || !has_body(data));
  value_set_bool(data, "pictures", original->pictures);
  value_set_bool(data, "pictures_shown", original->shown);
  value_set_string(data, "with_pictures", with);
}

GBytes *page_newsletter(const Show *show, const Feed *feed, const Item *item, const PageOriginal *original,
                        GError **error)
{
  const Newsletter *newsletter = item->newsletter;
  g_autoptr(Value) data = show_gist(show, item);
  g_autofree char *title = show_title(show, item), *name = show_line(show, feed->name);
  g_autofree char *language = show_language(newsletter);

  value_set_string(data, "title", title);
  value_set_string(data, "feed", name);
  value_set_string(data, "lang", language);
  value_set_bool(data, "rtl", show_is_rtl(language));
  show_flags(data, newsletter);
  set_byline(data, show, newsletter);
  set_body(data, show, item);
  set_original(data, show, feed, item, original);
  set_lists(data, show, newsletter);
  set_parts(data, show, item);
  return render(show, "newsletter", data, error);
}
