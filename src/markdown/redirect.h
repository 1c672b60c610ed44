/* SPDX-License-Identifier: MIT */
/* What url_shown knows about click counters. Pure, linear. */
#pragma once

#include <glib.h>

/* The target that a redirect wrapper carries in its own URL, unescaped and not yet repaired; NULL when url is no known
 * wrapper or its target is only known to its server. url: from url_repair. The caller frees it. */
char *redirect_target(const char *url);

/* url without userinfo, tracking parameters and what becomes empty by that. url: from url_repair. The caller frees it. */
char *redirect_strip_tracking(const char *url);
