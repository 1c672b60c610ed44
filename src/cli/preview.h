/* SPDX-License-Identifier: MIT */
/* The options of gistwire preview, and its second half: what would change in a feed. */
#pragma once

#include "cli/cli.h"

typedef struct {
  char *interests, *language, *show, *feed;
  char **include, **exclude, **links;
  int last;
} PreviewOptions;

void preview_options_clear(PreviewOptions *options);

/* Prints what would become of the newest options->last items of the feed if these filters were added and interests and language were as the
 * options say, and what it would cost. */
gboolean preview_feed(Cli *cli, const PreviewOptions *options, const GPtrArray *filters, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PreviewOptions, preview_options_clear)
