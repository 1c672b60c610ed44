/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pipeline.h"
#include "util/date.h"
#include "util/error.h"
#include "util/text.h"

#define GISTS_PER_TRANSACTION 32u
#define PROGRESS_INTERVAL (G_TIME_SPAN_SECOND / 10)
#define MAX_CELL 60u

G_DEFINE_QUARK(gistwire - usage, cli_usage)

gboolean cli_usage(GError **error, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_propagate_error(error, g_error_new_valist(CLI_USAGE, 0, format, arguments));
  va_end(arguments);
  return FALSE;
}

/* GOption reads text by the locale, which cron and sudo seldom have: "--description été" would fail there. So it is taken as bytes, and is UTF-8. */
static GOptionEntry *as_bytes(const GOptionEntry *entries)
{
  guint count = 0;
  GOptionEntry *copy;

  while (entries[count].long_name != NULL)
    count++;
  copy = g_new0(GOptionEntry, count + 1);
  for (guint i = 0; i < count; i++) {
    copy[i] = entries[i];
    if (copy[i].arg == G_OPTION_ARG_STRING)
      copy[i].arg = G_OPTION_ARG_FILENAME;
    else if (copy[i].arg == G_OPTION_ARG_STRING_ARRAY)
      copy[i].arg = G_OPTION_ARG_FILENAME_ARRAY;
  }
  return copy;
}

static gboolean check_texts(const GOptionEntry *entries, GError **error)
{
  for (; entries->long_name != NULL; entries++) {
    const char *one[] = { NULL, NULL };
    const char *const *list = one;

    if (entries->arg == G_OPTION_ARG_STRING)
      one[0] = *(char **)entries->arg_data;
    else if (entries->arg == G_OPTION_ARG_STRING_ARRAY)
      list = *(const char *const **)entries->arg_data;
    for (; list != NULL && *list != NULL; list++)
      if (!g_utf8_validate(*list, -1, NULL))
        return cli_usage(error, "--%s is not text in UTF-8", entries->long_name);
  }
  return TRUE;
}

gboolean cli_parse(int *argc, char ***argv, const GOptionEntry *entries, int min, int max, GError **error)
{
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  g_autofree GOptionEntry *bytes = as_bytes(entries);
  g_autoptr(GError) wrong = NULL;
  char **list;
  int count;

  /* GOption takes argv[0] for the program's name. */
  g_ptr_array_add(words, (char *)"gistwire");
  for (int i = 0; i < *argc; i++)
    g_ptr_array_add(words, (*argv)[i]);
  count = (int)words->len;
  g_ptr_array_add(words, NULL);
  list = (char **)words->pdata;
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, bytes, NULL);
  if (!g_option_context_parse(context, &count, &list, &wrong))
    return cli_usage(error, "%s", wrong->message);
  if (!check_texts(entries, error))
    return FALSE;
  /* "--" ends the options and is left in place by GOption when what follows looks like one. */
  for (int i = 1, to = 0; i < count; i++)
    if (i > 1 || strcmp(list[i], "--") != 0)
      (*argv)[to++] = list[i];
  *argc = count - 1 - (count > 1 && strcmp(list[1], "--") == 0 ? 1 : 0);
  if (*argc < min)
    return cli_usage(error, "too few arguments");
  if (*argc > max)
    return cli_usage(error, "unexpected argument '%s'", (*argv)[max]);
  return TRUE;
}

Store *cli_store(Cli *cli, StoreMode mode, GError **error)
{
  return store_open(cli->config->store_path, mode, error);
}

Feed *cli_own_feed(Store *store, const char *key, GError **error)
{
  g_autoptr(Feed) feed = store_feed_find(store, key, error);

  if (feed == NULL || feed->kind == FEED_OWN)
    return g_steal_pointer(&feed);
  error_set(error, ERROR_INVALID, "the feed '%s' is derived from others: name one that mail comes to", feed->name);
  return NULL;
}

gboolean cli_end(Store *store, gboolean ok, GError **error)
{
  g_autofree char *notice = NULL;

  if (!ok) {
    store_rollback(store);
    return FALSE;
  }
  if (!store_commit(store, error))
    return FALSE;
  notice = store_take_notice(store);
  if (notice != NULL)
    fprintf(stderr, "gistwire: %s\n", notice);
  return TRUE;
}

