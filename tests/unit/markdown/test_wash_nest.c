/* SPDX-License-Identifier: MIT */
#include "markdown/wash_nest.h"

#include <string.h>

#include "suites.h"

/* A word each: "b" opens, "/b" ends, "-b" opens what is dropped, "." is text. */
static const struct {
  const char *tags, *wanted;
} rows[] = {
  { "b . /b .", "<b>.</b>." },
  { "b i . /b . /i .", "<b><i>.</i></b><i>.</i>." },
  { "p . p .", "<p>.</p><p>.</p>" },
  { "p b . p . /b .", "<p><b>.</b></p><p><b>.</b>.</p>" },
  { "p b i . /p . /i . /b .", "<p><b><i>.</i></b></p><b><i>.</i>.</b>." },
  { "p b /p div /div", "<p><b></b></p><div></div>" }, /* nothing to write it for */
  { "b p . /b . /p .", "<b><p>..</p></b>." },         /* ends with the block */
  { "b div p . /b /p . /div .", "<b><div><p>.</p>.</div></b>." },
  { "span p . /span . /p .", "<span><p>..</p>.</span>" },
  { "ul li . li . /ul .", "<ul><li>.</li><li>.</li></ul>." },
  { "ul li ul li . /li /ul li .", "<ul><li><ul><li>.</li></ul></li><li>.</li></ul>" },
  { "li div li .", "<li><div></div></li><li>.</li>" },
  { "ul li ul /li .", "<ul><li><ul>.</ul></li></ul>" },
  { "dl dt . dd . dt .", "<dl><dt>.</dt><dd>.</dd><dt>.</dt></dl>" },
  { "h1 . h2 . /h3 .", "<h1>.</h1><h2>.</h2>." },
  { "h1 a h2 a /a /a h3 .", "<h1><a><h2><a></a></h2></a></h1><h3>.</h3>" },
  { "a i p . /a . /p . a .", "<a><i><p>..</p></i></a><i>.<a>.</a></i>" },
  { "a span p /a /p . /span .", "<a><span><p></p></span></a><span>.</span>." },
  { "table li p tr li .", "<table><li><p><tr></tr></p></li><li>.</li></table>" },
  { "h1 b h2 . /h1 .", "<h1><b><h2>.</h2>.</b></h1>" },
  { "a . a . /a .", "<a>.</a><a>.</a>." },
  { "a div a . /a . /div .", "<a><div><a>.</a>.</div></a>." },
  { "table tr td . td . tr td . /table .", "<table><tr><td>.</td><td>.</td></tr><tr><td>.</td></tr></table>." },
  { "table tbody tr td b . td . tfoot tr td . /table",
    "<table><tbody><tr><td><b>.</b></td><td>.</td></tr></tbody><tfoot><tr><td>.</td></tr></tfoot></table>" },
  { "table caption . colgroup col tr td .",
    "<table><caption>.</caption><colgroup><col></colgroup><tr><td>.</td></tr></table>" },
  { "table tr td table tr td . /td /table . td .",
    "<table><tr><td><table><tr><td>.</td></tr></table>.</td><td>.</td></tr></table>" },
  { "table table . /table .", "<table></table><table>.</table>." },
  { "td . tr col tbody . /td", ".." },
  { "b table tr td . /b . /table . /b .", "<b><table><tr><td>..</td></tr></table>.</b>." },
  { "p b table tr td p . /table .", "<p><b><table><tr><td><p>.</p></td></tr></table>.</b></p>" },
  { "p b /p table tr td . /td /table .", "<p><b></b></p><table><tr><td>.</td></tr></table><b>.</b>" },
  { "div table tr td /div . /table .", "<div><table><tr><td>.</td></tr></table>.</div>" },
  { ". -select . /select .", ".." },
  { "b -template . div i . /template . /b", "<b>.</b>" },
  { "table tr td -select . /td td .", "<table><tr><td></td><td>.</td></tr></table>" },
  { "/b /td /li . /div", "." },
  { "/p p . /p /p .", "<p></p><p>.</p><p></p>." },
  { "p table tr td /p .", "<p><table><tr><td><p></p>.</td></tr></table></p>" },
  { "p br . hr .", "<p><br>.</p><hr>." },
};

static void add(WashNest *nest, const char *word)
{
  gboolean is_end = *word == '/', is_dropped = *word == '-';
  const char *name = word + (is_end || is_dropped);
  Tag tag = tag_find(name, strlen(name));
  g_autoptr(GString) text = g_string_new(NULL);

  ck_assert_int_ne(tag, TAG_UNKNOWN);
  g_string_printf(text, "<%s>", name);
  if (is_end)
    wash_nest_end(nest, tag, 0);
  else if (wash_nest_before(nest, tag)) {
    if (is_dropped)
      wash_nest_open_dropped(nest, tag);
    else if (tag_flags(tag) & TAG_VOID)
      g_string_append(nest->out, text->str);
    else
      wash_nest_open(nest, tag, tag_name(tag), 0, text);
  }
}

static char *run(const char *tags, gsize budget)
{
  g_auto(GStrv) words = g_strsplit(tags, " ", -1);
  GString *out = g_string_new(NULL);
  g_autofree WashNest *nest = g_new0(WashNest, 1);

  wash_nest_init(nest, out, budget);
  for (guint i = 0; words[i] != NULL; i++) {
    if (strcmp(words[i], ".") == 0) {
      wash_nest_content(nest);
      g_string_append_c(out, '.');
    } else {
      add(nest, words[i]);
    }
  }
  wash_nest_end_all(nest);
  wash_nest_clear(nest);
  return g_string_free(out, FALSE);
}

START_TEST(test_nest)
{
  g_autofree char *got = run(rows[_i].tags, 1000);

  ck_assert_msg(strcmp(got, rows[_i].wanted) == 0, "%s gives %s", rows[_i].tags, got);
}
END_TEST

/* Without means, formats do not come back, but text does. */
START_TEST(test_budget)
{
  g_autofree char *got = run("p b i . p . p .", 6);

  ck_assert_str_eq(got, "<p><b><i>.</i></b></p><p><b><i>.</i></b></p><p>.</p>");
}
END_TEST

START_TEST(test_depth)
{
  GString *tags = g_string_new("div");
  g_autofree char *got = NULL;
  guint depth = 0;

  for (guint i = 0; i < WASH_MAX_DEPTH + 9; i++)
    g_string_append(tags, " div");
  g_string_append(tags, " .");
  got = run(tags->str, 0);
  for (const char *p = got; g_str_has_prefix(p, "<div>"); p += 5)
    depth++;
  ck_assert_uint_eq(depth, WASH_MAX_DEPTH);
  ck_assert_ptr_nonnull(strstr(got, "<div>.</div>"));
  g_string_free(tags, TRUE);
}
END_TEST

Suite *suite_wash_nest(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/wash_nest", &tcase);

  tcase_add_loop_test(tcase, test_nest, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, test_budget);
  tcase_add_test(tcase, test_depth);
  return suite;
}
