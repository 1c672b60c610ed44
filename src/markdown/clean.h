/* SPDX-License-Identifier: MIT */
/* Small judgements about what in a mail is content. Pure. */
#pragma once

#include <glib.h>

/* An image's alternative text when it says something: not of a tracking pixel or spacer, not a file name, an address or a word like "image".
 * Any argument may be NULL. NULL when there is nothing to read. */
char *clean_alt(const char *alt, const char *src, const char *width, const char *height);

/* Appends text for a code block: control characters go, no-break spaces become spaces. */
void clean_append_raw(GString *out, const char *text, gsize length);

/* Cuts empty lines off the end of a code block; whether text is left. */
gboolean clean_trim_lines(GString *text);

/* The language of <code class="language-x">, or NULL. */
char *clean_language(const char *class_names);

/* "en" of "en-GB"; NULL when it is no language tag. */
char *clean_primary_language(const char *tag);

/* A non-negative number of at most 9 digits, or fallback. */
guint32 clean_number(const char *value, guint32 fallback);
