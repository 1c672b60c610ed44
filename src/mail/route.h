/* SPDX-License-Identifier: MIT */
/* Recipient and sender to feeds or the waiting room (design section 6). Pure: the caller looks feeds up. */
#pragma once

#include <glib.h>

#include "model/feed.h"

/* The local part that names a feed when recipient is LOCAL@domain or LOCAL+anything@domain and domain is one of ours
 * (A-labels, case ignored); lower case, without the +suffix. NULL for every other address. */
char *route_local_part(const char *recipient, const char *const *domains);

typedef struct {
  gboolean publish;
  char *reason; /* one line for people: why it waits; NULL with publish */
} RouteDecision;

/* What happens to the newsletter at this feed (its allow list filled in): a confirmation mail and an open feed publish;
 * an allow-list feed wants a matching entry and, with require_authentication (authserv_id is configured), VERDICT_PASS;
 * VERDICT_FORGED always waits, but for nothing else is a confirmation held. */
void route_decide(const Newsletter *newsletter, const Feed *feed, gboolean require_authentication,
                  RouteDecision *decision);

/* The feeds (of Feed *, allow lists filled in) whose allow list names the sender of a mail that names no feed; only with
 * VERDICT_PASS, or with VERDICT_UNVERIFIED and by_sender. Without by_sender a list-id entry does not count: no server
 * vouches for a List-Id. The caller still asks route_decide for each. Elements belong to feeds. */
GPtrArray *route_by_sender(const Newsletter *newsletter, GPtrArray *feeds, gboolean by_sender);

void route_decision_clear(RouteDecision *decision);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RouteDecision, route_decision_clear)
