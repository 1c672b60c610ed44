/* SPDX-License-Identifier: MIT */
/* The segments of one leaf as CommonMark inlines. Pure. */
#pragma once

#include <glib.h>

#include "markdown/plan.h"

/* What is used again for the next leaf. */
typedef struct {
  Plan plan;
  GString *line;
} InlineWriter;

void inline_init(InlineWriter *writer);
void inline_clear(InlineWriter *writer);

/* Appends one or (after hard breaks) several lines without a final newline. ordinals: by target, 0 for targets that get no link. */
void inline_write(InlineWriter *writer, GString *out, const Document *document, const Block *leaf,
                  const guint32 *ordinals);
