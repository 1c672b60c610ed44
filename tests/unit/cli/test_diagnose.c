/* SPDX-License-Identifier: MIT */
#include "cli/diagnose.h"

#include <string.h>

#include "suites.h"
#include "support.h"

#define NOW 1795424400
#define MINUTE 60
#define DAY 86400

/* All is well with these. */
static Facts well(const Config *config, const GPtrArray *damage)
{
  return (Facts){
    .now = NOW,
    .config = config,
    .config_file = "/etc/gistwire/gistwire.conf",
    .config_is_there = TRUE,
    .spool_reserves = 9,
    .spool_free = 9000000,
    .store_folder = TRUE,
    .store_reserves = 9,
    .store_free = 9000000,
    .library = "3.40.1",
    .damage = damage,
    .space = { .total = 1000000, .shrinks = TRUE },
  };
}

#define CONF_WELL "[server]\nbase_url=https://news.example.org\n"

/* One fact changed, and what is said about it; wrong 0 is the same from the other side: just not enough to be said. */
enum {
  SPOOL_PROBLEM = 1,
  SPOOL_OLDEST,
  SPOOL_RESERVES,
  STORE_RESERVES,
  STORE_PROBLEM,
  FOREIGN,
  DAMAGE,
  SEARCH,
  SHRINKS,
  FAILED,
  PENDING,
  WAITING,
  NO_FILE
};

static const struct {
  const char *conf; /* NULL: all is well with it */
  int fact;
  gint64 value;
  const char *about;
  DiagnosisLevel level;
  const char *text; /* a part of it */
} rows[] = {
  { NULL, 0, 0, "configuration", DIAGNOSIS_OK, "/etc/gistwire/gistwire.conf" },
  { NULL, NO_FILE, 0, "configuration", DIAGNOSIS_OK, "there is no /etc/gistwire/gistwire.conf" },
  { NULL, 0, 0, "address", DIAGNOSIS_OK, "https://news.example.org" },
  { "[server]\nlisten=127.0.0.1:1\n", 0, 0, "address", DIAGNOSIS_ADVICE, "this machine only" },
  { "[server]\nbase_url=http://localhost/x\n", 0, 0, "address", DIAGNOSIS_ADVICE, "this machine only" },
  { "[server]\nbase_url=http://[::1]:80\n", 0, 0, "address", DIAGNOSIS_ADVICE, "this machine only" },
  { "[server]\nbase_url=http://localhost.example\n", 0, 0, "address", DIAGNOSIS_OK, "localhost.example" },
  { NULL, 0, 0, "senders", DIAGNOSIS_OK, "taken at their word" },
  { CONF_WELL "[mail]\nauthserv_id=mx.x.org\n", 0, 0, "senders", DIAGNOSIS_OK, "checked" },
  { CONF_WELL "[mail]\nroute_by_sender=yes\n", 0, 0, "senders", DIAGNOSIS_ADVICE, "route_by_sender" },
  { CONF_WELL "[mail]\nroute_by_sender=yes\nauthserv_id=mx.x.org\n", 0, 0, "senders", DIAGNOSIS_OK, "checked" },
  { NULL, 0, 0, "retention", DIAGNOSIS_OK, "keep_days=0" },
  { CONF_WELL "[store]\nkeep_days=30\nkeep_raw_days=29\n", 0, 0, "retention", DIAGNOSIS_OK, "keep_raw_days=29" },
  { CONF_WELL "[store]\nkeep_days=30\nkeep_raw_days=30\n", 0, 0, "retention", DIAGNOSIS_ADVICE, "does nothing" },
  { CONF_WELL "[store]\nkeep_raw_days=30\n", 0, 0, "retention", DIAGNOSIS_OK, "keep_raw_days=30" },
  { NULL, 0, 0, "spool", DIAGNOSIS_OK, "can be written" },
  { NULL, SPOOL_PROBLEM, 0, "spool", DIAGNOSIS_PROBLEM, "/s/new is not there" },
  { NULL, 0, 0, "hook", DIAGNOSIS_OK, "the same spool" },
  { CONF_WELL "[spool]\npath=/srv/spool\n", 0, 0, "hook", DIAGNOSIS_ADVICE, "unless it is told otherwise" },
  { NULL, 0, 0, "arrivals", DIAGNOSIS_OK, "0 mails" },
  { NULL, SPOOL_OLDEST, 9 * MINUTE, "arrivals", DIAGNOSIS_OK, "5 mails" },
  { NULL, SPOOL_OLDEST, 11 * MINUTE, "arrivals", DIAGNOSIS_PROBLEM, "the oldest for 11 minutes" },
  { NULL, SPOOL_OLDEST, 50 * 3600, "arrivals", DIAGNOSIS_PROBLEM, "the oldest for 2 days" },
  { NULL, SPOOL_RESERVES, 0, "spool's disk", DIAGNOSIS_PROBLEM, "are free" },
  { NULL, SPOOL_RESERVES, 1, "spool's disk", DIAGNOSIS_ADVICE, "are free" },
  { NULL, SPOOL_RESERVES, 2, "spool's disk", DIAGNOSIS_OK, "are free" },
  { NULL, STORE_RESERVES, 0, "database's disk", DIAGNOSIS_PROBLEM, "are free" },
  { NULL, STORE_RESERVES, 1, "database's disk", DIAGNOSIS_ADVICE, "are free" },
  { NULL, STORE_RESERVES, 2, "database's disk", DIAGNOSIS_OK, "are free" },
  { NULL, 0, 0, "database", DIAGNOSIS_OK, "SQLite 3.40.1" },
  { NULL, STORE_PROBLEM, 0, "database", DIAGNOSIS_PROBLEM, "has the old version 1" },
  { NULL, 0, 0, "ownership", DIAGNOSIS_OK, "belong" },
  { NULL, FOREIGN, 0, "ownership", DIAGNOSIS_PROBLEM, "/d/b-wal does not belong" },
  { NULL, 0, 0, "soundness", DIAGNOSIS_OK, "sound" },
  { NULL, DAMAGE, 0, "soundness", DIAGNOSIS_PROBLEM, "(1 findings): row 7" },
  { NULL, 0, 0, "free pages", DIAGNOSIS_OK, "0 bytes are free" },
  { NULL, SHRINKS, 0, "free pages", DIAGNOSIS_ADVICE, "488.3 KiB of 976.6 KiB are free" },
  { NULL, 0, 0, "gists", DIAGNOSIS_OK, "0 items" },
  { NULL, FAILED, 1, "gists", DIAGNOSIS_ADVICE, "1 questions to the model failed" },
  { NULL, PENDING, 59 * MINUTE, "gists", DIAGNOSIS_OK, "3 items" },
  { NULL, PENDING, 61 * MINUTE, "gists", DIAGNOSIS_ADVICE, "came 61 minutes ago" },
  { NULL, WAITING, 6 * DAY, "waiting room", DIAGNOSIS_OK, "4 mails" },
  { NULL, 0, 0, "search", DIAGNOSIS_OK, "sound" },
  { NULL, SEARCH, 100, "search", DIAGNOSIS_OK, "sound" },
  { NULL, SEARCH, 99, "search", DIAGNOSIS_PROBLEM, "of 100 newsletters that were looked for, 99 are found" },
  { NULL, WAITING, 8 * DAY, "waiting room", DIAGNOSIS_ADVICE, "the oldest for 8 days" },
};

