/* SPDX-License-Identifier: MIT */
#include "markdown/link_company.h"

#include <string.h>

#include "suites.h"

static const char letters[] = "casnpmo"; /* of LinkKind: content, action, social, nav, sponsor, mailto, other */

/* Links of one newsletter of 30 leaves, a line each from leaf first on: "n:Privacy c:Quux", with ~ when there are words between. The kinds after. */
static const struct {
  const char *lines[8];
  guint first;
  const char *kinds;
  gboolean is_heading;
} rows[] = {
  { { NULL }, 0, "" },
  { { "c:Quux" }, 0, "c" },
  { { "n:Privacy c:Quux n:Imprint" }, 9, "nnn" },
  { { "c:Quux n:Imprint" }, 9, "nn" },
  { { "c:Quux s:Facebook" }, 9, "cs" },
  { { "s:Facebook c:Quux s:Instagram" }, 9, "sss" },
  { { "~s:Facebook c:Quux s:Instagram" }, 9, "scs" },
  { { "s:Facebook c:Quux s:Instagram" }, 9, "scs", .is_heading = TRUE },
  { { "s:Facebook p:Quux s:Instagram" }, 9, "sps" },
  { { "s:Facebook", "c:Quux", "s:Instagram" }, 9, "sss" },
  { { "s:Facebook", "~c:Quux", "s:Instagram" }, 9, "scs" },
  { { "s:Facebook", "c:Read_more", "s:Instagram" }, 9, "scs" },
  { { "s:Facebook", "c:The_old_miller_and_his_tale_of_floods", "s:Instagram" }, 9, "scs" },
  /* the title stands between the logo and the way to the web */
  { { "n:Acme", "c:Quux", "a:View_online" }, 0, "nca" },
  { { "n:Acme", "c:Quux", "a:View_online" }, 4, "nna" },
  { { "n:Home c:Quux n:Archive" }, 0, "nnn" },
  { { "n:Home", "n:Archive", "c:Saws", "c:Files", "c:Oils" }, 0, "nnnnn" },
  { { "n:Home", "n:Archive", "c:Saws", "c:Files", "c:The_old_miller_and_his_tale" }, 0, "nnnnc" },
  { { "n:Home", "n:Archive", "c:Saws", "c:Files", "c:Oils" }, 4, "nnccc" },
  { { "n:Home", "c:Saws", "c:Files", "c:Oils", "c:Lamps" }, 20, "nnccc" },
  /* scales */
  { { "c:0 c:1 c:2 c:3 c:4 c:5" }, 9, "oooooo" },
  { { "c:1", "c:2", "c:3", "c:4" }, 9, "oooo" },
  { { "c:1 c:2 c:3" }, 9, "ccc" },
  { { "c:1 c:2 c:3 c:100" }, 9, "cccc" },
  { { "c:1 c:2 c:3 c:4th" }, 9, "cccc" },
  { { "c:Quux c:1 c:2 c:3 c:4 c:Quux" }, 9, "coooon" },
  { { "c:1 c:2 c:Quux c:3 c:4" }, 9, "ccccc" },
  { { "c:1 n:2 a:3 c:4" }, 9, "onao" },
  { { "~c:1 c:2 c:3 c:4" }, 9, "cccc" },
};

static void add_line(const char *spec, LinkLine line, GArray *uses, GArray *lines, GPtrArray *links)
{
  gboolean has_words = *spec == '~';
  g_auto(GStrv) entries = g_strsplit(spec + has_words, " ", -1);

  for (guint i = 0; entries[i] != NULL; i++) {
    g_autofree char *text = g_strdelimit(g_strdup(entries[i] + 2), "_", ' ');
    LinkUseAt use = { .target = links->len, .line = lines->len, .is_first = TRUE };
    LinkKind kind = (LinkKind)(strchr(letters, entries[i][0]) - letters);

    g_array_append_val(uses, use);
    g_ptr_array_add(links, link_new(links->len + 1, "https://c.example/", text, kind));
    line.links++;
  }
  line.plain = has_words ? LINK_COMPANY_CONNECTING + 1 : 0;
  g_array_append_val(lines, line);
}

START_TEST(judges_by_company)
{
  g_autoptr(GArray) uses = g_array_new(FALSE, FALSE, sizeof(LinkUseAt));
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(LinkLine));
  g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);
  g_autoptr(GString) kinds = g_string_new(NULL);
  guint32 ordinals[16];

  for (guint i = 0; i < G_N_ELEMENTS(ordinals); i++)
    ordinals[i] = i + 1;
  for (guint i = 0; rows[_i].lines[i] != NULL; i++)
    add_line(rows[_i].lines[i],
             (LinkLine){ .number = 7 + i, .position = rows[_i].first + i, .is_heading = rows[_i].is_heading }, uses,
             lines, links);
  link_company_judge(&(LinkCompanies){ uses, lines, links, ordinals, 30 });
  for (guint i = 0; i < links->len; i++)
    g_string_append_c(kinds, letters[((Link *)g_ptr_array_index(links, i))->kind]);
  ck_assert_str_eq(kinds->str, rows[_i].kinds);
}
END_TEST

Suite *suite_link_company(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/link_company", &tcase);

  tcase_add_loop_test(tcase, judges_by_company, 0, G_N_ELEMENTS(rows));
  return suite;
}
