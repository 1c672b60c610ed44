/* SPDX-License-Identifier: MIT */
#include "web/show.h"

#include <string.h>

#include "markdown/read.h"
#include "util/text.h"

#define YOUR_ADDRESS "[your address]"
#define CONFIRMATION_MAX_LINKS 10

const char *show_root(const Config *config)
{
  const char *authority = strstr(config->base_url, "://");
  const char *path = authority != NULL ? strchr(authority + 3, '/') : NULL;

  return path != NULL ? path : "";
}

/* Takes the text over. address: the local part, in the form in which the text would have it. */
static char *mask_one(const Show *show, const char *address, char *text)
{
  for (guint i = 0; address[0] != '\0' && show->config->domains[i] != NULL; i++) {
    g_autofree char *full = g_strconcat(address, "@", show->config->domains[i], NULL);
    g_autofree char *unmasked = text;

    text = text_mask_address(unmasked, full, YOUR_ADDRESS);
  }
  return text;
}

static char *mask(const Show *show, const char *text)
{
  char *masked = g_strdup(text);
  gboolean may_have = strpbrk(text, "@=%") != NULL; /* one of them spells the '@' */

  for (guint i = 0; may_have && show->masked != NULL && show->masked[i] != NULL; i++)
    masked = mask_one(show, show->masked[i], masked);
  return masked;
}

char *show_text(const Show *show, const char *text)
{
  g_autofree char *clean = text != NULL ? text_clean(text, strlen(text), NULL) : NULL;

  return clean != NULL ? mask(show, clean) : NULL;
}

char *show_line(const Show *show, const char *text)
{
  g_autofree char *clean = text != NULL ? text_clean_line(text, -1) : NULL;

  return clean != NULL ? mask(show, clean) : NULL;
}

char *show_mask_html(const Show *show, const char *html)
{
  char *masked = mask(show, html);

  for (guint i = 0; show->masked != NULL && show->masked[i] != NULL; i++) {
    g_autoptr(GString) escaped = g_string_new("");

    template_escape(escaped, show->masked[i]);
    if (strcmp(escaped->str, show->masked[i]) != 0)
      masked = mask_one(show, escaped->str, masked);
  }
  return masked;
}

Show show_for_item(const Show *show, const Item *item)
{
  Show own = *show;

  if (item->masked != NULL)
    own.masked = (const char *const *)item->masked;
  return own;
}

char *show_title(const Show *show, const Item *item)
{
  g_autofree char *subject = show_line(show, item->newsletter->subject), *prefix = show_line(show, item->prefix);
  gboolean has_subject = subject != NULL && subject[0] != '\0';

  return g_strconcat(prefix != NULL ? prefix : "", prefix != NULL ? ": " : "",
                     item->newsletter->flags & NEWSLETTER_CONFIRMATION ? "[Confirm] " : "",
                     has_subject ? subject : "(no subject)", NULL);
}

char *show_sender(const Show *show, const Newsletter *newsletter)
{
  return show_line(show, newsletter_sender(newsletter));
}

char *show_sender_name(const Show *show, const Feed *parent, const Feed *made)
{
  g_autofree char *prefix = g_strconcat(parent->name, ": ", NULL);
  gboolean begins = g_str_has_prefix(made->name, prefix) && made->name[strlen(prefix)] != '\0';

  return show_line(show, made->name + (begins ? strlen(prefix) : 0));
}

char *show_sender_key(const Show *show, const Feed *made)
{
  return show_line(show, made->sender + (g_str_has_prefix(made->sender, SENDER_LIST_ID) ? strlen(SENDER_LIST_ID) : 0));
}

char *show_language(const Newsletter *newsletter)
{
  const char *tag = newsletter->language;
  gsize length = tag != NULL ? strcspn(tag, "-_") : 0;

  if (length < 2 || length > 3)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalpha(tag[i]))
      return NULL;
  return g_ascii_strdown(tag, (gssize)length);
}

