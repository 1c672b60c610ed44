/* SPDX-License-Identifier: MIT */
/* Searching in a feed: its page, and what a feed of a search has in it. */
#pragma once

#include "store/store.h"
#include "web/router.h"
#include "web/show.h"

/* Whether the route is of a feed of a search for which there is nothing to search: it gets search_page instead. */
gboolean search_refuses(const Route *route);

/* The page of that search in that feed, or with the form alone. *refused: it says what is wrong with the search; it is no 200. NULL without an
 * error when there is no such page of results. show: of that feed, its prefix show_root. */
GBytes *search_page(const Show *show, Store *store, const Feed *feed, const Route *route, gboolean *refused,
                    GError **error);

/* The newest that is found: of Item, as store_item_page gives them. *more: not all that has the words was looked at. */
GPtrArray *search_items(Store *store, const Feed *feed, const Route *route, const ItemPage *page, gboolean *more,
                        GError **error);

/* What a feed of a search says then. */
char *search_more_text(void);

/* Fills in what the form needs. query: what stands in it; NULL: nothing. */
void search_set_form(Value *data, const Show *show, const Feed *feed, const char *query);
