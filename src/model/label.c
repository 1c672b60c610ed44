/* SPDX-License-Identifier: MIT */
#include "model/label.h"

#include <string.h>

#include "model/boilerplate.h"
#include "util/chars.h"

#define GENERIC_MAX_WEIGHT 30u /* a longer call to click says what one will see */

/* A picture's caption is boilerplate in the text, but the name of a picture that is a link tells what is behind. */
#define SAYS_NOTHING                                                                                                   \
  (BOILERPLATE_ACTION | BOILERPLATE_GENERIC | BOILERPLATE_SIGNOFF | (BOILERPLATE_NEVER & ~BOILERPLATE_CREDIT))

gboolean label_is_url(const char *text, gsize length)
{
  return memchr(text, ' ', length) == NULL &&
         (g_strstr_len(text, (gssize)length, "://") != NULL ||
          (length > 4 && g_ascii_strncasecmp(text, "www.", 4) == 0) || memchr(text, '/', length) != NULL);
}

/* Fewer than digits: a price, a date, a rating. */
static gsize letters_of(const char *text, gsize length)
{
  gsize digits = 0;

  for (gsize i = 0; i < length; i++)
    digits += g_ascii_isdigit(text[i]);
  return chars_weight(text, length) - digits;
}

gboolean label_is_generic(const char *text, gsize length, GString *fold)
{
  gsize weight = chars_weight(text, length);

  if (weight < 3 || letters_of(text, length) * 2 < weight || label_is_url(text, length))
    return TRUE;
  if (weight > GENERIC_MAX_WEIGHT)
    return FALSE;
  g_string_truncate(fold, 0);
  chars_fold(fold, text, length);
  return (boilerplate_find(boilerplate_index(), fold->str) & SAYS_NOTHING) != 0;
}
