/* SPDX-License-Identifier: MIT */
#include "markdown/compact_text.h"

#include <string.h>

#include "suites.h"

/* A unit is written as KIND{prefix}body: T text, H heading, C code, R rule; '*' after a list mark, a blank line before is a '/'. In the body
 * line ends are '|'; a mention's ordinal follows its text in '<>'. */
static char *written(const CompactText *text)
{
  GString *out = g_string_new(NULL);

  for (guint u = 0; u < text->units->len; u++) {
    const CompactUnit *unit = &g_array_index(text->units, CompactUnit, u);
    gsize at = unit->start;

    g_string_append_printf(out, "%s%c%s{%.*s}",
                           unit->is_apart ? "/"
                           : u > 0        ? " "
                                          : "",
                           "THCR"[unit->kind], unit -> has_marker ? "*" : "", (int)unit->prefix_length, unit->prefix);
    for (guint i = unit->first; i < unit->first + unit->count; i++) {
      const CompactMention *mention = &g_array_index(text->mentions, CompactMention, i);

      g_string_append_len(out, text->body->str + at, (gssize)(mention->start - at));
      g_string_append_printf(out, "<%.*s %u>", (int)(mention->text_end - mention->text),
                             text->body->str + mention->text, mention->ordinal);
      at = mention->end;
    }
    g_string_append_len(out, text->body->str + at, (gssize)(unit->end - at));
  }
  return g_strdelimit(g_string_free(out, FALSE), "\n", '|');
}

static const struct {
  const char *markdown, *written;
} rows[] = {
  { "", "" },
  { "\n\n\n", "" },
  { "a\n", "T{}a" },
  { "a", "T{}a" },
  { "a\nb\n\nc\n", "T{}a|b/T{}c" },
  { "a\\\nb\n", "T{}a|b" },
  { "a\\\\\nb\n", "T{}a\\\\|b" },
  { "a\\\\\\\nb\n", "T{}a\\\\|b" },
  { "a\\\n\\\nb\n", "T{}a|b" },
  { "a\\\n---\\\nb\n", "T{}a|---\\|b" }, /* without its hard break it would underline a heading */
  { "# a\nb\n", "H{}# a T{}b" },
  { "####### a\n", "T{}####### a" },
  { "#a\n", "T{}#a" },
  { "***\n- - -\n**\n", "R{}*** R{}- - - T{}**" },
  { "- a\n- b\n  c\n", "T*{- }a T*{- }b|c" },
  { "- a\n  b\n", "T*{- }a|b" },
  { "1. a\n\n   b\n", "T*{1. }a/T{   }b" },
  { "1234567890. a\n", "T{}1234567890. a" },
  { "-a\n", "T{}-a" },
  { "-\n", "T*{-}" },
  { "> a\n> b\n>\n> c\n", "T{> }a|b/T{> }c" },
  { "> a\nb\n", "T{> }a T{}b" },
  { "> > - a\n", "T*{> > - }a" },
  /* code: everything until its fence is one unit without mentions */
  { "```c\n[a](L1)\n\n# b\n```\nc\n", "C{}```c|[a](L1)||# b|``` T{}c" },
  { "````\n```\n````\na\n", "C{}````|```|```` T{}a" },
  { "```\na\n", "C{}```|a" },
  { "``` `\na\n", "T{}``` `|a" },
  { "- ```\n  a\n  ```\n", "C*{}- ```|  a|  ```" },
  /* mentions */
  { "[a](L1)\n", "T{}<a 1>" },
  { "a [b](L12) c [d](L3).\n", "T{}a <b 12> c <d 3>." },
  { "# [a](L1)\n", "H{}# <a 1>" },
  { "[a\nb](L1)\n", "T{}<a|b 1>" },
  { "[](L1)\n", "T{}< 1>" },
  { "\\[a](L1) [a\\](L1)\n", "T{}\\[a](L1) [a\\](L1)" },
  { "[a [b](L1)](L2)\n", "T{}[a <b 1>](L2)" },
  { "[a](L) [a](L1 [a](l1) [a](L1x) [a]L1) [a] (L1)\n", "T{}[a](L) [a](L1 [a](l1) [a](L1x) [a]L1) [a] (L1)" },
  { "[a](L999999999) [a](L1234567890)\n", "T{}<a 999999999> [a](L1234567890)" },
  { "`[a](L1)` ``[b](L2)`[c](L3)`` `[d](L4)\n", "T{}`[a](L1)` ``[b](L2)`[c](L3)`` `<d 4>" },
  { "[a`](L1)`](L2)\n", "T{}<a`](L1)` 2>" },
  { "[a\n\nb](L1)\n", "T{}[a/T{}b](L1)" },
  { "a\\", "T{}a\\" },
  { "[a](L1", "T{}[a](L1" },
  { "[", "T{}[" },
};