static void change(Facts *facts, int fact, gint64 value)
{
  switch (fact) {
  case NO_FILE:
    facts->config_is_there = FALSE;
    break;
  case SPOOL_PROBLEM:
    facts->spool_problem = "/s/new is not there, or no folder";
    break;
  case SPOOL_OLDEST:
    facts->spool_mails = 5;
    facts->spool_oldest = NOW - value;
    break;
  case SPOOL_RESERVES:
    facts->spool_reserves = (guint64)value;
    break;
  case STORE_RESERVES:
    facts->store_reserves = (guint64)value;
    break;
  case STORE_PROBLEM:
    facts->store_problem = "database /d/b has the old version 1";
    break;
  case FOREIGN:
    facts->foreign = "/d/b-wal";
    break;
  case SEARCH:
    facts->search = (SearchSample){ 100, (guint)value };
    break;
  case SHRINKS:
    facts->space.shrinks = FALSE;
    facts->space.bytes[SPACE_FREE] = 500000;
    break;
  case FAILED:
    facts->gists[GIST_FAILED] = (guint)value;
    break;
  case PENDING:
    facts->stats.pending = 3;
    facts->stats.pending_since = NOW - value;
    break;
  case WAITING:
    facts->stats.waiting = 4;
    facts->stats.waiting_since = NOW - value;
    break;
  default:
    break;
  }
}

/* What is said about that, and nothing else is wrong. */
START_TEST(facts_and_findings)
{
  const char *conf = rows[_i].conf != NULL ? rows[_i].conf : CONF_WELL;
  g_autoptr(GPtrArray) damage = g_ptr_array_new();
  g_autoptr(Config) config = config_parse(conf, strlen(conf), "test.conf", NULL);
  Facts facts = well(config, damage);
  g_autoptr(GPtrArray) list = NULL;
  guint found = 0;

  ck_assert_ptr_nonnull(config);
  if (rows[_i].fact == DAMAGE)
    g_ptr_array_add(damage, (char *)"row 7 of item refers to a row of feed that is not there");
  change(&facts, rows[_i].fact, rows[_i].value);
  list = diagnose(&facts);
  for (guint i = 0; i < list->len; i++) {
    const Diagnosis *one = g_ptr_array_index(list, i);

    ck_assert_msg((one->level == DIAGNOSIS_OK) == (one->todo == NULL), "%s: what is to be done?", one->about);
    ck_assert_ptr_null(strchr(one->text, '\n'));
    if (strcmp(one->about, rows[_i].about) != 0)
      continue;
    found++;
    ck_assert_msg(one->level == rows[_i].level, "%s: %s", one->about, one->text);
    ck_assert_msg(strstr(one->text, rows[_i].text) != NULL, "%s: %s", one->about, one->text);
  }
  ck_assert_uint_eq(found, 1);
}
END_TEST

/* Of what is not there only that is said. */
START_TEST(nothing_is_there)
{
  static const char *const abouts[] = {
    "configuration", "address", "senders", "retention", "spool", "hook", "database"
  };
  g_autoptr(Config) config = config_parse(CONF_WELL, strlen(CONF_WELL), "test.conf", NULL);
  Facts facts = {
    .now = NOW, .config = config, .config_file = "x", .spool_problem = "no spool", .store_problem = "no database"
  };
  g_autoptr(GPtrArray) list = diagnose(&facts);

  ck_assert_uint_eq(list->len, G_N_ELEMENTS(abouts));
  for (guint i = 0; i < list->len; i++)
    ck_assert_str_eq(((const Diagnosis *)g_ptr_array_index(list, i))->about, abouts[i]);
}
END_TEST

Suite *test_diagnose_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("diagnose", &tcase);

  tcase_add_loop_test(tcase, facts_and_findings, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, nothing_is_there);
  return suite;
}
