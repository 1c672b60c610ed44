/* SPDX-License-Identifier: MIT */
/* The one error domain. A code says what the caller does next, never which library failed. */
#pragma once

#include <glib.h>

#define GISTWIRE_ERROR (error_quark())

typedef enum {
  ERROR_INVALID,   /* the input is wrong: tell who gave it */
  ERROR_NOT_FOUND, /* the thing named does not exist */
  ERROR_EXISTS,    /* it is there already */
  ERROR_AGAIN,     /* try again later: busy, full disk, interrupted */
  ERROR_FAILED     /* anything else: report and give up */
} ErrorCode;

GQuark error_quark(void);

/* Sets *error (which may be NULL) and returns FALSE, so that a failing function is one
 * statement: return error_set(error, ERROR_INVALID, "feed '%s' ...", name); */
gboolean error_set(GError **error, ErrorCode code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The same with ": " and the text of an errno value appended. ENOSPC, EDQUOT, EAGAIN, EINTR, EMFILE,
 * ENFILE and ENOMEM become ERROR_AGAIN, ENOENT becomes ERROR_NOT_FOUND, EEXIST ERROR_EXISTS,
 * everything else ERROR_FAILED. */
gboolean error_set_errno(GError **error, int errno_value, const char *format, ...) G_GNUC_PRINTF(3, 4);
