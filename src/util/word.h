/* SPDX-License-Identifier: MIT */
/* The words of a text as search compares them: small letters without accents, compatibility forms as what they stand for. Scripts that are
 * written without spaces, and Korean, whose particles hang on to words, are taken character by character: there a word of a query is a run
 * of words here. No language is assumed, so nothing is stemmed. Pure.
 *
 * The index of the store is made of these words and can be mended only with the same ones: whoever changes what this gives adds a
 * migration that rebuilds it. */
#pragma once

#include <glib.h>

#define WORD_MAX_BYTES 96u /* of a word; what is longer counts by its beginning */

typedef enum {
  WORD_PLAIN,
  WORD_MARKDOWN /* of ours (markdown/writer.h): its links' ordinals, references and stars within words are no text */
} WordSource;

/* word is not nul-terminated and lives during the call; start and end are the bytes of text that it stands for. A result other than 0 ends
 * the walk. */
typedef int (*WordFunc)(const char *word, gsize length, gsize start, gsize end, gpointer data);

/* Calls func for each word in order; its last result. text may be any bytes. The local part of what looks like a mail address has no
 * words: with prefixes one could spell out the secret address of a feed. */
int word_each(const char *text, gsize length, WordSource source, WordFunc func, gpointer data);

/* Whether this word (from word_each) is one character of a script that is taken character by character. */
gboolean word_is_alone(const char *word, gsize length);
