/* SPDX-License-Identifier: MIT */
/* The MIME tree of a message (RFC 2046), with the limits of mail/decode.h. Pure and reentrant. */
#pragma once

#include <glib.h>

#include "mail/header.h"
#include "mail/param.h"

typedef struct {
  ParamField *type; /* its value is never empty: a missing or malformed one is "text/plain" */
  ParamField *disposition;
  char *encoding;   /* Content-Transfer-Encoding as written, or NULL */
  char *content_id; /* without <>, clean; NULL */
  int parent;       /* index of the multipart it is in; -1 for the message itself */
  guint depth;      /* 0 for the message itself */
  gboolean is_multipart;
  const char *bytes; /* the encoded content, inside the message; a multipart has none */
  gsize length;
} Entity;

typedef struct {
  GPtrArray *entities; /* of Entity, in document order, a multipart before its children */
  gboolean cut;        /* a limit was hit */
} Structure;

/* bytes is the whole message and must outlive the result, block its header_split. A message/rfc822 part is a leaf. */
Structure *structure_read(const char *bytes, gsize length, const HeaderBlock *block);
void structure_free(Structure *structure);

/* Whether the multipart in which the entity stands is of that type. */
gboolean structure_is_in(const Structure *structure, const Entity *entity, const char *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Structure, structure_free)
