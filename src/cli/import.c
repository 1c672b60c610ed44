/* SPDX-License-Identifier: MIT */
/* gistwire import: old mail into a feed. Decoding uses all cores, storing goes by batches. */
#include "cli/cli.h"
#include "cli/mailbox.h"
#include "mail/header.h"
#include "pipeline.h"
#include "util/date.h"
#include "util/error.h"
#include "util/log.h"

#define BATCH_MAILS 32u
#define BATCH_BYTES (64u * 1024 * 1024)

typedef struct {
  Cli *cli;
  Store *store;
  Feed *feed;
  Mailbox *mailbox;
  GThreadPool *decoders;
  guint added, known, failed;
} Import;

/* One message on its way through the decoders. */
typedef struct {
  char *origin;
  GBytes *message;
  PipelineMail *mail;
  GError *error;
} ImportMail;

static void import_mail_free(gpointer data)
{
  ImportMail *mail = data;

  g_free(mail->origin);
  g_bytes_unref(mail->message);
  pipeline_mail_free(mail->mail);
  g_clear_error(&mail->error);
  g_free(mail);
}

typedef struct {
  const Config *config;
  GAsyncQueue *done;
} DecoderShare;

static void decode(gpointer data, gpointer user_data)
{
  ImportMail *mail = data;
  DecoderShare *share = user_data;

  mail->mail = pipeline_decode(mail->message, NULL, date_now(), PIPELINE_ARCHIVED, share->config, &mail->error);
  g_async_queue_push(share->done, mail);
}

/* A problem with one mail is told and counted; the others go on. */
static void skip(Import *import, const char *origin, const char *why)
{
  cli_progress_end();
  log_warning("%s: %s", origin, why);
  import->failed++;
}

/* Any bytes can be decoded, a shell script or a list of passwords, too. What is called .eml is taken at its word; broken mail is mail. */
static gboolean is_mail(const char *origin, GBytes *message)
{
  static const char *const names[] = { "From",     "To",          "Subject",      "Date",         "Message-ID",
                                       "Received", "Return-Path", "Delivered-To", "MIME-Version", "Content-Type" };
  gsize length;
  const char *bytes = g_bytes_get_data(message, &length);
  g_autoptr(HeaderBlock) block = NULL;

  if (length == 0 || g_str_has_suffix(origin, ".eml"))
    return TRUE; /* that it is empty is told later */
  block = header_split(bytes, length);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (header_first(block, names[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Reads the next batch; empty at the end. */
static GPtrArray *read_batch(Import *import)
{
  GPtrArray *batch = g_ptr_array_new_with_free_func(import_mail_free);
  gsize bytes = 0;

  while (batch->len < BATCH_MAILS && bytes < BATCH_BYTES) {
    g_autofree char *origin = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) message = mailbox_next(import->mailbox, &origin, &error);
    ImportMail *mail;

    if (message == NULL && error == NULL)
      break;
    if (message == NULL) {
      skip(import, "import", error->message);
      continue;
    }
    if (g_bytes_get_size(message) > import->cli->config->max_message_size) {
      skip(import, origin, "larger than max_message_size");
      continue;
    }
    if (!is_mail(origin, message)) {
      skip(import, origin, "no mail: it has no header");
      continue;
    }
    mail = g_new0(ImportMail, 1);
    mail->origin = g_steal_pointer(&origin);
    bytes += g_bytes_get_size(message);
    mail->message = g_steal_pointer(&message);
    g_ptr_array_add(batch, mail);
  }
  return batch;
}

static gboolean store_batch(Import *import, GPtrArray *batch, GError **error)
{
  for (guint i = 0; i < batch->len; i++) {
    ImportMail *mail = g_ptr_array_index(batch, i);
    gboolean added;

    if (mail->mail == NULL) {
      skip(import, mail->origin, mail->error->message);
      continue;
    }
    if (!pipeline_store_into(import->store, mail->mail, import->feed, &added, error))
      return FALSE;
    import->added += added;
    import->known += !added;
  }
  return TRUE;
}

static gboolean run(Import *import, DecoderShare *share, GError **error)
{
  guint total_kb = (guint)MIN(mailbox_total(import->mailbox) / 1024 + 1, G_MAXUINT);

  for (;;) {
    g_autoptr(GPtrArray) batch = read_batch(import);

    if (batch->len == 0)
      return TRUE;
    for (guint i = 0; i < batch->len; i++)
      g_thread_pool_push(import->decoders, g_ptr_array_index(batch, i), NULL);
    for (guint i = 0; i < batch->len; i++)
      g_async_queue_pop(share->done);
    if (!store_begin(import->store, error) || !cli_end(import->store, store_batch(import, batch, error), error) ||
        !cli_gist(import->cli, import->store, error))
      return FALSE;
    cli_progress("import, KB", (guint)(mailbox_done(import->mailbox) / 1024), total_kb);
  }
}

static void print_result(const Import *import)
{
  cli_progress_end();
  if (import->cli->json)
    cli_print_json(json_pack("{s:i, s:i, s:i}", "imported", (int)import->added, "known", (int)import->known, "failed",
                             (int)import->failed));
  else
    cli_print("%u imported, %u there already, %u failed\n", import->added, import->known, import->failed);
}

static gboolean import(Cli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Mailbox) mailbox = NULL;
  DecoderShare share = { .config = cli->config };
  Import state = { .cli = cli };
  gboolean ok;

  if (!cli_parse(&argc, &argv, entries, 2, G_MAXINT, error) ||
      (mailbox = mailbox_open(argv + 1, argc - 1, error)) == NULL ||
      (store = cli_store(cli, STORE_WRITE, error)) == NULL || (feed = cli_own_feed(store, argv[0], error)) == NULL)
    return FALSE;
  state.store = store;
  state.feed = feed;
  state.mailbox = mailbox;
  share.done = g_async_queue_new();
  state.decoders = g_thread_pool_new(decode, &share, (gint)g_get_num_processors(), TRUE, NULL);
  ok = run(&state, &share, error);
  g_thread_pool_free(state.decoders, FALSE, TRUE);
  g_async_queue_unref(share.done);
  if (!ok)
    return FALSE;
  print_result(&state);
  return state.failed == 0 || error_set(error, ERROR_FAILED, "%u mails were not imported", state.failed);
}

const CliCommand cli_import_commands[] = {
  { "import", NULL, "FEED PATH...", "put old mail into a feed: .eml files, mbox files, Maildirs, folders of .eml files",
    import },
  { NULL },
};
