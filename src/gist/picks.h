/* SPDX-License-Identifier: MIT */
/* The links of a gist: what the newsletter is read for, each once, each with a text that says what it is. Pure. */
#pragma once

#include <glib.h>

#include "gist/interests.h"
#include "gist/outline.h"
#include "model/newsletter.h"

#define PICKS_MAX 12u
#define PICKS_MAX_LINKS 3000u /* places in the text that are looked at */

/* Of GistLink, in the order of the newsletter; texts are one line of any length. */
GPtrArray *picks_find(Outline *outline, const Newsletter *newsletter, const Interests *interests);
