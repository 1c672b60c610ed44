/* SPDX-License-Identifier: MIT */
/* The gister thread: what becomes of items that are new, and of those that have waited for the model long enough; when digests are due. */
#include "util/date.h"
#include "util/log.h"
#include "worker-private.h"

#define GISTS_PER_BATCH 32u
#define IDLE_S 3600
#define RECHECK_S 5 /* after a failure of the store */

/* Seconds until an item will have waited long enough; -1: the store cannot say. */
static gint64 seconds_to_wait(Worker *worker, const Config *config)
{
  gint64 oldest = 0;

  if (!config_asks(config))
    return IDLE_S;
  if (!store_item_oldest_waiting(worker->reader, &oldest, NULL))
    return RECHECK_S;
  if (oldest == 0 || g_atomic_int_get(&worker->resting))
    return IDLE_S; /* nobody waits; or the asker wakes us */
  return CLAMP(oldest + config->gist_publish_after - date_now(), 0, IDLE_S);
}

/* Has issues of digests made that are due. Seconds until the next one may be. */
static gint64 look_for_digests(Worker *worker)
{
  g_autoptr(GError) error = NULL;
  gint64 now = date_now(), next = 0;
  gboolean due = FALSE;

  if (!pipeline_digest_due(worker->reader, now, &due, &next, &error)) {
    log_warning("digests: %s; will be tried again", error->message);
    return RECHECK_S;
  }
  if (due && !g_atomic_int_get(&worker->digesting)) {
    g_atomic_int_set(&worker->digesting, TRUE);
    worker_push_job(worker, JOB_DIGEST, NULL, NULL, NULL);
  }
  return next != 0 ? next - now : IDLE_S;
}

/* Waits for a reason to look for items; FALSE: the end. While its last batch is not committed there is none, or the same items would be found again:
 * finish_batch wakes it after that commit. */
static gboolean wait_for_wake(Worker *worker, gint64 at_most)
{
  for (;;) {
    g_autoptr(Config) config = worker_config(worker);
    gboolean busy = g_atomic_int_get(&worker->publishing);
    /* A deadline is a full second; what is due at its very end is due. */
    gint64 seconds = busy ? IDLE_S : MIN(seconds_to_wait(worker, config), at_most);
    gpointer token =
        g_async_queue_timeout_pop(worker->gisting, (guint64)MAX(seconds * G_USEC_PER_SEC, G_USEC_PER_SEC / 20));

    for (gpointer next = token; next != NULL; next = g_async_queue_try_pop(worker->gisting)) /* several are one */
      if (next == &worker_stop_token)
        return FALSE;
    if (!g_atomic_int_get(&worker->publishing))
      return TRUE;
  }
}

/* The next batch: new items first, then those that are due. NULL for a failure. */
static GPtrArray *next_batch(Worker *worker, const Config *config, GError **error)
{
  g_autoptr(GPtrArray) gists = pipeline_gist(worker->reader, config, PIPELINE_IN_TIME, GISTS_PER_BATCH, error);
  gint64 now = date_now();

  if (gists == NULL || gists->len > 0)
    return g_steal_pointer(&gists);
  if (g_atomic_int_get(&worker->resting))
    now += config->gist_publish_after; /* nothing will come in time */
  return pipeline_gist_overdue(worker->reader, config, now, !config_asks(config), GISTS_PER_BATCH, error);
}

gpointer worker_gister(gpointer data)
{
  Worker *worker = data;

  while (wait_for_wake(worker, look_for_digests(worker))) {
    g_autoptr(Config) config = worker_config(worker);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) gists = next_batch(worker, config, &error);

    if (gists == NULL) {
      log_warning("gists: %s; will be tried again", error->message);
    } else if (gists->len > 0) {
      g_atomic_int_set(&worker->publishing, TRUE);
      worker_push_job(worker, JOB_PUBLISH, NULL, NULL, g_steal_pointer(&gists));
    }
  }
  return NULL;
}
