/* SPDX-License-Identifier: MIT */
/* The washed page of a newsletter as one feed's readers may see it. */
#pragma once

#include "model/newsletter.h"
#include "web/show.h"

/* html: from the washer, so every '>' outside of tags and in values is escaped, and every quote in values. Pictures on other servers that nobody is to see (no
 * larger than 2 by 2, or hidden) go: they are there to count readers. The feed's own address is masked in text and attributes; a link
 * that carries it (unsubscribe, preferences) goes through /links/ID instead, so that it still works. Its head says
 * subject and language. The caller frees the result. */
char *original_page(const Show *show, const Newsletter *newsletter, const char *html);

/* Whether the page, as made above, refers to pictures on other servers. */
gboolean original_has_pictures(const char *html);