gboolean show_is_rtl(const char *language)
{
  static const char *const languages[] = { "ar", "arc", "ckb", "dv", "fa", "he", "iw",
                                           "ps", "sd",  "ug",  "ur", "yi", NULL };

  return language != NULL && g_strv_contains(languages, language);
}

char *show_host(const char *url)
{
  const char *host, *end, *user;
  g_autofree char *copy = NULL;

  if (g_ascii_strncasecmp(url, "mailto:", 7) == 0)
    return g_strndup(url + 7, strcspn(url + 7, "?"));
  if (!g_str_has_prefix(url, "http://") && !g_str_has_prefix(url, "https://"))
    return NULL;
  host = strstr(url, "://") + 3;
  end = host + strcspn(host, "/?#\\");
  while ((user = memchr(host, '@', (gsize)(end - host))) != NULL)
    host = user + 1;
  if (host[0] != '[' && memchr(host, ':', (gsize)(end - host)) != NULL)
    end = memchr(host, ':', (gsize)(end - host));
  copy = g_ascii_strdown(host, end - host);
  return g_strdup(g_str_has_prefix(copy, "www.") ? copy + 4 : copy);
}

gboolean show_url_is_safe(const char *url)
{
  static const char *const schemes[] = { "http://", "https://", "mailto:" };
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
    known = known || (g_str_has_prefix(url, schemes[i]) && url[strlen(schemes[i])] != '\0');
  for (const char *p = url; known && *p != '\0'; p++)
    if (!g_ascii_isgraph(*p) || strchr("\"<>\\", *p) != NULL)
      return FALSE;
  return known;
}

char *show_count(guint count, const char *noun)
{
  return g_strdup_printf("%u %s%s", count, noun, count == 1 ? "" : "s");
}

gboolean show_tells(const Show *show, const char *url)
{
  const Show yours = { .config = show->config, .masked = show->yours };
  g_autofree char *own = mask(&yours, url), *all = mask(show, own);

  return strcmp(all, own) != 0;
}

char *show_href(const Show *show, const Link *link)
{
  if (link->id == NULL)
    return NULL;
  if (link->kind == LINK_ACTION && show_tells(show, link->url))
    return NULL;
  return g_strconcat(show->prefix, "/links/", link->id, NULL);
}

Value *show_link(const Show *show, const Link *link, const char *text)
{
  Value *value = value_new_map();
  g_autofree char *host = show_host(link->shown_url), *first = show_host(link->url);
  g_autofree char *shown_host = show_line(show, host), *shown_first = show_line(show, first);
  g_autofree char *line = show_line(show, text != NULL && text[0] != '\0' ? text : link->text);
  g_autofree char *url = show_line(show, link->shown_url), *href = show_href(show, link);

  value_set_string(value, "text", line != NULL && line[0] != '\0' ? line : url);
  value_set_string(value, "host", shown_host);
  if (g_strcmp0(host, first) != 0)
    value_set_string(value, "via", shown_first);
  value_set_string(value, "href", href);
  return value;
}

typedef struct {
  const Show *show;
  const Newsletter *newsletter;
} LinkMap;

static char *link_href(guint ordinal, gpointer data)
{
  const LinkMap *map = data;
  const Link *link = newsletter_link(map->newsletter, ordinal);

  return link != NULL ? show_href(map->show, link) : NULL;
}

/* Masked after rendering: Markdown in which "[your address]" is put could mean something else. */
Value *show_body(const Show *show, const Newsletter *newsletter, gsize max, gboolean *cut)
{
  LinkMap map = { show, newsletter };
  gboolean truncated = FALSE;
  g_autofree char *html = max > 0 ? read_html_within(newsletter->markdown, max, link_href, &map, &truncated)
                                  : read_html_outlined(newsletter->markdown, link_href, &map, &truncated);
  g_autofree char *masked = show_mask_html(show, html);

  *cut = truncated || (newsletter->flags & NEWSLETTER_TRUNCATED) != 0;
  return value_new_html(masked);
}

