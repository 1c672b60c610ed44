/* SPDX-License-Identifier: MIT */
/* Where keys come from, and that no message repeats one. */
#include <string.h>

#include "gist/provider.h"
#include "suites.h"
#include "support.h"
#include "util/error.h"

#define CREDENTIALS                                                                                                    \
  "# comment\n[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key=sec/ret+1\n\n"                         \
  "[work]\naws_access_key_id=ASIAWORK\naws_secret_access_key=workkey\naws_session_token=tok==\nregion = eu-west-3\n"   \
  "[half]\naws_access_key_id=AKIAHALF\n[odd]\naws_access_key_id=AKIA ODD\naws_secret_access_key=x\n"

typedef struct {
  const char *provider;
  const char *file, *content; /* NULL: no api_key_file; content NULL: it does not exist */
  const char *profile_content, *profile;
  const char *environment[6]; /* "NAME=value" */
  const char *key, *id, *secret, *token, *region;
  int code; /* of the error, -1: none */
  const char *part;
} Row;

static const Row rows[] = {
  { "openai", "key", "sk-1\n", .key = "sk-1", .code = -1 },
  { "openai", "key", "  sk-1\r\n\n", .key = "sk-1", .code = -1 },
  { "openai", "key", "AKIAABCDEFGHIJKLMNOP:hidden", .key = "AKIAABCDEFGHIJKLMNOP:hidden", .code = -1 },
  { "openai", .code = -1 },
  { "ollama", .code = -1 },
  { "anthropic", .code = ERROR_NOT_FOUND, .part = "needs an api_key_file" },
  { "openai", "key", NULL, .code = ERROR_NOT_FOUND, .part = "/key" },
  { "openai", "key", "", .code = ERROR_INVALID, .part = "holds no key" },
  { "openai", "key", " \n", .code = ERROR_INVALID, .part = "holds no key" },
  { "openai", "key", "sk-hidden\nX-Evil: 1\n", .code = ERROR_INVALID, .part = "at byte 10" },
  { "openai", "key", "sk hidden", .code = ERROR_INVALID, .part = "at byte 3" },
  { "openai", "key", "sk-hidden\xc3\xa9", .code = ERROR_INVALID, .part = "at byte 10" },
  { "openai", "key", "sk-hidden\x7f", .code = ERROR_INVALID, .part = "at byte 10" },
  { "bedrock", "key", "ABSKhidden==\n", .key = "ABSKhidden==", .code = -1 },
  { "bedrock", "key", "AKIAABCDEFGHIJKLMNOP:se/cr+et\n", .id = "AKIAABCDEFGHIJKLMNOP", .secret = "se/cr+et",
    .code = -1 },
  { "bedrock", "key", "ASIAABCDEFGHIJKLMNOP:s:tok:en==", .id = "ASIAABCDEFGHIJKLMNOP", .secret = "s",
    .token = "tok:en==", .code = -1 },
  { "bedrock", "key", "AKIAABCDEFGHIJKLMNOP:", .code = ERROR_INVALID, .part = "must hold" },
  { "bedrock", "key", "AKIAABCDEFGHIJKLMNOP:hidden:", .code = ERROR_INVALID, .part = "must hold" },
  { "bedrock", .profile_content = CREDENTIALS, .id = "AKIADEFAULT", .secret = "sec/ret+1", .code = -1 },
  { "bedrock", .profile_content = CREDENTIALS, .profile = "work", .id = "ASIAWORK", .secret = "workkey",
    .token = "tok==", .region = "eu-west-3", .environment = { "AWS_REGION=us-east-1" }, .code = -1 },
  { "bedrock", .profile_content = CREDENTIALS, .profile = "half", .code = ERROR_INVALID, .part = "[half]" },
  { "bedrock", .profile_content = CREDENTIALS, .profile = "none", .code = ERROR_INVALID, .part = "[none]" },
  { "bedrock", .profile_content = CREDENTIALS, .profile = "odd", .code = ERROR_INVALID, .part = "at byte 5" },
  { "bedrock", .profile_content = "hidden\n", .code = ERROR_INVALID, .part = "form" },
  { "bedrock", .profile_content = "", .code = ERROR_INVALID, .part = "[default]" },
  { "bedrock",
    .environment = { "AWS_ACCESS_KEY_ID=AKIAENV", "AWS_SECRET_ACCESS_KEY=s", "AWS_DEFAULT_REGION=eu-north-1" },
    .id = "AKIAENV", .secret = "s", .region = "eu-north-1", .code = -1 },
  { "bedrock",
    .environment = { "AWS_ACCESS_KEY_ID=AKIAENV", "AWS_SECRET_ACCESS_KEY=s", "AWS_SESSION_TOKEN=t", "AWS_REGION=a",
                     "AWS_DEFAULT_REGION=b" },
    .id = "AKIAENV", .secret = "s", .token = "t", .region = "a", .code = -1 },
  { "bedrock", .environment = { "AWS_BEARER_TOKEN_BEDROCK=bt", "AWS_ACCESS_KEY_ID=AKIAENV", "AWS_SECRET_ACCESS_KEY=s" },
    .key = "bt", .code = -1 },
  { "bedrock", .environment = { "AWS_ACCESS_KEY_ID=AKIAENV" }, .code = ERROR_NOT_FOUND, .part = "no keys for AWS" },
  { "bedrock", .environment = { "AWS_ACCESS_KEY_ID=AKIAENV", "AWS_SECRET_ACCESS_KEY=hidden\nhidden" },
    .code = ERROR_INVALID, .part = "AWS_SECRET_ACCESS_KEY" },
  { "bedrock", .code = ERROR_NOT_FOUND, .part = "no keys for AWS" },
};

