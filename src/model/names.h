/* SPDX-License-Identifier: MIT */
/* Enums that have names in the database, the CLI and JSON. */
#pragma once

#include <glib.h>

/* The index of name in a NULL-terminated list; -1 when it is not there. */
static inline int names_index(const char *const *names, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_strcmp0(names[i], name) == 0)
      return i;
  return -1;
}

/* Sets *value and is TRUE when name is in the list; *value is untouched otherwise. */
#define NAMES_PARSE(names, name, value)                                                                                \
  (names_index(names, name) >= 0 ? (*(value) = names_index(names, name), TRUE) : FALSE)
