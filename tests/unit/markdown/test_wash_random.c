/* SPDX-License-Identifier: MIT */
/* The washer on pages that nobody wrote by hand: random, huge, and the corpus. */
#include "markdown/wash.h"

#include <stdio.h>
#include <time.h>

#include "markdown/markdown.h"
#include "suites.h"
#include "util/text.h"
#include "wash_page.h"

#define RANDOM_DOCUMENTS 10000
#define BOMB_BYTES 1000000u
#define BOMB_SECONDS 0.25

/* Attributes that are longer when they are written than when they were read must not come and go. */
START_TEST(test_long_values)
{
  static const char *const fillers[] = { "\"", "&lt;", "<", "\xc3\xa9", "x", ";" };
  g_autoptr(GString) html = g_string_new(NULL);

  for (guint i = 0; i < G_N_ELEMENTS(fillers); i++) {
    for (gsize bytes = 1000; bytes < 20000; bytes += 1000) {
      g_autofree char *page = NULL;

      g_string_assign(html, "<p title='");
      while (html->len < bytes)
        g_string_append(html, fillers[i]);
      g_string_append_printf(html, "' alt=b class='%s'><a href='http://x.org/", html->str + 10);
      while (html->len < bytes * 3)
        g_string_append(html, fillers[i]);
      g_string_append(html, "'>");
      page = wash_page(html->str);
      ck_assert_ptr_nonnull(page);
    }
  }
}
END_TEST

/* Pieces that meet in unforeseen ways. */
static const char *const pieces[] = {
  "<b>",
  "</b>",
  "<i class=a>",
  "</i>",
  "<p>",
  "</p>",
  "<div style='color:red'>",
  "</div>",
  "<table>",
  "</table>",
  "<tr>",
  "</tr>",
  "<td>",
  "</td>",
  "<tbody>",
  "<caption>",
  "</caption>",
  "<colgroup>",
  "<col span=2>",
  "<li>",
  "</li>",
  "<ul>",
  "</ul>",
  "<ol>",
  "</ol>",
  "<dd>",
  "<dt>",
  "<dl>",
  "</dl>",
  "<h1>",
  "</h2>",
  "<h3>",
  "<a href=http://x.org/>",
  "<a>",
  "</a>",
  "<nobr>",
  "</nobr>",
  "<font color=red>",
  "</font>",
  "<span>",
  "</span>",
  "<o:p style='color:red'>",
  "</o:p>",
  "<sub>",
  "</sub>",
  "<select>",
  "</select>",
  "<template>",
  "</template>",
  "<object>",
  "</object>",
  "<svg>",
  "</svg>",
  "<math>",
  "<style>",
  "</style>",
  "p{color:red}",
  "@media print{",
  "}",
  "<script>",
  "</script>",
  "<title>",
  "</title>",
  "<textarea>",
  "</textarea>",
  "<plaintext>",
  "<xmp>",
  "</xmp>",
  "<pre>",
  "</pre>",
  "<br>",
  "</br>",
  "<hr>",
  "<img src=cid:photo%202 alt='>'>",
  "<input>",
  "<form>",
  "</form>",
  "<fieldset>",
  "<button>",
  "</button>",
  "<!--",
  "-->",
  "<![if x]>",
  "<body bgcolor=red>",
  "<html lang=x>",
  "<head>",
  "</head>",
  "</body>",
  "text",
  " ",
  "\n",
  "&amp;",
  "&lt;",
  "&#1;",
  "\"",
  "'",
  "<",
  ">",
  "<center>",
  "</center>",
  "<blockquote>",
  "</blockquote>",
  "<noscript>",
  "<address>",
  "<canvas>",
  "</canvas>",
  "<iframe>",
  "</iframe>",
  "<map name=a>",
  "</map>",
  "<p style=\"font:1px 'a'",
  "\">",
  "url(",
  "<td style='background:url(http://x.org/a)'>",
};

/* What ends other elements and what comes back after them. */
static const char *const nesting[] = { "<b>",    "</b>", "<a>",  "</a>",  "<p>",   "</p>",  "<div>",
                                       "</div>", "<li>", "<h1>", "</h1>", "<sub>", "</sub>" };

