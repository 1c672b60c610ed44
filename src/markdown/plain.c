/* SPDX-License-Identifier: MIT */
#include "markdown/plain.h"

#include <string.h>

void plain_read(Document *document, const char *text, gsize length)
{
  const char *p = text, *end = text + length;

  while (p < end) {
    const char *newline = memchr(p, '\n', (gsize)(end - p));
    const char *stop = newline != NULL ? newline : end;

    if (strspn(p, " \t") >= (gsize)(stop - p))
      document_end_leaf(document, BLOCK_PARAGRAPH, 0);
    else
      document_text(document, p, (gsize)(stop - p), 0, 0, FALSE);
    document_space(document, 0);
    p = newline != NULL ? newline + 1 : end;
  }
  document_end_leaf(document, BLOCK_PARAGRAPH, 0);
}
