/* SPDX-License-Identifier: MIT */
#include "web/server_listen.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "suites.h"
#include "support.h"
#include "util/error.h"

static GPtrArray *sockets;
static char *folder;

static void setup(void)
{
  sockets = g_ptr_array_new_with_free_func((GDestroyNotify)server_socket_free);
  folder = support_folder();
}

static void teardown(void)
{
  g_ptr_array_unref(sockets);
  support_remove_folder(folder);
}

static void open_one(const char *address)
{
  GError *error = NULL;

  ck_assert(server_listen(address, sockets, &error) || error != NULL);
  ck_no_error(error);
}

static const struct {
  const char *address, *url;
} rows[] = {
  { "127.0.0.1:0", "http://127.0.0.1:" },
  { "[::1]:0", "http://[::1]:" },
  { "localhost:0", "http://" },
};

START_TEST(tcp)
{
  const ServerSocket *sock;

  open_one(rows[_i].address);
  sock = g_ptr_array_index(sockets, 0);
  ck_assert(g_str_has_prefix(sock->url, rows[_i].url));
  ck_assert(!g_str_has_suffix(sock->url, ":0"));
}
END_TEST

static const char *const bad_rows[] = {
  "",        ":80",   "127.0.0.1",     "127.0.0.1:",    "127.0.0.1:x", "127.0.0.1:99999", "nowhere.invalid:80",
  "[::1:80", "unix:", "unix:relative", "203.0.113.1:0",
};

START_TEST(bad)
{
  g_autoptr(GError) error = NULL;

  ck_assert(!server_listen(bad_rows[_i], sockets, &error));
  ck_assert_ptr_nonnull(error);
  ck_assert_ptr_null(strchr(error->message, '\n'));
  ck_assert_uint_eq(sockets->len, 0);
}
END_TEST

START_TEST(busy)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;
  const char *taken;

  open_one("127.0.0.1:0");
  taken = ((const ServerSocket *)g_ptr_array_index(sockets, 0))->url + strlen("http://");
  ck_assert(!server_listen(taken, sockets, &error));
  ck_error(error, ERROR_EXISTS);
  message = g_strdup_printf("%s is in use by another program", taken);
  ck_assert_str_eq(error->message, message);
}
END_TEST

START_TEST(unix_socket)
{
  g_autofree char *path = g_build_filename(folder, "s", NULL), *address = g_strconcat("unix:", path, NULL);
  g_autoptr(GError) error = NULL;

  open_one(address);
  ck_assert_str_eq(((const ServerSocket *)g_ptr_array_index(sockets, 0))->url, address);
  ck_assert(!server_listen(address, sockets, &error)); /* somebody answers there */
  ck_error(error, ERROR_EXISTS);
  ck_assert(g_file_test(path, G_FILE_TEST_EXISTS));
  g_ptr_array_set_size(sockets, 0);
  ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
}
END_TEST

/* A file left behind by a program that died is replaced; any other file is not touched. */
START_TEST(unix_stale)
{
  g_autofree char *path = g_build_filename(folder, "s", NULL), *address = g_strconcat("unix:", path, NULL);
  g_autofree char *other = g_build_filename(folder, "file", NULL), *other_address = g_strconcat("unix:", other, NULL);
  g_autoptr(GError) error = NULL;
  ServerSocket *sock;

  open_one(address);
  sock = g_ptr_array_index(sockets, 0);
  g_clear_pointer(&sock->path, g_free); /* as if it had died */
  g_ptr_array_set_size(sockets, 0);
  ck_assert(g_file_test(path, G_FILE_TEST_EXISTS));
  open_one(address);
  ck_assert(g_file_set_contents(other, "precious", -1, NULL));
  ck_assert(!server_listen(other_address, sockets, &error));
  ck_assert(g_file_test(other, G_FILE_TEST_IS_REGULAR));
}
END_TEST

/* Whoever took our place keeps it. */
START_TEST(unix_replaced)
{
  g_autofree char *path = g_build_filename(folder, "s", NULL), *address = g_strconcat("unix:", path, NULL);

  open_one(address);
  ck_assert_int_eq(g_unlink(path), 0);
  ck_assert(g_file_set_contents(path, "another's", -1, NULL));
  g_ptr_array_set_size(sockets, 0);
  ck_assert(g_file_test(path, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(unix_long)
{
  g_autofree char *name = g_strnfill(200, 'x'), *address = g_strconcat("unix:/", name, NULL);
  g_autoptr(GError) error = NULL;

  ck_assert(!server_listen(address, sockets, &error));
  ck_error(error, ERROR_INVALID);
}
END_TEST

Suite *test_server_listen_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("server_listen", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, tcp, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, bad, 0, G_N_ELEMENTS(bad_rows));
  tcase_add_test(tcase, busy);
  tcase_add_test(tcase, unix_socket);
  tcase_add_test(tcase, unix_stale);
  tcase_add_test(tcase, unix_replaced);
  tcase_add_test(tcase, unix_long);
  return suite;
}
