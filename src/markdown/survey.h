/* SPDX-License-Identifier: MIT */
/* The links of a document that was read: each target once, with its text, its kind and its number in the order of appearance. Pure, linear. */
#pragma once

#include "markdown/document.h"
#include "model/newsletter.h"

typedef struct {
  GPtrArray *links;  /* of Link, by ordinal - 1 */
  guint32 *ordinals; /* by target; 0: it has no text */
  char *web_url;     /* NULL when the newsletter links to no copy of itself */
  guint words;       /* of the whole text */
} Survey;

Survey *survey_document(const Document *document, const char *list_unsubscribe); /* the latter may be NULL */
void survey_free(Survey *survey);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Survey, survey_free)
