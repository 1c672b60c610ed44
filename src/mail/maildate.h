/* SPDX-License-Identifier: MIT */
/* The Date field (RFC 5322 3.3 with the obsolete forms of 4.3). Pure. */
#pragma once

#include <glib.h>

/* Seconds since 1970 UTC; 0 when value is NULL or no date between 1970 and 2100. */
gint64 maildate_parse(const char *value);
