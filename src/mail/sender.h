/* SPDX-License-Identifier: MIT */
/* Allow-list entries and who matches them (design section 5, reference 2.4). Pure. */
#pragma once

#include <glib.h>

#include "model/newsletter.h"

/* The normal form of an entry as typed: "news@x.org", "news+*@x.org" (any +suffix), "@x.org" (that domain alone),
 * "@.x.org" (its subdomains alone), "list-id:x.example.org". Domains become lower-case A-labels, one trailing dot goes.
 * ERROR_INVALID says what is wrong. */
char *sender_entry_parse(const char *text, GError **error);

/* Whether an entry in normal form names this newsletter's sender. Verdicts are not looked at here. */
gboolean sender_entry_matches(const char *entry, const Newsletter *newsletter);

/* A mail domain as a lower-case A-label, or NULL when it is none (empty label, underscore, IP literal, over 253 bytes).
 */
char *sender_domain(const char *domain);
