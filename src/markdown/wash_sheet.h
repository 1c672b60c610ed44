/* SPDX-License-Identifier: MIT */
/* The content of a <style> element rebuilt. Of at-rules only @media, not nested; selectors of types, classes, harmless attributes and pseudo-classes;
 * declarations by wash_css. Pure, linear, no recursion. */
#pragma once

#include "markdown/wash_css.h"

/* Appends "selectors{declarations}" and "@media query{...}", one per line; nothing when nothing is left. media: the element's attribute, may be
 * NULL; a query that is not understood drops the sheet. What is written has no '<' and is the same when it is washed again. */
void wash_sheet(GString *out, const char *css, gsize length, const char *media, const WashParts *parts);
