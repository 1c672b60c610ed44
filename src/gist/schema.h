/* SPDX-License-Identifier: MIT */
/* What a model answers: one table of the fields of a Gist gives both the JSON schema that it is sent and the check of what comes back. Pure. */
#pragma once

#include <glib.h>

#include "model/gist.h"

#define SCHEMA_MAX_ANSWER (256u * 1024) /* bytes */
#define SCHEMA_MAX_LINKS 12u
#define SCHEMA_MAX_TOPICS 8u

typedef enum {
  SCHEMA_COMMON, /* what every provider knows (reference security 5.1): sizes stand in the descriptions, and are checked here */
  SCHEMA_SIZED /* with the sizes as limits, and what an ordinal looks like: for servers that hold a model to a grammar of it */
} SchemaForm;

/* The JSON schema as text, an object; static. */
const char *schema_json(SchemaForm form);

/* Which ordinals the model was shown: it may name no other. */
typedef struct {
  guint8 *offered; /* one byte per ordinal from 0 on, not 0 for those that were; NULL with count 0 */
  guint count;
} SchemaLinks;

typedef enum {
  SCHEMA_GOOD,
  SCHEMA_REPAIRABLE, /* tell the model what is wrong, and it may do better */
  SCHEMA_HOPELESS    /* nothing that could be called an answer */
} SchemaVerdict;

typedef struct {
  SchemaVerdict verdict;
  Gist *gist;      /* SCHEMA_GOOD: the fields that the model fills; else NULL */
  guint dropped;   /* links that it was not shown or named twice, and addresses in its texts */
  char *complaint; /* what is wrong, one line in English, to be sent back or recorded; NULL for SCHEMA_GOOD */
} SchemaResult;

/* Reads an answer. A code fence around the object and a "<think>" part before it are forgiven, as are texts up to half over their size (they are cut)
 * and too many topics or links (the first ones count). With last, when nothing more will be asked, everything over size is cut. */
SchemaResult *schema_read(const char *answer, gsize length, const SchemaLinks *links, gboolean last);
void schema_result_free(SchemaResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SchemaResult, schema_result_free)
