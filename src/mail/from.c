/* SPDX-License-Identifier: MIT */
#include "mail/from.h"

#include "mail/address.h"
#include "mail/rfc2047.h"
#include "util/text.h"

/* The number of From fields; the value of the first goes to *first. */
static guint count_authors(const HeaderBlock *block, const char **first)
{
  guint count = 0;

  for (guint i = 0; i < block->fields->len; i++) {
    const HeaderField *field = g_ptr_array_index(block->fields, i);

    if (g_ascii_strcasecmp(field->name, "From") != 0)
      continue;
    if (count++ == 0)
      *first = field->value;
  }
  return count;
}

static char *read_name(const char *raw)
{
  g_autofree char *name = rfc2047_decode(raw, NULL);

  return *name != '\0' ? text_ellipsize(name, FROM_MAX_NAME) : NULL;
}

gboolean from_read(const HeaderBlock *block, char **name, char **address)
{
  const char *value = "";
  guint count = count_authors(block, &value);
  g_auto(AddressList) list = { 0 };

  address_list_read(value, &list);
  if (list.address == NULL) /* whatever stands there is the best name */
    *name = read_name(value);
  else
    *name = list.phrase != NULL ? read_name(list.phrase) : NULL;
  *address = g_steal_pointer(&list.address);
  return count == 1 && list.mailboxes == 1 && !list.odd;
}
