/* SPDX-License-Identifier: MIT */
/* Text in any charset, well or badly labelled, to UTF-8. Pure and reentrant. */
#pragma once

#include <glib.h>

/* The text as clean UTF-8 (text_clean). label is the charset as declared, hint a second opinion (<meta charset>); either may be NULL,
 * unknown or wrong: bytes that are valid UTF-8 win over a single-byte label, and what contradicts its label is guessed.
 * *repaired, if given, grows by the number of bytes that fitted no charset. The caller frees it. */
char *charset_decode(const char *bytes, gsize length, const char *label, const char *hint, gsize *repaired);
