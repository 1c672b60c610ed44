/* SPDX-License-Identifier: MIT */
#include "model/label.h"

#include <string.h>

#include "suites.h"
#include "support.h"

static const struct {
  const char *text;
  gboolean generic, url;
} rows[] = {
  { "Bees find their way home by the smell of rain", FALSE, FALSE },
  { "Rust 2.0", FALSE, FALSE },
  { "蜂は雨の匂いで帰る", FALSE, FALSE },
  { "Read the whole story of the bridge that nobody wanted to pay for", FALSE,
    FALSE }, /* long enough to say something */
  { "Read more", TRUE, FALSE },
  { "READ MORE \u2192", TRUE, FALSE },
  { "here", TRUE, FALSE },
  { "Weiterlesen", TRUE, FALSE },
  { "Lire la suite", TRUE, FALSE },
  { "続きを読む", TRUE, FALSE },
  { "阅读全文", TRUE, FALSE },
  { "Facebook", TRUE, FALSE },
  { "Unsubscribe", TRUE, FALSE },
  { "$19.99", TRUE, FALSE },
  { "2026-11-23", TRUE, FALSE },
  { "\u2192", TRUE, FALSE },
  { "", TRUE, FALSE },
  { "ab", TRUE, FALSE },
  { "ww", TRUE, FALSE },
  { "https://example.org/a", TRUE, TRUE },
  { "www.example.org", TRUE, TRUE },
  { "example.org/a", TRUE, TRUE },
  { "see example.org/a", FALSE, FALSE },
};

START_TEST(labels)
{
  g_autoptr(GString) fold = g_string_new("what was there before");
  gsize length = strlen(rows[_i].text);

  ck_assert_msg(label_is_generic(rows[_i].text, length, fold) == rows[_i].generic, "%s", rows[_i].text);
  ck_assert_msg(label_is_url(rows[_i].text, length) == rows[_i].url, "%s", rows[_i].text);
}
END_TEST

/* A text need not end where it ends. */
START_TEST(parts)
{
  g_autoptr(GString) fold = g_string_new(NULL);

  ck_assert(label_is_generic("Read more about bees and their way home", strlen("Read more"), fold));
  ck_assert(!label_is_url("see/this", strlen("see")));
}
END_TEST

Suite *test_label_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("label", &tcase);

  tcase_add_loop_test(tcase, labels, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, parts);
  return suite;
}
