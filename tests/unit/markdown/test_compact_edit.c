/* SPDX-License-Identifier: MIT */
#include "markdown/compact_edit.h"

#include <string.h>

#include "suites.h"

/* Fates by mention: k keep, u unlink, d drop. Cuts by unit: x cut, anything else not. */
static const struct {
  const char *markdown, *cuts, *fates, *written;
} rows[] = {
  { "", "", "", "" },
  { "a\n", "", "", "a\n" },
  { "[a](L1) b\n", "", "k", "[a](L1) b\n" },
  { "[a](L1) b\n", "", "u", "a b\n" },
  { "# [a](L1)\n\nb\n", "", "u", "# a\n\nb\n" },
  /* dropped, with the marks that hold nothing else and what follows on the line */
  { "It was. [Read more](L1)\n", "", "d", "It was.\n" },
  { "It was. **[Read more](L1)** \u2192\n", "", "d", "It was.\n" },
  { "**It was. [Read more](L1)**\n", "", "d", "**It was.**\n" },
  { "It was. [Read more](L1)\\\nAnd so on.\n", "", "d", "It was.\nAnd so on.\n" },
  { "[Read more](L1)\n\nb\n", "", "d", "b\n" },
  { "*[a](L1)*\n", "", "d", "" },
  { "a\n\n[b](L1)\n\nc\n", "", "d", "a\n\nc\n" },
  /* text that lost its link must not become another */
  { "[a [b](L1)](L2)\n", "", "u", "\\[a b\\](L2)\n" },
  { "[1. One](L1)\n", "", "u", "1\\. One\n" },
  { "[# a](L1)\n", "", "u", "\\# a\n" },
  { "[> a](L1)\n", "", "u", "\\> a\n" },
  { "[- a](L1) [b](L2)\n", "", "uk", "\\- a [b](L2)\n" },
  /* units that are cut */
  { "a\n\nb\n\nc\n", ".x.", "", "a\n\nc\n" },
  { "a\nb\n", "x", "", "" },
  { "- a\n- b\n- c\n", ".x.", "", "- a\n- c\n" },
  { "- a\n\n  b\n", "x.", "", "- b\n" },
  { "1. a\n\n   b\n2. c\n", "x..", "", "1. b\n2. c\n" },
  { "> a\n>\n> b\n", "x.", "", "> b\n" },
  { "a\n# b\nc\n", ".x.", "", "a\n\nc\n" },                  /* two paragraphs stay two */
  { "```\n[a](L1)\n```\n", "x", "", "```\n[a](L1)\n```\n" }, /* code is never cut */
  /* dividing lines stand between something */
  { "***\n\na\n\n***\n\nb\n\n***\n", "", "", "a\n\n***\n\nb\n" },
  { "a\n\n***\n\nb\n\n***\n\nc\n", "...x.", "", "a\n\n***\n\nb\n\n***\n\nc\n" },
  { "a\n\n***\n\nb\n\n***\n\nc\n", "..x..", "", "a\n\n***\n\nc\n" },
  { "***\n", "", "", "" },
};

static gboolean *cuts_of(const char *letters, guint count)
{
  gboolean *cuts = g_new0(gboolean, count + 1);

  for (guint i = 0; i < count && letters[i] != '\0'; i++)
    cuts[i] = letters[i] == 'x';
  return cuts;
}

static CompactFate *fates_of(const char *letters, guint count)
{
  CompactFate *fates = g_new0(CompactFate, count + 1);

  for (guint i = 0; i < count && letters[i] != '\0'; i++)
    fates[i] = letters[i] == 'u' ? FATE_UNLINK : letters[i] == 'd' ? FATE_DROP : FATE_KEEP;
  return fates;
}

START_TEST(test_rows)
{
  g_autoptr(CompactText) text = compact_text_new(rows[_i].markdown);
  g_autofree gboolean *cuts = cuts_of(rows[_i].cuts, text->units->len);
  g_autofree CompactFate *fates = fates_of(rows[_i].fates, text->mentions->len);
  g_autofree char *written = compact_edit(text, cuts, fates);

  ck_assert_str_eq(written, rows[_i].written);
}
END_TEST

/* The first mention of the first unit. */
static const struct {
  const char *markdown;
  gboolean may_drop;
} drops[] = {
  { "[a](L1)\n", TRUE },
  { "It was. [a](L1)\n", TRUE },
  { "It was \u2013 [a](L1)\n", TRUE },
  { "\u3042\u3002[a](L1)\n", TRUE },
  { "It was. [a](L1) \u2192\n", TRUE },
  { "It was. **[a](L1)**\n", TRUE },
  { "It was.\\\n[a](L1)\\\nmore\n", TRUE },
  { "It was [a](L1)\n", FALSE },
  { "It was. [a](L1) more\n", FALSE },
  { "It was. [a](L1) [b](L2)\n", FALSE },
  { "It was. ([a](L1))\n", FALSE },
  { "It was. [a](L1)`x`\n", FALSE },
  { "\\*[a](L1)*\n", FALSE },
  { "a*[b](L1)*\n", FALSE },
};

START_TEST(test_may_drop)
{
  g_autoptr(CompactText) text = compact_text_new(drops[_i].markdown);
  const CompactUnit *unit = &g_array_index(text->units, CompactUnit, 0);

  ck_assert_uint_ge(unit->count, 1);
  ck_assert_int_eq(compact_edit_may_drop(text, unit, &g_array_index(text->mentions, CompactMention, 0)),
                   drops[_i].may_drop);
}
END_TEST

Suite *suite_compact_edit(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/compact_edit", &tcase);

  tcase_add_loop_test(tcase, test_rows, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, test_may_drop, 0, G_N_ELEMENTS(drops));
  return suite;
}
