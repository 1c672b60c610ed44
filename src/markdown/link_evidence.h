/* SPDX-License-Identifier: MIT */
/* What is known about a link, read once: its text, its target and the words around it. For link_kind.c alone. Pure, linear. */
#pragma once

#include "markdown/link_kind.h"
#include "markdown/link_url.h"

#define LINK_EVIDENCE_PHRASE 16u /* units of a text that is furniture and no sentence of an article */

/* The words of a part, read when somebody asks. */
typedef struct {
  gboolean is_read;
  WordScan words;
} LinkScan;

/* Everything that is known about one link, each read once. */
typedef struct {
  const LinkContext *context;
  WordScan text;
  LinkUrl url;
  gboolean is_spelt;                                 /* the text is the target itself */
  gboolean is_address;                               /* or an address of another kind */
  gboolean is_first;                                 /* in the first blocks */
  gboolean is_late;                                  /* in the last third, or in the small print */
  gboolean is_alone;                                 /* its line is nothing but this link */
  LinkScan line, near, lead, next_to, before, after; /* behind the functions of their names */
} LinkEvidence;

LinkEvidence link_evidence_read(const LinkContext *context);

/* In the first blocks or late. */
static inline gboolean link_evidence_is_outer(const LinkEvidence *evidence)
{
  return evidence->is_first || evidence->is_late;
}

/* The words of a block, which are read once; of none: nothing. */
WordScan link_evidence_block(LinkBlock *block);
WordScan link_evidence_words(LinkWords words);

/* Of its line. */
WordScan link_evidence_line(LinkEvidence *evidence);
/* Of the line before (step -1) or after (step 1) in its block, else of the block before or after. */
WordScan link_evidence_beside(LinkEvidence *evidence, int step);

/* Of its sentence, up to it where an address ends that; where that only points to it, of what stands before. */
WordScan link_evidence_near(LinkEvidence *evidence);
/* Of what stands before its sentence. */
WordScan link_evidence_lead(LinkEvidence *evidence);
/* The kinds of the words that its text goes on with: "powered by", "our archive is". */
WordKind link_evidence_next_to(LinkEvidence *evidence);

/* Whether there is nothing but the link in its block. */
gboolean link_evidence_is_whole_block(const LinkContext *context);
/* Whether its text says nothing, so that what stands around it counts. */
gboolean link_evidence_is_here(const LinkEvidence *evidence);

/* Whether all of a text is known phrases, or so much of a short one: an article may have "unsubscribe" in its title. */
gboolean link_evidence_is_whole(WordScan scan);
gboolean link_evidence_is_mostly(WordScan scan, guint percent);
