/* SPDX-License-Identifier: MIT */
/* Mustache templates: the core modules of the spec at github.com/mustache/spec (variables, sections, inverted sections, comments,
 * partials, delimiters), without lambdas. What a template shows is HTML-escaped unless it says otherwise, with {{{name}}} or {{&name}}, or
 * the value is markup already (value_new_html); our own templates have only the latter, so that none of them can forget it.
 * Strings, FALSE and lists as in util/value.h; the empty string is false. */
#pragma once

#include <glib.h>

#include "util/value.h"

#define TEMPLATE_MAX_DEPTH 64 /* of sections and partials within each other, while rendering */

/* Templates by name, each the partial of the others. Once filled it is only read: any number of threads may render. */
typedef struct _TemplateSet TemplateSet;

TemplateSet *template_set_new(void);
void template_set_free(TemplateSet *set);

/* Parses source (UTF-8) under that name; a second one of a name replaces the first. ERROR_INVALID "NAME:LINE: what is wrong". */
gboolean template_set_add(TemplateSet *set, const char *name, const char *source, GError **error);

/* The text, to be freed by the caller. A missing name or partial shows as nothing, as the spec has it; that the template itself is
 * missing is ERROR_NOT_FOUND, and partials within each other beyond TEMPLATE_MAX_DEPTH are ERROR_INVALID. */
char *template_render(const TemplateSet *set, const char *name, const Value *data, GError **error);

/* Appends text with & < > " ' escaped: right in HTML text and in quoted attributes. */
void template_escape(GString *out, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TemplateSet, template_set_free)
