/* SPDX-License-Identifier: MIT */
/* gistwire trace: what happened to a mail. */
#include "cli/cli.h"
#include "util/date.h"
#include "util/error.h"

#define MAX_EVENTS 200u

static json_t *event_json(const MailEvent *event)
{
  return json_pack("{s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "time", cli_json_date(event->time),
                   "spool_name", event->spool_name, "sender", event->sender, "recipients", event->recipients,
                   "message_id", event->message_id, "from", event->from, "subject", event->subject, "newsletter",
                   event->newsletter_id, "outcome", outcome_name(event->outcome), "detail", event->detail);
}

static void print_event(const MailEvent *event)
{
  g_autofree char *time = date_rfc3339(event->time);

  cli_print("%s  %s: %s\n", time, outcome_name(event->outcome), event->detail);
  cli_print("    from %s, subject \"%s\"\n", event->from[0] != '\0' ? event->from : "(unknown)", event->subject);
  if (event->recipients[0] != '\0' || event->spool_name[0] != '\0')
    cli_print("    envelope <%s> to %s, spool %s\n", event->sender, event->recipients, event->spool_name);
  cli_print("    Message-ID %s, newsletter %s\n", event->message_id[0] != '\0' ? event->message_id : "(none)",
            event->newsletter_id[0] != '\0' ? event->newsletter_id : "(none)");
}

static gboolean trace(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(GPtrArray) events = NULL;
  json_t *json;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      (events = store_log_find(store, argv[0], MAX_EVENTS, error)) == NULL)
    return FALSE;
  if (events->len == 0 && !cli->json)
    return error_set(error, ERROR_NOT_FOUND,
                     "no mail with '%s' in Message-ID, sender, recipient, subject or id was accepted", argv[0]);
  json = json_array();
  for (guint i = 0; i < events->len; i++) {
    const MailEvent *event = g_ptr_array_index(events, i);

    if (cli->json)
      json_array_append_new(json, event_json(event));
    else
      print_event(event);
  }
  if (cli->json)
    cli_print_json(json);
  else
    json_decref(json);
  if (events->len == MAX_EVENTS && !cli->json)
    cli_print("(the newest %u events; a longer TEXT finds fewer)\n", MAX_EVENTS);
  return TRUE;
}

const CliCommand cli_trace_commands[] = {
  { "trace", NULL, "TEXT", "what happened to a mail, found by Message-ID, sender, recipient, subject or id", trace },
  { NULL },
};
