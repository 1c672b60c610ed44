/* SPDX-License-Identifier: MIT */
/* The list of feeds as OPML 2.0 (opml.org/spec2.opml), for other feed readers to import. Titles and descriptions are those that the feeds say of
 * themselves. Pure: the same feeds give the same bytes. */
#pragma once

#include "model/feed.h"
#include "util/config.h"

/* feeds: of Feed, in the order in which they are to stand. */
GBytes *feed_opml_write(const Config *config, const GPtrArray *feeds, GError **error);
