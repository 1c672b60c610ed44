/* SPDX-License-Identifier: MIT */
/* gistwire doctor: looks at all that an installation needs. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/diagnose.h"
#include "spool/maildir.h"
#include "spool/room.h"
#include "util/date.h"
#include "util/error.h"
#include "util/text.h"

#define PATIENCE (2 * G_USEC_PER_SEC)

/* What the facts point into. */
typedef struct {
  Facts facts;
  char *spool_problem, *store_problem, *foreign;
  GPtrArray *damage;
} Examination;

static void examination_clear(Examination *examination)
{
  g_free(examination->spool_problem);
  g_free(examination->store_problem);
  g_free(examination->foreign);
  g_clear_pointer(&examination->damage, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Examination, examination_clear)

/* --- looking ------------------------------------------------------------------------------- */

/* Nothing is made here: maildir_open would. */
static char *find_spool_problem(const char *path)
{
  static const char *const folders[] = { "", "tmp", "new", "cur" };

  for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autofree char *folder = g_build_filename(path, folders[i], NULL);

    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
      return g_strdup_printf("%s is not there, or no folder", folder);
    if (access(folder, R_OK | W_OK | X_OK) != 0)
      return g_strdup_printf("%s cannot be written by the user that looks (%s)", folder, g_get_user_name());
  }
  return NULL;
}

static void look_at_spool(const Config *config, Examination *examination)
{
  Facts *facts = &examination->facts;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;
  Maildir *maildir;

  facts->spool_reserves = room_reserves(config->spool_path, &facts->spool_free);
  facts->spool_problem = examination->spool_problem = find_spool_problem(config->spool_path);
  if (facts->spool_problem != NULL)
    return;
  maildir = maildir_open(config->spool_path, &error);
  entries = maildir != NULL ? maildir_list(maildir, NULL, 0, &error) : NULL;
  if (entries == NULL) {
    facts->spool_problem = examination->spool_problem = g_strdup(error->message);
  } else if (entries->len > 0) {
    facts->spool_mails = entries->len;
    facts->spool_oldest = ((const MaildirEntry *)g_ptr_array_index(entries, 0))->received;
  }
  if (maildir != NULL)
    maildir_close(maildir);
}

static void look_at_disk(const Config *config, Facts *facts)
{
  g_autofree char *folder = g_path_get_dirname(config->store_path);

  facts->store_folder = g_file_test(folder, G_FILE_TEST_IS_DIR);
  facts->store_reserves = room_reserves(folder, &facts->store_free);
}

/* A file that root made keeps the daemon out. */
static char *find_foreign_file(const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", ".lock" };
  g_autofree char *folder = g_path_get_dirname(path);
  struct stat of_folder, of_file;

  if (stat(folder, &of_folder) != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *file = g_strconcat(path, endings[i], NULL);

    if (stat(file, &of_file) == 0 && of_file.st_uid != of_folder.st_uid)
      return g_steal_pointer(&file);
  }
  return NULL;
}

typedef struct {
  const char *what;
  gint64 since;
} Patience;

static void show_progress(gpointer data)
{
  const Patience *patience = data;
  gint64 elapsed = g_get_monotonic_time() - patience->since;

  if (elapsed > PATIENCE)
    cli_progress(patience->what, (guint)(elapsed / G_USEC_PER_SEC), 0);
}

static gboolean read_store(Store *store, Examination *examination, GError **error)
{
  Facts *facts = &examination->facts;
  Patience patience = { "looking through the database, seconds", g_get_monotonic_time() };

  facts->damage = examination->damage = store_check(store, show_progress, &patience, error);
  cli_progress_end();
  return facts->damage != NULL && store_search_sample(store, &facts->search, error) &&
         store_space(store, &facts->space, NULL, error) && store_gist_count(store, facts->gists, error) &&
         store_stats(store, &facts->stats, error);
}

static void look_at_store(Cli *cli, Examination *examination)
{
  Facts *facts = &examination->facts;
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = cli_store(cli, STORE_READ, &error);

  facts->library = store_library();
  facts->foreign = examination->foreign = find_foreign_file(cli->config->store_path);
  if (store == NULL || !read_store(store, examination, &error))
    facts->store_problem = examination->store_problem = g_strdup(error->message);
}

/* --- telling ------------------------------------------------------------------------------- */

