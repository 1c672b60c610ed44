/* SPDX-License-Identifier: MIT */
/* The extractive gist: made of the newsletter's own sentences, without a model. Deterministic, pure, reentrant. */
#pragma once

#include "model/gist.h"
#include "model/newsletter.h"

#define EXTRACT_VERSION 2 /* part of the key: raised when the same newsletter would give another gist */

/* newsletter: markdown and links filled in. interests: the feed's, or "" ; they rank what is chosen. addresses: the feed's own mail
 * addresses, one per domain, shown as [your address]; may be NULL. Never fails; a newsletter without text has an empty summary. */
Gist *extract_gist(const Newsletter *newsletter, const char *interests, const char *const *addresses);

/* The key that extract_gist gives, without the work. */
char *extract_key(const Newsletter *newsletter, const char *interests, const char *const *addresses);
