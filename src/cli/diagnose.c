/* SPDX-License-Identifier: MIT */
#include "cli/diagnose.h"

#include <string.h>

#include "spool/room.h"
#include "util/text.h"

#define MINUTE 60
#define HOUR 3600
#define DAY 86400

#define LATE_MAIL (10 * MINUTE) /* in the spool */
#define LATE_GIST HOUR
#define LATE_RELEASE (7 * DAY) /* in the waiting room */

static const char *const level_names[] = { "ok", "advice", "problem" };

const char *diagnosis_level_name(DiagnosisLevel level)
{
  return level_names[level];
}

void diagnosis_free(Diagnosis *diagnosis)
{
  g_free(diagnosis->text);
  g_free(diagnosis->todo);
  g_free(diagnosis);
}

static void say(Diagnosis *diagnosis, DiagnosisLevel level, char *text, char *todo)
{
  diagnosis->level = level;
  diagnosis->text = text;
  diagnosis->todo = todo;
}

/* "3 hours", as much as is worth saying. */
static char *span(gint64 seconds)
{
  if (seconds >= 2 * DAY)
    return g_strdup_printf("%" G_GINT64_FORMAT " days", seconds / DAY);
  if (seconds >= 2 * HOUR)
    return g_strdup_printf("%" G_GINT64_FORMAT " hours", seconds / HOUR);
  return g_strdup_printf("%" G_GINT64_FORMAT " minutes", seconds / MINUTE);
}

/* --- rules --------------------------------------------------------------------------------- */

static void judge_configuration(const Facts *facts, Diagnosis *diagnosis)
{
  say(diagnosis, DIAGNOSIS_OK,
      g_strdup_printf(facts->config_is_there ? "%s" : "there is no %s: all is as by default", facts->config_file),
      NULL);
}

static gboolean is_this_machine(const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host(uri) : NULL;

  return host != NULL && (strcmp(host, "localhost") == 0 || g_str_has_prefix(host, "127.") || strcmp(host, "::1") == 0);
}

static void judge_address(const Facts *facts, Diagnosis *diagnosis)
{
  const char *url = facts->config->base_url;

  if (is_this_machine(url))
    say(diagnosis, DIAGNOSIS_ADVICE, g_strdup_printf("links in feeds begin with %s, which is this machine only", url),
        g_strdup("set [server] base_url to what readers see"));
  else
    say(diagnosis, DIAGNOSIS_OK, g_strdup_printf("links in feeds begin with %s", url), NULL);
}

static void judge_spool(const Facts *facts, Diagnosis *diagnosis)
{
  if (facts->spool_problem != NULL)
    say(diagnosis, DIAGNOSIS_PROBLEM, g_strdup(facts->spool_problem),
        g_strdup("start gistwired, which makes it, or give it to the user that owns the database's folder"));
  else
    say(diagnosis, DIAGNOSIS_OK, g_strdup_printf("%s can be written", facts->config->spool_path), NULL);
}

static void judge_hook(const Facts *facts, Diagnosis *diagnosis)
{
  if (strcmp(facts->config->spool_path, SPOOL_PATH) != 0)
    say(diagnosis, DIAGNOSIS_ADVICE,
        g_strdup_printf("gistwire-deliver writes to " SPOOL_PATH " unless it is told otherwise"),
        g_strdup_printf("have the mail server call it with -d %s", facts->config->spool_path));
  else
    say(diagnosis, DIAGNOSIS_OK, g_strdup("gistwire-deliver writes to the same spool"), NULL);
}

static void judge_arrivals(const Facts *facts, Diagnosis *diagnosis)
{
  gint64 age = facts->spool_oldest != 0 ? facts->now - facts->spool_oldest : 0;
  g_autofree char *since = span(age);

  if (age > LATE_MAIL)
    say(diagnosis, DIAGNOSIS_PROBLEM,
        g_strdup_printf("%u mails are in the spool, the oldest for %s", facts->spool_mails, since),
        g_strdup("see whether gistwired runs, and what it logs"));
  else
    say(diagnosis, DIAGNOSIS_OK, g_strdup_printf("%u mails are in the spool", facts->spool_mails), NULL);
}

