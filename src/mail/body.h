/* SPDX-License-Identifier: MIT */
/* Which of a message's parts is what its reader sees. Pure and reentrant. */
#pragma once

#include <glib.h>

#include "mail/decode.h"
#include "mail/structure.h"

typedef struct {
  BodyKind kind;
  char *text;     /* clean UTF-8; NULL with BODY_NONE */
  char *language; /* of <html lang>, primary tag; NULL */
  gboolean cut;   /* at MAIL_MAX_BODY */
  gsize repaired; /* bytes that fitted no charset */
} Body;

/* The best alternative, the texts of a mixed message in order. used, one per entity, becomes TRUE for what is in the body or says the same
 * in another form: the rest are attachments. */
void body_choose(const Structure *structure, Body *body, gboolean *used);
void body_clear(Body *body);

/* Cuts the text at MAIL_MAX_BODY. */
void body_limit(Body *body);

/* Appends text to HTML, in paragraphs and lines. */
void body_text_as_html(GString *out, const char *text);

/* The charset the first text part declares, for raw 8-bit header fields; NULL. The caller frees it. */
char *body_charset(const Structure *structure);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Body, body_clear)
