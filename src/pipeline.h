/* SPDX-License-Identifier: MIT */
/* One mail through the stages, in order: decode, route, store, gist. */
#pragma once

#include <glib.h>

#include "gist/prompt.h"
#include "gist/provider.h"
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

/* --- gists (pipeline-gist.c) --------------------------------------------------------------- */

/* What is to become of an item. */
typedef struct {
  PendingItem item;
  ItemState state;
  Gist *gist;             /* to be shown; NULL: what it shows stays */
  char *why;              /* of ITEM_HIDDEN */
  char *key;              /* of the question to be queued and awaited; NULL: none */
  gboolean keep_awaiting; /* without key: what it awaits stays */
  gboolean urgent, again; /* as in GistRequest */
} PipelineGist;

typedef enum {
  PIPELINE_IN_TIME, /* an item waits for the model as the configuration says */
  PIPELINE_AT_ONCE, /* it appears with an extract, and the model is asked all the same: for what a person does by hand */
  PIPELINE_AGAIN    /* the model is asked whatever came before, and nothing changes until it answered */
} PipelineHaste;

/* What becomes of at most max pending items that nobody has looked at yet, oldest first, reading through the given store (either mode): of
 * PipelineGist. */
GPtrArray *pipeline_gist(Store *store, const Config *config, PipelineHaste haste, guint max, GError **error);
/* The same for given items: a GArray of PendingItem. Those that are gone are left out. */
GPtrArray *pipeline_gist_items(Store *store, const Config *config, GArray *items, PipelineHaste haste, GError **error);
/* Extracts for at most max items that have waited for the model long enough at that time; with all (no model is configured any more), for all that wait, and
 * they do not wait any longer. */
GPtrArray *pipeline_gist_overdue(Store *store, const Config *config, gint64 now, gboolean all, guint max,
                                 GError **error);

/* Makes it so inside the caller's transaction; *changed counts the items that still were as they were read. */
gboolean pipeline_publish(Store *store, const Config *config, GPtrArray *gists, guint *changed, GError **error);

/* The extract of a newsletter for that feed; its links are filtered for good. Nothing is read or stored. */
Gist *pipeline_extract(const Config *config, Newsletter *newsletter, const Feed *feed);
/* The key that it gets, without the work. */
char *pipeline_extract_key(const Config *config, Newsletter *newsletter, const Feed *feed);

/* A question to a model and all that it is made of. */
typedef struct {
  Newsletter *newsletter;
  Feed *feed;
  GStrv addresses;
  char *compact;
  PromptSource source; /* of the above */
  char *key;
} PipelineQuestion;

/* For that newsletter in that feed as the configuration has it now. ERROR_NOT_FOUND when one of them is gone. */
PipelineQuestion *pipeline_question(Store *store, const Config *config, gint64 newsletter_row, gint64 feed_row,
                                    GError **error);
/* The same for a newsletter that is not stored; takes newsletter and feed over. */
PipelineQuestion *pipeline_question_for(const Config *config, Newsletter *newsletter, Feed *feed, GError **error);
void pipeline_question_free(PipelineQuestion *question);

/* Whom to ask, by the configuration: settings are filled without keys. ERROR_INVALID; one that asks nobody is fine. */
gboolean pipeline_provider(const Config *config, ProviderSettings *settings, GError **error);
PromptParameters pipeline_parameters(const Config *config);

/* The mail addresses of a feed that nobody is told, in each domain: its own, also those that it had before; of a derived feed those of all own ones. */
GStrv pipeline_addresses(const Feed *feed, const Config *config);

/* --- digests (pipeline-digest.c) ----------------------------------------------------------- */

/* Whether an issue of a digest feed is missing whose period is over, and when the next period ends (0: there is no such feed). */
gboolean pipeline_digest_due(Store *store, gint64 now, gboolean *due, gint64 *next, GError **error);
/* Makes all that are missing, inside the caller's transaction. */
gboolean pipeline_digest(Store *store, const Config *config, gint64 now, guint *made, GError **error);
/* The same for one feed. */
gboolean pipeline_digest_feed(Store *store, const Config *config, const Feed *feed, gint64 now, guint *made,
                              GError **error);

void pipeline_mail_free(PipelineMail *mail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PipelineMail, pipeline_mail_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PipelineQuestion, pipeline_question_free)
