/* SPDX-License-Identifier: MIT */
/* Content-Type and Content-Disposition values with their parameters (RFC 2045 5.1, RFC 2183, RFC 2231), forgiving. Pure. */
#pragma once

#include <glib.h>

#define PARAM_MAX 100u

typedef struct {
  char *value;       /* "text/html" or "attachment": lower case, without white space; "" when there is none */
  GPtrArray *params; /* private */
  gboolean cut;      /* more than PARAM_MAX parameters */
} ParamField;

/* value may be NULL: an empty field. */
ParamField *param_parse(const char *value);
void param_free(ParamField *field);

/* The bytes of a parameter, continuations joined and percent-decoded; NULL. The caller frees it. */
char *param_bytes(const ParamField *field, const char *name);

/* The same as a clean UTF-8 line, encoded words in it decoded too, as many mailers write them. */
char *param_text(const ParamField *field, const char *name);

/* Whether the parameter has that value, case ignored. */
gboolean param_is(const ParamField *field, const char *name, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ParamField, param_free)
