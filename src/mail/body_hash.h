/* SPDX-License-Identifier: MIT */
/* What tells that two mails carry the same body. */
#pragma once

#include <glib.h>

/* Hex SHA-256 of everything after a header block, with LF for CR LF and without the line ends at its end: mail servers, mbox files and
 * exports of mail programs change those and nothing else. Pure. */
char *body_hash(const char *bytes, gsize length);
