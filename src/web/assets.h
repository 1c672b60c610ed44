/* SPDX-License-Identifier: MIT */
/* What is compiled in from templates/: Mustache pages, the style sheet, the icon. The folder /etc/gistwire/templates of design section 3,
 * which is to override them, needs a configuration key; it would be read in assets_templates and nowhere else. */
#pragma once

#include <glib.h>

#include "util/template.h"

/* All templates, parsed, by file name without ".mustache". */
TemplateSet *assets_templates(GError **error);

/* The file of that name; NULL when there is none. */
GBytes *assets_file(const char *name);
