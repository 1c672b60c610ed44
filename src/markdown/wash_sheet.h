/* SPDX-License-Identifier: MIT */
/* The content of a <style> element rebuilt. Of at-rules only @media, not nested; selectors of types, classes, ids (with WASH_ID_PREFIX), harmless
 * attributes and pseudo-classes; declarations by wash_css. Newsletters need it: half of them hide and stack their columns by class, and a page
 * without would show what is meant for another screen. Pure, linear, no recursion. */
#pragma once

#include "markdown/wash_css.h"

/* Appends "selectors{declarations}" and "@media query{...}", one per line; nothing when nothing is left. media: the element's attribute, may be
 * NULL; a query that is not understood drops the sheet. What is written has no '<' and is the same when it is washed again. */
void wash_sheet(GString *out, const char *css, gsize length, const char *media, const WashParts *parts);
