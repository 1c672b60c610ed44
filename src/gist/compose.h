/* SPDX-License-Identifier: MIT */
/* An issue of a digest from gists that are there already: nobody is asked. Pure: the same gives the same. */
#pragma once

#include "model/article.h"
#include "model/feed.h"
#include "model/issue.h"

#define COMPOSE_MAX_TOPICS 8u
#define COMPOSE_MAX_LINKS 10u

typedef struct {
  const GPtrArray *
      items; /* of Item, in the order in which they are told; gist (may be NULL) and newsletter with headers and links */
  const GPtrArray *articles;    /* of Article, the most named first; their senders counted */
  const char *const *addresses; /* mail addresses to be masked; NULL-terminated */
} ComposeSource;

/* Appends the lines: topics that at least two newsletters have, links, and every newsletter with the first sentence of its gist. A link that
 * would tell an address is left out. */
void compose_issue(const ComposeSource *source, Issue *issue);
