/* SPDX-License-Identifier: MIT */
#include "gist/compose.h"

#include <string.h>

#include "suites.h"
#include "support.h"

static const char *const addresses[] = { "box@news.example", NULL };

typedef struct {
  GPtrArray *items, *articles;
  Issue *issue;
} Source;

static void setup(Source *source)
{
  source->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  source->articles = g_ptr_array_new_with_free_func((GDestroyNotify)article_free);
  source->issue = issue_new();
}

static void teardown(Source *source)
{
  g_ptr_array_unref(source->items);
  g_ptr_array_unref(source->articles);
  issue_free(source->issue);
}

static Item *add_item(Source *source, const char *subject, const char *summary, const char *topics)
{
  Item *item = item_new();

  item->row = source->items->len + 1;
  item->newsletter = newsletter_new();
  item->newsletter->subject = g_strdup(subject);
  item->newsletter->from_name = g_strdup_printf("Sender %d", (int)item->row);
  if (summary != NULL) {
    g_auto(GStrv) list = g_strsplit(topics, ",", -1);

    item->gist = gist_new();
    item->gist->summary = g_strdup(summary);
    for (guint i = 0; list[i] != NULL; i++)
      g_ptr_array_add(item->gist->topics, g_strdup(list[i]));
  }
  g_ptr_array_add(source->items, item);
  return item;
}

static Article *add_article(Source *source, const char *url, const char *shown, const char *text)
{
  Article *article = article_new();
  Mention *mention = g_new0(Mention, 1);

  mention->link = link_new(1, url, text, LINK_CONTENT);
  g_free(mention->link->shown_url);
  mention->link->shown_url = g_strdup(shown);
  mention->link->id = g_strdup_printf("link%u", source->articles->len + 1);
  mention->sender = g_strdup("one");
  mention->name = g_strdup("The One of box@news.example");
  article->named = 3;
  g_ptr_array_add(article->mentions, mention);
  g_ptr_array_add(source->articles, article);
  return article;
}

static void compose(Source *source)
{
  const ComposeSource with = { source->items, source->articles, addresses };

  compose_issue(&with, source->issue);
}

/* Every line as "kind|text|detail|names|count|host|link|item". */
static char *lines_of(const Source *source)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < source->issue->lines->len; i++) {
    const IssueLine *line = g_ptr_array_index(source->issue->lines, i);

    g_string_append_printf(out, "%s|%s|%s|%s|%u|%s|%s|%d\n", issue_line_kind_name(line->kind), line->text, line->detail,
                           line->names, line->count, line->host, line->link, (int)line->item);
  }
  return g_string_free(out, FALSE);
}

START_TEST(an_issue)
{
  Source source;
  g_autofree char *lines = NULL;

  setup(&source);
  add_item(&source, "On bees", "Bees smell rain. They fly home.\nMore.", "Bees,Rain,bees");
  add_item(&source, "", "Rain came", "rain,Roofs");
  add_item(&source, "No gist", NULL, NULL);
  add_item(&source, "Third", "\xe8\x9c\x82\xe3\x81\xaf\xe5\xb8\xb0\xe3\x82\x8b\xe3\x80\x82\xe9\x9b\xa8\xe3\x80\x82",
           "RAIN,roofs");
  add_article(&source, "https://track.example/1", "https://www.site.example/bees", "How bees find home");
  compose(&source);
  lines = lines_of(&source);
  ck_assert_str_eq(lines,
                   "topic|Rain|||3|||0\n"
                   "topic|Roofs|||2|||0\n"
                   "link|How bees find home||The One of [your address]|3|site.example|link1|0\n"
                   "newsletter|On bees|Bees smell rain.|Sender 1|0|||1\n"
                   "newsletter|(no subject)|Rain came|Sender 2|0|||2\n"
                   "newsletter|No gist||Sender 3|0|||3\n"
                   "newsletter|Third|\xe8\x9c\x82\xe3\x81\xaf\xe5\xb8\xb0\xe3\x82\x8b\xe3\x80\x82|Sender 4|0|||4\n");
  teardown(&source);
}
END_TEST

