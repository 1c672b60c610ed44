/* SPDX-License-Identifier: MIT */
#pragma once

#include "mail/header.h"

#define FROM_MAX_NAME 200u /* characters; a longer name ends in an ellipsis */

/* Reads the author from a header block (RFC 5322 3.6.2, reference 2.4 and D7): *name (clean line; the field's text when
 * no address can be read; or NULL), *address (local part as written, domain as lower-case A-label; NULL when there is
 * none). FALSE when the identity is ambiguous: not exactly one From field (folded and spaced spellings counted), not
 * exactly one mailbox, a group, a bad domain; *address is then the first that can be told, for display only. The caller
 * frees both. */
gboolean from_read(const HeaderBlock *block, char **name, char **address);
