/* SPDX-License-Identifier: MIT */
/* Blocks, and the promise of the writer: whatever a document holds, libcmark reads the same characters with the same formats and targets out
 * of its Markdown. Held against random documents, the worse half of them made of Markdown's own signs. */
#include "markdown/writer.h"

#include <cmark.h>
#include <string.h>

#include "convert.h"
#include "markdown/build.h"
#include "suites.h"

#define DOCUMENTS 400 /* of each seed */

static const char *const tame[] = { "foo",
                                    "bar ",
                                    " Hello",
                                    "\"quoted\"",
                                    "(note)",
                                    "\xe2\x80\x9cx\xe2\x80\x9d",
                                    "\xc3\xa9",
                                    "\xf0\x9f\x98\x80",
                                    ". ",
                                    ", ",
                                    ": ",
                                    "$5",
                                    "snake_case",
                                    "1986. ",
                                    "http://x.y/a_b_c",
                                    "- ",
                                    "+1",
                                    "!",
                                    "&nbsp;",
                                    "don't",
                                    "x",
                                    " ",
                                    "?",
                                    "\xe2\x80\xa6",
                                    "#1",
                                    "@",
                                    "%" };
static const char *const signs[] = {
  "*",      "_",   "__",        "**",         "***",      "![",        "[",   "]",   "](u)", "[x]: /y", "&lt;",
  "&lt;b>", ">",   "&amp;amp;", "&amp;copy;", "&amp;#1;", "#",         "# ",  "1. ", "2) ",  "- ",      "+ ",
  "=",      "===", "---",       "~~~",        "`",        "``",        "```", "\\",  "\\*",  "\\\\",    "* ",
  "_ ",     "|",   "<br>",      "!",          "    ",     "&lt;.a@b>", ")",   "(",   "\"",   "&lt;!--", "'"
};
static const char *const inlines[] = {
  "b", "strong", "i", "em", "code", "span", "b", "i", "a href=http://x.org/1", "a href=http://x.org/2"
};
static const char *const blocks[] = { "p",      "p",      "p",         "div", "h2",           "blockquote",
                                      "ul><li", "ol><li", "ul><li><p", "pre", "table><tr><td" };

#define PICK(random, array) (array)[g_rand_int_range(random, 0, G_N_ELEMENTS(array))]

static void random_inline(GRand *random, GString *html, gboolean hostile)
{
  const char *open[8];
  guint depth = 0;

  for (gint n = g_rand_int_range(random, 1, 14); n > 0; n--) {
    gint choice = g_rand_int_range(random, 0, 10);

    if (choice < 3 && depth < G_N_ELEMENTS(open)) {
      open[depth] = PICK(random, inlines);
      g_string_append_printf(html, "<%s>", open[depth++]);
    } else if (choice < 5 && depth > 0) {
      depth--;
      g_string_append_printf(html, "</%.*s>", (int)strcspn(open[depth], " "), open[depth]);
    } else if (choice == 5) {
      g_string_append(html, "<br>");
    } else {
      g_string_append(html, hostile && choice > 6 ? PICK(random, signs) : PICK(random, tame));
    }
  }
  while (depth > 0) {
    depth--;
    g_string_append_printf(html, "</%.*s>", (int)strcspn(open[depth], " "), open[depth]);
  }
}

static void random_document(GRand *random, GString *html, gboolean hostile)
{
  g_string_truncate(html, 0);
  for (gint n = g_rand_int_range(random, 1, 5); n > 0; n--) {
    const char *block = PICK(random, blocks);
    char first[16];

    g_strlcpy(first, block, MIN(sizeof first, strcspn(block, ">") + 1));
    g_string_append_printf(html, "<%s>", block);
    random_inline(random, html, hostile);
    if (g_rand_int_range(random, 0, 3) == 0) {
      g_string_append(html, "<li>");
      random_inline(random, html, hostile);
    }
    if (g_rand_int_range(random, 0, 2) == 0)
      g_string_append_printf(html, "</%s>", first);
  }
}

/* A flat view: characters, each change of formats and target in braces, one line per block. */
typedef struct {
  GString *out;
  guint formats, link;
  gboolean space;
} Flat;

static void flat_text(Flat *flat, const char *text, gsize length, guint formats, guint link)
{
  for (gsize i = 0; i < length; i++) {
    if (text[i] == ' ' || text[i] == '\n') {
      flat->space = TRUE;
      continue;
    }
    if (flat->space && flat->out->len > 0 && flat->out->str[flat->out->len - 1] != '\n')
      g_string_append_c(flat->out, ' ');
    flat->space = FALSE;
    if (formats != flat->formats || link != flat->link)
      g_string_append_printf(flat->out, "{%u,%u}", formats, link);
    flat->formats = formats;
    flat->link = link;
    g_string_append_c(flat->out, text[i]);
  }
}

