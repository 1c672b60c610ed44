/* SPDX-License-Identifier: MIT */
/* Style declarations rebuilt from an allow list: properties by name, values token by token. Pure, linear, no recursion. */
#pragma once

#include "markdown/wash_url.h"

#define WASH_CSS_MAX_FUNCTIONS 8u /* calc() in calc() */
#define WASH_ID_PREFIX "u-" /* before every id, so that none is a name of a script's world; style sheets need ids */

/* Appends the declarations of css that are known and harmless as "name:value;name:value", and returns whether there is any. What is written has
 * no '<', '"', '\\', '{', '}', '@' and no comment; strings stand in single quotes; the only functions are colours, gradients, calc() and, in
 * backgrounds and list marks, url() of what wash_url_image gives. Idempotent. */
gboolean wash_css(GString *out, const char *css, gsize length, const WashParts *parts);

/* Past one comment, string or byte at p < end, as CSS has it. */
const char *wash_css_skip(const char *p, const char *end);
/* Past white space and comments. */
const char *wash_css_skip_space(const char *p, const char *end);