static void judge_room(const char *what, guint64 reserves, guint64 bytes, Diagnosis *diagnosis)
{
  g_autofree char *available = text_size(bytes);
  char *text = g_strdup_printf("%s are free on the disk of the %s", available, what);

  if (reserves < 1)
    say(diagnosis, DIAGNOSIS_PROBLEM, text,
        g_strdup("make room: new mail is put off by the mail server until there is"));
  else if (reserves < ROOM_LOW)
    say(diagnosis, DIAGNOSIS_ADVICE, text, g_strdup("make room before mail is put off"));
  else
    say(diagnosis, DIAGNOSIS_OK, text, NULL);
}

static void judge_spool_room(const Facts *facts, Diagnosis *diagnosis)
{
  judge_room("spool", facts->spool_reserves, facts->spool_free, diagnosis);
}

static void judge_store_room(const Facts *facts, Diagnosis *diagnosis)
{
  judge_room("database", facts->store_reserves, facts->store_free, diagnosis);
}

static void judge_senders(const Facts *facts, Diagnosis *diagnosis)
{
  if (facts->config->route_by_sender && facts->config->authserv_id == NULL)
    say(diagnosis, DIAGNOSIS_ADVICE,
        g_strdup("[mail] route_by_sender is on without authserv_id: whoever claims an allowed sender gets into feeds"),
        g_strdup("set [mail] authserv_id to the name by which your mail server signs Authentication-Results"));
  else
    say(diagnosis, DIAGNOSIS_OK,
        g_strdup_printf("senders are %s", facts->config->authserv_id != NULL ? "checked by Authentication-Results"
                                                                             : "taken at their word (no authserv_id)"),
        NULL);
}

static void judge_retention(const Facts *facts, Diagnosis *diagnosis)
{
  const Config *config = facts->config;

  if (config->keep_days > 0 && config->keep_raw_days >= config->keep_days)
    say(diagnosis, DIAGNOSIS_ADVICE,
        g_strdup_printf("[store] keep_raw_days=%u does nothing: newsletters go after %u days with all their bytes",
                        config->keep_raw_days, config->keep_days),
        g_strdup("make it less than keep_days, or leave it out"));
  else
    say(diagnosis, DIAGNOSIS_OK,
        g_strdup_printf("keep_days=%u, keep_raw_days=%u, keep_log_days=%u (0: for ever)", config->keep_days,
                        config->keep_raw_days, config->keep_log_days),
        NULL);
}

static void judge_database(const Facts *facts, Diagnosis *diagnosis)
{
  if (facts->store_problem != NULL)
    say(diagnosis, DIAGNOSIS_PROBLEM, g_strdup(facts->store_problem),
        g_strdup("start gistwired, which makes it or brings it up to date; a damaged one has to come from a backup"));
  else
    say(diagnosis, DIAGNOSIS_OK, g_strdup_printf("%s opens (SQLite %s)", facts->config->store_path, facts->library),
        NULL);
}

static void judge_owner(const Facts *facts, Diagnosis *diagnosis)
{
  if (facts->foreign != NULL)
    say(diagnosis, DIAGNOSIS_PROBLEM, g_strdup_printf("%s does not belong to the owner of its folder", facts->foreign),
        g_strdup("give it to that user (chown), or gistwired cannot write it"));
  else
    say(diagnosis, DIAGNOSIS_OK, g_strdup("its files belong to the owner of their folder"), NULL);
}

static void judge_soundness(const Facts *facts, Diagnosis *diagnosis)
{
  if (facts->damage->len > 0)
    say(diagnosis, DIAGNOSIS_PROBLEM,
        g_strdup_printf("it is damaged (%u findings): %s", facts->damage->len,
                        (const char *)g_ptr_array_index(facts->damage, 0)),
        g_strdup("stop gistwired, keep a copy, and go back to a backup"));
  else
    say(diagnosis, DIAGNOSIS_OK, g_strdup("it is sound"), NULL);
}

static void judge_search(const Facts *facts, Diagnosis *diagnosis)
{
  if (facts->search.found < facts->search.looked)
    say(diagnosis, DIAGNOSIS_PROBLEM,
        g_strdup_printf("of %u newsletters that were looked for, %u are found", facts->search.looked,
                        facts->search.found),
        g_strdup("run gistwire doctor --rebuild-search"));
  else
    say(diagnosis, DIAGNOSIS_OK, g_strdup("its index is sound, as far as a sample tells"), NULL);
}

