/* SPDX-License-Identifier: MIT */
/* gzip (RFC 1952), made once per answer. */
#pragma once

#include <glib.h>

/* The same bytes give the same result: no time, no name. NULL when it is not smaller by at least a tenth. */
GBytes *gzip_pack(GBytes *bytes);

/* Whether a client that sent this Accept-Encoding (NULL: none) takes gzip (RFC 9110 12.5.3). */
gboolean gzip_accepted(const char *accept_encoding);
