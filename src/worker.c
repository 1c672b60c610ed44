/* SPDX-License-Identifier: MIT */
/* Life of the threads, and intake. */
#include "worker.h"

#include "util/error.h"
#include "util/log.h"
#include "worker-private.h"

#define MAX_IN_FLIGHT 64u                       /* mails from claim to commit */
#define MAX_BYTES_IN_FLIGHT (64u * 1024 * 1024) /* of their messages; one mail alone may be larger */
#define MAX_BACKLOG 4096u                       /* names listed ahead, so that a full spool is not listed per batch */
#define DEADLINE_CHECK_S 5
#define DISK_CHECK_S 60

int worker_wake_token, worker_stop_token;

static void flight_free(gpointer data)
{
  Flight *flight = data;

  maildir_entry_free(flight->entry);
  g_free(flight);
}

void worker_push_job(Worker *worker, JobKind kind, Flight *flight, PipelineMail *mail, GPtrArray *gists)
{
  Job *job = g_new0(Job, 1);

  job->kind = kind;
  job->flight = flight;
  job->mail = mail;
  job->gists = gists;
  g_async_queue_push(worker->jobs, job);
}

void worker_push_report(Worker *worker, Report *report)
{
  Job *job = g_new0(Job, 1);

  job->kind = JOB_MODEL;
  job->report = report;
  g_async_queue_push(worker->jobs, job);
}

Config *worker_config(Worker *worker)
{
  Config *config;

  g_mutex_lock(&worker->lock);
  config = config_ref(worker->config);
  g_mutex_unlock(&worker->lock);
  return config;
}

gboolean worker_is_stopping(Worker *worker)
{
  gboolean stopping;

  g_mutex_lock(&worker->lock);
  stopping = worker->stopping;
  g_mutex_unlock(&worker->lock);
  return stopping;
}

/* --- intake ------------------------------------------------------------------------------- */

/* Names that are in flight or postponed. */
static GHashTable *names_to_skip(Worker *worker)
{
  GHashTable *skip = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;

  g_mutex_lock(&worker->lock);
  g_hash_table_iter_init(&iter, worker->flights);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    g_hash_table_add(skip, g_strdup(name));
  g_hash_table_iter_init(&iter, worker->postponed);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    g_hash_table_add(skip, g_strdup(name));
  g_mutex_unlock(&worker->lock);
  return skip;
}

/* Lists new/ when nothing is left of the last listing. Suspects come first in it. */
static gboolean refill_backlog(Worker *worker)
{
  g_autoptr(GHashTable) skip = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;

  if (worker->backlog->len > 0)
    return TRUE;
  skip = names_to_skip(worker);
  entries = maildir_list(worker->maildir, skip, MAX_BACKLOG, &error);
  if (entries == NULL) {
    log_error("%s", error->message);
    return FALSE;
  }
  g_ptr_array_set_free_func(entries, NULL);
  for (guint suspects = 0; suspects < 2; suspects++)
    for (guint i = entries->len; i-- > 0;) {
      MaildirEntry *entry = g_ptr_array_index(entries, i);

      if (g_hash_table_contains(worker->suspects, entry->name) == (suspects == 1))
        g_ptr_array_add(worker->backlog, entry);
    }
  return worker->backlog->len > 0;
}

/* Whether this mail may fly now: a suspect only alone, the others within the limits. */
static gboolean may_fly(Worker *worker, const MaildirEntry *entry, gboolean alone)
{
  guint flying = g_hash_table_size(worker->flights);

  if (worker->stopping || worker->alone)
    return FALSE;
  if (alone || flying == 0)
    return flying == 0;
  return flying < MAX_IN_FLIGHT && worker->flight_bytes + entry->size <= MAX_BYTES_IN_FLIGHT;
}

