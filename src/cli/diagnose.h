/* SPDX-License-Identifier: MIT */
/* What is well, could be better or is wrong, told from facts that somebody else has gathered. Pure. */
#pragma once

#include "store/upkeep.h"
#include "util/config.h"

typedef enum { DIAGNOSIS_OK, DIAGNOSIS_ADVICE, DIAGNOSIS_PROBLEM } DiagnosisLevel;

const char *diagnosis_level_name(DiagnosisLevel level); /* "ok", "advice", "problem" */

typedef struct {
  DiagnosisLevel level;
  const char *about; /* a word or two */
  char *text;        /* one line */
  char *todo;        /* what to do about it; NULL when there is nothing to do */
} Diagnosis;

void diagnosis_free(Diagnosis *diagnosis);

typedef struct {
  gint64 now;
  const Config *config;
  const char *config_file;  /* its path */
  gboolean config_is_there; /* else it is all defaults */

  const char *spool_problem;                                      /* NULL: it is there and may be written */
  guint spool_mails;                                              /* in new/ */
  gint64 spool_oldest;                                            /* when the oldest of them came; 0: there is none */
  guint64 spool_reserves, spool_free, store_reserves, store_free; /* room.h; bytes */

  gboolean store_folder;     /* that of the database is there */
  const char *store_problem; /* NULL: it opens; else nothing below is known */
  const char *foreign;       /* a file of the database that belongs to somebody else than its folder; NULL */
  const char *library;       /* version of SQLite */
  const GPtrArray *damage;   /* from store_check */
  SearchSample search;
  Space space;
  guint gists[4]; /* by GistState */
  StoreStats stats;
} Facts;

/* Of Diagnosis, one for each rule that can be judged. */
GPtrArray *diagnose(const Facts *facts);
