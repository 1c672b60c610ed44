/* SPDX-License-Identifier: MIT */
#include "markdown/compact.h"

#include <string.h>

#include "suites.h"

/* Links of the tests, by first letter of the kind: c content, a action, s social, n nav, p sponsor, m mailto, o other. */
static Newsletter *newsletter_of(const char *markdown, const char *kinds)
{
  static const char letters[] = "casnpmo";
  Newsletter *newsletter = newsletter_new();

  newsletter->markdown = g_strdup(markdown);
  for (guint i = 0; kinds[i] != '\0'; i++)
    g_ptr_array_add(newsletter->links,
                    link_new(i + 1, "https://a.example/", "text", (LinkKind)(strchr(letters, kinds[i]) - letters)));
  return newsletter;
}

static char *cuts_of(const Compact *compact)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < compact->cuts->len; i++) {
    const CompactCut *cut = g_ptr_array_index(compact->cuts, i);

    g_string_append_printf(out, "%s%s%s: %s", i > 0 ? "; " : "", compact_cut_reason(cut),
                           cut->target_only ? " (target)" : "", cut->what);
  }
  return g_string_free(out, FALSE);
}

#define LONG "One two three four five six seven eight nine ten eleven."

static const struct {
  const char *kinds, *markdown, *compact, *cuts;
} rows[] = {
  /* nothing to cut */
  { "", "", "", "" },
  { "c", "# Title\n\nText [a title of it](L1) goes on.\n", "# Title\n\nText [a title of it](L1) goes on.\n", "" },
  { "o", "[Poll](L1)\n", "[Poll](L1)\n", "" },
  { "c", "- a\n- [b](L1)\n  - c\n\n> quoted\n> again\n", "- a\n- [b](L1)\n  - c\n\n> quoted\n> again\n", "" },
  { "", "1. a\n2. b\n\n   more\n", "1. a\n2. b\n\n   more\n", "" },
  { "s", "```c\n[Facebook](L1)\n\n***\n```\n", "```c\n[Facebook](L1)\n\n***\n```\n", "" },
  { "s", "- ```\n  [Facebook](L1)\n  ```\n- b\n", "- ```\n  [Facebook](L1)\n  ```\n- b\n", "" },
  { "s", "Use `[Facebook](L1)` or ``a ` [x](L1)``.\n", "Use `[Facebook](L1)` or ``a ` [x](L1)``.\n", "" },
  { "s", "\\[Facebook](L1)\n", "\\[Facebook](L1)\n", "" },
  { "s", "\\- not \\*a\\* list\n", "\\- not \\*a\\* list\n", "" },
  /* breaks */
  { "", "a\\\nb\\\n\\\nc\n", "a\nb\nc\n", "" },
  { "", "a\\\n---\\\n-\\\n1.\\\nb\n", "a\n---\\\n-\\\n1.\\\nb\n", "" },
  { "", "a\\\\\nb\n", "a\\\\\nb\n", "" },
  { "", "- a\\\n  b\n", "- a\n  b\n", "" },
  { "", "> a\\\n> b\n", "> a\n> b\n", "" },
  /* blocks of links of other kinds */
  { "a", "[View in browser](L1)\n\nText\n", "Text\n", "subscription or account link: View in browser" },
  { "a", "# [View in browser](L1)\n\nText\n", "Text\n", "subscription or account link: # View in browser" },
  { "aa", "Text\n\n[Unsubscribe](L1) | [Manage preferences](L2)\n", "Text\n",
    "small print: Unsubscribe | Manage preferences" },
  { "sss", "Text\n\n[Acme on Facebook](L1) [X](L2) [LinkedIn](L3)\n", "Text\n",
    "social link: Acme on Facebook X LinkedIn" },
  { "nnn", "[Shoes](L1) | [Hats](L2) | [Coats](L3)\n\nText\n", "Text\n", "menu or legal link: Shoes | Hats | Coats" },
  { "m", "Text\n\n[`a@b.example`](L1)\n", "Text\n", "mail address: a@b.example" },
  { "s", "- [Facebook](L1)\n- b\n", "- b\n", "social link: Facebook" },
  { "s", "- [Facebook](L1)\n\n  More on this\n- b\n", "- More on this\n- b\n", "social link: Facebook" },
  { "s", "> [Facebook](L1)\n>\n> b\n", "> b\n", "social link: Facebook" },
  { "s", "**[Facebook](L1)**\n\nb\n", "b\n", "social link: Facebook" },
  /* a kind that the words do not bear out loses only the target */
  { "n", "[Sound Machine Extreme](L1)\n\nText\n", "Sound Machine Extreme\n\nText\n",
    "menu or legal link (target): Sound Machine Extreme" },
  { "n", "# [The Weekly](L1)\n\nText\n", "# The Weekly\n\nText\n", "menu or legal link (target): The Weekly" },
  { "s", "## [Facebook](L1)\n\nText\n", "## Facebook\n\nText\n", "social link (target): Facebook" },
  { "p", "[Kettle](L1) boils *faster*.\n", "Kettle boils *faster*.\n", "advertising (target): Kettle" },
  { "m", "Write to [**us**](L1) now\n", "Write to **us** now\n", "mail address (target): us" },
  { "cs", "[The new kettle](L1) [Facebook](L2)\n", "[The new kettle](L1) Facebook\n",
    "social link (target): Facebook" },
  { "a", "Our elephants [unsubscribe](L1) yearly\n\nb\n\nc\n", "Our elephants unsubscribe yearly\n\nb\n\nc\n",
    "subscription or account link (target): unsubscribe" },
  { "c", "a [b](L2) [c](L0) [d](L999999999)\n", "a b c d\n",
    "no such link (target): b; no such link (target): c; no such link (target): d" },
  /* small print */
  { "a", "Text\n\nYou are receiving this because you signed up. [Unsubscribe](L1)\n", "Text\n",
    "small print: You are receiving this because you signed up. Unsubscribe" },
  { "", "You are receiving this early.\n\nText\n\nText 2\n", "You are receiving this early.\n\nText\n\nText 2\n", "" },
  { "c", "Text\n\n\u00a9 2026 Acme, maker of [the big kettle](L1)\n",
    "Text\n\n\u00a9 2026 Acme, maker of [the big kettle](L1)\n", "" },
  /* one target, several texts */
  { "c", "[The new big kettle](L1)\n\nIt boils.\n\n[Read more](L1)\n", "[The new big kettle](L1)\n\nIt boils.\n",
    "repeated link: Read more" },
  { "c", "[The new big kettle](L1)\n\nIt boils. [Read more](L1) \u2192\n", "[The new big kettle](L1)\n\nIt boils.\n",
    "repeated link: Read more" },
  { "c", "[The new big kettle](L1)\n\n*It boils. **[Read more](L1)** \u2192*\n",
    "[The new big kettle](L1)\n\n*It boils.*\n", "repeated link: Read more" },
  { "c", "[The new big kettle](L1)\n\nYou can [read more](L1) there.\n",
    "[The new big kettle](L1)\n\nYou can read more there.\n", "repeated link (target): read more" },
  { "c", "[The new big kettle](L1)\n\nEngines [read more](L1)\n", "[The new big kettle](L1)\n\nEngines read more\n",
    "repeated link (target): read more" },
  { "c", "[The new big kettle](L1)\n\n[The new big kettle](L1)\n\nIt boils.\n",
    "[The new big kettle](L1)\n\nIt boils.\n", "repeated link: The new big kettle" },
  { "c", "- [The new big kettle](L1)\n\n## [The new big kettle](L1)\n", "## [The new big kettle](L1)\n",
    "repeated link: The new big kettle" },
  { "c", "[A red kettle boiling](L1)\n\n**[The new big kettle](L1)**\n",
    "A red kettle boiling\n\n**[The new big kettle](L1)**\n", "repeated link (target): A red kettle boiling" },
  { "c", "- [Red](L1)\n- [Blue](L1)\n", "- [Red](L1)\n- [Blue](L1)\n", "" },
  { "c", "[Read more](L1)\n", "[Read more](L1)\n", "" },
  { "cc", "[The big kettle](L1)\n\nText\n\n[Read more](L2)\n", "[The big kettle](L1)\n\nText\n\n[Read more](L2)\n",
    "" },
  { "c", "[The big kettle](L1)\n\na\n\nb\n\nc\n\nd\n\ne\n\nf\n\n[Read more](L1)\n",
    "[The big kettle](L1)\n\na\n\nb\n\nc\n\nd\n\ne\n\nf\n\n[Read more](L1)\n", "" },
  /* repeated paragraphs */
  { "", LONG "\n\nb\n\n" LONG "\n", LONG "\n\nb\n", "repeated text: " LONG },
  { "", "# " LONG "\n\n# " LONG "\n", "# " LONG "\n\n# " LONG "\n", "" },
  { "", "- Kettle\n\n  License: GPL\n\n- Pot\n\n  License: GPL\n",
    "- Kettle\n\n  License: GPL\n\n- Pot\n\n  License: GPL\n", "" },
  { "c", "[" LONG "](L1)\n\n[" LONG "](L1)\n", "[" LONG "](L1)\n", "repeated text: " LONG },
  /* dividing lines */
  { "", "***\n\na\n\n***\n\nb\n\n***\n", "a\n\n***\n\nb\n", "" },
  { "s", "a\n\n***\n\n[Facebook](L1)\n\n***\n\nb\n", "a\n\n***\n\nb\n", "social link: Facebook" },
  /* no link that was not one */
  { "sc", "[a [Facebook](L1)](L2) b\n", "\\[a Facebook\\](L2) b\n", "social link (target): Facebook" },
  { "sc", "[a][](L1)(L2) `[b]` \\[c]\n", "\\[a\\](L2) `\\[b\\]` \\[c\\]\n", "social link (target): " },
  { "sss", "[1. One two](L1)\\\n[# three](L2)\\\n[```](L3) four\n", "1\\. One two\n\\# three\n\\``` four\n",
    "social link (target): 1. One two; social link (target): # three; social link (target): " },
  { "s", "[](L1) - a b\n", "\\- a b\n", "social link (target): " },
  { "ac", "- a [b\n  # [View in browser](L1)\n  ](L2)\n", "- a [b\n\n  ](L2)\n",
    "subscription or account link: # View in browser" },
  /* damaged text */
  { "c", "[a [b](L1) c](L1)\n", "[a [b](L1) c](L1)\n", "" },
  { "c", "[a](L1\n", "[a](L1\n", "" },
  { "c", "[a](L)](L1) [](L1x) [b](L+1)\n", "[a](L)](L1) [](L1x) [b](L+1)\n", "" },
  { "c", "[a](L0000000001) [b](L4294967297)\n", "[a](L0000000001) [b](L4294967297)\n", "" },
  { "s", "``` \n[Facebook](L1)", "``` \n[Facebook](L1)\n", "" },
  { "s", "`` ` [Facebook](L1)\n\nb\n", "b\n", "social link: Facebook" },
  { "", "-\n-\n\\", "\\\n", "" },
  { "", "\\\\\\", "\\\\\\\n", "" },
  { "", "\n\n\n   \n>\n", "", "" },
};

