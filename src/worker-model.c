/* SPDX-License-Identifier: MIT */
/* The asker thread: questions out of the queue, to the model, and what came of them back to the writer. A question is claimed in the database before it
 * is sent, so that no other run sends it too. */
#include "gist/ask.h"
#include "gist/breaker.h"
#include "gist/retry.h"
#include "util/date.h"
#include "util/error.h"
#include "util/http.h"
#include "util/log.h"
#include "worker-private.h"

#define IDLE_MS 2000     /* between looks for what another process has queued */
#define PAUSE_S 5        /* after a failure of the store */
#define KEYS_AGE_S 600   /* after which keys are read again */
#define BUDGET_LOOK_S 60 /* between looks whether a new day has begun */

/* Whom to ask, as one configuration has it; questions that are out keep theirs. */
typedef struct {
  Config *config;
  ProviderSettings settings;
  AskServer server;
  gint64 keys_read; /* time; 0: not yet */
} Setup;

/* A question from its claim until the last report about it is written. */
typedef struct {
  Asker *asker;
  Setup *setup;
  GistJob *job;
  PipelineQuestion *question;
  Ask *ask;
  gint64 feed_row;   /* who pays */
  gboolean reported; /* only the writer has to do with it yet */
} InHand;

struct _Asker {
  Worker *worker;
  GThread *thread;
  HttpClient *client;
  Store *store;
  GAsyncQueue *written; /* of Report: the writer is done with them */
  gint stopping;        /* atomic */

  /* of the thread alone */
  Setup *setup; /* NULL: nobody is asked */
  Config *seen; /* the configuration that setup was made of */
  Breaker breaker;
  GHashTable *in_hand; /* gist row to InHand */
  guint asking;        /* how many of them are not reported */
  gint64 pause_until;  /* the store failed, or there is no money left */
};

void worker_report_free(Report *report)
{
  if (report == NULL)
    return;
  g_free(report->reason);
  gist_free(report->gist);
  g_clear_pointer(&report->gists, g_ptr_array_unref);
  g_free(report->usage.model);
  g_free(report);
}

static void setup_clear(gpointer data)
{
  Setup *setup = data;

  provider_settings_clear(&setup->settings);
  config_unref(setup->config);
}

static void setup_unref(Setup *setup)
{
  g_rc_box_release_full(setup, setup_clear);
}

static void in_hand_free(gpointer data)
{
  InHand *hand = data;

  ask_free(hand->ask);
  pipeline_question_free(hand->question);
  gist_job_free(hand->job);
  setup_unref(hand->setup);
  g_free(hand);
}

/* --- the configuration -------------------------------------------------------------------- */

static Setup *setup_new(Asker *asker, Config *config)
{
  Setup *setup = g_rc_box_new0(Setup);
  g_autoptr(GError) error = NULL;
  gint64 estimated = 0, reported = 0;

  setup->config = config_ref(config);
  setup->server.settings = &setup->settings;
  setup->server.parameters = pipeline_parameters(config);
  if (!pipeline_provider(config, &setup->settings, &error)) {
    log_error("%s; gists are extracts", error->message); /* the entry point checked it, so hardly */
    setup_unref(setup);
    return NULL;
  }
  if (store_gist_tokens(asker->store, config->gist_model, &estimated, &reported, NULL))
    tokens_learn(&setup->server.ratio, estimated, reported);
  return setup;
}

static void take_config(Asker *asker)
{
  g_autoptr(Config) config = worker_config(asker->worker);

  if (config == asker->seen)
    return;
  g_clear_pointer(&asker->setup, setup_unref);
  g_clear_pointer(&asker->seen, config_unref);
  asker->seen = config_ref(config);
  asker->breaker = (Breaker){ 0 };
  asker->pause_until = 0;
  if (config_asks(config))
    asker->setup = setup_new(asker, config);
}

/* --- reports ------------------------------------------------------------------------------ */

