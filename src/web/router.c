/* SPDX-License-Identifier: MIT */
#include "web/router.h"

#include <string.h>

/* '*' stands for an id. */
static const struct {
  const char *pattern;
  RouteKind kind;
} routes[] = {
  { "/", ROUTE_HOME },
  { "/feeds/*/rss", ROUTE_FEED_RSS },
  { "/newsletters/*", ROUTE_NEWSLETTER },
  { "/links/*", ROUTE_LINK },
  { "/style.css", ROUTE_STYLE },
  { "/favicon.ico", ROUTE_ICON },
  { "/robots.txt", ROUTE_ROBOTS },
};

static gboolean match(const char *pattern, const char *path, gsize length, char *id)
{
  const char *star = strchr(pattern, '*');
  gsize before = star != NULL ? (gsize)(star - pattern) : strlen(pattern);
  gsize after = star != NULL ? strlen(star + 1) : 0;

  id[0] = '\0';
  if (length != before + after + (star != NULL ? ID_LENGTH : 0) || memcmp(path, pattern, before) != 0)
    return FALSE;
  if (star == NULL)
    return TRUE;
  if (memcmp(path + before + ID_LENGTH, star + 1, after) != 0)
    return FALSE;
  memcpy(id, path + before, ID_LENGTH);
  id[ID_LENGTH] = '\0';
  return id_valid(id);
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

void router_parse(const char *target, Route *route)
{
  const char *path = skip_authority(target);
  gsize length = strcspn(path, "?");

  for (guint i = 0; i < G_N_ELEMENTS(routes); i++)
    if (match(routes[i].pattern, path, length, route->id)) {
      route->kind = routes[i].kind;
      return;
    }
  route->kind = ROUTE_NONE;
  route->id[0] = '\0';
}
