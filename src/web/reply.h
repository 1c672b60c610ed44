/* SPDX-License-Identifier: MIT */
/* An answer as data: status, headers, bytes. What kind of answer it is decides the headers for safety and caching, so that no place can
 * forget one (design section 8, reference security.md 3.2). */
#pragma once

#include <glib.h>

typedef enum {
  REPLY_PAGE,     /* HTML of ours, private to who knows the address */
  REPLY_ORIGINAL, /* HTML of a sender, washed: in a sandbox of its own, to be shown in a frame of ours or alone */
  REPLY_PICTURED, /* the same with pictures from anywhere */
  REPLY_PART,     /* a picture of a mail, or a file to be saved */
  REPLY_FEED,     /* RSS */
  REPLY_ASSET,    /* style sheet, icon, robots.txt: the same for everyone */
  REPLY_REDIRECT, /* 302 */
  REPLY_ADMIN,    /* for the machines of whoever runs the server */
  REPLY_ERROR     /* an HTML page that says why there is nothing else */
} ReplyKind;

typedef struct {
  const char *name, *value;
  char *owned; /* the value, when it is no constant; NULL */
} ReplyHeader;

typedef struct {
  guint status;
  GBytes *body;
  GArray *headers;     /* of ReplyHeader, validators included */
  char *etag;          /* with quotes; NULL when it has none */
  char *last_modified; /* NULL when it has none */
  gpointer response;   /* what the server made of it, for a reply that is sent many times; set atomically */
  GDestroyNotify response_free;
} Reply;

/* body is taken over; type is its Content-Type, NULL for none. */
Reply *reply_new(guint status, ReplyKind kind, const char *type, GBytes *body);
void reply_free(Reply *reply);

/* name: a constant. value is copied. */
void reply_add_header(Reply *reply, const char *name, const char *value);

/* A strong ETag of the bytes, and Last-Modified unless changed is 0. */
void reply_set_validators(Reply *reply, gint64 changed);

/* Whether the client's copy is this one (RFC 9110 13.2.2): If-None-Match, all its lines joined by commas, decides when it is there, else
 * If-Modified-Since, which must be our very date (an earlier or later one is not a date of this state). Either may be NULL. Only a 200 can be
 * not modified. */
gboolean reply_not_modified(const Reply *reply, const char *if_none_match, const char *if_modified_since);

/* The value of that header, NULL when it is not there; owned by the reply. */
const char *reply_header(const Reply *reply, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reply, reply_free)
