/* SPDX-License-Identifier: MIT */
#include "gist/compose.h"

#include <string.h>

#include "gist/mask.h"
#include "gist/sentence.h"
#include "util/text.h"

#define MAX_TITLE 200u    /* characters */
#define MAX_SENTENCE 320u /* characters */

/* Masked before it is cut, or a part of an address would stay. */
static void set_line(char **field, const ComposeSource *source, const char *text, gsize max)
{
  g_autofree char *clean = text_clean_line(text != NULL ? text : "", -1);
  g_autofree char *masked = mask_addresses(clean, source->addresses);

  g_free(*field);
  *field = text_ellipsize(masked, max);
}

static IssueLine *add_line(Issue *issue, const ComposeSource *source, IssueLineKind kind, const char *text)
{
  IssueLine *line = issue_line_new(kind, "");

  set_line(&line->text, source, text, MAX_TITLE);
  g_ptr_array_add(issue->lines, line);
  return line;
}

/* --- topics ------------------------------------------------------------------------------- */

typedef struct {
  const char *topic;
  guint count, order;
  gconstpointer item; /* the last that was counted */
} TopicCount;

static int by_count(gconstpointer a, gconstpointer b)
{
  const TopicCount *x = a, *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

static void count_topics(const Item *item, GHashTable *places, GArray *counts)
{
  for (guint i = 0; item->gist != NULL && i < item->gist->topics->len; i++) {
    const char *topic = g_ptr_array_index(item->gist->topics, i);
    g_autofree char *folded = g_utf8_casefold(topic, -1);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, folded));
    TopicCount fresh = { topic, 1, counts->len, item }, *count;

    if (place == 0) {
      g_array_append_val(counts, fresh);
      g_hash_table_insert(places, g_steal_pointer(&folded), GUINT_TO_POINTER(counts->len));
      continue;
    }
    count = &g_array_index(counts, TopicCount, place - 1);
    count->count += count->item != item;
    count->item = item;
  }
}

static void add_topics(Issue *issue, const ComposeSource *source)
{
  g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(TopicCount));

  for (guint i = 0; i < source->items->len; i++)
    count_topics(g_ptr_array_index(source->items, i), places, counts);
  g_array_sort(counts, by_count);
  for (guint i = 0; i < counts->len && i < COMPOSE_MAX_TOPICS; i++) {
    const TopicCount *count = &g_array_index(counts, TopicCount, i);

    if (count->count < 2)
      break;
    add_line(issue, source, ISSUE_TOPIC, count->topic)->count = count->count;
  }
}

/* --- links -------------------------------------------------------------------------------- */

static char *join_names(const Article *article, const ComposeSource *source)
{
  g_autoptr(GPtrArray) names = article_names(article);
  GString *joined = g_string_new(NULL);

  for (guint i = 0; i < names->len; i++) {
    g_autofree char *name = NULL;

    set_line(&name, source, g_ptr_array_index(names, i), MAX_TITLE);
    g_string_append_printf(joined, "%s%s", i > 0 ? "\n" : "", name);
  }
  return g_string_free(joined, FALSE);
}

static void add_link(Issue *issue, const ComposeSource *source, const Article *article)
{
  gboolean direct = FALSE;
  const Mention *way = article_way(article, source->addresses, &direct);
  g_autofree char *title = NULL;
  IssueLine *line;

  if (way == NULL)
    return;
  title = article_title(article);
  line = add_line(issue, source, ISSUE_LINK, title);
  set_line(&line->detail, source, article_sentence(article, title), MAX_SENTENCE);
  g_free(line->names);
  line->names = join_names(article, source);
  line->count = article->named;
  g_free(line->host);
  line->host = article_host(way->link->shown_url);
  g_free(line->link);
  line->link = g_strdup(direct ? way->link->shown_url : way->link->id);
}

/* --- newsletters -------------------------------------------------------------------------- */

static char *first_sentence(const Gist *gist)
{
  g_autoptr(GArray) sentences = g_array_new(FALSE, FALSE, sizeof(Sentence));
  const Sentence *first;

  if (gist == NULL || gist->summary == NULL)
    return g_strdup("");
  sentence_split(gist->summary, FALSE, sentences);
  if (sentences->len == 0)
    return g_strdup("");
  first = &g_array_index(sentences, Sentence, 0);
  return g_strndup(gist->summary + first->start, first->length);
}

/* Its own page on the web, unless that tells who reads it. */
static const char *web_link(const Newsletter *newsletter, const ComposeSource *source)
{
  for (guint i = 0; newsletter->web_url != NULL && i < newsletter->links->len; i++) {
    const Link *link = g_ptr_array_index(newsletter->links, i);

    if (link->id != NULL && strcmp(link->url, newsletter->web_url) == 0)
      return mask_found(link->url, source->addresses) ? "" : link->id;
  }
  return "";
}

static void add_newsletter(Issue *issue, const ComposeSource *source, const Item *item)
{
  const Newsletter *newsletter = item->newsletter;
  gboolean has_subject = newsletter->subject != NULL && newsletter->subject[0] != '\0';
  IssueLine *line = add_line(issue, source, ISSUE_NEWSLETTER, has_subject ? newsletter->subject : "(no subject)");
  g_autofree char *sentence = first_sentence(item->gist);

  set_line(&line->detail, source, sentence, MAX_SENTENCE);
  set_line(&line->names, source, newsletter_sender(newsletter), MAX_TITLE);
  g_free(line->link);
  line->link = g_strdup(web_link(newsletter, source));
  line->item = item->row;
}

void compose_issue(const ComposeSource *source, Issue *issue)
{
  add_topics(issue, source);
  for (guint i = 0; i < source->articles->len && i < COMPOSE_MAX_LINKS; i++)
    add_link(issue, source, g_ptr_array_index(source->articles, i));
  for (guint i = 0; i < source->items->len; i++)
    add_newsletter(issue, source, g_ptr_array_index(source->items, i));
}
