/* SPDX-License-Identifier: MIT */
#include "gist/interests.h"

#include <string.h>

#include "util/chars.h"

#define ENDING_MAX 3u   /* characters that may follow a short term in its word */
#define COMPOUND_MIN 7u /* letters of a term that is looked for within words */

static gboolean is_separator(gunichar c)
{
  return c == ',' || c == ';' || c == '\n' || c == 0x3001 || c == 0xff0c || c == 0xff1b || c == 0x060c;
}

static void add_term(Interests *interests, const char *start, const char *end)
{
  g_autoptr(GString) folded = g_string_new(NULL);
  gsize length = chars_trim(&start, (gsize)(end - start));

  if (length == 0 || interests->terms->len >= INTERESTS_MAX)
    return;
  chars_fold(folded, start, length);
  if (folded->len > INTERESTS_MAX_TERM)
    g_string_truncate(folded,
                      (gsize)(g_utf8_find_prev_char(folded->str, folded->str + INTERESTS_MAX_TERM + 1) - folded->str));
  while (folded->len > 0 && strchr(" .!?", folded->str[folded->len - 1]) != NULL)
    g_string_truncate(folded, folded->len - 1);
  if (folded->len > 0)
    g_ptr_array_add(interests->terms, g_strdup(folded->str));
}

Interests *interests_new(const char *text)
{
  Interests *interests = g_new0(Interests, 1);
  const char *start = text, *p = text;

  interests->terms = g_ptr_array_new_with_free_func(g_free);
  if (text == NULL)
    return interests;
  for (; *p != '\0'; p = g_utf8_next_char(p))
    if (is_separator(g_utf8_get_char(p))) {
      add_term(interests, start, p);
      start = g_utf8_next_char(p);
    }
  add_term(interests, start, p);
  return interests;
}

void interests_free(Interests *interests)
{
  if (interests == NULL)
    return;
  g_ptr_array_unref(interests->terms);
  g_free(interests);
}

static gboolean is_word(const char *p)
{
  return chars_class(g_utf8_get_char(p)) == CHARS_WORD;
}

static gboolean matches(const char *folded, const char *found, gsize length, gboolean compound)
{
  const char *after = found + length;
  guint ending = 0;

  if (!is_word(found) || compound)
    return TRUE;
  if (found > folded && is_word(g_utf8_find_prev_char(folded, found)))
    return FALSE;
  while (is_word(after) && ending <= ENDING_MAX) {
    after = g_utf8_next_char(after);
    ending++;
  }
  /* Two and three letters are names ("AI", "Go", "SQL"): they have no endings. */
  return length <= 3 ? ending == 0 : ending <= ENDING_MAX;
}

guint interests_count(const Interests *interests, const char *folded)
{
  guint count = 0;

  for (guint i = 0; i < interests->terms->len; i++) {
    const char *term = g_ptr_array_index(interests->terms, i);
    gsize length = strlen(term);
    gboolean compound = g_utf8_strlen(term, -1) >= (glong)COMPOUND_MIN;

    for (const char *p = strstr(folded, term); p != NULL; p = strstr(g_utf8_next_char(p), term))
      if (matches(folded, p, length, compound)) {
        count++;
        break;
      }
  }
  return count;
}