void show_flags(Value *data, const Newsletter *newsletter)
{
  value_set_bool(data, "doubtful", newsletter->verdict == VERDICT_FAIL || newsletter->verdict == VERDICT_FORGED);
  value_set_bool(data, "confirmation", (newsletter->flags & NEWSLETTER_CONFIRMATION) != 0);
  value_set_bool(data, "undecoded", (newsletter->flags & NEWSLETTER_UNDECODED) != 0);
}

static Value *summary_value(const Show *show, const Gist *gist)
{
  Value *list = value_new_list();
  g_autofree char *summary = show_text(show, gist->summary != NULL ? gist->summary : "");
  g_auto(GStrv) paragraphs = g_strsplit(summary, "\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    if (g_strstrip(paragraphs[i])[0] != '\0')
      value_add(list, value_new_string(paragraphs[i]));
  return list;
}

static char *topics_text(const Show *show, const Gist *gist)
{
  g_autoptr(GString) out = g_string_new("");

  for (guint i = 0; i < gist->topics->len; i++) {
    g_autofree char *topic = show_line(show, g_ptr_array_index(gist->topics, i));

    g_string_append_printf(out, "%s%s", out->len > 0 && topic[0] != '\0' ? ", " : "", topic);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

/* shown: one byte per link of the newsletter, set for those that were put into the list. */
static Value *links_value(const Show *show, const Item *item, guint8 *shown)
{
  const Newsletter *newsletter = item->newsletter;
  Value *list = value_new_list();
  guint actions = 0;

  for (guint i = 0; i < item->gist->links->len; i++) {
    const GistLink *chosen = g_ptr_array_index(item->gist->links, i);
    const Link *link = newsletter_link(newsletter, chosen->ordinal);

    if (link == NULL || shown[chosen->ordinal - 1])
      continue;
    value_add(list, show_link(show, link, chosen->text));
    shown[chosen->ordinal - 1] = 1;
  }
  if (!(newsletter->flags & NEWSLETTER_CONFIRMATION))
    return list;
  for (guint i = 0; i < newsletter->links->len && actions < CONFIRMATION_MAX_LINKS; i++) {
    const Link *link = g_ptr_array_index(newsletter->links, i);

    if (link->kind != LINK_ACTION || shown[i])
      continue;
    value_add(list, show_link(show, link, NULL));
    shown[i] = 1;
    actions++;
  }
  return list;
}

static char *maker_text(const Gist *gist)
{
  if (g_strcmp0(gist->provider, "extract") == 0)
    return g_strdup("Extract made from the newsletter\u2019s own sentences.");
  if (gist->left_out > 0)
    return g_strdup_printf(
        "Written by a language model (%s) that read the first %u %% of the newsletter. It may be wrong.", gist->model,
        100 - gist->left_out);
  return g_strdup_printf("Written by a language model (%s). It may be wrong.",
                         gist->model != NULL && gist->model[0] != '\0' ? gist->model : gist->provider);
}

Value *show_gist(const Show *show, const Item *item)
{
  Value *value = value_new_map();
  g_autofree guint8 *shown = g_new0(guint8, item->newsletter->links->len + 1);
  g_autofree char *topics = NULL, *maker = NULL, *maker_line = NULL;
  guint sponsored = 0;
  Value *links;

  if (item->gist == NULL)
    return value;
  topics = topics_text(show, item->gist);
  maker = maker_text(item->gist);
  maker_line = show_line(show, maker);
  value_set(value, "summary", summary_value(show, item->gist));
  value_set_string(value, "topics", topics);
  links = links_value(show, item, shown);
  value_set_bool(value, "has_links", value_is_true(links));
  value_set(value, "links", links);
  if (value_is_true(links) || (item->gist->summary != NULL && item->gist->summary[0] != '\0'))
    value_set_string(value, "maker", maker_line);
  for (guint i = 0; i < item->newsletter->links->len; i++)
    sponsored += ((const Link *)g_ptr_array_index(item->newsletter->links, i))->kind == LINK_SPONSOR && !shown[i];
  if (sponsored > 0) {
    g_autofree char *left_out = show_count(sponsored, "sponsored link");

    value_set_string(value, "left_out", left_out);
  }
  return value;
}
