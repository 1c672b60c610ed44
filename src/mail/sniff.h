/* SPDX-License-Identifier: MIT */
/* Quick looks into HTML, far from parsing it: is it HTML, what does its head declare, would a reader see anything. Pure. */
#pragma once

#include <glib.h>

/* Whether text begins like an HTML document, whatever its type says. */
gboolean sniff_is_html(const char *text, gsize length);

/* Whether there is a tag or a character reference in it at all. */
gboolean sniff_has_markup(const char *text);

/* The charset of <meta charset> or <meta http-equiv>, near the beginning of undecoded HTML; NULL. The caller frees it. */
char *sniff_meta_charset(const char *bytes, gsize length);

/* "pt" of "pt-BR, en" (BCP 47), lower case; NULL when it is no language. The caller frees it. */
char *sniff_primary_tag(const char *value);

/* The primary language tag of <html lang>, lower case; NULL. The caller frees it. */
char *sniff_language(const char *html);

/* Whether any visible character stands outside tags, styles, scripts and the title. */
gboolean sniff_is_visible(const char *html);
