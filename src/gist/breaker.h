/* SPDX-License-Identifier: MIT */
/* When not to ask a model server at all: a circuit breaker, one for each provider. After BREAKER_THRESHOLD failures in a row, or one that says
 * for how long, nothing is sent but one probe now and then. Pure: time comes from the caller. */
#pragma once

#include <glib.h>

#define BREAKER_THRESHOLD 3
#define BREAKER_BASE 30      /* seconds until the first probe; doubled after each that fails */
#define BREAKER_MAX 300      /* seconds between probes of a server that fails */
#define BREAKER_BLOCKED 3600 /* seconds between probes of a server that refuses key, model or quota */

typedef enum { BREAKER_CLOSED, BREAKER_OPEN, BREAKER_HALF_OPEN } BreakerState;

/* Zeroed memory is a closed breaker. A change of the configuration begins with a new one. */
typedef struct {
  BreakerState state;
  guint failures; /* in a row */
  guint probes;   /* that failed in a row */
  gint64 until;   /* open: time of the next probe */
} Breaker;

/* Whether a request may go out now. TRUE of an open breaker makes it half open: this request is the probe, and none else may go until one of
 * the four below was told what came of it. */
gboolean breaker_allow(Breaker *breaker, gint64 now);

/* The time before which breaker_allow will say no; 0 when it would say yes now; G_MAXINT64 while a probe is out. */
gint64 breaker_next(const Breaker *breaker, gint64 now);

/* The server answered, whatever it thinks of the newsletter. TRUE when that closed the breaker: worth a line in the log. */
gboolean breaker_success(Breaker *breaker);

/* The server failed; retry_after as in retry_next. TRUE when that opened a closed breaker: worth a line in the log. */
gboolean breaker_failure(Breaker *breaker, gint64 now, gint64 retry_after);

/* The server will go on refusing everything (PROVIDER_BLOCKED). TRUE as above. */
gboolean breaker_block(Breaker *breaker, gint64 now);

/* The request ended without a word about the server (cancelled). */
void breaker_cancelled(Breaker *breaker, gint64 now);
