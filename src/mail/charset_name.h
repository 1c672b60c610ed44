/* SPDX-License-Identifier: MIT */
/* Charset labels, as mailers write them, to names for iconv. Pure. */
#pragma once

#include <glib.h>

#define CHARSET_JAPANESE "ISO-2022-JP" /* iconv's own does not do: see charset.c */
#define CHARSET_HZ "HZ"                /* unknown to iconv: see charset.c */

/* The name iconv knows for a declared charset ("ks_c_5601-1987" is CP949, "iso-8859-1" is CP1252, as in browsers). NULL when the label
 * names none. The caller frees it. */
char *charset_name(const char *label);
