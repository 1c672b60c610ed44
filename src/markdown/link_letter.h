/* SPDX-License-Identifier: MIT */
/* Links that belong to a letter and not to its subject: who publishes it, who wrote it, who signs it. For link_kind.c alone. Pure, linear. */
#pragma once

#include "markdown/link_evidence.h"

/* The publisher's name at the head or foot of a mail, as its copyright notice spells it. */
gboolean link_letter_is_publisher(LinkEvidence *evidence);

/* "Written by Ada and Grace", "by Ada" above an article, a link to somebody's profile; "You are subscribed to the Acme letter". */
gboolean link_letter_is_author(LinkEvidence *evidence);

/* Names and home pages below "See you tomorrow!". */
gboolean link_letter_is_signature(LinkEvidence *evidence);