START_TEST(test_units)
{
  g_autoptr(CompactText) text = compact_text_new(rows[_i].markdown);
  g_autofree char *found = written(text);

  ck_assert_str_eq(found, rows[_i].written);
}
END_TEST

static const struct {
  const char *markdown, *plain;
} plains[] = {
  { "a\n", "a" },
  { "**a** *b* `c` _d_\n", "a b c d" },
  { "a [b](L1) c\n", "a b c" },
  { "a\nb\n", "a b" },
  { "\\*a\\* \\[b\\](L1) \\\\ c\\d\n", "*a* [b](L1) \\ c\\d" },
  { "a] (L1) b](L1)\n", "a (L1) b" },
  { "\u00e9\u4e00\n", "\u00e9\u4e00" },
  { "a\\", "a\\" },
  { "", "" },
};

START_TEST(test_plain)
{
  g_autoptr(CompactText) text = compact_text_new(plains[_i].markdown);
  g_autoptr(GString) out = g_string_new("<");

  compact_text_plain(text, 0, text->body->len, out);
  ck_assert_str_eq(out->str + 1, plains[_i].plain);
}
END_TEST

/* Mentions of a part have offsets of the whole; others that were there stay. */
START_TEST(test_find)
{
  static const char body[] = "[a](L1) [b](L2) [c](L3)";
  g_autoptr(GArray) mentions = g_array_new(FALSE, FALSE, sizeof(CompactMention));

  compact_text_find(body, 1, 15, mentions);
  compact_text_find(body, 16, strlen(body), mentions);
  ck_assert_uint_eq(mentions->len, 2);
  ck_assert_uint_eq(g_array_index(mentions, CompactMention, 0).start, 8);
  ck_assert_uint_eq(g_array_index(mentions, CompactMention, 0).end, 15);
  ck_assert_uint_eq(g_array_index(mentions, CompactMention, 1).ordinal, 3);
}
END_TEST

/* Repeated up to a megabyte, all of it stays and it takes little time. */
static const char *const floods[] = { "`",   "``a ", "[",  "](L1)", "[a](L1)", "\\", "> ",        "- ",
                                      "```", "\n",   "# ", "1. ",   "***\n",   "a ", "`a``b```c " };

START_TEST(test_floods)
{
  g_autoptr(GString) markdown = g_string_new(NULL);
  g_autoptr(CompactText) text = NULL;
  gint64 before = support_cpu_time();

  while (markdown->len < 1024 * 1024)
    g_string_append(markdown, floods[_i]);
  text = compact_text_new(markdown->str);
  ck_assert_uint_le(text->body->len, markdown->len);
  ck_assert_int_lt(support_cpu_time() - before, 5 * G_USEC_PER_SEC);
}
END_TEST

Suite *suite_compact_text(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/compact_text", &tcase);

  tcase_add_loop_test(tcase, test_units, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, test_plain, 0, G_N_ELEMENTS(plains));
  tcase_add_test(tcase, test_find);
  tcase_add_loop_test(tcase, test_floods, 0, G_N_ELEMENTS(floods));
  return suite;
}
