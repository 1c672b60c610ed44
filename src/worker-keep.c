/* SPDX-License-Identifier: MIT */
/* What was kept long enough goes once a day: the main thread says when, the writer does a little of it whenever nothing else waits to be written. */
#include <stdio.h>

#include "util/date.h"
#include "util/error.h"
#include "util/log.h"
#include "util/text.h"
#include "worker-private.h"

#define STEP_US 10000     /* of work in one transaction */
#define MIN_PAUSE_US 1000 /* between two; it is as long as the last one took, or this */

#ifdef GISTWIRE_FAULTS
/* Tests cannot wait for a day: GISTWIRE_KEEP holds these three numbers of seconds. */
static KeepTimes keep_times(void)
{
  KeepTimes times = { 60, 600, 86400 };
  const char *text = g_getenv("GISTWIRE_KEEP");

  if (text != NULL && sscanf(text, "%u %u %u", &times.look, &times.settle, &times.every) != 3)
    log_warning("GISTWIRE_KEEP is not three numbers");
  return times;
}
#else
static KeepTimes keep_times(void)
{
  return (KeepTimes){ 60, 600, 86400 };
}
#endif

static gboolean expires(const Config *config)
{
  return config->keep_days + config->keep_raw_days + config->keep_log_days > 0;
}

/* --- when: the main thread ----------------------------------------------------------------- */

guint worker_keep_prepare(Worker *worker)
{
  worker->keep_when.times = keep_times();
  worker->keep_when.due = TRUE;
  return worker->keep_when.times.look;
}

gboolean worker_check_keep(gpointer data)
{
  Worker *worker = data;
  KeepWhen *when = &worker->keep_when;
  g_autoptr(Config) config = worker_config(worker);
  gint64 boot = steady_boot_clock(), jump, steady = steady_look(&when->steady, date_now(), boot, &jump);

  if (jump != 0 && expires(config))
    log_warning("the clock jumped by %" G_GINT64_FORMAT " seconds; nothing is removed for its age before it has gone "
                "evenly for %u",
                jump, when->times.settle);
  if (g_atomic_int_get(&worker->keeping))
    return G_SOURCE_CONTINUE;
  if (g_atomic_int_compare_and_exchange(&worker->kept, TRUE, FALSE))
    when->last = boot;
  when->due = when->due || when->last == 0 || boot - when->last >= when->times.every;
  if (when->due && steady >= when->times.settle && !worker_is_stopping(worker)) {
    when->due = FALSE;
    when->last = 0; /* until it has come to its end */
    g_atomic_int_set(&worker->keeping, TRUE);
    worker_push_job(worker, JOB_KEEP, NULL, NULL, NULL);
  }
  return G_SOURCE_CONTINUE;
}

/* --- what: the writer thread --------------------------------------------------------------- */

void worker_keep_begin(Worker *worker)
{
  g_autoptr(Config) config = worker_config(worker);

  worker->keep = (Keep){ .now = date_now(),
                         .days = config->keep_days,
                         .raw_days = config->keep_raw_days,
                         .log_days = config->keep_log_days,
                         .max_items = config->feed_max_items };
  worker->keep_pause = MIN_PAUSE_US;
  worker->keep_on = TRUE;
}

static void say_what_went(const Keep *keep)
{
  g_autofree char *bytes = text_size(keep->bytes);

  if (keep->newsletters + keep->raws + keep->log_rows > 0)
    log_info("kept long enough: %" G_GUINT64_FORMAT " newsletters, the bytes of %" G_GUINT64_FORMAT
             " others and %" G_GUINT64_FORMAT " lines of the log are gone; %s given back",
             keep->newsletters, keep->raws, keep->log_rows, bytes);
}

static gboolean run_step(Worker *worker, gboolean *more, GError **error)
{
  if (!store_begin(worker->store, error))
    return FALSE;
  if (store_keep_step(worker->store, &worker->keep, STEP_US, more, error))
    return store_commit(worker->store, error);
  store_rollback(worker->store);
  return FALSE;
}

void worker_keep_step(Worker *worker)
{
  g_autoptr(GError) error = NULL;
  gint64 begin = g_get_monotonic_time();
  gboolean more = FALSE, done = run_step(worker, &more, &error);

  worker->keep_pause = (guint64)MAX(g_get_monotonic_time() - begin, MIN_PAUSE_US);
  if (done && more)
    return;
  if (done) {
    say_what_went(&worker->keep);
    if (worker->keep_failing)
      log_info("removing what was kept long enough works again");
    g_atomic_int_set(&worker->kept, TRUE);
  } else if (!worker->keep_failing) {
    log_error("cannot remove what was kept long enough: %s; it is tried again", error->message);
  }
  worker->keep_failing = !done;
  keep_clear(&worker->keep);
  worker->keep_on = FALSE;
  g_atomic_int_set(&worker->keeping, FALSE);
}
