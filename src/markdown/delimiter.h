/* SPDX-License-Identifier: MIT */
/* Delimiters that CommonMark 0.30 (6.2) reads as they are meant. Pure, linear. */
#pragma once

#include "markdown/plan.h"

/* Gives each span but links its delimiter, and has letters encoded where that alone makes a delimiter work. */
void delimiter_choose(Plan *plan);
