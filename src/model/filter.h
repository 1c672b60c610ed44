/* SPDX-License-Identifier: MIT */
/* What a feed wants, told without a model. Pure; filters: of Filter, may be NULL.
 *
 * Patterns ignore case; '*' stands for any characters, '?' for one.
 * - A subject pattern with a '*' or '?' is held against the whole subject, one without must stand somewhere in it.
 * - A link pattern is HOST or HOST/PATH, without scheme. A host is the one named, with or without "www."; "*.x.org" are its subdomains. Without a path
 *   every path matches. Held against the link as it is clicked and as it is shown. */
#pragma once

#include "model/feed.h"

#define FILTER_MAX_PATTERN 200u /* characters */

/* Whether that can be a pattern of that kind: ERROR_INVALID. */
gboolean filter_check(FilterKind kind, const char *pattern, GError **error);

/* Why a newsletter of this subject does not come into the feed, one line for people; NULL: it does. */
char *filter_subject(const GPtrArray *filters, const char *subject);

/* Makes the links that the filters exclude into ones that no gist shows. For a newsletter that is not stored afterwards. Whether there is such a filter:
 * a second call finds nothing left to do, but says the same. */
gboolean filter_links(const GPtrArray *filters, Newsletter *newsletter);
