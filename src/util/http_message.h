/* SPDX-License-Identifier: MIT */
/* What the HTTP client sends and what came of it: plain data and its rules, without a socket. Pure and reentrant. */
#pragma once

#include <glib.h>

#define HTTP_MAX_BODY (1024 * 1024)       /* bytes of an answer; more ends the transfer */
#define HTTP_MAX_HEADER_BLOCK (64 * 1024) /* bytes of the header lines of an answer */
#define HTTP_MAX_HEADER_VALUE 8192        /* bytes of one header value that is sent or kept */
#define HTTP_CONNECT_TIMEOUT 10           /* seconds until the connection and TLS stand */
#define HTTP_TOTAL_TIMEOUT 120            /* seconds for a whole request */
#define HTTP_STALL_TIMEOUT 30             /* seconds that an answer that has begun may stand still */

typedef struct {
  char *url;          /* http_request_new checked it */
  GPtrArray *headers; /* of char *, "Name: value", see http_request_header; wiped when freed: keys are among them */
  GBytes *body;       /* POST; NULL: GET */
  const char *const *wanted; /* names of answer headers to keep, lower case, NULL-terminated, static; NULL: none */
  guint timeout;             /* seconds; 0: HTTP_TOTAL_TIMEOUT */
  guint stall_timeout;       /* seconds; 0: HTTP_STALL_TIMEOUT */
  char *proxy;               /* a proxy's URL; NULL: none. What the environment says about proxies is ignored */
  char *ca_file;             /* certificates to trust instead of the system's; NULL: the system's */
  gboolean allow_http;       /* plain http is fine for any host, not for loopback only */
} HttpRequest;

/* The URL must be https, or http to a loopback address (127.0.0.0/8, ::1, localhost) unless allow_http; without user, fragment, white space
 * and control characters. ERROR_INVALID names the URL (there can be no secret in it). */
HttpRequest *http_request_new(const char *url, gboolean allow_http, GError **error);

/* Adds a header. ERROR_INVALID, which names the header but never its value, when the name is no token or the value has anything but visible
 * ASCII, space and tab, or is longer than HTTP_MAX_HEADER_VALUE. */
gboolean http_request_header(HttpRequest *request, const char *name, const char *value, GError **error);

/* The value of a header that was added; NULL when there is none. For tests and signatures. */
const char *http_request_get_header(const HttpRequest *request, const char *name);
void http_request_free(HttpRequest *request);

typedef enum {
  HTTP_ANSWERED,  /* the server answered, with any status; the only outcome with status, headers and body */
  HTTP_RESOLVE,   /* the name has no address */
  HTTP_CONNECT,   /* nobody listens, no route, the proxy refuses */
  HTTP_TLS,       /* handshake or certificate */
  HTTP_TIMEOUT,   /* one of the time limits */
  HTTP_TOO_LARGE, /* more than HTTP_MAX_BODY or HTTP_MAX_HEADER_BLOCK */
  HTTP_TRUNCATED, /* the connection ended before the answer did */
  HTTP_CANCELLED, /* by http_client_cancel_all */
  HTTP_OTHER      /* not HTTP, or an error of the client itself */
} HttpOutcome;

typedef struct {
  HttpOutcome outcome;
  guint status;        /* 100..999 */
  GString *body;       /* bytes as they came: never decompressed, any encoding; never NULL */
  GPtrArray *headers;  /* of char *, "name: value", name in lower case, visible ASCII; only those that were wanted */
  gint64 milliseconds; /* from start to end */
  char *message;       /* one line why there is no answer; never holds what was sent; NULL for HTTP_ANSWERED */
} HttpAnswer;

HttpAnswer *http_answer_new(void);
void http_answer_free(HttpAnswer *answer);

/* Keeps the header line (as received, with or without line end) when its name is among wanted. Characters that are not visible ASCII become '?'. */
void http_answer_header_line(HttpAnswer *answer, const char *const *wanted, const char *line, gsize length);

/* The value of the first such header, NULL when it did not come or was not wanted. */
const char *http_answer_header(const HttpAnswer *answer, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpRequest, http_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpAnswer, http_answer_free)
