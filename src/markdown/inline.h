/* SPDX-License-Identifier: MIT */
/* The segments of one leaf as CommonMark inlines. Pure. */
#pragma once

#include <glib.h>

#include "markdown/document.h"

/* Appends one or (after hard breaks) several lines without a final newline. ordinals: by target, 0 for targets that get no link. */
void inline_write(GString *out, const Document *document, const Block *leaf, const guint32 *ordinals);
