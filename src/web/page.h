/* SPDX-License-Identifier: MIT */
/* The HTML pages. Pure; results are complete documents. show: of the feed that is shown, its prefix show_root. */
#pragma once

#include "web/show.h"

GBytes *page_home(const Show *show, GError **error);

/* item: with everything but raw and part bytes. */
GBytes *page_newsletter(const Show *show, const Feed *feed, const Item *item, GError **error);

/* The page between, for links that act: it shows the target first. */
GBytes *page_between(const Show *show, const Link *link, GError **error);

/* status: one of 400, 404, 405, 413, 500, 503. */
GBytes *page_error(const Show *show, guint status, GError **error);
