/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Whether two domains (lower-case A-labels) belong to one organisation as far as can be told without the public suffix
 * list: equal, or one below the other when the upper one has at least two labels and is not a name under which anyone
 * registers (a table of the common ones: co.uk, com.au, github.io; not complete). Siblings are not aligned. */
gboolean align_domains(const char *a, const char *b);

/* Whether lower is a proper subdomain of upper. */
gboolean align_is_below(const char *lower, const char *upper);
