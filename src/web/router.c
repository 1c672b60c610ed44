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
  { "/feeds/*/search", ROUTE_SEARCH },
  { "/feeds/*/search.rss", ROUTE_SEARCH_RSS },
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

static gboolean take_images(const char *value, gsize length, Route *route)
{
  if (length == 1 && *value == '1')
    route->images = TRUE;
  return TRUE;
}

static gboolean take_before(const char *value, gsize length, Route *route)
{
  if (length != ID_LENGTH)
    return FALSE;
  memcpy(route->before, value, ID_LENGTH);
  return id_valid(route->before);
}

static gboolean take_page(const char *value, gsize length, Route *route)
{
  route->page = 0;
  return take_number(value, length, &route->page) == 0 && route->page > 0;
}

/* The next byte of a form's value, or -1 where an escape is broken or stands for NUL. */
static int decode_byte(const char **p, const char *end)
{
  int high, low;

  if (**p != '%')
    return *(*p)++ == '+' ? ' ' : (guchar)(*p)[-1];
  high = end - *p > 2 ? g_ascii_xdigit_value((*p)[1]) : -1;
  low = high >= 0 ? g_ascii_xdigit_value((*p)[2]) : -1;
  *p += 3;
  return high < 0 || low < 0 || (high == 0 && low == 0) ? -1 : high << 4 | low;
}

/* What is longer is cut, to be shown. */
static gboolean take_search(const char *value, gsize length, Route *route)
{
  const char *end = value + length;
  gsize size = 0;

  route->problem = QUERY_FINE;
  for (int byte; value < end && route->problem == QUERY_FINE;) {
    byte = decode_byte(&value, end);
    if (byte < 0)
      route->problem = QUERY_MALFORMED;
    else if (size == QUERY_MAX_BYTES)
      route->problem = QUERY_TOO_LONG;
    else
      route->query[size++] = (char)byte;
  }
  route->query[size] = '\0';
  return TRUE;
}

/* FALSE when a parameter that counts is wrong. */
static gboolean parse_query(const char *query, Route *route)
{
  static const struct {
    const char *name;
    gboolean searching; /* counts where something is searched */
    gboolean (*take)(const char *value, gsize length, Route *route);
  } parameters[] = {
    { "images=", FALSE, take_images },
    { "before=", FALSE, take_before },
    { "q=", TRUE, take_search },
    { "page=", TRUE, take_page },
  };
  gboolean searching = route->kind == ROUTE_SEARCH || route->kind == ROUTE_SEARCH_RSS;

  for (const char *p = query, *end; *p != '\0'; p = *end != '\0' ? end + 1 : end) {
    end = p + strcspn(p, "&");
    for (guint i = 0; i < G_N_ELEMENTS(parameters); i++) {
      gsize name = strlen(parameters[i].name);

      if (g_str_has_prefix(p, parameters[i].name) && (searching || !parameters[i].searching) &&
          !parameters[i].take(p + name, (gsize)(end - p) - name, route))
        return FALSE;
    }
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

  *route = (Route){ .page = 1 };
  for (guint i = 0; i < count; i++) {
    route->kind = patterns[i].kind;
    route->number = 0;
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
