/* SPDX-License-Identifier: MIT */
/* The list of feeds as OPML 2.0 (opml.org/spec2.opml), for other feed readers to import. Titles and descriptions are those that the feeds say of
 * themselves. Pure: the same feeds give the same bytes. */
#pragma once

#include "model/feed.h"
#include "util/config.h"

/* feeds: all Feeds, in the order in which they are to stand. group: a feed and what is derived from it make a folder of its name, within which a feed per
 * sender and its senders make another. */
GBytes *feed_opml_write(const Config *config, const GPtrArray *feeds, gboolean group, GError **error);
