/* SPDX-License-Identifier: MIT */
/* Chooses the sentences of the summary. Pure; integers only, so that it gives the same everywhere. */
#pragma once

#include <glib.h>

#include "gist/interests.h"
#include "gist/outline.h"

#define RANK_MAX_SENTENCES 4u
#define RANK_MAX_SUMMARY 600u  /* characters in all */
#define RANK_MAX_SENTENCE 320u /* characters of one; longer ones are no summary */
#define RANK_MAX_SCORED 2000u  /* sentences that are scored */

/* The indexes (guint) in outline->sentences of the summary's sentences, in the order of the newsletter; empty when it says nothing. */
GArray *rank_sentences(Outline *outline, const Interests *interests);
