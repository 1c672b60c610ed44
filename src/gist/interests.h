/* SPDX-License-Identifier: MIT */
/* A feed's interests: terms in any language, separated by commas, semicolons or newlines. Pure. */
#pragma once

#include <glib.h>

#define INTERESTS_MAX 50u      /* terms that count */
#define INTERESTS_MAX_TERM 80u /* bytes of a term that count */

typedef struct {
  GPtrArray *terms; /* of char *, in the form of chars_fold */
} Interests;

/* text may be NULL or "". */
Interests *interests_new(const char *text);
void interests_free(Interests *interests);

/* How many different terms a text in the form of chars_fold names. A term matches where a word begins, and a short ending may follow ("database" finds
 * "databases"); a term of seven letters or more also within a compound ("datenschutz" in "eudatenschutzrecht"). */
guint interests_count(const Interests *interests, const char *folded);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Interests, interests_free)
