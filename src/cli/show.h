/* SPDX-License-Identifier: MIT */
/* Newsletters and gists for people and for scripts. */
#pragma once

#include "cli/cli.h"

json_t *show_newsletter_json(const Newsletter *newsletter);
json_t *show_gist_json(const Newsletter *newsletter, const Gist *gist);
void show_gist_text(const Newsletter *newsletter, const Gist *gist);

/* The newsletter's text as an HTML fragment with its links where they really go; the caller frees it. */
char *show_html(const Newsletter *newsletter);
