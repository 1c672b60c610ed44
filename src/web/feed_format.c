/* SPDX-License-Identifier: MIT */
#include "web/feed_format.h"

#include "web/feed_atom.h"
#include "web/feed_json.h"
#include "web/feed_rss.h"

static const FeedFormat formats[] = {
  { ROUTE_FEED_RSS, FEED_RSS_TYPE, feed_rss_write },
  { ROUTE_FEED_ATOM, FEED_ATOM_TYPE, feed_atom_write },
  { ROUTE_FEED_JSON, FEED_JSON_TYPE, feed_json_write },
  { ROUTE_SEARCH_RSS, FEED_RSS_TYPE, feed_rss_write },
};

const FeedFormat *feed_format_of(RouteKind route)
{
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
    if (formats[i].route == route)
      return &formats[i];
  return NULL;
}
