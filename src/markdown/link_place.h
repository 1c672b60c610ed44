/* SPDX-License-Identifier: MIT */
/* What a link is by where it stands, when its words only name something: logos, menus, home pages, the small print. For link_kind.c alone. Pure, linear. */
#pragma once

#include "markdown/link_evidence.h"

/* LINK_CONTENT where the place does not tell. */
LinkKind link_place_kind(LinkEvidence *evidence);

/* Whether what stands above asks how the newsletter was. */
gboolean link_place_asks_opinion(const LinkContext *context);