/* The last report about a question; it pays for what was asked. Takes reason (may be NULL) and gist (may be NULL) over. */
static void report(InHand *hand, ReportKind kind, gint64 next_attempt, gboolean charge, char *reason, Gist *gist)
{
  Report *done = g_new0(Report, 1);
  AskCost cost = ask_cost(hand->ask);

  done->kind = kind;
  done->row = hand->job->row;
  done->next_attempt = next_attempt;
  done->charge = charge;
  done->reason = reason;
  done->gist = gist;
  done->usage = (Usage){ .feed_row = hand->feed_row,
                         .model = g_strdup(hand->setup->config->gist_model),
                         .calls = cost.calls,
                         .tokens_in = cost.tokens_in,
                         .tokens_out = cost.tokens_out,
                         .milliseconds = cost.milliseconds };
  hand->reported = TRUE;
  hand->asker->asking--;
  worker_push_report(hand->asker->worker, done);
}

/* Back into the queue as if it had not been sent; *why may quote a server. */
static void put_back(InHand *hand, const char *why)
{
  report(hand, REPORT_RETRY, date_now(), FALSE, g_strdup(why), NULL);
}

static void say_stopped(const InHand *hand, const char *why)
{
  log_warning("model %s: %s; extracts go on, and it is asked now and then", hand->setup->config->gist_model, why);
}

/* --- asking ------------------------------------------------------------------------------- */

static void on_answer(HttpAnswer *answer, gpointer data);

static void send_next(InHand *hand)
{
  Asker *asker = hand->asker;
  g_autoptr(GError) error = NULL;
  HttpRequest *request = ask_request(hand->ask, date_now(), &error);

  if (request != NULL) {
    http_client_start(asker->client, request, on_answer, hand);
    return;
  }
  if (hand->setup == asker->setup && breaker_block(&asker->breaker, date_now()))
    say_stopped(hand, error->message);
  put_back(hand, error->message);
}

/* What an answer says about the server, whatever becomes of the question. */
static void tell_breaker(InHand *hand, AskOutcome outcome)
{
  Asker *asker = hand->asker;
  gint64 now = date_now();

  if (hand->setup != asker->setup)
    return;
  if (ask_server_works(hand->ask)) {
    if (breaker_success(&asker->breaker))
      log_info("model %s answers again", hand->setup->config->gist_model);
  } else if (outcome == ASK_BLOCKED ? breaker_block(&asker->breaker, now)
                                    : breaker_failure(&asker->breaker, now, ask_retry_after(hand->ask))) {
    say_stopped(hand, ask_reason(hand->ask));
  }
}

static void fail(InHand *hand, const char *reason)
{
  log_warning("newsletter %s has no gist by %s: %s", hand->question->newsletter->id, hand->setup->config->gist_model,
              reason);
  report(hand, REPORT_FAIL, 0, TRUE, g_strdup(reason), NULL);
}

static void retry(InHand *hand)
{
  gint64 now = date_now();
  gint64 next = retry_next(hand->job->attempts + 1, hand->job->asked != 0 ? hand->job->asked : now, now,
                           ask_retry_after(hand->ask), g_random_int());

  if (next == 0)
    fail(hand, ask_reason(hand->ask));
  else
    report(hand, REPORT_RETRY, next, TRUE, g_strdup(ask_reason(hand->ask)), NULL);
}

static void on_answer(HttpAnswer *answer, gpointer data)
{
  g_autoptr(HttpAnswer) owned = answer;
  InHand *hand = data;
  AskOutcome outcome;
  Gist *gist;

  if (answer->outcome == HTTP_CANCELLED) {
    breaker_cancelled(&hand->asker->breaker, date_now());
    put_back(hand, "");
    return;
  }
  outcome = ask_answer(hand->ask, answer, date_now());
  tell_breaker(hand, outcome);
  switch (outcome) {
  case ASK_MORE:
    send_next(hand);
    return;
  case ASK_DONE:
    gist = ask_take_gist(hand->ask);
    gist->key = g_strdup(hand->job->key);
    report(hand, REPORT_FINISH, 0, TRUE, NULL, gist);
    return;
  case ASK_RETRY:
    retry(hand);
    return;
  case ASK_BLOCKED:
    put_back(hand, ask_reason(hand->ask));
    return;
  case ASK_FAILED:
    fail(hand, ask_reason(hand->ask));
  }
}

/* --- the queue ---------------------------------------------------------------------------- */

