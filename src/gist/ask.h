/* SPDX-License-Identifier: MIT */
/* One newsletter's question from the first request to a gist or the reason why there is none: the provider's modes, one round of repair, less text
 * when the model's context is too small, more room when the answer was cut off. No I/O: whoever asks sends the requests and brings the answers. */
#pragma once

#include "gist/prompt.h"
#include "gist/provider.h"

#define ASK_MAX_REQUESTS 12u

/* Whom to ask, shared by all questions of one thread; strings and settings are borrowed. */
typedef struct {
  const ProviderSettings *settings;
  PromptParameters parameters;
  TokensRatio ratio; /* learns from every answer */
  guint mode;        /* of the provider, that worked last */
} AskServer;

typedef enum {
  ASK_MORE,    /* there is a further request, at once */
  ASK_DONE,    /* gist */
  ASK_RETRY,   /* later: the server did not answer this time */
  ASK_BLOCKED, /* the server answers nobody */
  ASK_FAILED   /* asking again is of no use */
} AskOutcome;

typedef struct _Ask Ask;

/* source is borrowed until ask_free. */
Ask *ask_new(AskServer *server, const PromptSource *source);
void ask_free(Ask *ask);

/* The next request, for the caller. ERROR_INVALID when settings or keys make none. */
HttpRequest *ask_request(Ask *ask, gint64 now, GError **error);

/* What came of it. */
AskOutcome ask_answer(Ask *ask, const HttpAnswer *answer, gint64 now);

/* After ASK_DONE, for the caller: all but the key filled in. */
Gist *ask_take_gist(Ask *ask);
/* After ASK_RETRY, ASK_BLOCKED, ASK_FAILED: one clean line, which may quote the server; owned by ask. */
const char *ask_reason(const Ask *ask);
/* After ASK_RETRY: seconds that the server asks for, -1: none. */
gint64 ask_retry_after(const Ask *ask);
/* Whether the last answer was one of a server that works, whatever it thinks of the newsletter. */
gboolean ask_server_works(const Ask *ask);

/* What it has cost so far; what a server does not count is estimated. */
typedef struct {
  guint calls;
  gint64 tokens_in, tokens_out, milliseconds;
} AskCost;

AskCost ask_cost(const Ask *ask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ask, ask_free)