static void judge_space(const Facts *facts, Diagnosis *diagnosis)
{
  g_autofree char *total = text_size(facts->space.total), *unused = text_size(facts->space.bytes[SPACE_FREE]);

  if (!facts->space.shrinks)
    say(diagnosis, DIAGNOSIS_ADVICE,
        g_strdup_printf("%s of %s are free, and this database cannot give them back to the disk by itself", unused,
                        total),
        g_strdup("run gistwire doctor --vacuum once"));
  else
    say(diagnosis, DIAGNOSIS_OK, g_strdup_printf("%s, of which %s are free and given back within a day", total, unused),
        NULL);
}

static void judge_gists(const Facts *facts, Diagnosis *diagnosis)
{
  gint64 age = facts->stats.pending > 0 ? facts->now - facts->stats.pending_since : 0;
  g_autofree char *since = span(age);

  if (facts->gists[GIST_FAILED] > 0)
    say(diagnosis, DIAGNOSIS_ADVICE,
        g_strdup_printf("%u questions to the model failed for good; their items have extracts",
                        facts->gists[GIST_FAILED]),
        g_strdup("see the log for the reason; then gistwire newsletter gist --again --feed FEED"));
  else if (age > LATE_GIST)
    say(diagnosis, DIAGNOSIS_ADVICE,
        g_strdup_printf("%" G_GINT64_FORMAT " items are without a gist, the oldest of mail that came %s ago",
                        facts->stats.pending, since),
        g_strdup("see whether gistwired runs, and what it logs"));
  else
    say(diagnosis, DIAGNOSIS_OK,
        g_strdup_printf("%" G_GINT64_FORMAT " items are without one, %u questions to the model are open",
                        facts->stats.pending, facts->gists[GIST_PENDING] + facts->gists[GIST_IN_FLIGHT]),
        NULL);
}

static void judge_waiting(const Facts *facts, Diagnosis *diagnosis)
{
  gint64 age = facts->stats.waiting > 0 ? facts->now - facts->stats.waiting_since : 0;
  g_autofree char *since = span(age);

  if (age > LATE_RELEASE)
    say(diagnosis, DIAGNOSIS_ADVICE,
        g_strdup_printf("%" G_GINT64_FORMAT " mails wait, the oldest for %s", facts->stats.waiting, since),
        g_strdup("look at gistwire waiting list"));
  else
    say(diagnosis, DIAGNOSIS_OK, g_strdup_printf("%" G_GINT64_FORMAT " mails wait", facts->stats.waiting), NULL);
}

typedef enum { NEED_NOTHING, NEED_SPOOL, NEED_FOLDER, NEED_STORE } Need;

static gboolean is_there(const Facts *facts, Need need)
{
  return need == NEED_NOTHING || (need == NEED_SPOOL && facts->spool_problem == NULL) ||
         (need == NEED_FOLDER && facts->store_folder) || (need == NEED_STORE && facts->store_problem == NULL);
}

static const struct {
  const char *about;
  void (*judge)(const Facts *facts, Diagnosis *diagnosis);
  Need need;
} rules[] = {
  { "configuration", judge_configuration, NEED_NOTHING },
  { "address", judge_address, NEED_NOTHING },
  { "senders", judge_senders, NEED_NOTHING },
  { "retention", judge_retention, NEED_NOTHING },
  { "spool", judge_spool, NEED_NOTHING },
  { "hook", judge_hook, NEED_NOTHING },
  { "arrivals", judge_arrivals, NEED_SPOOL },
  { "spool's disk", judge_spool_room, NEED_SPOOL },
  { "database's disk", judge_store_room, NEED_FOLDER },
  { "database", judge_database, NEED_NOTHING },
  { "ownership", judge_owner, NEED_STORE },
  { "soundness", judge_soundness, NEED_STORE },
  { "search", judge_search, NEED_STORE },
  { "free pages", judge_space, NEED_STORE },
  { "gists", judge_gists, NEED_STORE },
  { "waiting room", judge_waiting, NEED_STORE },
};

GPtrArray *diagnose(const Facts *facts)
{
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)diagnosis_free);

  for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
    Diagnosis *diagnosis;

    if (!is_there(facts, rules[i].need))
      continue;
    diagnosis = g_new0(Diagnosis, 1);
    diagnosis->about = rules[i].about;
    rules[i].judge(facts, diagnosis);
    g_ptr_array_add(list, diagnosis);
  }
  return list;
}
