/* SPDX-License-Identifier: MIT */
/* What a newsletter is about, in a few short terms: names, headings, terms that come back. Pure. */
#pragma once

#include <glib.h>

#include "gist/interests.h"
#include "gist/outline.h"

#define TOPICS_MAX 7u
#define TOPICS_MAX_CHARACTERS 40u    /* of one */
#define TOPICS_MAX_CANDIDATES 20000u /* term sequences that are counted */

/* The topics (char *, as the newsletter writes them), best first; may be empty. sender is the newsletter's own name, which is none. */
GPtrArray *topics_find(Outline *outline, const char *sender, const Interests *interests);
