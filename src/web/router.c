/* SPDX-License-Identifier: MIT */
#include "web/router.h"

#include <string.h>

#define MAX_DIGITS 4u

/* '*' stands for an id, '#' at the end for a number of at most MAX_DIGITS without leading zeros. */
typedef struct {
  const char *pattern;
  RouteKind kind;
} Pattern;

static const Pattern routes[] = {
  { "/", ROUTE_HOME },
  { "/feeds/*", ROUTE_FEED },
  { "/feeds/*/rss", ROUTE_FEED_RSS },
  { "/feeds/*/atom", ROUTE_FEED_ATOM },
  { "/feeds/*/json", ROUTE_FEED_JSON },
  { "/newsletters/*", ROUTE_NEWSLETTER },
  { "/newsletters/*/original", ROUTE_ORIGINAL },
  { "/newsletters/*/parts/#", ROUTE_PART },
  { "/links/*", ROUTE_LINK },
  { "/digests/*", ROUTE_DIGEST },
  { "/style.css", ROUTE_STYLE },
  { "/favicon.ico", ROUTE_FAVICON },
  { "/icon.png", ROUTE_ICON },
  { "/robots.txt", ROUTE_ROBOTS },
};

static const Pattern admin_routes[] = {
  { "/healthz", ROUTE_HEALTH },
  { "/metrics", ROUTE_METRICS },
};

/* The number that ends a path; the path's length without it, 0 when it ends in none. */
static gsize take_number(const char *path, gsize length, guint *number)
{
  gsize start = length;

  while (start > 0 && length - start < MAX_DIGITS && g_ascii_isdigit(path[start - 1]))
    start--;
  if (start == length || (path[start] == '0' && length - start > 1))
    return 0;
  *number = (guint)g_ascii_strtoull(path + start, NULL, 10);
  return start;
}

static gboolean match(const char *pattern, const char *path, gsize length, Route *route)
{
  const char *star = strchr(pattern, '*');
  gsize before = star != NULL ? (gsize)(star - pattern) : strlen(pattern);
  gsize after = star != NULL ? strlen(star + 1) : 0;

  if (star != NULL && star[after] == '#') {
    after--;
    length = take_number(path, length, &route->number);
  }
  if (length != before + after + (star != NULL ? ID_LENGTH : 0) || memcmp(path, pattern, before) != 0)
    return FALSE;
  if (star == NULL)
    return TRUE;
  if (memcmp(path + before + ID_LENGTH, star + 1, after) != 0)
    return FALSE;
  memcpy(route->id, path + before, ID_LENGTH);
  return id_valid(route->id);
}

/* FALSE when a parameter that counts is wrong. */
static gboolean parse_query(const char *query, Route *route)
{
  static const char before[] = "before=";

  for (const char *p = query, *end; *p != '\0'; p = *end != '\0' ? end + 1 : end) {
    gsize length;

    end = p + strcspn(p, "&");
    length = (gsize)(end - p);
    if (length == strlen("images=1") && memcmp(p, "images=1", length) == 0)
      route->images = TRUE;
    if (length < strlen(before) || memcmp(p, before, strlen(before)) != 0)
      continue;
    if (length != strlen(before) + ID_LENGTH)
      return FALSE;
    memcpy(route->before, p + strlen(before), ID_LENGTH);
    if (!id_valid(route->before))
      return FALSE;
  }
  return TRUE;
}

/* Where the path begins: behind the authority of the absolute form. */
static const char *skip_authority(const char *target)
{
  static const char *const schemes[] = { "http://", "https://" };

  for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
    if (g_ascii_strncasecmp(target, schemes[i], strlen(schemes[i])) == 0) {
      const char *authority = target + strlen(schemes[i]);

      return authority + strcspn(authority, "/?");
    }
  return target;
}

static void parse(const Pattern *patterns, guint count, const char *target, Route *route)
{
  const char *path = skip_authority(target);
  gsize length = strcspn(path, "?");

  for (guint i = 0; i < count; i++) {
    *route = (Route){ .kind = patterns[i].kind };
    if (match(patterns[i].pattern, path, length, route) && parse_query(path + length + (path[length] == '?'), route))
      return;
  }
  *route = (Route){ .kind = ROUTE_NONE };
}

void router_parse(const char *target, Route *route)
{
  parse(routes, G_N_ELEMENTS(routes), target, route);
}

void router_parse_admin(const char *target, Route *route)
{
  parse(admin_routes, G_N_ELEMENTS(admin_routes), target, route);
}

const char *router_pattern(RouteKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS(routes); i++)
    if (routes[i].kind == kind)
      return routes[i].pattern;
  for (guint i = 0; i < G_N_ELEMENTS(admin_routes); i++)
    if (admin_routes[i].kind == kind)
      return admin_routes[i].pattern;
  return "";
}
