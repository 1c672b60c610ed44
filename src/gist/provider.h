/* SPDX-License-Identifier: MIT */
/* The model servers behind one interface: how each is asked and how its answer is read. A provider is a row of the table in provider.c whose
 * functions stand in one file provider_NAME.c. All but provider_load_keys is pure: no I/O, same input, same output, any thread.
 *
 * The way of one question:
 *
 *   provider_load_keys   (now and then: keys that were rotated on disk are picked up by it)
 *   provider_request  ->  http_client_start  ->  provider_read
 *      ^------------- next_mode --------------------'   at once, when the outcome is PROVIDER_NEXT_MODE
 */
#pragma once

#include "util/http_message.h"

/* A mode says which means of getting JSON the next request uses. 0 is the provider's best; what comes after is between requests and answers
 * of one provider. At most that many steps follow each other. */
#define PROVIDER_MAX_STEPS 8

#define PROVIDER_TIMEOUT 120 /* seconds; a local model that has to be loaded first may need 600 */

typedef struct _Provider Provider;

/* What stands in the configuration, and the keys that it leads to. Zeroed memory is a valid start; strings are owned. */
typedef struct {
  const Provider *provider;
  char *model;
  char *base_url;         /* without slash at its end; NULL: the provider's own. openai: with its /v1 */
  char *api_key_file;     /* one line: the key; bedrock also ACCESS_KEY_ID:SECRET[:SESSION_TOKEN]; NULL: none */
  char *region;           /* bedrock; NULL: of the profile, then AWS_REGION, then AWS_DEFAULT_REGION */
  char *aws_profile_file; /* bedrock: in the form of ~/.aws/credentials; used when there is no api_key_file */
  char *aws_profile;      /* its section; NULL: "default" */
  char *
      max_tokens_field; /* openai: the name of the output limit; NULL: "max_completion_tokens" for OpenAI, "max_tokens" for others */
  char *proxy;          /* URL; NULL: none */
  char *ca_file;        /* NULL: the system's */
  guint timeout;        /* seconds; 0: PROVIDER_TIMEOUT */
  guint context_tokens; /* ollama: room for prompt and answer (num_ctx); 0: 32768 */
  gboolean allow_http;  /* plain http to other machines */

  /* Filled by provider_load_keys; wiped when cleared. */
  char *api_key;    /* Bearer or x-api-key */
  char *aws_key_id; /* with aws_secret: requests are signed */
  char *aws_secret;
  char *aws_session_token; /* NULL: none */
  char *aws_region;
} ProviderSettings;

void provider_settings_clear(ProviderSettings *settings);

/* Reads the keys of these settings: api_key_file; for bedrock else aws_profile_file, else AWS_BEARER_TOKEN_BEDROCK or AWS_ACCESS_KEY_ID,
 * AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the environment. Replaces what an earlier call found, keeps it on failure. ERROR_NOT_FOUND,
 * ERROR_INVALID or ERROR_AGAIN; messages name file and reason, never contents. A key that the provider can do without may be missing. */
gboolean provider_load_keys(ProviderSettings *settings, GError **error);

/* Whether these settings can lead to a request: model, base URL, region where it is set. ERROR_INVALID. Needs no keys. */
gboolean provider_check(const ProviderSettings *settings, GError **error);

/* One question. Strings are borrowed, valid UTF-8. */
typedef struct {
  const char *system;
  const char *user;
  const char *schema; /* JSON schema as text, an object; in the subset that every provider knows (reference 5.1) */
  const char *schema_sized; /* the same with limits, for servers that can hold a model to them; NULL: there is none */
  const char *schema_name;  /* a-z 0-9 _, at most 64; NULL: "gist" */
  guint max_output_tokens;  /* 0: 1000 */
  guint mode;               /* 0, or next_mode of an answer */
} ProviderAsk;

/* For the caller. ERROR_INVALID when settings or a key do not make a request. now signs it (bedrock). */
HttpRequest *provider_request(const ProviderSettings *settings, const ProviderAsk *ask, gint64 now, GError **error);

typedef enum {
  PROVIDER_OK,        /* text is the model's answer, complete and as the model wrote it: still to be checked */
  PROVIDER_RETRY,     /* the same later: at retry_after if that is set, else by back-off. Speaks against the server */
  PROVIDER_BLOCKED,   /* nothing will come before key, quota, model or address change: no newsletter gets an answer */
  PROVIDER_NEXT_MODE, /* ask at once with next_mode. Worth remembering for other newsletters once it led to PROVIDER_OK */
  PROVIDER_REFUSED,   /* the model or a filter does not want this newsletter: again is of no use */
  PROVIDER_LENGTH,    /* cut off at max_output_tokens: ask with more, or give up */
  PROVIDER_TOO_LONG, /* the prompt does not fit the model's context: ask with less */
  PROVIDER_REJECTED, /* the server calls this request wrong, in every mode: again is of no use */
  PROVIDER_NO_ANSWER, /* the model ended without one, or oddly: this newsletter's trouble, the server is fine. Once more, or give up */
  PROVIDER_MALFORMED /* 200, but not this provider's answer: later by back-off. Speaks against the server */
} ProviderOutcome;

typedef struct {
  ProviderOutcome outcome;
  char *text;                   /* PROVIDER_OK; valid UTF-8, not empty, without NUL; else NULL */
  char *model;                  /* as the server names it, one clean line; NULL: it does not say */
  gint64 tokens_in, tokens_out; /* -1: the server does not say. Failures may have cost tokens, too */
  gint64 retry_after;           /* PROVIDER_RETRY: seconds from now, 0 to 3600; -1: the server does not say */
  guint next_mode;              /* PROVIDER_NEXT_MODE */
  char *reason; /* one clean line, at most 300 characters; NULL for PROVIDER_OK. May quote the server: hostile */
} ProviderResult;

/* Reads what came of a request made from these settings and this question, for the caller; never NULL. now is for dates in Retry-After. An answer that
 * is HTTP_CANCELLED speaks of nobody: whoever cancels does not ask. */
ProviderResult *provider_read(const ProviderSettings *settings, const ProviderAsk *ask, const HttpAnswer *answer,
                              gint64 now);
void provider_result_free(ProviderResult *result);

/* For logs and tests: "ok", "retry", ... */
const char *provider_outcome_name(ProviderOutcome outcome);

/* By the name in the configuration: openai, anthropic, bedrock, ollama; NULL when there is none. ("extract" asks nobody: it is no provider.) */
const Provider *provider_find(const char *name);
const char *provider_name(const Provider *provider);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ProviderSettings, provider_settings_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ProviderResult, provider_result_free)
