/* SPDX-License-Identifier: MIT */
/* What the files of provider.h share. Adding a provider: one file with these functions, one row in provider.c. */
#pragma once

#include <jansson.h>

#include "gist/provider.h"

/* What an error answer says, wherever it says it; "" when it does not. */
typedef struct {
  guint status;
  char *type, *code, *param, *message;
} ProviderError;

/* The first row that fits decides. An outcome of PROVIDER_NEXT_MODE asks next_mode, and becomes PROVIDER_REJECTED when there is none. */
typedef struct {
  guint status;     /* 0: any */
  const char *code; /* equals type or code, without case; NULL: any */
  const char *text; /* part of the message, without case; NULL: any */
  ProviderOutcome outcome;
} ProviderRule;

struct _Provider {
  const char *name;
  const char *base_url; /* NULL: none, or made from other settings */
  gboolean needs_key;
  gboolean signs;            /* with keys for AWS (provider_keys.c) */
  const char *const *wanted; /* answer headers, NULL-terminated; with those for retries */
  const ProviderRule *rules; /* before those that hold for all; ends with an outcome PROVIDER_OK */

  /* NULL: nothing but what holds for all. */
  gboolean (*check)(const ProviderSettings *settings, GError **error);

  /* The full URL, for the caller. base: base_url of settings or of this row. */
  char *(*url)(const ProviderSettings *settings, const char *base, GError **error);
  /* Whether the schema in this mode is the one with limits; NULL: never. */
  gboolean (*sized)(const ProviderSettings *settings, const ProviderAsk *ask);
  /* NULL when a string is not UTF-8. */
  json_t *(*body)(const ProviderSettings *settings, const ProviderAsk *ask, json_t *schema);
  gboolean (*headers)(const ProviderSettings *settings, HttpRequest *request, gint64 now, GError **error);

  /* A mode in which this error would not come again; FALSE: there is none left. */
  gboolean (*next_mode)(const ProviderSettings *settings, const ProviderAsk *ask, const ProviderError *error,
                        guint *mode);

  /* Reads the JSON of an answer with status 200. */
  void (*read)(const ProviderSettings *settings, const ProviderAsk *ask, const json_t *root, ProviderResult *result);
};

extern const Provider provider_openai, provider_anthropic, provider_bedrock, provider_ollama;

#define PROVIDER_RETRY_HEADERS "retry-after", "retry-after-ms", "x-should-retry"

/* Sets outcome and reason. */
void provider_fail(ProviderResult *result, ProviderOutcome outcome, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Takes the text over as the model's answer; PROVIDER_NO_ANSWER when it is empty. */
void provider_succeed(ProviderResult *result, char *text);

/* Classifies an answer with any other status than 200, or one that is an error although it says 200 (provider_error.c). root: its JSON;
 * NULL when it is none. */
void provider_read_error(const ProviderSettings *settings, const ProviderAsk *ask, const HttpAnswer *answer,
                         const json_t *root, gint64 now, ProviderResult *result);

/* What several providers' files are made of (provider_parts.c). NULL objects are fine. */

/* A whole number of a member, -1 when it is none or negative. */
gint64 provider_count(const json_t *object, const char *key);
/* The sum of the members that are such numbers, -1 when none is. */
gint64 provider_sum(const json_t *object, const char *const *keys);
/* A string member, "" when it is none. Owned by the object. */
const char *provider_string(const json_t *object, const char *key);
/* One clean line of it for the caller, NULL when there is none. */
char *provider_line(const json_t *object, const char *key);
/* The first object of an array whose member key is a string of this value (NULL: is there at all); NULL when there is none. */
const json_t *provider_block(const json_t *array, const char *key, const char *value);
/* The string members text of the objects of an array, joined, but for those whose type is not "text". For the caller. */
char *provider_text_blocks(const json_t *array);

/* The answer is the input of a tool where there is one, else the text blocks of content. */
void provider_read_blocks(const json_t *content, const json_t *input, ProviderResult *result);

/* next_mode of a provider with the modes 0 and 1. */
gboolean provider_second_mode(const ProviderSettings *settings, const ProviderAsk *ask, const ProviderError *error,
                              guint *mode);

/* Why a model stopped, and what that means; ends with a name NULL, whose outcome holds for all others. */
typedef struct {
  const char *name;
  ProviderOutcome outcome;
} ProviderFinish;

/* TRUE when the answer is to be read as complete, else the result says why not. */
gboolean provider_finish(const ProviderFinish *finishes, const char *finish, ProviderResult *result);

/* Authorization: Bearer, when there is a key. */
gboolean provider_bearer(const ProviderSettings *settings, HttpRequest *request, gint64 now, GError **error);

/* The text without the keys of these settings, should a server repeat them. For the caller. Keys of less than 8 characters stay: they are
 * placeholders for servers that want none, and ordinary words. */
char *provider_mask(const ProviderSettings *settings, const char *text);

void provider_keys_clear(ProviderSettings *settings);

#define PROVIDER_TOOL_DESCRIPTION "Takes the gist of the newsletter. Call it once."
#define PROVIDER_DEFAULT_OUTPUT 1000
guint provider_max_output(const ProviderAsk *ask);
const char *provider_schema_name(const ProviderAsk *ask);
