/* SPDX-License-Identifier: MIT */
/* Which answer a request target asks for (design section 8). Pure. */
#pragma once

#include "model/query.h"
#include "util/id.h"

typedef enum {
  ROUTE_NONE, /* nothing is there: the 404 that everything unknown gets */
  ROUTE_HOME,
  ROUTE_FEED, /* as a page */
  ROUTE_FEED_RSS,
  ROUTE_FEED_ATOM,
  ROUTE_FEED_JSON,
  ROUTE_SEARCH, /* within a feed, as a page */
  ROUTE_SEARCH_RSS,
  ROUTE_NEWSLETTER,
  ROUTE_ORIGINAL,
  ROUTE_PART,
  ROUTE_LINK,
  ROUTE_DIGEST,
  ROUTE_STYLE,
  ROUTE_FAVICON,
  ROUTE_ICON,
  ROUTE_ROBOTS,
  ROUTE_HEALTH, /* these two on the admin listener only */
  ROUTE_METRICS
} RouteKind;

#define ROUTE_COUNT (ROUTE_METRICS + 1)

typedef struct {
  RouteKind kind;
  char id[ID_LENGTH + 1];     /* "" when the route has none; else id_valid */
  guint number;               /* of a part */
  gboolean images;            /* ?images=1: a page with pictures from senders' servers */
  char before[ID_LENGTH + 1]; /* ?before=ID: what comes after that item in the list; "" */
  /* Of the two search routes: */
  guint page;           /* ?page=2: from 1 on */
  QueryProblem problem; /* QUERY_MALFORMED, QUERY_TOO_LONG: of the bytes; what they mean is query_parse's business */
  char query[QUERY_MAX_BYTES + 1]; /* ?q=, decoded; "" */
} Route;

/* target: the request target as it came (RFC 9112 3.2), in origin form or, with http or https, in absolute form, whose host is not looked at.
 * The path is not decoded: every route is written in characters that need no escape, so an escape is no route. Of
 * the query, images and before count, where something is searched q and page; a before that is no id and a page that is no number from 1 to
 * 9999 are no route, anything else is ignored. q is decoded as forms encode it, a plus being a space. */
void router_parse(const char *target, Route *route);
/* The same for the admin listener. */
void router_parse_admin(const char *target, Route *route);

/* What a route looks like, for counting: "/robots.txt", with a star in the place of an id; "" for ROUTE_NONE. */
const char *router_pattern(RouteKind kind);
