/* SPDX-License-Identifier: MIT */
#include "gist/topics.h"

#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

/* Whole topics that are there, and those that are not, each with a newline after it; NULL for none. */
static const struct {
  const char *markdown, *has, *has_not;
} find_rows[] = {
  { "", NULL, "a" },
  { "Yesterday Ada Byron met Charles Babbage. Later Ada Byron wrote to him about the engine.\n", "Ada Byron\n",
    "Yesterday\n" },
  { "He works for the Bank of England. We asked the Bank of England for it.\n", "Bank of England\n", "Bank\n" },
  { "The feed reader is new. A feed reader reads feeds. Every feed reader does.\n", "feed reader\n", NULL },
  { "## Read more\n\n## January 2024\n\n## Monday\n\nIt was so.\n", NULL, "\n" },
  { "The Weekly is here. Read The Weekly. The Weekly again.\n", NULL, "Weekly" },
  { "All know that NASA flew. Then NASA landed. It was NASA's day.\n", "NASA\n", "NASA's" },
  { "Die Datenschutzverordnung gilt. Es ist die Datenschutzverordnung der Stadt und sie ist gut.\n",
    "Datenschutzverordnung\n", NULL },
  { "\xe6\x96\xb0\xe3\x81\x97\xe3\x81\x84\xe6\xa9\x9f\xe6\xa2\xb0\xe5\xad\xa6\xe7\xbf\x92\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82\xe6\xa9\x9f\xe6\xa2\xb0\xe5\xad\xa6\xe7\xbf\x92\xe3\x81\xaf\xe9\x80\x9f\xe3\x81\x84\xe3\x80\x82\n",
    "\xe6\xa9\x9f\xe6\xa2\xb0\xe5\xad\xa6\xe7\xbf\x92\n", NULL },
  { "\xe6\x88\x91\xe4\xbb\xac\xe7\xa0\x94\xe7\xa9\xb6\xe4\xba\xba\xe5\xb7\xa5\xe6\x99\xba\xe8\x83\xbd\xe7\x9a\x84\xe6\x9c\xaa\xe6\x9d\xa5\xe3\x80\x82\xe4\xba\xba\xe5\xb7\xa5\xe6\x99\xba\xe8\x83\xbd\xe5\xbe\x88\xe5\xbf\xab\xe3\x80\x82\n",
    "\xe4\xba\xba\xe5\xb7\xa5\xe6\x99\xba\xe8\x83\xbd\n", NULL },
  { "Muzeum Narodowe zaprasza do nas.\n", "Muzeum Narodowe\n", NULL },
  { "\xec\x84\x9c\xec\x9a\xb8\xec\x9d\x80 \xec\xa2\x8b\xeb\x8b\xa4. \xec\x84\x9c\xec\x9a\xb8\xec\x9d\x84 \xeb\xb3\xb8\xeb\x8b\xa4.\n",
    "\xec\x84\x9c\xec\x9a\xb8\n", NULL },
  { "Buy Now The Very Best And Only Good Shoes In Town Today!\n", NULL, "Now The\n" },
  { "Write to ada@example.org or see https://example.org/bridge/bridge now please, ada@example.org is right.\n", NULL,
    "example" },
};

START_TEST(find)
{
  g_autoptr(Newsletter) newsletter = fixture_newsletter(find_rows[_i].markdown, NULL);
  g_autoptr(Outline) outline = outline_new(newsletter);
  g_autoptr(Interests) interests = interests_new("");
  g_autoptr(GPtrArray) topics = topics_find(outline, newsletter->from_name, interests);
  g_autofree char *lines = fixture_lines(topics);

  ck_assert_uint_le(topics->len, TOPICS_MAX);
  if (find_rows[_i].has != NULL)
    ck_assert_msg(g_str_has_prefix(lines, find_rows[_i].has) || strstr(lines, find_rows[_i].has) != NULL,
                  "missing in: %s", lines);
  if (find_rows[_i].has_not != NULL)
    ck_assert_msg(strstr(lines, find_rows[_i].has_not) == NULL, "found in: %s", lines);
}
END_TEST

Suite *test_topics_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("topics", &tcase);

  tcase_add_loop_test(tcase, find, 0, G_N_ELEMENTS(find_rows));
  return suite;
}