/* What would tell where the newsletters come in. */
START_TEST(tells_no_address)
{
  static const char telling[] = "https://track.example/?for=Box%40news.example&x=1";
  Source source;
  g_autofree char *lines = NULL;
  Item *item;

  setup(&source);
  item = add_item(&source, "For box+tag@NEWS.example", "Dear box@news.example, it rained.", "box@news.example");
  add_item(&source, "Another", "It rained.", "box@news.example");
  item->newsletter->web_url = g_strdup(telling);
  g_ptr_array_add(item->newsletter->links, link_new(1, telling, "View in browser", LINK_ACTION));
  ((Link *)item->newsletter->links->pdata[0])->id = g_strdup("secret");
  add_article(&source, telling, "https://site.example/one", "The story of one");
  add_article(&source, telling, telling, "The story of two");
  add_article(&source, "https://site.example/3", "https://site.example/3", "For box@news.example alone");
  compose(&source);
  lines = lines_of(&source);
  ck_assert_str_eq(lines, "topic|[your address]|||2|||0\n"
                          "link|The story of one||The One of [your address]|3|site.example|https://site.example/one|0\n"
                          "link|For [your address] alone||The One of [your address]|3|site.example|link3|0\n"
                          "newsletter|For [your address]|Dear [your address], it rained.|Sender 1|0|||1\n"
                          "newsletter|Another|It rained.|Sender 2|0|||2\n");
  teardown(&source);
}
END_TEST

START_TEST(web_version)
{
  Source source;
  Item *item;

  setup(&source);
  item = add_item(&source, "x", NULL, NULL);
  item->newsletter->web_url = g_strdup("https://site.example/web");
  g_ptr_array_add(item->newsletter->links, link_new(1, "https://site.example/web", "View in browser", LINK_ACTION));
  ((Link *)item->newsletter->links->pdata[0])->id = g_strdup("web");
  compose(&source);
  ck_assert_str_eq(((IssueLine *)source.issue->lines->pdata[0])->link, "web");
  teardown(&source);
}
END_TEST

/* Strangers write all of it. */
START_TEST(hostile)
{
  g_autofree char *endless = g_strnfill(100000, 'x');
  Source source;
  guint topics = 0, links = 0;

  setup(&source);
  for (guint i = 0; i < 3; i++) {
    Item *item = add_item(&source, endless, endless, "a\nb");

    for (guint k = 0; k < 100; k++)
      g_ptr_array_add(item->gist->topics, g_strdup_printf("topic %u", k));
  }
  for (guint i = 0; i < 30; i++) {
    g_autofree char *url = g_strdup_printf("https://site.example/%u", i);

    add_article(&source, url, url, endless);
  }
  add_item(&source, "line\nbreak \xe2\x80\xae bidi", "", "");
  compose(&source);
  for (guint i = 0; i < source.issue->lines->len; i++) {
    const IssueLine *line = g_ptr_array_index(source.issue->lines, i);

    topics += line->kind == ISSUE_TOPIC;
    links += line->kind == ISSUE_LINK;
    ck_assert_uint_le((guint)g_utf8_strlen(line->text, -1), 200);
    ck_assert_uint_le((guint)g_utf8_strlen(line->detail, -1), 320);
    ck_assert_ptr_null(strchr(line->text, '\n'));
    ck_assert_ptr_null(strstr(line->text, "\xe2\x80\xae"));
  }
  ck_assert_uint_eq(topics, COMPOSE_MAX_TOPICS);
  ck_assert_uint_eq(links, COMPOSE_MAX_LINKS);
  teardown(&source);
}
END_TEST

START_TEST(nothing)
{
  Source source;

  setup(&source);
  compose(&source);
  ck_assert_uint_eq(source.issue->lines->len, 0);
  teardown(&source);
}
END_TEST

Suite *test_compose_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("compose", &tcase);

  tcase_add_test(tcase, an_issue);
  tcase_add_test(tcase, tells_no_address);
  tcase_add_test(tcase, web_version);
  tcase_add_test(tcase, hostile);
  tcase_add_test(tcase, nothing);
  return suite;
}
