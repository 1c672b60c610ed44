/* SPDX-License-Identifier: MIT */
#include "model/article.h"

#include <string.h>

#include "suites.h"
#include "support.h"

/* --- addresses ---------------------------------------------------------------------------- */

static const struct {
  const char *url, *normal;
} normal_rows[] = {
  { "https://example.org/a", "example.org/a" },
  { "http://example.org/a", "example.org/a" },
  { "https://www.example.org/a", "example.org/a" },
  { "https://WWW.Example.ORG/a", "example.org/a" },
  { "https://www.org/a", "www.org/a" },
  { "https://www2.example.org/a", "www2.example.org/a" },
  { "https://m.example.org/a", "m.example.org/a" },
  { "https://example.org./a", "example.org/a" },
  { "https://example.org:443/a", "example.org/a" },
  { "http://example.org:80/a", "example.org/a" },
  { "http://example.org:443/a", "example.org:443/a" },
  { "https://example.org:8443/a", "example.org:8443/a" },
  { "https://[2001:db8::80]/a", "[2001:db8::80]/a" },
  { "https://example.org", "example.org" },
  { "https://example.org/", "example.org" },
  { "https://example.org/a/", "example.org/a" },
  { "https://example.org/a//", "example.org/a" },
  { "https://example.org//a", "example.org//a" },
  { "https://example.org/A", "example.org/A" },
  { "https://example.org/a?", "example.org/a" },
  { "https://example.org/a/?id=1", "example.org/a?id=1" },
  { "https://example.org/a?id=1&x=2", "example.org/a?id=1&x=2" },
  { "https://example.org/a?x=2&id=1", "example.org/a?x=2&id=1" },
  { "https://example.org/a?next=/b/", "example.org/a?next=/b/" },
  { "https://example.org/?p=1", "example.org?p=1" },
  { "https://example.org/a#", "example.org/a" },
  { "https://example.org/a#comments", "example.org/a" },
  { "https://example.org/a#:~:text=a/b", "example.org/a" },
  { "https://example.org/a?b#c", "example.org/a?b" },
  { "https://example.org/app#/one", "example.org/app#/one" },
  { "https://example.org/app#!one", "example.org/app#!one" },
  { "https://example.org/app#page=one", "example.org/app#page=one" },
  { "https://example.org/#one", "example.org#one" },
  { "https://example.org/?p=1#one", "example.org?p=1" },
  { "https://example.org/%7euser/%c3%a9%2f", "example.org/~user/%C3%A9%2F" },
  { "https://example.org/%41%3f", "example.org/A%3F" },
  { "https://example.org/100%", "example.org/100%" },
  { "https://example.org/%4", "example.org/%4" },
  { "https://example.org/%zz%00", "example.org/%zz%00" },
  { "https://user@example.org/a", "user@example.org/a" },
  { "mailto:me@example.org", NULL },
  { "ftp://example.org/", NULL },
  { "https://", NULL },
  { "https:///a", NULL },
  { "https://?a", NULL },
  { "", NULL },
};

START_TEST(normal_forms)
{
  g_autofree char *form = article_normal(normal_rows[_i].url);

  ck_assert_msg(g_strcmp0(form, normal_rows[_i].normal) == 0, "%s is %s", normal_rows[_i].url, form);
}
END_TEST

/* Pages that may differ are never one. */
static const struct {
  const char *one, *other;
} differing_rows[] = {
  { "https://example.org/a", "https://example.org/A" },
  { "https://example.org/a", "https://example.org/a?id=1" },
  { "https://example.org/a?id=1", "https://example.org/a?id=2" },
  { "https://example.org/a?id=1", "https://example.org/a?ID=1" },
  { "https://example.org/a", "https://example.org:8080/a" },
  { "https://example.org/a", "https://sub.example.org/a" },
  { "https://example.org/a%2Fb", "https://example.org/a/b" },
  { "https://example.org/a%3Fb", "https://example.org/a?b" },
  { "https://example.org/a%23b", "https://example.org/a" },
  { "https://example.org/app#/one", "https://example.org/app#/two" },
  { "https://example.org/a+b", "https://example.org/a%2Bb" },
  { "https://example.org/a%2520b", "https://example.org/a%20b" },
  { "https://example.org/a?b=%26c", "https://example.org/a?b=&c" },
  { "https://www.org/", "https://org/" },
};

START_TEST(differing)
{
  g_autofree char *one = article_normal(differing_rows[_i].one), *other = article_normal(differing_rows[_i].other);

  ck_assert_str_ne(one, other);
}
END_TEST

/* --- links -------------------------------------------------------------------------------- */

START_TEST(links)
{
  static const struct {
    const char *url, *text;
    LinkKind kind;
  } rows[] = {
    { "https://example.org/bees", "Read more", LINK_CONTENT },
    { "https://example.org/menu", "Menu of the week", LINK_NAV },
    { "https://example.org/rain", "Rain at last", LINK_CONTENT },
    { "https://www.example.org/bees#x", "Bees find home", LINK_CONTENT },
    { "http://example.org/rain/", "Rain, again and at length", LINK_CONTENT },
    { "https://example.org/wordless", "", LINK_CONTENT },
    { "mailto:bees@example.org", "Write to the bees", LINK_CONTENT },
    { "https://ads.example/", "Buy honey now", LINK_SPONSOR },
  };
  g_autoptr(Newsletter) newsletter = newsletter_new();
  g_autoptr(GArray) named = NULL;
  const ArticleLink *first, *second;

  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    g_ptr_array_add(newsletter->links, link_new(i + 1, rows[i].url, rows[i].text, rows[i].kind));
  named = article_links(newsletter);
  ck_assert_uint_eq(named->len, 2);
  first = &g_array_index(named, ArticleLink, 0);
  second = &g_array_index(named, ArticleLink, 1);
  ck_assert_uint_eq(first->link->ordinal, 4);
  ck_assert_uint_eq(second->link->ordinal, 3);
  ck_assert(first->key.hash != second->key.hash && first->key.rest != second->key.rest);
  /* echo -n example.org/bees | sha256sum */
  ck_assert_uint_eq((guint64)first->key.hash, G_GUINT64_CONSTANT(0xfa2aa539cf334bf8));
  ck_assert_uint_eq((guint64)first->key.rest, G_GUINT64_CONSTANT(0xcc3b04494e8798db));
}
END_TEST

