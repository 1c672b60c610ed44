/* SPDX-License-Identifier: MIT */
/* One mail through the stages, in order: decode, route, store, gist. */
#pragma once

#include <glib.h>

#include "model/newsletter.h"
#include "spool/maildir.h"
#include "store/store.h"
#include "util/config.h"

typedef enum {
  PIPELINE_DELIVERED, /* the Date counts when it lies within 7 days before and 1 hour after receipt */
  PIPELINE_ARCHIVED   /* an import: any past Date counts */
} PipelineSource;

/* A decoded mail with all that the store step needs. */
typedef struct {
  Newsletter *newsletter;
  GPtrArray *recipients; /* of char *; of the envelope, else of the headers above the first Received line */
  char *envelope_sender; /* "" when unknown */
  GBytes *raw;           /* compressed */
} PipelineMail;

/* Decodes a message. Pure and reentrant; needs a stack of STACK_SIZE. envelope may be NULL. ERROR_INVALID for an empty message. */
PipelineMail *pipeline_decode(GBytes *message, const Envelope *envelope, gint64 received, PipelineSource source,
                              const Config *config, GError **error);

/* A bare HTML document as the body of a newsletter without headers, for a preview. Never fails. */
Newsletter *pipeline_decode_html(GBytes *html);

/* pipeline_decode for a mail that must not meet the decoder again; reason is kept as its text. */
PipelineMail *pipeline_decode_trivially(GBytes *message, const Envelope *envelope, gint64 received, const char *reason);

/* Routes and stores the mail inside the caller's transaction and savepoint, with one mail_log row. spool_name is "" for mail that did not
 * come by the spool. A spool file that an earlier run had finished already is left alone. *outcome is what happened. */
gboolean pipeline_store(Store *store, const Config *config, PipelineMail *mail, const char *spool_name,
                        Outcome *outcome, GError **error);

/* The same into one given feed, whatever the sender: for import. *added is FALSE when the feed had it. */
gboolean pipeline_store_into(Store *store, PipelineMail *mail, const Feed *feed, gboolean *added, GError **error);

/* Decodes the stored bytes of a newsletter again, inside the caller's transaction. Its published items are pending afterwards. */
gboolean pipeline_rebuild(Store *store, const Config *config, gint64 row, GError **error);

/* The mail_log row of something done by hand: released, discarded, removed. */
gboolean pipeline_log(Store *store, const Newsletter *newsletter, Outcome outcome, const char *detail, GError **error);

/* A gist that waits to be published. */
typedef struct {
  PendingItem item;
  Gist *gist;
} PipelineGist;

/* Makes the gists of at most max pending items, oldest first, reading through the given store (either mode): of PipelineGist. */
GPtrArray *pipeline_gist(Store *store, const Config *config, guint max, GError **error);

/* Publishes them inside the caller's transaction; *published counts those that still were pending. */
gboolean pipeline_publish(Store *store, GPtrArray *gists, guint *published, GError **error);

void pipeline_mail_free(PipelineMail *mail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PipelineMail, pipeline_mail_free)
