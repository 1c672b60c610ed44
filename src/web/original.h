/* SPDX-License-Identifier: MIT */
/* The washed page of a newsletter as one feed's readers may see it. */
#pragma once

#include "model/newsletter.h"
#include "web/show.h"

/* html: from the washer, so every '>' outside of tags and in values is escaped. The feed's own address is masked in text and attributes; a link
 * that carries it (unsubscribe, preferences) goes through /links/ID instead, so that it still works. The caller frees the result. */
char *original_page(const Show *show, const Newsletter *newsletter, const char *html);
