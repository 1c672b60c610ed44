/* SPDX-License-Identifier: MIT */
#pragma once

#include "model/newsletter.h"

/* Whether this decoded newsletter (Markdown and links filled in) is a sign-up confirmation, an address verification or
 * a forwarding code, told by headers and wording in the languages of its word table. Pure. */
gboolean confirmation_recognise(const Newsletter *newsletter);
