/* SPDX-License-Identifier: MIT */
#include "model/article.h"

#include <string.h>

#include "model/label.h"
#include "util/digest.h"
#include "util/text.h"

#define MAX_PLACE 80u /* bytes of an address that stands for a title */

void mention_free(Mention *mention)
{
  if (mention == NULL)
    return;
  link_free(mention->link);
  g_free(mention->said);
  g_free(mention->sender);
  g_free(mention->name);
  g_free(mention->language);
  g_free(mention);
}

Article *article_new(void)
{
  Article *article = g_new0(Article, 1);

  article->mentions = g_ptr_array_new_with_free_func((GDestroyNotify)mention_free);
  return article;
}

void article_free(Article *article)
{
  if (article == NULL)
    return;
  g_free(article->guid);
  g_ptr_array_unref(article->mentions);
  g_free(article);
}

/* --- addresses ---------------------------------------------------------------------------- */

/* RFC 3986 6.2.2: escapes of unreserved characters are undone, the others written in upper case. */
static void append_escapes(GString *out, const char *p, const char *end)
{
  while (p < end) {
    int high = *p == '%' && end - p > 2 ? g_ascii_xdigit_value(p[1]) : -1;
    int low = high >= 0 ? g_ascii_xdigit_value(p[2]) : -1;
    char c = low >= 0 ? (char)(high << 4 | low) : '\0';

    if (low < 0) {
      g_string_append_c(out, *p++);
    } else if (g_ascii_isalnum(c) || (c != '\0' && strchr("-._~", c) != NULL)) {
      g_string_append_c(out, c);
      p += 3;
    } else {
      g_string_append_printf(out, "%%%02X", (guint)(guchar)c);
      p += 3;
    }
  }
}

/* "www.x.org" is "x.org", but "www.org" is not "org". */
static void append_authority(GString *out, const char *p, const char *end, const char *standard_port)
{
  g_autofree char *authority = g_ascii_strdown(p, end - p);
  char *host = authority;

  if (g_str_has_prefix(authority, "www.") && strchr(authority + strlen("www."), '.') != NULL)
    host += strlen("www.");
  if (g_str_has_suffix(host, standard_port))
    host[strlen(host) - strlen(standard_port)] = '\0';
  if (host[0] != '\0' && host[strlen(host) - 1] == '.')
    host[strlen(host) - 1] = '\0';
  g_string_append(out, host);
}

/* A fragment is a place in the page, but scripts of many pages read from it what to show. */
static gboolean is_page(const char *fragment, gboolean is_root)
{
  return fragment[0] != '\0' &&
         (is_root || strchr("!/", fragment[0]) != NULL || strchr(fragment, '/') != NULL ||
          strchr(fragment, '=') != NULL) &&
         !g_str_has_prefix(fragment, ":~:");
}

char *article_normal(const char *url)
{
  gboolean secure = g_str_has_prefix(url, "https://");
  const char *start = url + strlen(secure ? "https://" : "http://");
  const char *path, *query, *hash, *end;
  GString *out;

  if (!secure && !g_str_has_prefix(url, "http://"))
    return NULL;
  path = start + strcspn(start, "/?#");
  if (path == start)
    return NULL;
  query = path + strcspn(path, "?#");
  hash = query + strcspn(query, "#");
  end = query;
  while (end > path && end[-1] == '/')
    end--;
  out = g_string_new(NULL);
  append_authority(out, start, path, secure ? ":443" : ":80");
  append_escapes(out, path, end);
  if (hash - query > 1)
    append_escapes(out, query, hash);
  if (*hash == '#' && is_page(hash + 1, end == path && hash - query <= 1))
    append_escapes(out, hash, hash + strlen(hash));
  return g_string_free(out, FALSE);
}

static ArticleKey key_of(const char *normal)
{
  g_autofree char *hex = digest_hex(normal, strlen(normal));
  ArticleKey key;

  hex[32] = '\0';
  key.rest = (gint64)g_ascii_strtoull(hex + 16, NULL, 16);
  hex[16] = '\0';
  key.hash = (gint64)g_ascii_strtoull(hex, NULL, 16);
  return key;
}

/* --- links -------------------------------------------------------------------------------- */

