/* SPDX-License-Identifier: MIT */
/* AWS Signature Version 4 (docs.aws.amazon.com/IAM, "Create a signed AWS API request"). Ours because libcurl 7.88 signs paths with ':' wrongly. Pure. */
#pragma once

#include "util/http_message.h"

typedef struct {
  const char *id, *secret;
  const char *session_token; /* NULL: none */
} SigV4Keys;

/* Adds X-Amz-Date, X-Amz-Security-Token where there is a token, and Authorization, which signs method, path, body, host and all headers
 * that stand there but User-Agent. Further headers that are added later are not signed. ERROR_INVALID: a URL with a query, which is not
 * needed here, or a key with characters that no header may have. */
gboolean sigv4_sign(HttpRequest *request, const SigV4Keys *keys, const char *region, const char *service, gint64 now,
                    GError **error);

/* The canonical request that is signed, for tests. path: as sent; headers: "Name: value", Host among them. *signed_headers is
 * the list of their names. Both for the caller. */
char *sigv4_canonical(const char *method, const char *path, const GPtrArray *headers, GBytes *body,
                      char **signed_headers);
/* The value of Authorization. date: "20150830T123600Z". */
char *sigv4_authorization(const char *canonical, const char *signed_headers, const SigV4Keys *keys, const char *region,
                          const char *service, const char *date);
