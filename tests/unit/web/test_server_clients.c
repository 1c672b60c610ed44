/* SPDX-License-Identifier: MIT */
#include "web/server_clients.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/un.h>
#include <unistd.h>

#include "suites.h"
#include "support.h"

#define SECOND G_USEC_PER_SEC
#define PAIRS 8

static const ServerLimits limits = { .max = 6, .max_per_address = 4, .request_seconds = 30, .answer_seconds = 300 };
static ServerClients *clients;
static int pairs[PAIRS][2]; /* our end and theirs */
static guint used;

static void setup(void)
{
  clients = server_clients_new(&limits);
  used = 0;
  for (guint i = 0; i < PAIRS; i++)
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pairs[i]), 0);
}

static void teardown(void)
{
  server_clients_free(clients);
  for (guint i = 0; i < PAIRS; i++) {
    close(pairs[i][0]);
    close(pairs[i][1]);
  }
}

/* "": a UNIX socket. */
static struct sockaddr_storage address_of(const char *text)
{
  struct sockaddr_storage address = { .ss_family = AF_UNIX };
  struct sockaddr_in *four = (struct sockaddr_in *)&address;
  struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;

  if (inet_pton(AF_INET, text, &four->sin_addr) == 1)
    address.ss_family = AF_INET;
  else if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1)
    address.ss_family = AF_INET6;
  return address;
}

static gboolean room(const char *from, gint64 now)
{
  struct sockaddr_storage address = address_of(from);

  return server_clients_make_room(clients, (struct sockaddr *)&address, now);
}

static ServerClient *enter(const char *from, gint64 now)
{
  struct sockaddr_storage address = address_of(from);

  return server_clients_enter(clients, pairs[used++][0], (struct sockaddr *)&address, now);
}

/* Whether their end of the nth connection sees it closed. */
static gboolean is_cut(guint n)
{
  struct pollfd wait = { .fd = pairs[n][1], .events = POLLIN };

  return poll(&wait, 1, 0) == 1;
}

START_TEST(deadlines)
{
  ServerClient *drip = enter("192.0.2.1", 0), *quick = enter("192.0.2.2", 0);

  server_clients_begin(drip); /* that it has begun gives it no more time */
  server_clients_answer(clients, quick, 10 * SECOND);
  server_clients_tick(clients, 30 * SECOND - 1);
  ck_assert(!is_cut(0));
  server_clients_tick(clients, 30 * SECOND);
  ck_assert(is_cut(0));
  server_clients_tick(clients, 309 * SECOND);
  ck_assert(!is_cut(1));
  server_clients_end(clients, quick, 309 * SECOND);
  server_clients_tick(clients, 338 * SECOND);
  ck_assert(!is_cut(1)); /* a new request has its own time */
  server_clients_answer(clients, quick, 338 * SECOND);
  server_clients_tick(clients, 638 * SECOND);
  ck_assert(is_cut(1)); /* who does not take the answer */
  ck_assert_uint_eq(server_clients_counted(clients)->late, 2);
  server_clients_end(clients, drip, 0); /* calls that come late are harmless */
  server_clients_leave(clients, drip);
  server_clients_leave(clients, quick);
  ck_assert_uint_eq(server_clients_all(clients), 0);
}
END_TEST

/* Whoever waits the longest goes; who is being answered stays. */
START_TEST(room_for_newcomers)
{
  ServerClient *all[PAIRS];
  guint count = 0;

  for (; count < limits.max; count++) {
    ck_assert(room("", (gint64)count));
    all[count] = enter("", (gint64)count);
  }
  server_clients_answer(clients, all[0], 10);
  server_clients_end(clients, all[0], 11); /* waits anew */
  server_clients_answer(clients, all[1], 12);
  ck_assert(room("", 13));
  ck_assert(!is_cut(0) && !is_cut(1) && is_cut(2) && !is_cut(3));
  all[count] = enter("", 13);
  count++;
  ck_assert_uint_eq(server_clients_count(clients), limits.max);
  ck_assert_uint_eq(server_clients_all(clients), limits.max + 1);
  server_clients_leave(clients, all[2]);
  ck_assert_uint_eq(server_clients_all(clients), limits.max);
  for (guint i = 0; i < count; i++)
    if (i != 1 && i != 2)
      server_clients_answer(clients, all[i], 20);
  ck_assert(!room("", 21)); /* all are being answered */
  ck_assert_uint_eq(server_clients_counted(clients)->refused, 1);
  ck_assert(room("", 12 + 10 * SECOND)); /* the slowest of them gives room after a while */
  ck_assert(is_cut(1) && !is_cut(0));
  ck_assert_uint_eq(server_clients_counted(clients)->evicted, 2);
  for (guint i = 0; i < count; i++)
    if (i != 2)
      server_clients_leave(clients, all[i]);
}
END_TEST

