/* SPDX-License-Identifier: MIT */
#include "util/config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "suites.h"
#include "support.h"
#include "util/date.h"
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
  ck_assert_uint_eq(config->keep_days + config->keep_raw_days + config->keep_log_days, 0);
  ck_assert_uint_eq(config->feed_max_items, 50);
  ck_assert_uint_eq(config->feed_max_bytes, 1024 * 1024);
  ck_assert(!config->spool_keep && !config->route_by_sender);
}
END_TEST

START_TEST(everything_set)
{
  GError *error = NULL;
  g_autoptr(Config) config =
      parse("# comment\n[server]\nlisten = 0.0.0.0:80; [::1]:81;unix:/run/g.sock\nbase_url=https://x.org/news/\n"
            "[mail]\ndomain=X.org;b\xc3\xbc"
            "cher.example\nauthserv_id=MX.x.org.\nroute_by_sender=yes\nmax_message_size=1K\n"
            "[spool]\npath=/s\ndone=keep\n[store]\npath=/d/b\nkeep_days=400\n"
            "keep_raw_days=30\nkeep_log_days=36500\n[gist]\nprovider=extract\n[feed]\nmax_items=0\nmax_bytes=0\n",
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
  ck_assert_uint_eq(config->keep_days, 400);
  ck_assert_uint_eq(config->keep_raw_days, 30);
  ck_assert_uint_eq(config->keep_log_days, 36500);
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
  { "[store]\nkeep_days=-1\n", "test.conf: [store] keep_days: must be a number of days" },
  { "[store]\nkeep_days=30d\n", "test.conf: [store] keep_days: must be a number of days" },
  { "[store]\nkeep_raw_days=40000\n", "test.conf: [store] keep_raw_days: must be a number of days" },
  { "[store]\nkeep_log_days=a month\n", "test.conf: [store] keep_log_days: must be a number of days" },
  { "[gist]\nprovider=oracle\n", "test.conf: [gist] provider:" },
  { "[gist]\nprovider=openai\n", "test.conf: [gist] model: must be set" },
  { "[gist]\nmodel=a b\n", "test.conf: [gist] model: must be one word" },
  { "[gist]\nbase_url=localhost:11434\n", "test.conf: [gist] base_url:" },
  { "[gist]\napi_key_file=key\n", "test.conf: [gist] api_key_file: must be an absolute path" },
  { "[gist]\nconcurrency=0\n", "test.conf: [gist] concurrency:" },
  { "[gist]\nconcurrency=65\n", "test.conf: [gist] concurrency:" },
  { "[gist]\ntimeout=0\n", "test.conf: [gist] timeout:" },
  { "[gist]\ntimeout=2 m\n", "test.conf: [gist] timeout: must be a time" },
  { "[gist]\npublish_after=15min\n", "test.conf: [gist] publish_after:" },
  { "[gist]\npublish_after=31d\n", "test.conf: [gist] publish_after:" },
  { "[gist]\npublish_after=m\n", "test.conf: [gist] publish_after:" },
  { "[gist]\npublish_after=-5\n", "test.conf: [gist] publish_after:" },
  { "[gist]\ndaily_tokens=2M\n", "test.conf: [gist] daily_tokens:" },
  { "[gist]\ndaily_tokens=lots\n", "test.conf: [gist] daily_tokens:" },
  { "[gist]\nmax_input_tokens=100\n", "test.conf: [gist] max_input_tokens:" },
  { "[gist]\nprice_in=0,15\n", "test.conf: [gist] price_in:" },
  { "[gist]\nprice_out=1.2.3\n", "test.conf: [gist] price_out:" },
  { "[gist]\nprice_out=inf\n", "test.conf: [gist] price_out:" },
  { "[gist]\nallow_http=1\n", "test.conf: [gist] allow_http: must be yes or no" },
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

START_TEST(gists)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) none = parse("", &error);
  g_autoptr(Config) config =
      parse("[gist]\nprovider=ollama\nmodel=m:7b\nbase_url=http://[::1]:11434/\nconcurrency=8\ntimeout=10m\n"
            "publish_after=90\ndaily_tokens=2000000\nmax_input_tokens=4000\nprice_in=0.15\nprice_out=2\n",
            &error);

  ck_no_error(error);
  ck_assert(!config_asks(none));
  ck_assert_uint_eq(none->gist_publish_after, 900);
  ck_assert_uint_eq(none->gist_timeout, 120);
  ck_assert_uint_eq(none->gist_concurrency, 4);
  ck_assert_uint_eq(none->gist_max_input_tokens, 24000);
  ck_assert(config_asks(config));
  ck_assert_str_eq(config->gist_model, "m:7b");
  ck_assert_str_eq(config->gist_base_url, "http://[::1]:11434");
  ck_assert_uint_eq(config->gist_timeout, 600);
  ck_assert_uint_eq(config->gist_publish_after, 90);
  ck_assert_uint_eq(config->gist_daily_tokens, 2000000);
  ck_assert(config->gist_price_in > 0.149 && config->gist_price_in < 0.151);
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

/* A file from the future is as old as its reading. */
START_TEST(when_modified)
{
  static const gint64 now = 1795424400;
  const struct {
    gint64 file, modified;
  } rows[] = { { now - 86400, now - 86400 }, { now + 86400, now } };
  g_autofree char *folder = support_folder(), *path = g_build_filename(folder, "conf", NULL);
  g_autoptr(Config) none = config_parse("", 0, "test", NULL);

  date_set_now(now);
  ck_assert_int_eq(none->modified, 0);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const struct utimbuf times = { rows[i].file, rows[i].file };
    g_autoptr(Config) config = NULL;

    ck_assert(g_file_set_contents(path, "", 0, NULL) && g_utime(path, (struct utimbuf *)&times) == 0);
    config = config_load(path, NULL);
    ck_assert_int_eq(config->modified, rows[i].modified);
  }
  date_set_now(0);
  support_remove_folder(g_steal_pointer(&folder));
}
END_TEST

Suite *test_config_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("config", &tcase);

  tcase_add_test(tcase, defaults);
  tcase_add_test(tcase, everything_set);
  tcase_add_loop_test(tcase, wrong, 0, G_N_ELEMENTS(wrong_rows));
  tcase_add_test(tcase, gists);
  tcase_add_test(tcase, missing_file);
  tcase_add_test(tcase, when_modified);
  return suite;
}