/* --- what is shown ------------------------------------------------------------------------ */

static void add_mention(Article *article, const char *sender, const char *text, const char *said, gboolean by_model)
{
  Mention *mention = g_new0(Mention, 1);

  mention->link = link_new(article->mentions->len + 1, "https://www.example.org/a/b?c#d", text, LINK_CONTENT);
  mention->said = g_strdup(said);
  mention->by_model = by_model;
  mention->sender = g_strdup(sender);
  mention->name = g_strdup_printf("The %s", sender);
  g_ptr_array_add(article->mentions, mention);
}

START_TEST(titles)
{
  g_autoptr(Article) article = article_new();
  g_autofree char *place = NULL, *said = NULL, *text = NULL, *still = NULL;

  add_mention(article, "one", "here", NULL, FALSE);
  place = article_title(article);
  ck_assert_str_eq(place, "example.org/a/b");
  add_mention(article, "two", "Read more", "What the bees smelled in the rain", FALSE);
  said = article_title(article);
  ck_assert_str_eq(said, "What the bees smelled in the rain");
  add_mention(article, "three", "Bees and rain", NULL, FALSE);
  text = article_title(article);
  ck_assert_str_eq(text, "Bees and rain");
  add_mention(article, "four", "Another title of it", NULL, FALSE);
  still = article_title(article);
  ck_assert_str_eq(still, "Bees and rain");
}
END_TEST

START_TEST(sentences)
{
  g_autoptr(Article) article = article_new();

  add_mention(article, "one", "Bees and rain", "Bees and rain", FALSE);
  ck_assert_ptr_null(article_sentence(article, "Bees and rain"));
  add_mention(article, "two", "x", "An extract about bees", FALSE);
  ck_assert_str_eq(article_sentence(article, "Bees and rain"), "An extract about bees");
  add_mention(article, "three", "x", "A model about bees", TRUE);
  add_mention(article, "four", "x", "A later model about bees", TRUE);
  ck_assert_str_eq(article_sentence(article, "Bees and rain"), "A model about bees");
}
END_TEST

START_TEST(senders)
{
  g_autoptr(Article) article = article_new();
  g_autoptr(GPtrArray) names = NULL;

  add_mention(article, "one", "x", NULL, FALSE);
  add_mention(article, "two", "x", NULL, FALSE);
  add_mention(article, "one", "x", NULL, FALSE);
  names = article_names(article);
  ck_assert_uint_eq(names->len, 2);
  ck_assert_str_eq(g_ptr_array_index(names, 0), "The one");
  ck_assert_str_eq(g_ptr_array_index(names, 1), "The two");
}
END_TEST

static void set_way(Article *article, guint i, const char *url, const char *shown)
{
  Link *link = ((Mention *)g_ptr_array_index(article->mentions, i))->link;

  g_free(link->url);
  g_free(link->shown_url);
  link->url = g_strdup(url);
  link->shown_url = g_strdup(shown);
}

/* Nobody learns by an article where its newsletter comes in. */
START_TEST(ways)
{
  static const char *const addresses[] = { "box@news.example", "box@other.example", NULL };
  static const char tracked[] = "https://track.example/?to=x&who=box%40other.example";
  g_autoptr(Article) article = article_new();
  gboolean direct = TRUE;

  add_mention(article, "one", "x", NULL, FALSE);
  add_mention(article, "two", "x", NULL, FALSE);
  ck_assert_ptr_eq(article_way(article, addresses, &direct), g_ptr_array_index(article->mentions, 0));
  ck_assert(!direct);
  set_way(article, 0, tracked, "https://example.org/a");
  ck_assert_ptr_eq(article_way(article, addresses, &direct), g_ptr_array_index(article->mentions, 1));
  ck_assert(!direct);
  set_way(article, 1, "https://track.example/?who=BOX+tag@news.example", "https://example.org/a");
  ck_assert_ptr_eq(article_way(article, addresses, &direct), g_ptr_array_index(article->mentions, 0));
  ck_assert(direct);
  set_way(article, 0, tracked, tracked);
  ck_assert_ptr_eq(article_way(article, addresses, &direct), g_ptr_array_index(article->mentions, 1));
  set_way(article, 1, tracked, tracked);
  ck_assert_ptr_null(article_way(article, addresses, &direct));
}
END_TEST

Suite *test_article_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("article", &tcase);

  tcase_add_loop_test(tcase, normal_forms, 0, G_N_ELEMENTS(normal_rows));
  tcase_add_loop_test(tcase, differing, 0, G_N_ELEMENTS(differing_rows));
  tcase_add_test(tcase, links);
  tcase_add_test(tcase, titles);
  tcase_add_test(tcase, sentences);
  tcase_add_test(tcase, senders);
  tcase_add_test(tcase, ways);
  return suite;
}
