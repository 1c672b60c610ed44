/* SPDX-License-Identifier: MIT */
/* Whatever comes becomes a page of known elements, attributes and styles, well nested, that a second washing leaves as it is. */
#include <stdint.h>

#include "markdown/wash_check.h"
#include "model/newsletter.h"
#include "util/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)part_free);
  Part *part = g_new0(Part, 1);
  g_autofree char *text = text_clean((const char *)data, size, NULL);
  g_autofree char *once = NULL, *twice = NULL;

  part->content_id = g_strdup("a@b");
  g_ptr_array_add(parts, part);
  once = wash_html(text, strlen(text), parts);
  g_assert_cmpstr(wash_check(once), ==, NULL);
  twice = wash_html(once, strlen(once), parts);
  g_assert_cmpstr(once, ==, twice);
  return 0;
}
