/* SPDX-License-Identifier: MIT */
#include "fixture.h"

Newsletter *fixture_newsletter(const char *markdown, const FixtureLink *links)
{
  Newsletter *newsletter = newsletter_new();

  newsletter->sha256 = g_strdup("0123456789abcdef");
  newsletter->subject = g_strdup("Weekly");
  newsletter->from_name = g_strdup("The Weekly");
  newsletter->markdown = g_strdup(markdown);
  for (guint i = 0; links != NULL && links[i].url != NULL; i++)
    g_ptr_array_add(newsletter->links, link_new(i + 1, links[i].url, links[i].text, links[i].kind));
  return newsletter;
}

char *fixture_lines(const GPtrArray *strings)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < strings->len; i++)
    g_string_append_printf(out, "%s\n", (const char *)g_ptr_array_index(strings, i));
  return g_string_free(out, FALSE);
}
