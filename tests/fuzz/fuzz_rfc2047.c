/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "mail/param.h"
#include "mail/rfc2047.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What comes out is one clean line, and clean text stays as it is. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *value = g_strndup((const char *)data, size);
  g_autofree char *line = rfc2047_decode(value, "koi8-r");
  g_autoptr(ParamField) field = param_parse(value);
  g_autofree char *name = param_text(field, "name");

  if (!g_utf8_validate(line, -1, NULL) || strpbrk(line, "\r\n\t") != NULL)
    g_error("not a clean line: %s", line);
  if (name != NULL && (!g_utf8_validate(name, -1, NULL) || strpbrk(name, "\r\n\t") != NULL))
    g_error("not a clean line: %s", name);
  return 0;
}