/* Sorts who awaits the question into those who would ask the same today (the first gives *question) and those who would not. */
static gboolean sort_waiters(Asker *asker, const GistJob *job, GArray *waiters, GArray *others,
                             PipelineQuestion **question, GError **error)
{
  for (guint i = 0; i < waiters->len; i++) {
    const PendingItem *item = &g_array_index(waiters, PendingItem, i);
    g_autoptr(GError) failure = NULL;
    g_autoptr(PipelineQuestion) asked =
        pipeline_question(asker->store, asker->setup->config, item->newsletter_row, item->feed_row, &failure);

    if (asked == NULL && !g_error_matches(failure, GISTWIRE_ERROR, ERROR_NOT_FOUND)) {
      g_propagate_error(error, g_steal_pointer(&failure));
      return FALSE;
    }
    if (asked != NULL && g_strcmp0(asked->key, job->key) != 0)
      g_array_append_val(others, *item);
    else if (asked != NULL && *question == NULL)
      *question = g_steal_pointer(&asked);
  }
  return TRUE;
}

static gboolean report_stale(Asker *asker, const GistJob *job, GArray *others, GError **error)
{
  Report *stale;
  GPtrArray *gists = pipeline_gist_items(asker->store, asker->setup->config, others, PIPELINE_AGAIN, error);

  if (gists == NULL)
    return FALSE;
  stale = g_new0(Report, 1);
  stale->kind = REPORT_STALE;
  stale->row = job->row;
  stale->gists = gists;
  worker_push_report(asker->worker, stale);
  return TRUE;
}

static void claim(Asker *asker, GistJob *job, PipelineQuestion *question)
{
  InHand *hand = g_new0(InHand, 1);
  Report *claimed = g_new0(Report, 1);

  hand->asker = asker;
  hand->setup = g_rc_box_acquire(asker->setup);
  hand->job = job;
  hand->question = question;
  hand->feed_row = question->feed->row;
  hand->ask = ask_new(&hand->setup->server, &question->source);
  g_hash_table_insert(asker->in_hand, &job->row, hand);
  asker->asking++;
  claimed->kind = REPORT_CLAIM;
  claimed->row = job->row;
  worker_push_report(asker->worker, claimed);
}

/* Takes the job over. */
static gboolean take_job(Asker *asker, GistJob *job, GError **error)
{
  g_autoptr(GistJob) owned = job;
  g_autoptr(GArray) waiters = store_item_waiters(asker->store, job->row, error);
  g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(PendingItem));
  g_autoptr(PipelineQuestion) question = NULL;

  if (waiters == NULL || !sort_waiters(asker, job, waiters, others, &question, error))
    return FALSE;
  if ((others->len > 0 || question == NULL) && !report_stale(asker, job, others, error))
    return FALSE;
  if (question != NULL)
    claim(asker, g_steal_pointer(&owned), g_steal_pointer(&question));
  return TRUE;
}

/* The day's tokens are used up: extracts only, and nobody waits. */
static gboolean can_pay(Asker *asker, GError **error)
{
  guint64 limit = asker->setup->config->gist_daily_tokens;
  gint64 used = 0;

  if (limit > 0 && !store_usage_of_day(asker->store, date_now(), &used, error))
    return FALSE;
  if (limit == 0 || (guint64)used < limit) {
    g_atomic_int_set(&asker->worker->resting, FALSE);
    return TRUE;
  }
  asker->pause_until = date_now() + BUDGET_LOOK_S;
  if (g_atomic_int_compare_and_exchange(&asker->worker->resting, FALSE, TRUE)) {
    log_warning("daily_tokens: %" G_GINT64_FORMAT " of %" G_GUINT64_FORMAT
                " tokens are used; gists are extracts until midnight UTC",
                used, limit);
    g_async_queue_push(asker->worker->gisting, &worker_wake_token);
  }
  return FALSE;
}

/* Keys may have been put right, or renewed, on disk. */
static gboolean load_keys(Asker *asker)
{
  Setup *setup = asker->setup;
  gint64 now = date_now();
  g_autoptr(GError) error = NULL;

  if (setup->keys_read != 0 && now - setup->keys_read < KEYS_AGE_S && asker->breaker.state == BREAKER_CLOSED)
    return TRUE;
  if (provider_load_keys(&setup->settings, &error)) {
    setup->keys_read = now;
    return TRUE;
  }
  if (breaker_block(&asker->breaker, now))
    log_warning("model %s: %s; gists are extracts until that is put right", setup->config->gist_model, error->message);
  return FALSE;
}

