/* SPDX-License-Identifier: MIT */
/* Words that say nothing by themselves, by language. */
#pragma once

#include <glib.h>

typedef enum {
  LANGUAGE_EN,
  LANGUAGE_DE,
  LANGUAGE_FR,
  LANGUAGE_ES,
  LANGUAGE_IT,
  LANGUAGE_PT,
  LANGUAGE_NL,
  LANGUAGE_SV,
  LANGUAGE_DA, /* and Norwegian */
  LANGUAGE_PL,
  LANGUAGE_RU,
  LANGUAGE_JA,
  LANGUAGE_ZH,
  LANGUAGE_KO,
  LANGUAGE_ANY, /* newsletters' own words, months and weekdays: never a topic, in no language */
  LANGUAGE_COUNT
} Language;

#define STOPWORDS_SLOTS 4096u /* a power of two, well above the number of words */

/* An index over the table, of pointers into static data. */
typedef struct {
  struct {
    const char *word;
    guint16 length;
    guint16 languages; /* a bit per Language */
  } slots[STOPWORDS_SLOTS];
} Stopwords;

/* The index: a constant, computed at the first call from any thread. */
const Stopwords *stopwords_index(void);

/* The languages (bits) in which the word, in the form of chars_fold, is a stop word. */
guint stopwords_find(const Stopwords *stopwords, const char *word, gsize length);