static void set_environment(const char *const *values, guint count)
{
  static const char *const names[] = { "AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
                                       "AWS_SESSION_TOKEN",        "AWS_REGION",        "AWS_DEFAULT_REGION" };

  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    g_unsetenv(names[i]);
  for (guint i = 0; i < count && values[i] != NULL; i++) {
    g_auto(GStrv) parts = g_strsplit(values[i], "=", 2);

    g_setenv(parts[0], parts[1], TRUE);
  }
}

/* The path of a file in the folder with this content, NULL: it is not written. */
static char *write_file(const char *folder, const char *name, const char *content)
{
  char *path = g_build_filename(folder, name, NULL);

  if (content != NULL)
    ck_assert(g_file_set_contents(path, content, -1, NULL));
  return path;
}

static void check_keys(const Row *row, const ProviderSettings *settings)
{
  ck_assert_pstr_eq(settings->api_key, row->key);
  ck_assert_pstr_eq(settings->aws_key_id, row->id);
  ck_assert_pstr_eq(settings->aws_secret, row->secret);
  ck_assert_pstr_eq(settings->aws_session_token, row->token);
  ck_assert_pstr_eq(settings->aws_region, row->region);
}

START_TEST(loads)
{
  const Row *row = &rows[_i];
  char *folder = support_folder();
  g_auto(ProviderSettings) settings = { .provider = provider_find(row->provider) };
  g_autoptr(GError) error = NULL;
  gboolean done;

  set_environment(row->environment, G_N_ELEMENTS(row->environment));
  settings.api_key_file = row->file != NULL ? write_file(folder, row->file, row->content) : NULL;
  settings.aws_profile_file =
      row->profile_content != NULL ? write_file(folder, "credentials", row->profile_content) : NULL;
  settings.aws_profile = g_strdup(row->profile);
  done = provider_load_keys(&settings, &error);
  if (row->code == -1) {
    ck_no_error(error);
    ck_assert(done);
  } else {
    ck_assert(!done);
    ck_error(error, row->code);
    ck_assert_msg(strstr(error->message, row->part) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, "hidden") == NULL && strstr(error->message, "AKIA") == NULL, "%s",
                  error->message);
  }
  check_keys(row, &settings);
  support_remove_folder(folder);
}
END_TEST

/* A key that was rotated is picked up; one that is broken in the file leaves the old one in force. */
START_TEST(rotates)
{
  char *folder = support_folder();
  g_auto(ProviderSettings) settings = { .provider = provider_find("openai") };
  g_autoptr(GError) error = NULL;

  settings.api_key_file = write_file(folder, "key", "first");
  ck_assert(provider_load_keys(&settings, NULL));
  g_free(write_file(folder, "key", "second"));
  ck_assert(provider_load_keys(&settings, NULL));
  ck_assert_str_eq(settings.api_key, "second");
  g_free(write_file(folder, "key", "bro ken"));
  ck_assert(!provider_load_keys(&settings, &error));
  ck_assert_str_eq(settings.api_key, "second");
  support_remove_folder(folder);
}
END_TEST

START_TEST(limits)
{
  char *folder = support_folder();
  g_autofree char *large = g_strnfill(64 * 1024 + 1, 'k');
  g_auto(ProviderSettings) settings = { .provider = provider_find("openai") };
  g_autoptr(GError) error = NULL;

  settings.api_key_file = write_file(folder, "key", large);
  ck_assert(!provider_load_keys(&settings, &error));
  ck_error(error, ERROR_INVALID);
  g_clear_error(&error);
  large[4097] = '\0';
  g_free(write_file(folder, "key", large));
  ck_assert(!provider_load_keys(&settings, &error));
  ck_error(error, ERROR_INVALID);
  g_clear_error(&error);
  ck_assert(g_file_set_contents(settings.api_key_file, "sk\0x", 4, NULL));
  ck_assert(!provider_load_keys(&settings, &error));
  ck_error(error, ERROR_INVALID);
  support_remove_folder(folder);
}
END_TEST

Suite *test_provider_keys_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("provider_keys", &tcase);

  tcase_add_loop_test(tcase, loads, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, rotates);
  tcase_add_test(tcase, limits);
  return suite;
}
