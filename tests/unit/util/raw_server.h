/* SPDX-License-Identifier: MIT */
/* A server on loopback that reads requests and answers each with the same bytes, right or wrong. */
#pragma once

#include <glib.h>

typedef struct _RawServer RawServer;

typedef enum {
  RAW_CLOSE, /* after the bytes */
  RAW_KEEP,  /* the connection stays, for further requests */
  RAW_STALL, /* nothing more comes */
  RAW_REPEAT /* the bytes again, without end, until the client goes */
} RawEnd;

/* Copies the bytes. delay: milliseconds before an answer. */
RawServer *raw_server_new(const char *bytes, gssize length, RawEnd end, guint delay);
guint raw_server_port(const RawServer *server);
/* What has come so far: requests, and the last one's bytes for the caller. */
guint raw_server_requests(RawServer *server);
char *raw_server_last(RawServer *server);
void raw_server_free(RawServer *server);
