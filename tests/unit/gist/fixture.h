/* SPDX-License-Identifier: MIT */
/* Newsletters for the tests of the gist. */
#pragma once

#include "gist/outline.h"
#include "model/newsletter.h"

typedef struct {
  LinkKind kind;
  const char *url, *text;
} FixtureLink;

/* A newsletter "Weekly" of "The Weekly" with this Markdown; links up to one without URL, ordinals from 1; links may be NULL. */
Newsletter *fixture_newsletter(const char *markdown, const FixtureLink *links);

/* The strings of an array, each with a newline after it. */
char *fixture_lines(const GPtrArray *strings);
