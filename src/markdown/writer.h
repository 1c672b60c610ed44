/* SPDX-License-Identifier: MIT */
/* A document as CommonMark 0.30: blocks, lists tight where that is safe, quotes. Pure, linear in its output. */
#pragma once

#include <glib.h>

#include "markdown/document.h"

/* ordinals: by target, 0 for targets that get no link. */
char *writer_markdown(const Document *document, const guint32 *ordinals);
