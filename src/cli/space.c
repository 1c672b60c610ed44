/* SPDX-License-Identifier: MIT */
#include "cli/space.h"

#include "util/date.h"
#include "util/text.h"

#define PATIENCE (2 * G_USEC_PER_SEC)

/* A run comes once a day, so what is old enough now goes within one. */
static const struct {
  guint days;
  const char *label;
} times[SPACE_TIMES] = { { 1, "WITHIN A DAY" }, { 7, "A WEEK" }, { 30, "30 DAYS" } };

static const char *const keys[GOING_KINDS] = { "keep_days", "keep_raw_days", "keep_log_days" };
static const char *const what[GOING_KINDS] = { "newsletters", "raw bytes", "lines of the log" };

static const char *const labels[SPACE_COUNT] = {
  "newsletters", "raw bytes", "original pages", "pictures and files",
  "links",       "gists",     "items",          "search",
  "known mails", "log",       "other",          "free",
};

static void show_progress(guint64 done, guint64 total, gpointer since)
{
  if (g_get_monotonic_time() - *(const gint64 *)since > PATIENCE)
    cli_progress("pages", (guint)done, (guint)total);
}

gboolean space_read(Cli *cli, Store *store, SpaceReport *report, GError **error)
{
  gint64 since = g_get_monotonic_time();
  const SpaceProgress progress = { show_progress, &since };
  gboolean ok = store_space(store, &report->space, &progress, error);

  cli_progress_end();
  for (guint i = 0; ok && i < SPACE_TIMES; i++) {
    const Keep keep = { .now = date_now() + (gint64)(times[i].days - 1) * 86400,
                        .days = cli->config->keep_days,
                        .raw_days = cli->config->keep_raw_days,
                        .log_days = cli->config->keep_log_days };

    ok = store_space_going(store, &report->space, &keep, report->going[i], error);
  }
  return ok;
}

static guint keep_days(const Config *config, GoingKind kind)
{
  const guint days[GOING_KINDS] = { config->keep_days, config->keep_raw_days, config->keep_log_days };

  return days[kind];
}

/* --- JSON ---------------------------------------------------------------------------------- */

static json_t *going_json(Cli *cli, const SpaceReport *report, GoingKind kind)
{
  guint days = keep_days(cli->config, kind);
  json_t *list = json_array();

  for (guint i = 0; days > 0 && i < SPACE_TIMES; i++)
    json_array_append_new(list, json_pack("{s:i, s:I, s:I}", "within_days", (int)times[i].days, "count",
                                          (json_int_t)report->going[i][kind].count, "bytes",
                                          (json_int_t)report->going[i][kind].bytes));
  return json_pack("{s:i, s:o}", "days", (int)days, "going", list);
}

json_t *space_json(Cli *cli, const SpaceReport *report)
{
  json_t *bytes = json_object(), *keep = json_object();

  for (guint i = 0; i < SPACE_COUNT; i++)
    json_object_set_new(bytes, space_kind_name((SpaceKind)i), json_integer((json_int_t)report->space.bytes[i]));
  for (guint kind = 0; kind < GOING_KINDS; kind++)
    json_object_set_new(keep, keys[kind], going_json(cli, report, (GoingKind)kind));
  return json_pack("{s:I, s:b, s:o, s:o}", "total", (json_int_t)report->space.total, "shrinks", report->space.shrinks,
                   "bytes", bytes, "keep", keep);
}

/* --- tables -------------------------------------------------------------------------------- */

static void print_kinds(const Space *space)
{
  CliTable *table = cli_table_new(3, "SPACE", "BYTES", "%");

  for (guint i = 0; i <= SPACE_COUNT; i++) {
    guint64 bytes = i < SPACE_COUNT ? space->bytes[i] : space->total;
    g_autofree char *size = text_size(bytes);
    g_autofree char *percent =
        g_strdup_printf("%.1f", space->total > 0 ? (double)bytes * 100.0 / (double)space->total : 0.0);

    if (bytes > 0 || i == SPACE_COUNT)
      cli_table_add(table, i < SPACE_COUNT ? labels[i] : "total", size, percent);
  }
  cli_table_print(table);
}

static void print_going(Cli *cli, const SpaceReport *report)
{
  CliTable *table = cli_table_new(5, "GOES", "KEPT FOR", times[0].label, times[1].label, times[2].label);

  for (guint kind = 0; kind < GOING_KINDS; kind++) {
    guint days = keep_days(cli->config, (GoingKind)kind);
    g_autofree char *kept = g_strdup_printf("%s=%u", keys[kind], days);
    g_auto(GStrv) cells = g_new0(char *, SPACE_TIMES + 1);

    for (guint i = 0; days > 0 && i < SPACE_TIMES; i++) {
      const Going *going = &report->going[i][kind];
      g_autofree char *size = text_size(going->bytes);

      cells[i] = g_strdup_printf("%" G_GUINT64_FORMAT ", %s", going->count, size);
    }
    cli_table_add(table, what[kind], kept, days > 0 ? cells[0] : "for ever", cells[1], cells[2]);
  }
  cli_table_print(table);
}

void space_print(Cli *cli, const SpaceReport *report)
{
  print_kinds(&report->space);
  cli_print("\n");
  print_going(cli, report);
  if (!report->space.shrinks)
    cli_print("Free pages of this database are used again, but not given back to the disk: see gistwire doctor.\n");
}
