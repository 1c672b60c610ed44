/* SPDX-License-Identifier: MIT */
#include "web/feed_format.h"

#include "web/feed_rss.h"

static const FeedFormat formats[] = {
  { ROUTE_FEED_RSS, FEED_RSS_TYPE, feed_rss_write },
};

const FeedFormat *feed_format_of(RouteKind route)
{
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
    if (formats[i].route == route)
      return &formats[i];
  return NULL;
}
