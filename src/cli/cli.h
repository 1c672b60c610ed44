/* SPDX-License-Identifier: MIT */
/* What the command groups of gistwire share. A command parses its own arguments, does its work, prints. */
#pragma once

#include <glib.h>
#include <jansson.h>

#include "store/store.h"
#include "util/config.h"

typedef struct {
  Config *config;
  const char *config_file; /* NULL: none was named */
  gboolean json;           /* --json: listings are one JSON document */
} Cli;

/* argv[0] is the first argument after the command's name; argc counts from there. ERROR_INVALID with the usage line in it is a usage
 * error (exit 2), every other error is a failure (exit 1). */
typedef gboolean (*CliFunc)(Cli *cli, int argc, char **argv, GError **error);

typedef struct {
  const char *group, *name; /* name NULL: the group is the command */
  const char *usage;        /* what stands after the name */
  const char *help;         /* one line */
  CliFunc func;
} CliCommand;

/* One table per file, ended by a row of NULLs. */
extern const CliCommand cli_feed_commands[], cli_allow_commands[], cli_waiting_commands[], cli_newsletter_commands[],
    cli_import_commands[], cli_preview_commands[], cli_trace_commands[], cli_filter_commands[], cli_stats_commands[],
    cli_opml_commands[], cli_doctor_commands[], cli_search_commands[];

/* In a file of its own: newsletter gist. */
gboolean cli_newsletter_gist(Cli *cli, int argc, char **argv, GError **error);

/* Usage errors: "usage: gistwire feed add NAME ...", for the command being run. Always FALSE. */
#define CLI_USAGE (cli_usage_quark())
GQuark cli_usage_quark(void);
gboolean cli_usage(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Parses --options among argv with GOption; what is left is counted against min and max (G_MAXINT: any number). */
gboolean cli_parse(int *argc, char ***argv, const GOptionEntry *entries, int min, int max, GError **error);

/* Opens the store of the configuration. */
Store *cli_store(Cli *cli, StoreMode mode, GError **error);

/* store_feed_find for what only a feed has that mail comes to: ERROR_INVALID for a derived one. */
Feed *cli_own_feed(Store *store, const char *key, GError **error);

/* Ends a transaction begun with store_begin: commits when ok, else rolls back. The result of the commit, or FALSE. */
gboolean cli_end(Store *store, gboolean ok, GError **error);

/* Makes and publishes the gists of all pending items, so that a command's effect shows at once and without the daemon. progress may be NULL. */
gboolean cli_gist(Cli *cli, Store *store, GError **error);

/* "LOCAL@domain" of an own feed, else NULL; the caller frees it. */
char *cli_feed_address(Cli *cli, const Feed *feed);
/* base_url and the path; the caller frees it. */
char *cli_url(Cli *cli, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Of Filter, from options of that name, each NULL or a list: ERROR_INVALID. */
GPtrArray *cli_filters(char **include_subject, char **exclude_subject, char **exclude_link, GError **error);
json_t *cli_json_filters(const GPtrArray *filters);

/* Prints the value as one indented document and frees it. */
void cli_print_json(json_t *value);
/* A string value; NULL gives JSON null. */
json_t *cli_json_string(const char *text);
/* RFC 3339, or null for 0. */
json_t *cli_json_date(gint64 when);

/* Prints text so that a terminal is safe from it: control characters as '?'. No newline is added. */
void cli_print(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* A table on stdout: rows of n cells (NULL is empty), columns padded to their widest cell but the last. */
typedef struct _CliTable CliTable;
CliTable *cli_table_new(guint columns, ...); /* const char * headings */
void cli_table_add(CliTable *table, ...);    /* const char * cells */
void cli_table_print(CliTable *table);       /* and frees it */

/* A progress line on stderr when that is a terminal, at most ten times a second. total 0: unknown. */
void cli_progress(const char *what, guint done, guint total);
void cli_progress_end(void);
