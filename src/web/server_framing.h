/* SPDX-License-Identifier: MIT */
/* Whether a request can be understood in one way only. What another program in front of us could take for something else is refused, and the
 * connection ends with it, so that nothing behind it is taken for a request (request smuggling, RFC 9112 11.2). libmicrohttpd 0.9.75 lets much of
 * that through, in strict mode too (reference http.md). */
#pragma once

#include <glib.h>
#include <microhttpd.h>

/* The header fields that the server looks at. They live as long as the request; NULL when absent. */
typedef struct {
  const char *accept_encoding, *if_modified_since;
  char *if_none_match; /* all lines joined by ", " (RFC 9110 5.3); the caller frees it */
} ServerFields;

/* target_end: where the request target ended in libmicrohttpd's buffer; only ever compared. Returns the status to refuse the request with, or 0;
 * fills fields in when it is 0. */
guint server_framing_check(struct MHD_Connection *connection, const char *method, const char *target_end,
                           const char *version, ServerFields *fields);
