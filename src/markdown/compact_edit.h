/* SPDX-License-Identifier: MIT */
/* Writes the units of a text again, without what was judged to go. Pure, linear. */
#pragma once

#include "markdown/compact_text.h"

typedef enum {
  FATE_KEEP,
  FATE_UNLINK, /* the text stays */
  FATE_DROP    /* the text goes too; only where compact_edit_may_drop allows it */
} CompactFate;

/* Whether the mention can be taken out of its unit and leave whole sentences: it ends a line, after one. */
gboolean compact_edit_may_drop(const CompactText *text, const CompactUnit *unit, const CompactMention *mention);

/* is_cut: by unit; fates: by mention. Dividing lines with nothing before or after them, and units of which only marks are left, go. An item
 * whose first unit was cut keeps its marker. The caller frees it. */
char *compact_edit(const CompactText *text, const gboolean *is_cut, const CompactFate *fates);
