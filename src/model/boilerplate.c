/* SPDX-License-Identifier: MIT */
#include "model/boilerplate.h"

#include <string.h>

#include "model/phrases.h"
#include "util/chars.h"

static guint bucket_of(const char *p)
{
  guint32 key = (guchar)p[0] | (guint32)(guchar)p[1] << 8 | (guint32)(guchar)p[2] << 16;

  return (key * 2654435761u) >> 21;
}

G_STATIC_ASSERT(BOILERPLATE_BUCKETS == 1u << (32 - 21));

static void add_row(Boilerplate *boilerplate, guint row)
{
  const char *p = phrase_rows[row].phrases;

  while (*p != '\0' && boilerplate->count < BOILERPLATE_MAX_PHRASES) {
    gsize length = strcspn(p, "|");
    guint bucket = bucket_of(p), i = boilerplate->count++;

    boilerplate->phrases[i].text = p;
    boilerplate->phrases[i].length = (guint16)length;
    boilerplate->phrases[i].row = (guint16)row;
    boilerplate->phrases[i].next = boilerplate->heads[bucket];
    boilerplate->heads[bucket] = (guint16)(i + 1);
    p += length;
    p += *p == '|';
  }
}

const Boilerplate *boilerplate_index(void)
{
  static Boilerplate index;
  static gsize done;

  if (g_once_init_enter(&done)) {
    for (guint row = 0; phrase_rows[row].phrases != NULL; row++)
      add_row(&index, row);
    g_once_init_leave(&done, 1);
  }
  return &index;
}

/* Whether nothing is left but signs. */
static gboolean is_decoration(const char *p)
{
  for (; *p != '\0'; p = g_utf8_next_char(p))
    if (chars_class(chars_at(p)) != CHARS_OTHER)
      return FALSE;
  return TRUE;
}

/* Whether the phrase, which stands at the place where after begins, counts there. */
static gboolean counts(PhraseWhere where, const char *after, gboolean at_start)
{
  gboolean word_ends = chars_class(chars_at(after)) != CHARS_WORD;

  switch (where) {
  case PHRASE_ANYWHERE:
    return TRUE;
  case PHRASE_WORD:
    return word_ends;
  case PHRASE_START:
    return at_start;
  case PHRASE_WORD_START:
    return at_start && word_ends;
  case PHRASE_WHOLE:
    return at_start && is_decoration(after);
  }
  return FALSE;
}

static guint find_at(const Boilerplate *boilerplate, const char *p, gboolean at_start)
{
  guint classes = 0;

  for (guint i = boilerplate->heads[bucket_of(p)]; i != 0; i = boilerplate->phrases[i - 1].next) {
    gsize length = boilerplate->phrases[i - 1].length;
    const PhraseRow *row = &phrase_rows[boilerplate->phrases[i - 1].row];

    if (strncmp(p, boilerplate->phrases[i - 1].text, length) == 0 && counts(row->where, p + length, at_start))
      classes |= row->classes;
  }
  return classes;
}

guint boilerplate_find(const Boilerplate *boilerplate, const char *folded)
{
  gboolean at_start = TRUE;
  CharsClass before = CHARS_OTHER;
  guint classes = 0;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = chars_at(p);
    CharsClass class = chars_class(c);

    /* Words are looked up at their beginning only; without spaces any character may be one. */
    if ((class != CHARS_WORD || before != CHARS_WORD) && p[1] != '\0')
      classes |= find_at(boilerplate, p, at_start);
    if (class != CHARS_OTHER)
      at_start = FALSE;
    before = class;
  }
  return classes;
}
