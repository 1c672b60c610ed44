/* SPDX-License-Identifier: MIT */
#pragma once

#include "mail/header.h"
#include "model/newsletter.h"

/* What the configured server's own Authentication-Results fields (RFC 8601) say about from_domain (a lower-case A-label, or NULL):
 * VERDICT_PASS for dmarc=pass with header.from, or dkim=pass whose header.d (or header.i domain) aligns (equal, or one is a subdomain of the
 * other with at least two labels in common and no public-suffix-like two-label trap where it can be told); only fields above the first Received count, one with our id below it is
 * VERDICT_FORGED; VERDICT_FAIL when the server reported and nothing aligned passed; VERDICT_UNVERIFIED without authserv_id or without any
 * field of that server. */
Verdict authres_verdict(const HeaderBlock *block, const char *authserv_id, const char *from_domain);
