/* SPDX-License-Identifier: MIT */
#include "gist/mask.h"

#include <string.h>

#include "suites.h"
#include "support.h"

#define RANDOM "k3jq5v7mwo2nbtxe4zfrhy6aui"

static const char *const short_name[] = { "my_feed-1@news.example", "my_feed-1@x.example", NULL };
static const char *const long_name[] = { RANDOM "@news.example", NULL };

static const char *const others[] = { "my_feed-1@news.example", "old_feed@news.example", RANDOM "@news.example", NULL };

static const struct {
  const char *const *addresses;
  const char *markdown, *masked;
} rows[] = {
  { short_name, "Sent to my_feed-1@news.example today", "Sent to [your address] today" },
  { short_name, "Sent to MY_FEED-1@x.example today", "Sent to [your address] today" },
  { short_name, "Sent to my\\_feed-1@news.example", "Sent to [your address]" },
  { short_name, "Sent to my\\_feed\\-1@news\\.example", "Sent to [your address]" },
  { short_name, "my_feed-1 is a name", "my_feed-1 is a name" },
  { short_name, "an \\*escape\\* stays", "an \\*escape\\* stays" },
  { long_name, "Dear " RANDOM ", hello", "Dear [your address], hello" },
  { long_name, "Dear K3JQ5V7MWO2NBTXE4ZFRHY6AUI!", "Dear [your address]!" },
  { long_name, "mail to " RANDOM "+x@news.example.", "mail to [your address]." },
  { others, "old\\_feed@news\\.example, my_feed-1@news.example", "[your address], [your address]" },
  { others, "Dear " RANDOM ", old_feed", "Dear [your address], old_feed" },
  { NULL, "a@b.example", "a@b.example" },
};

START_TEST(markdown)
{
  g_autofree char *masked = mask_markdown(rows[_i].markdown, rows[_i].addresses);

  ck_assert_str_eq(masked, rows[_i].masked);
}
END_TEST

START_TEST(found)
{
  ck_assert(mask_found("to my_feed-1@x.example", short_name));
  ck_assert(!mask_found("to your_feed-1@x.example", NULL));
}
END_TEST

Suite *test_mask_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("mask", &tcase);

  tcase_add_loop_test(tcase, markdown, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, found);
  return suite;
}
