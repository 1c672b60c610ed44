/* SPDX-License-Identifier: MIT */
/* A feed as Atom 1.0 (RFC 4287). Pure: the same state gives the same bytes. */
#pragma once

#include "web/show.h"

#define FEED_ATOM_TYPE "application/atom+xml; charset=utf-8"

/* A FeedWriter (web/feed_format.h), capped like RSS. */
GBytes *feed_atom_write(const Show *show, const Feed *feed, const GPtrArray *items, GError **error);
