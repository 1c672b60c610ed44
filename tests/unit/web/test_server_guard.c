/* SPDX-License-Identifier: MIT */
#include "web/server_guard.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "suites.h"
#include "support.h"

/* Whether the other end sees our end closed within that time. */
static gboolean is_cut(int fd, int milliseconds)
{
  struct pollfd wait = { .fd = fd, .events = POLLIN };

  return poll(&wait, 1, milliseconds) == 1;
}

START_TEST(late)
{
  ServerGuard *guard = server_guard_new(1);
  ServerClient *slow, *quick;
  int slow_pair[2], quick_pair[2];

  ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, slow_pair), 0);
  ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, quick_pair), 0);
  slow = server_guard_enter(guard, slow_pair[0]);
  quick = server_guard_enter(guard, quick_pair[0]);
  server_guard_begin(guard, slow);
  server_guard_begin(guard, quick);
  server_guard_answer(guard, quick); /* complete: it has more time now */
  ck_assert(is_cut(slow_pair[1], 5000));
  ck_assert(!is_cut(quick_pair[1], 0));
  server_guard_end(guard, quick);
  ck_assert(is_cut(quick_pair[1], 5000)); /* and no new request came */
  server_guard_leave(guard, slow);
  server_guard_leave(guard, quick);
  server_guard_free(guard);
  for (int i = 0; i < 2; i++) {
    close(slow_pair[i]);
    close(quick_pair[i]);
  }
}
END_TEST

static gpointer end_soon(gpointer data)
{
  gpointer *both = data;

  g_usleep(200 * 1000);
  server_guard_end(both[0], both[1]);
  return NULL;
}

START_TEST(drain)
{
  ServerGuard *guard = server_guard_new(30);
  ServerClient *client = server_guard_enter(guard, -1);
  gpointer both[] = { guard, client };
  gint64 begin = g_get_monotonic_time(), took;
  GThread *thread;

  server_guard_drain(guard, 5); /* nobody waits for an idle connection */
  ck_assert_int_lt(g_get_monotonic_time() - begin, G_USEC_PER_SEC);
  server_guard_begin(guard, client);
  thread = g_thread_new("end", end_soon, both);
  server_guard_drain(guard, 5);
  took = g_get_monotonic_time() - begin;
  ck_assert_int_ge(took, 150 * 1000);
  ck_assert_int_lt(took, 4 * G_USEC_PER_SEC);
  g_thread_join(thread);
  server_guard_begin(guard, client);
  begin = g_get_monotonic_time();
  server_guard_drain(guard, 1); /* it does not end */
  ck_assert_int_ge(g_get_monotonic_time() - begin, 900 * 1000);
  server_guard_leave(guard, client);
  server_guard_free(guard);
}
END_TEST

Suite *test_server_guard_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("server_guard", &tcase);

  tcase_add_test(tcase, late);
  tcase_add_test(tcase, drain);
  return suite;
}
