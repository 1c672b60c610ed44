/* SPDX-License-Identifier: MIT */
/* Messages inside a message: what somebody forwards with a note, or the letters of a mailing list's digest (RFC 2046 5.1.5, 5.2.1). */
#pragma once

#include <glib.h>

#include "mail/body.h"
#include "mail/structure.h"

#define FORWARDED_MAX 100u       /* messages; more stay attachments */
#define FORWARDED_MAX_NOTE 2000u /* bytes of the text above; below a longer one they are attachments */
#define FORWARDED_MAX_NOTE_HTML 8000u

/* Puts the texts of the messages in structure below body, each under its subject and sender. Their files go to parts, used becomes TRUE for
 * them. Does nothing where they are files beside a letter, in a report of a mail server, or where a single one is all there is (body is
 * BODY_NONE). FALSE when a limit cut something. Pure and reentrant. */
gboolean forwarded_append(const Structure *structure, gboolean *used, Body *body, GPtrArray *parts);

/* Whether a part is a message. */
gboolean forwarded_is_message(const Entity *entity);
