/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* The host in lower-case A-labels as browsers make them (UTS 46, non-transitional): GLib's IDNA 2003 conversion, but
 * sharp s, final sigma and the joiners stay what they are instead of leading to another domain. host: valid UTF-8. NULL
 * when it cannot be written so. The caller frees it. */
char *idna_to_ascii(const char *host);
