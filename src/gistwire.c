/* SPDX-License-Identifier: MIT */
/* gistwire: the administrator's program. */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "util/config.h"
#include "util/error.h"
#include "util/log.h"
#include "util/stack.h"

#define EXIT_USAGE 2

static const CliCommand *const tables[] = {
  cli_feed_commands,   cli_allow_commands,   cli_waiting_commands, cli_newsletter_commands,
  cli_import_commands, cli_preview_commands, cli_trace_commands,   cli_filter_commands,
  cli_stats_commands,  cli_opml_commands,    cli_doctor_commands,  cli_search_commands,
};

static gboolean is_asked_for(const CliCommand *command, const char *group, const char *name)
{
  return (group == NULL || strcmp(command->group, group) == 0) &&
         (name == NULL || command->name == NULL || strcmp(command->name, name) == 0);
}

/* All commands, those of a group, or one of them; a NULL stands for any. FALSE when there is none. */
static gboolean print_help(const char *group, const char *name)
{
  gboolean found = FALSE;

  for (guint t = 0; t < G_N_ELEMENTS(tables); t++)
    for (const CliCommand *command = tables[t]; command->group != NULL; command++) {
      if (!is_asked_for(command, group, name))
        continue;
      if (!found)
        printf("Usage: gistwire [--config FILE] [--json] COMMAND ...\n\n");
      found = TRUE;
      printf("  %s%s%s%s%s\n      %s\n", command->group, command->name != NULL ? " " : "",
             command->name != NULL ? command->name : "", command->usage[0] != '\0' ? " " : "", command->usage,
             command->help);
    }
  if (found)
    printf("\nFEED is a feed's name, address or id. Options: --config FILE, --json, --help, --version.\n");
  return found;
}

/* "feed --help", "feed add --help", "help feed add". Where a command takes text, --help behind it would be that text only after "--". */
static gboolean wants_help(int argc, char **argv)
{
  for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
      return TRUE;
  return FALSE;
}

/* argv is the command line from the command's group on, which may be missing. */
static int help(int argc, char **argv)
{
  const char *group = argc > 0 && argv[0][0] != '-' ? argv[0] : NULL;
  const char *name = group != NULL && argc > 1 && argv[1][0] != '-' ? argv[1] : NULL;

  if (print_help(group, name))
    return EXIT_SUCCESS;
  log_error("there is no command '%s%s%s'; see gistwire --help", group, name != NULL ? " " : "",
            name != NULL ? name : "");
  return EXIT_USAGE;
}

/* One line about a command that is none: with the names of its group, when there is such a group. */
static int fail_unknown(int argc, char **argv)
{
  g_autoptr(GString) names = g_string_new(NULL);

  for (guint t = 0; t < G_N_ELEMENTS(tables); t++)
    for (const CliCommand *command = tables[t]; command->group != NULL; command++)
      if (strcmp(command->group, argv[0]) == 0 && command->name != NULL)
        g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", command->name);
  if (names->len == 0)
    log_error("there is no command '%s'; see gistwire --help", argv[0]);
  else if (argc < 2)
    log_error("'%s' wants one of %s; see gistwire %s --help", argv[0], names->str, argv[0]);
  else
    log_error("there is no command '%s %s', but %s; see gistwire %s --help", argv[0], argv[1], names->str, argv[0]);
  return EXIT_USAGE;
}

/* Finds the command that argv begins with and how many words its name has. */
static const CliCommand *find_command(int argc, char **argv, int *words)
{
  for (guint t = 0; t < G_N_ELEMENTS(tables); t++)
    for (const CliCommand *command = tables[t]; command->group != NULL; command++) {
      if (strcmp(command->group, argv[0]) != 0)
        continue;
      *words = command->name != NULL ? 2 : 1;
      if (command->name == NULL || (argc > 1 && strcmp(command->name, argv[1]) == 0))
        return command;
    }
  return NULL;
}

/* Files that root made in the state folder would lock the daemon out: as root, become the folder's owner first. */
static gboolean become_owner(const Config *config, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(config->store_path);
  struct stat status;
  const struct passwd *user;

  if (geteuid() != 0 || stat(folder, &status) != 0 || status.st_uid == 0)
    return TRUE;
  user = getpwuid(status.st_uid);
  if ((user != NULL ? initgroups(user->pw_name, user->pw_gid) : setgroups(0, NULL)) != 0 ||
      setgid(status.st_gid) != 0 || setuid(status.st_uid) != 0)
    return error_set_errno(error, errno, "cannot become the owner of %s", folder);
  return TRUE;
}

static int fail(const GError *error, const CliCommand *command)
{
  if (error->domain != CLI_USAGE) {
    log_error("%s", error->message);
    return EXIT_FAILURE;
  }
  log_error("%s; usage: gistwire %s%s%s %s", error->message, command->group, command->name != NULL ? " " : "",
            command->name != NULL ? command->name : "", command->usage);
  return EXIT_USAGE;
}

static int run_command(Cli *cli, int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  int words = 0;
  const CliCommand *command = find_command(argc, argv, &words);

  if (command == NULL)
    return fail_unknown(argc, argv);
  if (!become_owner(cli->config, &error) || !stack_set_default(&error) ||
      !command->func(cli, argc - words, argv + words, &error))
    return fail(error, command);
  if (fflush(stdout) != 0) {
    log_error("cannot write to standard output: %s", g_strerror(errno));
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

/* Takes --json out wherever it stands, so that both "--json feed list" and "feed list --json" work. */
static gboolean take_json(int *argc, char **argv)
{
  gboolean found = FALSE;
  int to = 0;

  for (int i = 0; i < *argc; i++) {
    if (strcmp(argv[i], "--") == 0) {
      while (i < *argc)
        argv[to++] = argv[i++];
      break;
    }
    if (strcmp(argv[i], "--json") == 0)
      found = TRUE;
    else
      argv[to++] = argv[i];
  }
  *argc = to;
  return found;
}

int main(int argc, char **argv)
{
  g_autofree char *config_file = NULL;
  gboolean version = FALSE, wanted = FALSE;
  const GOptionEntry entries[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &config_file, NULL, NULL },
    { "version", 'V', 0, G_OPTION_ARG_NONE, &version, NULL, NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &wanted, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_autoptr(GError) error = NULL;
  Cli cli = { .json = take_json(&argc, argv) };
  int exit_code;

  g_set_prgname("gistwire");
  umask(077);
  /* Options after the command's name belong to the command. */
  g_option_context_set_strict_posix(context, TRUE);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error)) {
    log_error("%s", error->message);
    return EXIT_USAGE;
  }
  if (version) {
    printf("gistwire " PACKAGE_VERSION "\n");
    return EXIT_SUCCESS;
  }
  if (argc < 2 && !wanted) {
    print_help(NULL, NULL);
    return EXIT_USAGE;
  }
  if (wanted || wants_help(argc - 1, argv + 1))
    return help(argc - 1, argv + 1);
  if (strcmp(argv[1], "help") == 0)
    return help(argc - 2, argv + 2);
  cli.config = config_load(config_file, &error);
  if (cli.config == NULL) {
    log_error("%s", error->message);
    return EXIT_USAGE;
  }
  cli.config_file = config_file;
  exit_code = run_command(&cli, argc - 1, argv + 1);
  config_unref(cli.config);
  return exit_code;
}