START_TEST(compacts)
{
  g_autoptr(Newsletter) newsletter = newsletter_of(rows[_i].markdown, rows[_i].kinds);
  g_autoptr(Compact) compact = compact_newsletter(newsletter);
  g_autofree char *cuts = cuts_of(compact);

  ck_assert_str_eq(compact->markdown, rows[_i].compact);
  ck_assert_str_eq(cuts, rows[_i].cuts);
}
END_TEST

/* Whatever is repeated for a megabyte: no more comes out than went in but a line end and an escape, no link of an unknown ordinal, in time. */
static const char *const floods[] = {
  "[",
  "]",
  "[a](L1)",
  "[a](L1)\n\n",
  "[Read more](L1) ",
  "[\u2192](L1)",
  "`",
  "` `` ",
  "```\n",
  "\\",
  "\\\n",
  "***\n",
  "**",
  "> ",
  "- ",
  "- a\n",
  "- [a](L3)\n",
  "1. ",
  " ",
  "\n",
  "[a](L2)[b](L9)",
  "# ",
  "#\n",
  "](L1)",
  "[a",
  "(L1)",
  "a\n\n",
  "_*[x](L1)*_",
  LONG "\n\n",
  "\u00a9 a\n\n",
  "> [b](L3)\n>\n",
  "``` `",
  "a",
  "[Read more](L1)\n",
  "\u4e2d",
};

