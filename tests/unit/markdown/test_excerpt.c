/* SPDX-License-Identifier: MIT */
#include "markdown/excerpt.h"

#include <string.h>

#include "markdown/build.h"
#include "suites.h"

#define LONG "the river was high and the whole village went"
#define A "<a href=http://x.org/>"

static Document *document_of(const char *html)
{
  g_autofree char *language = NULL;
  Document *document = document_new(strlen(html));

  build_html(document, html, strlen(html), &language);
  return document;
}

/* The first leaf; '[' and ']' stand around its first link, '{' and '}' around it in the window. */
static const struct {
  const char *html, *text;
  guint words;
} rows[] = {
  { "<p>one two", "one two", 2 },
  { "<p>" A "one</a> two", "[one] two", 2 },
  { "<p>one<br>" A "two</a><br>three", "one\n[two]\nthree", 3 },
  { "<p>one<br><br>two " A "three <b>four</b></a>.", "one\n\ntwo [three four].", 4 },
  { "<p>" A "<img alt='a door'></a> b", "[a door] b", 3 },
  /* a line goes on where it is long, ends with no mark and the next begins small */
  { "<p>" LONG "<br>to " A "sleep</a>", LONG " to [sleep]", 11 },
  { "<p>" LONG "<br>To " A "sleep</a>", LONG "\nTo [sleep]", 11 },
  { "<p>" LONG ".<br>to " A "sleep</a>", LONG ".\nto [sleep]", 11 },
  { "<p>" LONG "<br>" A "to</a> sleep", LONG " [to] sleep", 11 },
  { "<p>short<br>to " A "sleep</a>", "short\nto [sleep]", 3 },
};

START_TEST(test_text)
{
  g_autoptr(Document) document = document_of(rows[_i].html);
  const Block *leaf = document_block(document, 0);
  g_autofree char *text = excerpt_text(document, leaf, 0, leaf->count), *window = NULL;
  g_autoptr(GString) marked = g_string_new(text);
  guint32 start = 0, end;
  gboolean is_image, is_cut;
  LinkPlace place, windowed;

  while (start < leaf->count && document_segment(document, leaf->first + start)->link == 0)
    start++;
  if (start < leaf->count) {
    end = excerpt_link_end(document, leaf, start, &is_image);
    place = excerpt_place(document, leaf, start, end, text);
    window = excerpt_window(document, leaf, start, end, &windowed, &is_cut);
    ck_assert(!is_cut);
    ck_assert_str_eq(window, text);
    ck_assert_uint_eq(windowed.start, place.start);
    ck_assert_uint_eq(windowed.end, place.end);
    ck_assert_int_eq(is_image, strstr(rows[_i].html, "<img") != NULL);
    g_string_insert_c(marked, (gssize)place.end, ']');
    g_string_insert_c(marked, (gssize)place.start, '[');
  }
  ck_assert_str_eq(marked->str, rows[_i].text);
  ck_assert_uint_eq(excerpt_count_words(document, leaf, leaf->count), rows[_i].words);
  ck_assert_uint_ge(excerpt_length(document, leaf), strlen(text));
}
END_TEST

/* Of a huge leaf only what is near, and the link always. */
START_TEST(test_window)
{
  g_autoptr(GString) html = g_string_new("<p>");
  g_autoptr(Document) document = NULL;
  const Block *leaf;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf(html, "<a href=http://x.org/%u>link %u</a> <br>and ", i, i);
  document = document_of(html->str);
  leaf = document_block(document, 0);
  for (guint32 i = 0; i < leaf->count; i++) {
    const Segment *segment = document_segment(document, leaf->first + i);
    g_autofree char *window = NULL, *link = NULL;
    gboolean is_image, is_cut;
    LinkPlace place;

    if (segment->link == 0)
      continue;
    window = excerpt_window(document, leaf, i, excerpt_link_end(document, leaf, i, &is_image), &place, &is_cut);
    link = g_strndup(window + place.start, place.end - place.start);
    ck_assert(g_str_has_prefix(link, "link "));
    ck_assert_uint_le(strlen(window), 2 * EXCERPT_MOST);
    ck_assert_int_eq(is_cut, !g_str_has_prefix(window, "link 0"));
  }
}
END_TEST

Suite *suite_excerpt(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/excerpt", &tcase);

  tcase_add_loop_test(tcase, test_text, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, test_window);
  return suite;
}
