/* SPDX-License-Identifier: MIT */
/* Links in plain text: bare http, https and mailto URLs, "Text <URL>", "Text (URL)",
 * "[Text](URL)", and "Text [1]" with a list of references. Linear. */
#pragma once

#include <glib.h>

#include "markdown/document.h"

#define AUTOLINK_MAX_REFERENCES 999u

/* The targets of lines like "[1] https://...": references[n - 1], NULL where there is none. */
typedef struct {
  char *targets[AUTOLINK_MAX_REFERENCES];
  guint8 used[AUTOLINK_MAX_REFERENCES];
} AutolinkReferences;

/* Whether an http, https or mailto URL begins at p. */
gboolean autolink_is_url(const char *p, const char *end);

/* The number of the reference that this whole line defines, 0 for any other line; *url and *url_length are its target. */
guint autolink_reference(const char *line, gsize length, const char **url, gsize *url_length);

/* Appends one line of text to the current leaf, its links made. references may be NULL. */
void autolink_line(Document *document, const char *line, gsize length, AutolinkReferences *references);