gboolean cli_gist(Cli *cli, Store *store, GError **error)
{
  for (guint done = 0;;) {
    g_autoptr(GPtrArray) gists = pipeline_gist(store, cli->config, PIPELINE_AT_ONCE, GISTS_PER_TRANSACTION, error);
    guint published = 0;

    if (gists == NULL)
      return FALSE;
    if (gists->len == 0) {
      cli_progress_end();
      return TRUE;
    }
    if (!store_begin(store, error) ||
        !cli_end(store, pipeline_publish(store, cli->config, gists, &published, error), error))
      return FALSE;
    cli_progress("gists", done += gists->len, 0);
  }
}

char *cli_feed_address(Cli *cli, const Feed *feed)
{
  return feed->address != NULL ? g_strdup_printf("%s@%s", feed->address, cli->config->domains[0]) : NULL;
}

char *cli_url(Cli *cli, const char *format, ...)
{
  g_autofree char *path = NULL;
  va_list arguments;

  va_start(arguments, format);
  path = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return g_strconcat(cli->config->base_url, path, NULL);
}

/* --- printing ----------------------------------------------------------------------------- */

void cli_print_json(json_t *value)
{
  g_autofree char *text = json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY);

  puts(text);
  json_decref(value);
}

json_t *cli_json_string(const char *text)
{
  return text != NULL ? json_string(text) : json_null();
}

json_t *cli_json_date(gint64 when)
{
  g_autofree char *text = when != 0 ? date_rfc3339(when) : NULL;

  return cli_json_string(text);
}

void cli_print(const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;
  va_list arguments;

  va_start(arguments, format);
  text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  clean = text_clean(text, strlen(text), NULL);
  fputs(clean, stdout);
}

struct _CliTable {
  guint columns;
  GPtrArray *cells; /* row by row, headings first */
};

static void add_cells(CliTable *table, va_list cells)
{
  for (guint i = 0; i < table->columns; i++) {
    const char *cell = va_arg(cells, const char *);
    g_autofree char *line = text_clean_line(cell != NULL ? cell : "", -1);

    g_ptr_array_add(table->cells, i + 1 < table->columns ? text_ellipsize(line, MAX_CELL) : g_steal_pointer(&line));
  }
}

CliTable *cli_table_new(guint columns, ...)
{
  CliTable *table = g_new0(CliTable, 1);
  va_list headings;

  table->columns = columns;
  table->cells = g_ptr_array_new_with_free_func(g_free);
  va_start(headings, columns);
  add_cells(table, headings);
  va_end(headings);
  return table;
}

void cli_table_add(CliTable *table, ...)
{
  va_list cells;

  va_start(cells, table);
  add_cells(table, cells);
  va_end(cells);
}

/* Columns on a terminal: East Asian wide characters take two, combining ones none. */
static guint display_width(const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);

    width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
  }
  return width;
}

void cli_table_print(CliTable *table)
{
  g_autofree guint *widths = g_new0(guint, table->columns);

  for (guint i = 0; i < table->cells->len; i++)
    widths[i % table->columns] = MAX(widths[i % table->columns], display_width(g_ptr_array_index(table->cells, i)));
  for (guint i = 0; i < table->cells->len; i++) {
    const char *cell = g_ptr_array_index(table->cells, i);
    gboolean last = i % table->columns == table->columns - 1;

    printf("%s%*s", cell, last ? 0 : (int)(widths[i % table->columns] - display_width(cell) + 2), "");
    if (last)
      putchar('\n');
  }
  g_ptr_array_unref(table->cells);
  g_free(table);
}

/* --- progress ----------------------------------------------------------------------------- */

static gboolean progress_shown;

void cli_progress(const char *what, guint done, guint total)
{
  static gint64 last;
  gint64 now = g_get_monotonic_time();

  if (!isatty(STDERR_FILENO) || now - last < PROGRESS_INTERVAL)
    return;
  last = now;
  progress_shown = TRUE;
  if (total > 0)
    fprintf(stderr, "\r\033[K%s: %u of %u (%u %%)", what, done, total, (guint)((guint64)done * 100 / total));
  else
    fprintf(stderr, "\r\033[K%s: %u", what, done);
}

void cli_progress_end(void)
{
  if (progress_shown)
    fputs("\r\033[K", stderr);
  progress_shown = FALSE;
}
