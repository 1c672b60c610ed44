/* SPDX-License-Identifier: MIT */
/* The writer thread. */
#include "util/date.h"
#include "util/error.h"
#include "util/log.h"
#include "worker-private.h"

#define MAX_PER_COMMIT 32u
#define RETRY_FIRST_MS 500u
#define RETRY_LAST_MS 30000u

static void job_free(Job *job)
{
  pipeline_mail_free(job->mail);
  g_clear_pointer(&job->gists, g_ptr_array_unref);
  worker_report_free(job->report);
  g_free(job);
}

static gboolean write_report(Store *store, const Config *config, Report *report, GError **error)
{
  guint changed;

  if (report->usage.calls > 0 && !store_usage_add(store, date_now(), &report->usage, error))
    return FALSE;
  switch (report->kind) {
  case REPORT_CLAIM:
    return store_gist_claim(store, report->row, date_now(), &report->claimed, error);
  case REPORT_RETRY:
    return store_gist_retry(store, report->row, report->next_attempt, report->reason, report->charge, error);
  case REPORT_FAIL:
    return store_gist_fail(store, report->row, report->reason, error);
  case REPORT_FINISH:
    return store_gist_finish(store, report->row, report->gist, error);
  case REPORT_STALE:
    return pipeline_publish(store, config, report->gists, &changed, error) &&
           store_gist_drop(store, report->row, error);
  }
  g_assert_not_reached();
}

static gboolean run_job(Worker *worker, const Config *config, Job *job, GError **error)
{
  guint published;

  switch (job->kind) {
  case JOB_CLAIM:
    return store_attempt_begin(worker->store, job->flight->entry->name, job->flight->alone, error);
  case JOB_STORE:
    if (job->mail != NULL &&
        !pipeline_store(worker->store, config, job->mail, job->flight->entry->name, &job->outcome, error))
      return FALSE;
    return store_attempt_end(worker->store, job->flight->entry->name, error);
  case JOB_PUBLISH:
    return pipeline_publish(worker->store, config, job->gists, &published, error);
  case JOB_MODEL:
    return write_report(worker->store, config, job->report, error);
  case JOB_DIGEST:
    return pipeline_digest(worker->store, config, date_now(), &job->made, error);
  case JOB_DISK_LOW:
  case JOB_DISK_FINE:
    return store_trouble_set(worker->store, TROUBLE_DISK, job->kind == JOB_DISK_LOW, error);
  case JOB_KEEP:
  case JOB_STOP:
    return TRUE;
  }
  g_assert_not_reached();
}

/* All jobs in one transaction, each in a savepoint. FALSE: nothing was done, try the whole batch again. */
static gboolean run_batch(Worker *worker, GPtrArray *batch, GError **error)
{
  g_autoptr(Config) config = worker_config(worker);
  g_autofree char *notice = NULL;

  if (!store_begin(worker->store, error))
    return FALSE;
  for (guint i = 0; i < batch->len; i++) {
    Job *job = g_ptr_array_index(batch, i);
    g_autoptr(GError) failure = NULL;

    job->done = store_savepoint(worker->store, &failure) && run_job(worker, config, job, &failure) &&
                store_release(worker->store, &failure);
    if (job->done)
      continue;
    if (g_error_matches(failure, GISTWIRE_ERROR, ERROR_AGAIN)) {
      store_rollback(worker->store);
      g_propagate_error(error, g_steal_pointer(&failure));
      return FALSE;
    }
    store_revert(worker->store);
    log_error("%s: %s", job->flight != NULL ? job->flight->entry->name : "a change of the store", failure->message);
  }
  if (!store_commit(worker->store, error))
    return FALSE;
  notice = store_take_notice(worker->store);
  if (notice != NULL)
    log_warning("%s", notice);
  return TRUE;
}

/* The mail is no longer in flight; its name is left alone for a while when it is still in the spool and not stored. */
static void land(Worker *worker, Flight *flight, gboolean postpone)
{
  g_mutex_lock(&worker->lock);
  worker->alone = FALSE;
  if (postpone)
    g_hash_table_add(worker->postponed, g_strdup(flight->entry->name));
  worker->flight_bytes -= flight->entry->size;
  g_hash_table_remove(worker->flights, flight->entry->name);
  g_cond_broadcast(&worker->changed);
  g_mutex_unlock(&worker->lock);
}

static gboolean intake_soon(gpointer data)
{
  worker_intake(data);
  return G_SOURCE_REMOVE;
}