static void print_list(Cli *cli, const GPtrArray *list)
{
  json_t *json = cli->json ? json_array() : NULL;

  for (guint i = 0; i < list->len; i++) {
    const Diagnosis *one = g_ptr_array_index(list, i);
    const char *level = diagnosis_level_name(one->level);

    if (json != NULL)
      json_array_append_new(json, json_pack("{s:s, s:s, s:s, s:o}", "level", level, "about", one->about, "text",
                                            one->text, "todo", cli_json_string(one->todo)));
    else
      cli_print("%-8s %s: %s%s%s\n", level, one->about, one->text, one->todo != NULL ? "; " : "",
                one->todo != NULL ? one->todo : "");
  }
  if (json != NULL)
    cli_print_json(json);
}

static gboolean examine(Cli *cli, GError **error)
{
  g_auto(Examination) examination = { .facts = { .now = date_now(), .config = cli->config } };
  Facts *facts = &examination.facts;
  g_autoptr(GPtrArray) list = NULL;
  guint problems = 0;

  facts->config_file = cli->config_file != NULL ? cli->config_file : CONFIG_DEFAULT_FILE;
  facts->config_is_there = g_access(facts->config_file, R_OK) == 0;
  look_at_spool(cli->config, &examination);
  look_at_disk(cli->config, facts);
  look_at_store(cli, &examination);
  list = diagnose(facts);
  print_list(cli, list);
  fflush(stdout);
  for (guint i = 0; i < list->len; i++)
    problems += ((const Diagnosis *)g_ptr_array_index(list, i))->level == DIAGNOSIS_PROBLEM;
  return problems == 0 || error_set(error, ERROR_FAILED, "%u problem%s", problems, problems == 1 ? "" : "s");
}

/* --- vacuum -------------------------------------------------------------------------------- */

/* SQLite makes a copy, and writes it back through its log. */
static gboolean check_room(const char *path, const Space *space, GError **error)
{
  guint64 needed = 2 * (space->total - space->bytes[SPACE_FREE]), available = 0;
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *needed_text = text_size(needed);
  g_autofree char *available_text = NULL;

  (void)room_reserves(folder, &available);
  available_text = text_size(available);
  return available > needed || error_set(error, ERROR_AGAIN, "it needs up to %s of room in %s, and %s are free",
                                         needed_text, folder, available_text);
}

static gboolean vacuum(Cli *cli, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(cli->config->store_path);
  g_autofree char *before_text = NULL, *after_text = NULL;
  g_autoptr(Store) store = NULL, again = NULL;
  Space before, after;

  g_setenv("SQLITE_TMPDIR", folder,
           TRUE); /* where there is as much room as for the database itself; /tmp may be memory */
  if ((store = cli_store(cli, STORE_WRITE, error)) == NULL || !store_space(store, &before, NULL, error) ||
      !check_room(cli->config->store_path, &before, error) || !store_vacuum(store, error))
    return FALSE;
  g_clear_pointer(&store, store_close);
  if ((again = cli_store(cli, STORE_READ, error)) == NULL || !store_space(again, &after, NULL, error))
    return FALSE;
  before_text = text_size(before.total);
  after_text = text_size(after.total);
  if (cli->json)
    cli_print_json(json_pack("{s:I, s:I}", "before", (json_int_t)before.total, "after", (json_int_t)after.total));
  else
    cli_print("the database had %s and has %s; from now on it gives free pages back by itself\n", before_text,
              after_text);
  return TRUE;
}

/* --- search -------------------------------------------------------------------------------- */

static gboolean rebuild_search(Cli *cli, GError **error)
{
  Patience patience = { "finding words, seconds", g_get_monotonic_time() };
  g_autoptr(Store) store = cli_store(cli, STORE_WRITE, error);
  gboolean done = store != NULL && store_search_rebuild(store, show_progress, &patience, error);

  cli_progress_end();
  if (done && !cli->json)
    cli_print("the index of search was made anew\n");
  return done;
}

static gboolean doctor(Cli *cli, int argc, char **argv, GError **error)
{
  gboolean do_vacuum = FALSE, do_search = FALSE;
  const GOptionEntry entries[] = {
    { "vacuum", 0, 0, G_OPTION_ARG_NONE, &do_vacuum, NULL, NULL },
    { "rebuild-search", 0, 0, G_OPTION_ARG_NONE, &do_search, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse(&argc, &argv, entries, 0, 0, error))
    return FALSE;
  if (do_vacuum || do_search)
    return (!do_search || rebuild_search(cli, error)) && (!do_vacuum || vacuum(cli, error));
  return examine(cli, error);
}

const CliCommand cli_doctor_commands[] = {
  { "doctor", NULL, "[--vacuum] [--rebuild-search]",
    "what is well, could be better or is wrong, and what to do; --vacuum makes the database as small as it can be, "
    "--rebuild-search the index of search anew",
    doctor },
  { NULL },
};
