/* SPDX-License-Identifier: MIT */
/* A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1). Pure: the same state gives the same bytes. */
#pragma once

#include "web/show.h"

#define FEED_JSON_TYPE "application/feed+json; charset=utf-8"

/* A FeedWriter (web/feed_format.h), capped like RSS. */
GBytes *feed_json_write(const Show *show, const Feed *feed, const GPtrArray *items, GError **error);
