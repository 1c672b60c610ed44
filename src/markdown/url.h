/* SPDX-License-Identifier: MIT */
/* Link targets of mail. Pure, linear. The caller frees results. */
#pragma once

#include <glib.h>

#define URL_MAX_LENGTH 8192

/* The target a browser would go to for this href (entities already decoded), as an ASCII URL: outer white space, tabs and newlines removed
 * (WHATWG URL), host in lower-case A-labels, everything outside ASCII and unsafe characters percent-encoded, existing escapes kept. NULL unless it is an absolute
 * http or https URL with a host, or a mailto with an address; longer than URL_MAX_LENGTH is NULL too. */
char *url_repair(const char *href);

/* What people should read for url (from url_repair): redirect wrappers whose target stands in the URL itself unwrapped (no request is ever made),
 * tracking parameters (utm_*, mc_cid, fbclid, ...) stripped. Never longer than url; url itself when there is nothing to do. */
char *url_shown(const char *url);

/* The host of an http or https URL without "www.", or NULL. */
char *url_host(const char *url);