START_TEST(is_linear)
{
  g_autoptr(GString) flood = g_string_new("[A title of three](L1)\n\n");
  gint64 before;

  while (flood->len < 1024 * 1024)
    g_string_append(flood, floods[_i]);
  {
    g_autoptr(Newsletter) newsletter = newsletter_of(flood->str, "cas");
    g_autoptr(Compact) compact = NULL;

    before = support_cpu_time();
    compact = compact_newsletter(newsletter);
    ck_assert_int_lt(support_cpu_time() - before, 5 * G_USEC_PER_SEC);
    ck_assert_uint_le(strlen(compact->markdown), flood->len + 2);
    ck_assert(g_utf8_validate(compact->markdown, -1, NULL));
    ck_assert(strstr(compact->markdown, "](L9)") == NULL);
  }
}
END_TEST

START_TEST(writes_no_deep_prefix_again)
{
  g_autoptr(GString) markdown = g_string_new(NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append(markdown, _i == 0 ? "- " : "> ");
  for (guint i = 0; i < 100000; i++)
    g_string_append(markdown, "a\\\n");
  {
    g_autoptr(Newsletter) newsletter = newsletter_of(markdown->str, "");
    g_autoptr(Compact) compact = compact_newsletter(newsletter);

    ck_assert_uint_le(strlen(compact->markdown), markdown->len + 1);
  }
}
END_TEST

/* Any pieces in any order: the same twice, longer by no more than escapes of brackets, and what was cut can be shown. */
START_TEST(survives_damage)
{
  static const char *const pieces[] = {
    "[",         "]",  "(L1)", "(L9)", "](L2)",  "](L3)",  "`",        "```",     "\n",
    "\n\n",      "\\", "- ",   "> ",   "2. ",    "    ",   "# ",       "**",      "_",
    "Read more", ".",  "a",    "***",  "\u4e2d", "\u2026", "Facebook", "\u00a9 ", "View in browser"
  };
  GRand *random = g_rand_new_with_seed((guint32)_i);
  g_autoptr(GString) markdown = g_string_new(NULL);

  for (guint i = 0; i < 400; i++)
    g_string_append(markdown, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
  g_rand_free(random);
  {
    g_autoptr(Newsletter) newsletter = newsletter_of(markdown->str, "cas");
    g_autoptr(Compact) compact = compact_newsletter(newsletter);
    g_autoptr(Compact) again = compact_newsletter(newsletter);

    ck_assert_str_eq(compact->markdown, again->markdown);
    ck_assert(g_utf8_validate(compact->markdown, -1, NULL));
    ck_assert_uint_le(strlen(compact->markdown), 2 * markdown->len + 1);
    for (guint i = 0; i < compact->cuts->len; i++) {
      const CompactCut *cut = g_ptr_array_index(compact->cuts, i);

      ck_assert(g_utf8_validate(cut->what, -1, NULL));
      ck_assert_int_le(g_utf8_strlen(cut->what, -1), COMPACT_MAX_WHAT);
      ck_assert(strchr(cut->what, '\n') == NULL);
    }
  }
}
END_TEST

Suite *suite_compact(void)
{
  TCase *tcase;
  Suite *suite = support_suite("compact", &tcase);

  tcase_add_loop_test(tcase, compacts, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, is_linear, 0, G_N_ELEMENTS(floods));
  tcase_add_loop_test(tcase, writes_no_deep_prefix_again, 0, 2);
  tcase_add_loop_test(tcase, survives_damage, 0, 300);
  return suite;
}
