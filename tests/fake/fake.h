/* SPDX-License-Identifier: MIT */
/* A model server for tests: it reads what it is asked as strictly as the real ones, and answers as it is told to, well or badly. */
#pragma once

#include <glib.h>
#include <jansson.h>

typedef enum { FAKE_OPENAI, FAKE_ANTHROPIC, FAKE_BEDROCK, FAKE_OLLAMA, FAKE_UNKNOWN } FakeProvider;

/* What the server was started with. */
typedef struct {
  char *key; /* Bearer or x-api-key; NULL: any, or none */
  char *aws_id, *aws_secret, *aws_token;
  char **refuse;  /* features that it does not know, see fake_request_read */
  char *fallback; /* the answer when nothing else says which: "gist" */
  char *script;   /* file, see fake_script_next */
  char *log;      /* file for one JSON line per request */
  char *address;  /* a loopback address; NULL: 127.0.0.1 */
  char *tls;      /* folder with cert.pem and key.pem */
  int delay;      /* milliseconds before each answer */
} FakeOptions;

typedef struct {
  FakeProvider provider;
  char *method, *path; /* as sent, not decoded */
  GPtrArray *headers;  /* of char *, "Name: value" */
  GByteArray *bytes;
  json_t *body;                /* NULL: it is no JSON */
  char *model, *system, *user; /* "" when they are not there */
  GPtrArray *features;         /* of const char *: means that the request uses */
  guint max_output;
  guint status;  /* the error that the real server would answer with; 0: none */
  char *problem; /* what is wrong with the request; NULL: nothing */
} FakeRequest;

/* An answer: its name, and a number that some take (-1: none). */
typedef struct {
  char name[40];
  long number;
} FakeAnswer;

/* fake_request.c: fills everything below headers and bytes. Features: json_schema, json_object_schema, json_object, text (openai);
 * output_config, tool (anthropic); tool, any_tool, output_schema, text (bedrock); schema, json (ollama); sizes (a schema with
 * limits), temperature, max_tokens,
 * max_completion_tokens. One that is in options->refuse makes it a 400. */
void fake_request_read(FakeRequest *request, const FakeOptions *options);
const char *fake_request_header(const FakeRequest *request, const char *name);
gboolean fake_request_has(const FakeRequest *request, const char *feature);
FakeRequest *fake_request_new(void);
void fake_request_free(FakeRequest *request);
json_t *fake_request_log(const FakeRequest *request, const FakeAnswer *answer, guint number);

/* fake_gist.c: what a model might say to this prompt, as JSON text. "gist": made from its first sentence, subject and links. The others are what
 * models get wrong: extra-key, bad-ordinal, no-links, long, fenced, invalid-json, empty, irrelevant, obey (it does what a hostile newsletter asks). */
char *fake_gist(const FakeRequest *request, const char *kind);

/* fake_envelope.c: the body of an answer with status 200, and that of an error, as the request's provider has them. */
typedef enum { FAKE_FINISHED, FAKE_LENGTH, FAKE_REFUSAL, FAKE_FILTER } FakeFinish;
json_t *fake_envelope(const FakeRequest *request, const char *text, FakeFinish finish);
/* *type: the value of x-amzn-errortype, NULL for the other providers. */
json_t *fake_error(const FakeRequest *request, guint status, const char *message, const char **type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FakeRequest, fake_request_free)
