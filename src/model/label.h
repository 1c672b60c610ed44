/* SPDX-License-Identifier: MIT */
/* Whether the text of a link says what is behind it. Pure; text is valid UTF-8. */
#pragma once

#include <glib.h>

/* It is an address, not words. */
gboolean label_is_url(const char *text, gsize length);

/* It says nothing: "Read more", "here", a price, an address. What a longer call to click says is worth reading. fold: room to work in. */
gboolean label_is_generic(const char *text, gsize length, GString *fold);