/* Puts the next mail of the backlog in flight; FALSE when it has to wait. */
static gboolean launch_next(Worker *worker)
{
  MaildirEntry *entry = g_ptr_array_index(worker->backlog, worker->backlog->len - 1);
  gpointer deaths = NULL;
  gboolean alone = g_hash_table_lookup_extended(worker->suspects, entry->name, NULL, &deaths);
  Flight *flight;

  g_mutex_lock(&worker->lock);
  if (!may_fly(worker, entry, alone)) {
    g_mutex_unlock(&worker->lock);
    return FALSE;
  }
  flight = g_new0(Flight, 1);
  flight->entry = entry;
  flight->attempts = GPOINTER_TO_UINT(deaths);
  flight->alone = worker->alone = alone;
  g_hash_table_insert(worker->flights, entry->name, flight);
  worker->flight_bytes += entry->size;
  g_mutex_unlock(&worker->lock);
  g_ptr_array_steal_index(worker->backlog, worker->backlog->len - 1);
  g_hash_table_remove(worker->suspects, entry->name);
  worker_push_job(worker, JOB_CLAIM, flight, NULL, NULL);
  return TRUE;
}

void worker_intake(Worker *worker)
{
  while (!worker_is_stopping(worker) && refill_backlog(worker) && launch_next(worker))
    ;
}

/* Reads what an unclean end left, and forgets files that have gone since. */
static gboolean load_suspects(Worker *worker, GError **error)
{
  g_autoptr(GHashTable) attempts = store_attempt_list(worker->store, error);
  g_autoptr(GPtrArray) entries = attempts != NULL ? maildir_list(worker->maildir, NULL, 0, error) : NULL;
  GHashTableIter iter;
  gpointer name;

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    MaildirEntry *entry = g_ptr_array_index(entries, i);
    gpointer deaths;

    if (!g_hash_table_lookup_extended(attempts, entry->name, NULL, &deaths))
      continue;
    g_hash_table_insert(worker->suspects, g_strdup(entry->name), deaths);
    g_hash_table_remove(attempts, entry->name);
  }
  if (g_hash_table_size(worker->suspects) > 0)
    log_info("the last run ended while it had %u mails in hand; they come first, one at a time",
             g_hash_table_size(worker->suspects));
  if (g_hash_table_size(attempts) == 0)
    return TRUE;
  if (!store_begin(worker->store, error))
    return FALSE;
  g_hash_table_iter_init(&iter, attempts);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    if (!store_attempt_end(worker->store, name, error)) {
      store_rollback(worker->store);
      return FALSE;
    }
  return store_commit(worker->store, error);
}

/* What the last run was asking when it ended is asked again. */
static gboolean land_questions(Worker *worker, GError **error)
{
  guint landed = 0;

  if (!store_begin(worker->store, error))
    return FALSE;
  if (!store_gist_land_all(worker->store, &landed, error)) {
    store_rollback(worker->store);
    return FALSE;
  }
  return store_commit(worker->store, error);
}

/* --- life --------------------------------------------------------------------------------- */

static void worker_free(Worker *worker)
{
  worker_asker_free(worker->asker);
  keep_clear(&worker->keep);
  g_clear_pointer(&worker->reader, store_close);
  g_clear_pointer(&worker->store, store_close);
  maildir_close(worker->maildir);
  g_async_queue_unref(worker->jobs);
  g_async_queue_unref(worker->gisting);
  g_ptr_array_unref(worker->backlog);
  g_hash_table_unref(worker->suspects);
  g_hash_table_unref(worker->flights);
  g_hash_table_unref(worker->postponed);
  g_main_context_unref(worker->context);
  config_unref(worker->config);
  g_mutex_clear(&worker->lock);
  g_cond_clear(&worker->changed);
  g_free(worker);
}

