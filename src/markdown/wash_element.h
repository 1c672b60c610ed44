/* SPDX-License-Identifier: MIT */
/* The allow lists of the washer: elements, and the attributes of each with what their values may be. Pure. */
#pragma once

#include "markdown/tag.h"
#include "markdown/tokenizer.h"
#include "markdown/wash_url.h"

#define WASH_MAX_TAG (16u * 1024) /* bytes of attributes written in one tag; what goes beyond is left out */

typedef enum {
  WASH_KEEP,
  WASH_UNKNOWN, /* its content stays; it becomes a <span> when it says something about it */
  WASH_UNWRAP,  /* its content stays */
  WASH_DROP     /* its content goes, too */
} WashFate;

/* *name and *tag are set to the element it becomes when it is kept: every equal one has the same name afterwards. */
WashFate wash_element(const char **name, Tag *tag);

/* Appends ` name="value"` for each attribute of the current tag that <element> may have, and what every link gets. */
void wash_attributes(GString *out, const char *element, Tokenizer *tokenizer, const WashParts *parts);

/* Appends text as HTML text. Control and non-characters, which references can make, are left out. */
void wash_text(GString *out, const char *text, gsize length);
