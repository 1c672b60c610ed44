/* SPDX-License-Identifier: MIT */
/* The threads of the daemon between spool and store:
 *
 *   intake (caller's main context)  lists new/, hands batches to the writer to be counted
 *   writer (one thread)             claims, stores and publishes, many to a transaction
 *   decoders (one thread per core)  bytes to newsletters
 *   gister (one thread)             pending items to extracts, or to questions that wait for the model
 *   asker (one thread)              questions to the model, several at once, to gists
 *
 * A mail is in memory from claim to commit; how many at once is limited by count and bytes. */
#pragma once

#include <glib.h>

#include "spool/maildir.h"
#include "util/config.h"

typedef struct _Worker Worker;

/* Opens the store for writing and starts the threads. Takes the maildir over. Mails that were being decoded when an earlier run died come
 * first, one at a time (design section 2). */
Worker *worker_start(Config *config, Maildir *maildir, GError **error);

/* Looks at the spool; after an inotify event, once at the start, and from a timer. With retry (the timer and the start) also at mails that could
 * not be read or stored last time and at pending items. From the thread that made the worker. */
void worker_wake(Worker *worker, gboolean retry);

/* A newly loaded configuration; paths stay. Same thread. */
void worker_set_config(Worker *worker, Config *config);

/* Finishes what is in flight, takes nothing new, ends the threads, closes store and maildir. */
void worker_stop(Worker *worker);
