/* SPDX-License-Identifier: MIT */
/* What a link's target says about it, without asking anyone. Pure, linear. */
#pragma once

#include "markdown/link_words.h"

typedef struct {
  WordKind
      said; /* by a piece of path or query: WORD_LEAVE, WORD_WEB; by a whole one: WORD_ACTION; by the last one: WORD_NAV */
  gboolean is_root;   /* a bare host */
  gboolean is_own;    /* on the sender's site */
  gboolean is_home;   /* its bare host, of the site or the one that most links have */
  gboolean is_person; /* the page of an author or user */
  gboolean is_topic;  /* of a category of articles */
  gboolean is_social; /* profile or share button */
  gboolean is_vendor; /* home of a sending service */
  gboolean is_store;  /* an application store */
  gboolean is_advert; /* an ad server, or a campaign that calls itself paid */
} LinkUrl;

/* What the table of hosts knows. */
typedef enum {
  HOST_SOCIAL = 1 << 0,
  HOST_VENDOR = 1 << 1,
  HOST_STORE = 1 << 2,
  HOST_ADVERT = 1 << 3,
  HOST_WEB = 1 << 4 /* the copy on the web of a sending service */
} LinkHost;

/* One entry of the table, for its test; NULL beyond the last. */
const char *link_url_host(guint i);

/* url, shown: as in LinkContext, http or https. */
LinkUrl link_url_read(const char *url, const char *shown, const char *sender_host);
