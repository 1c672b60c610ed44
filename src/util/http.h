/* SPDX-License-Identifier: MIT */
/* An HTTP client (libcurl) that runs many requests at once in one thread. HTTP/1.1; redirects, cookies, netrc, decompression and proxies of
 * the environment are off, certificates are checked, every limit of http_message.h holds. A client belongs to the thread that made it;
 * only http_client_wake may be called by others. Must not live across fork. */
#pragma once

#include "util/http_message.h"

typedef struct _HttpClient HttpClient;

/* Called once per started request, from http_client_run or http_client_cancel_all, never from http_client_start. The answer belongs to the
 * callee. It may start further requests (not when it is told HTTP_CANCELLED), but neither run nor cancel. */
typedef void (*HttpDone)(HttpAnswer *answer, gpointer data);

HttpClient *http_client_new(GError **error);

/* Takes the request over. */
void http_client_start(HttpClient *client, HttpRequest *request, HttpDone done, gpointer data);

/* Moves what can be moved and waits for more: until something moved, http_client_wake was called, or that many milliseconds went by
 * (0: no wait). Without a running request it just waits. */
void http_client_run(HttpClient *client, guint milliseconds);

/* Makes http_client_run return, now or at its next call. Any thread; not from a signal handler. */
void http_client_wake(HttpClient *client);

/* Ends everything that runs; each is done as HTTP_CANCELLED. */
void http_client_cancel_all(HttpClient *client);

/* Cancels, then frees; NULL is fine. */
void http_client_free(HttpClient *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpClient, http_client_free)
