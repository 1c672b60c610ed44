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

/* url, shown: as in LinkContext, http or https. */
LinkUrl link_url_read(const char *url, const char *shown, const char *sender_host);
