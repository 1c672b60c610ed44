/* SPDX-License-Identifier: MIT */
/* Where in a newsletter stands what was searched for. Pure. */
#pragma once

#include "model/newsletter.h"
#include "model/query.h"

/* Of its text, without marks of any kind, the first block in which the most terms of the query stand, and enough of what follows for an excerpt
 * (query_excerpt) of max characters. *text_before: it is not the first block. Nothing is masked. Needs Markdown. The caller frees it. */
char *excerpt_source(const Newsletter *newsletter, const Query *query, guint max, gboolean *text_before);
