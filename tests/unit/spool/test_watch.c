/* SPDX-License-Identifier: MIT */
#include "spool/watch.h"

#include <glib/gstdio.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

typedef struct {
  Watch *watch;
  guint calls;
  guint gone;
  gboolean free_it;
} Seen;

static void on_event(gboolean gone, gpointer data)
{
  Seen *seen = data;

  seen->calls++;
  if (gone)
    seen->gone++;
  if (seen->free_it)
    g_clear_pointer(&seen->watch, watch_free);
}

static void shell(const char *command)
{
  ck_assert_int_eq(fixture_shell(command), 0);
}

static void iterate(void)
{
  for (int i = 0; i < 20; i++) {
    g_main_context_iteration(g_main_context_get_thread_default(), FALSE);
    g_usleep(500);
  }
}

static void start(Seen *seen)
{
  GError *error = NULL;

  seen->watch = watch_new(fixture_spool, on_event, seen, &error);
  ck_no_error(error);
}

/* What has happened by the end of the command. */
static void shell_and_iterate(const char *command)
{
  shell(command);
  iterate();
}

static const struct {
  const char *command;
  gboolean called;
  gboolean gone;
} rows[] = {
  { "touch spool/new/a", TRUE, FALSE },
  { "touch x && ln x spool/new/a", TRUE, FALSE },
  { "touch spool/tmp/x && mv spool/tmp/x spool/new/a", TRUE, FALSE },
  { "touch spool/tmp/x spool/cur/x", FALSE, FALSE },
  { "cat spool/new/old", FALSE, FALSE },
  { "rm spool/new/old", FALSE, FALSE }, /* what the daemon itself does all the time */
  { "mv spool/new/old spool/cur/old", FALSE, FALSE },
  { "mv spool other", TRUE, TRUE },
  { "mv spool/new spool/other", TRUE, TRUE },
  { "rm -r spool/new", TRUE, TRUE },
  { "rm -r spool", TRUE, TRUE },
};

START_TEST(events_become_calls)
{
  Seen seen = { NULL };

  shell("echo > spool/new/old");
  start(&seen);
  iterate();
  ck_assert_uint_eq(seen.calls, 0);
  shell_and_iterate(rows[_i].command);
  ck_assert_int_eq(seen.calls > 0, rows[_i].called);
  ck_assert_uint_eq(seen.gone, rows[_i].gone ? 1 : 0);
  if (rows[_i].gone) {
    guint before = seen.calls;

    /* In the place of the folder that went, and in that folder where it was only moved. */
    shell_and_iterate(
        "mkdir -p spool/new && touch spool/new/later spool/other/later other/new/later 2> /dev/null; true");
    ck_assert_uint_eq(seen.calls, before);
  }
  watch_free(seen.watch);
}
END_TEST

/* A thousand files at once are one hint. */
START_TEST(events_at_hand_are_one_call)
{
  Seen seen = { NULL };

  start(&seen);
  shell_and_iterate("cd spool/new && touch $(seq 1000)");
  ck_assert_uint_eq(seen.calls, 1);
  watch_free(seen.watch);
}
END_TEST

/* The kernel's queue ends at max_queued_events (16384); that some were lost is an event, too. */
START_TEST(overflow_is_a_call)
{
  Seen seen = { NULL };

  start(&seen);
  shell_and_iterate("cd spool/new && seq 20000 | xargs touch");
  ck_assert_uint_ge(seen.calls, 1);
  ck_assert_uint_eq(seen.gone, 0);
  seen.calls = 0;
  shell_and_iterate("touch spool/new/last");
  ck_assert_uint_eq(seen.calls, 1);
  watch_free(seen.watch);
}
END_TEST

START_TEST(may_be_freed_in_the_call)
{
  Seen seen = { .free_it = TRUE };

  start(&seen);
  shell_and_iterate(_i == 0 ? "touch spool/new/a" : "rm -r spool/new");
  ck_assert_uint_eq(seen.calls, 1);
  ck_assert_ptr_null(seen.watch);
}
END_TEST

/* Calls come in the context that was the thread's own when the watch was made, and in no other. */
START_TEST(context_is_the_threads_own)
{
  Seen seen = { NULL };
  g_autoptr(GMainContext) context = g_main_context_new();

  g_main_context_push_thread_default(context);
  start(&seen);
  g_main_context_pop_thread_default(context);
  shell_and_iterate("touch spool/new/a");
  ck_assert_uint_eq(seen.calls, 0);
  while (g_main_context_iteration(context, FALSE))
    continue;
  ck_assert_uint_eq(seen.calls, 1);
  watch_free(seen.watch);
}
END_TEST

static const char *const not_watchable[] = {
  "rm -r spool",
  "rm -r spool && touch spool",
  "rmdir spool/new",
  "rmdir spool/new && touch spool/new",
};

START_TEST(nothing_to_watch_is_an_error)
{
  GError *error = NULL;
  Seen seen = { NULL };

  shell(not_watchable[_i]);
  ck_assert_ptr_null(watch_new(fixture_spool, on_event, &seen, &error));
  ck_assert_ptr_nonnull(error);
  ck_assert_ptr_nonnull(strstr(error->message, fixture_spool));
  g_error_free(error);
}
END_TEST

Suite *test_watch_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("watch", &tcase);

  tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
  tcase_add_loop_test(tcase, events_become_calls, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, events_at_hand_are_one_call);
  tcase_add_test(tcase, overflow_is_a_call);
  tcase_add_loop_test(tcase, may_be_freed_in_the_call, 0, 2);
  tcase_add_test(tcase, context_is_the_threads_own);
  tcase_add_loop_test(tcase, nothing_to_watch_is_an_error, 0, G_N_ELEMENTS(not_watchable));
  return suite;
}
