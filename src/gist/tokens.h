/* SPDX-License-Identifier: MIT */
/* How many tokens a text is for a language model, without its tokenizer: every character costs what it costs on the average in its script, measured
 * on newsletters with o200k_base; what a server reports corrects the estimate for its model. Pure. */
#pragma once

#include <glib.h>

/* text is valid UTF-8; length < 0: to its end. */
guint tokens_estimate(const char *text, gssize length);

/* Estimates against what a server counted. Zeroed memory: nothing is known yet. */
typedef struct {
  double estimated, reported;
} TokensRatio;

void tokens_learn(TokensRatio *ratio, gint64 estimated, gint64 reported);
guint tokens_correct(const TokensRatio *ratio, guint estimated);
/* The other way: which estimate becomes that many tokens. */
guint tokens_uncorrect(const TokensRatio *ratio, guint tokens);
