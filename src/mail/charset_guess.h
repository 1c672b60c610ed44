/* SPDX-License-Identifier: MIT */
/* The charset of unlabelled 8-bit text that is not UTF-8, by validity and by the letters that languages use most. Pure. */
#pragma once

#include <glib.h>

/* A name for iconv, static; "CP1252" when nothing speaks for another one. */
const char *charset_guess(const char *bytes, gsize length);

/* Whether text is too dense in 8-bit bytes to be a Western language, whatever its label says. */
gboolean charset_is_dense(const char *bytes, gsize length);
