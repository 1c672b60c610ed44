/* SPDX-License-Identifier: MIT */
/* The decoder threads. */
#include <stdlib.h>
#include <unistd.h>

#include "util/error.h"
#include "util/log.h"
#include "worker-private.h"

#define MAX_ATTEMPTS 3u      /* deaths alone with a mail before it is kept undecoded */
#define DECODE_DEADLINE_S 60 /* a decoder that takes longer never ends: see check_deadline */

#ifdef GISTWIRE_FAULTS
/* Tests name a word in GISTWIRE_DIE_ON; a mail that holds it kills the daemon while it is being decoded, as a library's bug would. */
static void maybe_die(GBytes *message)
{
  const char *word = g_getenv("GISTWIRE_DIE_ON");
  gsize length;
  const char *bytes = g_bytes_get_data(message, &length);

  if (word != NULL && g_strstr_len(bytes, (gssize)length, word) != NULL)
    abort();
}
#else
static void maybe_die(GBytes *message)
{
  (void)message;
}
#endif

static PipelineMail *decode_file(Worker *worker, Flight *flight, GError **error)
{
  g_autoptr(Config) config = worker_config(worker);
  g_autoptr(Envelope) envelope = NULL;
  /* Delivered is delivered: the hook has its own limit, and a foreign Maildir's mail is there already. */
  g_autoptr(GBytes) message = maildir_read(worker->maildir, flight->entry, G_MAXUINT64, &envelope, error);
  g_autofree char *reason = NULL;
  PipelineMail *mail;

  if (message == NULL)
    return NULL;
  if (flight->attempts < MAX_ATTEMPTS) {
    g_autoptr(GError) failure = NULL;

    maybe_die(message);
    mail = pipeline_decode(message, envelope, flight->entry->received, PIPELINE_DELIVERED, config, &failure);
    if (mail != NULL)
      return mail;
    reason = g_strdup_printf("This mail could not be decoded: %s.", failure->message);
  } else {
    reason = g_strdup_printf("This mail could not be decoded: the decoder died of it %u times.", flight->attempts);
  }
  return pipeline_decode_trivially(message, envelope, flight->entry->received, reason);
}

void worker_decode(gpointer data, gpointer user_data)
{
  Worker *worker = user_data;
  Flight *flight = data;
  g_autoptr(GError) error = NULL;
  PipelineMail *mail;

  __atomic_store_n(&flight->decoding_since, g_get_monotonic_time() / G_USEC_PER_SEC, __ATOMIC_RELAXED);
  mail = decode_file(worker, flight, &error);
  __atomic_store_n(&flight->decoding_since, 0, __ATOMIC_RELAXED);
  if (mail == NULL && !g_error_matches(error, GISTWIRE_ERROR, ERROR_NOT_FOUND))
    log_warning("%s: %s; will be tried again", flight->entry->name, error->message);
  worker_push_job(worker, JOB_STORE, flight, mail, NULL);
}

/* A decoder that hangs is treated like one that crashed: the process ends, the next start decodes the mail alone, and after
 * MAX_ATTEMPTS it is kept undecoded. Nothing else can end a thread in a library. */
gboolean worker_check_deadline(gpointer data)
{
  Worker *worker = data;
  gint64 now = g_get_monotonic_time() / G_USEC_PER_SEC;
  GHashTableIter iter;
  gpointer value;

  g_mutex_lock(&worker->lock);
  g_hash_table_iter_init(&iter, worker->flights);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    Flight *flight = value;
    gint64 since = __atomic_load_n(&flight->decoding_since, __ATOMIC_RELAXED);

    if (since != 0 && now - since > DECODE_DEADLINE_S) {
      log_error("%s: decoding took over %d s; ending so that a restart treats it with care", flight->entry->name,
                DECODE_DEADLINE_S);
      _exit(EXIT_FAILURE);
    }
  }
  g_mutex_unlock(&worker->lock);
  return G_SOURCE_CONTINUE;
}