START_TEST(test_random)
{
  GRand *random = g_rand_new_with_seed((guint32)_i);
  g_autoptr(GString) html = g_string_new(NULL);

  for (guint document = 0; document < RANDOM_DOCUMENTS / 10; document++) {
    gint count = g_rand_int_range(random, 1, 60);
    const char *kinds[8];
    g_autofree char *page = NULL;

    g_string_truncate(html, 0);
    /* Few kinds of pieces at a time: that is how they come to stand in each other's way. */
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
      kinds[i] = pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))];
    for (gint i = 0; i < count; i++)
      g_string_append(html, g_rand_boolean(random) ? kinds[g_rand_int_range(random, 0, G_N_ELEMENTS(kinds))]
                                                   : nesting[g_rand_int_range(random, 0, G_N_ELEMENTS(nesting))]);
    page = wash_page(html->str);
    ck_assert_ptr_nonnull(page);
  }
  g_rand_free(random);
}
END_TEST

/* Each is repeated up to a megabyte, behind its prefix. */
static const struct {
  const char *prefix, *unit;
} bombs[] = {
  { "", "<div>" },
  { "", "<b>" },
  { "", "<p><b style=color:red>" },
  { "", "<a><b><i><u><s><p>" },
  { "", "<b><div>" },
  { "<b><div><b><div><b><div>", "</b>" },
  { "<p><table><td>", "</p>" },
  { "", "<table><td>" },
  { "", "<a href=http://x.org/>" },
  { "", "<x style=color:red></y>" },
  { "", "<select><template>" },
  { "", "<svg>" },
  { "", "<!--" },
  { "", "<" },
  { "<a ", "b=1 " },
  { "<p title='", "\"" },
  { "<style>", "@a(" },
  { "<style>", "a{" },
  { "<style>", "a,b>" },
  { "<style>", "@media x{a{" },
  { "<style>a{color:", "calc(" },
  { "<style>", "/*" },
  { "<style>", "a{x:\"\n" },
  { "", "<p style='color:calc(((((((('>" },
  { "", "<img src=cid:x>" },
};

START_TEST(test_bombs)
{
  GString *html = g_string_new(bombs[_i].prefix);
  g_autofree char *page = NULL;
  clock_t start;
  double seconds;

  while (html->len < BOMB_BYTES)
    g_string_append(html, bombs[_i].unit);
  start = clock();
  page = wash_html(html->str, html->len, NULL);
  seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  ck_assert_msg(wash_check(page) == NULL, "%s: %s", bombs[_i].unit, wash_check(page));
  ck_assert_msg(strlen(page) < 8 * BOMB_BYTES, "%s gives %zu bytes", bombs[_i].unit, strlen(page));
#ifndef __SANITIZE_ADDRESS__
  ck_assert_msg(seconds < BOMB_SECONDS, "%s takes %.3f s", bombs[_i].unit, seconds);
#else
  ck_assert_msg(seconds < 10 * BOMB_SECONDS, "%s takes %.3f s", bombs[_i].unit, seconds);
#endif
  g_string_free(html, TRUE);
}
END_TEST

/* The real newsletters read the same after washing. */
START_TEST(test_corpus)
{
  const char *set = g_getenv("GISTWIRE_CORPUS");
  g_autofree char *folder = g_build_filename(set != NULL ? set : "/work/shared/corpus", "html", NULL);
  GDir *dir = g_dir_open(folder, 0, NULL);
  const char *name;

  if (dir == NULL) {
    printf("skip - no corpus in %s\n", folder);
    return;
  }
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *bytes = NULL, *text = NULL, *page = NULL;
    g_autoptr(MarkdownDocument) before = NULL, after = NULL;
    gsize length = 0;

    ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
    text = text_clean(bytes, length, NULL);
    page = wash_page(text);
    before = markdown_from_html(text, strlen(text), NULL);
    after = markdown_from_html(page, strlen(page), NULL);
    ck_assert_msg(strcmp(before->markdown, after->markdown) == 0, "%s reads otherwise after washing", name);
  }
  g_dir_close(dir);
}
END_TEST

Suite *suite_wash_random(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/wash_random", &tcase);

  tcase_set_timeout(tcase, 60);
  tcase_add_test(tcase, test_long_values);
  tcase_add_loop_test(tcase, test_random, 0, 10);
  tcase_add_loop_test(tcase, test_bombs, 0, G_N_ELEMENTS(bombs));
  tcase_add_test(tcase, test_corpus);
  return suite;
}