static void finish_stored(Worker *worker, Job *job, gboolean keep)
{
  g_autoptr(GError) error = NULL;
  gboolean stored = job->done && job->mail != NULL;

  if (stored)
    log_info("%s: %s from %s: %s", job->flight->entry->name,
             job->mail->newsletter->message_id != NULL ? job->mail->newsletter->message_id : "(no Message-ID)",
             job->mail->newsletter->from_address != NULL ? job->mail->newsletter->from_address : "(unknown sender)",
             outcome_name(job->outcome));
  if (stored && !maildir_finish(worker->maildir, job->flight->entry, keep, &error))
    log_warning("%s: stored, but: %s", job->flight->entry->name, error->message);
  land(worker, job->flight, !stored || error != NULL);
}

static void finish_report(Worker *worker, Job *job)
{
  Report *report = g_steal_pointer(&job->report);

  if (!job->done)
    report->claimed = FALSE;
  if (report->kind == REPORT_FAIL || report->kind == REPORT_STALE) /* items may need an extract now */
    g_async_queue_push(worker->gisting, &worker_wake_token);
  worker_asker_written(worker->asker, report);
}

/* After the commit: claims go to the decoders, stored files leave the spool. */
static void finish_batch(Worker *worker, GPtrArray *batch)
{
  g_autoptr(Config) config = worker_config(worker);
  guint stored = 0;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < batch->len; i++) {
    Job *job = g_ptr_array_index(batch, i);

    if (job->kind == JOB_CLAIM && job->done) {
      g_thread_pool_push(worker->decoders, job->flight, NULL);
    } else if (job->kind == JOB_CLAIM) {
      land(worker, job->flight, TRUE);
    } else if (job->kind == JOB_STORE) {
      finish_stored(worker, job, config->spool_keep);
      stored++;
    } else if (job->kind == JOB_PUBLISH) {
      g_atomic_int_set(&worker->publishing, FALSE);
      if (job->done) { /* there may be more; after a failure the timer looks again */
        g_async_queue_push(worker->gisting, &worker_wake_token);
        worker_asker_wake(worker->asker);
      }
    } else if (job->kind == JOB_MODEL) {
      finish_report(worker, job);
    } else if (job->kind == JOB_KEEP) {
      worker_keep_begin(worker);
    } else if (job->kind == JOB_DIGEST) {
      g_atomic_int_set(&worker->digesting, FALSE);
      if (job->done && job->made > 0)
        log_info("digests made: %u", job->made);
    }
  }
  if (stored == 0)
    return;
  if (!maildir_sync(worker->maildir, &error))
    log_warning("%s", error->message);
  g_async_queue_push(worker->gisting, &worker_wake_token);
  g_main_context_invoke(worker->context, intake_soon, worker);
}

/* Waits before a batch is tried again; the first failure of a series is logged, and its end. A full disk must not fill the log too. */
static void wait_after_failure(Worker *worker, guint tries, const GError *error)
{
  guint64 wait = (guint64)RETRY_FIRST_MS << MIN(tries, 6);

  if (tries == 0)
    log_error("cannot store: %s; everything is kept in the spool and tried again", error->message);
  g_mutex_lock(&worker->lock);
  if (!worker->stopping)
    g_cond_wait_until(&worker->changed, &worker->lock,
                      g_get_monotonic_time() + (gint64)MIN(wait, RETRY_LAST_MS) * G_TIME_SPAN_MILLISECOND);
  g_mutex_unlock(&worker->lock);
}

/* Runs the batch until it is committed, or until the daemon stops: then its mails stay in the spool. */
static void settle_batch(Worker *worker, GPtrArray *batch)
{
  for (guint tries = 0;; tries++) {
    g_autoptr(GError) error = NULL;

    if (run_batch(worker, batch, &error)) {
      if (tries > 0)
        log_info("storing works again");
      break;
    }
    for (guint i = 0; i < batch->len; i++)
      ((Job *)g_ptr_array_index(batch, i))->done = FALSE;
    if (worker_is_stopping(worker))
      break;
    wait_after_failure(worker, tries, error);
  }
  finish_batch(worker, batch);
}

/* While nothing waits, what was kept long enough goes, little by little. */
static Job *next_job(Worker *worker)
{
  while (worker->keep_on) {
    Job *job = g_async_queue_timeout_pop(worker->jobs, worker->keep_pause);

    if (job != NULL)
      return job;
    worker_keep_step(worker);
  }
  return g_async_queue_pop(worker->jobs);
}

gpointer worker_writer(gpointer data)
{
  Worker *worker = data;
  gboolean stop = FALSE;

  while (!stop) {
    g_autoptr(GPtrArray) batch = g_ptr_array_new_with_free_func((GDestroyNotify)job_free);
    Job *job = next_job(worker);

    /* Whatever has gathered while the last transaction ran goes into this one: a batch never waits for company. */
    do {
      stop |= job->kind == JOB_STOP;
      g_ptr_array_add(batch, job);
    } while (batch->len < MAX_PER_COMMIT && (job = g_async_queue_try_pop(worker->jobs)) != NULL);
    if (batch->len == 1 && stop)
      break;
    settle_batch(worker, batch);
  }
  return NULL;
}
