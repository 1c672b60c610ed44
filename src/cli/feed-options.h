/* SPDX-License-Identifier: MIT */
/* The options of feed add and feed edit. */
#pragma once

#include "cli/cli.h"

/* NULL: not given. */
typedef struct {
  char *name, *description, *interests, *language, *policy, *address, *max_items, *max_bytes, *show, *images, *status;
  char *hold, *hide_irrelevant; /* yes or no */
  gboolean all, most_named;
  char *per_sender, *per_link, *digest; /* a source feed */
  char *every, *at;
} FeedOptions;

void feed_options_clear(FeedOptions *options);

/* What add and edit share. */
#define FEED_OPTIONS(options)                                                                                          \
  { "description", 0, 0, G_OPTION_ARG_STRING, &(options).description, NULL, NULL },                                    \
      { "interests", 0, 0, G_OPTION_ARG_STRING, &(options).interests, NULL, NULL },                                    \
      { "language", 0, 0, G_OPTION_ARG_STRING, &(options).language, NULL, NULL },                                      \
      { "hold", 0, 0, G_OPTION_ARG_STRING, &(options).hold, NULL, NULL },                                              \
      { "hide-irrelevant", 0, 0, G_OPTION_ARG_STRING, &(options).hide_irrelevant, NULL, NULL },                        \
      { "policy", 0, 0, G_OPTION_ARG_STRING, &(options).policy, NULL, NULL },                                          \
      { "max-items", 0, 0, G_OPTION_ARG_STRING, &(options).max_items, NULL, NULL },                                    \
      { "max-bytes", 0, 0, G_OPTION_ARG_STRING, &(options).max_bytes, NULL, NULL },                                    \
      { "show", 0, 0, G_OPTION_ARG_STRING, &(options).show, NULL, NULL },                                              \
      { "images", 0, 0, G_OPTION_ARG_STRING, &(options).images, NULL, NULL },                                          \
  {                                                                                                                    \
    "status", 0, 0, G_OPTION_ARG_STRING, &(options).status, NULL, NULL                                                 \
  }

/* What only add has. */
#define FEED_KIND_OPTIONS(options)                                                                                     \
  { "address", 0, 0, G_OPTION_ARG_STRING, &(options).address, NULL, NULL },                                            \
      { "all", 0, 0, G_OPTION_ARG_NONE, &(options).all, NULL, NULL },                                                  \
      { "per-sender", 0, 0, G_OPTION_ARG_STRING, &(options).per_sender, NULL, NULL },                                  \
      { "per-link", 0, 0, G_OPTION_ARG_STRING, &(options).per_link, NULL, NULL },                                      \
      { "most-named", 0, 0, G_OPTION_ARG_NONE, &(options).most_named, NULL, NULL },                                    \
      { "digest", 0, 0, G_OPTION_ARG_STRING, &(options).digest, NULL, NULL },                                          \
      { "every", 0, 0, G_OPTION_ARG_STRING, &(options).every, NULL, NULL },                                            \
  {                                                                                                                    \
    "at", 0, 0, G_OPTION_ARG_STRING, &(options).at, NULL, NULL                                                         \
  }

/* Puts what was given into the feed. ERROR_INVALID for values that make no sense, and for what a feed of that kind does not have. */
gboolean feed_options_apply(Cli *cli, const FeedOptions *options, Feed *feed, GError **error);

/* Sets kind, most_named, every and at_hour of a new feed; *source is what was given as its source, NULL when it has none. ERROR_INVALID. */
gboolean feed_options_kind(const FeedOptions *options, Feed *feed, const char **source, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FeedOptions, feed_options_clear)
