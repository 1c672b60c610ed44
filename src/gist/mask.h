/* SPDX-License-Identifier: MIT */
/* The feed's own mail addresses are told to nobody: not to those who read the feed, not to a model. Pure; addresses may be NULL, results are the
 * caller's. */
#pragma once

#include <glib.h>

#define MASK_MARK "[your address]"

/* The text with MASK_MARK for each of them, in the forms that text_mask_address knows. */
char *mask_addresses(const char *text, const char *const *addresses);

/* The same for Markdown, where backslashes may part an address, and local parts that are long enough to be random ids go alone, too. */
char *mask_markdown(const char *markdown, const char *const *addresses);

gboolean mask_found(const char *text, const char *const *addresses);

/* The letters and digits of Markdown in lower case, with numeric references read, and of nothing else: formats, escapes and entities may part
 * an address, but not these. */
char *mask_bare(const char *text, gsize length);
