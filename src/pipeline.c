/* SPDX-License-Identifier: MIT */
#include "pipeline.h"

#include <string.h>

#include "mail/confirmation.h"
#include "mail/decode.h"
#include "mail/route.h"
#include "markdown/markdown.h"
#include "markdown/wash.h"
#include "util/date.h"
#include "util/digest.h"
#include "util/error.h"
#include "util/text.h"

#define MAX_DATE_AGE (7 * 24 * 3600) /* of a mail that was delivered just now */

void pipeline_mail_free(PipelineMail *mail)
{
  if (mail == NULL)
    return;
  newsletter_free(mail->newsletter);
  g_ptr_array_unref(mail->recipients);
  g_free(mail->envelope_sender);
  g_clear_pointer(&mail->raw, g_bytes_unref);
  g_free(mail);
}

/* --- decode ------------------------------------------------------------------------------- */

/* Moves what the converter found into the newsletter. */
static void take_document(Newsletter *newsletter, MarkdownDocument *document)
{
  GPtrArray *links = newsletter->links;

  g_free(newsletter->markdown);
  newsletter->markdown = g_steal_pointer(&document->markdown);
  newsletter->words = document->words;
  newsletter->web_url = g_steal_pointer(&document->web_url);
  if (newsletter->language == NULL)
    newsletter->language = g_steal_pointer(&document->language);
  if (document->truncated)
    newsletter->flags |= NEWSLETTER_TRUNCATED;
  newsletter->links = document->links;
  document->links = links;
}

static void convert_body(Newsletter *newsletter, const Mail *mail)
{
  g_autoptr(MarkdownDocument) document = NULL;

  if (mail->kind == BODY_HTML)
    document = markdown_from_html(mail->body, strlen(mail->body), newsletter->list_unsubscribe);
  else if (mail->kind == BODY_TEXT)
    document = markdown_from_text(mail->body, strlen(mail->body), newsletter->list_unsubscribe);
  else
    newsletter->markdown = g_strdup("");
  if (document != NULL)
    take_document(newsletter, document);
}

static void wash_body(Newsletter *newsletter, const Mail *mail)
{
  char *washed = mail->kind == BODY_HTML ? wash_html(mail->body, strlen(mail->body), newsletter->parts) : NULL;
  g_autoptr(GBytes) bytes = washed != NULL ? g_bytes_new_take(washed, strlen(washed)) : NULL;

  if (bytes != NULL)
    newsletter->original = store_compress(bytes);
}

static PipelineMail *wrap(Newsletter *newsletter, GPtrArray *header_recipients, GBytes *message,
                          const Envelope *envelope)
{
  PipelineMail *mail = g_new0(PipelineMail, 1);
  GPtrArray *source = envelope != NULL && envelope->recipients->len > 0 ? envelope->recipients : header_recipients;

  mail->newsletter = newsletter;
  mail->recipients = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; source != NULL && i < source->len; i++)
    g_ptr_array_add(mail->recipients, text_clean_line(g_ptr_array_index(source, i), -1));
  mail->envelope_sender =
      envelope != NULL && envelope->sender != NULL ? text_clean_line(envelope->sender, -1) : g_strdup("");
  mail->raw = store_compress(message);
  return mail;
}

static Mail *decode(GBytes *message, gint64 received, const Config *config, GError **error)
{
  Mail *mail = mail_decode(message, received, config->authserv_id, error);

  if (mail == NULL)
    return NULL;
  convert_body(mail->newsletter, mail);
  wash_body(mail->newsletter, mail);
  if (confirmation_recognise(mail->newsletter))
    mail->newsletter->flags |= NEWSLETTER_CONFIRMATION;
  return mail;
}

PipelineMail *pipeline_decode(GBytes *message, const Envelope *envelope, gint64 received, PipelineSource source,
                              const Config *config, GError **error)
{
  g_autoptr(Mail) mail = decode(message, received, config, error);
  Newsletter *newsletter;

  if (mail == NULL)
    return NULL;
  newsletter = g_steal_pointer(&mail->newsletter);
  newsletter->date = date_believe(newsletter->date, received, source == PIPELINE_DELIVERED ? MAX_DATE_AGE : -1);
  return wrap(newsletter, mail->recipients, message, envelope);
}

Newsletter *pipeline_decode_html(GBytes *html)
{
  Newsletter *newsletter = newsletter_new();
  g_autofree char *clean = text_clean(g_bytes_get_data(html, NULL), g_bytes_get_size(html), NULL);
  g_autoptr(MarkdownDocument) document = markdown_from_html(clean, strlen(clean), NULL);

  newsletter->sha256 = digest_hex(g_bytes_get_data(html, NULL), g_bytes_get_size(html));
  newsletter->body_hash = g_strdup(newsletter->sha256);
  newsletter->subject = g_strdup("");
  newsletter->size = g_bytes_get_size(html);
  newsletter->received = newsletter->date = date_now();
  take_document(newsletter, document);
  return newsletter;
}