/* How many more may be asked now. A breaker that is not closed lets one through. */
static guint free_places(const Asker *asker)
{
  guint most = asker->setup->config->gist_concurrency;

  if (breaker_next(&asker->breaker, date_now()) != 0)
    return 0;
  if (asker->breaker.state != BREAKER_CLOSED)
    most = 1;
  return most > asker->asking ? most - asker->asking : 0;
}

static gboolean fill(Asker *asker, GError **error)
{
  g_autoptr(GPtrArray) jobs = NULL;
  guint places;

  if (asker->setup == NULL || date_now() < asker->pause_until || (places = free_places(asker)) == 0)
    return TRUE;
  jobs = store_gist_ready(asker->store, date_now(), places + g_hash_table_size(asker->in_hand), error);
  if (jobs == NULL)
    return FALSE;
  for (guint i = 0; i < jobs->len && places > 0; i++) {
    GistJob *job = g_ptr_array_index(jobs, i);
    g_autoptr(GError) failure = NULL;

    if (g_hash_table_contains(asker->in_hand, &job->row))
      continue;
    if (!can_pay(asker, &failure) || !load_keys(asker)) {
      if (failure == NULL)
        return TRUE;
      g_propagate_error(error, g_steal_pointer(&failure));
      return FALSE;
    }
    jobs->pdata[i] = NULL;
    if (!take_job(asker, job, error))
      return FALSE;
    places--;
  }
  return TRUE;
}

/* --- what the writer did ------------------------------------------------------------------ */

static void on_claim(Asker *asker, InHand *hand, const Report *claimed)
{
  if (!claimed->claimed) { /* somebody has removed it, or the store failed */
    asker->asking--;
    g_hash_table_remove(asker->in_hand, &hand->job->row);
    asker->pause_until = MAX(asker->pause_until, date_now() + 1);
  } else if (g_atomic_int_get(&asker->stopping) || !breaker_allow(&asker->breaker, date_now())) {
    put_back(hand, "");
  } else {
    send_next(hand);
  }
}

static void take_written(Asker *asker)
{
  for (Report *written; (written = g_async_queue_try_pop(asker->written)) != NULL; worker_report_free(written)) {
    InHand *hand = g_hash_table_lookup(asker->in_hand, &written->row);

    if (written->kind == REPORT_CLAIM)
      on_claim(asker, hand, written);
    else if (hand != NULL && hand->reported)
      g_hash_table_remove(asker->in_hand, &hand->job->row);
  }
}

/* --- life --------------------------------------------------------------------------------- */

static gpointer asker_main(gpointer data)
{
  Asker *asker = data;

  while (!g_atomic_int_get(&asker->stopping)) {
    g_autoptr(GError) error = NULL;

    take_config(asker);
    take_written(asker);
    if (!fill(asker, &error)) {
      log_warning("asking the model: %s; will be tried again", error->message);
      asker->pause_until = date_now() + PAUSE_S;
    }
    http_client_run(asker->client, IDLE_MS);
  }
  http_client_cancel_all(asker->client);
  return NULL;
}

Asker *worker_asker_start(Worker *worker, GError **error)
{
  Asker *asker = g_new0(Asker, 1);

  asker->worker = worker;
  asker->written = g_async_queue_new_full((GDestroyNotify)worker_report_free);
  asker->in_hand = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, in_hand_free);
  asker->store = store_open(worker->config->store_path, STORE_READ, error);
  asker->client = asker->store != NULL ? http_client_new(error) : NULL;
  if (asker->client == NULL) {
    worker_asker_free(asker);
    return NULL;
  }
  asker->thread = g_thread_new("asker", asker_main, asker);
  return asker;
}

void worker_asker_stop(Asker *asker)
{
  g_atomic_int_set(&asker->stopping, TRUE);
  http_client_wake(asker->client);
  g_thread_join(g_steal_pointer(&asker->thread));
}

void worker_asker_free(Asker *asker)
{
  if (asker == NULL)
    return;
  g_hash_table_unref(asker->in_hand);
  g_clear_pointer(&asker->setup, setup_unref);
  g_clear_pointer(&asker->seen, config_unref);
  http_client_free(asker->client);
  store_close(asker->store);
  g_async_queue_unref(asker->written);
  g_free(asker);
}

void worker_asker_wake(Asker *asker)
{
  http_client_wake(asker->client);
}

void worker_asker_written(Asker *asker, Report *written)
{
  g_async_queue_push(asker->written, written);
  http_client_wake(asker->client);
}
