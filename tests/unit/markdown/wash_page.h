/* SPDX-License-Identifier: MIT */
/* What the tests of the washer share. */
#pragma once

#include "markdown/wash_check.h"
#include "model/newsletter.h"
#include "support.h"

/* One part is named twice, one has no name. */
static inline GPtrArray *wash_parts(void)
{
  static const char *const ids[] = { "logo@x.org", NULL, "photo 2", "logo@x.org" };
  GPtrArray *parts = g_ptr_array_new_with_free_func((GDestroyNotify)part_free);

  for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
    Part *part = g_new0(Part, 1);

    part->content_id = g_strdup(ids[i]);
    g_ptr_array_add(parts, part);
  }
  return parts;
}

/* Washes, and checks what holds for every page. */
static inline char *wash_page(const char *html)
{
  g_autoptr(GPtrArray) parts = wash_parts();
  gsize length = strlen(html);
  g_autofree char *exact = length > 0 ? g_memdup2(html, length) : NULL; /* no nul behind it: reading on is seen */
  char *page = wash_html(exact, length, parts);
  g_autofree char *again = wash_html(page, strlen(page), parts);

  ck_assert_msg(wash_check(page) == NULL, "%s: %s gives %s", wash_check(page), html, page);
  ck_assert_msg(strcmp(page, again) == 0, "%s gives %s and then %s", html, page, again);
  return page;
}
