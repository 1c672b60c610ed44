/* SPDX-License-Identifier: MIT */
/* What links are by those they stand with: entries of menus, rows of networks, the numbers of a scale. For survey.c alone. Pure, linear. */
#pragma once

#include "model/newsletter.h"

#define LINK_COMPANY_CONNECTING 16u /* bytes of words between the links of a menu: "or", "Copyright 2026" */

/* One use of a link in the text. */
typedef struct {
  guint32 target, line; /* the latter: index in LinkCompanies.lines */
  gboolean is_first;    /* of this target */
} LinkUseAt;

/* A line with links. */
typedef struct {
  guint32 links, plain; /* uses in it, and bytes of words outside of them; more than LINK_COMPANY_CONNECTING: many */
  guint32 number;       /* among all lines of text */
  guint32 position;     /* of its leaf */
  gboolean is_heading;
} LinkLine;

typedef struct {
  const GArray *uses, *lines; /* of LinkUseAt and LinkLine, in the order of the text */
  const GPtrArray *links;     /* of Link, by ordinal - 1 */
  const guint32 *ordinals;    /* by target */
  guint32 positions;          /* leaves with text */
} LinkCompanies;

/* Changes the kinds of links of content that stand with others. */
void link_company_judge(const LinkCompanies *companies);
