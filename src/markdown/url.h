/* SPDX-License-Identifier: MIT */
/* Link targets of mail. Pure, linear. The caller frees results. */
#pragma once

#include <glib.h>

#define URL_MAX_LENGTH 8192

/* The target a browser would go to for this href (entities already decoded), as an ASCII URL: outer white space, tabs
 * and newlines removed, slashes mended, dot segments folded, numeric hosts written as dotted quads (WHATWG URL), host in
 * lower-case A-labels, everything outside ASCII and unsafe characters percent-encoded, existing escapes and userinfo
 * kept. NULL unless it is an absolute http or https URL with a host that can exist, or a mailto with an address; longer
 * than URL_MAX_LENGTH is NULL too. Idempotent. */
char *url_repair(const char *href);

/* What people should read for url (from url_repair): redirect wrappers whose target stands in the URL itself unwrapped
 * (no request is ever made), tracking parameters (utm_*, mc_cid, fbclid, ...) and userinfo stripped, so that the host
 * that is read is the host that is gone to. Never longer than url; a copy of url when there is nothing to do. */
char *url_shown(const char *url);

/* The host of an http or https URL without "www.", port and userinfo, or NULL. */
char *url_host(const char *url);

/* The pieces of an http or https URL from url_repair, pointing into it. */
typedef struct {
  const char *start, *end;
} UrlSlice;

/* As url_host, but a part of url; empty instead of NULL. */
UrlSlice url_site(const char *url);

typedef struct {
  UrlSlice userinfo; /* with its '@'; empty when absent */
  UrlSlice host;     /* without port; an IPv6 address with its brackets */
  UrlSlice path;     /* from its '/' */
  UrlSlice query;    /* after '?' */
  UrlSlice fragment; /* after '#' */
} UrlParts;

/* FALSE for anything but http and https. */
gboolean url_split(const char *url, UrlParts *parts);