PipelineMail *pipeline_decode_trivially(GBytes *message, const Envelope *envelope, gint64 received, const char *reason)
{
  Newsletter *newsletter = mail_read_trivially(message, received);

  newsletter->date = received;
  g_free(newsletter->markdown);
  newsletter->markdown = g_strdup(reason);
  return wrap(newsletter, NULL, message, envelope);
}

/* --- route and store ---------------------------------------------------------------------- */

/* What the routing of one mail has come to so far. */
typedef struct {
  Store *store;
  const Config *config;
  const Newsletter *newsletter;
  guint published, waiting; /* rows that were added */
  gboolean named_feed;      /* a recipient is, or once was, a feed's address */
  GString *detail;
} Routing;

static void add_detail(Routing *routing, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void add_detail(Routing *routing, const char *format, ...)
{
  va_list arguments;

  if (routing->detail->len > 0)
    g_string_append(routing->detail, "; ");
  va_start(arguments, format);
  g_string_append_vprintf(routing->detail, format, arguments);
  va_end(arguments);
}

/* The time by which feeds order: that of publishing; an archived mail takes its place by its date. Only for delivered mail a model is asked
 * unbidden: an archive would cost a fortune. */
static gboolean publish_in(Routing *routing, const Feed *feed, gint64 when, gboolean ask, GError **error)
{
  gboolean added = FALSE;

  if (!store_item_add(routing->store, feed->row, routing->newsletter->row, when, ask, &added, error))
    return FALSE;
  if (added) {
    routing->published++;
    add_detail(routing, "in feed '%s'", feed->name);
    return store_waiting_clear(routing->store, routing->newsletter->row, feed->row, error);
  }
  add_detail(routing, "feed '%s' has it already", feed->name);
  return TRUE;
}

static gboolean wait_for(Routing *routing, const Feed *feed, const char *recipient, const char *reason, GError **error)
{
  if (!store_waiting_add(routing->store, routing->newsletter->row, feed != NULL ? feed->row : 0, recipient, reason,
                         error))
    return FALSE;
  routing->waiting++;
  add_detail(routing, "waits: %s", reason);
  return TRUE;
}

static gboolean decide(Routing *routing, const Feed *feed, const char *recipient, GError **error)
{
  g_auto(RouteDecision) decision = { 0 };

  route_decide(routing->newsletter, feed, routing->config->authserv_id != NULL, &decision);
  return decision.publish ? publish_in(routing, feed, date_now(), TRUE, error)
                          : wait_for(routing, feed, recipient, decision.reason, error);
}

static gboolean route_recipient(Routing *routing, const char *recipient, GError **error)
{
  g_autofree char *local_part = route_local_part(recipient, (const char *const *)routing->config->domains);
  g_autoptr(Feed) feed = NULL;
  gboolean retired = FALSE;

  if (local_part == NULL)
    return TRUE;
  if (!store_feed_by_address(routing->store, local_part, &feed, &retired, error))
    return FALSE;
  if (feed == NULL) {
    g_autofree char *reason = g_strdup_printf("the feed of the address %s was removed", recipient);

    routing->named_feed |= retired;
    return retired ? wait_for(routing, NULL, recipient, reason, error) : TRUE;
  }
  routing->named_feed = TRUE;
  return decide(routing, feed, recipient, error);
}

/* Mail that names no feed: to every feed that allows its sender, or to the waiting room. */
static gboolean route_unnamed(Routing *routing, const PipelineMail *mail, GError **error)
{
  const char *recipient = mail->recipients->len > 0 ? g_ptr_array_index(mail->recipients, 0) : "";
  g_autoptr(GPtrArray) feeds = store_feed_list_own(routing->store, error);
  g_autoptr(GPtrArray) targets = NULL;

  if (feeds == NULL)
    return FALSE;
  targets = route_by_sender(routing->newsletter, feeds, routing->config->route_by_sender);
  for (guint i = 0; i < targets->len; i++)
    if (!decide(routing, g_ptr_array_index(targets, i), recipient, error))
      return FALSE;
  if (targets->len > 0)
    return TRUE;
  if (recipient[0] == '\0')
    return wait_for(routing, NULL, "", "it names no recipient", error);
  {
    g_autofree char *reason = g_strdup_printf("no feed has the address %s", recipient);

    return wait_for(routing, NULL, recipient, reason, error);
  }
}

/* A log row about this newsletter; strings belong to it. */
static MailEvent make_event(const Newsletter *newsletter, Outcome outcome, const char *detail)
{
  char *none = (char *)"";

  return (MailEvent){
    .time = date_now(),
    .spool_name = none,
    .sender = none,
    .recipients = none,
    .message_id = newsletter->message_id != NULL ? newsletter->message_id : none,
    .from = newsletter->from_address != NULL ? newsletter->from_address : none,
    .subject = newsletter->subject,
    .sha256 = newsletter->sha256,
    .newsletter_id = newsletter->id != NULL ? newsletter->id : none,
    .outcome = outcome,
    .detail = (char *)detail,
  };
}

gboolean pipeline_log(Store *store, const Newsletter *newsletter, Outcome outcome, const char *detail, GError **error)
{
  MailEvent event = make_event(newsletter, outcome, detail);

  return store_log_add(store, &event, error);
}

static gboolean log_mail(Store *store, const PipelineMail *mail, const char *spool_name, Outcome outcome,
                         const char *detail, GError **error)
{
  MailEvent event = make_event(mail->newsletter, outcome, detail);
  g_autofree char *recipients = NULL;

  g_ptr_array_add(mail->recipients, NULL);
  recipients = g_strjoinv(", ", (char **)mail->recipients->pdata);
  g_ptr_array_remove_index(mail->recipients, mail->recipients->len - 1);
  event.spool_name = (char *)spool_name;
  event.sender = mail->envelope_sender;
  event.recipients = recipients;
  return store_log_add(store, &event, error);
}

/* Finds the newsletter among those that are stored, or stores it. */
static gboolean settle_newsletter(Store *store, PipelineMail *mail, Seen *seen, GError **error)
{
  gint64 row = 0;
  g_autoptr(Newsletter) known = NULL;

  if (!store_newsletter_seen(store, mail->newsletter, seen, &row, error))
    return FALSE;
  if (*seen == SEEN_NEVER)
    return store_newsletter_add(store, mail->newsletter, mail->raw, error);
  if (*seen == SEEN_REMOVED)
    return TRUE;
  known = store_newsletter_get(store, row, error);
  if (known == NULL)
    return FALSE;
  mail->newsletter->row = row;
  g_free(mail->newsletter->id);
  mail->newsletter->id = g_strdup(known->id);
  return TRUE;
}

static Outcome outcome_of(const Routing *routing, Seen seen)
{
  if (seen == SEEN_SAME && routing->published == 0)
    return OUTCOME_DUPLICATE;
  if (routing->newsletter->flags & NEWSLETTER_UNDECODED)
    return OUTCOME_UNDECODED;
  return routing->published > 0 ? OUTCOME_PUBLISHED : OUTCOME_WAITING;
}

gboolean pipeline_store(Store *store, const Config *config, PipelineMail *mail, const char *spool_name,
                        Outcome *outcome, GError **error)
{
  g_autoptr(GString) detail = g_string_new(NULL);
  Routing routing = { .store = store, .config = config, .newsletter = mail->newsletter, .detail = detail };
  Seen seen = SEEN_NEVER;
  gboolean finished = FALSE;

  if (spool_name[0] != '\0' && !store_log_has(store, spool_name, mail->newsletter->sha256, &finished, error))
    return FALSE;
  if (finished) {
    *outcome = OUTCOME_DUPLICATE;
    return TRUE;
  }
  if (!settle_newsletter(store, mail, &seen, error))
    return FALSE;
  if (seen == SEEN_REMOVED) {
    *outcome = OUTCOME_DUPLICATE;
    return log_mail(store, mail, spool_name, OUTCOME_DUPLICATE, "the same newsletter was removed before", error);
  }
  for (guint i = 0; i < mail->recipients->len; i++)
    if (!route_recipient(&routing, g_ptr_array_index(mail->recipients, i), error))
      return FALSE;
  if (!routing.named_feed && !route_unnamed(&routing, mail, error))
    return FALSE;
  *outcome = outcome_of(&routing, seen);
  return log_mail(store, mail, spool_name, *outcome, detail->str, error);
}

gboolean pipeline_store_into(Store *store, PipelineMail *mail, const Feed *feed, gboolean *added, GError **error)
{
  g_autoptr(GString) detail = g_string_new("import");
  Routing routing = { .store = store, .newsletter = mail->newsletter, .detail = detail };
  Seen seen = SEEN_NEVER;

  if (!settle_newsletter(store, mail, &seen, error))
    return FALSE;
  if (seen == SEEN_REMOVED)
    add_detail(&routing, "the same newsletter was removed before");
  else if (!publish_in(&routing, feed, mail->newsletter->date, FALSE, error))
    return FALSE;
  *added = routing.published > 0;
  return log_mail(store, mail, "", *added ? OUTCOME_IMPORTED : OUTCOME_DUPLICATE, detail->str, error);
}

gboolean pipeline_rebuild(Store *store, const Config *config, gint64 row, GError **error)
{
  g_autoptr(Newsletter) old = store_newsletter_get(store, row, error);
  g_autoptr(GBytes) raw = old != NULL ? store_newsletter_raw(store, row, error) : NULL;
  g_autoptr(Mail) mail = raw != NULL ? decode(raw, old->received, config, error) : NULL;

  return mail != NULL && store_newsletter_rebuild(store, old, mail->newsletter, error);
}
