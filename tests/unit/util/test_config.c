/* SPDX-License-Identifier: MIT */
#include "util/config.h"

#include <string.h>

#include "suites.h"
#include "support.h"
#include "util/error.h"

static Config *parse(const char *text, GError **error)
{
  return config_parse(text, strlen(text), "test.conf", error);
}

START_TEST(defaults)
{
  GError *error = NULL;
  g_autoptr(Config) config = parse("", &error);

  ck_no_error(error);
  ck_assert_str_eq(config->listen[0], "127.0.0.1:8325");
  ck_assert_ptr_null(config->listen[1]);
  ck_assert_str_eq(config->base_url, "http://127.0.0.1:8325");
  ck_assert_str_eq(config->domains[0], "localhost");
  ck_assert_ptr_null(config->authserv_id);
  ck_assert_uint_eq(config->max_message_size, 25 * 1024 * 1024);
  ck_assert_uint_eq(config->cache_bytes, 32 * 1024 * 1024);
  ck_assert_ptr_null(config->admin_listen);
  ck_assert_str_eq(config->spool_path, SPOOL_PATH);
  ck_assert_uint_eq(config->feed_max_items, 50);
  ck_assert_uint_eq(config->feed_max_bytes, 1024 * 1024);
  ck_assert(!config->spool_keep && !config->route_by_sender);
}
END_TEST

START_TEST(everything_set)
{
  GError *error = NULL;
  g_autoptr(Config) config = parse(
      "# comment\n[server]\nlisten = 0.0.0.0:80; [::1]:81;unix:/run/g.sock\nbase_url=https://x.org/news/\n"
      "[mail]\ndomain=X.org;b\xc3\xbc"
      "cher.example\nauthserv_id=MX.x.org.\nroute_by_sender=yes\nmax_message_size=1K\n"
      "[spool]\npath=/s\ndone=keep\n[store]\npath=/d/b\n[gist]\nprovider=extract\n[feed]\nmax_items=0\nmax_bytes=0\n",
      &error);

  ck_no_error(error);
  ck_assert_uint_eq(g_strv_length(config->listen), 3);
  ck_assert_str_eq(config->listen[1], "[::1]:81");
  ck_assert_str_eq(config->base_url, "https://x.org/news");
  ck_assert_str_eq(config->domains[0], "x.org");
  ck_assert_str_eq(config->domains[1], "xn--bcher-kva.example");
  ck_assert_str_eq(config->authserv_id, "mx.x.org");
  ck_assert(config->spool_keep && config->route_by_sender);
  ck_assert_uint_eq(config->max_message_size, 1024);
  ck_assert_uint_eq(config->feed_max_items, 0);
}
END_TEST

/* Each names file, group and key in one line. */
static const struct {
  const char *text, *message;
} wrong_rows[] = {
  { "[server]\nlisn=1\n", "test.conf: [server] lisn: no such key" },
  { "[sever]\nlisten=127.0.0.1:1\n", "test.conf: [sever]: no such group" },
  { "[server]\nbase_url=news.example.org\n", "test.conf: [server] base_url: must be an absolute URL" },
  { "[server]\nbase_url=ftp://x\n", "test.conf: [server] base_url:" },
  { "[server]\nbase_url=https://x/?a\n", "test.conf: [server] base_url:" },
  { "[server]\nlisten=127.0.0.1:0\n", "test.conf: [server] base_url: must be set where the system chooses the port" },
  { "[server]\nbase_url=http://\n", "test.conf: [server] base_url:" },
  { "[server]\nlisten=8325\n", "test.conf: [server] listen:" },
  { "[server]\nlisten=localhost:99999\n", "test.conf: [server] listen:" },
  { "[server]\nlisten=::1:80\n", "test.conf: [server] listen:" },
  { "[server]\nlisten=unix:run\n", "test.conf: [server] listen:" },
  { "[server]\nlisten=;\n", "test.conf: [server] listen:" },
  { "[mail]\ndomain=a b\n", "test.conf: [mail] domain:" },
  { "[mail]\ndomain=user@x.org\n", "test.conf: [mail] domain:" },
  { "[mail]\nroute_by_sender=true\n", "test.conf: [mail] route_by_sender: must be yes or no" },
  { "[mail]\nmax_message_size=25MB\n", "test.conf: [mail] max_message_size:" },
  { "[mail]\nmax_message_size=-1\n", "test.conf: [mail] max_message_size:" },
  { "[mail]\nmax_message_size=99999999999999999999\n", "test.conf: [mail] max_message_size:" },
  { "[mail]\nmax_message_size=9999999G\n", "test.conf: [mail] max_message_size:" },
  { "[spool]\npath=spool\n", "test.conf: [spool] path:" },
  { "[spool]\ndone=maybe\n", "test.conf: [spool] done:" },
  { "[gist]\nprovider=oracle\n", "test.conf: [gist] provider:" },
  { "[feed]\nmax_items=many\n", "test.conf: [feed] max_items:" },
  { "[feed]\nmax_items=5 \n[feed\n", "test.conf:" },
  { "no group\n", "test.conf:" },
  { "[mail]\ndomain=\xff\n", "test.conf: not a text file in UTF-8" },
};

START_TEST(wrong)
{
  g_autoptr(GError) error = NULL;
  Config *config = parse(wrong_rows[_i].text, &error);

  ck_assert_ptr_null(config);
  ck_error(error, ERROR_INVALID);
  ck_assert_msg(g_str_has_prefix(error->message, wrong_rows[_i].message), "%s", error->message);
  ck_assert_ptr_null(strchr(error->message, '\n'));
}
END_TEST

START_TEST(missing_file)
{
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(config_load("/nonexistent/x.conf", &error));
  ck_error(error, ERROR_INVALID);
  ck_assert_ptr_nonnull(strstr(error->message, "/nonexistent/x.conf"));
}
END_TEST

Suite *test_config_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("config", &tcase);

  tcase_add_test(tcase, defaults);
  tcase_add_test(tcase, everything_set);
  tcase_add_loop_test(tcase, wrong, 0, G_N_ELEMENTS(wrong_rows));
  tcase_add_test(tcase, missing_file);
  return suite;
}
