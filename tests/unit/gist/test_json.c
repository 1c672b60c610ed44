/* SPDX-License-Identifier: MIT */
#include "gist/json.h"

#include <string.h>

#include "suites.h"
#include "support.h"
#include "util/error.h"

static const char *const good[] = {
  "{}",
  " [1, 2.5, -3e2, true, false, null] \n",
  "\"text\"",
  "{\"a\":{\"b\":[{\"c\":\"\\u00e9\\ud83d\\ude00\"}]}}",
  "0",
  "\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"", /* brackets in a string are no depth */
  "\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"",
};

static const struct {
  const char *text, *part; /* of the message */
} bad[] = {
  { "", "early" },
  { "{\"a\":1", "early" },
  { "{\"a\":1,\"a\":2}", "twice" },
  { "{\"a\":1} x", "follows" },
  { "{\"a\":1}{}", "follows" },
  { "{a:1}", "well-formed" },
  { "{\"a\":1,}", "well-formed" },
  { "[1e999]", "large" },
  { "[99999999999999999999]", "large" },
  { "\"\xff\"", "UTF-8" },
  { "\"\\ud800\"", "well-formed" },
  { "\"a\\u0000b\"", "NUL" },
  { "{\"a\\u0000b\":1}", "NUL" },
  { "\"a\nb\"", "well-formed" },
  { "<html>secret</html>", "well-formed" },
  { "NaN", "well-formed" },
};

START_TEST(accepts)
{
  g_autoptr(GError) error = NULL;
  json_t *value = json_read(good[_i], strlen(good[_i]), &error);

  ck_no_error(error);
  ck_assert_ptr_nonnull(value);
  json_decref(value);
}
END_TEST

START_TEST(refuses)
{
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(json_read(bad[_i].text, strlen(bad[_i].text), &error));
  ck_error(error, ERROR_INVALID);
  ck_assert_msg(strstr(error->message, bad[_i].part) != NULL, "%s", error->message);
  ck_assert_ptr_null(strstr(error->message, "secret"));
}
END_TEST

START_TEST(limits)
{
  g_autofree char *deep = g_strnfill(JSON_READ_MAX_DEPTH, '[');
  g_autofree char *closed = g_strnfill(JSON_READ_MAX_DEPTH, ']');
  g_autofree char *fits = g_strconcat(deep, closed, NULL);
  g_autofree char *deeper = g_strconcat("[", fits, "]", NULL);
  g_autofree char *large = g_strnfill(JSON_READ_MAX_BYTES + 1, ' ');
  g_autofree char *bomb = g_strnfill(JSON_READ_MAX_BYTES, '[');
  json_t *value = json_read(fits, strlen(fits), NULL);

  ck_assert_ptr_nonnull(value);
  json_decref(value);
  ck_assert_ptr_null(json_read(deeper, strlen(deeper), NULL));
  ck_assert_ptr_null(json_read(bomb, strlen(bomb), NULL));
  large[0] = '1';
  ck_assert_ptr_null(json_read(large, JSON_READ_MAX_BYTES + 1, NULL));
  value = json_read(large, JSON_READ_MAX_BYTES, NULL);
  ck_assert_ptr_nonnull(value);
  json_decref(value);
}
END_TEST

Suite *test_json_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("json", &tcase);

  tcase_add_loop_test(tcase, accepts, 0, G_N_ELEMENTS(good));
  tcase_add_loop_test(tcase, refuses, 0, G_N_ELEMENTS(bad));
  tcase_add_test(tcase, limits);
  return suite;
}
