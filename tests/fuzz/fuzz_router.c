/* SPDX-License-Identifier: MIT */
/* Any request target: the id is one or empty, and a route that is found again from its parts is the same route. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "web/router.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *target = g_strndup((const char *)data, size);
  Route route = { ROUTE_ROBOTS, "not set" };

  router_parse(target, &route);
  g_assert(route.id[0] == '\0' || id_valid(route.id));
  g_assert(route.kind != ROUTE_NONE || route.id[0] == '\0');
  if (route.id[0] != '\0')
    g_assert(strstr(target, route.id) != NULL);
  g_assert(route.page <= 9999 && strlen(route.query) <= QUERY_MAX_BYTES);
  g_assert((route.kind == ROUTE_SEARCH || route.kind == ROUTE_SEARCH_RSS) ||
           (route.query[0] == '\0' && route.problem == QUERY_FINE));
  if (strchr(target, '%') != NULL && (strchr(target, '?') == NULL || strchr(target, '?') > strchr(target, '%')))
    g_assert(route.kind == ROUTE_NONE || strstr(target, "://") != NULL);
  return 0;
}
