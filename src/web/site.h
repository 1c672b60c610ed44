/* SPDX-License-Identifier: MIT */
/* From a route to a reply, without a socket in sight: what the server answers, and what tests ask. Immutable once made: any number of threads
 * may use one Site. */
#pragma once

#include "store/store.h"
#include "util/config.h"
#include "web/feed_format.h"
#include "web/reply.h"
#include "web/router.h"

typedef struct _Site Site;

Site *site_new(GError **error);
void site_free(Site *site);

/* The reply to GET of that route; feeds have a way of their own (web/serve.h). Unknown, revoked and hidden things get the same 404. NULL with an error when the store or a template
 * fails: the caller answers 503, never something half. */
Reply *site_answer(const Site *site, Config *config, Store *store, const Route *route, GError **error);

/* When what is shown of that feed changed last, as far as the store and the configuration tell. */
gint64 site_changed(const Config *config, const Feed *feed);

/* That feed in the format of the route, or what is found in it, of what stands in the store now. Fills into feed what it shows beside items. */
GBytes *site_write_feed(const Site *site, Config *config, Store *store, const Route *route, Feed *feed, GError **error);

/* An error page; never fails. */
Reply *site_error(const Site *site, Config *config, guint status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Site, site_free)
