/* SPDX-License-Identifier: MIT */
/* What the files of the worker share; nobody else includes it. */
#pragma once

#include "pipeline.h"
#include "store/upkeep.h"
#include "util/steady.h"
#include "worker.h"

typedef enum {
  JOB_CLAIM,
  JOB_STORE,
  JOB_PUBLISH,
  JOB_MODEL,
  JOB_DIGEST,
  JOB_DISK_LOW,
  JOB_DISK_FINE,
  JOB_KEEP,
  JOB_STOP
} JobKind;

/* What the model's thread wants written about one question. */
typedef enum {
  REPORT_CLAIM, /* it is about to be sent */
  REPORT_RETRY,
  REPORT_FAIL,
  REPORT_FINISH,
  REPORT_STALE /* it is no longer what would be asked: decisions about those who awaited it */
} ReportKind;

typedef struct {
  ReportKind kind;
  gint64 row;          /* of the gist */
  gint64 next_attempt; /* REPORT_RETRY */
  gboolean charge;     /* REPORT_RETRY: the attempt counts */
  char *reason;        /* REPORT_RETRY, REPORT_FAIL */
  Gist *gist;          /* REPORT_FINISH */
  GPtrArray *gists;    /* REPORT_STALE: of PipelineGist */
  Usage usage;         /* with calls 0: none */
  gboolean claimed;    /* REPORT_CLAIM, afterwards */
} Report;

void worker_report_free(Report *report);

typedef struct _Asker Asker;

/* One mail in flight. */
typedef struct {
  MaildirEntry *entry;
  guint attempts; /* deaths alone so far */
  gboolean alone;
  gint64 decoding_since; /* monotonic seconds, atomic; 0: no decoder has it */
} Flight;

typedef struct {
  JobKind kind;
  Flight *flight;     /* JOB_CLAIM, JOB_STORE */
  PipelineMail *mail; /* JOB_STORE; NULL: could not be read, only the claim ends */
  GPtrArray *gists;   /* JOB_PUBLISH */
  Report *report;     /* JOB_MODEL */
  gboolean done;
  Outcome outcome; /* JOB_STORE, when done */
  guint made;      /* JOB_DIGEST, when done */
} Job;

/* Seconds. */
typedef struct {
  guint look;   /* between two looks at the clock */
  guint settle; /* for which the clock must have gone evenly */
  guint every;  /* from the end of one run to the next */
} KeepTimes;

/* When what was kept long enough is removed; of the thread that made the worker. */
typedef struct {
  KeepTimes times;
  Steady steady;
  gint64 last;  /* end of the last whole run, by the boot clock; 0: none yet */
  gboolean due; /* at once */
} KeepWhen;

struct _Worker {
  Maildir *maildir;
  Store *store;  /* the writer's */
  Store *reader; /* the gister's */
  GThread *writer, *gister;
  GThreadPool *decoders;
  GAsyncQueue *jobs;    /* of Job, to the writer */
  GAsyncQueue *gisting; /* of anything: look for pending items; of &stop_token: end */

  GMutex lock; /* what follows */
  GCond changed;
  Config *config;
  GHashTable *flights; /* entry name to Flight, owned */
  guint64 flight_bytes;
  GHashTable *postponed; /* names that could not be read or stored: left alone until the next timer */
  gboolean stopping;
  gboolean alone; /* a suspect is in flight, and nothing else may be */

  Asker *asker;    /* the model's thread and all that is its own */
  gint resting;    /* atomic: the model is not asked any more today */
  gint publishing; /* atomic: gists are on their way through the writer */
  gint keeping;    /* atomic: the writer removes what was kept long enough */
  gint kept;       /* atomic: it has come to its end, and nobody has taken note yet */
  gint digesting;  /* atomic: so are issues of digests */

  /* of the intake thread alone */
  GPtrArray *backlog;   /* of MaildirEntry, the next one last */
  GHashTable *suspects; /* name to deaths, from an unclean end */
  GMainContext *context;
  guint deadline_source, disk_source, keep_source;
  gboolean disk_low; /* as it was noted last */
  KeepWhen keep_when;

  /* of the writer alone */
  gboolean keep_on;      /* a run is on */
  Keep keep;             /* that run */
  guint64 keep_pause;    /* microseconds before its next step */
  gboolean keep_failing; /* the last one was */
};

/* What is pushed to worker->gisting. */
extern int worker_wake_token, worker_stop_token;

/* Hands a job to the writer, which owns it from then on. */
void worker_push_job(Worker *worker, JobKind kind, Flight *flight, PipelineMail *mail, GPtrArray *gists);

/* The same for a report; when it is written, or cannot be, it goes back by worker_asker_written. */
void worker_push_report(Worker *worker, Report *report);

/* The configuration as it is now; unref it. */
Config *worker_config(Worker *worker);

gboolean worker_is_stopping(Worker *worker);

/* Puts mails of the spool in flight as far as the limits allow. Intake thread only. */
void worker_intake(Worker *worker);

/* The thread functions, and the watch over decoders that never end (a GSourceFunc). */
void worker_decode(gpointer flight, gpointer worker);
gboolean worker_check_deadline(gpointer worker);
gboolean worker_check_disk(gpointer worker); /* a GSourceFunc, too (worker-disk.c) */
gpointer worker_writer(gpointer worker);
gpointer worker_gister(gpointer worker);

/* What was kept long enough (worker-keep.c): seconds between two calls of worker_check_keep, a GSourceFunc. */
guint worker_keep_prepare(Worker *worker);
gboolean worker_check_keep(gpointer worker);
/* The writer's: a run begins; a little of it, in a transaction of its own, after which worker->keep_on says whether there is more. */
void worker_keep_begin(Worker *worker);
void worker_keep_step(Worker *worker);

/* The thread that asks the model (worker-model.c). */
Asker *worker_asker_start(Worker *worker, GError **error);
void worker_asker_stop(Asker *asker); /* before the writer ends */
void worker_asker_free(Asker *asker); /* after it has; NULL is fine */
/* Something may be to be asked, or the configuration is new. Any thread. */
void worker_asker_wake(Asker *asker);
/* The writer is done with that report: takes it over. */
void worker_asker_written(Asker *asker, Report *report);