static void flat_end(Flat *flat)
{
  if (flat->out->len > 0 && flat->out->str[flat->out->len - 1] != '\n')
    g_string_append_c(flat->out, '\n');
  flat->formats = flat->link = 0;
  flat->space = FALSE;
}

static void flat_document(Flat *flat, const Document *document)
{
  for (guint i = 0; i < document->blocks->len; i++) {
    const Block *block = document_block(document, i);

    if (block->kind == BLOCK_OPEN || block->kind == BLOCK_CLOSE || block->kind == BLOCK_RULE)
      continue;
    for (guint k = 0; k < block->count; k++) {
      const Segment *segment = document_segment(document, block->first + k);
      guint link = segment->link > 0 ? g_array_index(document->uses, LinkUse, segment->link - 1).target + 1 : 0;

      if (segment->kind == SEGMENT_TEXT)
        flat_text(flat, document->text->str + segment->start, segment->length, segment->formats, link);
      else
        flat->space = TRUE;
    }
    flat_end(flat);
  }
}

static void flat_markdown(Flat *flat, const char *markdown)
{
  cmark_node *root = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
  cmark_iter *iterator = cmark_iter_new(root);
  cmark_event_type event;
  guint strong = 0, em = 0, link = 0;

  while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iterator);
    const char *literal = cmark_node_get_literal(node);
    guint formats = (strong > 0 ? FORMAT_STRONG : 0) | (em > 0 ? FORMAT_EM : 0);
    int step = event == CMARK_EVENT_ENTER ? 1 : -1;

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_STRONG:
      strong += (guint)step;
      break;
    case CMARK_NODE_EMPH:
      em += (guint)step;
      break;
    case CMARK_NODE_LINK:
      link = step > 0 ? (guint)g_ascii_strtoull(cmark_node_get_url(node) + 1, NULL, 10) : 0;
      break;
    case CMARK_NODE_CODE:
      flat_text(flat, literal, strlen(literal), formats | FORMAT_CODE, link);
      break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      flat->space = TRUE;
      break;
    case CMARK_NODE_CODE_BLOCK:
      flat_text(flat, literal, strlen(literal), FORMAT_CODE, 0);
      flat_end(flat);
      break;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
      flat_end(flat);
      break;
    default:
      ck_assert(cmark_node_get_type(node) != CMARK_NODE_IMAGE);
      if (literal != NULL)
        flat_text(flat, literal, strlen(literal), formats, link);
    }
  }
  cmark_iter_free(iterator);
  cmark_node_free(root);
}

static void check_round_trip(const char *html)
{
  static const guint32 ordinals[] = { 1, 2, 3 };
  g_autoptr(Document) document = document_new(0);
  Flat wanted = { .out = g_string_new(NULL) }, got = { .out = g_string_new(NULL) };
  g_autofree char *markdown = NULL;

  build_html(document, html, strlen(html), NULL);
  markdown = writer_markdown(document, ordinals);
  flat_document(&wanted, document);
  flat_markdown(&got, markdown);
  ck_assert_msg(strcmp(wanted.out->str, got.out->str) == 0, "%s\n--- markdown\n%s--- wanted\n%s--- got\n%s", html,
                markdown, wanted.out->str, got.out->str);
  g_string_free(wanted.out, TRUE);
  g_string_free(got.out, TRUE);
}

START_TEST(test_round_trip)
{
  GRand *random = g_rand_new_with_seed((guint32)_i);
  GString *html = g_string_new(NULL);

  for (guint i = 0; i < DOCUMENTS; i++) {
    random_document(random, html, _i % 2 == 1);
    check_round_trip(html->str);
  }
  g_string_free(html, TRUE);
  g_rand_free(random);
}
END_TEST

/* The flanking rules know Unicode's classes; ours must not promise what libcmark's older tables do not see. Characters of all planes, each
 * beside a delimiter on the inner and the outer side. */
START_TEST(test_classes)
{
  for (gunichar c = 0xa1 + (gunichar)_i; c < 0x20000; c += 16) {
    char text[7] = "";
    g_autofree char *html = NULL;

    if (!g_unichar_isgraph(c) || (c >= 0xd800 && c < 0xe000) || g_unichar_type(c) == G_UNICODE_FORMAT)
      continue;
    g_unichar_to_utf8(c, text);
    html = g_strdup_printf("<p>a<b>%sx%s</b>b<p>%s<i>(a)</i>%s<i>b</i>", text, text, text, text);
    check_round_trip(html);
  }
}
END_TEST

Suite *suite_writer(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/writer", &tcase);

  tcase_add_loop_test(tcase, test_round_trip, 0, 8);
  tcase_add_loop_test(tcase, test_classes, 0, 16);
  return suite;
}
