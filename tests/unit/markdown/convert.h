/* SPDX-License-Identifier: MIT */
/* What the tests of the conversion share. */
#pragma once

#include "support.h"

/* A row of a conversion test: the Markdown, without the final newline, that input becomes. */
typedef struct {
  const char *input, *markdown;
} ConvertRow;

/* Fails the test unless the row holds, and unless libcmark finds no raw HTML in the Markdown and only links of this document. */
void convert_check_html(const ConvertRow *row);
void convert_check_text(const ConvertRow *row);
