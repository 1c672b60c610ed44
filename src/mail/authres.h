/* SPDX-License-Identifier: MIT */
#pragma once

#include "mail/header.h"
#include "model/newsletter.h"

/* What the configured server's own Authentication-Results fields (RFC 8601) say about from_domain (a lower-case
 * A-label, or NULL). VERDICT_PASS: dmarc=pass with header.from equal to it, or dkim=pass whose header.d (header.i
 * without one) is aligned with it (mail/align.h). VERDICT_FAIL: the server reported and nothing aligned passed, or
 * dmarc=fail stands against it, or one of its fields does not parse. VERDICT_FORGED: a field with our id below the
 * first Received line. VERDICT_UNVERIFIED: no authserv_id, or no field of that server and of RFC 8601's version 1. In a
 * block without a Received line every field counts as above it. */
Verdict authres_verdict(const HeaderBlock *block, const char *authserv_id, const char *from_domain);
