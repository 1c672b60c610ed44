/* SPDX-License-Identifier: MIT */
/* Making hostile bytes into text that every later stage may trust: valid UTF-8 without the
 * characters that XML forbids or that mislead a reader. All functions are pure and reentrant;
 * results are new strings that the caller frees. */
#pragma once

#include <glib.h>

/* Valid UTF-8 from any bytes: what is not UTF-8 becomes U+FFFD; CR LF and lone CR become LF; C0 but
 * tab and newline, DEL, C1, and noncharacters are dropped. Bidi controls stay (body text needs them).
 * *repaired, if given, is set to the number of bytes that were not UTF-8. */
char *text_clean(const char *bytes, gsize length, gsize *repaired);

/* For headers, names and titles: text_clean, then bidi controls and other invisible format characters
 * (zero width space, U+FEFF, U+00AD) go, each run of white space is one space, the ends are trimmed. Joiners
 * U+200C and U+200D stay (Persian, emoji). length < 0: nul-terminated. */
char *text_clean_line(const char *bytes, gssize length);

/* U+202A..202E, U+2066..2069, U+200E, U+200F, U+061C. */
gboolean text_is_bidi_control(gunichar c);

/* At most max_chars characters of valid UTF-8 text, cut at a space where one is near, with
 * U+2026 at the end when something was cut (counted in max_chars). */
char *text_ellipsize(const char *text, gsize max_chars);

/* The text with every occurrence of the mail address replaced: case-insensitive; also with '@' or '+' percent-encoded, with '=' for '@' as
 * list servers write it, and as a part of local+anything@domain. address may be NULL: a copy. */
char *text_mask_address(const char *text, const char *address, const char *replacement);

/* "12.3 MiB". */
char *text_size(guint64 bytes);

/* Number of words: runs of letters or digits; each Han, Hiragana, Katakana character counts one
 * half, as reading speed has it (rounded up). */
guint text_count_words(const char *text, gsize length);
