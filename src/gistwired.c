/* SPDX-License-Identifier: MIT */
/* gistwired: watches the spool, decodes, stores, gists, and serves HTTP. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline.h"
#include "spool/maildir.h"
#include "spool/watch.h"
#include "util/config.h"
#include "util/date.h"
#include "util/error.h"
#include "util/log.h"
#include "util/stack.h"
#include "web/server.h"
#include "worker.h"

/* New mail is announced by inotify; the timer is for what it cannot see: network file systems, an overflow, a mail that could not be read. */
#define RESCAN_S 60
#define EXIT_USAGE 2
/* So much of what each thread has freed is kept for its next page or mail: given back and taken again it cost a seventh of a page's time. */
#define SPARE_BYTES (1 << 20)

typedef struct {
  GMainLoop *loop;
  Config *config;
  const char *config_file;
  int spool_lock;
  Maildir *maildir; /* the worker's */
  Worker *worker;
  Watch *watch;
  Server *server;
  int exit_code;
} Daemon;

/* Two daemons on one spool would each decode every mail. The lock is on the folder itself, so it cannot be left behind. */
static gboolean lock_spool(Daemon *daemon, GError **error)
{
  const char *path = daemon->config->spool_path;

  daemon->spool_lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (daemon->spool_lock < 0)
    return error_set_errno(error, errno, "spool %s", path);
  if (flock(daemon->spool_lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (errno == EWOULDBLOCK)
    return error_set(error, ERROR_EXISTS, "spool %s: another gistwired is working on it", path);
  return error_set_errno(error, errno, "spool %s", path);
}

static void on_spool_event(gboolean gone, gpointer data)
{
  Daemon *daemon = data;

  if (!gone) {
    worker_wake(daemon->worker, FALSE);
    return;
  }
  /* Nothing can arrive any more, and a folder put back would not be seen: a restart with a clear message is the honest answer. */
  log_error("spool %s was moved or deleted", daemon->config->spool_path);
  daemon->exit_code = EXIT_FAILURE;
  g_main_loop_quit(daemon->loop);
}

static gboolean on_timer(gpointer data)
{
  worker_wake(((Daemon *)data)->worker, TRUE);
  return G_SOURCE_CONTINUE;
}

static gboolean on_quit_signal(gpointer data)
{
  g_main_loop_quit(((Daemon *)data)->loop);
  return G_SOURCE_CONTINUE;
}

static void warn_of_restart(const char *what, gboolean changed)
{
  if (changed)
    log_warning("a new %s needs a restart", what);
}

/* Also whether the model that it names could be asked. */
static Config *load_config(const char *file, GError **error)
{
  g_autoptr(Config) config = config_load(file, error);
  g_auto(ProviderSettings) settings = { 0 };

  return config != NULL && pipeline_provider(config, &settings, error) ? g_steal_pointer(&config) : NULL;
}

/* NULL: an empty one. */
static gboolean same_list(char **one, char **other)
{
  if (one == NULL || other == NULL)
    return one == other;
  return g_strv_equal((const char *const *)one, (const char *const *)other);
}

static gboolean on_reload_signal(gpointer data)
{
  Daemon *daemon = data;
  g_autoptr(GError) error = NULL;
  Config *config = load_config(daemon->config_file, &error);

  if (config == NULL) {
    log_error("%s; the old configuration stays", error->message);
    return G_SOURCE_CONTINUE;
  }
  warn_of_restart("[spool] path", strcmp(config->spool_path, daemon->config->spool_path) != 0);
  warn_of_restart("[store] path", strcmp(config->store_path, daemon->config->store_path) != 0);
  warn_of_restart("[server] listen", !same_list(config->listen, daemon->config->listen));
  warn_of_restart("[server] admin_listen", !same_list(config->admin_listen, daemon->config->admin_listen));
  worker_set_config(daemon->worker, config);
  server_set_config(daemon->server, config);
  config_unref(daemon->config);
  daemon->config = config;
  log_info("configuration read again");
  return G_SOURCE_CONTINUE;
}

static gboolean on_probe(ServerSpool *spool, gpointer data)
{
  g_autoptr(GPtrArray) entries = maildir_list(((Daemon *)data)->maildir, NULL, 0, NULL);

  if (entries == NULL)
    return FALSE;
  spool->mails = entries->len;
  spool->oldest = entries->len > 0 ? ((const MaildirEntry *)g_ptr_array_index(entries, 0))->received : 0;
  return TRUE;
}

/* GLib registers what is compiled in when somebody looks for the first time; of two threads that do so at once, one may find nothing (2.74), and a model's
 * question and the first page meet there. */
static void register_resources(void)
{
  g_auto(GStrv) folders = g_resources_enumerate_children("/", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  (void)folders;
}

/* The watch comes before the first look at the folder, or a mail between the two would wait for the timer. */
static gboolean start(Daemon *daemon, GError **error)
{
  Maildir *maildir = maildir_open(daemon->config->spool_path, error);

  if (maildir == NULL)
    return FALSE;
  if (!lock_spool(daemon, error)) {
    maildir_close(maildir);
    return FALSE;
  }
  maildir_clean(maildir, date_now());
  daemon->worker = worker_start(daemon->config, maildir, error);
  if (daemon->worker == NULL)
    return FALSE;
  daemon->maildir = maildir;
  daemon->server = server_start(daemon->config, error);
  if (daemon->server == NULL)
    return FALSE;
  server_set_probe(daemon->server, on_probe, daemon);
  daemon->watch = watch_new(daemon->config->spool_path, on_spool_event, daemon, error);
  return daemon->watch != NULL;
}

static void stop(Daemon *daemon)
{
  g_clear_pointer(&daemon->watch, watch_free);
  g_clear_pointer(&daemon->server, server_stop);
  g_clear_pointer(&daemon->worker, worker_stop);
  if (daemon->spool_lock >= 0)
    close(daemon->spool_lock);
}

static void run(Daemon *daemon)
{
  const char *const *addresses = server_addresses(daemon->server);
  const char *const *admin_addresses = server_admin_addresses(daemon->server);

  if (strcmp(daemon->config->spool_path, SPOOL_PATH) != 0)
    log_info("the spool is %s; gistwire-deliver needs -d for it", daemon->config->spool_path);
  for (guint i = 0; addresses[i] != NULL; i++)
    log_info("listening on %s", addresses[i]);
  for (guint i = 0; admin_addresses[i] != NULL; i++)
    log_info("for the admin on %s", admin_addresses[i]);
  g_unix_signal_add(SIGTERM, on_quit_signal, daemon);
  g_unix_signal_add(SIGINT, on_quit_signal, daemon);
  g_unix_signal_add(SIGHUP, on_reload_signal, daemon);
  g_timeout_add_seconds(RESCAN_S, on_timer, daemon);
  worker_wake(daemon->worker, TRUE);
  g_main_loop_run(daemon->loop);
  log_info("ending");
}

static gboolean parse_options(int argc, char **argv, char **config_file)
{
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, config_file, "Configuration file [" CONFIG_DEFAULT_FILE "]", "FILE" },
    { "version", 'V', 0, G_OPTION_ARG_NONE, &version, "Print the version and exit", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(GOptionContext) context = g_option_context_new("- turn newsletters in the spool into feeds");
  g_autoptr(GError) error = NULL;

  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error)) {
    log_error("%s", error->message);
    return FALSE;
  }
  if (version) {
    g_print("gistwired " PACKAGE_VERSION "\n");
    exit(EXIT_SUCCESS);
  }
  if (argc > 1) {
    log_error("unexpected argument '%s'", argv[1]);
    return FALSE;
  }
  return TRUE;
}

int main(int argc, char **argv)
{
  g_autofree char *config_file = NULL;
  g_autoptr(GError) error = NULL;
  Daemon daemon = { .spool_lock = -1 };

  g_set_prgname("gistwired");
  mallopt(M_TRIM_THRESHOLD, SPARE_BYTES);
  mallopt(M_MMAP_THRESHOLD, SPARE_BYTES);
  if (!parse_options(argc, argv, &config_file))
    return EXIT_USAGE;
  daemon.config_file = config_file;
  daemon.config = load_config(config_file, &error);
  if (daemon.config == NULL) {
    log_error("%s", error->message);
    return EXIT_USAGE;
  }
  umask(077);
  register_resources();
  daemon.loop = g_main_loop_new(NULL, FALSE);
  if (stack_set_default(&error) && start(&daemon, &error)) {
    run(&daemon);
  } else {
    log_error("%s", error->message);
    daemon.exit_code = EXIT_FAILURE;
  }
  stop(&daemon);
  g_main_loop_unref(daemon.loop);
  config_unref(daemon.config);
  return daemon.exit_code;
}
