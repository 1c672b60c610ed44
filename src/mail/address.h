/* SPDX-License-Identifier: MIT */
/* Address lists as From holds them (RFC 5322 3.4), read for one question: whose mail is this, and can another program
 * read it differently? Linear, no recursion, pure. */
#pragma once

#include <glib.h>

#define ADDRESS_MAX_LOCAL 255u /* RFC 5321 has 64; bounce-style authors exceed it */

typedef struct {
  guint mailboxes; /* well-formed ones */
  gboolean odd;    /* a group, a route, a malformed mailbox, an open quote or comment: not one clear identity */
  char *phrase;    /* raw display name of the first mailbox, or its comment; NULL */
  char *address;   /* the first mailbox, its domain from sender_domain; NULL when there is none */
} AddressList;

/* value: an unfolded header value, any bytes. Text without '@' between commas ("Acme, Inc. <news@x.org>") is part of a
 * name. */
void address_list_read(const char *value, AddressList *list);

/* Whether this is a local part that names one mailbox everywhere: dot-atom characters of UTF-8, or a quoted string; no
 * percent hack, no bang path, no encoded word. */
gboolean address_local_valid(const char *local);

/* Behind the comment (RFC 5322 3.2.2, nested) whose '(' stands at comment; NULL when it does not end. */
const char *address_skip_comment(const char *comment);

void address_list_clear(AddressList *list);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AddressList, address_list_clear)