static const struct {
  const char *first, *second;
  gboolean same;
} address_rows[] = {
  { "192.0.2.1", "192.0.2.1", TRUE },
  { "192.0.2.1", "192.0.2.2", FALSE },
  { "2001:db8:0:1::1", "2001:db8:0:1:ffff::9", TRUE },
  { "2001:db8:0:1::1", "2001:db8:0:2::1", FALSE },
  { "::1", "::1", TRUE },
  { "192.0.2.1", "", FALSE },
  { "", "", FALSE },
};

START_TEST(one_address)
{
  ServerClient *all[4];

  for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
    ck_assert(room(address_rows[_i].first, (gint64)i));
    all[i] = enter(address_rows[_i].first, (gint64)i);
  }
  server_clients_answer(clients, all[0], 4);
  ck_assert(room(address_rows[_i].second, 5));
  ck_assert(!is_cut(0));
  ck_assert_int_eq(is_cut(1), address_rows[_i].same);
  for (guint i = 1; i < G_N_ELEMENTS(all); i++)
    server_clients_answer(clients, all[i], 6);
  if (address_rows[_i].same) {
    ck_assert(room(address_rows[_i].second, 7)); /* one was cut and counts no more */
    server_clients_leave(clients, all[1]);
    all[1] = enter(address_rows[_i].first, 7);
    server_clients_answer(clients, all[1], 8);
    ck_assert(!room(address_rows[_i].second, 9)); /* nobody of them waits */
  }
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    server_clients_leave(clients, all[i]);
}
END_TEST

/* Who has hung up is given a moment to be heard, and its answer. */
START_TEST(hanging_up)
{
  ServerClient *idle = enter("", 0), *asked = enter("192.0.2.1", 0);

  server_clients_answer(clients, asked, 1);
  server_clients_hang_up(clients, idle, 2);
  server_clients_hang_up(clients, asked, 2);
  server_clients_tick(clients, SECOND);
  ck_assert(!is_cut(0) && !is_cut(1));
  server_clients_tick(clients, 2 * SECOND);
  ck_assert(is_cut(0) && !is_cut(1));
  server_clients_end(clients, asked, 2 * SECOND);
  server_clients_tick(clients, 3 * SECOND);
  ck_assert(is_cut(1));
  ck_assert_uint_eq(server_clients_counted(clients)->late, 0);
  server_clients_leave(clients, idle);
  server_clients_leave(clients, asked);
}
END_TEST

START_TEST(going_home)
{
  ServerClient *idle = enter("", 0), *begun = enter("192.0.2.1", 0), *answered = enter("192.0.2.1", 0);

  server_clients_begin(begun);
  server_clients_answer(clients, answered, 1);
  server_clients_cut_idle(clients);
  ck_assert(is_cut(0) && !is_cut(1) && !is_cut(2));
  server_clients_end(clients, answered, 2);
  server_clients_cut_idle(clients);
  ck_assert(!is_cut(1) && is_cut(2));
  server_clients_leave(clients, begun);
  server_clients_leave(clients, idle);
  server_clients_leave(clients, answered);
}
END_TEST

Suite *test_server_clients_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("server_clients", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_test(tcase, deadlines);
  tcase_add_test(tcase, room_for_newcomers);
  tcase_add_loop_test(tcase, one_address, 0, G_N_ELEMENTS(address_rows));
  tcase_add_test(tcase, hanging_up);
  tcase_add_test(tcase, going_home);
  return suite;
}
