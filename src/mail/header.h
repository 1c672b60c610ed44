/* SPDX-License-Identifier: MIT */
/* The raw header block of a message, split before any library sees a byte (reference D3, 2.4), with the caps of
 * mail/decode.h applied. Pure. */
#pragma once

#include <glib.h>

typedef struct {
  char *name; /* as written, trailing white space removed; ASCII; never NULL */
  char *
      value; /* raw bytes, unfolded (CR and LF removed, the folding white space kept), ends trimmed, NUL replaced by '?' */
} HeaderField;

typedef struct {
  GPtrArray *fields;  /* of HeaderField, top to bottom */
  gsize envelope_end; /* offset after the leading run of Return-Path, Delivered-To, X-Original-To, Envelope-To lines */
  gsize body;         /* offset of the first byte after the empty line; the length when there is none */
  gboolean cut;       /* a cap was hit; From fields beyond it are kept all the same */
} HeaderBlock;

HeaderBlock *header_split(const char *bytes, gsize length);
void header_block_free(HeaderBlock *block);

/* The first field of that name (case ignored), its value owned by the block; NULL. */
const char *header_first(const HeaderBlock *block, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HeaderBlock, header_block_free)
