/* SPDX-License-Identifier: MIT */
/* Character references of HTML (WHATWG HTML 13.2.5.72 to 13.2.5.80): all named ones, the legacy ones without ';', decimal and
 * hexadecimal ones with the windows-1252 repairs. Pure, reentrant, at most ENTITY_MAX_NAME bytes of look-ahead for a name. */
#pragma once

#include <glib.h>

#define ENTITY_MAX_NAME 32 /* the longest name with its ';' */
#define ENTITY_MAX_UTF8 8  /* two code points of four bytes */

/* Decodes the reference at p (which points at '&'). in_attribute: a name without ';' before '=' or a letter or digit is text there.
 * Returns the number of bytes it takes, 0 when this is no reference; out gets the UTF-8, *out_length its length. */
gsize entity_decode(const char *p, const char *end, gboolean in_attribute, char out[ENTITY_MAX_UTF8],
                    gsize *out_length);
