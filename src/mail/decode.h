/* SPDX-License-Identifier: MIT */
/* Bytes of a message to a Newsletter and its body: pure, deterministic, reentrant, no I/O. A thread stack of 256 KB is enough for any
 * message. */
#pragma once

#include <glib.h>

#include "model/newsletter.h"

/* Limits on what a sender controls (reference section 6). */
#define MAIL_MAX_HEADER_BLOCK (256u * 1024)
#define MAIL_MAX_HEADER (32u * 1024)
#define MAIL_MAX_HEADERS 1000u
#define MAIL_MAX_ADDRESSES 100u
#define MAIL_MAX_DEPTH 50u
#define MAIL_MAX_PARTS 1000u
#define MAIL_MAX_BODY (2u * 1024 * 1024) /* of one decoded text body */

typedef enum { BODY_NONE, BODY_HTML, BODY_TEXT } BodyKind;

typedef struct {
  Newsletter *newsletter; /* all but markdown, words, links and the confirmation flag */
  GPtrArray *recipients;  /* of char *: Delivered-To, X-Original-To, Envelope-To above the first Received line */
  BodyKind kind;
  char *body; /* clean UTF-8, LF line ends, format=flowed already undone; NULL with BODY_NONE */
} Mail;

/* Decodes a message (RFC 5322, 2045-2047, 2231, 3676; a leading mbox "From " line is skipped). Any bytes give a Mail, with flags for what
 * was repaired or cut; ERROR_INVALID only for an empty message. received is kept as given. authserv_id may be NULL. */
Mail *mail_decode(GBytes *message, gint64 received, const char *authserv_id, GError **error);

/* The trivial reader for a mail that killed the decoder: hashes, size, From and Subject by a plain search for lines;
 * NEWSLETTER_UNDECODED is set, parts and text are empty. Calls no library but GLib. Never fails. */
Newsletter *mail_read_trivially(GBytes *message, gint64 received);

void mail_free(Mail *mail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mail, mail_free)
