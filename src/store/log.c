/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "model/names.h"
#include "store/store-private.h"
#include "util/error.h"

#define SEARCH_MAX 1000 /* bytes; every field of use is shorter */

static const char *const outcome_names[] = { "published", "waiting", "duplicate", "undecoded", "released",
                                             "discarded", "removed", "imported",  "expired",   NULL };

const char *outcome_name(Outcome outcome)
{
  return outcome_names[outcome];
}

/* The parameters of the INSERT are these, one higher. */
#define EVENT_COLUMNS                                                                                                  \
  "time, spool_name, sender, recipients, message_id, from_address, subject, sha256, newsletter_id, outcome, detail"
enum {
  EVENT_TIME,
  EVENT_SPOOL_NAME,
  EVENT_SENDER,
  EVENT_RECIPIENTS,
  EVENT_MESSAGE_ID,
  EVENT_FROM_ADDRESS,
  EVENT_SUBJECT,
  EVENT_SHA256,
  EVENT_NEWSLETTER_ID,
  EVENT_OUTCOME,
  EVENT_DETAIL
};

static MailEvent *event_from_row(Statement *statement)
{
  MailEvent *event = g_new0(MailEvent, 1);

  event->time = statement_int(statement, EVENT_TIME);
  event->spool_name = statement_text(statement, EVENT_SPOOL_NAME);
  event->sender = statement_text(statement, EVENT_SENDER);
  event->recipients = statement_text(statement, EVENT_RECIPIENTS);
  event->message_id = statement_text(statement, EVENT_MESSAGE_ID);
  event->from = statement_text(statement, EVENT_FROM_ADDRESS);
  event->subject = statement_text(statement, EVENT_SUBJECT);
  event->sha256 = statement_text(statement, EVENT_SHA256);
  event->newsletter_id = statement_text(statement, EVENT_NEWSLETTER_ID);
  (void)NAMES_PARSE(outcome_names, statement_name(statement, EVENT_OUTCOME), &event->outcome);
  event->detail = statement_text(statement, EVENT_DETAIL);
  return event;
}

static void bind_or_empty(Statement *statement, int column, const char *text)
{
  statement_bind_text(statement, column + 1, text != NULL ? text : "");
}

gboolean store_log_add(Store *store, const MailEvent *event, GError **error)
{
  g_autoptr(Statement) statement = statement_get(
      store, "INSERT INTO mail_log (" EVENT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", error);

  if (statement == NULL)
    return FALSE;
  statement_bind_int(statement, EVENT_TIME + 1, event->time);
  bind_or_empty(statement, EVENT_SPOOL_NAME, event->spool_name);
  bind_or_empty(statement, EVENT_SENDER, event->sender);
  bind_or_empty(statement, EVENT_RECIPIENTS, event->recipients);
  bind_or_empty(statement, EVENT_MESSAGE_ID, event->message_id);
  bind_or_empty(statement, EVENT_FROM_ADDRESS, event->from);
  bind_or_empty(statement, EVENT_SUBJECT, event->subject);
  bind_or_empty(statement, EVENT_SHA256, event->sha256);
  bind_or_empty(statement, EVENT_NEWSLETTER_ID, event->newsletter_id);
  bind_or_empty(statement, EVENT_OUTCOME, outcome_name(event->outcome));
  bind_or_empty(statement, EVENT_DETAIL, event->detail);
  return statement_run(store, statement, error);
}

/* The text as a LIKE pattern for "contains". */
static char *pattern_of(const char *text)
{
  GString *pattern = g_string_new("%");

  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '%' || *c == '_' || *c == '\\')
      g_string_append_c(pattern, '\\');
    g_string_append_c(pattern, *c);
  }
  return g_string_free(g_string_append_c(pattern, '%'), FALSE);
}

static void reverse(GPtrArray *array)
{
  for (guint i = 0, k = array->len; i + 1 < k; i++, k--) {
    gpointer swapped = array->pdata[i];

    array->pdata[i] = array->pdata[k - 1];
    array->pdata[k - 1] = swapped;
  }
}

GPtrArray *store_log_find(Store *store, const char *text, guint max, GError **error)
{
  g_autofree char *pattern = NULL;
  g_autoptr(Statement) statement = NULL;
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)mail_event_free);
  Step step;

  if (strlen(text) > SEARCH_MAX) {
    error_set(error, ERROR_INVALID, "a search for more than %d bytes", SEARCH_MAX);
    return NULL;
  }
  pattern = pattern_of(text);
  statement = statement_get(store,
                            "SELECT " EVENT_COLUMNS " FROM mail_log WHERE spool_name LIKE ?1 ESCAPE '\\' "
                            "OR message_id LIKE ?1 ESCAPE '\\' OR from_address LIKE ?1 ESCAPE '\\' "
                            "OR recipients LIKE ?1 ESCAPE '\\' OR subject LIKE ?1 ESCAPE '\\' "
                            "OR newsletter_id LIKE ?1 ESCAPE '\\' OR newsletter_id IN (SELECT newsletter.id FROM item "
                            "JOIN newsletter ON newsletter.row = item.newsletter WHERE item.id LIKE ?1 ESCAPE '\\') "
                            "ORDER BY row DESC LIMIT ?2",
                            error);
  if (statement == NULL)
    return NULL;
  statement_bind_text(statement, 1, pattern);
  statement_bind_int(statement, 2, max);
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_ptr_array_add(events, event_from_row(statement));
  reverse(events);
  return step == STEP_DONE ? g_steal_pointer(&events) : NULL;
}

gboolean store_log_has(Store *store, const char *spool_name, const char *sha256, gboolean *has, GError **error)
{
  g_autoptr(Statement) statement = statement_get(
      store, "SELECT 1 FROM mail_log WHERE spool_name = ?1 AND spool_name <> '' AND sha256 = ?2 LIMIT 1", error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, spool_name);
  statement_bind_text(statement, 2, sha256);
  step = statement_step(store, statement, error);
  if (step == STEP_ERROR)
    return FALSE;
  *has = step == STEP_ROW;
  return TRUE;
}

void mail_event_free(MailEvent *event)
{
  if (event == NULL)
    return;
  g_free(event->spool_name);
  g_free(event->sender);
  g_free(event->recipients);
  g_free(event->message_id);
  g_free(event->from);
  g_free(event->subject);
  g_free(event->sha256);
  g_free(event->newsletter_id);
  g_free(event->detail);
  g_free(event);
}