static Worker *worker_new(Config *config, Maildir *maildir)
{
  Worker *worker = g_new0(Worker, 1);

  worker->maildir = maildir;
  worker->config = config_ref(config);
  worker->jobs = g_async_queue_new();
  worker->gisting = g_async_queue_new();
  worker->backlog = g_ptr_array_new_with_free_func((GDestroyNotify)maildir_entry_free);
  worker->suspects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  worker->flights = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, flight_free);
  worker->postponed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  worker->context = g_main_context_ref_thread_default();
  g_mutex_init(&worker->lock);
  g_cond_init(&worker->changed);
  return worker;
}

static guint add_timer(Worker *worker, guint seconds, GSourceFunc function)
{
  g_autoptr(GSource) source = g_timeout_source_new_seconds(seconds);

  g_source_set_callback(source, function, worker, NULL);
  return g_source_attach(source, worker->context);
}

Worker *worker_start(Config *config, Maildir *maildir, GError **error)
{
  Worker *worker = worker_new(config, maildir);
  worker->store = store_open(config->store_path, STORE_WRITE, error);
  if (worker->store == NULL || !load_suspects(worker, error) || !land_questions(worker, error) ||
      (worker->reader = store_open(config->store_path, STORE_READ, error)) == NULL ||
      !store_trouble_known(worker->reader, TROUBLE_DISK, &worker->disk_low, error) ||
      (worker->asker = worker_asker_start(worker, error)) == NULL) {
    worker_free(worker);
    return NULL;
  }
  worker->decoders = g_thread_pool_new(worker_decode, worker, (gint)g_get_num_processors(), TRUE, NULL);
  worker->writer = g_thread_new("writer", worker_writer, worker);
  worker->gister = g_thread_new("gister", worker_gister, worker);
  worker->deadline_source = add_timer(worker, DEADLINE_CHECK_S, worker_check_deadline);
  worker->disk_source = add_timer(worker, DISK_CHECK_S, worker_check_disk);
  worker->keep_source = add_timer(worker, worker_keep_prepare(worker), worker_check_keep);
  worker_check_disk(worker);
  worker_check_keep(worker);
  return worker;
}

void worker_wake(Worker *worker, gboolean retry)
{
  if (retry) {
    g_mutex_lock(&worker->lock);
    g_hash_table_remove_all(worker->postponed);
    g_mutex_unlock(&worker->lock);
    g_async_queue_push(worker->gisting, &worker_wake_token);
  }
  worker_intake(worker);
}

void worker_set_config(Worker *worker, Config *config)
{
  g_autoptr(Config) old = NULL;

  g_mutex_lock(&worker->lock);
  old = worker->config;
  worker->config = config_ref(config);
  g_mutex_unlock(&worker->lock);
  worker->keep_when.due = TRUE;
  g_atomic_int_set(&worker->resting, FALSE);
  g_async_queue_push(worker->gisting, &worker_wake_token);
  worker_asker_wake(worker->asker);
}

void worker_stop(Worker *worker)
{
  g_mutex_lock(&worker->lock);
  worker->stopping = TRUE;
  g_cond_broadcast(&worker->changed);
  while (g_hash_table_size(worker->flights) > 0)
    g_cond_wait(&worker->changed, &worker->lock);
  g_mutex_unlock(&worker->lock);
  g_thread_pool_free(worker->decoders, FALSE, TRUE);
  g_async_queue_push(worker->gisting, &worker_stop_token);
  g_thread_join(worker->gister);
  worker_asker_stop(worker->asker);
  worker_push_job(worker, JOB_STOP, NULL, NULL, NULL);
  g_thread_join(worker->writer);
  g_source_destroy(g_main_context_find_source_by_id(worker->context, worker->deadline_source));
  g_source_destroy(g_main_context_find_source_by_id(worker->context, worker->disk_source));
  g_source_destroy(g_main_context_find_source_by_id(worker->context, worker->keep_source));
  /* The writer's last calls of intake_soon must not outlive the worker. */
  while (g_main_context_iteration(worker->context, FALSE))
    ;
  worker_free(worker);
}
