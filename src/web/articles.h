/* SPDX-License-Identifier: MIT */
/* Articles that newsletters name, and issues of digests, as templates want them. Nothing in them leads to the feed that they are made from:
 * links go through /links/ID or straight to their targets. Pure; show: of the feed that shows them. */
#pragma once

#include "model/article.h"
#include "model/issue.h"
#include "web/show.h"

#define ARTICLES_MAX_NAMES 3u         /* of those who named it; the others are counted */
#define ARTICLES_MAX_NEWSLETTERS 200u /* of an issue; the others are counted */

/* title, href, host, sentence, names (list of before and name), others, and recent in a feed of the most named. NULL when it cannot be
 * reached without telling a hidden address. */
Value *articles_value(const Show *show, const Feed *feed, const Article *article);

/* "Digest of 23 November 2026: 12 newsletters"; g_free. */
char *articles_issue_title(const Feed *feed, const Issue *issue);
/* topics, links and newsletters (lists; has_topics and has_links), more. */
Value *articles_issue_value(const Show *show, const Issue *issue);
