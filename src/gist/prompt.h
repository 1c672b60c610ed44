/* SPDX-License-Identifier: MIT */
/* What a model is asked about a newsletter, from templates/gist-*.mustache. Nothing of other newsletters, feeds or the configuration is in it,
 * and none of the feed's own mail addresses. Pure but for the random boundary; any thread. */
#pragma once

#include "gist/schema.h"
#include "gist/tokens.h"
#include "model/feed.h"

#define PROMPT_VERSION                                                                                                 \
  1 /* part of the key and stored with each gist: raised with every change of the templates or the schema */

typedef struct {
  const char *provider, *model;
  guint max_input_tokens, max_output_tokens;
} PromptParameters;

typedef struct {
  const Newsletter *newsletter; /* headers and links; filter_links was called */
  const char *compact;          /* what of it a model reads (markdown/compact.h) */
  const Feed *feed;             /* its interests and language */
  const char *const *addresses; /* the feed's own, one per domain; may be NULL */
} PromptSource;

/* The name of a question: the same for all feeds that would ask the same. ERROR_FAILED when the templates are broken. */
char *prompt_key(const PromptSource *source, const PromptParameters *parameters, GError **error);

/* What came of an earlier round. */
typedef struct {
  const char *complaint; /* of schema_read */
  const char *answer;
} PromptRepair;

typedef struct {
  char *system, *user;
  guint tokens;      /* estimated, uncorrected, both together */
  guint left_out;    /* per cent of the newsletter's text that did not fit, at least 1 when anything did not */
  SchemaLinks links; /* that stand in it */
} Prompt;

/* The newsletter is cut at a block boundary from its end, where newsletters say the least, to max_input_tokens as corrected by ratio; a first block that is
 * longer than that, at a line or word. repair may be NULL. */
Prompt *prompt_new(const PromptSource *source, const PromptParameters *parameters, const TokensRatio *ratio,
                   const PromptRepair *repair, GError **error);
void prompt_free(Prompt *prompt);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prompt, prompt_free)