static gboolean is_telling(const char *text, GString *fold)
{
  return text != NULL && !label_is_generic(text, strlen(text), fold);
}

GArray *article_links(const Newsletter *newsletter)
{
  g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) fold = g_string_new(NULL);
  GArray *chosen = g_array_new(FALSE, FALSE, sizeof(ArticleLink));

  for (guint i = 0; i < newsletter->links->len; i++) {
    const Link *link = g_ptr_array_index(newsletter->links, i);
    g_autofree char *normal =
        link->kind == LINK_CONTENT && link->text[0] != '\0' ? article_normal(link->shown_url) : NULL;
    guint place = normal != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(places, normal)) : 0;

    if (place > 0) {
      ArticleLink *first = &g_array_index(chosen, ArticleLink, place - 1);

      if (!is_telling(first->link->text, fold) && is_telling(link->text, fold))
        first->link = link;
    } else if (normal != NULL) {
      ArticleLink named = { link, key_of(normal) };

      g_array_append_val(chosen, named);
      g_hash_table_insert(places, g_steal_pointer(&normal), GUINT_TO_POINTER(chosen->len));
    }
  }
  return chosen;
}

/* --- what is shown ------------------------------------------------------------------------ */

static const Mention *mention_at(const Article *article, guint i)
{
  return g_ptr_array_index(article->mentions, i);
}

char *article_host(const char *url)
{
  const char *start = strstr(url, "://"), *end;

  if (start == NULL)
    return g_strdup("");
  start += 3;
  end = start + strcspn(start, "/?#");
  for (const char *p = start; p < end; p++)
    if (*p == '@')
      start = p + 1;
  if (start[0] != '[')
    end = start + strcspn(start, ":/?#");
  if (g_ascii_strncasecmp(start, "www.", 4) == 0)
    start += 4;
  return g_ascii_strdown(start, end - start);
}

char *article_title(const Article *article)
{
  g_autoptr(GString) fold = g_string_new(NULL);
  g_autofree char *place = NULL;
  const char *start;

  for (guint i = 0; i < article->mentions->len; i++)
    if (is_telling(mention_at(article, i)->link->text, fold))
      return g_strdup(mention_at(article, i)->link->text);
  for (guint i = 0; i < article->mentions->len; i++)
    if (is_telling(mention_at(article, i)->said, fold))
      return g_strdup(mention_at(article, i)->said);
  start = strstr(mention_at(article, 0)->link->shown_url, "://");
  start = start != NULL ? start + 3 : mention_at(article, 0)->link->shown_url;
  if (g_str_has_prefix(start, "www."))
    start += strlen("www.");
  place = g_strndup(start, strcspn(start, "?#"));
  if (strlen(place) > MAX_PLACE) /* a click counter's, which says nothing */
    place[strcspn(place, "/")] = '\0';
  if (g_str_has_suffix(place, "/"))
    place[strlen(place) - 1] = '\0';
  return g_steal_pointer(&place);
}

const char *article_sentence(const Article *article, const char *title)
{
  g_autoptr(GString) fold = g_string_new(NULL);

  for (guint others = 0; others < 2; others++)
    for (guint i = 0; i < article->mentions->len; i++) {
      const Mention *mention = mention_at(article, i);

      if (mention->by_model == (others == 0) && is_telling(mention->said, fold) && strcmp(mention->said, title) != 0)
        return mention->said;
    }
  return NULL;
}

GPtrArray *article_names(const Article *article)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new();

  for (guint i = 0; i < article->mentions->len; i++)
    if (g_hash_table_add(seen, mention_at(article, i)->sender))
      g_ptr_array_add(names, mention_at(article, i)->name);
  return names;
}

static gboolean tells(const char *url, const char *const *addresses)
{
  for (guint i = 0; addresses[i] != NULL; i++) {
    g_autofree char *masked = text_mask_address(url, addresses[i], "");

    if (strcmp(masked, url) != 0)
      return TRUE;
  }
  return FALSE;
}

const Mention *article_way(const Article *article, const char *const *addresses, gboolean *direct)
{
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < article->mentions->len; i++) {
      const Mention *mention = mention_at(article, i);

      if (tells(round == 0 ? mention->link->url : mention->link->shown_url, addresses))
        continue;
      *direct = round == 1;
      return mention;
    }
  return NULL;
}
